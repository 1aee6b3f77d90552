"""Finding the address that is already there, buildings floor by floor, and the grid of rooms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast
from uuid import UUID

from sqlalchemy import func, select

from station_app.access.act import Act, View
from station_app.access.action import Action
from station_app.access.service import service
from station_app.core.errors import Refused
from station_app.core.kinds import Count, Ref
from station_app.core.register import Field
from station_app.core.texts import _
from station_app.places import addresses, rules
from station_app.places.records import BUILDING, DWELLING, LET, Place
from station_app.places.register import PLACES
from station_app.storage import references
from station_app.storage.tables import Alias, Reference

MOST_ROOMS = 2000  # of one building
BUILDINGS_OWN = (*(p for p in addresses.PARTS if p not in addresses.INSIDE), "division", "beat")
SWEPT = "swept"  # how a sweep points at the place
HOME, LET_HOUSE = "home", "let_house"  # how a residence does, and a house to let


@dataclass(frozen=True, slots=True)
class Room:
    """One cell of a building's grid; `living`: how many are registered there now."""

    id: UUID
    unit: str
    floor: int | None
    room: str
    use: str
    visited: bool
    living: int


def line_of(text: str) -> str:
    """A typed address as its standard line."""
    return str(rules.derive({"line": text}).get("line") or "")


def by_line(view: View, lines: Iterable[str]) -> dict[str, Place]:
    """Standard line → the live place, merged twins left out."""
    held = select(Place).where(Place.line.in_(list(lines)), Place.withdrawn_at.is_(None))
    found = view.all(held.order_by(Place.row.desc()))
    gone = references.gone(view.session, [place.id for place in found])
    return {place.line: place for place in found if place.id not in gone and place.line}


def settle(act: Act, texts: Iterable[str]) -> dict[str, UUID]:
    """Typed line → place; buildings and dwellings not yet there are filed in this act."""
    return settle_parts(act, {text: addresses.parse(text) for text in dict.fromkeys(texts)})


def settle_parts(act: Act, parts: Mapping[str, Mapping[str, Any]]) -> dict[str, UUID]:
    """As `settle`, of addresses told field by field, each under a key of the caller's."""
    lines = {key: addresses.base(p) + addresses.tail(p) for key, p in parts.items()}
    bases = {key: addresses.base(p) for key, p in parts.items()}
    ids = {
        line: place.id for line, place in by_line(act, {*lines.values(), *bases.values()}).items()
    }
    outer = {bases[key]: _of_building(p) for key, p in parts.items() if bases[key]}
    ids |= _file(act, [p for base, p in outer.items() if base not in ids])
    inner = {
        lines[key]: {**p, "building_id": ids.get(bases[key])}
        for key, p in parts.items()
        if lines[key] not in ids
    }
    ids |= _file(act, list(inner.values()))
    return {key: ids[line] for key, line in lines.items()}


def _of_building(parts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: parts[name] for name in BUILDINGS_OWN if name in parts}


def _file(act: Act, drafts: list[dict[str, Any]]) -> dict[str, UUID]:
    return {str(p.line): p.id for p in act.file_all(PLACES, drafts) if isinstance(p, Place)}


@service(right="generate-building", audit="building generated")
def generate(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """Dwellings of a building, unit by unit and floor by floor; those already there stay."""
    building = cast(Place, act.load(PLACES, id))
    units, floors, rooms = values["units"] or 1, values["floors"], values["rooms"]
    if units * floors * rooms > MOST_ROOMS:
        raise Refused(_("一栋至多 {n} 户，请分栋登记", n=MOST_ROOMS))
    first = values["first_floor"] or 1
    parts = {name: getattr(building, name) for name in addresses.PARTS}
    drafts = [
        parts
        | {
            "unit": f"{unit}单元" if units > 1 else parts["unit"],
            "floor": floor,
            "room": f"{floor}{number:02}室",
            "building_id": id,
            "beat": building.beat,
        }
        for unit in range(1, units + 1)
        for floor in range(first, first + floors)
        for number in range(1, rooms + 1)
    ]
    lines = [addresses.base(draft) + addresses.tail(draft) for draft in drafts]
    there = by_line(act, lines)
    news = [draft for draft, line in zip(drafts, lines, strict=True) if line not in there]
    return [record.id for record in act.file_all(PLACES, news)]


@service(right="building-grid", audit=None)
def grid(view: View, building: UUID) -> list[Room]:
    """The rooms of a building, by unit, the highest floor first, as they lie in the house."""
    family = references.family(view.session, building)
    rooms = view.all(
        select(Place).where(
            Place.building_id.in_(family),
            Place.level == DWELLING,
            Place.withdrawn_at.is_(None),
        )
    )
    ids = [room.id for room in rooms]
    swept, there = last_swept(view, ids), _there_now(view, ids)
    cells = [
        Room(
            *(p.id, p.unit or "", p.floor, p.room or ""),
            use=LET if there[p.id, LET_HOUSE] else p.use or "",
            visited=p.id in swept,
            living=there[p.id, HOME],
        )
        for p in rooms
    ]
    return sorted(cells, key=lambda c: (_natural(c.unit), -(c.floor or 0), _natural(c.room)))


def last_swept(view: View, places: Sequence[UUID]) -> dict[UUID, date]:
    """Place → the day of its last sweep, read from the sweeps: the place itself is not changed."""
    twins = _twins(view, places)
    query = select(Reference.to_id, func.max(Reference.since)).where(
        Reference.to_id.in_([*places, *twins]),
        Reference.to_register == PLACES.name,
        Reference.role == SWEPT,
    )
    found = dict[UUID, date]()
    for id, on in view.rows(query.group_by(Reference.to_id)):
        kept = twins.get(id, id)
        found[kept] = max(on, found.get(kept, on))
    return found


def _there_now(view: View, places: Sequence[UUID]) -> Counter[tuple[UUID, str]]:
    """(place, role) → how many residences and houses to let stand there, and have not ended."""
    twins = _twins(view, places)
    query = select(Reference.to_id, Reference.role, func.count()).where(
        Reference.to_id.in_([*places, *twins]),
        Reference.to_register == PLACES.name,
        Reference.role.in_((HOME, LET_HOUSE)),
        Reference.until.is_(None),
    )
    found = Counter[tuple[UUID, str]]()
    for id, role, held in view.rows(query.group_by(Reference.to_id, Reference.role)):
        found[twins.get(id, id), role] += held
    return found


def _twins(view: View, places: Sequence[UUID]) -> dict[UUID, UUID]:
    """Entry merged away → the one of these places it is read as."""
    merged = view.all(select(Alias).where(Alias.kept_id.in_(places)))
    return {alias.gone_id: alias.kept_id for alias in merged}


def _natural(text: str) -> tuple[int, str]:
    digits = "".join(c for c in text if c.isdigit())
    return int(digits or 0), text


@service(right="merge-places", audit="merged")
def merge(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """Twin addresses: the other entry is read as this one from now on."""
    other: UUID = values["other"]
    for one in (id, other):
        act.load(PLACES, one)
    act.merge(PLACES, gone=other, kept=id)
    return [id, other]


@service(right="unmerge-places", audit="unmerged")
def unmerge(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    gone: UUID = values["other"]
    act.unmerge(PLACES, gone)
    return [id, gone]


OTHER = Field(name="other", label=_("另一条地址"), kind=Ref("places", role="same"), required=True)

ACTIONS = {
    action.name: action
    for action in (
        Action(
            name="generate",
            title=_("生成户室"),
            right="generate-building",
            fields=(
                Field(name="units", label=_("单元数"), kind=Count(_("个"), 50, 1)),
                Field(name="floors", label=_("层数"), kind=Count(_("层"), 100, 1), required=True),
                Field(name="rooms", label=_("每层户数"), kind=Count(_("户"), 60, 1), required=True),
                Field(name="first_floor", label=_("起始楼层"), kind=Count(_("层"), 100, 1)),
            ),
            run=generate,
            suits=lambda place: place.level == BUILDING,
        ),
        Action(name="merge", title=_("合并"), right="merge-places", fields=(OTHER,), run=merge),
        Action(
            name="unmerge", title=_("拆分"), right="unmerge-places", fields=(OTHER,), run=unmerge
        ),
    )
}
