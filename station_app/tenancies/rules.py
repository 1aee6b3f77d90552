"""What a tenancy owes and when, and when it is not yet fit to be filed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from station_app.core.errors import Problem
from station_app.core.register import Duty
from station_app.core.texts import _
from station_app.tenancies.records import ELSEWHERE, TENANT


def derive(values: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"role": TENANT}


def check(tenancy: Any, today: date) -> Iterator[Problem]:
    if tenancy.until and tenancy.until > today:
        yield Problem("until", _("日期在今天之后"))
    if tenancy.until and tenancy.since and tenancy.until < tenancy.since:
        yield Problem("until", _("退租日期早于入住日期"))
    ends, since = tenancy.expected_until, tenancy.since
    if ends and since and ends < since:
        yield Problem("expected_until", _("租期截止早于入住日期"))


def runs(tenancy: Any) -> bool:
    return tenancy.until is None


def lives_there(role: str | None) -> bool:
    """Who rents for others does not live there, and registers no residence."""
    return role != ELSEWHERE


def unregistered(tenancy: Any) -> bool:
    return runs(tenancy) and tenancy.residence_id is None and lives_there(tenancy.role)


def duties(tenancy: Any) -> Iterator[Duty]:
    """The residence record tells when its person must register and means to leave.

    Where there is none yet, the tenancy does; nothing once it has ended.
    """
    if not runs(tenancy) or tenancy.residence_id is not None:
        return
    if tenancy.since and unregistered(tenancy):
        yield Duty("tenancy_registration", tenancy.since, "register")
    if tenancy.expected_until:
        yield Duty("tenancy_end", tenancy.expected_until, "end")
