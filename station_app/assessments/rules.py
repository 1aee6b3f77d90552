"""What an assessment owes and by when (社区矫正法 18; 办法 13, 14). Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from station_app.core.errors import Problem
from station_app.core.register import Duty
from station_app.core.texts import _

PASSED = ("received_on", "told_on", "answered_on")


def check(one: Any, today: date) -> Iterator[Problem]:
    for name in PASSED:
        if (day := getattr(one, name)) and day > today:
            yield Problem(name, _("日期在今天之后"))
    if one.answered_on and one.answered_on < one.received_on:
        yield Problem("answered_on", _("提交日期早于收到委托日期"))


def unanswered(one: Any) -> bool:
    return one.answered_on is None


def untold(one: Any) -> bool:
    return one.told_on is None


def clock(one: Any) -> tuple[str, date]:
    """The rule and the day from which it runs: what was agreed, 速裁, or the usual term."""
    if one.agreed_until:
        return "assessment_agreed", one.agreed_until
    return ("assessment_fast" if one.expedited else "assessment"), one.received_on


def duties(one: Any) -> Iterator[Duty]:
    if unanswered(one):
        yield Duty(*clock(one), "answer")
    if untold(one):
        yield Duty("assessment_told", one.received_on, "tell_procuratorate")
