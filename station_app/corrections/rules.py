"""The gate of supervision, and what a supervised person's record owes and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from station_app.core.errors import Problem
from station_app.core.register import Duty
from station_app.corrections import daily, end_rules, gate, intake_rules
from station_app.corrections.records import ENDED, EXPECTED, UNDER


def derive(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """A judgment that names no other day takes effect as the term begins."""
    return {} if values.get("effective_on") else {"effective_on": values.get("start")}


def check(one: Any, today: date) -> Iterator[Problem]:
    yield from gate.check(one, today)


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


def unsearched(one: Any) -> bool:
    """Contact is lost and nobody has begun to look for him since (社区矫正法 30)."""
    if one.lost_since is None:
        return False
    return one.searched_on is None or bool(one.searched_on < one.lost_since)


def duties(one: Any) -> Iterator[Duty]:
    if one.state != ENDED and unsearched(one):
        yield Duty("search_begin", one.lost_since, "search_person")
    if one.state == EXPECTED:
        yield from intake_rules.expected_duties(one)
    elif one.state == UNDER:
        yield from end_rules.duties(one)
        yield from intake_rules.taken_over_duties(one)
        yield from daily.duties(one)
    elif one.state == ENDED:
        yield from end_rules.duties(one)
