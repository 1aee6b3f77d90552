from station_app.core.kinds import Code, Day, Moment, Ref, Serial, Words
from station_app.core.register import Field, Merge, Register
from station_app.core.texts import _
from station_app.tasks import rules
from station_app.tasks.records import Step, Task

FROM, WHAT, TO, COURSE = _("交办"), _("事项"), _("承办"), _("办理情况")
REASSIGN = _("改由他人承办的，请用“改交他人”")

TASKS = Register(
    name="tasks",
    number=96,
    title=_("交办事项"),
    record=Task,
    fields=(
        Field(name="number", label=_("交办编号"), kind=Serial(), group=FROM, merge=Merge.STATE),
        Field(
            name="source", label=_("交办来源"), kind=Code("task_source"), required=True, group=FROM
        ),
        Field(name="from_organ", label=_("交办单位"), kind=Words(longest=60), group=FROM),
        Field(name="from_person", label=_("交办人"), kind=Words(longest=30), group=FROM),
        Field(name="paper", label=_("交办文号"), kind=Serial(longest=60), group=FROM),
        Field(name="on", label=_("交办日期"), kind=Day(), required=True, group=FROM),
        Field(
            name="until",
            label=_("要求反馈期限"),
            kind=Day(),
            group=FROM,
            help=_("没有定期限的不填"),
        ),
        Field(name="title", label=_("事项"), kind=Words(longest=60), required=True, group=WHAT),
        Field(name="what", label=_("要求"), kind=Words(lines=4, longest=2000), group=WHAT),
        Field(name="person_id", label=_("涉及的人员"), kind=Ref("people", role="task"), group=WHAT),
        Field(name="place_id", label=_("涉及的地址"), kind=Ref("places", role="task"), group=WHAT),
        Field(
            name="to_officer",
            label=_("承办人"),
            kind=Words(longest=30),
            group=TO,
            help=_("民警的账号；交给一个组的不填"),
        ),
        Field(name="to_group", label=_("承办组"), kind=Words(longest=30), group=TO),
        Field(
            name="remarks",
            label=_("备注"),
            kind=Words(lines=2, longest=500),
            group=TO,
            merge=Merge.FREE,
        ),
        *(
            Field(name=name, label=label, kind=kind, group=COURSE, merge=Merge.STATE)
            for name, label, kind in (
                ("given_by", _("登记人"), Words(longest=30)),
                ("state", _("办理状态"), Code("task_state")),
                ("signed_at", _("签收时间"), Moment()),
                ("signed_by", _("签收人"), Words(longest=30)),
                ("answered_at", _("反馈时间"), Moment()),
                ("answered_by", _("反馈人"), Words(longest=30)),
                ("answer", _("反馈内容"), Words(lines=3, longest=2000)),
                ("returned_note", _("退回意见"), Words(lines=2, longest=500)),
                ("closed_at", _("审核办结时间"), Moment()),
                ("closed_on", _("办结日期"), Day()),
                ("closed_by", _("审核人"), Words(longest=30)),
            )
        ),
    ),
    columns=("number", "title", "from_organ", "to_officer", "until", "state"),
    subject=("number", "title"),
    period=("on", "closed_on"),
    tallies={"given": ("on", ("source",)), "closed": ("closed_on", ("source",))},
    by_act={"to_officer": REASSIGN, "to_group": REASSIGN},
    check=rules.check,
    duties=rules.duties,
)

STEPS = Register(
    name="task_steps",
    number=97,
    title=_("交办事项办理经过"),
    record=Step,
    inner=True,
    fields=(
        Field(name="task_id", label=_("交办事项"), kind=Ref("tasks", role="step"), required=True),
        Field(name="kind", label=_("环节"), kind=Code("task_step"), required=True),
        Field(name="at", label=_("时间"), kind=Moment(), required=True),
        Field(name="officer", label=_("经办人"), kind=Words(longest=30), required=True),
        Field(name="note", label=_("内容"), kind=Words(lines=3, longest=2000)),
    ),
    columns=("kind", "at", "officer"),
    subject=("kind", "at"),
    check=rules.check_step,
)
