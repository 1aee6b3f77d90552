"""What a matter needs and owes: to be handled, told to who raised it, and only then closed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from station_app.core.days import day_of
from station_app.core.errors import Problem
from station_app.core.register import Duty
from station_app.core.texts import _
from station_app.matters.records import CLOSED, HANDLED, OPEN, TOLD

TOLD_CITIZEN = ("told_whom", "told_at", "told_how")
NOT_TOLD = _("还没有反馈诉求人：请写明向谁、什么时间、用什么方式反馈，才能办结")


def check(matter: Any, today: date) -> Iterator[Problem]:
    if matter.on > today:
        yield Problem("on", _("日期在今天之后"))
    if not (matter.raiser_id or matter.raiser_said):
        yield Problem("raiser_said", _("请选诉求人，或者写明怎样称呼"))


def check_told(matter: Any, told: Mapping[str, Any], today: date) -> Iterator[Problem]:
    """Of what was told: to whom, when and how, all three, after it was handled."""
    for name in TOLD_CITIZEN:
        if not told.get(name):
            yield Problem(name, NOT_TOLD)
    if not (at := told.get("told_at")):
        return
    if day_of(at) > today:
        yield Problem("told_at", _("时间在今天之后"))
    if matter.handled_on and day_of(at) < matter.handled_on:
        yield Problem("told_at", _("反馈早于办理，请核对"))


def is_open(matter: Any) -> bool:
    return bool(matter.state == OPEN)


def is_handled(matter: Any) -> bool:
    """Done, and who raised it not told yet."""
    return bool(matter.state == HANDLED)


def may_close(matter: Any) -> bool:
    return matter.state in (HANDLED, TOLD)


def may_return(matter: Any) -> bool:
    return bool(matter.state != OPEN)


def is_closed(matter: Any) -> bool:
    return bool(matter.state == CLOSED)


def duties(matter: Any) -> Iterator[Duty]:
    """One at a time; the time that was set runs on when it is returned."""
    whose = matter.handler or ""
    if matter.state == OPEN:
        rule = "matter_extended" if matter.until else "matter_handling"
        yield Duty(rule, matter.until or matter.on, "handle", owner=whose)
    if matter.state == HANDLED:
        yield Duty("matter_telling", matter.handled_on, "tell_citizen", owner=whose)
    if matter.state == TOLD:
        yield Duty("matter_closing", day_of(matter.told_at), "close", owner=whose)
