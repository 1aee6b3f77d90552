from station_app.core.kinds import Code, Count, Day, Flag, Picture, Ref, Serial, Words
from station_app.core.register import Field, Merge, Register
from station_app.core.texts import _
from station_app.housing import rules
from station_app.housing.records import House, HousePhoto

LET, BUILDING, PAPERS, WATCH = _("出租"), _("房屋"), _("备案与责任"), _("管理")

HOUSING = Register(
    name="housing",
    number=20,
    title=_("出租房屋"),
    record=House,
    fields=(
        Field(
            name="place_id",
            label=_("房屋地址"),
            kind=Ref("places", role="let_house"),
            required=True,
            group=LET,
        ),
        Field(
            name="landlord_id",
            label=_("出租人（房东）"),
            kind=Ref("people", role="landlord"),
            group=LET,
        ),
        Field(
            name="landlord_unit",
            label=_("出租单位"),
            kind=Words(longest=80),
            group=LET,
            help=_("单位出租的填写单位名称"),
        ),
        Field(
            name="keeper_id",
            label=_("代管人（转租人）"),
            kind=Ref("people", role="keeper"),
            group=LET,
        ),
        Field(name="keeper_unit", label=_("代管单位"), kind=Words(longest=80), group=LET),
        Field(name="letting_way", label=_("出租方式"), kind=Code("letting_way"), group=LET),
        Field(name="let_from", label=_("出租起始日期"), kind=Day(), group=LET),
        Field(
            name="let_until",
            label=_("停止出租日期"),
            kind=Day(),
            group=LET,
            merge=Merge.STATE,
        ),
        Field(
            name="land",
            label=_("土地性质"),
            kind=Code("land"),
            group=BUILDING,
            help=_("国有土地适用《住房租赁条例》，集体土地适用本省办法"),
        ),
        Field(name="building_use", label=_("房屋性质"), kind=Code("house_use"), group=BUILDING),
        Field(name="structure", label=_("房屋结构"), kind=Code("house_structure"), group=BUILDING),
        Field(name="storeys", label=_("层数"), kind=Count(_("层"), 200, 1), group=BUILDING),
        Field(name="area", label=_("建筑面积"), kind=Count(_("平方米"), 99999, 1), group=BUILDING),
        Field(name="rooms", label=_("间数"), kind=Count(_("间"), 999, 1), group=BUILDING),
        Field(name="beds", label=_("床位"), kind=Count(_("张"), 9999), group=BUILDING),
        Field(name="letter_signed_on", label=_("治安责任保证书签订日期"), kind=Day(), group=PAPERS),
        Field(
            name="filing_number",
            label=_("租赁备案编号"),
            kind=Serial(),
            group=PAPERS,
            help=_("房产管理部门的备案，只作了解，不催办"),
        ),
        Field(name="filed_on", label=_("租赁备案日期"), kind=Day(), group=PAPERS),
        Field(
            name="remarks",
            label=_("备注"),
            kind=Words(lines=3, longest=2000),
            group=PAPERS,
            merge=Merge.FREE,
        ),
        Field(
            name="grade",
            label=_("管理类别"),
            kind=Code("house_grade"),
            group=WATCH,
            merge=Merge.STATE,
        ),
        Field(
            name="grade_reason",
            label=_("类别依据"),
            kind=Words(longest=200),
            group=WATCH,
            merge=Merge.STATE,
        ),
        Field(
            name="checked_on",
            label=_("最近检查日期"),
            kind=Day(),
            group=WATCH,
            merge=Merge.STATE,
        ),
        Field(
            name="listed",
            label=_("挂牌督办"),
            kind=Flag(),
            group=WATCH,
            merge=Merge.STATE,
        ),
    ),
    columns=(
        "place_id",
        "landlord_id",
        "landlord_unit",
        "letting_way",
        "grade",
        "checked_on",
        "let_until",
    ),
    subject=("place_id",),
    period=("let_from", "let_until"),
    unique=("place_id", None),
    tallies={"let": ("let_from", ("letting_way",)), "no longer let": ("let_until", ())},
    derive=rules.derive,
    check=rules.check,
    duties=rules.duties,
)

HOUSE_PHOTOS = Register(
    name="house_photos",
    number=28,
    title=_("房屋照片"),
    record=HousePhoto,
    inner=True,
    fields=(
        Field(
            name="house_id",
            label=_("出租房屋"),
            kind=Ref("housing", role="pictured"),
            required=True,
        ),
        Field(
            name="photo",
            label=_("照片"),
            kind=Picture(),
            required=True,
            help=_("只拍房屋，不拍人"),
        ),
        Field(name="caption", label=_("照片说明"), kind=Words(longest=80)),
        Field(name="taken_on", label=_("拍摄日期"), kind=Day(), required=True),
    ),
    columns=("caption", "taken_on"),
    subject=("caption", "taken_on"),
    check=rules.check_photo,
)
