"""自主查询: the chief's weekly list of free look-ups, its signing off, and quotas lifted."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import median
from typing import Any
from uuid import UUID

from station_app.access import quotas
from station_app.access.act import Act, View
from station_app.access.service import service
from station_app.core.days import BEIJING, day_of
from station_app.core.errors import Absent, Refused
from station_app.core.texts import _
from station_app.storage import free_looks
from station_app.storage.free_looks import LookReview, QuotaLift
from station_app.storage.own_tables import Officer
from station_app.storage.tables import AuditEvent

WEEK, USUAL = timedelta(days=7), timedelta(days=28)
LEAST_DAYS = 5  # with free look-ups, before a day of somebody's is called usual
LONGEST = 200  # characters of a remark or reason


@dataclass(frozen=True, slots=True)
class FreeLookUp:
    at: datetime
    officer: str
    role: str
    event: str
    purpose: str  # a code, or empty: masked lines of what was typed
    reference: str
    explanation: str
    records: tuple[tuple[str, UUID], ...]  # those named by the event
    count: int  # of records, or of lines found
    full: bool
    log_id: str
    number: int


@dataclass(frozen=True, slots=True)
class Frequency:
    """How often an officer looked freely in full."""

    officer: str
    week: int
    most: int  # in one day of it
    usual: float  # the median of the days of four weeks before, 0 where too few are known
    alarm: bool
    held: bool  # refused at this moment, until the chief lifts it


@dataclass(frozen=True, slots=True)
class Week:
    monday: date
    looks: Sequence[FreeLookUp]
    officers: Sequence[Frequency]
    reviews: Sequence[LookReview]
    over: bool  # so that it can be signed off


@service(right="free-looks", audit="free look-ups listed")
def week(act: Act, day: date) -> Week:
    """The week of this day, the oldest look-up first."""
    monday = monday_of(day)
    looks = tuple(map(_look, free_looks.between(act.session, *_span(monday))))
    act.notes |= {"week": monday.isoformat(), "looks": len(looks)}
    reviews = free_looks.reviews(act.session, monday)
    over = act.stamp.today >= monday + WEEK
    return Week(monday, looks, _frequencies(act, monday), reviews, over)


@service(right="review-looks", audit="free look-ups signed off")
def sign_off(act: Act, day: date, remarks: str = "") -> None:
    """签认: the chief has gone through the week; the log is signed with it. Raises Refused."""
    monday = monday_of(day)
    if act.stamp.today < monday + WEEK:
        raise Refused(_("这一周还没有结束，下周一起可以签认"))
    if len(remarks) > LONGEST:
        raise Refused(_("至多 {n} 个字", n=LONGEST))
    looks = len(free_looks.between(act.session, *_span(monday)))
    act.session.add(
        LookReview(
            week=monday,
            at=act.stamp.now,
            by=act.stamp.officer,
            looks=looks,
            remarks=remarks.strip(),
        )
    )
    act.notes |= {"week": monday.isoformat(), "looks": looks, "remarks": remarks.strip()}
    act.signed = True


@service(right="lift-quota", audit="quota lifted")
def lift(act: Act, officer: str, reason: str) -> None:
    """放行: this officer's counting begins anew. Raises Refused."""
    if act.session.get(Officer, officer) is None:
        raise Absent(_("没有账号“{name}”", name=officer))
    if officer == act.stamp.officer:
        raise Refused(_("不能放行本人的自主查询，请另一名所领导放行"))
    if not reason.strip() or len(reason) > LONGEST:
        raise Refused(_("请写明放行的原因，至多 {n} 个字", n=LONGEST))
    given = QuotaLift(
        officer=officer, at=act.stamp.now, by=act.stamp.officer, reason=reason.strip()
    )
    act.session.merge(given)
    act.notes |= {"officer lifted": officer, "reason": reason.strip()}


@service(right="explain-look", audit=None)
def asks_why(view: View) -> bool:
    """Whether the next free look-up in full is the one in so many that asks for a sentence."""
    done = free_looks.total(view.session, view.stamp.officer)
    return (done + 1) % quotas.quotas().explain_every == 0


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _span(monday: date) -> tuple[datetime, datetime]:
    begin = datetime.combine(monday, time(), BEIJING)
    return begin, begin + WEEK


def _look(event: AuditEvent) -> FreeLookUp:
    told: dict[str, Any] = json.loads(event.body)
    code, reference = told["purpose"] or ("", "")
    named = (one.split("/") for one in told["records"])
    return FreeLookUp(
        datetime.fromisoformat(told["at"]),
        told["officer"],
        told["role"],
        told["event"],
        code,
        reference,
        told.get("explanation", ""),
        tuple((register, UUID(id)) for register, id in named),
        told.get("hits", told["count"]),
        "shown" in told,
        event.log_id,
        event.number,
    )


def _frequencies(act: Act, monday: date) -> list[Frequency]:
    """The most frequent first."""
    begin, end = _span(monday)
    days = Counter[tuple[str, date]]()
    for officer, at in free_looks.daily(act.session, begin - USUAL, end):
        days[officer, day_of(at)] += 1
    found = []
    for officer in {officer for officer, _day in days}:
        this = [n for (who, day), n in days.items() if who == officer and day >= monday]
        before = [n for (who, day), n in days.items() if who == officer and day < monday]
        usual = median(before) if len(before) >= LEAST_DAYS else 0
        most = max(this, default=0)
        alarm = 0 < usual * quotas.quotas().alarm <= most
        held = quotas.beyond(act.session, officer, act.stamp.now) is not None
        found.append(Frequency(officer, sum(this), most, usual, alarm, held))
    return sorted(found, key=lambda one: (-one.week, one.officer))
