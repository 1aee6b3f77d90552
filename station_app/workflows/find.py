"""The one search box (一查通): people, addresses, residences and whatever carries a number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import select

from station_app.access import secrecy
from station_app.access.act import Act, View
from station_app.access.purposes import opens
from station_app.access.service import service
from station_app.access.titles import no_right
from station_app.core.errors import Refused
from station_app.core.register import Register
from station_app.core.texts import _
from station_app.places.records import Place
from station_app.printing import code
from station_app.printing.records import Print
from station_app.printing.register import PRINTS
from station_app.storage import references
from station_app.storage.tables import Reference
from station_app.workflows.find_hits import (
    WHOLE,
    Hit,
    Look,
    each_once,
    hits_of,
    look_for,
    own_hits,
    rows_of,
    titles_of,
)
from station_app.workflows.typed import read

SHARE = 5  # of a full list, each later group keeps one hit in so many


@dataclass(frozen=True, slots=True)
class Found:
    hits: list[Hit]  # people, places, residences, then the other registers


@service(right="find", audit=None)
def find(
    view: View,
    text: str,
    *,
    register: str | None = None,
    limit: int = 50,
    purposeful: bool = False,
) -> Found:
    """Masked. `purposeful`: the page was opened with a purpose, so a person's telephone
    and address find him too, alone or with his name. What was typed is an event when it settles.
    """
    return _find(view, text, register, limit, purposeful, lambda register: False)


@service(right="find-full", purpose=True, audit="searched")
def find_full(act: Act, text: str, *, register: str | None = None, limit: int = 50) -> Found:
    """Full titles in the registers this purpose opens; to an auxiliary they stay masked."""

    def full(register: Register) -> bool:
        return (
            act.role != "clerk"
            and act.purpose is not None
            and opens(act.purpose, register, training=act.training)
        )

    found = _find(act, text, register, limit, True, full)
    for hit in found.hits:
        if full(act.registers[hit.register]):
            act.show(hit.register, hit.id)
    inner = [hit.id for hit in found.hits if hit.register not in WHOLE and hit.id in act.shown]
    for name, id in references.named_by(act.session, inner):
        act.show(name, id)  # called by their person and address
    act.notes |= {"term": act.term(text), "hits": len(found.hits)}
    return found


def _find(
    view: View,
    text: str,
    register: str | None,
    limit: int,
    purposeful: bool,
    full: Callable[[Register], bool],
) -> Found:
    typed = read(text)
    if not typed.sought or limit < 1:
        return Found([])
    if register is not None:
        only = _asked(view, register)
        asked = {each.name: each for each in (only, *map(view.registers.__getitem__, WHOLE))}
        look = look_for(view, typed, limit, purposeful, full, list(asked.values()))
        return Found(each_once([*_on_paper(look, [only]), *_in_one(look, only)])[:limit])
    open_to = (each for each in view.registers.values() if not each.inner)
    listed = [each for each in open_to if view.may(f"list:{each.name}")]
    searched = [each for each in listed if each.searched]
    look = look_for(view, typed, limit, purposeful, full, searched)
    hits = _shared([(each, rows_of(look, each)) for each in searched], look)
    return Found(each_once([*_on_paper(look, listed), *hits])[:limit])


def _on_paper(look: Look, registers: Sequence[Register]) -> list[Hit]:
    """The record that a paper was printed of, by the short code on every page of it."""
    try:
        typed = code.tidy_code(look.typed.text)
    except code.NotACode:
        return []
    hits: list[Hit] = []
    query = select(Print.subject_register, Print.subject_id).where(Print.code == typed)
    for name, id in look.view.rows(query):
        for register in registers:
            if register.name == name:
                record = register.record
                rows = look.view.rows(select(record.row).where(record.id == UUID(id)))
                hits += hits_of(look, register, [row for (row,) in rows])
    return [hit._replace(matched=PRINTS["code"].label) for hit in hits]


def _asked(view: View, name: str) -> Register:
    if name not in view.registers:
        raise Refused(_("没有这个登记簿，可选：{names}", names="、".join(view.registers)))
    if not view.may(f"list:{name}"):
        raise Refused(no_right(f"list:{name}", view.registers))
    return view.registers[name]


def _shared(groups: Sequence[tuple[Register, list[int]]], look: Look) -> list[Hit]:
    """Group after group; a group that fills the list leaves some room for those below it."""
    hits: list[Hit] = []
    for at, (register, rows) in enumerate(groups):
        below = sum(min(len(later), look.limit // SHARE) for _, later in groups[at + 1 :])
        room = replace(look, limit=max(look.limit - len(hits) - below, 0))
        hits += own_hits(room, register, rows[: room.limit])
    return hits


def _in_one(look: Look, register: Register) -> list[Hit]:
    """One register alone: a person found is answered by his records in it, and an address by
    those that are called by it.
    """
    own = own_hits(look, register, rows_of(look, register))
    if register.name in WHOLE or not look.view.may("list:people"):
        return own
    called_by = {kind.register for name, kind in register.refs if name in register.subject}
    people, places = map(look.view.registers.__getitem__, WHOLE)
    found: list[Hit] = []
    if places.name in called_by:
        found = _with_rooms(look, own_hits(look, places, rows_of(look, places)))
    # a house is where it stands, not where its landlord lives
    named = hits_of if called_by == {places.name} else own_hits
    found += named(look, people, rows_of(look, people))
    return each_once([*own, *_records_of(look, register, found)])


def _with_rooms(look: Look, found: Sequence[Hit]) -> list[Hit]:
    """An address that is a building's answers for its dwellings too."""
    whose = {hit.id: hit for hit in found}
    inside = select(Place.id, Place.building_id).where(
        Place.building_id.in_(list(whose)), Place.withdrawn_at.is_(None)
    )
    rooms = look.view.rows(inside.order_by(Place.row))
    return [*found, *(whose[of]._replace(id=id) for id, of in rooms if of is not None)]


def _records_of(look: Look, register: Register, persons: Sequence[Hit]) -> list[Hit]:
    """The records of one register that point at these people, what still holds first."""
    whose: dict[UUID, Hit] = {}
    for hit in persons:
        whose |= dict.fromkeys(references.family(look.view.session, hit.id), hit)
    query = select(Reference.from_id, Reference.to_id).where(
        Reference.to_id.in_(list(whose)), Reference.from_register == register.name
    )
    links = look.view.rows(query.order_by(Reference.until.is_not(None), Reference.from_id.desc()))
    place = {hit.id: at for at, hit in enumerate(persons)}
    links = sorted(links, key=lambda link: place[whose[link.to_id].id])[: look.limit]
    ids = [link.from_id for link in links]
    titles = titles_of(look, register, ids)
    closed = secrecy.shut(look.view, register, ids)
    return [
        Hit(register.name, id, _joined(str(whose[to].title), titles[id]), whose[to].matched)
        for id, to in links
        if id in titles and id not in closed
    ]


def _joined(whose: str, title: str) -> str:
    """Some records are called by that very person or address."""
    return title if whose in title else f"{whose} {title}".strip()
