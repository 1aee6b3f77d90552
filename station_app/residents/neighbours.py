"""What others of a household answer for one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, select

from station_app.access.act import Act
from station_app.residents.records import Resident

TOGETHER = timedelta(days=7)  # who leaves within a week of another leaves with him


def who_left_last(act: Act, resident: Resident) -> Mapping[str, Any]:
    """Where to and why, as said of who of the household left in the last days."""
    gone = _others(act, resident, Resident.until >= act.stamp.today - TOGETHER)
    if not gone:
        return {}
    last = max(gone, key=lambda one: (one.until, one.row))
    act.show("residents", last.id)
    return {"moved_to": last.moved_to, "reason": last.end_reason}


def who_stays_longest(act: Act, resident: Resident) -> Mapping[str, Any]:
    """How long another of the household means to stay, if longer."""
    longer = Resident.expected_leave > (resident.expected_leave or act.stamp.today)
    there = _others(act, resident, Resident.until.is_(None), longer)
    if not there:
        return {}
    last = max(there, key=lambda one: (one.expected_leave, one.row))
    act.show("residents", last.id)
    return {"expected_leave": last.expected_leave}


def _others(act: Act, resident: Resident, *where: ColumnElement[bool]) -> Sequence[Resident]:
    if not resident.household:
        return []
    return act.all(
        select(Resident).where(
            Resident.place_id == resident.place_id,
            Resident.household == resident.household,
            Resident.id != resident.id,
            Resident.withdrawn_at.is_(None),
            *where,
        )
    )
