"""到证扫描: what lies in the parcel, one number after the other, and what lies in the drawer.

A permit that is told of by its residence is issued there in the same act.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, cast
from unicodedata import normalize
from uuid import UUID

from sqlalchemy import select

from station_app.access.act import Act, View
from station_app.access.service import service
from station_app.cards import rules
from station_app.cards import service as cards
from station_app.cards.records import FIRST, ID_CARD, PERMIT, Card
from station_app.cards.register import CARDS
from station_app.core.kinds import IdNumber, PersonName, Serial
from station_app.core.parse import Invalid, parse
from station_app.core.show import mask
from station_app.core.texts import Text, _
from station_app.people.records import Person
from station_app.residents import permits
from station_app.residents import rules as staying
from station_app.residents.records import Resident
from station_app.residents.register import RESIDENTS
from station_app.storage import references

NO_NUMBER = _("还没有登记居住证编号，发放时补录")


class Answer(StrEnum):
    FOUND = "found"
    TWICE = "twice"
    UNKNOWN = "unknown"
    SEVERAL = "several"


@dataclass(frozen=True, slots=True)
class Scanned:
    """One line and what it was; `holder` is masked as on a list."""

    typed: str
    answer: Answer
    card: Card | None = None
    holder: str = ""
    told: Text | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A card in the drawer; until when somebody is to be called, by which rule."""

    card: Card
    holder: str
    days: int  # since it came
    due_on: date
    why: Text


# Accepting, and what its residence has of it


@service(right="accept-card", audit="card accepted")
def accept(act: Act, values: Mapping[str, Any]) -> Card:
    """受理; a first permit is applied for at the residence too, which says from when it may be
    (居住证暂行条例 2). Raises Refused, Rejected.
    """
    told = dict(values)
    home = _residence(act, told["person_id"]) if told["kind"] == PERMIT else None
    if home:
        told["residence_id"] = home.id
        if told["why"] == FIRST and staying.without_permit(home):
            permits.apply_permit(act, home.id, {"on": told["accepted_on"]})
    return cards.accept(act, told)


def _residence(view: View, person: UUID) -> Resident | None:
    """Where he stays as one who may hold a permit."""
    his = select(Resident).where(
        Resident.person_id.in_(references.family(view.session, person)),
        Resident.withdrawn_at.is_(None),
    )
    found = [one for one in view.all(his) if staying.floating(one)]
    return found[-1] if found else None


@service(right="card-arrivals", audit="card arrived")
def arrive(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """到证登记 of one card, by hand."""
    card = cards.loaded(act, id)
    on = cards.on_of(act, card, values, card.sent_on)
    return _arrived(act, card, on, values.get("card_number"))


@service(right=cards.RIGHT, audit="card handed out")
def hand_out(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """发放; a permit has its number by now. Raises Refused, Rejected."""
    card = cards.here(act, id)
    on = cards.on_of(act, card, values, card.arrived_on)
    number = card.card_number or values.get("card_number")
    if card.kind == PERMIT and not number:
        raise cards.wrong("card_number", _("请填居住证编号"))
    ids = cards.handed(act, card, on, dict(values) | {"card_number": number})
    if not card.card_number and number:
        _tell_residence(act, card, card.arrived_on or on, number)
    return ids


@service(right=cards.RIGHT, audit="card given up")
def give_up(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """终止; a permit that was not issued is no longer applied for at its residence either."""
    card = cards.loaded(act, id)
    ids = cards.given_up(act, card, values)
    if card.residence_id:
        home = cast(Resident, act.load(RESIDENTS, card.residence_id))
        if staying.awaits_permit(home) and home.permit_applied_on:
            before = {"permit_applied_on": home.permit_applied_on}
            act.set_state(RESIDENTS, home.id, before=before, after={"permit_applied_on": None})
    return ids


def _arrived(act: Act, card: Card, on: date, number: str | None) -> Sequence[UUID]:
    ids = cards.arrived(act, card, on, number)
    if number:
        _tell_residence(act, card, on, number)
    return ids


def _tell_residence(act: Act, card: Card, on: date, number: str) -> None:
    """The number of the permit, and of a first one the day of its issue."""
    if card.residence_id is None:
        return
    home = act.load(RESIDENTS, card.residence_id)
    if staying.awaits_permit(home):
        permits.issue_permit(act, home.id, {"on": on, "permit_number": number})
    elif staying.here(home):
        act.amend(RESIDENTS, home.id, {"permit_number": number}, revision=home.revision)


# The page where a parcel is scanned


@service(right="card-arrivals", audit="card arrival scanned")
def scan(act: Act, typed: str) -> Scanned:
    """One line: 受理号, or 受理号 and 证件编号 with a space between; of an identity card its
    number does too. What is found has arrived in this act.
    """
    answer = _answer(act, typed)
    act.notes |= {"answer": answer.answer.value, "line": act.term(typed.strip())}
    return answer


def _answer(act: Act, typed: str) -> Scanned:
    code, number = _codes(act, typed)
    found = _named(act, code) if code else ()
    waited = [card for card in found if rules.is_waiting(card)]
    if len(waited) > 1:
        return Scanned(typed, Answer.SEVERAL, told=_("同号不止一件，请扫受理号"))
    if waited:
        card = waited[0]
        _arrived(act, card, act.stamp.today, number)
        lacks = card.kind == PERMIT and not number
        holder = _holders(act, [card])[card.person_id]
        return Scanned(typed, Answer.FOUND, card, holder, NO_NUMBER if lacks else None)
    if found:
        return _known_before(act, typed, found[0])
    return Scanned(typed, Answer.UNKNOWN)


def _codes(act: Act, typed: str) -> tuple[str, str | None]:
    """The one or two that stand on a line, in half width as a scanner sends them; none in what
    is no number.
    """
    try:
        kept = parse(Serial(longest=80), normalize("NFKC", typed).strip().upper(), act.stamp.now)
    except Invalid:
        return "", None
    code, _space, number = kept.partition(" ")
    return code, number.strip() or None


def _known_before(act: Act, typed: str, card: Card) -> Scanned:
    told = _("已于 {day} 到证", day=card.arrived_on) if card.arrived_on else _("已经终止")
    return Scanned(typed, Answer.TWICE, card, _holders(act, [card])[card.person_id], told)


def _named(act: Act, code: str) -> Sequence[Card]:
    """By its own numbers; an identity card by the number that stands on it."""
    if found := cards.waited_for(act, code):
        return found
    try:
        number = parse(IdNumber(), code, act.stamp.now)
    except Invalid:
        return ()
    mine = select(Person.id).where(Person.id_number == number, Person.withdrawn_at.is_(None))
    ids = {id for one in act.all(mine) for id in references.family(act.session, one)}
    return cards.of_holders(act, list(ids), ID_CARD) if ids else ()


@service(right="card-arrivals", audit=None)
def unclaimed(view: View) -> Sequence[Waiting]:
    """What lies in the drawer, the longest first, and when somebody is to be called about it."""
    found = cards.in_drawer(view)
    holders = _holders(view, found)
    return [_waiting(view, card, holders[card.person_id]) for card in found]


def _waiting(view: View, card: Card, holder: str) -> Waiting:
    [owed] = CARDS.duties(card)
    due = view.stamp.terms.due(owed.rule, owed.since)
    came = card.arrived_on or view.stamp.today
    return Waiting(card, holder, (view.stamp.today - came).days, due.due_on, due.explanation)


def _holders(view: View, found: Sequence[Card]) -> dict[UUID, str]:
    """As lists name people."""
    ids = {card.person_id: references.kept(view.session, card.person_id) for card in found}
    who = select(Person).where(Person.id.in_(set(ids.values())))
    names = {one.id: str(mask(PersonName(), one.name)) for one in view.all(who)}
    return {id: names.get(kept, "") for id, kept in ids.items()}
