from station_app.calls import rules
from station_app.calls.records import Call, CallPerson
from station_app.core.kinds import Code, Day, Flag, Moment, Phones, Ref, Serial, Words
from station_app.core.register import Field, Merge, Register
from station_app.core.texts import _

TAKEN, WHERE, WENT, CAME = _("接警"), _("警情"), _("处警"), _("处理结果")
SECRET_LATER = _("登记后才要求保密的，请作废这条警情，按保密重新登记")

CALLS = Register(
    name="calls",
    number=68,
    title=_("警情"),
    record=Call,
    fields=(
        Field(name="number", label=_("接警单号"), kind=Serial(), group=TAKEN, merge=Merge.STATE),
        Field(
            name="channel",
            label=_("报警方式"),
            kind=Code("call_channel"),
            required=True,
            group=TAKEN,
        ),
        Field(name="external_number", label=_("110指令编号"), kind=Serial(), group=TAKEN),
        Field(name="reported_at", label=_("报警时间"), kind=Moment(), required=True, group=TAKEN),
        Field(name="on", label=_("报警日期"), kind=Day(), merge=Merge.DERIVED),
        Field(name="weekday", label=_("星期"), kind=Code("weekday"), merge=Merge.DERIVED),
        Field(name="hour", label=_("报警时段"), kind=Words(longest=8), merge=Merge.DERIVED),
        Field(name="taken_at", label=_("接警时间"), kind=Moment(), group=TAKEN),
        Field(name="caller_id", label=_("报警人"), kind=Ref("people", role="caller"), group=TAKEN),
        Field(
            name="caller_said",
            label=_("报警人（未登记的）"),
            kind=Words(longest=50),
            group=TAKEN,
        ),
        Field(name="caller_phone", label=_("报警电话"), kind=Phones(), group=TAKEN),
        Field(name="secret", label=_("要求保密"), kind=Flag(), group=TAKEN),
        Field(name="place_id", label=_("事发地址"), kind=Ref("places", role="call"), group=WHERE),
        Field(
            name="place_said", label=_("事发地点（未登记的）"), kind=Words(longest=100), group=WHERE
        ),
        Field(name="category", label=_("警情类别"), kind=Code("call_category"), group=WHERE),
        Field(name="facts", label=_("简要警情"), kind=Words(lines=5, longest=4000), group=WHERE),
        Field(name="foreign", label=_("涉外"), kind=Flag(), group=WHERE),
        Field(name="minor", label=_("涉未成年人"), kind=Flag(), group=WHERE),
        Field(name="domestic", label=_("家庭暴力"), kind=Flag(), group=WHERE),
        Field(name="dispatched_at", label=_("指令时间"), kind=Moment(), group=WENT),
        Field(name="set_out_at", label=_("出警时间"), kind=Moment(), group=WENT),
        Field(name="arrived_at", label=_("到场时间"), kind=Moment(), group=WENT),
        Field(name="answered_at", label=_("反馈时间"), kind=Moment(), group=WENT),
        Field(name="officer", label=_("处警民警"), kind=Words(longest=30), group=WENT),
        Field(name="second", label=_("第二处警民警"), kind=Words(longest=30), group=WENT),
        Field(name="auxiliaries", label=_("辅警"), kind=Words(longest=60), group=WENT),
        Field(name="recorder", label=_("执法记录仪编号"), kind=Serial(), group=WENT),
        Field(name="recorded_from", label=_("记录开始"), kind=Moment(), group=WENT),
        Field(name="recorded_until", label=_("记录结束"), kind=Moment(), group=WENT),
        Field(name="course", label=_("处警经过"), kind=Words(lines=5, longest=4000), group=WENT),
        Field(name="losses", label=_("伤亡、损失"), kind=Words(longest=200), group=WENT),
        Field(
            name="campaign",
            label=_("专项行动"),
            kind=Words(longest=40),
            group=WENT,
            merge=Merge.FREE,
        ),
        Field(
            name="remarks",
            label=_("备注"),
            kind=Words(lines=3, longest=1000),
            group=WENT,
            merge=Merge.FREE,
        ),
        *(
            Field(name=name, label=label, kind=kind, group=CAME, merge=Merge.STATE)
            for name, label, kind in (
                ("disposal", _("处理结果"), Code("call_disposal")),
                ("disposed_at", _("处理时间"), Moment()),
                ("transferred_to", _("移送（转往）单位"), Words(longest=60)),
                ("repeat_of", _("重复的警情"), Ref("calls", role="repeat")),
                ("case_number", _("案件编号（办案系统）"), Serial()),
                ("query_code", _("查询码"), Words(longest=20)),
            )
        ),
    ),
    columns=("number", "channel", "reported_at", "category", "place_id", "disposal"),
    subject=("number", "category"),
    tallies={
        "reported": ("on", ("category", "channel", "hour")),
        "disposed": ("disposed_at", ("category", "disposal")),
    },
    monthly={"by_month": ("on", ("category",))},
    period=("on", "on"),
    derive=rules.derive,
    check=rules.check,
    by_act={"secret": SECRET_LATER},
    duties=rules.duties,
)

CALL_PEOPLE = Register(
    name="call_people",
    number=71,
    title=_("警情涉及的人员、车辆、物品"),
    record=CallPerson,
    inner=True,
    fields=(
        Field(name="call_id", label=_("警情"), kind=Ref("calls", role="involved"), required=True),
        Field(name="role", label=_("身份"), kind=Code("call_role"), required=True),
        Field(name="person_id", label=_("人员"), kind=Ref("people", role="in_call")),
        Field(name="said", label=_("车辆、物品或者说明"), kind=Words(longest=200)),
        Field(name="secret", label=_("要求保密"), kind=Flag(), merge=Merge.STATE),
        Field(name="officer", label=_("经办民警"), kind=Words(longest=30), merge=Merge.STATE),
    ),
    columns=("role", "person_id", "said"),
    subject=("role",),
    secret=("secret", "officer"),
    check=rules.check_person,
)
