"""The time line of one person: all that any correction register holds of him, in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from station_app.access.act import Act
from station_app.access.secrecy import open_links
from station_app.access.service import service
from station_app.core.days import day_of
from station_app.core.kinds import Flag, Ref
from station_app.core.register import Register
from station_app.core.texts import Shown
from station_app.corrections.records import Supervision
from station_app.corrections.register import CORRECTIONS
from station_app.people.records import Person
from station_app.people.register import PEOPLE
from station_app.storage import pages, references
from station_app.storage.references import Link
from station_app.storage.tables import Operation
from station_app.workflows.supervision.living import supervision

BEFORE = ("assessments",)  # of the person, before there is any supervision
STEPS = (  # days of the supervision itself that no record of their own tells
    *("decided_on", "effective_on", "start", "reported_on", "lost_since", "end", "ended_on"),
)


@dataclass(frozen=True, slots=True)
class Event:
    on: date
    register: str
    id: UUID
    title: Shown
    said: Sequence[Shown]


@dataclass(frozen=True, slots=True)
class Course:
    """One supervision from its decision to its end."""

    one: Supervision
    name: str
    events: Sequence[Event]


@service(right="time-line", purpose=True, audit="time line read")
def time_line(act: Act, id: UUID) -> Course:
    """Raises Absent."""
    one = supervision(act, id)
    act.show(CORRECTIONS.name, one.id)
    act.show(PEOPLE.name, one.person_id)
    person = act.load(PEOPLE, one.person_id)
    assert isinstance(person, Person)  # noqa: S101  so say the two types
    events = [*_steps(one), *_linked(act, _links(act, one))]
    for event in events:
        act.show(event.register, event.id)
    return Course(one, person.name, sorted(events, key=lambda each: each.on))


def _steps(one: Supervision) -> Iterator[Event]:
    for name in STEPS:
        if (on := getattr(one, name)) is not None:
            yield Event(on, CORRECTIONS.name, one.id, CORRECTIONS[name].label, ())


def _links(act: Act, one: Supervision) -> list[Link]:
    """What points at the supervision, and at what points at it."""
    found = references.links_to(act.session, one.id)
    further = [link for each in found for link in references.links_to(act.session, each.id)]
    before = [
        link for link in references.links_to(act.session, one.person_id) if link.register in BEFORE
    ]
    every = {link.id: link for link in [*before, *found, *further]}
    return open_links(act, list(every.values()))


def _linked(act: Act, links: Sequence[Link]) -> Iterator[Event]:
    for name in dict.fromkeys(link.register for link in links):
        register = act.registers[name]
        here = [link for link in links if link.register == name]
        days = _days(act, here)
        columns = tuple(n for n in register.columns if _tells(register, n))
        ids = [link.id for link in here]
        for line in pages.by_ids(act.session, act.registers, register, ids, columns, full=True):
            yield Event(days[line.id], name, line.id, register.title, line.texts)


def _tells(register: Register, name: str) -> bool:
    """Not whose it is and when it was, which stand beside it; a bare yes or no says nothing."""
    began = register.period[0] if register.period else ""
    return name != began and not isinstance(register[name].kind, Ref | Flag)


def _days(act: Act, links: Sequence[Link]) -> dict[UUID, date]:
    """The day it began, else the day it was entered."""
    known = {link.id: link.since for link in links if link.since}
    rest = [link.id for link in links if link.id not in known]
    filed = select(Operation.record_id, Operation.at).where(
        Operation.record_id.in_(rest), Operation.kind == "file"
    )
    return {id: day_of(at) for id, at in act.rows(filed)} | known
