"""A house's class and last check, worked out from all that stands: one of them was an error."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select

from station_app.access.act import Act, View
from station_app.core.errors import Absent
from station_app.core.texts import render
from station_app.hazards.records import Hazard
from station_app.housing import rules as letting
from station_app.housing import service as housing
from station_app.inspections import rules
from station_app.inspections.records import (
    CHECK,
    GIVEN,
    NO_FAULT,
    NOT_ENTERED,
    UNREGISTERED,
    Headcount,
    Inspection,
)
from station_app.workflows.classing import open_hazards, regrade
from station_app.workflows.headcount import registered


def work_out(act: Act, house_id: UUID) -> None:
    try:
        house = housing.house(act, house_id)
    except Absent:
        return  # withdrawn itself
    checks = _checks(act, house_id)
    grade, why = _replayed(act, house_id, checks)
    housing.set_grade(act, house_id, grade, why)
    entered = [check.on for check in checks if check.consent == GIVEN]
    housing.set_checked(act, house_id, max(entered, default=None))
    listed = any(one.listed for one in open_hazards(act, house_id))
    if bool(house.listed) is not listed:
        housing.set_listed(act, house_id, listed)
    regrade(act, house_id, len(registered(act, house)), checked=False)


def _checks(view: View, house_id: UUID) -> Sequence[Inspection]:
    """Those that stand and found something out, in the order of their days."""
    stand = select(Inspection).where(
        Inspection.house_id == house_id,
        Inspection.kind == CHECK,
        Inspection.outcome != NOT_ENTERED,
        Inspection.withdrawn_at.is_(None),
    )
    return view.all(stand.order_by(Inspection.at, Inspection.row))


def _replayed(view: View, house_id: UUID, checks: Sequence[Inspection]) -> tuple[str, str]:
    """The class these checks lead to, each with the hazards that stood open on its day."""
    held = select(Hazard).where(Hazard.house_id == house_id, Hazard.withdrawn_at.is_(None))
    hazards, strangers = view.all(held), _strangers(view, checks)
    grade, why, run = rules.CLASSES[1], letting.SEEN if checks else letting.NEW, 0
    for check in checks:
        run = run + 1 if check.outcome == NO_FAULT else 0
        there = [
            hazard.item
            for hazard in hazards
            if hazard.found_on <= check.on
            and (hazard.closed_on is None or hazard.closed_on > check.on)
        ]
        living = (check.registered or 0) + strangers.get(check.id, 0)
        standing = rules.Standing(grade=grade, occupants=living, open_items=there, clean=run)
        if (found := rules.classed(standing)) is not None:
            grade, why = found[0], render(found[1])[:200]
    return grade, why


def _strangers(view: View, checks: Sequence[Inspection]) -> dict[UUID, int]:
    """Check → how many were met there who were not registered."""
    met = select(Headcount.inspection_id, func.count()).where(
        Headcount.inspection_id.in_([check.id for check in checks]),
        Headcount.result == UNREGISTERED,
        Headcount.withdrawn_at.is_(None),
    )
    return dict(map(tuple, view.rows(met.group_by(Headcount.inspection_id))))
