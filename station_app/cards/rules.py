"""What a card owes on its way, and what has to be said as it changes hands.

居民身份证法 11 (the old card is given back), 12 (sixty days, thirty more where roads are bad);
居住证暂行条例 9 (fifteen days, thirty at most), 11 (a new one for what was lost or damaged).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from station_app.cards.records import (
    ACCEPTED,
    ARRIVED,
    CALLED,
    FIRST,
    HANDED,
    ID_CARD,
    LOST,
    LOST_SINCE,
    SENT,
)
from station_app.core.errors import Problem
from station_app.core.register import Duty
from station_app.core.texts import _

WAITING = (ACCEPTED, SENT)  # for it to come
HERE = (ARRIVED, CALLED)  # in the drawer of the counter


def check(card: Any, today: date) -> Iterator[Problem]:
    if card.accepted_on > today:
        yield Problem("accepted_on", _("日期在今天之后"))
    if card.why == FIRST and card.old_number:
        yield Problem("old_number", _("首次申领的没有原证"))


def check_move(move: Any, today: date) -> Iterator[Problem]:
    if move.on > today:
        yield Problem("on", _("日期在今天之后"))


def is_waiting(card: Any) -> bool:
    return card.state in WAITING


def is_accepted(card: Any) -> bool:
    return bool(card.state == ACCEPTED)


def is_here(card: Any) -> bool:
    """Arrived and not fetched."""
    return card.state in HERE


def is_under_way(card: Any) -> bool:
    return is_waiting(card) or is_here(card)


def is_handed(card: Any) -> bool:
    return bool(card.state == HANDED)


def may_be_replaced(card: Any) -> bool:
    return card.state in (HANDED, LOST_SINCE)


def gives_back(card: Any) -> bool:
    """Whether the old card is given back for it: of every new one but the first and of a lost one
    (居民身份证法 11; 居住证暂行条例 11).
    """
    return card.why not in (FIRST, LOST)


def owes_old(card: Any) -> bool:
    """A lost one that is found again is given back too."""
    return bool(card.why != FIRST and card.old_back_on is None)


def may_be_signed(card: Any) -> bool:
    """Its sheet is printed to be signed, or again afterwards."""
    return is_here(card) or is_handed(card)


def term(card: Any) -> str | None:
    """The rule by which it has to be here; none where the residence itself owes its permit."""
    if card.kind == ID_CARD:
        return "card_id_card_remote" if card.remote else "card_id_card"
    if card.why != FIRST:
        return "card_permit_replaced"
    if card.remote:
        return "card_permit_extended"
    return None if card.residence_id else "card_permit"


def duties(card: Any) -> Iterator[Duty]:
    if is_waiting(card) and (rule := term(card)):
        yield Duty(rule, card.accepted_on, "arrive")
    if is_accepted(card):
        yield Duty("card_sending", card.accepted_on, "send")
    if card.state == ARRIVED:
        yield Duty("card_call", card.arrived_on, "call")
    if card.state == CALLED:
        yield Duty("card_unclaimed", card.called_on, "call")
