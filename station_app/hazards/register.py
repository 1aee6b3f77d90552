from station_app.core.kinds import Code, Day, Flag, Picture, Ref, Words
from station_app.core.register import Field, Merge, Register
from station_app.core.texts import _
from station_app.hazards import rules
from station_app.hazards.records import Hazard, Recheck

FOUND, MENDING = _("发现"), _("整改")

# What a check found and where is its own: another item is another hazard, or words about what is
# others' to order would come under an item that the police may order.

HAZARDS = Register(
    name="hazards",
    number=23,
    title=_("隐患"),
    record=Hazard,
    fields=(
        Field(
            name="house_id",
            label=_("出租房屋"),
            kind=Ref("housing", role="hazard"),
            required=True,
            group=FOUND,
            merge=Merge.STATE,
        ),
        Field(
            name="inspection_id",
            label=_("发现的检查"),
            kind=Ref("inspections", role="found"),
            required=True,
            group=FOUND,
            merge=Merge.STATE,
        ),
        Field(
            name="item",
            label=_("检查项目"),
            kind=Code("rental_item"),
            required=True,
            group=FOUND,
            merge=Merge.STATE,
        ),
        Field(
            name="power",
            label=_("有权部门"),
            kind=Code("power"),
            group=FOUND,
            merge=Merge.DERIVED,
        ),
        Field(
            name="description",
            label=_("隐患情况"),
            kind=Words(longest=200),
            required=True,
            group=FOUND,
        ),
        Field(name="photo", label=_("照片"), kind=Picture(), group=FOUND, merge=Merge.FREE),
        Field(
            name="found_on",
            label=_("发现日期"),
            kind=Day(),
            required=True,
            group=FOUND,
            merge=Merge.STATE,
        ),
        Field(name="repeat", label=_("重复隐患"), kind=Flag(), group=FOUND, merge=Merge.STATE),
        Field(
            name="remarks",
            label=_("备注"),
            kind=Words(lines=3, longest=1000),
            group=FOUND,
            merge=Merge.FREE,
        ),
        *(
            Field(name=name, label=label, kind=kind, group=MENDING, merge=Merge.STATE)
            for name, label, kind in (
                ("state", _("整改情况"), Code("hazard_state")),
                ("deadline", _("整改期限"), Day()),
                ("reported_on", _("报告已改正日期"), Day()),
                ("rechecked", _("最近复查结果"), Code("recheck_result")),
                ("listed", _("挂牌督办"), Flag()),
                ("penalty_on", _("转入处罚程序日期"), Day()),
                ("referred_to", _("移送（抄告）部门"), Code("power")),
                ("referred_on", _("移送（抄告）日期"), Day()),
                ("closed_on", _("销号日期"), Day()),
            )
        ),
    ),
    columns=("house_id", "item", "description", "state", "deadline", "power"),
    subject=("house_id", "item"),
    period=("found_on", "closed_on"),
    tallies={
        "found": ("found_on", ("item", "power")),
        "closed": ("closed_on", ("item", "power")),
    },
    derive=rules.derive,
    check=rules.check,
    duties=rules.duties,
)

RECHECKS = Register(
    name="rechecks",
    number=24,
    title=_("复查"),
    record=Recheck,
    inner=True,
    fields=(
        Field(
            name="hazard_id",
            label=_("隐患"),
            kind=Ref("hazards", role="rechecked"),
            required=True,
        ),
        Field(name="on", label=_("复查日期"), kind=Day(), required=True),
        Field(name="result", label=_("复查结果"), kind=Code("recheck_result"), required=True),
        Field(name="inspector", label=_("复查人"), kind=Words(longest=30), required=True),
        Field(name="second", label=_("第二复查人（民警）"), kind=Words(longest=30)),
        Field(name="follow", label=_("后续处理"), kind=Code("hazard_follow")),
        Field(name="deadline", label=_("重新限定的期限"), kind=Day()),
        Field(name="remarks", label=_("备注"), kind=Words(lines=2, longest=500)),
        Field(name="photo", label=_("整改后照片"), kind=Picture()),
        Field(
            name="inspection_id",
            label=_("再次发现的检查"),
            kind=Ref("inspections", role="found_again"),
        ),
    ),
    columns=("on", "result", "inspector"),
    subject=("on", "result"),
    period=("on", "on"),
    tallies={"rechecked": ("on", ("result", "follow"))},
    check=rules.check_recheck,
)
