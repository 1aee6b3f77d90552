from station_app.core.kinds import Code, Day, Flag, Ref, Serial, Words
from station_app.core.register import Field, Merge, Register
from station_app.core.texts import _
from station_app.remedies import rules
from station_app.remedies.records import Objection

SAID, ANSWER = _("提出"), _("答复")

OBJECTIONS = Register(
    name="objections",
    number=63,
    title=_("异议（申诉）和检察监督"),
    record=Objection,
    inner=True,
    fields=(
        Field(
            name="supervision_id",
            label=_("社区矫正对象"),
            kind=Ref("corrections", role="objected"),
            required=True,
            group=SAID,
            merge=Merge.STATE,
        ),
        Field(
            name="kind",
            label=_("种类"),
            kind=Code("remedy_kind"),
            required=True,
            group=SAID,
            merge=Merge.STATE,
        ),
        Field(name="on", label=_("提出（收到）日期"), kind=Day(), required=True, group=SAID),
        Field(name="said_by", label=_("提出人（机关）"), kind=Words(longest=60), group=SAID),
        Field(name="document_number", label=_("文书号"), kind=Serial(longest=60), group=SAID),
        Field(name="about", label=_("所针对的结果"), kind=Words(longest=200), group=SAID),
        Field(name="told_on", label=_("结果告知日期"), kind=Day(), group=SAID),
        Field(
            name="text",
            label=_("意见内容"),
            kind=Words(lines=6, longest=4000),
            required=True,
            group=SAID,
        ),
        Field(
            name="answer_by",
            label=_("文书限定的回复日期"),
            kind=Day(),
            group=SAID,
            help=_("纠正意见、检察建议写明回复期限的"),
        ),
        Field(
            name="remarks",
            label=_("备注"),
            kind=Words(lines=2, longest=1000),
            group=SAID,
            merge=Merge.FREE,
        ),
        *(
            Field(name=name, label=label, kind=kind, group=ANSWER, merge=Merge.STATE)
            for name, label, kind in (
                ("answered_on", _("书面答复（回复）日期"), Day()),
                ("answer", _("答复（回复）内容"), Words(lines=6, longest=4000)),
                ("answer_number", _("答复（回复）文号"), Serial(longest=60)),
                ("adopted", _("采纳"), Flag()),
                ("taken_on", _("向人民检察院提出日期"), Day()),
                ("outcome_on", _("检察院处理结果日期"), Day()),
                ("outcome", _("检察院处理结果"), Words(lines=3, longest=1000)),
            )
        ),
    ),
    columns=("supervision_id", "kind", "on", "answered_on"),
    subject=("supervision_id", "kind"),
    period=("on", "answered_on"),
    tallies={
        "raised": ("on", ("kind",)),
        "answered": ("answered_on", ("kind",)),
    },
    check=rules.check,
    duties=rules.duties,
)
