from __future__ import annotations

from collections.abc import Iterable

from station_app.core.decided import DECISION_FIELDS
from station_app.core.kinds import Code, Count, Day, Flag, Kind, Moment, Ref, Serial, Words
from station_app.core.register import Field, Merge, Register
from station_app.core.texts import Text, _
from station_app.discipline import rules
from station_app.discipline.records import Commendation, Detention, Sanction, Search

WHAT, COURSE = _("提出"), _("办理情况")


def _fields(group: Text, rows: Iterable[tuple[str, Text, Kind]]) -> tuple[Field, ...]:
    """What only an act sets: all of it comes about by acts on a supervision."""
    return tuple(
        Field(name=name, label=label, kind=kind, group=group, merge=Merge.STATE)
        for name, label, kind in rows
    )


def _whose(role: str) -> Field:
    return Field(
        name="supervision_id",
        label=_("社区矫正对象"),
        kind=Ref("corrections", role=role),
        required=True,
        group=WHAT,
        merge=Merge.STATE,
    )


def _needed(name: str, label: Text, kind: Kind) -> Field:
    return Field(name=name, label=label, kind=kind, required=True, group=WHAT, merge=Merge.STATE)


TOLD = (
    ("copied_on", _("抄送人民检察院日期"), Day()),
    ("told_on", _("告知本人日期"), Day()),
    ("guardian", _("到场的监护人"), Words(longest=50)),
    ("posted_on", _("公示日期"), Day()),
)

SANCTIONS = Register(
    name="sanctions",
    number=56,
    title=_("训诫、警告与提请"),
    record=Sanction,
    inner=True,
    fields=(
        _whose("sanctioned"),
        _needed("kind", _("措施"), Code("sanction_kind")),
        _needed("ground", _("情形（依据）"), Code("sanction_ground")),
        *_fields(
            WHAT,
            (
                ("since", _("事由起算日期"), Day()),
                ("days", _("天数"), Count(_("天"))),
            ),
        ),
        _needed("facts", _("事实"), Words(lines=6, longest=4000)),
        *_fields(WHAT, (("evidence", _("证据和依据"), Words(lines=4, longest=2000)),)),
        _needed("proposed_on", _("提出日期"), Day()),
        _needed("proposing", _("提出机构层级"), Code("decision_level")),
        *_fields(
            COURSE,
            (
                ("state", _("办理状态"), Code("sanction_state")),
                ("sent_to", _("送往机关"), Words(longest=60)),
                ("sent_at", _("送达时间"), Moment()),
                ("sent_number", _("建议书文号"), Serial(longest=60)),
                ("heard_on", _("听取意见日期"), Day()),
                ("heard", _("本人及律师意见"), Words(lines=4, longest=2000)),
                ("lawyer", _("委托律师"), Words(longest=50)),
                ("result", _("决定内容"), Words(lines=2, longest=500)),
                *TOLD,
            ),
        ),
        *DECISION_FIELDS,
    ),
    columns=("supervision_id", "kind", "ground", "proposed_on", "state"),
    subject=("kind", "proposed_on"),
    period=("proposed_on", "decided_on"),
    tallies={
        "proposed": ("proposed_on", ("kind", "ground")),
        "decided": ("decided_on", ("kind", "decision")),
    },
    check=rules.check_sanction,
    duties=rules.duties,
)

SEARCHES = Register(
    name="searches",
    number=57,
    title=_("查找"),
    record=Search,
    inner=True,
    fields=(
        _whose("searched"),
        _needed("lost_since", _("失去联系日期"), Day()),
        _needed("last_contact", _("最后核实联系日期"), Day()),
        _needed("begun_on", _("开始查找日期"), Day()),
        _needed("methods", _("查找方式"), Words(lines=2, longest=500)),
        *_fields(
            COURSE,
            (
                ("notes", _("查找记录"), Words(lines=6, longest=4000)),
                ("state", _("查找状态"), Code("search_state")),
                ("asked_on", _("提请协助查找日期"), Day()),
                ("asked_organ", _("协助查找的公安机关"), Words(longest=60)),
                ("asked_number", _("协助查找函文号"), Serial(longest=60)),
                ("copied_on", _("通报人民检察院日期"), Day()),
                ("found_on", _("查找到日期"), Day()),
                ("found_how", _("查找结果"), Words(lines=2, longest=500)),
            ),
        ),
    ),
    columns=("supervision_id", "lost_since", "begun_on", "state"),
    subject=("begun_on", "state"),
    period=("begun_on", "found_on"),
    tallies={"begun": ("begun_on", ()), "found": ("found_on", ())},
    check=rules.check_search,
    duties=rules.duties_of_search,
)

DETENTIONS = Register(
    name="detentions",
    number=58,
    title=_("羁押与强制措施"),
    record=Detention,
    inner=True,
    fields=(
        _whose("detained"),
        *_fields(WHAT, (("sanction_id", _("依据的提请"), Ref("sanctions", role="arrested_on")),)),
        _needed("kind", _("措施种类"), Code("detention_kind")),
        _needed("organ", _("决定机关"), Words(longest=60)),
        _needed("document_number", _("决定文书号"), Serial(longest=60)),
        _needed("decided_on", _("决定日期"), Day()),
        *_fields(
            COURSE,
            (
                ("custody_from", _("羁押起日"), Day()),
                ("place", _("羁押（执行）场所"), Words(longest=60)),
                ("county_told_on", _("通知县级社区矫正机构日期"), Day()),
                ("procuratorate_told_on", _("通知人民检察院日期"), Day()),
                ("release_from", _("应当释放日期"), Day()),
                ("ended_on", _("结束日期"), Day()),
                ("end_kind", _("结束情形"), Code("detention_end")),
            ),
        ),
    ),
    columns=("supervision_id", "kind", "organ", "decided_on", "ended_on"),
    subject=("kind", "decided_on"),
    period=("decided_on", "ended_on"),
    tallies={"decided": ("decided_on", ("kind",))},
    check=rules.check_detention,
    duties=rules.duties_of_detention,
)

COMMENDATIONS = Register(
    name="commendations",
    number=59,
    title=_("表扬与提请减刑"),
    record=Commendation,
    inner=True,
    fields=(
        _whose("commended"),
        _needed("kind", _("种类"), Code("commendation_kind")),
        *_fields(
            WHAT,
            (
                ("accepts", _("服从人民法院判决、认罪悔罪"), Flag()),
                ("obeys_law", _("遵守法律法规"), Flag()),
                ("obeys_rules", _("遵守关于报告、会客、外出、迁居等规定，服从管理"), Flag()),
                ("takes_education", _("积极参加教育学习等活动，接受教育矫正"), Flag()),
                ("outstanding", _("有见义勇为、抢险救灾等突出表现"), Flag()),
            ),
        ),
        _needed("facts", _("事实"), Words(lines=6, longest=4000)),
        _needed("proposed_on", _("提出日期"), Day()),
        *_fields(
            COURSE,
            (
                ("state", _("办理状态"), Code("sanction_state")),
                ("forwarded_on", _("报设区的市级社区矫正机构日期"), Day()),
                ("sent_to", _("送往机关"), Words(longest=60)),
                ("sent_on", _("送达日期"), Day()),
                ("sent_number", _("建议书文号"), Serial(longest=60)),
                ("result", _("决定内容"), Words(lines=2, longest=500)),
                *TOLD,
            ),
        ),
        *DECISION_FIELDS,
    ),
    columns=("supervision_id", "kind", "proposed_on", "state"),
    subject=("kind", "proposed_on"),
    period=("proposed_on", "decided_on"),
    tallies={"decided": ("decided_on", ("kind", "decision"))},
    check=rules.check_commendation,
    duties=rules.duties_of_commendation,
)
REGISTERS = (SANCTIONS, SEARCHES, DETENTIONS, COMMENDATIONS)
