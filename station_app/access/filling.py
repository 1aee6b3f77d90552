"""What the form of an action is opened with: what clock, record and neighbour know, no guess."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from station_app.access.act import Act
from station_app.access.action import Action
from station_app.access.records import show
from station_app.access.service import service
from station_app.core.days import day_of
from station_app.core.kinds import Day, Moment
from station_app.core.register import Register
from station_app.core.show import is_masked

DONE = ("on", "at")  # what every action calls the day or the moment at which it is done


def by_clock(action: Action, now: datetime) -> dict[str, Any]:
    days = {Day: day_of(now), Moment: now}
    return {f.name: days[type(f.kind)] for f in action.fields if f.name in DONE}


@service(right="show", purpose=True, audit="read")
def filled_in(act: Act, register: Register, id: UUID, action: Action) -> Mapping[str, Any]:
    """Field → value. Who sees the record masked is told no names, numbers and addresses by it."""
    seen = show(act, register, id)
    asked = {field.name: field.kind for field in action.fields}
    known = {n: v for n, v in action.known(act, seen.record).items() if v not in (None, "")}
    if seen.masked:
        known = {name: value for name, value in known.items() if not is_masked(asked[name])}
    return by_clock(action, act.stamp.now) | known
