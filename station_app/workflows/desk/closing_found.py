"""What a case holds when its end is looked at: offenders, decisions, what is owed, findings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, cast
from uuid import UUID

from sqlalchemy import select

from station_app.access.act import Act, View
from station_app.cases.checklist import Found
from station_app.cases.decision_records import CaseDecision
from station_app.cases.decision_register import CASE_DECISIONS
from station_app.cases.records import FILED, SUSPECT, VICTIM, Case, CasePerson
from station_app.cases.register import CASES
from station_app.cases.rules import is_open
from station_app.cases.steps import step
from station_app.core.errors import Problem, Refused, Rejected
from station_app.core.texts import Text, _
from station_app.mediations.records import PERFORMED, Mediation
from station_app.property.register import PROPERTY
from station_app.property.service import unsettled
from station_app.storage import references
from station_app.storage.tables import DutyRow
from station_app.workflows.desk.sealing import standing_on


def open_case(act: Act, id: UUID, *states: str) -> Case:
    """Raises Absent, and Refused where it is over, or in none of `states`."""
    case = cast(Case, act.load(CASES, id))
    if case.withdrawn_at or not is_open(case):
        raise Refused(_("这起案件已经办结"))
    if states and case.state not in states:
        if case.state not in (FILED, *states):
            raise Refused(_("案件尚未立案"))
        raise Refused(_("案件不在这一阶段，请核对案件状态"))
    return case


def decisions(view: View, case_id: UUID) -> Sequence[CaseDecision]:
    mine = select(CaseDecision).where(
        CaseDecision.case_id == case_id, CaseDecision.withdrawn_at.is_(None)
    )
    return view.all(mine.order_by(CaseDecision.row))


def people(view: View, case_id: UUID, role: str) -> frozenset[UUID]:
    """Who has this role in the case, each by the entry that stands for him."""
    mine = select(CasePerson.person_id).where(
        CasePerson.case_id == case_id,
        CasePerson.role == role,
        CasePerson.withdrawn_at.is_(None),
    )
    return frozenset(references.kept(view.session, id) for id in view.all(mine))


def found(view: View, case: Case) -> Found:
    settled = select(Mediation.one_id).where(
        Mediation.case_id == case.id,
        Mediation.state == PERFORMED,
        Mediation.withdrawn_at.is_(None),
    )
    return Found(
        case=case,
        decisions=decisions(view, case.id),
        suspects=people(view, case.id, SUSPECT),
        victim=bool(people(view, case.id, VICTIM)),
        performed=frozenset(references.kept(view.session, id) for id in view.all(settled)),
        owed=_owed(view, case),
    )


def _owed(view: View, case: Case) -> tuple[Text, ...]:
    """The registers, decisions apart, in which something that hangs on the case is owed.

    Of what is held all that the station still has: sealed with the case it would be in no ledger.
    """
    hanging = [
        id for id, of in standing_on(view, [case.id]).items() if of.name != CASE_DECISIONS.name
    ]
    owing = select(DutyRow.register).where(DutyRow.record_id.in_(hanging)).distinct()
    held = {PROPERTY.name} if unsettled(view, case.id) else set()
    return tuple(view.registers[name].title for name in sorted(held.union(view.all(owing))))


def mark(
    act: Act, one: CaseDecision, kind: str, on: date, after: dict[str, Any], **said: Any
) -> list[UUID]:
    """Sets it on a decision, and a step of this kind in its case; answers both."""
    act.move(CASE_DECISIONS, one, after)
    step(act, one.case_id, kind, on, **said)
    return [one.id, one.case_id]


def wrong(field: str, why: Text) -> Rejected:
    return Rejected([Problem(field, why)], CASE_DECISIONS.labels)
