"""What a leave owes, who may decide it, and what of the last two months counts with it.

社区矫正法 27; 社区矫正法实施办法 25–29. Both end days of a leave are days away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from station_app.clocks.terms import Terms
from station_app.core.decided import (
    CITY,
    COUNTY,
    OFFICE,
    at_least,
    check_decided,
    is_approved,
    is_open,
)
from station_app.core.errors import Problem
from station_app.core.register import Duty
from station_app.core.texts import _
from station_app.leaves.destination import named
from station_app.leaves.records import (
    APPROVED,
    ASKED,
    CONTACT,
    OTHER,
    PLACE,
    RETURNED,
    VISITOR,
)

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
ENDS_FIRST = _("结束日期早于开始日期")
AFTER_TODAY = _("日期在今天之后")


# What counts


@dataclass(frozen=True, slots=True)
class Weight:
    """`days` of this leave, `earlier` days away since `first`, and the level that decides."""

    days: int
    earlier: int
    first: date
    level: str

    @property
    def total(self) -> int:
        return self.days + self.earlier


def weigh(
    leaves: Iterable[Any], since: date, until: date, *, entrusted: bool, terms: Terms
) -> Weight:
    """`leaves` are the person's others. A window of two months that ends earlier was weighed then.

    ≤7 days the office where it is entrusted, ≤30 days the county, beyond 30 days in one leave or
    within two months the next level (办 27); 以内 includes the last day, 超过 excludes it.
    """
    first = terms.due("leave_window", until).opens_on + DAY
    earlier = sum(days_within(leave, first, until) for leave in leaves)
    days = (until - since).days + 1
    if until > terms.due("leave_county", since).due_on or days + earlier > most(terms, since):
        level = CITY
    elif entrusted and until <= terms.due("leave_office", since).due_on:
        level = OFFICE
    else:
        level = COUNTY
    return Weight(days, earlier, first, level)


def most(terms: Terms, on: date) -> int:
    """Days within two months up to which the county may approve."""
    return terms.rule("leave_total", on).length


def days_within(leave: Any, first: date, last: date) -> int:
    """Days away between two days: those that passed, and for who is not back those approved."""
    if leave.state not in (APPROVED, RETURNED):
        return 0
    ends = leave.returned_on or leave.until
    return max(0, int((min(ends, last) - max(leave.since, first)).days) + 1)


def short_notice(leave: Any, terms: Terms) -> bool:
    """Asked for later than three days before (办 27: 一般应当): it may be, and it is said."""
    return bool(leave.asked_on > terms.due("leave_ask", leave.since).due_on)


# The record of a leave


def derive(values: Mapping[str, Any]) -> Mapping[str, Any]:
    since, until = values.get("since"), values.get("until")
    days = (until - since).days + 1 if since and until and until >= since else None
    return {"days": days, "division": named(values.get("destination") or "")}


def check(leave: Any, today: date) -> Iterator[Problem]:
    if leave.until < leave.since:
        yield Problem("until", ENDS_FIRST)
    if leave.asked_on > today:
        yield Problem("asked_on", AFTER_TODAY)
    elif leave.asked_on > leave.since:
        yield Problem("asked_on", _("未经批准已经外出的，不能补办申请"))
    if leave.reason == OTHER and not leave.details:
        yield Problem("details", _("其他事由请写明"))
    yield from check_decided(leave, today)


def is_asked(leave: Any) -> bool:
    return bool(leave.state == ASKED)


def is_out(leave: Any) -> bool:
    """Approved and not yet reported back, begun or not."""
    return bool(leave.state == APPROVED)


def is_unsettled(leave: Any) -> bool:
    return is_asked(leave) or is_out(leave)


def is_granted(leave: Any) -> bool:
    """A certificate was given for it."""
    return bool(leave.state in (APPROVED, RETURNED))


def to_be_told(leave: Any) -> bool:
    """The office files with the county; above the county the procuratorate is told (办 27)."""
    return is_granted(leave) and leave.level != COUNTY and leave.told_on is None


def duties(leave: Any) -> Iterator[Duty]:
    if is_asked(leave):
        action = "approve" if leave.level == OFFICE else "receive_decision"
        yield Duty("leave_decision", leave.asked_on, action)
    if to_be_told(leave):
        yield Duty("leave_told", leave.decided_on, "tell")
    if is_out(leave):
        yield Duty("leave_back", leave.until, "leave_return")
        begun = max(leave.since, leave.contacted_on or leave.since)
        if leave.until - begun >= WEEK:  # of a shorter one nobody owes a call of its own
            yield Duty("leave_contact", begun, "contact")


# Regular travel


def check_travel(travel: Any, today: date) -> Iterator[Problem]:
    if travel.asked_on > today:
        yield Problem("asked_on", AFTER_TODAY)
    if is_approved(travel) and not at_least(travel.level, COUNTY):
        yield Problem("level", _("经常性跨市、县活动由县级社区矫正机构批准"))
    yield from check_decided(travel, today)


def is_valid(travel: Any) -> bool:
    """Approved, and neither ended nor asked for anew."""
    return is_approved(travel) and travel.ended_on is None and travel.renewed_on is None


def travel_duties(travel: Any) -> Iterator[Duty]:
    if is_open(travel):
        yield Duty("leave_decision", travel.asked_on, "receive_decision")
    elif is_valid(travel):
        yield Duty("travel_valid", travel.since, "renew")


# Permits


def level_of(kind: str) -> str:
    """办 25, 39: the county; on visitors no national rule names a level, so the office decides."""
    return OFFICE if kind == VISITOR else COUNTY


def check_permit(permit: Any, today: date) -> Iterator[Problem]:
    if permit.until < permit.since:
        yield Problem("until", ENDS_FIRST)
    if permit.asked_on > today:
        yield Problem("asked_on", AFTER_TODAY)
    if permit.kind != PLACE and not permit.whom:
        yield Problem("whom", _("请写明会见、接触的人"))
    if permit.kind == CONTACT and not permit.party:
        yield Problem("party", _("请选被害人、控告人、举报人或者同案犯"))
    if permit.kind == PLACE and not permit.place:
        yield Problem("place", _("请写明特定区域（场所）"))
    if is_approved(permit) and not at_least(permit.level, level_of(permit.kind)):
        yield Problem("level", _("此项由县级社区矫正机构批准"))
    yield from check_decided(permit, today)


def court_waits(permit: Any) -> bool:
    return is_approved(permit) and permit.kind == PLACE and permit.court_told_on is None


def procuratorate_waits(permit: Any) -> bool:
    return is_approved(permit) and permit.kind == PLACE and permit.procuratorate_told_on is None


def waits_to_be_told(permit: Any) -> bool:
    return court_waits(permit) or procuratorate_waits(permit)


def permit_duties(permit: Any) -> Iterator[Duty]:
    if is_open(permit):
        action = "approve" if level_of(permit.kind) == OFFICE else "receive_decision"
        yield Duty("leave_decision", permit.asked_on, action)
    elif waits_to_be_told(permit):
        yield Duty("place_told", permit.decided_on, "tell")
