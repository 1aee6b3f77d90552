"""What a supervised person owes from day to day: which rule, since when (办24; classes local)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from station_app.clocks.calendar import add_months
from station_app.clocks.terms import Terms
from station_app.core.register import Duty

BY_CLASS = {"strict": "report_strict", "common": "report_common", "relaxed": "report_relaxed"}
FOCUS = "report_focus"
MEDICAL, ILLNESS = "medical", "illness"
MONTHS = {"health": 1, "reexam": 3}  # 办24(2): every month; every three months
EXTENDED = {"health": "health_longer", "reexam": "reexam_longer"}


def is_medical(one: Any) -> bool:
    return bool(one.category == MEDICAL)


def is_ill(one: Any) -> bool:
    """保外就医: of the three grounds the one that owes a re-examination."""
    return is_medical(one) and bool(one.medical_ground == ILLNESS)


def report_rule(one: Any, since: date) -> str:
    """By class; not classed yet counts as strict; in a period named by the office weekly."""
    if one.focus_until and since <= one.focus_until and one.grade != "strict":
        return FOCUS
    return BY_CLASS.get(one.grade or "", BY_CLASS["strict"])


def usual(one: Any, since: date, terms: Terms) -> date:
    """The last day of the next periodic report after one of `since`."""
    return terms.due(report_rule(one, since), since).due_on


def duties(one: Any) -> Iterator[Duty]:
    """From the day of reporting in until the end."""
    if one.reported_on is None:
        return
    last = one.last_report_on or one.reported_on
    if one.next_report_on and one.next_report_on > last:
        yield Duty("report_appointed", one.next_report_on, "periodic_report")
    else:
        yield Duty(report_rule(one, last), last, "periodic_report")
    if is_medical(one):
        yield _of_health(one, "health", one.last_health_on, "health_report")
    if is_ill(one):
        yield _of_health(one, "reexam", one.last_reexam_on, "reexam")


def _of_health(one: Any, kind: str, last: date | None, action: str) -> Duty:
    since: date = last or one.reported_on
    if longer := getattr(one, EXTENDED[kind]):
        return Duty(f"{kind}_extended", add_months(since, MONTHS[kind] + longer), action)
    return Duty(f"{kind}_report", since, action)
