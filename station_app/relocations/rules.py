"""Where a change of place stands, what each home owes and when (实施办法 30, 31)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from station_app.clocks.terms import Terms
from station_app.core.decided import check_decided
from station_app.core.errors import Problem
from station_app.core.register import Duty
from station_app.core.texts import _
from station_app.relocations.records import (
    AGREE,
    ANSWERED,
    APPLIED,
    APPROVED,
    ASKED,
    CANCELLED,
    DISPUTED,
    IN,
    MOVED,
    OUT,
    REFUSE,
    REFUSED,
)

APPLICATION, ARRIVAL = "relocation_application", "relocation_arrival"
COPIES = {  # who is told by which home, beside the papers themselves
    OUT: ("decider_on", "procuratorate_on", "police_on"),
    IN: ("procuratorate_on", "police_on"),
}


def derive(values: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"stage": stage(values)}


def stage(values: Mapping[str, Any]) -> str:
    """The last step that was made; a refusal is final unless the level above says otherwise."""
    out, said = values.get("direction") == OUT, values.get
    if said("cancelled_on"):
        return CANCELLED
    if said("arrived_on") and (out or said("supervision_id")):
        return MOVED
    if decision := said("decision"):
        return APPROVED if decision == APPROVED else REFUSED
    if said("dispute_on") and not said("coordinated_on"):
        return DISPUTED
    if said("answered_on"):
        final = said("coordinated") or said("answer")
        return REFUSED if final == REFUSE and not out else ANSWERED
    return ASKED if said("letter_on") or not out else APPLIED


def check(one: Any, today: date) -> Iterator[Problem]:
    if one.direction == OUT and one.supervision_id is None:
        yield Problem("supervision_id", _("转出须从在矫的社区矫正对象办理"))
    for name in ("asked_on", "letter_on", *STEPS):
        if (on := getattr(one, name)) and on > today:
            yield Problem(name, _("日期在今天之后"))
    for name in STEPS:
        if (on := getattr(one, name)) and on < one.asked_on:
            yield Problem(name, _("日期早于收到申请（征求意见函）"))
    if one.answer == REFUSE and not one.answer_reason:
        yield Problem("answer_reason", _("不同意接收的，须写明理由"))
    yield from check_decided(one, today)


STEPS = (
    *("answered_on", "dispute_on", "coordinated_on", "told_on", "papers_on", "receipt_on"),
    *("decider_on", "procuratorate_on", "police_on", "arrived_on", "missed_on", "cancelled_on"),
)


def consent(one: Any) -> str | None:
    """What the new place says in the end: of a dispute, what the level above said."""
    if one.dispute_on and not one.coordinated_on:
        return None
    return one.coordinated or one.answer or None


def is_out(one: Any) -> bool:
    return bool(one.direction == OUT)


def is_running(one: Any) -> bool:
    """Neither taken back nor over; a refusal still has to be told."""
    if one.stage == REFUSED:
        return is_out(one) and not one.told_on
    return one.stage not in (CANCELLED, MOVED)


def awaits_letter(one: Any) -> bool:
    return bool(one.stage == APPLIED)


def awaits_answer(one: Any) -> bool:
    return bool(one.stage == ASKED)


def awaits_decision(one: Any) -> bool:
    return is_out(one) and one.stage in (ANSWERED, DISPUTED)


def may_dispute(one: Any) -> bool:
    return is_out(one) and one.stage == ANSWERED and one.answer == REFUSE and not one.dispute_on


def may_coordinate(one: Any) -> bool:
    """The old home asked for it; the new one hears of the result."""
    waits = one.stage == DISPUTED if is_out(one) else one.stage == REFUSED
    return waits and one.coordinated_on is None


def awaits_telling(one: Any) -> bool:
    return is_out(one) and one.decision is not None and not one.told_on and is_running(one)


def goes_on(one: Any) -> bool:
    """The move was agreed to, and is not taken back."""
    agreed = one.decision == APPROVED if is_out(one) else consent(one) == AGREE
    return agreed and one.cancelled_on is None


def owes_papers(one: Any) -> bool:
    """The old home its papers and copies, the new one the entry of what it received."""
    return goes_on(one) and not (one.papers_on and (not is_out(one) or _copied(one)))


def owes_receipt(one: Any) -> bool:
    if not (goes_on(one) and one.papers_on):
        return False
    return not (one.receipt_on and (is_out(one) or _copied(one)))


def _copied(one: Any) -> bool:
    return all(getattr(one, name) for name in COPIES[one.direction])


def awaits_arrival(one: Any) -> bool:
    return goes_on(one) and one.arrived_on is None


def may_be_missed(one: Any) -> bool:
    return awaits_arrival(one) and one.told_on is not None and one.missed_on is None


def awaits_record(one: Any) -> bool:
    return not is_out(one) and one.arrived_on is not None and one.supervision_id is None


def may_cancel(one: Any) -> bool:
    return is_running(one) and one.decision is None and one.papers_on is None


def applied_late(one: Any, terms: Terms) -> bool:
    """Less than the usual month before he means to move (实施办法 30): noted, never a refusal."""
    if one.moving_on is None or terms.find(APPLICATION, one.moving_on) is None:
        return False
    return bool(one.asked_on > terms.due(APPLICATION, one.moving_on).due_on)


def last_day(told_on: date, terms: Terms) -> date:
    """On which he has to have reported at the new place."""
    return terms.due(ARRIVAL, told_on).due_on


def duties(one: Any) -> Iterator[Duty]:
    if one.cancelled_on is None:
        yield from _of_old_home(one) if is_out(one) else _of_new_home(one)


def _of_old_home(one: Any) -> Iterator[Duty]:
    if awaits_letter(one):
        yield Duty("relocation_ask", one.asked_on, "ask")
    elif awaits_answer(one):
        yield Duty("relocation_chase", one.letter_on, "answer")
    elif one.stage == DISPUTED:
        yield Duty("relocation_chase", one.dispute_on, "coordinated")
    elif one.stage == ANSWERED:
        yield Duty("relocation_decision", one.coordinated_on or one.answered_on, "decide")
    if awaits_telling(one):
        rule = "relocation_tell" if one.decision != APPROVED else "relocation_serve"
        yield Duty(rule, one.decided_on, "tell")
    if owes_papers(one):
        yield Duty("relocation_papers", one.decided_on, "hand_over")
    if owes_receipt(one):
        yield Duty("relocation_chase", one.papers_on, "receipt_back")
    if awaits_arrival(one) and one.missed_on:
        yield Duty("relocation_search", one.missed_on)
    elif awaits_arrival(one) and one.told_on:
        yield Duty(ARRIVAL, one.told_on, "arrived")


def _of_new_home(one: Any) -> Iterator[Duty]:
    if awaits_answer(one):
        yield Duty("relocation_answer", one.asked_on, "answer")
    if owes_receipt(one):
        yield Duty("relocation_receipt", one.papers_on, "receipt")
    if awaits_arrival(one) and one.told_on:
        yield Duty(ARRIVAL, one.told_on, "arrived")
    if may_be_missed(one):
        yield Duty("relocation_no_show", one.told_on, "missed")
    if awaits_record(one):
        yield Duty("relocation_register", one.arrived_on, "take_over")
    if one.custody_on and not one.custody_told_on:
        yield Duty("relocation_custody", one.custody_on, "custody")
