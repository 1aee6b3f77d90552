from station_app.core.kinds import Code, Count, Day, Moment, PersonName, Ref, Words
from station_app.core.register import Field, Merge, Register
from station_app.core.texts import _
from station_app.inspections import rules
from station_app.inspections.records import Headcount, Inspection

VISIT, FOUND, PEOPLE = _("检查"), _("结果"), _("人员")
PERSONS = _("人")

INSPECTIONS = Register(
    name="inspections",
    number=22,
    title=_("安全检查（巡查）"),
    record=Inspection,
    fields=(
        Field(
            name="house_id",
            label=_("出租房屋"),
            kind=Ref("housing", role="inspected"),
            required=True,
            group=VISIT,
        ),
        Field(
            name="kind",
            label=_("检查方式"),
            kind=Code("inspection_kind"),
            required=True,
            group=VISIT,
        ),
        Field(name="at", label=_("检查时间"), kind=Moment(), required=True, group=VISIT),
        Field(name="on", label=_("检查日期"), kind=Day(), merge=Merge.DERIVED),
        Field(
            name="inspector",
            label=_("检查人"),
            kind=Words(longest=30),
            required=True,
            group=VISIT,
            help=_("民警的账号；巡查的为巡查人"),
        ),
        Field(
            name="second",
            label=_("第二检查人（民警）"),
            kind=Words(longest=30),
            group=VISIT,
            merge=Merge.STATE,
        ),
        Field(name="assistants", label=_("协助人员"), kind=Words(longest=100), group=VISIT),
        Field(name="accompanied_by", label=_("陪同人"), kind=PersonName(), group=VISIT),
        Field(
            name="consent",
            label=_("居住人意见"),
            kind=Code("entry_consent"),
            group=VISIT,
            merge=Merge.STATE,
        ),
        Field(
            name="registered",
            label=_("已登记人数"),
            kind=Count(PERSONS),
            group=PEOPLE,
            merge=Merge.STATE,
        ),
        Field(
            name="found",
            label=_("实住人数"),
            kind=Count(PERSONS),
            group=PEOPLE,
            merge=Merge.STATE,
        ),
        Field(
            name="outcome",
            label=_("检查结论"),
            kind=Code("inspection_outcome"),
            group=FOUND,
            merge=Merge.STATE,
        ),
        Field(name="remarks", label=_("备注"), kind=Words(lines=3, longest=1000), group=FOUND),
        Field(
            name="internal",
            label=_("内部线索"),
            kind=Words(lines=2, longest=500),
            group=FOUND,
            help=_("只供所内，不印在给出租人的文书上"),
        ),
    ),
    columns=("house_id", "on", "kind", "outcome", "inspector"),
    subject=("house_id", "on"),
    period=("on", "on"),
    tallies={"inspected": ("on", ("kind", "outcome"))},
    derive=rules.derive,
    check=rules.check,
)

HEADCOUNTS = Register(
    name="headcounts",
    number=25,
    title=_("人员核对"),
    record=Headcount,
    inner=True,
    fields=(
        Field(
            name="inspection_id",
            label=_("检查"),
            kind=Ref("inspections", role="headcount"),
            required=True,
        ),
        Field(name="person_id", label=_("人员"), kind=Ref("people", role="headcount")),
        Field(name="name", label=_("姓名"), kind=PersonName()),
        Field(name="result", label=_("核对结果"), kind=Code("headcount"), required=True),
    ),
    columns=("inspection_id", "result"),
    subject=("name", "result"),
)
