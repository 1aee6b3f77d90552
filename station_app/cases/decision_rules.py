"""What a decision on an offender must say, how far it is, and what is owed until it is executed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from station_app.cases.decision_records import (
    BANK,
    DECIDED,
    EXECUTED,
    NO_PENALTY,
    PROPOSED,
    SPOT,
    WARNING,
)
from station_app.cases.power import DETAINS, FINES
from station_app.core.days import day_of
from station_app.core.errors import Problem
from station_app.core.register import Duty
from station_app.core.texts import _

STEPS = (
    *("proposed_on", "told_on", "heard_on", "reviewed_on", "discussed_on", "decided_on"),
    *("reported_on", "served_on", "victim_copied_on", "family_told_on", "organ_told_on"),
    *("paid_on", "handed_in_on", "carried_out_on"),
)
BEFORE_DECIDING = ("told_on", "heard_on", "reviewed_on", "discussed_on")
AFTER_DECIDING = STEPS[STEPS.index("reported_on") :]
CASH_SMALL = 200  # yuan, 治 123(1)


def derive(values: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"decided_on": day_of(at) if (at := values.get("decided_at")) else None}


def check(one: Any, today: date) -> Iterator[Problem]:
    yield from _check_kind(one)
    for name in STEPS:
        if (on := getattr(one, name)) and on > today:
            yield Problem(name, _("日期在今天之后"))
    for name in BEFORE_DECIDING:
        on = getattr(one, name)
        if on and one.decided_on and on > one.decided_on:
            yield Problem(name, _("晚于决定日期"))
    for name in AFTER_DECIDING:
        on = getattr(one, name)
        if on and (one.decided_on is None or on < one.decided_on):
            yield Problem(name, _("早于决定日期"))
    if one.handed_in_on and one.paid_on and one.handed_in_on < one.paid_on:
        yield Problem("handed_in_on", _("早于缴纳日期"))


def _check_kind(one: Any) -> Iterator[Problem]:
    """The amount of a fine, the days of a detention, and neither where there is none."""
    if (one.kind in FINES) != (one.amount is not None):
        yield Problem("amount", _("罚款须写金额，不是罚款的不写"))
    if (one.kind in DETAINS) != (one.days is not None):
        yield Problem("days", _("行政拘留须写天数，不是拘留的不写"))
    if one.not_detained and one.kind not in DETAINS:
        yield Problem("not_detained", _("只用于行政拘留"))
    if one.paid_how == "cash_small" and (one.amount or 0) > CASH_SMALL:
        yield Problem("paid_how", _("二百元以上的罚款，不因数额小而当场收缴"))


# How far it is


def is_proposed(one: Any) -> bool:
    return bool(one.state == PROPOSED)


def is_decided(one: Any) -> bool:
    return one.state in (DECIDED, EXECUTED)


def awaits_service(one: Any) -> bool:
    return is_decided(one) and one.served_on is None


def awaits_payment(one: Any) -> bool:
    return is_decided(one) and one.kind in FINES and one.paid_on is None


def awaits_handing_in(one: Any) -> bool:
    return bool(one.paid_on and one.paid_how != BANK and one.handed_in_on is None)


def awaits_detention(one: Any) -> bool:
    return (
        is_decided(one)
        and one.kind in DETAINS
        and one.not_detained is None
        and one.carried_out_on is None
    )


def awaits_other(one: Any) -> bool:
    """Revocation, closure: carried out on a day of their own."""
    own = one.kind not in (*FINES, *DETAINS, WARNING, NO_PENALTY)
    return is_decided(one) and own and one.carried_out_on is None


def awaits_carrying_out(one: Any) -> bool:
    return awaits_detention(one) or awaits_other(one)


def awaits_report(one: Any) -> bool:
    return is_decided(one) and one.level == SPOT and one.reported_on is None


def awaits_family(one: Any) -> bool:
    return awaits_family_of(one) and one.family_told_on is None


def awaits_family_of(one: Any) -> bool:
    """治 116: of a detention that is carried out the family is told."""
    return is_decided(one) and one.kind in DETAINS and one.not_detained is None


def is_executed(one: Any) -> bool:
    """Served, paid, handed in, carried out: nothing of it is left to do."""
    left = (awaits_service, awaits_payment, awaits_handing_in, awaits_carrying_out)
    return is_decided(one) and not any(step(one) for step in left)


def duties(one: Any) -> Iterator[Duty]:
    if awaits_service(one):
        yield Duty("decision_service", one.decided_on, "serve")
    if awaits_payment(one) and one.served_on:
        yield Duty("fine_payment", one.served_on, "pay")
    if awaits_handing_in(one):
        yield Duty("fine_handed_in", one.paid_on, "hand_in")
    if awaits_report(one):
        yield Duty("spot_penalty_report", one.decided_at, "report")
    if awaits_family(one):
        yield Duty("detention_family", one.decided_on, "notify")
    if one.hearing_told_on and hearing_is_open(one):
        yield Duty("hearing_request", one.hearing_told_on, "hear")


def hearing_is_open(one: Any) -> bool:
    """He was told of his right and has neither waived it nor been heard."""
    return is_proposed(one) and not one.hearing_waived and one.heard_on is None
