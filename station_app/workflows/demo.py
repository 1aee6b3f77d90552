"""A station of invented people for practice: households, moves, permits, foreigners, histories.

The same seed gives the same station.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from station_app.access import action
from station_app.access.act import Act
from station_app.access.desk import Desk
from station_app.access.purposes import Purpose
from station_app.access.records import anchors
from station_app.access.service import service
from station_app.calls.register import CALLS
from station_app.cases.rules import ADULT
from station_app.core.errors import Refused
from station_app.core.texts import _
from station_app.corrections.register import CORRECTIONS
from station_app.hazards.register import HAZARDS
from station_app.housing.register import HOUSING
from station_app.identity.numbers import age
from station_app.inspections.register import INSPECTIONS
from station_app.people.records import Person
from station_app.people.register import PEOPLE
from station_app.places import service as places
from station_app.places.register import PLACES
from station_app.residents.actions import ACTIONS
from station_app.residents.register import RESIDENTS
from station_app.storage.pages import Query
from station_app.tenancies.register import TENANCIES
from station_app.workflows.demo_asked import ask_and_mediate
from station_app.workflows.demo_calls import take_calls
from station_app.workflows.demo_cases import handle_cases
from station_app.workflows.demo_certificates import certify
from station_app.workflows.demo_checks import check_houses
from station_app.workflows.demo_citizens import visit_and_answer
from station_app.workflows.demo_corrections import WORKER, Lives, lives_here, supervise
from station_app.workflows.demo_counter import serve_counter
from station_app.workflows.demo_custody import bring_in
from station_app.workflows.demo_decisions import decide_some
from station_app.workflows.demo_disputes import quarrel
from station_app.workflows.demo_duty import keep_roster
from station_app.workflows.demo_held import hold_and_follow
from station_app.workflows.demo_houses import let_houses
from station_app.workflows.demo_measures import execute
from station_app.workflows.demo_moving import move
from station_app.workflows.demo_people import CHUNK, Household, Invented, households
from station_app.workflows.demo_rehabilitation import rehabilitate


def fill(
    desk: Desk,
    *,
    people: int = 300,
    seed: int = 1,
    progress: Callable[[int, int], None] = lambda done, all_of_it: None,
) -> dict[str, int]:
    """Fill a training home; answers counts by register. Raises Refused in a real home."""
    if not desk.training:
        raise Refused(_("演示数据只能放进演练库"))
    source = Invented(random.Random(f"station {seed}"), desk.today, set())  # noqa: S311
    buildings = source.buildings(max(2, people // 60))
    with desk.act("fill-demo") as act:
        homes = _build(act, buildings)
    source.chance.shuffle(homes)
    if desk.role == WORKER:
        with desk.act("fill-demo") as act:
            lives = _newcomers(act, source, people, homes)
        supervised = supervise(desk, source.chance, lives)
        move(desk, [one[0] for one in lives])
        return _counts(desk) | {CORRECTIONS.name: supervised}
    living = list[UUID]()
    for at, some in enumerate(households(source, people, homes)):
        with desk.act("fill-demo") as act:
            living += _move_in(act, some, at * CHUNK)
        progress(min(len(living), people), people)
    _histories(desk, source, living)
    let_houses(desk, source.chance)
    check_houses(desk, source.chance)
    take_calls(desk, random.Random(f"calls {seed}"))  # noqa: S311
    bring_in(desk)
    keep_roster(desk)
    hold_and_follow(desk)
    lives = lives_here(desk)
    grown = [one for one in lives if age(one[3], desk.today) >= ADULT]
    handle_cases(desk, grown)
    ask_and_mediate(desk)
    decide_some(desk, grown)
    execute(desk, lives)
    quarrel(desk, lives)
    serve_counter(desk, [one[0] for one in lives])
    certify(desk, lives)
    visit_and_answer(desk, lives)
    supervised = supervise(desk, source.chance, lives)
    move(desk, [one[0] for one in lives])
    rehabilitate(desk, lives)
    return _counts(desk) | {CORRECTIONS.name: supervised}


@service(right="fill-demo", audit="demo filled")
def _build(act: Act, lines: list[str]) -> list[UUID]:
    """The dwellings of some new buildings, beat by beat."""
    homes: list[UUID] = []
    ids = places.settle(act, lines)
    for at, line in enumerate(lines):
        building = act.load(PLACES, ids[line])
        beat = f"第{'一二三'[at % 3]}警务区"
        act.amend(PLACES, building.id, {"beat": beat}, revision=building.revision)
        size = {"units": 2, "floors": 6, "rooms": 2, "first_floor": None}
        homes += places.generate(act, building.id, size)
    if not homes:
        raise Refused(_("这些演示数据已经放进来了，请换一个 --seed"))
    return homes


@service(right="fill-demo", audit="demo filled")
def _newcomers(act: Act, source: Invented, people: int, homes: list[UUID]) -> list[Lives]:
    """In a home that keeps no residents: people, and where each lives."""
    ages = [16, 17] + [source.chance.randrange(20, 66) for _n in range(people)]
    filed = act.file_all(PEOPLE, [source.person(age) for age in ages[:people]])
    found = []
    for n, one in enumerate(filed):
        assert isinstance(one, Person)  # noqa: S101  so say the two types
        assert one.birth  # noqa: S101  its number says when
        found.append((one.id, homes[n % len(homes)], one.sex or "", one.birth))
    return found


@service(right="fill-demo", audit="demo filled")
def _move_in(act: Act, households: list[Household], first: int) -> list[UUID]:
    people = [person for household in households for person, _residence in household]
    ids = iter([record.id for record in act.file_all(PEOPLE, people)])
    drafts = []
    for at, household in enumerate(households):
        number = f"Y{first + at + 1:06}"
        for _person, residence in household:
            drafts.append(residence | {"person_id": next(ids), "household": number})
    return [record.id for record in act.file_all(RESIDENTS, drafts)]


def _histories(desk: Desk, source: Invented, living: list[UUID]) -> None:
    """Some have left, some have moved or asked for a permit: through the acts themselves."""
    purpose = Purpose("TASK", "演练")
    some = source.chance.sample(living, k=min(len(living), max(4, len(living) // 30)))
    acts: tuple[tuple[str, Mapping[str, Any]], ...] = (
        ("move_out", {"moved_to": "演示县石桥村"}),
        ("move_within", {"address": "演示县清水社区文化路8号1栋1单元101室"}),
        ("extend_stay", {"expected_leave": "+90"}),
    )
    for at, id in enumerate(some):
        name, typed = acts[at % len(acts)]
        action.perform(desk, ACTIONS, name, id, typed, purpose)


def _counts(desk: Desk) -> dict[str, int]:
    found = {}
    for register in (PEOPLE, PLACES, RESIDENTS, HOUSING, TENANCIES, INSPECTIONS, HAZARDS, CALLS):
        if desk.may(right := f"list:{register.name}"):
            with desk.view(right) as view:
                found[register.name] = anchors(view, register, Query())[1]
    return found
