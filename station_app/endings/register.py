from station_app.core.kinds import Code, Count, Day, Moment, PersonName, Ref, Serial, Words
from station_app.core.register import Field, Merge, Register
from station_app.core.texts import _
from station_app.endings import rules
from station_app.endings.records import AfterCare, Appraisal, ArchiveItem, Incident

WHOSE = _("社区矫正对象")

APPRAISALS = Register(
    name="appraisals",
    number=64,
    title=_("期满总结、鉴定"),
    record=Appraisal,
    inner=True,
    fields=(
        Field(
            name="supervision_id",
            label=WHOSE,
            kind=Ref("corrections", role="appraised"),
            required=True,
        ),
        Field(name="kind", label=_("种类"), kind=Code("appraisal_kind"), required=True),
        Field(name="on", label=_("日期"), kind=Day(), required=True),
        Field(name="text", label=_("内容"), kind=Words(lines=8, longest=4000), required=True),
        Field(name="organ", label=_("鉴定机关"), kind=Words(longest=60)),
        Field(name="document_number", label=_("文号"), kind=Serial(longest=60)),
    ),
    columns=("kind", "on"),
    subject=("kind", "on"),
    period=("on", "on"),
    check=rules.check_appraisal,
)

AFTERCARE = Register(
    name="aftercare",
    number=65,
    title=_("安置帮教"),
    record=AfterCare,
    inner=True,
    fields=(
        Field(
            name="supervision_id",
            label=WHOSE,
            kind=Ref("corrections", role="handed_over"),
            required=True,
        ),
        Field(name="on", label=_("衔接日期"), kind=Day(), required=True),
        Field(name="handed_to", label=_("安置帮教机构"), kind=Words(longest=60), required=True),
        Field(name="receiver", label=_("接收人"), kind=PersonName()),
        Field(name="place", label=_("解除后居住地"), kind=Words(longest=200)),
        Field(name="needs", label=_("需要帮扶的事项"), kind=Words(lines=4, longest=1000)),
        Field(name="materials", label=_("移交的材料"), kind=Words(lines=4, longest=1000)),
    ),
    columns=("on", "handed_to"),
    subject=("on", "handed_to"),
    period=("on", "on"),
    tallies={"handed_over": ("on", ())},
    check=rules.check_day,
)

INCIDENTS = Register(
    name="incidents",
    number=67,
    title=_("突发事件"),
    record=Incident,
    inner=True,
    fields=(
        Field(
            name="supervision_id",
            label=WHOSE,
            kind=Ref("corrections", role="incident"),
            required=True,
        ),
        Field(name="kind", label=_("种类"), kind=Code("incident_kind"), required=True),
        Field(name="at", label=_("发生（得知）时间"), kind=Moment(), required=True),
        Field(name="on", label=_("日期"), kind=Day(), merge=Merge.DERIVED),
        Field(name="text", label=_("情况"), kind=Words(lines=6, longest=2000), required=True),
        Field(name="measures", label=_("处置措施"), kind=Words(lines=3, longest=1000)),
    ),
    columns=("kind", "at"),
    subject=("kind", "at"),
    period=("on", "on"),
    tallies={"happened": ("on", ("kind",))},
    derive=rules.derive_incident,
    check=rules.check_day,
)

ARCHIVE_ITEMS = Register(
    name="archive_items",
    number=66,
    title=_("档案材料"),
    record=ArchiveItem,
    inner=True,
    fields=(
        Field(
            name="supervision_id",
            label=WHOSE,
            kind=Ref("corrections", role="archived"),
            required=True,
        ),
        Field(name="archive", label=_("档案"), kind=Code("correction_archive"), required=True),
        Field(name="source", label=_("记录"), kind=Words(longest=80)),
        Field(name="title", label=_("材料名称"), kind=Words(longest=100), required=True),
        Field(name="on", label=_("材料日期"), kind=Day()),
        Field(name="pages", label=_("页数"), kind=Count(_("页"), least=1)),
        Field(name="remarks", label=_("备注"), kind=Words(longest=200)),
    ),
    columns=("archive", "title", "pages"),
    subject=("title",),
    period=("on", "on"),
)
