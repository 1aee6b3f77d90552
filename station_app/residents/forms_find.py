"""Which residence, household, dwelling or building is meant by the id of any of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Select, select

from station_app.core.errors import Absent
from station_app.core.texts import _
from station_app.people.records import Person
from station_app.people.register import PEOPLE
from station_app.places.records import DWELLING, Place
from station_app.places.register import PLACES
from station_app.printing.forms import Gathering
from station_app.residents.records import HEAD, Resident, Sweep
from station_app.residents.register import RESIDENTS, SWEEPS
from station_app.residents.service import Member, booklet_order
from station_app.storage import references
from station_app.storage.tables import Alias

NOBODY = _("没有这条记录，或此人、此处没有居住登记，不能打印这种表格")


def residence(gathering: Gathering, id: UUID) -> Member:
    """Of a residence itself; of a person the present one, else the last; of a place its head's."""
    view = gathering.view
    live = select(Resident).where(Resident.withdrawn_at.is_(None))
    found: Sequence[Resident] = view.all(live.where(Resident.id == id))
    family = [] if found else references.family(view.session, id)
    if not found:
        his = view.all(live.where(Resident.person_id.in_(family)))
        found = sorted(his, key=lambda r: (r.until is None, r.row), reverse=True)
    if not found:
        there = view.all(live.where(Resident.place_id.in_(family), Resident.until.is_(None)))
        found = sorted(there, key=booklet_order)
    if not found:
        raise Absent(NOBODY)
    return members(gathering, found[:1])[0]


def members(gathering: Gathering, residents: Sequence[Resident]) -> list[Member]:
    """With their people, in the order in which a booklet prints them."""
    gathering.saw(RESIDENTS, residents)
    people = gathering.each(Person, PEOPLE, [r.person_id for r in residents])
    return [Member(r, people[r.person_id]) for r in sorted(residents, key=booklet_order)]


def household(gathering: Gathering, one: Resident) -> tuple[list[Member], list[Member]]:
    """Those who live in the household of `one`, and those of it who have left."""
    mine = Resident.household == one.household if one.household else Resident.id == one.id
    every = members(gathering, _live(gathering, select(Resident).where(mine)))
    here = [member for member in every if member.resident.until is None]
    return here, [member for member in every if member.resident.until is not None]


def head(living: Sequence[Member]) -> Member:
    return next((m for m in living if m.resident.relation_to_head == HEAD), living[0])


def living_at(gathering: Gathering, places: Sequence[UUID]) -> dict[UUID, list[Member]]:
    """Place → who lives there now, household by household."""
    kept = _twins(gathering, places)
    there = select(Resident).where(Resident.place_id.in_(kept), Resident.until.is_(None))
    found: dict[UUID, list[Member]] = {place: [] for place in places}
    for member in members(gathering, _live(gathering, there)):
        found[kept[member.resident.place_id]].append(member)
    for each in found.values():
        each.sort(key=lambda m: m.resident.household or "")
    return found


def _twins(gathering: Gathering, places: Sequence[UUID]) -> dict[UUID, UUID]:
    """Each place and the entries merged into it → the place."""
    merged = select(Alias).where(Alias.kept_id.in_(places))
    return {place: place for place in places} | {
        alias.gone_id: alias.kept_id for alias in gathering.view.all(merged)
    }


def last_swept(gathering: Gathering, places: Sequence[UUID]) -> dict[UUID, date]:
    """Place → the day of its last sweep; of one day the first, so that a second changes nothing."""
    kept = _twins(gathering, places)
    there = select(Sweep).where(Sweep.place_id.in_(kept), Sweep.withdrawn_at.is_(None))
    sweeps = gathering.view.all(there.order_by(Sweep.on, Sweep.row.desc()))
    last = {kept[sweep.place_id]: sweep for sweep in sweeps}
    gathering.saw(SWEEPS, last.values())
    return {place: sweep.on for place, sweep in last.items()}


def _live(gathering: Gathering, query: Select[Resident]) -> Sequence[Resident]:
    return gathering.view.all(query.where(Resident.withdrawn_at.is_(None)))


def home(gathering: Gathering, id: UUID) -> Place:
    """A place itself; of a residence or a person the place where he lives."""
    held = select(Place.id).where(Place.id.in_(references.family(gathering.view.session, id)))
    if not gathering.view.all(held):
        id = residence(Gathering(gathering.view), id).resident.place_id
    return gathering.one(Place, PLACES, id)


@dataclass(frozen=True, slots=True)
class Building:
    place: Place
    rooms: Sequence[tuple[Place, Sequence[Member]]]  # as they lie in the house, lowest floor first

    @property
    def people(self) -> int:
        return sum(len(living) for _room, living in self.rooms)


def building(gathering: Gathering, id: UUID) -> Building:
    """All rooms of a building, or of the one in which a dwelling or a person's home lies."""
    inside = home(Gathering(gathering.view), id)
    whole = inside.building_id if inside.level == DWELLING else None
    place = gathering.one(Place, PLACES, whole or inside.id)
    family = references.family(gathering.view.session, place.id)
    query = select(Place).where(Place.building_id.in_(family), Place.withdrawn_at.is_(None))
    found = gathering.view.all(query)
    gone = references.gone(gathering.view.session, [room.id for room in found])
    rooms = [room for room in found if room.id not in gone]
    gathering.saw(PLACES, rooms)
    rooms.sort(key=lambda r: (_natural(r.unit), r.floor or 0, _natural(r.room)))
    whole_house = living_at(gathering, [place.id, *(room.id for room in rooms)])
    at_the_door = [(place, whole_house[place.id])] if whole_house[place.id] or not rooms else []
    return Building(place, [*at_the_door, *((room, whole_house[room.id]) for room in rooms)])


def _natural(text: str | None) -> tuple[int, str]:
    digits = "".join(c for c in text or "" if c.isdigit())
    return int(digits or 0), text or ""
