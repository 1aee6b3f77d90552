from station_app.core.kinds import Code, Count, Day, Flag, Moment, Ref, Serial, Words
from station_app.core.register import Field, Merge, Register
from station_app.core.texts import _
from station_app.custody import rules
from station_app.custody.records import Custody, CustodyStep

WHO, WHY, HOW, LEFT = _("人员"), _("到所情况"), _("在所"), _("离所")
HOURS = _("小时")
ANEW = _("误录的请作废，重新登记")

CUSTODY = Register(
    name="custody",
    number=90,
    title=_("人员在所"),
    record=Custody,
    fields=(
        Field(name="number", label=_("在所编号"), kind=Serial(), group=WHO, merge=Merge.STATE),
        Field(name="person_id", label=_("到所的人"), kind=Ref("people", role="inside"), group=WHO),
        Field(
            name="described",
            label=_("身份不明的，体貌特征"),
            kind=Words(longest=200),
            group=WHO,
            help=_("不知道姓名时写：性别、约几岁、身高、衣着、口音"),
        ),
        Field(
            name="special",
            label=_("继续盘问四小时情形"),
            kind=Code("custody_special"),
            group=WHO,
            help=_("不满十六周岁、已满七十周岁的，按登记的出生日期自动认定"),
        ),
        Field(
            name="ground",
            label=_("在所事由"),
            kind=Code("custody_ground"),
            required=True,
            group=WHY,
        ),
        Field(
            name="arrived_at",
            label=_("到所时间"),
            kind=Moment(),
            required=True,
            group=WHY,
            help=_("期限自到所时起计算，呈报、审批的时间计算在内"),
        ),
        Field(name="on", label=_("到所日期"), kind=Day(), merge=Merge.DERIVED),
        Field(name="left_on", label=_("离所日期"), kind=Day(), merge=Merge.DERIVED),
        Field(name="cause", label=_("原因（案由）"), kind=Words(longest=200), group=WHY),
        Field(name="summons_number", label=_("传唤证、拘传证文号"), kind=Serial(), group=WHY),
        Field(
            name="circumstance",
            label=_("继续盘问的情形"),
            kind=Code("custody_circumstance"),
            group=WHY,
        ),
        Field(name="call_id", label=_("警情"), kind=Ref("calls", role="custody"), group=WHY),
        Field(name="case_id", label=_("案件"), kind=Ref("cases", role="custody"), group=WHY),
        Field(name="officer", label=_("办案民警"), kind=Words(longest=30), group=HOW),
        Field(name="second", label=_("第二办案民警"), kind=Words(longest=30), group=HOW),
        Field(name="room", label=_("房间"), kind=Words(longest=30), group=HOW),
        Field(
            name="remarks",
            label=_("备注"),
            kind=Words(lines=2, longest=1000),
            group=HOW,
            merge=Merge.FREE,
        ),
        *(
            Field(name=name, label=label, kind=kind, group=group, merge=Merge.STATE)
            for name, label, kind, group in (
                ("hours", _("现行期限"), Count(HOURS, 48), HOW),
                ("counted_from", _("期限起算时间"), Moment(), HOW),
                ("restarted_at", _("期限重新计算时间"), Moment(), HOW),
                ("items_held", _("随身物品保管中"), Flag(), HOW),
                ("left_at", _("离所时间"), Moment(), LEFT),
                ("left_how", _("去向"), Code("custody_left"), LEFT),
                ("left_with", _("领回（接收）人"), Words(longest=100), LEFT),
                ("over_reason", _("超过期限的原因"), Words(lines=2, longest=500), LEFT),
            )
        ),
    ),
    columns=("number", "ground", "arrived_at", "hours", "room", "officer", "left_at", "left_how"),
    subject=("person_id", "described", "number"),
    period=("on", "left_on"),
    tallies={"arrived": ("on", ("ground",)), "left": ("left_on", ("left_how",))},
    by_act={
        "ground": _("请办理“变更在所事由”；{anew}", anew=ANEW),
        "arrived_at": ANEW,
        "person_id": _("请办理“查明身份”；{anew}", anew=ANEW),
        "special": _("请办理“登记属于四小时范围”；{anew}", anew=ANEW),
        "room": _("请办理“变更房间”"),
    },
    derive=rules.derive,
    check=rules.check,
    duties=rules.duties,
)

CUSTODY_STEPS = Register(
    name="custody_steps",
    number=91,
    title=_("在所情况"),
    record=CustodyStep,
    inner=True,
    fields=(
        Field(
            name="custody_id", label=_("人员在所"), kind=Ref("custody", role="step"), required=True
        ),
        Field(name="kind", label=_("事项"), kind=Code("custody_step"), required=True),
        Field(name="at", label=_("时间"), kind=Moment(), required=True, help=_("不填为现在")),
        Field(name="until", label=_("至"), kind=Moment()),
        Field(name="officer", label=_("经办民警"), kind=Words(longest=30)),
        Field(name="checker", label=_("检查人"), kind=Code("custody_checker")),
        Field(name="whom", label=_("对象（被通知人、审批人、接收人）"), kind=Words(longest=100)),
        Field(name="relation", label=_("与本人关系"), kind=Words(longest=30)),
        Field(name="level", label=_("审批人职务"), kind=Code("custody_approver")),
        Field(name="reason", label=_("延长理由"), kind=Code("custody_extension")),
        Field(name="number", label=_("审批文号"), kind=Serial(longest=60)),
        Field(name="hours", label=_("期限"), kind=Count(HOURS, 48)),
        Field(name="signed", label=_("本人已签字"), kind=Flag()),
        Field(name="text", label=_("情况"), kind=Words(lines=4, longest=2000)),
    ),
    columns=("kind", "at", "whom", "hours", "officer", "text"),
    subject=("kind", "at"),
    check=rules.check_step,
)
