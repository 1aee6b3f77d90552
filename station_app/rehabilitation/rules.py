"""The gate of community rehabilitation, and what is owed while it runs.

禁毒法 33, 48; 戒毒条例 13–24, 37–40.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from station_app.clocks.calendar import add_months
from station_app.core.errors import Problem
from station_app.core.register import Duty
from station_app.core.texts import _
from station_app.rehabilitation.records import (
    DETOX,
    ENDED,
    EXPECTED,
    FAMILY,
    MEDIC,
    MOVING,
    OFFICER,
    PAUSED,
    UNDER,
    VOLUNTEER,
    WORKER,
)

TERM = 36  # months: 社区戒毒 always, 社区康复 at most
TEAM = (WORKER, OFFICER, MEDIC, FAMILY, VOLUNTEER)  # 戒毒条例 17
LATER = _("日期在今天之后")


def derive(values: Mapping[str, Any]) -> Mapping[str, Any]:
    term = {"months": TERM} if values.get("kind") == DETOX else {}
    return {"plan": "A", **term}


def check(one: Any, today: date) -> Iterator[Problem]:
    for name in ("decided_on", "start", "first_reported_on"):
        if (day := getattr(one, name)) and day > today:
            yield Problem(name, LATER)
    if one.start < one.decided_on:
        yield Problem("start", _("收到决定书早于决定日期"))
    yield from _term(one)
    if one.first_reported_on and one.first_reported_on < one.decided_on:
        yield Problem("first_reported_on", _("报到日期早于决定日期"))
    if bool(one.first_reported_on) != bool(one.from_place):
        name = "from_place" if one.first_reported_on else "first_reported_on"
        text = _("变更执行地转来的，请填写原执行地和原报到日期（戒毒条例第二十二条）")
        yield Problem(name, text)


def _term(one: Any) -> Iterator[Problem]:
    if one.kind == DETOX and one.months != TERM:
        yield Problem("months", _("社区戒毒的期限为三年（禁毒法第三十三条）"))
    elif not one.months:
        yield Problem("months", _("请填写社区康复的期限"))
    elif one.months > TERM:
        yield Problem("months", _("社区康复不超过三年（禁毒法第四十八条）"))


# What stands


def is_expected(one: Any) -> bool:
    return bool(one.state == EXPECTED)


def is_under(one: Any) -> bool:
    return bool(one.state == UNDER)


def is_paused(one: Any) -> bool:
    return bool(one.state == PAUSED)


def is_moving(one: Any) -> bool:
    return bool(one.state == MOVING)


def is_living(one: Any) -> bool:
    return bool(one.state != ENDED)


def has_reported(one: Any) -> bool:
    return one.state in (UNDER, PAUSED)


def is_breached(one: Any) -> bool:
    """Something was found that the police are to be told of."""
    return is_living(one) and one.breach_on is not None


def end_of(one: Any, reported_on: date, shift: int = 0) -> date:
    """The last day of the term: from report-in, days at an earlier place counted (戒毒条例 14, 22).

    `shift`: days of pauses, which put it off.
    """
    first: date = one.first_reported_on or reported_on
    return add_months(first, one.months) + timedelta(days=shift)


# What is owed


def duties(one: Any) -> Iterator[Duty]:
    """Owed by its worker."""
    return (replace(duty, owner=one.worker or "") for duty in _owed(one))


def _owed(one: Any) -> Iterator[Duty]:
    if is_breached(one):
        yield Duty("rehabilitation_breach", one.breach_on, "report_breach")
    if is_expected(one) and not one.breach_kind:
        yield Duty("rehabilitation_report_in", one.start, "report_in")
    elif is_moving(one):
        yield Duty("rehabilitation_move_report", one.moving_on, "confirm_move")
    elif is_under(one):
        yield from _under(one)


def _under(one: Any) -> Iterator[Duty]:
    for name, rule, action in (
        ("agreed_on", "rehabilitation_agreement", "agreement"),
        ("teamed_on", "rehabilitation_team", "form_team"),
        ("planned_on", "rehabilitation_plan", "plan"),
    ):
        if getattr(one, name) is None:
            yield Duty(rule, one.reported_on, action)
    yield Duty("rehabilitation_half_year", one.half_year_on or one.reported_on, "summary")
    yield Duty("rehabilitation_yearly", one.yearly_on or one.reported_on, "summary")
    yield Duty("rehabilitation_release", one.end, "release")
