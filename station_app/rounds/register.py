from station_app.core.kinds import Code, Count, Day, Moment, Ref, Words
from station_app.core.register import Field, Merge, Register
from station_app.core.texts import _
from station_app.rounds import rules
from station_app.rounds.records import Round, Stop

ROUNDS = Register(
    name="rounds",
    number=26,
    title=_("检查路线"),
    record=Round,
    inner=True,
    fields=(
        Field(name="at", label=_("出发时间"), kind=Moment(), required=True),
        Field(name="on", label=_("检查日期"), kind=Day(), merge=Merge.DERIVED),
        Field(name="kind", label=_("检查方式"), kind=Code("inspection_kind"), required=True),
        Field(name="inspector", label=_("检查人"), kind=Words(longest=30), required=True),
        Field(name="second", label=_("第二检查人（民警）"), kind=Words(longest=30)),
        Field(name="assistants", label=_("协助人员"), kind=Words(longest=100)),
    ),
    columns=("on", "kind", "inspector", "second"),
    subject=("on", "kind"),
    period=("on", "on"),
    derive=rules.derive,
    check=rules.check,
)

STOPS = Register(
    name="round_stops",
    number=27,
    title=_("路线中的房屋"),
    record=Stop,
    inner=True,
    fields=(
        Field(name="round_id", label=_("检查路线"), kind=Ref("rounds", role="stop"), required=True),
        Field(name="nth", label=_("序号"), kind=Count(_("户"), 999, 1), required=True),
        Field(
            name="house_id",
            label=_("出租房屋"),
            kind=Ref("housing", role="on_round"),
            required=True,
        ),
        Field(name="place_id", label=_("地址"), kind=Ref("places", role="on_round"), required=True),
        Field(
            name="inspection_id",
            label=_("检查（巡查）记录"),
            kind=Ref("inspections", role="of_round"),
            merge=Merge.STATE,
        ),
    ),
    columns=("round_id", "nth", "house_id"),
    subject=("nth", "house_id"),
)
