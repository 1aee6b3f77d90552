from station_app.core.decided import DECISION_FIELDS
from station_app.core.kinds import Code, Count, Day, Flag, Ref, Words
from station_app.core.register import Field, Merge, Register
from station_app.core.texts import _
from station_app.reports import rules
from station_app.reports.records import Contact, Interval, Report

WHO = _("社区矫正对象")
MONTHS, HOURS = _("个月"), _("小时")


def _of(role: str) -> Field:
    return Field(
        name="supervision_id", label=WHO, kind=Ref("corrections", role=role), required=True
    )


REPORTS = Register(
    name="reports",
    number=48,
    title=_("日常报告"),
    record=Report,
    inner=True,
    fields=(
        _of("reported"),
        Field(name="kind", label=_("报告种类"), kind=Code("report_kind"), required=True),
        Field(name="on", label=_("报告日期"), kind=Day(), required=True),
        Field(name="way", label=_("报告方式"), kind=Code("report_way"), required=True),
        Field(name="outcome", label=_("核对结果"), kind=Code("report_outcome"), required=True),
        Field(name="change", label=_("变动事项"), kind=Code("life_change")),
        Field(name="happened_on", label=_("变动日期"), kind=Day()),
        Field(
            name="designated",
            label=_("在省级人民政府指定的医院复查"),
            kind=Flag(),
            help=_("只记是否，不记病情和医院"),
        ),
        Field(
            name="text",
            label=_("报告内容"),
            kind=Words(lines=4, longest=1000),
            help=_("病情报告、复查情况不在此记内容"),
        ),
        Field(name="next_on", label=_("约定下次报告日期"), kind=Day()),
        Field(name="taken_by", label=_("接受报告人"), kind=Words(longest=30), required=True),
    ),
    columns=("supervision_id", "kind", "on", "outcome", "next_on"),
    subject=("supervision_id", "kind", "on"),
    period=("on", "on"),
    tallies={"reported": ("on", ("kind", "outcome"))},
    check=rules.check_report,
)

CONTACTS = Register(
    name="contacts",
    number=49,
    title=_("联络、走访和教育"),
    record=Contact,
    inner=True,
    fields=(
        _of("contacted"),
        Field(name="kind", label=_("方式"), kind=Code("contact_kind"), required=True),
        Field(name="on", label=_("日期"), kind=Day(), required=True),
        Field(
            name="verified",
            label=_("核实到本人"),
            kind=Flag(),
            help=_("本人在场、通话或者视频见到本人的填是"),
        ),
        Field(name="met", label=_("见到的人"), kind=Words(longest=60)),
        Field(name="place", label=_("地点"), kind=Words(longest=100)),
        Field(name="subject", label=_("主题"), kind=Words(longest=100)),
        Field(name="hours", label=_("时长"), kind=Count(HOURS, most=24)),
        Field(name="text", label=_("情况记录"), kind=Words(lines=6, longest=4000)),
        Field(name="worker", label=_("工作人员"), kind=Words(longest=30), required=True),
        Field(name="second", label=_("同行（参加）人员"), kind=Words(longest=60)),
    ),
    columns=("supervision_id", "kind", "on", "verified", "worker"),
    subject=("supervision_id", "kind", "on"),
    period=("on", "on"),
    tallies={"contacted": ("on", ("kind",))},
    check=rules.check_contact,
)

INTERVALS = Register(
    name="intervals",
    number=50,
    title=_("延长报告期限"),
    record=Interval,
    inner=True,
    fields=(
        _of("interval"),
        Field(name="kind", label=_("报告种类"), kind=Code("report_kind"), required=True),
        Field(name="months", label=_("延长"), kind=Count(MONTHS, most=12, least=1), required=True),
        Field(name="ground", label=_("依据和理由"), kind=Words(longest=200)),
        *DECISION_FIELDS,
        Field(name="told_on", label=_("告知检察院日期"), kind=Day(), merge=Merge.STATE),
    ),
    columns=("supervision_id", "kind", "months", "decision", "decided_on"),
    subject=("supervision_id", "kind", "months"),
    period=("decided_on", "decided_on"),
    tallies={"extended": ("decided_on", ("kind", "decision"))},
    check=rules.check_interval,
    duties=rules.duties,
)
