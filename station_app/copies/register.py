from station_app.copies import rules
from station_app.copies.records import CorrectionCopy, CorrectionTask, PenaltyResult
from station_app.core.kinds import Code, Day, Ref, Serial, Words
from station_app.core.register import Field, Merge, Register
from station_app.core.texts import _

CAME, DONE = _("来函"), _("办理")

COPIES = Register(
    name="correction_copies",
    number=80,
    title=_("社区矫正收文"),
    record=CorrectionCopy,
    fields=(
        Field(
            name="person_id",
            label=_("社区矫正对象"),
            kind=Ref("people", role="copied"),
            required=True,
        ),
        Field(name="kind", label=_("文书种类"), kind=Code("correction_copy"), required=True),
        Field(name="on", label=_("收到日期"), kind=Day(), required=True),
        Field(name="from_organ", label=_("来文机关"), kind=Words(longest=60), required=True),
        Field(name="document_number", label=_("文书号"), kind=Serial(longest=60)),
        Field(name="dated", label=_("文书日期"), kind=Day()),
        Field(name="about", label=_("摘要"), kind=Words(lines=2, longest=500)),
    ),
    columns=("person_id", "kind", "on", "from_organ", "document_number"),
    subject=("person_id", "kind"),
    period=("on", "on"),
    tallies={"received": ("on", ("kind",))},
    check=rules.check_copy,
)

TASKS = Register(
    name="correction_tasks",
    number=81,
    title=_("社区矫正协作"),
    record=CorrectionTask,
    fields=(
        Field(
            name="person_id",
            label=_("社区矫正对象"),
            kind=Ref("people", role="task"),
            required=True,
            group=CAME,
        ),
        Field(
            name="kind",
            label=_("协作事项"),
            kind=Code("correction_task"),
            required=True,
            group=CAME,
        ),
        Field(
            name="on",
            label=_("收到（采取措施）日期"),
            kind=Day(),
            required=True,
            group=CAME,
        ),
        Field(
            name="asked_by",
            label=_("来函（通知）机关"),
            kind=Words(longest=60),
            group=CAME,
            help=_("羁押、强制措施通报的不填"),
        ),
        Field(name="document_number", label=_("文书号"), kind=Serial(longest=60), group=CAME),
        Field(
            name="what",
            label=_("事由和要求"),
            kind=Words(lines=3, longest=500),
            required=True,
            group=CAME,
        ),
        Field(name="until", label=_("要求反馈期限"), kind=Day(), group=CAME),
        Field(
            name="remarks",
            label=_("备注"),
            kind=Words(lines=2, longest=500),
            group=CAME,
            merge=Merge.FREE,
        ),
        *(
            Field(name=name, label=label, kind=kind, group=DONE, merge=Merge.STATE)
            for name, label, kind in (
                ("state", _("办理情况"), Code("correction_task_state")),
                ("done_on", _("办结日期"), Day()),
                ("handled_by", _("办理民警"), Words(longest=60)),
                ("outcome", _("办理结果"), Words(lines=2, longest=500)),
                ("told_on", _("反馈（通知）县级社区矫正机构日期"), Day()),
                ("told_to", _("反馈（通知）单位"), Words(longest=60)),
                ("procuratorate_on", _("通知执行地县级人民检察院日期"), Day()),
            )
        ),
    ),
    columns=("person_id", "kind", "on", "asked_by", "state"),
    subject=("person_id", "kind"),
    period=("on", "done_on"),
    tallies={"asked": ("on", ("kind",)), "done": ("done_on", ("kind",))},
    check=rules.check,
    duties=rules.duties,
)

RESULTS = Register(
    name="penalty_results",
    number=82,
    title=_("治安处罚结果"),
    record=PenaltyResult,
    inner=True,
    fields=(
        Field(
            name="task_id",
            label=_("治安管理处罚建议"),
            kind=Ref("correction_tasks", role="result"),
            required=True,
        ),
        Field(name="on", label=_("决定日期"), kind=Day(), required=True),
        Field(name="result", label=_("处理结果"), kind=Code("penalty_result"), required=True),
        Field(name="decision_number", label=_("决定书文号"), kind=Serial(longest=60)),
        Field(name="reason", label=_("不予处罚的理由"), kind=Words(lines=2, longest=500)),
    ),
    columns=("task_id", "on", "result"),
    subject=("on", "result"),
    period=("on", "on"),
    tallies={"told": ("on", ("result",))},
    check=rules.check_result,
)
