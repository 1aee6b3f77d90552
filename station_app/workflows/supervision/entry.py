"""Through the gate: a person under a decision becomes a record, with what its person tells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, cast
from uuid import UUID

from sqlalchemy import select

from station_app.access.act import Act, View
from station_app.access.service import service
from station_app.clocks.calendar import add_months
from station_app.core.errors import Problem, Refused, Rejected
from station_app.core.texts import _
from station_app.corrections.records import ENDED, Supervision
from station_app.corrections.register import CORRECTIONS
from station_app.people.records import Person
from station_app.people.register import PEOPLE
from station_app.storage import references
from station_app.storage.own_tables import Officer

MAN = "1"
PREGNANCY = "pregnancy"
ADULT, LEAST = 18 * 12, 12 * 12  # months of age; nobody younger is punished (刑法 17)
KEEPERS = ("corrections", "chief")  # roles of who may have supervised persons


@service(right="enter-supervision", audit="supervision entered")
def enter(act: Act, values: Mapping[str, Any]) -> Supervision:
    """A new supervision, expected to report in. Raises Absent, Refused, Rejected."""
    person = cast(Person, act.load(PEOPLE, values["person_id"]))
    told = dict(values)
    if _was_minor(person, told):
        told["minor"] = True
    told["worker"] = told.get("worker") or act.stamp.officer
    if wrong := [*_of_person(person, told), *_of_worker(act, told["worker"])]:
        raise Rejected(wrong, CORRECTIONS.labels)
    _refuse_twice(act, person.id)
    return cast(Supervision, act.file(CORRECTIONS, told))


def _was_minor(person: Person, told: Mapping[str, Any]) -> bool:
    """Not yet eighteen when it was decided: then he was not at the offence either."""
    day = told.get("decided_on") or told.get("start")
    return bool(person.birth and day and day < add_months(person.birth, ADULT))


def _of_person(person: Person, told: Mapping[str, Any]) -> Iterator[Problem]:
    start: date | None = told.get("start")
    if person.died_on:
        yield Problem("person_id", _("此人已于 {day} 死亡，请核对", day=person.died_on))
    if person.birth and start and start < add_months(person.birth, LEAST):
        yield Problem("person_id", _("此人未满十二周岁，不负刑事责任，请核对身份"))
    if told.get("medical_ground") == PREGNANCY and person.sex == MAN:
        yield Problem("medical_ground", _("此人为男性，请核对法定情形"))


def _of_worker(view: View, worker: str) -> Iterator[Problem]:
    """Whose person he is has an account here; where accounts are kept at all."""
    serving = select(Officer.name).where(Officer.active.is_(True), Officer.role.in_(KEEPERS))
    known = view.all(serving)
    if known and worker not in known:
        yield Problem("worker", _("“{name}”不是本所工作人员的账号", name=worker))


def _refuse_twice(act: Act, person: UUID) -> None:
    family = references.family(act.session, person)
    running = select(Supervision).where(
        Supervision.person_id.in_(family),
        Supervision.state != ENDED,
        Supervision.withdrawn_at.is_(None),
    )
    if found := act.all(running):
        raise Refused(
            _(
                "此人正在接受社区矫正（{number}，至 {end}）：原来的先办理解除或者终止",
                number=found[0].document_number,
                end=found[0].end,
            )
        )
