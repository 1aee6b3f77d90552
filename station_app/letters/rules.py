"""What a letter owes: to be taken up or sent on, and to be answered; and what keeps it secret."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from station_app.core.errors import Problem
from station_app.core.register import Duty
from station_app.core.texts import _
from station_app.letters.records import ACCEPTED, ANSWERED, FORWARDED, RECEIVED, REPORT

UNREACHABLE = "unreachable"


def derive(values: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"secret": True} if values.get("kind") == REPORT else {}


def check(letter: Any, today: date) -> Iterator[Problem]:
    if letter.on > today:
        yield Problem("on", _("日期在今天之后"))
    if letter.kind == REPORT and not letter.secret:
        yield Problem("secret", _("检举、控告的应当为来信来访人保密"))


def is_received(letter: Any) -> bool:
    return bool(letter.state == RECEIVED)


def is_accepted(letter: Any) -> bool:
    return bool(letter.state == ACCEPTED)


def may_forward(letter: Any) -> bool:
    return letter.state in (RECEIVED, ACCEPTED)


def may_answer(letter: Any) -> bool:
    return bool(letter.state != ANSWERED)


def is_receipted(letter: Any) -> bool:
    return letter.accepted_on is not None


def duties(letter: Any) -> Iterator[Duty]:
    """Taken up or sent on; then answered, or told where it went."""
    whose = letter.handler or ""
    if letter.state == RECEIVED:
        yield Duty("letter_acceptance", letter.on, "accept", owner=whose)
    if letter.state == ACCEPTED:
        rule = "letter_extended" if letter.until else "letter_answer"
        yield Duty(rule, letter.until or letter.accepted_on, "answer", owner=whose)
    if letter.state == FORWARDED:
        yield Duty("letter_forward_told", letter.forwarded_on, "answer", owner=whose)
