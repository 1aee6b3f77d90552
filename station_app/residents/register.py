from station_app.core.kinds import Address, Code, Day, Moment, Ref, Serial, Words
from station_app.core.register import Field, Merge, Register
from station_app.core.texts import _
from station_app.residents import rules
from station_app.residents.records import Resident, Sweep

HOME, STAY, ABROAD, END = _("居住"), _("流动人口"), _("境外人员"), _("离开")

RESIDENTS = Register(
    name="residents",
    number=3,
    title=_("实有人口"),
    record=Resident,
    fields=(
        Field(
            name="person_id",
            label=_("居住人"),
            kind=Ref("people", role="resident"),
            required=True,
            group=HOME,
        ),
        Field(
            name="place_id",
            label=_("现住址"),
            kind=Ref("places", role="home"),
            required=True,
            group=HOME,
        ),
        Field(
            name="household",
            label=_("户号"),
            kind=Serial(),
            group=HOME,
            synonyms=("户编号", "家庭编号"),
        ),
        Field(
            name="relation_to_head",
            label=_("与户主关系"),
            kind=Code("relation"),
            group=HOME,
            synonyms=("关系", "家庭关系"),
        ),
        Field(name="household_type", label=_("户别"), kind=Code("household_type"), group=HOME),
        Field(
            name="resident_class",
            label=_("居住类别"),
            kind=Code("resident_class"),
            group=HOME,
            help=_("不填时按证件和地址推定，可以更正"),
        ),
        Field(
            name="since",
            label=_("居住起始日期"),
            kind=Day(),
            group=HOME,
            synonyms=("入住日期",),
        ),
        Field(name="moved_from", label=_("从何地迁来"), kind=Address(), group=HOME),
        Field(
            name="arrived_on",
            label=_("来本地日期"),
            kind=Day(),
            group=STAY,
            synonyms=("来本地时间",),
        ),
        Field(
            name="stay_reason",
            label=_("居住事由"),
            kind=Code("stay_reason"),
            group=STAY,
            synonyms=("暂住事由",),
        ),
        Field(name="expected_leave", label=_("拟离开日期"), kind=Day(), group=STAY),
        Field(
            name="registered_on",
            label=_("居住登记日期"),
            kind=Day(),
            group=STAY,
            synonyms=("登记日期",),
        ),
        Field(name="permit_applied_on", label=_("居住证受理日期"), kind=Day(), group=STAY),
        Field(name="permit_number", label=_("居住证编号"), kind=Serial(), group=STAY),
        Field(name="permit_issued_on", label=_("居住证签发日期"), kind=Day(), group=STAY),
        Field(name="endorsed_on", label=_("最近签注日期"), kind=Day(), group=STAY),
        Field(
            name="years_from",
            label=_("居住年限起算日期"),
            kind=Day(),
            group=STAY,
            help=_("逾期补办签注的，自补办之日起重新计算；不填为签发日期"),
        ),
        Field(name="abroad_kind", label=_("境外人员类别"), kind=Code("abroad_kind"), group=ABROAD),
        Field(name="moved_in_at", label=_("入住时间"), kind=Moment(), group=ABROAD),
        Field(name="lodging_registered_at", label=_("住宿登记时间"), kind=Moment(), group=ABROAD),
        Field(name="entered_on", label=_("入境日期"), kind=Day(), group=ABROAD),
        Field(name="entry_port", label=_("入境口岸"), kind=Words(longest=40), group=ABROAD),
        Field(
            name="visa_type", label=_("签证（居留许可）种类"), kind=Words(longest=40), group=ABROAD
        ),
        Field(name="visa_number", label=_("签证（居留许可）号码"), kind=Serial(), group=ABROAD),
        Field(name="visa_until", label=_("停留居留有效期至"), kind=Day(), group=ABROAD),
        Field(name="host_id", label=_("留宿人"), kind=Ref("people", role="host"), group=ABROAD),
        Field(name="host_relation", label=_("与留宿人关系"), kind=Words(longest=40), group=ABROAD),
        Field(
            name="remarks",
            label=_("备注"),
            kind=Words(lines=3, longest=2000),
            group=HOME,
            merge=Merge.FREE,
        ),
        Field(name="until", label=_("离开日期"), kind=Day(), group=END, merge=Merge.STATE),
        Field(
            name="end_reason",
            label=_("离开（注销）原因"),
            kind=Code("end_reason"),
            group=END,
            merge=Merge.STATE,
        ),
        Field(name="moved_to", label=_("去向"), kind=Address(), group=END, merge=Merge.STATE),
    ),
    columns=(
        "person_id",
        "place_id",
        "relation_to_head",
        "resident_class",
        "household",
        "since",
        "until",
    ),
    subject=("household", "relation_to_head"),
    sorts=("household",),
    period=("since", "until"),
    tallies={"moved in": ("since", ("resident_class",)), "left": ("until", ("end_reason",))},
    derive=rules.derive,
    check=rules.check,
    duties=rules.duties,
)

SWEEPS = Register(
    name="sweeps",
    number=4,
    title=_("实有人口核查"),
    record=Sweep,
    inner=True,
    fields=(
        Field(name="place_id", label=_("房屋"), kind=Ref("places", role="swept"), required=True),
        Field(name="resident_id", label=_("居住人"), kind=Ref("residents", role="swept")),
        Field(name="on", label=_("核查日期"), kind=Day(), required=True),
        Field(name="result", label=_("核查结果"), kind=Code("sweep_result"), required=True),
        Field(name="remarks", label=_("备注"), kind=Words(lines=2, longest=500)),
    ),
    columns=("on", "place_id", "result"),
    subject=("on", "result"),
)
