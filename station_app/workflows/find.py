"""The one search box (一查通): people, addresses, residences and whatever carries a number."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select

from station_app.access import secrecy
from station_app.access.act import Act, View
from station_app.access.purposes import opens
from station_app.access.service import service
from station_app.access.titles import no_right
from station_app.core.errors import Refused
from station_app.core.kinds import (
    Address,
    Code,
    Documents,
    IdNumber,
    Kind,
    PersonName,
    Phones,
    Pinyin,
    Serial,
    Words,
)
from station_app.core.register import Register
from station_app.core.texts import Shown, Text, _
from station_app.places.records import Place
from station_app.printing import code
from station_app.printing.records import Print
from station_app.printing.register import PRINTS
from station_app.storage import dwellers, lookup, pages, references, search, typed_address
from station_app.storage.lookup import Entry
from station_app.storage.tables import Reference
from station_app.workflows.typed import Typed, field_with, read

SHARE = 5  # of a full list, each later group keeps one hit in so many
SEARCHED = (PersonName, Pinyin, IdNumber, Documents, Phones, Serial)
WHOLE = ("people", "places")  # found by their own keys alone
PLAIN = (*SEARCHED, Address, Code, Words)  # shown as the driver answers them


class Hit(NamedTuple):
    register: str
    id: UUID
    title: Shown
    matched: Text  # the label of the field that holds what was typed


@dataclass(frozen=True, slots=True)
class Found:
    hits: list[Hit]  # people, places, residences, then the other registers


@dataclass(frozen=True, slots=True)
class _Look:
    """One look-up: what was typed, for whom, and which titles he may read in full."""

    view: View
    typed: Typed
    limit: int
    purposeful: bool
    full: Callable[[Register], bool]
    matching: Mapping[str, list[int]]  # register → rows that hold the text as one
    places: list[list[int]]  # found once, for all registers


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
        look = _look(view, typed, limit, purposeful, full, list(asked.values()))
        return Found(_once([*_on_paper(look, [only]), *_in_one(look, only)])[:limit])
    open_to = (each for each in view.registers.values() if not each.inner)
    listed = [each for each in open_to if view.may(f"list:{each.name}")]
    searched = [each for each in listed if each.searched]
    look = _look(view, typed, limit, purposeful, full, searched)
    hits = _shared([(each, _rows(look, each)) for each in searched], look)
    return Found(_once([*_on_paper(look, listed), *hits])[:limit])


def _look(
    view: View,
    typed: Typed,
    limit: int,
    purposeful: bool,
    full: Callable[[Register], bool],
    registers: Sequence[Register],
) -> _Look:
    text = typed.text.replace("'", "")
    rows = search.matching_each(view.session, registers, text, limit)
    return _Look(view, typed, limit, purposeful, full, rows, [])


def _on_paper(look: _Look, registers: Sequence[Register]) -> list[Hit]:
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
                hits += _hits(look, register, [row for (row,) in rows])
    return [hit._replace(matched=PRINTS["code"].label) for hit in hits]


def _asked(view: View, name: str) -> Register:
    if name not in view.registers:
        raise Refused(_("没有这个登记簿，可选：{names}", names="、".join(view.registers)))
    if not view.may(f"list:{name}"):
        raise Refused(no_right(f"list:{name}", view.registers))
    return view.registers[name]


def _shared(groups: Sequence[tuple[Register, list[int]]], look: _Look) -> list[Hit]:
    """Group after group; a group that fills the list leaves some room for those below it."""
    hits: list[Hit] = []
    for at, (register, rows) in enumerate(groups):
        below = sum(min(len(later), look.limit // SHARE) for _, later in groups[at + 1 :])
        room = replace(look, limit=max(look.limit - len(hits) - below, 0))
        hits += _own(room, register, rows[: room.limit])
    return hits


def _in_one(look: _Look, register: Register) -> list[Hit]:
    """One register alone: a person found is answered by his records in it, and an address by
    those that are called by it.
    """
    own = _own(look, register, _rows(look, register))
    if register.name in WHOLE or not look.view.may("list:people"):
        return own
    called_by = {kind.register for name, kind in register.refs if name in register.subject}
    people, places = map(look.view.registers.__getitem__, WHOLE)
    found: list[Hit] = []
    if places.name in called_by:
        found = _with_rooms(look, _own(look, places, _rows(look, places)))
    # a house is where it stands, not where its landlord lives
    named = _hits if called_by == {places.name} else _own
    found += named(look, people, _rows(look, people))
    return _once([*own, *_records_of(look, register, found)])


def _with_rooms(look: _Look, found: Sequence[Hit]) -> list[Hit]:
    """An address that is a building's answers for its dwellings too."""
    whose = {hit.id: hit for hit in found}
    inside = select(Place.id, Place.building_id).where(
        Place.building_id.in_(list(whose)), Place.withdrawn_at.is_(None)
    )
    rooms = look.view.rows(inside.order_by(Place.row))
    return [*found, *(whose[of]._replace(id=id) for id, of in rooms if of is not None)]


def _own(look: _Look, register: Register, rows: Sequence[int]) -> list[Hit]:
    """Records of this register by their own keys; people also by where they live."""
    hits = _hits(look, register, rows)
    if register.name == "people" and look.purposeful and len(hits) < look.limit:
        home = look.view.registers["residents"]["place_id"].label
        living = _hits(look, register, _living_at(look, alone=bool(hits)))
        hits = _once([*hits, *(hit._replace(matched=home) for hit in living)])
    return hits[: look.limit]


def _records_of(look: _Look, register: Register, persons: Sequence[Hit]) -> list[Hit]:
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
    titles = _titles(look, register, ids)
    closed = secrecy.shut(look.view, register, ids)
    return [
        Hit(register.name, id, _joined(str(whose[to].title), titles[id]), whose[to].matched)
        for id, to in links
        if id in titles and id not in closed
    ]


def _joined(whose: str, title: str) -> str:
    """Some records are called by that very person or address."""
    return title if whose in title else f"{whose} {title}".strip()


def _once(hits: Sequence[Hit]) -> list[Hit]:
    first = {hit.id: hit for hit in reversed(hits)}
    return [first[id] for id in dict.fromkeys(hit.id for hit in hits)]


def _rows(look: _Look, register: Register) -> list[int]:
    """Rows of this register that hold what was typed, best first."""
    session, limit = look.view.session, look.limit
    if register.name == "places":
        return _addresses(look)
    rows: list[int] = []
    lanes: dict[type[Kind], int] = {IdNumber: search.NUMBERS}
    if look.purposeful:
        lanes[Phones] = search.PHONES
    for kind, lane in lanes.items():
        if look.typed.digits and any(isinstance(field.kind, kind) for field in register.fields):
            rows += search.numbered(session, register, look.typed.digits, limit, lane)
    return list(dict.fromkeys([*rows, *look.matching[register.name]]))[:limit]


def _addresses(look: _Look) -> list[int]:
    if not look.places:
        places = look.view.registers["places"]
        held = look.matching.get(places.name)
        text, session = look.typed.text, look.view.session
        look.places.append(lookup.addresses(session, places, text, look.limit, held))
    return look.places[0]


def _living_at(look: _Look, *, alone: bool) -> list[int]:
    """Those who live at the addresses found, else whose name and address hold the words."""
    text = look.typed.text
    if text.isascii() and not typed_address.may_be_parted(typed_address.words(text)):
        return []  # a name as it is spoken
    session, (people, places) = look.view.session, map(look.view.registers.__getitem__, WHOLE)
    rows = dwellers.at(session, _addresses(look), look.limit)
    if rows or alone or " " not in text:
        return rows
    return dwellers.named(session, people, places, text, look.limit)


def _hits(look: _Look, register: Register, rows: Sequence[int]) -> list[Hit]:
    """What is found, merged entries as the one they are read as now."""
    if not rows:
        return []
    fields = register.searched
    wanted = tuple(dict.fromkeys([f.name for f in fields] + list(register.subject)))
    tried = [f for f in fields if look.typed.digits or not isinstance(f.kind, IdNumber | Phones)]
    session = look.view.session
    entries = lookup.entries(session, register, rows, wanted)
    closed = secrecy.shut(look.view, register, [entry.id for entry in entries])
    entries = [entry for entry in entries if entry.id not in closed]
    whole = all(isinstance(register[name].kind, PLAIN) for name in register.subject)
    titles = {} if whole else _titles(look, register, [entry.id for entry in entries])
    full = look.full(register)
    found: dict[UUID, Hit] = {}
    for entry in entries:
        said = values = dict(zip(wanted, entry.values, strict=True))
        stands: Entry | None = entry
        if entry.kept and (stands := lookup.standing(session, register, entry, wanted)):
            said = dict(zip(wanted, stands.values, strict=True))
        if stands is None or stands.id in found:
            continue
        title = pages.title(register, said, full=full) if whole else titles[entry.id]
        matched = field_with(look.typed, register, tried, values).label
        found[stands.id] = Hit(register.name, stands.id, title, matched)
    return list(found.values())


def _titles(look: _Look, register: Register, ids: Sequence[UUID]) -> dict[UUID, str]:
    view = look.view
    return pages.titles(view.session, view.registers, register, ids, full=look.full(register))
