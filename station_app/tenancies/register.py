from station_app.core.kinds import Code, Count, Day, Ref, Words
from station_app.core.register import Field, Merge, Register
from station_app.core.texts import _
from station_app.tenancies import rules
from station_app.tenancies.records import Tenancy

LEASE, RESIDENCE, END = _("租住"), _("居住登记"), _("结束")

ANOTHER = _(
    "租住人和房屋登记后不能改：搬走或换人的，请办理退租后重新登记；"
    "录错的，请将租住登记、居住登记误录作废后重新登记"
)

EXTEND = _("租期由“续租”更改：租住登记和居住登记一并更改")

TENANCIES = Register(
    name="tenancies",
    number=21,
    title=_("租住登记"),
    record=Tenancy,
    fields=(
        Field(
            name="house_id",
            label=_("出租房屋"),
            kind=Ref("housing", role="let"),
            required=True,
            group=LEASE,
        ),
        Field(
            name="person_id",
            label=_("租住人"),
            kind=Ref("people", role="tenant"),
            required=True,
            group=LEASE,
        ),
        Field(
            name="role",
            label=_("租住身份"),
            kind=Code("tenancy_role"),
            group=LEASE,
            help=_("不填为承租人"),
        ),
        Field(name="room", label=_("房间（床位）"), kind=Words(longest=40), group=LEASE),
        Field(name="since", label=_("入住日期"), kind=Day(), group=LEASE, synonyms=("入住时间",)),
        Field(
            name="expected_until",
            label=_("租期至"),
            kind=Day(),
            group=LEASE,
            help=_("不填为长期"),
            synonyms=("到期时间",),
        ),
        Field(name="rent", label=_("月租金"), kind=Count(_("元"), 999999), group=LEASE),
        Field(name="lease", label=_("租赁合同"), kind=Code("lease_state"), group=LEASE),
        Field(
            name="remarks",
            label=_("备注"),
            kind=Words(lines=3, longest=2000),
            group=LEASE,
            merge=Merge.FREE,
        ),
        Field(
            name="residence_id",
            label=_("居住登记"),
            kind=Ref("residents", role="tenancy"),
            group=RESIDENCE,
            merge=Merge.STATE,
        ),
        Field(name="until", label=_("退租日期"), kind=Day(), group=END, merge=Merge.STATE),
        Field(
            name="end_reason",
            label=_("退租原因"),
            kind=Code("tenancy_end"),
            group=END,
            merge=Merge.STATE,
        ),
    ),
    columns=("person_id", "house_id", "role", "since", "expected_until", "until"),
    subject=("person_id", "house_id"),
    by_act={"person_id": ANOTHER, "house_id": ANOTHER, "expected_until": EXTEND},
    period=("since", "until"),
    tallies={"moved in": ("since", ("role",)), "moved out": ("until", ("end_reason",))},
    derive=rules.derive,
    check=rules.check,
    duties=rules.duties,
)
