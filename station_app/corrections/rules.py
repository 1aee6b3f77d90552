"""The gate of supervision, and what a supervised person's record owes and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from station_app.core.errors import Problem
from station_app.core.register import Duty
from station_app.core.texts import _
from station_app.corrections.records import ENDED, EXPECTED, MEDICAL, UNDER


def derive(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """A judgment that names no other day takes effect as the term begins."""
    return {} if values.get("effective_on") else {"effective_on": values.get("start")}


def check(one: Any, today: date) -> Iterator[Problem]:
    if one.end <= one.start:
        yield Problem("end", _("矫正期限止应在起日之后"))
    if one.decided_on and one.decided_on > today:
        yield Problem("decided_on", _("日期在今天之后"))
    if (one.category == MEDICAL) != (one.medical_ground is not None):
        yield Problem("medical_ground", _("暂予监外执行须选事由，其他类别不填"))


def is_expected(one: Any) -> bool:
    return bool(one.state == EXPECTED)


def is_under(one: Any) -> bool:
    return bool(one.state == UNDER)


def is_living(one: Any) -> bool:
    return bool(one.state != ENDED)


def is_secret(one: Any) -> bool:
    """未成年社区矫正对象: identity is kept secret, also after 18 (社区矫正法 54, 58)."""
    return bool(one.minor)


def days_off(one: Any, today: date) -> int:
    """Days off supervision (脱管): after the last verified contact, while contact is lost."""
    if one.lost_since is None:
        return 0
    since: date = one.last_contact_on or one.lost_since
    return (today - since).days


def duties(one: Any) -> Iterator[Duty]:
    if one.state == EXPECTED:
        yield Duty("correction_report_in", one.effective_on or one.start, "initial_report_in")
    elif one.state == UNDER:
        yield Duty("correction_release", one.end, "release")
