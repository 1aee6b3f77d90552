"""What a round must say, and the order in which its houses are walked to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from station_app.core.days import day_of
from station_app.core.errors import Problem
from station_app.core.texts import _

MOST = 60  # houses of one round: what a day of walking and one sheet to carry can hold
USUAL = 20


def derive(values: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"on": day_of(values["at"])} if values.get("at") else {}


def check(round: Any, today: date) -> Iterator[Problem]:
    if round.second and round.second == round.inspector:
        yield Problem("second", _("两名检查人须是两个人"))


def by_door(line: str) -> tuple[tuple[int, str], ...]:
    """Sorts addresses as one walks past them: number 9 before number 10, room by room."""
    parts = re.findall(r"\d+|\D+", line)
    return tuple((int(part), "") if part.isdecimal() else (0, part) for part in parts)
