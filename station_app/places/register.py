from station_app.core.kinds import Address, Code, Count, Day, Ref, Serial, Words
from station_app.core.register import Field, Merge, Register
from station_app.core.texts import _
from station_app.places import rules
from station_app.places.records import Place

WHERE, ROOM, STATE = _("门牌"), _("户室"), _("情况")

PLACES = Register(
    name="places",
    number=2,
    title=_("标准地址"),
    record=Place,
    fields=(
        Field(name="county", label=_("县（市、区）"), kind=Words(longest=40), group=WHERE),
        Field(name="village", label=_("社区（村）"), kind=Words(longest=40), group=WHERE),
        Field(name="street", label=_("街路巷"), kind=Words(longest=60), group=WHERE),
        Field(name="door_plate", label=_("门（楼）牌号"), kind=Words(longest=20), group=WHERE),
        Field(name="estate", label=_("小区"), kind=Words(longest=40), group=WHERE),
        Field(name="building", label=_("楼栋"), kind=Words(longest=20), group=WHERE),
        Field(name="unit", label=_("单元"), kind=Words(longest=20), group=ROOM),
        Field(name="floor", label=_("楼层"), kind=Count(_("层"), 200), group=ROOM),
        Field(name="room", label=_("室（户号）"), kind=Words(longest=20), group=ROOM),
        Field(
            name="building_id",
            label=_("所在楼栋"),
            kind=Ref("places", role="building"),
            group=ROOM,
        ),
        Field(
            name="division",
            label=_("区划代码"),
            kind=Serial(longest=12),
            group=STATE,
            help=_("6 位行政区划代码或 12 位统计用区划代码"),
        ),
        Field(
            name="beat",
            label=_("警务区（责任区）"),
            kind=Words(longest=40),
            group=STATE,
            merge=Merge.FREE,
        ),
        Field(
            name="use",
            label=_("居住情况"),
            kind=Code("dwelling_use"),
            group=STATE,
            merge=Merge.FREE,
        ),
        Field(
            name="nature",
            label=_("房屋性质"),
            kind=Code("housing_nature"),
            group=STATE,
            merge=Merge.FREE,
        ),
        Field(name="old_name", label=_("旧地名"), kind=Address(found=True), group=STATE),
        Field(name="old_name_until", label=_("旧地名停用日期"), kind=Day(), group=STATE),
        Field(
            name="remarks",
            label=_("备注"),
            kind=Words(lines=3, longest=2000),
            group=STATE,
            merge=Merge.FREE,
        ),
        Field(
            name="line",
            label=_("地址"),
            kind=Address(),
            merge=Merge.DERIVED,
            synonyms=("现住地址", "居住地址", "住址", "现住址", "房屋地址", "坐落", "家庭住址"),
        ),
        Field(
            name="base",
            label=_("楼栋地址"),
            kind=Address(found=True, aloud=("street", "estate")),
            merge=Merge.DERIVED,
        ),
        Field(name="tail", label=_("户室"), kind=Words(longest=40), merge=Merge.DERIVED),
        Field(name="level", label=_("层级"), kind=Code("place_level"), merge=Merge.DERIVED),
    ),
    columns=("line", "level", "use", "beat"),
    subject=("line",),
    sorts=("line",),
    derive=rules.derive,
    check=rules.check,
)
