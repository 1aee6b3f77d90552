"""办案经过: one case with every step it took, the limits that run, and what its officer minds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from station_app.access import records
from station_app.access.act import Act
from station_app.access.service import service
from station_app.cases import decision_rules, power, rules
from station_app.cases.records import Case, CasePerson, CaseStep
from station_app.cases.register import CASES
from station_app.cases.service import people, unguarded
from station_app.cases.steps import steps
from station_app.clocks.due import Due
from station_app.core.course import as_day
from station_app.core.texts import Text, _
from station_app.workflows.desk.closing_found import decisions


@dataclass(frozen=True, slots=True)
class CaseCourse:
    """`dues`: what of it is owed, the soonest first; `cautions`: each with its article."""

    case: Case
    steps: Sequence[CaseStep]
    dues: Sequence[Due]
    cautions: Sequence[Text]


@service(right="case-course", purpose=True, audit="case course read")
def case_course(act: Act, id: UUID) -> CaseCourse:
    """Raises Absent, and Refused where this purpose opens no cases."""
    case = cast(Case, records.show(act, CASES, id).record)
    dues = sorted(_dues(act, case), key=lambda due: (due.due_on, str(due.due_at)))
    return CaseCourse(case, steps(act, case.id), dues, list(_cautions(act, case)))


def _dues(act: Act, case: Case) -> Iterator[Due]:
    terms = act.stamp.terms
    for duty in rules.duties(case):
        if terms.find(duty.rule, as_day(duty.since)):
            yield terms.due(duty.rule, duty.since, course=duty.course)


def _cautions(act: Act, case: Case) -> Iterator[Text]:
    """What is said and forbids nothing; a case that is over minds nothing more."""
    if not rules.is_open(case):
        return
    yield from cautions(case, people(act, case.id))
    for one in decisions(act, case.id):
        if decision_rules.is_proposed(one):
            yield from power.cautions(one)


def cautions(case: Case, people: Sequence[CasePerson]) -> Iterator[Text]:
    told = {name: getattr(case, name) for name in ("kind", "occurred_at", "accepted_at")}
    yield from (doubt.message for doubt in rules.doubts(told))
    if n := len(unguarded(people)):
        yield _("{n}名未成年人没有登记监护人（《治安管理处罚法》第九十八条）", n=n)
    if not case.second:
        yield _(
            "只登记了一名办案民警：调查取证不得少于二人，法定情形除外"
            "（《治安管理处罚法》第一百零八条）"
        )
    if not case.official_number:
        yield _(
            "尚未填写办案系统的案件编号，本机文书只是草稿（《公安机关办理行政案件程序规定》"
            "第二百六十三条）"
        )
