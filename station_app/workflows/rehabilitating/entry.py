"""Through the gate: a person under a decision becomes a record, expected to report in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast
from uuid import UUID

from sqlalchemy import select

from station_app.access.act import Act, View
from station_app.access.service import service
from station_app.core.errors import Problem, Refused, Rejected
from station_app.core.register import complete
from station_app.core.texts import _
from station_app.people.records import Person
from station_app.people.register import PEOPLE
from station_app.rehabilitation.records import ENDED, Rehabilitation
from station_app.rehabilitation.register import REHABILITATION
from station_app.storage import references
from station_app.storage.own_tables import Officer

KEEPERS = frozenset({"rehabilitation", "chief"})  # roles of who may have persons


@service(right="enter-rehabilitation", audit="rehabilitation entered")
def enter(act: Act, values: Mapping[str, Any]) -> Rehabilitation:
    """Raises Absent, Refused, Rejected."""
    person = cast(Person, act.load(PEOPLE, values["person_id"]))
    if person.died_on:
        text = _("此人已于 {day} 死亡，请核对", day=person.died_on)
        raise Rejected([Problem("person_id", text)], REHABILITATION.labels)
    told = dict(values)
    told["worker"] = told.get("worker") or act.stamp.officer
    if not serves(act, told["worker"], KEEPERS):
        text = _("“{name}”不是本机构工作人员的账号", name=told["worker"])
        raise Rejected([Problem("worker", text)], REHABILITATION.labels)
    complete(REHABILITATION, told)
    _refuse_twice(act, person.id)
    return cast(Rehabilitation, act.file(REHABILITATION, told))


def serves(view: View, name: str, roles: frozenset[str]) -> bool:
    """Whether it is an account here of one of these roles; where any such is kept."""
    known = view.all(select(Officer.name).where(Officer.active.is_(True), Officer.role.in_(roles)))
    return not known or name in known


def _refuse_twice(act: Act, person: UUID) -> None:
    running = select(Rehabilitation).where(
        Rehabilitation.person_id.in_(references.family(act.session, person)),
        Rehabilitation.state != ENDED,
        Rehabilitation.withdrawn_at.is_(None),
    )
    if found := act.all(running):
        number = found[0].document_number
        raise Refused(_("此人已登记（{number}）：原来的先办理解除或者终止", number=number))
