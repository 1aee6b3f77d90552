"""What a call needs, and what of it is only to be looked at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from station_app.core.days import BEIJING, day_of
from station_app.core.errors import Problem
from station_app.core.register import Duty
from station_app.core.texts import _
from station_app.identity import tables

TIMES = ("reported_at", "taken_at", "dispatched_at", "set_out_at", "arrived_at", "answered_at")


def derive(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """The day it is counted under and its hour (00 to 23), as the clock at the desk shows them."""
    if not (at := values.get("reported_at")):
        return {}
    return {"on": day_of(at), "hour": f"{at.astimezone(BEIJING):%H}"}


def check(call: Any, today: date) -> Iterator[Problem]:
    for name in (*TIMES, "disposed_at"):
        if (at := getattr(call, name)) and day_of(at) > today:
            yield Problem(name, _("时间在今天之后"))
    if not (call.facts or call.category):
        yield Problem("facts", _("请写简要警情，或者选警情类别"))


def out_of_order(call: Any) -> list[str]:
    """Times that lie before an earlier step: clocks differ, so it is said and taken."""
    known = [(name, at) for name in TIMES if (at := getattr(call, name))]
    return [name for (_one, before), (name, at) in pairwise(known) if at < before]


def may_be_case(category: str | None) -> bool:
    """By the table of categories, which the station may edit; one not chosen may be anything."""
    found = {row["code"]: row for row in tables.rows("call_category")}.get(category or "")
    return found is None or found["case"] == "1"


def is_open(call: Any) -> bool:
    return call.disposal is None


def duties(call: Any) -> Iterator[Duty]:
    """An alarm that was taken is disposed of and answered."""
    if is_open(call):
        yield Duty("call_disposal", call.reported_at, "dispose")
