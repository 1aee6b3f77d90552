"""How long a positioning device may be used, and what its use owes (社区矫正法 29; 办 37)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from station_app.clocks.calendar import add_months
from station_app.core.decided import check_decided, is_approved, is_open
from station_app.core.errors import Problem
from station_app.core.register import Duty
from station_app.core.texts import _

MONTHS = 3
PHONE = re.compile(r"(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}", re.ASCII)
PHONE_ID = re.compile(r"\d{15}", re.ASCII)  # what a mobile telephone calls itself
WORDS = ("手机", "微信", "电话", "phone")


def within_limit(since: date, until: date) -> bool:
    """不得超过三个月, the first day counted."""
    return until < add_months(since, MONTHS)


def is_phone(device: str) -> bool:
    """Special equipment alone is a device, never a telephone (实施办法 37)."""
    said = device.strip()
    known = PHONE.fullmatch(said) or PHONE_ID.fullmatch(said)
    return bool(known) or any(word in said.casefold() for word in WORDS)


def check(one: Any, today: date) -> Iterator[Problem]:
    for name in ("asked_on", "told_on", "fitted_on", "ended_on"):
        if (on := getattr(one, name)) and on > today:
            yield Problem(name, _("日期在今天之后"))
    if one.until < one.since:
        yield Problem("until", _("届满日期早于起始日期"))
    if not within_limit(one.since, one.until):
        yield Problem("until", _("使用期限不得超过三个月（社区矫正法第二十九条）"))
    if one.device_number and is_phone(one.device_number):
        yield Problem("device_number", _("电子定位装置须是专用设备，不得使用手机"))
    if is_approved(one) and one.decided_on and one.since < one.decided_on:
        yield Problem("since", _("使用期限不能早于批准日期"))
    yield from check_decided(one, today)


def awaits_decision(one: Any) -> bool:
    return is_open(one) and one.ended_on is None


def awaits_telling(one: Any) -> bool:
    return is_approved(one) and one.told_on is None and one.ended_on is None


def may_fit(one: Any) -> bool:
    return is_approved(one) and one.told_on is not None and one.ended_on is None


def is_running(one: Any) -> bool:
    """Approved, neither ended yet nor gone over into its extension; worn already or not."""
    return is_approved(one) and one.ended_on is None and one.extended_on is None


def duties(one: Any) -> Iterator[Duty]:
    if awaits_telling(one):
        yield Duty("positioning_tell", one.decided_on, "tell")
    if is_running(one):
        yield Duty("positioning_expiry", one.until, "stop")
