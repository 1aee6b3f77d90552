"""A round as it is carried, entered and looked back on: its houses with all that concerns them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from station_app.access.act import Act, View
from station_app.access.service import service
from station_app.clocks.terms import Terms
from station_app.hazards import rules as hazards
from station_app.hazards.records import Hazard, Recheck
from station_app.housing.records import House
from station_app.housing.register import HOUSING
from station_app.inspections.records import CHECK, Inspection
from station_app.places.records import Place
from station_app.places.register import PLACES
from station_app.printing.forms import Gathering
from station_app.rounds.records import Round, Stop
from station_app.rounds.register import ROUNDS
from station_app.workflows.classing import open_hazards
from station_app.workflows.headcount import Registered, registered
from station_app.workflows.round_stops import standing_round, visits

AFTER = (  # what is printed of a round once it was walked
    "inspection_record",
    "patrol_record",
    "correction_order",
    "transfer_letter",
    "recheck_record",
)
SHOWN = 60  # rounds of the list


@dataclass(frozen=True, slots=True)
class Door:
    """One house of a round: who must be there, what is open there, and what was found."""

    stop: Stop
    house: House
    line: str
    people: Sequence[Registered]
    due: Sequence[Hazard]  # to be re-checked by the day of the round
    standing: Sequence[Hazard]  # all that are not closed, as they stand now
    visit: Inspection | None
    found: Sequence[Hazard]  # by that visit
    rechecked: Sequence[tuple[Hazard, Recheck]]  # on that visit


@dataclass(frozen=True, slots=True)
class Walk:
    round: Round
    doors: Sequence[Door]

    @property
    def left(self) -> int:
        return sum(door.visit is None for door in self.doors)


@dataclass(frozen=True, slots=True)
class Follow:
    """What is owed after the round, as the agenda will tell it on its day."""

    door: Door
    hazard: Hazard
    rule: str  # its title
    due_on: date


@dataclass(frozen=True, slots=True)
class Prepared:
    """A round of the list: when, by whom, and how far it has been entered."""

    round: Round
    houses: int
    done: int


@service(right="rounds", audit=None)
def rounds(view: View) -> list[Prepared]:
    """The last ones, newest first; no address and nobody's name but the officers'."""
    every = select(Round).where(Round.withdrawn_at.is_(None)).order_by(Round.row.desc())
    found = view.all(every.limit(SHOWN))
    of_them = Stop.round_id.in_([one.id for one in found]), Stop.withdrawn_at.is_(None)
    counted = (
        select(Stop.round_id, func.count(), func.count(Inspection.id))
        .outerjoin(Inspection, _still_stands())
        .where(*of_them)
        .group_by(Stop.round_id)
    )
    figures = {id: (houses, done) for id, houses, done in view.rows(counted)}
    return [Prepared(one, *figures.get(one.id, (0, 0))) for one in found]


def _still_stands() -> Any:
    """A stop's inspection, where it was not withdrawn."""
    return (Inspection.id == Stop.inspection_id) & Inspection.withdrawn_at.is_(None)


@service(right="round", purpose=True, audit="round shown")
def walk(act: Act, id: UUID) -> Walk:
    """Raises Absent."""
    found = read_walk(Gathering(act), id)
    for door in found.doors:
        act.show(HOUSING.name, door.house.id)
        for one in door.people:
            act.show("people", one.person_id)
    return found


def read_walk(gathering: Gathering, id: UUID) -> Walk:
    """As its sheet to carry and its page after the walk show it. Raises Absent."""
    view = gathering.view
    round = standing_round(view, id)
    gathering.saw(ROUNDS, [round])
    of_it = select(Stop).where(Stop.round_id == round.id, Stop.withdrawn_at.is_(None))
    stops = view.all(of_it.order_by(Stop.nth))
    houses = gathering.each(House, HOUSING, [stop.house_id for stop in stops])
    places = gathering.each(Place, PLACES, [house.place_id for house in houses.values()])
    seen = visits(view, stops)
    doors = [
        _door(view, round, stop, houses[stop.house_id], places, seen.get(stop.inspection_id))
        for stop in stops
    ]
    return Walk(round, doors)


def _door(
    view: View,
    round: Round,
    stop: Stop,
    house: House,
    places: Mapping[UUID, Place],
    visit: Inspection | None,
) -> Door:
    standing, line = open_hazards(view, house.id), places[house.place_id].line or ""
    people = registered(view, house)
    due = [] if visit else due_again(standing, round.on, view.stamp.terms)
    found, again = _of_visit(view, visit) if visit else ([], [])
    return Door(stop, house, line, people, due, standing, visit, found, again)


def _of_visit(view: View, visit: Inspection) -> tuple[list[Hazard], list[tuple[Hazard, Recheck]]]:
    """The hazards it found, and the earlier ones that were looked at again that day."""
    of_house = Hazard.house_id == visit.house_id, Hazard.withdrawn_at.is_(None)
    every = {one.id: one for one in view.all(select(Hazard).where(*of_house).order_by(Hazard.row))}
    found = [one for one in every.values() if one.inspection_id == visit.id]
    seen = select(Recheck).where(
        Recheck.hazard_id.in_(every.keys() - {one.id for one in found}),
        Recheck.on == visit.on,
        Recheck.withdrawn_at.is_(None),
    )
    again = view.all(seen.order_by(Recheck.row))
    return found, [(every[one.hazard_id], one) for one in again]


def due_again(standing: Iterable[Hazard], on: date, terms: Terms) -> list[Hazard]:
    """Of what is open, what is to be re-checked by a day."""
    return [
        hazard
        for hazard in standing
        if any(
            duty.action == "recheck" and terms.due(duty.rule, duty.since).due_on <= on
            for duty in hazards.duties(hazard)
        )
    ]


def what_follows(found: Walk, terms: Terms) -> list[Follow]:
    """By date: re-checks, and letters to be sent, of the houses that were entered."""
    owed = [
        Follow(door, hazard, due.rule.title, due.due_on)
        for door in found.doors
        if door.visit
        for hazard in door.standing
        for duty in hazards.duties(hazard)
        for due in (terms.due(duty.rule, duty.since),)
    ]
    return sorted(owed, key=lambda each: (each.due_on, each.door.stop.nth))


def papers(found: Walk) -> dict[str, list[UUID]]:
    """Form → the records it is printed of, in the order of walking; only what there is."""
    filed = [door.visit for door in found.doors if door.visit]
    each: dict[str, list[UUID]] = {
        "round_list": [found.round.id],
        "visit_sheet": [door.house.id for door in found.doors if door.visit is None],
        "inspection_record": [visit.id for visit in filed if visit.kind == CHECK],
        "patrol_record": [visit.id for visit in filed if visit.kind != CHECK],
        "correction_order": list(dict.fromkeys(_ordered(found))),
        "transfer_letter": _letters(found),
        "recheck_record": list(
            dict.fromkeys(h.inspection_id for door in found.doors for h, _seen in door.rechecked)
        ),
    }
    return {form: ids for form, ids in each.items() if ids}


def _ordered(found: Walk) -> Iterable[UUID]:
    """Inspections by which something is ordered: now, or once more at the re-check."""
    for door in found.doors:
        again = [hazard for hazard, _seen in door.rechecked]
        for hazard in (*door.found, *again):
            if hazards.is_ours(hazard) and hazards.unclosed(hazard) and hazard.deadline:
                yield hazard.inspection_id


def _letters(found: Walk) -> list[UUID]:
    """One hazard for each department of each check."""
    firsts = {
        (hazard.inspection_id, hazard.power): hazard.id
        for door in found.doors
        for hazard in reversed(door.found)
        if not hazards.is_ours(hazard) and hazards.unclosed(hazard) and door.visit
        if door.visit.kind == CHECK
    }
    return list(firsts.values())
