from station_app.core.decided import DECISION_FIELDS
from station_app.core.kinds import Code, Day, Flag, Ref, Serial, Words
from station_app.core.register import Field, Merge, Register
from station_app.core.texts import _
from station_app.relocations import rules
from station_app.relocations.records import Relocation

ASKED, ANSWER, COURSE = _("申请"), _("征求意见"), _("移交和报到")

RELOCATIONS = Register(
    name="relocations",
    number=54,
    title=_("执行地变更"),
    record=Relocation,
    inner=True,
    fields=(
        Field(
            name="direction",
            label=_("变更方向"),
            kind=Code("relocation_direction"),
            group=ASKED,
            merge=Merge.STATE,
        ),
        Field(
            name="supervision_id",
            label=_("社区矫正"),
            kind=Ref("corrections", role="relocated"),
            group=ASKED,
            merge=Merge.STATE,
        ),
        Field(
            name="person_id",
            label=_("社区矫正对象"),
            kind=Ref("people", role="relocating"),
            required=True,
            group=ASKED,
        ),
        Field(
            name="other_organ",
            label=_("对方县级社区矫正机构"),
            kind=Words(longest=60),
            required=True,
            group=ASKED,
            help=_("转出的写新执行地，转入的写原执行地"),
        ),
        Field(
            name="destination",
            label=_("新执行地（居住地）"),
            kind=Words(longest=100),
            required=True,
            group=ASKED,
        ),
        Field(
            name="reason",
            label=_("变更理由"),
            kind=Words(lines=2, longest=500),
            required=True,
            group=ASKED,
        ),
        Field(name="proof", label=_("证明材料"), kind=Words(longest=200), group=ASKED),
        Field(
            name="asked_on",
            label=_("收到申请（征求意见函）日期"),
            kind=Day(),
            required=True,
            group=ASKED,
        ),
        Field(name="moving_on", label=_("拟变更日期"), kind=Day(), group=ASKED),
        Field(name="minor", label=_("未成年社区矫正对象"), kind=Flag(), group=ASKED),
        Field(
            name="worker",
            label=_("社区矫正工作人员"),
            kind=Words(longest=30),
            group=ASKED,
            merge=Merge.FREE,
        ),
        Field(name="letter_on", label=_("征求意见函日期"), kind=Day(), group=ANSWER),
        Field(
            name="letter_number",
            label=_("征求意见函文号"),
            kind=Serial(longest=60),
            group=ANSWER,
        ),
        Field(
            name="remarks",
            label=_("备注"),
            kind=Words(lines=2, longest=1000),
            group=ANSWER,
            merge=Merge.FREE,
        ),
        Field(
            name="stage",
            label=_("办理情况"),
            kind=Code("relocation_stage"),
            group=ANSWER,
            merge=Merge.DERIVED,
        ),
        *(
            Field(name=name, label=label, kind=kind, group=ANSWER, merge=Merge.STATE)
            for name, label, kind in (
                ("answered_on", _("回复日期"), Day()),
                ("answer", _("新执行地意见"), Code("relocation_answer")),
                ("answer_number", _("回复函文号"), Serial(longest=60)),
                ("answer_reason", _("核实情况和理由"), Words(lines=2, longest=500)),
                ("dispute_on", _("报请协调日期"), Day()),
                ("dispute_organ", _("上一级社区矫正机构"), Words(longest=60)),
                ("coordinated_on", _("协调结果日期"), Day()),
                ("coordinated", _("协调结果"), Code("relocation_answer")),
                ("coordination_number", _("协调文号"), Serial(longest=60)),
            )
        ),
        *DECISION_FIELDS,
        *(
            Field(name=name, label=label, kind=kind, group=COURSE, merge=Merge.STATE)
            for name, label, kind in (
                ("told_on", _("告知社区矫正对象日期"), Day()),
                ("papers_on", _("法律文书和档案移交日期"), Day()),
                ("receipt_on", _("送达回执日期"), Day()),
                ("decider_on", _("抄送决定机关日期"), Day()),
                ("procuratorate_on", _("抄送人民检察院日期"), Day()),
                ("police_on", _("抄送公安机关日期"), Day()),
                ("arrived_on", _("在新执行地报到日期"), Day()),
                ("missed_on", _("未按时报到通知日期"), Day()),
                ("custody_on", _("看守所、监狱接收档案日期"), Day()),
                ("custody_by", _("接收档案的看守所、监狱"), Words(longest=60)),
                ("custody_told_on", _("看守所、监狱通报日期"), Day()),
                ("cancelled_on", _("撤回申请日期"), Day()),
            )
        ),
    ),
    columns=("person_id", "direction", "other_organ", "asked_on", "stage"),
    subject=("person_id", "direction"),
    period=("asked_on", "arrived_on"),
    tallies={"moved": ("arrived_on", ("direction",)), "asked": ("asked_on", ("direction",))},
    secret=("minor", "worker"),
    derive=rules.derive,
    check=rules.check,
    duties=rules.duties,
)
