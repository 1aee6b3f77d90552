"""What a look-up finds in one register: its rows by their own keys, and what they are called."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from station_app.access import secrecy
from station_app.access.act import View
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
from station_app.core.texts import Shown, Text
from station_app.storage import dwellers, lookup, pages, search, typed_address
from station_app.storage.lookup import Entry
from station_app.workflows.typed import Typed, field_with

SEARCHED = (PersonName, Pinyin, IdNumber, Documents, Phones, Serial)
WHOLE = ("people", "places")  # found by their own keys alone
PLAIN = (*SEARCHED, Address, Code, Words)  # shown as the driver answers them


class Hit(NamedTuple):
    register: str
    id: UUID
    title: Shown
    matched: Text  # the label of the field that holds what was typed


@dataclass(frozen=True, slots=True)
class Look:
    """One look-up: what was typed, for whom, and which titles he may read in full."""

    view: View
    typed: Typed
    limit: int
    purposeful: bool
    full: Callable[[Register], bool]
    matching: Mapping[str, list[int]]  # register → rows that hold the text as one
    places: list[list[int]]  # found once, for all registers


def look_for(
    view: View,
    typed: Typed,
    limit: int,
    purposeful: bool,
    full: Callable[[Register], bool],
    registers: Sequence[Register],
) -> Look:
    text = typed.text.replace("'", "")
    rows = search.matching_each(view.session, registers, text, limit)
    return Look(view, typed, limit, purposeful, full, rows, [])


def own_hits(look: Look, register: Register, rows: Sequence[int]) -> list[Hit]:
    """Records of this register by their own keys; people also by where they live."""
    hits = hits_of(look, register, rows)
    if register.name == "people" and look.purposeful and len(hits) < look.limit:
        home = look.view.registers["residents"]["place_id"].label
        living = hits_of(look, register, _living_at(look, alone=bool(hits)))
        hits = each_once([*hits, *(hit._replace(matched=home) for hit in living)])
    return hits[: look.limit]


def each_once(hits: Sequence[Hit]) -> list[Hit]:
    first = {hit.id: hit for hit in reversed(hits)}
    return [first[id] for id in dict.fromkeys(hit.id for hit in hits)]


def rows_of(look: Look, register: Register) -> list[int]:
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


def _addresses(look: Look) -> list[int]:
    if not look.places:
        places = look.view.registers["places"]
        held = look.matching.get(places.name)
        text, session = look.typed.text, look.view.session
        look.places.append(lookup.addresses(session, places, text, look.limit, held))
    return look.places[0]


def _living_at(look: Look, *, alone: bool) -> list[int]:
    """Those who live at the addresses found, else whose name and address hold the words."""
    text = look.typed.text
    if text.isascii() and not typed_address.may_be_parted(typed_address.words(text)):
        return []  # a name as it is spoken
    session, (people, places) = look.view.session, map(look.view.registers.__getitem__, WHOLE)
    rows = dwellers.at(session, _addresses(look), look.limit)
    if rows or alone or " " not in text:
        return rows
    return dwellers.named(session, people, places, text, look.limit)


def hits_of(look: Look, register: Register, rows: Sequence[int]) -> list[Hit]:
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
    titles = {} if whole else titles_of(look, register, [entry.id for entry in entries])
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


def titles_of(look: Look, register: Register, ids: Sequence[UUID]) -> dict[UUID, str]:
    view = look.view
    return pages.titles(view.session, view.registers, register, ids, full=look.full(register))
