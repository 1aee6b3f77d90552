"""A case from acceptance to what becomes of it here: filed or not, told, its people, its officers.

治安管理处罚法 90; 公安机关办理行政案件程序规定 60–63; 公安机关办理刑事案件程序规定 178.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast
from uuid import UUID

from sqlalchemy import select

from station_app.access.act import Act, View
from station_app.access.service import service
from station_app.cases import rules
from station_app.cases.records import (
    ACCEPTED,
    FILED,
    GUARDIAN,
    NOT_FILED,
    STOPPED,
    Case,
    CasePerson,
)
from station_app.cases.register import CASE_PEOPLE, CASES
from station_app.cases.steps import step
from station_app.core.days import day_of
from station_app.core.errors import Problem, Refused, Rejected
from station_app.core.register import complete
from station_app.core.texts import Text, _
from station_app.people.records import Person
from station_app.people.register import PEOPLE

NUMBERED = "A"
OTHER_STATE = _("案件不在这一阶段，请核对案件状态")


@service(right="enter-case", audit="case entered")
def enter(act: Act, values: Mapping[str, Any]) -> Case:
    """受理: its number and its officer. Raises Rejected, Absent."""
    told = dict(values) | {"number": act.next_number(NUMBERED)}
    told["handler"] = values.get("handler") or act.stamp.officer
    complete(CASES, told)
    case = cast(Case, act.file(CASES, told))
    step(act, case.id, "accepted", day_of(case.accepted_at), number=case.official_number)
    return case


def standing(act: Act, id: UUID, *states: str) -> Case:
    """Raises Absent, and Refused where it is in none of these states."""
    case = cast(Case, act.load(CASES, id))
    if case.state not in states:
        raise Refused(OTHER_STATE)
    return case


def turn(act: Act, case: Case, after: Mapping[str, Any]) -> Case:
    """Sets what only an act may, from how this act found it."""
    before = {name: getattr(case, name) for name in ("state", *after)}
    return cast(Case, act.set_state(CASES, case.id, before=before, after=after))


def wrong(field: str, why: Text, labels: dict[str, Text] = CASES.labels) -> Rejected:
    return Rejected([Problem(field, why)], labels)


def refuse_before(on: date, first: date | None, field: str = "on") -> None:
    """Raises Rejected where a day lies before the one it follows."""
    if first and on < first:
        raise wrong(field, _("早于前一步的日期 {day}", day=first.isoformat()), ON_LABEL)


ON_LABEL = {"on": _("日期")}


# Filed or not, and told


@service(right="handle-case", audit="case filed")
def file_case(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """立案; also of a case that was not filed, once a review has said otherwise. Raises Refused."""
    case = standing(act, id, ACCEPTED, NOT_FILED)
    if not rules.may_be_filed(case):
        raise Refused(_("已决定不予立案，经复议、复核改变的才能再立案"))
    on = values.get("on") or act.stamp.today
    refuse_before(on, case.not_filed_on or case.accepted_on)
    after = {"state": FILED, "filed_on": on, "told_on": None}
    turn(act, case, after | {"not_filed_on": None, "not_filed_why": None})
    step(act, case.id, "filed", on, number=values.get("number"), note=values.get("note"))
    return [case.id]


@service(right="handle-case", audit="case not filed")
def not_file(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """不予立案: with its reason, which the reporter is told (治 90). Raises Refused, Rejected."""
    case = standing(act, id, ACCEPTED)
    on = values.get("on") or act.stamp.today
    refuse_before(on, case.accepted_on)
    after = {"state": NOT_FILED, "not_filed_on": on, "not_filed_why": values["why"]}
    turn(act, case, after)
    step(act, case.id, "not_filed", on, number=values.get("number"), note=values["why"])
    return [case.id]


@service(right="handle-case", audit="reporter told")
def tell(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """告知: that it was filed, or was not and why. Raises Refused, Rejected."""
    case = standing(act, id, FILED, NOT_FILED)
    if not rules.awaits_telling(case):
        raise Refused(_("已经告知"))
    on = values.get("on") or act.stamp.today
    refuse_before(on, case.not_filed_on or case.filed_on)
    turn(act, case, {"told_on": on})
    step(act, case.id, "told", on, note=values.get("note"), number=values.get("number"))
    return [case.id]


# Its people


@service(right="handle-case", audit="case person entered")
def involve(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """Somebody in the case; whether he is under age follows from his birth. Raises Rejected."""
    case = cast(Case, act.load(CASES, id))
    if not rules.is_open(case):
        raise Refused(_("案件已办结，不能再登记涉案人员"))
    _refuse_twice(act, case, values)
    person = cast(Person, act.load(PEOPLE, values["person_id"]))
    minor = rules.is_minor(person.birth, case.occurred_at or case.accepted_at) or None
    told = {name: values.get(name) for name in ("role", "ward_id")}
    told |= {"case_id": case.id, "person_id": person.id, "minor": minor}
    told["remarks"] = values.get("remarks") or ""
    return [case.id, act.file(CASE_PEOPLE, told).id]


def _refuse_twice(act: Act, case: Case, values: Mapping[str, Any]) -> None:
    known = {(one.person_id, one.role, one.ward_id) for one in people(act, case.id)}
    if (values["person_id"], values["role"], values.get("ward_id")) in known:
        raise wrong("person_id", _("已按这一身份登记在本案中"), CASE_PEOPLE.labels)


def people(view: View, case_id: UUID) -> Sequence[CasePerson]:
    """All that stand, as they were entered."""
    mine = select(CasePerson).where(
        CasePerson.case_id == case_id, CasePerson.withdrawn_at.is_(None)
    )
    return view.all(mine.order_by(CasePerson.row))


def unguarded(people: Sequence[CasePerson]) -> list[UUID]:
    """The minors of a case of whom no guardian stands in it."""
    wards = {one.ward_id for one in people if one.role == GUARDIAN}
    young = (one.person_id for one in people if one.minor)
    return [id for id in dict.fromkeys(young) if id not in wards]


# Its officers


@service(right="assign-case", audit="case assigned")
def assign(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """确定（变更）办案民警: by the chief. Raises Refused, Rejected, Conflict."""
    case = cast(Case, act.load(CASES, id))
    if not rules.is_open(case):
        raise Refused(_("案件已办结"))
    told = {name: values.get(name) for name in ("handler", "second")}
    act.amend(CASES, case.id, told, revision=case.revision)
    who = "、".join(filter(None, told.values()))
    step(act, case.id, "assigned", act.stamp.today, note=who)
    return [case.id]


# Its time, as other acts turn it


def restart(act: Act, case_id: UUID, on: date) -> UUID:
    """程 185: mediation failed, or what was agreed is not performed; a fresh term from that day.

    A part of the act that tells of it. Raises Absent.
    """
    case = cast(Case, act.load(CASES, case_id))
    if rules.is_timed(case) and (case.restarted_on or date.min) < on:
        turn(act, case, {"restarted_on": on, "extended": 0})
        step(act, case.id, "restarted", on)
    return case.id


@service(right="handle-case", audit="case resumed")
def resume(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """恢复调查 of a case that was stopped: its time goes on where it stood. Raises Refused."""
    case = standing(act, id, STOPPED)
    on = values.get("on") or act.stamp.today
    refuse_before(on, case.closed_on)
    after = dict[str, Any](state=FILED if case.filed_on else ACCEPTED)
    after |= dict.fromkeys(("closed_on", "close_kind", "stop_kind", "stop_why"))
    if case.closed_on:
        after["pauses"] = rules.pause_ended_at(rules.paused(case, case.closed_on), on)
    turn(act, case, after)
    step(act, case.id, "resumed", on, note=values["why"])
    return [case.id]
