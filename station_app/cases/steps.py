"""办案经过: the one list of what happened in a case. Whoever does something to it adds a step."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from station_app.access.act import Act, View
from station_app.cases.records import CaseStep
from station_app.cases.register import CASE_STEPS


def step(
    act: Act,
    case_id: UUID,
    kind: str,
    on: date,
    *,
    note: str | None = None,
    number: str | None = None,
    by: str | None = None,
) -> UUID:
    """The next one of the case, entered by whoever acts; `kind` is a code of `case_step`."""
    told = {"case_id": case_id, "nth": _last(act, case_id) + 1, "kind": kind, "on": on}
    told |= {"hand": act.stamp.officer, "by": by, "number": number, "note": note or ""}
    return act.file(CASE_STEPS, told).id


def _last(act: Act, case_id: UUID) -> int:
    """Withdrawn ones keep their number."""
    return act.all(select(func.max(CaseStep.nth)).where(CaseStep.case_id == case_id))[0] or 0


def steps(view: View, case_id: UUID) -> Sequence[CaseStep]:
    """All that stand, in their order."""
    mine = select(CaseStep).where(CaseStep.case_id == case_id, CaseStep.withdrawn_at.is_(None))
    return view.all(mine.order_by(CaseStep.nth))
