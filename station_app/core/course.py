"""How a term ran: in what spans it stood still, and from what event it began anew.

Written beside a duty as one line of JSON; empty where it simply ran on.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime

from station_app.core.days import day_of

Moment = date | datetime  # a UTC+8 day, or an aware instant


@dataclass(frozen=True, slots=True)
class Pause:
    """From `since` on, up to `until`, on which the term runs again; None: it stands still yet."""

    since: Moment
    until: Moment | None

    def __post_init__(self) -> None:
        if self.until is not None and as_day(self.until) < as_day(self.since):
            raise ValueError(f"a pause ends before it begins: {self}")


@dataclass(frozen=True, slots=True)
class Course:
    pauses: tuple[Pause, ...] = ()
    restarts: tuple[Moment, ...] = ()

    @property
    def written(self) -> str:
        if self == EVEN:
            return ""
        spans = [[_said(p.since), p.until and _said(p.until)] for p in self.pauses]
        anew = [_said(one) for one in self.restarts]
        return json.dumps({"pauses": spans, "restarts": anew}, separators=(",", ":"))


EVEN = Course()


def read(text: str) -> Course:
    """What `written` said."""
    if not text:
        return EVEN
    found = json.loads(text)
    spans = [Pause(moment(a), moment(b) if b else None) for a, b in found["pauses"]]
    return Course(tuple(spans), tuple(map(moment, found["restarts"])))


def moment(text: str) -> Moment:
    """A day or an instant as it is stored."""
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def as_day(when: Moment) -> date:
    return day_of(when) if isinstance(when, datetime) else when


def _said(when: Moment) -> str:
    return when.isoformat()
