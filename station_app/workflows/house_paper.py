"""One check with all that its papers show, and the parts they share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from station_app.access.roles import OFFICERS
from station_app.core.show import show
from station_app.core.texts import Shown, Text
from station_app.hazards import rules
from station_app.hazards.records import DONE, Hazard, Recheck
from station_app.hazards.register import HAZARDS, RECHECKS
from station_app.housing.records import House
from station_app.housing.register import HOUSING
from station_app.inspections.records import CHECK, Inspection
from station_app.inspections.register import INSPECTIONS
from station_app.inspections.rules import rental
from station_app.people.forms import number, phones
from station_app.people.records import Person
from station_app.people.register import PEOPLE
from station_app.places.records import Place
from station_app.places.register import PLACES
from station_app.printing.forms import Filled, Gathering, Printable, cells, of_every
from station_app.printing.parts import (
    Cell,
    Form,
    Grid,
)


@dataclass(frozen=True, slots=True)
class Visit:
    """One inspection with all that its papers show."""

    inspection: Inspection
    house: House
    line: str
    landlord: Person | None
    hazards: Sequence[Hazard]  # in the order of the list; those seen again among them
    again: Mapping[UUID, Recheck]  # hazard → what this visit saw of one that stood open already
    terms: Mapping[UUID, date]  # hazard → the last day that this visit set, whatever came later

    @property
    def referred(self) -> list[Hazard]:
        """What is others' to order, and was not mended before the inspectors' eyes."""
        return [
            h
            for h in self.hazards
            if not rules.is_ours(h) and not self.mended(h) and not self._referred_before(h)
        ]

    def mended(self, hazard: Hazard) -> bool:
        """Before the inspectors' eyes, at this visit."""
        again = self.again.get(hazard.id)
        return again.result == DONE if again else at_once(hazard)

    def _referred_before(self, hazard: Hazard) -> bool:
        on = hazard.referred_on
        return hazard.id in self.again and on is not None and on < self.inspection.on

    @property
    def landlord_name(self) -> str:
        return self.landlord.name if self.landlord else self.house.landlord_unit or ""

    @property
    def ordered(self) -> list[Hazard]:
        """Only what the station itself may order, whatever else was found."""
        return [h for h in self.hazards if h.id in self.terms and rules.is_ours(h)]


def at_once(hazard: Hazard) -> bool:
    """Mended at the check itself (当场改正)."""
    return hazard.deadline is None and hazard.closed_on == hazard.found_on


def visit_of(gathering: Gathering, id: UUID) -> Visit:
    """Of an inspection itself, or of the one by which a hazard was found. Raises Absent."""
    view = gathering.view
    found = view.all(select(Hazard.inspection_id).where(Hazard.id == id))
    inspection = gathering.one(Inspection, INSPECTIONS, found[0] if found else id)
    house = gathering.one(House, HOUSING, inspection.house_id)
    place = gathering.one(Place, PLACES, house.place_id)
    landlord = house.landlord_id and gathering.one(Person, PEOPLE, house.landlord_id)
    again = _seen_again(gathering, inspection.id)
    of_it = select(Hazard).where(
        or_(Hazard.inspection_id == inspection.id, Hazard.id.in_(again)),
        Hazard.withdrawn_at.is_(None),
    )
    hazards = sorted(view.all(of_it), key=lambda h: list(rental().items).index(h.item))
    gathering.saw(HAZARDS, hazards)
    terms = _terms(gathering, inspection, hazards, again)
    return Visit(inspection, house, place.line or "", landlord or None, hazards, again, terms)


def _terms(
    gathering: Gathering,
    visit: Inspection,
    hazards: Sequence[Hazard],
    again: Mapping[UUID, Recheck],
) -> dict[UUID, date]:
    """Of what it found itself the usual ones of that day; a re-check may have set others since."""
    set_again = {id: look.deadline for id, look in again.items() if look.deadline}
    if visit.kind != CHECK:
        return set_again
    own = (h for h in hazards if h.id not in again and h.deadline and not at_once(h))
    terms = gathering.view.stamp.terms
    return {h.id: rules.deadline_for(h.item, h.found_on, terms) for h in own} | set_again


def _seen_again(gathering: Gathering, visit: UUID) -> dict[UUID, Recheck]:
    looks = select(Recheck).where(Recheck.inspection_id == visit, Recheck.withdrawn_at.is_(None))
    found = gathering.view.all(looks)
    gathering.saw(RECHECKS, found)
    return {look.hazard_id: look for look in found}


def head(visit: Visit, *more: tuple[Cell, ...]) -> Grid:
    house, landlord = visit.house, visit.landlord
    return Grid(
        3,
        (
            (Cell(HOUSING["place_id"].label, visit.line, span=3),),
            (
                Cell(Text("出租人"), visit.landlord_name),
                Cell(Text("证件号码"), number(landlord) if landlord else ""),
                Cell(Text("联系电话"), phones(landlord) if landlord else ""),
            ),
            cells(HOUSING, house, "building_use", "structure", "letting_way"),
            cells(HOUSING, house, "storeys", "area", "rooms"),
            *more,
        ),
        label=24,
    )


def when(visit: Visit) -> tuple[tuple[Cell, ...], ...]:
    """When, by whom, with whom, and what the occupant said."""
    found = visit.inspection
    officers = "、".join(filter(None, (found.inspector, found.second)))
    return (
        cells(INSPECTIONS, found, "at", "registered", at=2),
        (Cell(Text("检查人"), officers, span=2), *cells(INSPECTIONS, found, "found")),
        cells(INSPECTIONS, found, "assistants", "accompanied_by", "consent"),
    )


def label(item: str) -> Shown:
    return show(HAZARDS["item"].kind, item)


OUR_FILE, LANDLORD = Text("本所存档"), Text("出租人")
Fill = Callable[[Gathering, UUID], Filled]


def paper(
    fill: Fill,
    title: str,
    register: str,
    keepers: tuple[Text, ...] = (),
    marks: tuple[Text, ...] = (),
    roles: frozenset[str] = OFFICERS,
    only: Callable[[Any], bool] = of_every,
) -> Printable:
    form = Form(fill.__name__, Text(title), register, marks=marks, keepers=keepers)
    return Printable(form=form, fill=fill, roles=roles, only=only)
