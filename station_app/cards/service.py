"""The way of a card: accepted, sent, arrived, called, handed out; lost, replaced, given up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast
from uuid import UUID

from sqlalchemy import select

from station_app.access.act import Act, View
from station_app.access.service import service
from station_app.cards import rules
from station_app.cards.records import (
    ARRIVED,
    CALLED,
    ENDED,
    HANDED,
    LOST,
    LOST_SINCE,
    OLD_BACK,
    REPLACED,
    RETURNED,
    SENT,
    Card,
)
from station_app.cards.register import CARD_MOVES, CARDS
from station_app.core.errors import Problem, Refused, Rejected
from station_app.core.texts import Text, _

NUMBERED = "K"
RIGHT = "move-card"


@service(right="accept-card", audit="card accepted")
def accept(act: Act, values: Mapping[str, Any]) -> Card:
    """受理, with its number. Raises Rejected where a card of this kind is on its way already."""
    under_way = select(Card.number).where(
        Card.person_id == values["person_id"],
        Card.kind == values["kind"],
        Card.state.in_((*rules.WAITING, *rules.HERE)),
        Card.withdrawn_at.is_(None),
    )
    if found := act.all(under_way):
        raise wrong("person_id", _("此人同一种证件正在办理（{number}）", number=found[0]))
    return cast(Card, act.file(CARDS, dict(values) | {"number": act.next_number(NUMBERED)}))


@service(right=RIGHT, audit="card sent")
def send(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """上报制证, with the list it stands on."""
    card = loaded(act, id)
    if not rules.is_accepted(card):
        raise Refused(_("这份证件已经上报制证"))
    on = on_of(act, card, values)
    return move(act, card, SENT, on, values, state=SENT, sent_on=on)


def arrived(act: Act, card: Card, on: date, number: str | None) -> Sequence[UUID]:
    """到证; sent at the latest on that day. Raises Refused where it is not waited for."""
    if not rules.is_waiting(card):
        raise Refused(_("这份证件不在制证中"))
    sent = {} if card.sent_on else {"sent_on": on}
    after = {"state": ARRIVED, "arrived_on": on, "card_number": number or card.card_number}
    return move(act, card, ARRIVED, on, {}, **sent, **after)


@service(right=RIGHT, audit="holder of card called")
def call(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """通知领取; again as often as he does not come."""
    card = here(act, id)
    on = on_of(act, card, values, card.arrived_on)
    return move(act, card, CALLED, on, values, state=CALLED, called_on=on)


def handed(act: Act, card: Card, on: date, values: Mapping[str, Any]) -> Sequence[UUID]:
    """发放: signed for by the holder or his agent, the old card given back. Raises Rejected."""
    agent, paper = values.get("agent_id"), values.get("agent_paper")
    if not values.get("signed"):
        raise wrong("signed", _("须由领取人签收"))
    if agent == card.person_id:
        raise wrong("agent_id", _("本人领取的不填代领人"))
    if agent and not paper:
        raise wrong("agent_paper", _("代领的，请填代领凭据（双方证件、委托书或者监护关系）"))
    back = values.get("old_back")
    if rules.gives_back(card) and card.old_back_on is None and not back:
        raise wrong("old_back", _("领取新证须交回原证（居民身份证法第十一条、居住证条例第十一条）"))
    after: dict[str, Any] = {"state": HANDED, "handed_on": on, "agent_id": agent}
    after["agent_paper"] = paper if agent else None
    if back and rules.owes_old(card):
        after["old_back_on"] = on
    return move(act, card, HANDED, on, values, **after)


@service(right=RIGHT, audit="old card given back")
def old_back(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """A lost card that was found again is given back after all, or the old one before its time."""
    card = loaded(act, id)
    if not rules.owes_old(card):
        raise Refused(_("没有要交回的原证"))
    on = on_of(act, card, values)
    return move(act, card, OLD_BACK, on, values, old_back_on=on)


@service(right=RIGHT, audit="card sent back to be made anew")
def send_back(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """退回重制 of one that is wrong or broken: the term runs on from its acceptance."""
    card = here(act, id)
    on = on_of(act, card, values, card.arrived_on)
    anew = {"card_number": None, "arrived_on": None, "called_on": None}
    return move(act, card, RETURNED, on, values, state=SENT, sent_on=on, **anew)


@service(right=RIGHT, audit="card reported lost")
def report_lost(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """挂失 of a card that was handed out."""
    card = loaded(act, id)
    if not rules.is_handed(card):
        raise Refused(_("只有已经发放的证件可以挂失"))
    on = on_of(act, card, values, card.handed_on)
    return move(act, card, LOST_SINCE, on, values, state=LOST_SINCE, lost_on=on)


@service(right=RIGHT, audit="card replaced")
def replace(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """补领、换领: a new card is accepted in its place. Raises Refused, Rejected."""
    card = loaded(act, id)
    if not rules.may_be_replaced(card):
        raise Refused(_("只有已经发放的证件可以补领、换领"))
    on, why = on_of(act, card, values, card.lost_on or card.handed_on), values["why"]
    if card.state == LOST_SINCE and why != LOST:
        raise wrong("why", _("已经挂失的按丢失补领"))
    told = {"kind": card.kind, "person_id": card.person_id, "accepted_on": on, "why": why}
    told |= {name: values.get(name) for name in ("receipt_number", "remote")}
    told |= {"old_number": card.card_number, "residence_id": card.residence_id}
    new = accept(act, told | {"replaces_id": card.id})
    after = {"state": REPLACED, "ended_on": on}
    return [new.id, *move(act, card, REPLACED, on, values, **after)]


def given_up(act: Act, card: Card, values: Mapping[str, Any]) -> Sequence[UUID]:
    """终止: the application withdrawn or refused, or an unclaimed card handed up."""
    if not rules.is_under_way(card):
        raise Refused(_("已经发放或者终止"))
    on = on_of(act, card, values, card.called_on or card.arrived_on)
    after = {"state": ENDED, "ended_on": on, "ended_why": values["ended_why"]}
    return move(act, card, ENDED, on, values, **after)


def waited_for(view: View, code: str) -> Sequence[Card]:
    """Every card that has this receipt or card number, the newest first."""
    mine = select(Card).where(
        (Card.receipt_number == code) | (Card.card_number == code) | (Card.number == code),
        Card.withdrawn_at.is_(None),
    )
    return view.all(mine.order_by(Card.row.desc()))


def of_holders(view: View, people: Sequence[UUID], kind: str) -> Sequence[Card]:
    """The cards of one kind of a person, the newest first."""
    mine = select(Card).where(
        Card.person_id.in_(people), Card.kind == kind, Card.withdrawn_at.is_(None)
    )
    return view.all(mine.order_by(Card.row.desc()))


def in_drawer(view: View) -> Sequence[Card]:
    """Arrived and not fetched, the longest first."""
    mine = select(Card).where(Card.state.in_(rules.HERE), Card.withdrawn_at.is_(None))
    return view.all(mine.order_by(Card.arrived_on, Card.row))


# What every act on one begins and ends with


def wrong(field: str, why: Text) -> Rejected:
    return Rejected([Problem(field, why)], CARDS.labels)


def loaded(act: Act, id: UUID) -> Card:
    """Raises Absent."""
    return cast(Card, act.load(CARDS, id))


def here(act: Act, id: UUID) -> Card:
    card = loaded(act, id)
    if not rules.is_here(card):
        raise Refused(_("这份证件还没有到，或者已经发放"))
    return card


def on_of(act: Act, card: Card, values: Mapping[str, Any], after: date | None = None) -> date:
    """The day that was typed, today where none was. Raises Rejected for one that cannot be."""
    on = cast(date, values.get("on") or act.stamp.today)
    first = after or card.accepted_on
    if on > act.stamp.today:
        raise wrong("on", _("日期在今天之后"))
    if on < first:
        raise wrong("on", _("日期早于 {day}，请核对", day=first))
    return on


def move(
    act: Act, card: Card, kind: str, on: date, values: Mapping[str, Any], **after: Any
) -> Sequence[UUID]:
    told = {"card_id": card.id, "kind": kind, "on": on, "officer": act.stamp.officer}
    told |= {name: values.get(name) for name in ("number", "way")}
    filed = act.file(CARD_MOVES, told | {"note": values.get("note") or ""})
    news = {name: value for name, value in after.items() if getattr(card, name) != value}
    if news:
        before = {name: getattr(card, name) for name in news}
        act.set_state(CARDS, card.id, before=before, after=news)
    return [card.id, filed.id]
