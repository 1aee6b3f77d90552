"""询问: a statement begun on a case, written while it is taken, and closed when it is signed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, cast
from uuid import UUID

from sqlalchemy import or_, select

from station_app.access.act import Act, View
from station_app.access.action import Action
from station_app.access.service import service
from station_app.cases import service as cases
from station_app.cases.records import CRIMINAL, SUSPECT, Case, CasePerson
from station_app.cases.register import CASES
from station_app.cases.rules import is_open as is_case_open
from station_app.cases.steps import step
from station_app.core.days import day_of
from station_app.core.errors import Problem, Refused, Rejected
from station_app.core.register import Field, Merge
from station_app.core.texts import Text, _
from station_app.identity import codes
from station_app.people.records import Person
from station_app.people.register import PEOPLE
from station_app.places.records import Place
from station_app.residents.records import Resident
from station_app.statements import rules
from station_app.statements.records import Statement
from station_app.statements.register import STATEMENTS
from station_app.storage import references

TYPED = tuple(field.name for field in STATEMENTS.fields if field.typed)
ENDING = ("until", "left_at", "reading", "signing", "refusal")
CLOSED = _("案件已办结，不能再制作询问笔录")
FINISHED = _("笔录已核对签名，不能再改；有新的问答，另作一次询问")


@service(right="question", audit="statement begun")
def begin(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """`id` is the case. One person, and no other at the same time. Raises Refused, Rejected."""
    case = cast(Case, act.load(CASES, id))
    if not is_case_open(case):
        raise Refused(CLOSED)
    _refuse_interrogation(case, values["role"])
    person = cast(Person, act.load(PEOPLE, values["person_id"]))
    told = {name: value for name, value in values.items() if value is not None}
    told |= {"case_id": case.id, "person_id": person.id}
    told["minor"] = rules.is_minor(person.birth, day_of(told["since"])) or None
    told["address"] = told.get("address") or _lives_at(act, person.id)
    told["nth"] = 1 + len(_of(act, case.id, person.id))
    filed = cast(Statement, act.file(STATEMENTS, told))
    _refuse_two_at_once(act, filed)
    _join(act, case, filed)
    return [filed.id]


def _refuse_interrogation(case: Case, role: str) -> None:
    """询问 is not 讯问: a criminal suspect is interrogated, on the paper of the official system."""
    if case.kind == CRIMINAL and role == SUSPECT:
        why = _("刑事案件的犯罪嫌疑人应当讯问，不能用询问笔录")
        raise Rejected([Problem("role", why)], STATEMENTS.labels)


def _lives_at(view: View, person_id: UUID) -> str | None:
    """The line of the address at which he is registered now."""
    line = select(Place.line).join(Resident, Resident.place_id == Place.id)
    mine = Resident.person_id == person_id, Resident.until.is_(None)
    found = view.all(line.where(*mine, Resident.withdrawn_at.is_(None)).order_by(Resident.row))
    return found[-1] if found else None


def _of(view: View, case_id: UUID, person_id: UUID) -> Sequence[Statement]:
    family = references.family(view.session, person_id)
    mine = Statement.case_id == case_id, Statement.person_id.in_(family)
    return view.all(select(Statement).where(*mine, Statement.withdrawn_at.is_(None)))


def _join(act: Act, case: Case, one: Statement) -> None:
    """Who is questioned is one of the case's people, in the role in which he was asked."""
    family = references.family(act.session, one.person_id)
    known = select(CasePerson.role).where(
        CasePerson.case_id == case.id,
        CasePerson.person_id.in_(family),
        CasePerson.withdrawn_at.is_(None),
    )
    if one.role not in act.all(known):
        cases.involve(act, case.id, {"person_id": one.person_id, "role": one.role})


def _refuse_two_at_once(act: Act, one: Statement) -> None:
    """程 72: one by one; nobody is asked in two statements at the same time."""
    family = references.family(act.session, one.person_id)
    same = Statement.person_id.in_(family), Statement.id != one.id
    others = act.all(select(Statement).where(*same, Statement.withdrawn_at.is_(None)))
    if any(rules.overlaps(one, other, act.stamp.now) for other in others):
        why = _("这个人在同一时间已有另一份询问笔录，请先结束那一份")
        raise Rejected([Problem("since", why)], STATEMENTS.labels)


@service(right="write-statement", audit="statement written")
def write(
    act: Act, id: UUID, values: Mapping[str, Any], revision: int | None = None
) -> Sequence[UUID]:
    """What is typed while it is being taken; nothing once it is signed. Raises Conflict."""
    one = _open(act, id)
    if revision is None:  # of an act only what was typed counts; a form may empty a field
        revision, values = one.revision, {k: v for k, v in values.items() if v is not None}
    written = cast(Statement, act.amend(STATEMENTS, one.id, values, revision=revision))
    if {"person_id", "since"} & values.keys():
        _settle_person(act, written)
    if {"person_id", "role"} & values.keys():
        case = cast(Case, act.load(CASES, written.case_id))
        _refuse_interrogation(case, written.role)
        _join(act, case, written)
    return [one.id]


def _settle_person(act: Act, one: Statement) -> None:
    person = cast(Person, act.load(PEOPLE, one.person_id))
    minor = rules.is_minor(person.birth, day_of(one.since)) or None
    act.set_state(STATEMENTS, one.id, before={"minor": one.minor}, after={"minor": minor})
    _refuse_two_at_once(act, one)


@service(right="finish-statement", audit="statement finished")
def finish(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """Read and signed, or a refusal noted (程 77). Raises Rejected for what is missing."""
    one = _open(act, id)
    after = {name: values.get(name) for name in ENDING}
    after["until"] = after["until"] or act.stamp.now
    act.set_state(STATEMENTS, one.id, before={"signing": None}, after=after)
    _refuse_two_at_once(act, cast(Statement, act.load(STATEMENTS, one.id)))
    role = codes.label("case_role", one.role)
    step(act, one.case_id, "statement", day_of(one.since), note=f"{role}（第{one.nth}次）")
    return [one.id]


def _open(act: Act, id: UUID) -> Statement:
    one = cast(Statement, act.load(STATEMENTS, id))
    if rules.is_finished(one):
        raise Refused(FINISHED)
    return one


@service(right="statement-doubts", audit=None)
def doubts(view: View, id: UUID) -> list[Text]:
    """What is odd about the times of this one, told and not refused; nobody questioned is named."""
    one = next(iter(view.all(select(Statement).where(Statement.id == id))), None)
    if one is None:
        return []
    hands = [name for name in (one.officer, one.second) if name]
    near = select(Statement).where(
        Statement.id != one.id,
        Statement.withdrawn_at.is_(None),
        or_(Statement.officer.in_(hands), Statement.second.in_(hands)),
        or_(Statement.until.is_(None), Statement.until > one.since),
    )
    return list(dict.fromkeys(rules.doubts(one, view.all(near), view.stamp.now)))


def _asked(name: str, *, required: bool | None = None) -> Field:
    field = STATEMENTS[name]
    known = field.required if required is None else required
    return replace(field, merge=Merge.GUARDED, required=known)


def _known(act: Act, _case: Any) -> Mapping[str, Any]:
    return {"since": act.stamp.now, "officer": act.stamp.officer}


QUESTION = Action(
    name="question",
    title=_("制作询问笔录"),
    right="question",
    fields=tuple(map(_asked, TYPED)),
    run=begin,
    suits=is_case_open,
    known=_known,
)
ACTIONS = {
    action.name: action
    for action in (
        Action(
            name="write",
            title=_("继续询问"),
            right="write-statement",
            fields=tuple(_asked(name, required=False) for name in TYPED),
            run=write,
            suits=rules.is_open,
            known=lambda _act, one: {name: getattr(one, name) for name in TYPED},
        ),
        Action(
            name="finish",
            title=_("核对签名，结束询问"),
            right="finish-statement",
            fields=tuple(_asked(name, required=name in ("reading", "signing")) for name in ENDING),
            run=finish,
            suits=rules.is_open,
            known=lambda act, _one: {"until": act.stamp.now},
        ),
    )
}
