"""A fault that stands open already and is found once more: the same hazard, seen again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from station_app.access.act import Act
from station_app.hazards import rules
from station_app.hazards.records import AGAIN, CLOSED, DONE, NOT, OPEN, Hazard
from station_app.hazards.register import HAZARDS, RECHECKS
from station_app.inspections.records import CHECK, Inspection
from station_app.inspections.rules import Fault


def see_again(
    act: Act,
    visit: Inspection,
    found: Sequence[tuple[Hazard, Fault]],
    photos: Mapping[str, str],
) -> list[UUID]:
    """Each is looked at by this visit: its own term and what is owed of it go on.

    A check may see it mended at once, and orders what so far a patrol alone had noted.
    """
    looks = []
    for hazard, fault in found:
        after = _after(act, visit, hazard, fault)
        act.set_state(
            HAZARDS,
            hazard.id,
            before={name: getattr(hazard, name) for name in after},
            after=after,
        )
        looks.append(_look(visit, hazard, fault, after) | {"photo": photos.get(fault.item)})
    act.file_all(RECHECKS, looks)
    return [hazard.id for hazard, _fault in found]


def _after(act: Act, visit: Inspection, hazard: Hazard, fault: Fault) -> dict[str, Any]:
    """What it is from now on; that a landlord called it mended has not come true."""
    if visit.kind != CHECK:
        return {}
    after: dict[str, Any] = {"reported_on": None}
    if fault.corrected:
        return after | {"state": CLOSED, "rechecked": DONE, "closed_on": visit.on, "listed": None}
    if rules.is_ours(hazard) and hazard.deadline is None:
        after["deadline"] = rules.deadline_for(hazard.item, visit.on, act.stamp.terms)
    return after | {"state": OPEN}


def _look(
    visit: Inspection, hazard: Hazard, fault: Fault, after: Mapping[str, Any]
) -> dict[str, Any]:
    closed, ordered = after.get("state") == CLOSED, after.get("deadline")
    return {
        "hazard_id": hazard.id,
        "inspection_id": visit.id,
        "on": visit.on,
        "result": DONE if closed else NOT,
        "follow": AGAIN if ordered else None,
        "deadline": ordered,
        "inspector": visit.inspector,
        "second": visit.second,
        "remarks": "" if fault.text == hazard.description else fault.text,
    }
