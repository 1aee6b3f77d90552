"""Levels, gates and clocks of a dispute (人民调解法 17–33), and when it has come up too often."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from station_app.clocks.calendar import add_months
from station_app.core.errors import Problem
from station_app.core.register import Duty
from station_app.core.texts import Text, _
from station_app.disputes.records import AGREED, CLOSED, FAILED, MEDIATING, OPEN, SETTLED
from station_app.identity import tables

LATER = _("日期在今天之后")
TABLE = "dispute_level"
SOON, SOON_DAYS = 2, timedelta(days=30)  # local practice: as many calls of the two within
OFTEN, OFTEN_MONTHS = 3, 6
DONE, TRANSFERRED, WITHDRAWN, UNSETTLED = "settled", "transferred", "withdrawn", "failed"
GUARDED, TURNED, POLICE_CASE = "guarded", "turned_criminal", "security_case"
UNAWARE, VISITED, MEDIATED, HANDED, UNKEPT = (
    *("nothing", "visited", "mediated"),
    *("handed_over", "agreement_broken"),
)
COMMITTEE_ALONE = "committee"
APPLIED = "applied"  # for confirmation by the court


# The table of levels


def _level(code: str) -> Mapping[str, str]:
    return next((row for row in tables.rows(TABLE) if row["code"] == code), {})


def owner_of(level: str) -> str | None:
    """Who leads a dispute of this level."""
    return _level(level).get("owner") or None


def above(level: str) -> str | None:
    """The next graver level; None at the top."""
    return _level(level).get("escalate_to") or None


def is_lower(level: str, than: str) -> bool:
    higher = above(level)
    return higher is not None and (higher == than or is_lower(higher, than))


# What follows from what was typed, and what keeps it from being filed


def derive(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Of domestic violence there is no day to be counted by."""
    secret = bool(values.get("domestic"))
    counted = {"counted_on": "on", "turned_counted_on": "turned_on"}
    counted |= {"closed_counted_on": "closed_on"}
    return {
        "secret": secret,
        "level_owner": owner_of(values.get("level") or ""),
        "graded_on": values.get("on"),
    } | {name: None if secret else values.get(of) for name, of in counted.items()}


def check(one: Any, today: date) -> Iterator[Problem]:
    if one.on > today:
        yield Problem("on", LATER)
    if one.one_id == one.other_id:
        yield Problem("other_id", _("双方当事人是同一人，请核对"))


def check_mediator(one: Any, today: date) -> Iterator[Problem]:
    for name in ("since", "until"):
        if (day := getattr(one, name)) and day > today:
            yield Problem(name, LATER)
    if one.until and one.until < one.since:
        yield Problem("until", _("离任日期早于聘任（推选）日期"))


# How often the same two have called


def too_often(days: Sequence[date], on: date) -> bool:
    """Two calls in 30 days or three in six months, the last of them counted; local practice."""
    past = [day for day in days if day <= on]
    soon = sum(day > on - SOON_DAYS for day in past)
    return soon >= SOON or sum(day > add_months(on, -OFTEN_MONTHS) for day in past) >= OFTEN


# What stands


def is_open(one: Any) -> bool:
    return bool(one.state != CLOSED)


def may_be_accepted(one: Any) -> bool:
    """Not yet before a committee; after a failure the parties may come again."""
    return one.state in (OPEN, FAILED) and not one.domestic


def is_mediating(one: Any) -> bool:
    return bool(one.state == MEDIATING)


def awaits_signing(one: Any) -> bool:
    return bool(one.state == AGREED)


def is_settled(one: Any) -> bool:
    """The agreement has taken effect."""
    return bool(one.state == SETTLED)


def awaits_performance(one: Any) -> bool:
    return is_settled(one) and one.performed_on is None and one.not_performed_on is None


def awaits_confirmation(one: Any) -> bool:
    return is_settled(one) and one.confirmation is None


def may_be_confirmed(one: Any) -> bool:
    """Not asked for yet, or not answered by the court."""
    return is_settled(one) and one.confirmation in (None, APPLIED)


def has_agreement(one: Any) -> bool:
    """On paper; an oral one is only recorded (人民调解法 28)."""
    return bool(one.terms) and not one.oral


def may_rise(one: Any) -> bool:
    return is_open(one) and above(one.level) is not None


def may_fall(one: Any) -> bool:
    return is_open(one) and any(above(row["code"]) == one.level for row in tables.rows(TABLE))


def is_proposed(one: Any) -> bool:
    return is_open(one) and one.raise_on is not None


def may_turn(one: Any) -> bool:
    return is_open(one) and one.turned_on is None


def may_fail(one: Any) -> bool:
    return is_mediating(one) or awaits_signing(one)


def is_handed_over(one: Any) -> bool:
    return is_open(one) and one.channel is not None


def is_domestic(one: Any) -> bool:
    return is_open(one) and bool(one.domestic)


def tried(one: Any) -> str:
    """The most that was tried before it became a crime."""
    if one.not_performed_on or one.effective_on:
        return UNKEPT
    if one.mediating_from:
        return MEDIATED
    if one.channel:
        return HANDED
    return VISITED if one.visited_on else UNAWARE


def close_problem(one: Any, result: str) -> Text | None:
    """Why it cannot be closed so."""
    if one.domestic and result in (DONE, UNSETTLED):
        return _("涉及家庭暴力的，按告诫、保护令或者案件办结")
    if result == DONE:
        if not (one.performed_on and one.revisited_on and one.again_on):
            return _("协议履行完毕并两次回访后，才能以化解办结")
    elif is_settled(one) and result != TURNED and not one.not_performed_on:
        return _("调解协议已经生效：请登记履行、回访，或者登记未履行")
    if result == TURNED and one.turned_on is None:
        return _("请先用“民转刑”登记所立的刑事案件")
    if result == UNSETTLED and one.state != FAILED and not one.not_performed_on:
        return _("请先登记调解不成或者协议未履行，并告知其他途径")
    if result == TRANSFERRED and one.channel is None:
        return _("请先用“移交其他途径”登记移交的文书")
    if result == GUARDED and not (one.warned_on or one.protected_on):
        return _("请先关联告诫书或者人身安全保护令")
    return None


# What is owed


def duties(one: Any) -> Iterator[Duty]:
    """By the officer whose it is."""
    return (replace(duty, owner=one.handler or "") for duty in _owed(one))


def _owed(one: Any) -> Iterator[Duty]:
    if not is_open(one):
        return
    if one.raise_on:
        yield Duty("dispute_escalation", one.raise_on, "raise_level")
    if is_settled(one):
        yield from _after(one)
        return
    yield Duty(f"dispute_visit_{one.level}", one.visited_on or one.graded_on, "revisit")
    yield Duty(f"dispute_deadline_{one.level}", one.graded_on, "close")
    if is_mediating(one) and one.mediating_until:
        yield Duty("dispute_mediation_extended", one.mediating_until, "agree")
    elif is_mediating(one):
        yield Duty("dispute_mediation", one.mediating_from, "agree")
    elif awaits_signing(one):
        yield Duty("dispute_signing", one.agreed_on, "take_effect")


def _after(one: Any) -> Iterator[Duty]:
    if awaits_confirmation(one):
        yield Duty("dispute_confirmation", one.effective_on, "confirm")
    if awaits_performance(one):
        yield Duty("dispute_performance", one.perform_by, "perform")
    if one.revisited_on is None:
        yield Duty("dispute_revisit_first", one.effective_on, "revisit")
    if one.again_on is None:
        yield Duty("dispute_revisit_second", one.effective_on, "revisit")
    if one.again_on and one.revisited_on and not awaits_performance(one):
        yield Duty("dispute_closing", one.again_on, "close")
