"""A house's class, worked out again from its hazards, its checks and who lives in it."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from station_app.access.act import Act, View
from station_app.core.texts import render
from station_app.hazards.records import CLOSED, NOT, Hazard
from station_app.housing import service as housing
from station_app.inspections import rules
from station_app.inspections.records import CHECK, NO_FAULT, NOT_ENTERED, Inspection


def open_hazards(view: View, house_id: UUID) -> list[Hazard]:
    """Not yet closed, the oldest first."""
    standing = select(Hazard).where(
        Hazard.house_id == house_id, Hazard.state != CLOSED, Hazard.withdrawn_at.is_(None)
    )
    return list(view.all(standing.order_by(Hazard.row)))


def regrade(act: Act, house_id: UUID, occupants: int, *, checked: bool) -> None:
    """By safety alone; `checked`: a check has just been filed, so that it may count as clean."""
    house, standing = housing.house(act, house_id), open_hazards(act, house_id)
    found = rules.classed(
        rules.Standing(
            grade=house.grade or rules.CLASSES[1],
            occupants=occupants,
            open_items=[hazard.item for hazard in standing],
            unmended=[hazard.item for hazard in standing if hazard.rechecked == NOT],
            clean=_clean(act, house_id) if checked else 0,
        )
    )
    if found is not None:
        grade, why = found
        housing.set_grade(act, house_id, grade, render(why)[:200])


def _clean(view: View, house_id: UUID) -> int:
    """How many checks in a row, to the last one, were let in and found nothing."""
    outcomes = select(Inspection.outcome).where(
        Inspection.house_id == house_id,
        Inspection.kind == CHECK,
        Inspection.outcome != NOT_ENTERED,
        Inspection.withdrawn_at.is_(None),
    )
    run = 0
    for outcome in view.all(outcomes.order_by(Inspection.at.desc(), Inspection.row.desc())):
        if outcome != NO_FAULT:
            break
        run += 1
    return run
