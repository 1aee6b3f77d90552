"""What a sanction, a search, a detention or a commendation owes next, and what it must say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from station_app.core.course import as_day
from station_app.core.decided import APPROVED, check_decided
from station_app.core.errors import Problem
from station_app.core.register import Duty
from station_app.core.texts import _
from station_app.discipline.records import (
    ADMONITION,
    ARREST,
    COMMENDATION,
    DECIDED,
    FOUND,
    IMPRISON,
    PROPOSED,
    REDUCTION,
    REFUSED,
    REVOKE_PAROLE,
    REVOKE_PROBATION,
    SENT,
    TOLD,
    WARNING,
)

BY_COUNTY = (ADMONITION, WARNING)  # decided by the county body itself (实施办法 34, 35)
REVOKES = (REVOKE_PROBATION, REVOKE_PAROLE)
ANSWER = {  # kind → within what time it is decided once it was sent (法 47-49)
    REVOKE_PROBATION: "revocation_ruling",
    REVOKE_PAROLE: "revocation_ruling",
    IMPRISON: "imprison_decision",
    ARREST: "arrest_decision",
}


def check_sanction(one: Any, today: date) -> Iterator[Problem]:
    if one.proposed_on > today:
        yield Problem("proposed_on", _("日期在今天之后"))
    yield from check_decided(one, today)
    yield from _check_days(one, today)
    if one.sent_at and as_day(one.sent_at) > today:
        yield Problem("sent_at", _("日期在今天之后"))
    if one.sent_at and as_day(one.sent_at) < one.proposed_on:
        yield Problem("sent_at", _("早于提出日期"))
    if one.heard_on and not (one.heard or "").strip():
        yield Problem("heard", _("请写听取的意见"))


def check_commendation(one: Any, today: date) -> Iterator[Problem]:
    if one.proposed_on > today:
        yield Problem("proposed_on", _("日期在今天之后"))
    yield from check_decided(one, today)
    yield from _check_days(one, today)


def _check_days(one: Any, today: date) -> Iterator[Problem]:
    """What follows is not before what it follows from."""
    for name in ("copied_on", "told_on", "posted_on"):
        on = getattr(one, name)
        if on and on > today:
            yield Problem(name, _("日期在今天之后"))
        if on and on < one.proposed_on:
            yield Problem(name, _("早于提出日期"))
    if one.decided_on and one.decided_on < one.proposed_on:
        yield Problem("decided_on", _("早于提出日期"))
    if one.told_on and one.decided_on and one.told_on < one.decided_on:
        yield Problem("told_on", _("早于决定日期"))


def check_search(one: Any, today: date) -> Iterator[Problem]:
    for name in ("begun_on", "asked_on", "copied_on", "found_on"):
        on = getattr(one, name)
        if on and on > today:
            yield Problem(name, _("日期在今天之后"))
        if on and on < one.lost_since:
            yield Problem(name, _("早于失去联系的日期"))
    if (one.state == FOUND) != (one.found_on is not None):
        yield Problem("found_on", _("查找到的须有日期"))


def check_detention(one: Any, today: date) -> Iterator[Problem]:
    told = ("county_told_on", "procuratorate_told_on")
    for name in ("decided_on", "custody_from", "ended_on", *told):
        on = getattr(one, name)
        if on and on > today:
            yield Problem(name, _("日期在今天之后"))
    if one.ended_on and one.ended_on < (one.custody_from or one.decided_on):
        yield Problem("ended_on", _("早于开始日期"))
    if (one.ended_on is None) != (one.end_kind is None):
        yield Problem("end_kind", _("结束须有日期和情形"))


def custody_days(one: Any, today: date) -> int:
    """羁押一日折抵刑期一日 (法 48): the first day and the day of release both count."""
    if one.custody_from is None:
        return 0
    return int(((one.ended_on or today) - one.custody_from).days) + 1


# How far a matter is


def is_undecided(one: Any) -> bool:
    return one.state in (PROPOSED, SENT)


def is_made(one: Any) -> bool:
    """It was decided as proposed: it counts as an earlier 训诫, 警告, penalty."""
    return one.state in (DECIDED, TOLD) and one.decision == APPROVED


def needs_sending(one: Any) -> bool:
    return one.state == PROPOSED and one.kind not in BY_COUNTY


def awaits_decision(one: Any) -> bool:
    return bool(one.state == (PROPOSED if one.kind in BY_COUNTY else SENT))


def awaits_telling(one: Any) -> bool:
    return one.state in (DECIDED, REFUSED) and one.told_on is None


def may_be_heard(one: Any) -> bool:
    """法 48(2): the court hears him and his lawyer before it rules; the office notes it."""
    return one.kind in (*REVOKES, IMPRISON, ARREST) and one.state == SENT


def awaits_copy(one: Any) -> bool:
    return one.copied_on is None and one.state not in (PROPOSED, REFUSED)


def duties(one: Any) -> Iterator[Duty]:
    if one.state == SENT and one.kind in ANSWER and one.sent_at:
        yield Duty(ANSWER[one.kind], one.sent_at, "decide")
    elif needs_sending(one):
        yield Duty("sanction_sent", one.proposed_on, "send")
    elif is_undecided(one):
        since = as_day(one.sent_at) if one.sent_at else one.proposed_on
        yield Duty("sanction_answer", since, "decide")
    yield from _afterwards(one, as_day(one.sent_at) if one.sent_at else one.decided_on)


def _afterwards(one: Any, made_on: date | None) -> Iterator[Duty]:
    if awaits_copy(one) and made_on:
        yield Duty("sanction_copied", made_on, "copy")
    if awaits_telling(one) and one.decided_on:
        yield Duty("sanction_told", one.decided_on, "tell")


# Commendations


def needs_forwarding(one: Any) -> bool:
    """减刑: by way of the city's body (法 33, 实施办法 42)."""
    return one.kind == REDUCTION and one.state == PROPOSED and one.forwarded_on is None


def may_go_to_court(one: Any) -> bool:
    return one.kind == REDUCTION and one.state == PROPOSED and one.forwarded_on is not None


def commendation_awaits_decision(one: Any) -> bool:
    return bool(one.state == (PROPOSED if one.kind == COMMENDATION else SENT))


def duties_of_commendation(one: Any) -> Iterator[Duty]:
    if one.state == SENT and one.sent_on:
        yield Duty("reduction_ruling", one.sent_on, "decide")
    elif needs_forwarding(one):
        yield Duty("sanction_sent", one.proposed_on, "forward")
    elif may_go_to_court(one):
        yield Duty("sanction_sent", one.forwarded_on, "send")
    elif one.state == PROPOSED:
        yield Duty("sanction_answer", one.proposed_on, "decide")
    yield from _afterwards(one, one.sent_on or one.decided_on)


# Searches and detentions


def is_searched_for(one: Any) -> bool:
    return bool(one.state != FOUND)


def needs_police(one: Any) -> bool:
    return is_searched_for(one) and one.asked_on is None


def search_awaits_copy(one: Any) -> bool:
    return is_searched_for(one) and one.copied_on is None


def duties_of_search(one: Any) -> Iterator[Duty]:
    if needs_police(one):
        yield Duty("search_assistance", one.begun_on, "ask_police")
    if search_awaits_copy(one) and one.asked_on:
        yield Duty("search_copied", one.asked_on, "copy")


def is_held(one: Any) -> bool:
    return bool(one.ended_on is None)


def awaits_notice(one: Any) -> bool:
    return one.county_told_on is None or one.procuratorate_told_on is None


def duties_of_detention(one: Any) -> Iterator[Duty]:
    if awaits_notice(one):
        yield Duty("detention_notice", one.decided_on, "notice")
    if one.ended_on is not None:
        return
    if one.release_from:
        yield Duty("release_at_once", one.release_from, "end")
    if one.kind == ARREST and one.custody_from:
        yield Duty("arrest_custody", one.custody_from, "end")
