"""The course of a measure: through the gate, and what is done while it runs.

刑程 89–96, 106, 115–121; 反家庭暴力法 16, 17, 29–34; 预防未成年人犯罪法 41.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast
from uuid import UUID

from sqlalchemy import select

from station_app.access import secrecy
from station_app.access.act import Act
from station_app.access.roles import OFFICERS
from station_app.access.service import service
from station_app.clocks.calendar import add_months
from station_app.core.errors import Problem, Refused, Rejected
from station_app.core.register import complete
from station_app.core.texts import _
from station_app.identity import codes
from station_app.measures import kinds, rules
from station_app.measures.kinds import TOLD, VISITED
from station_app.measures.records import Measure
from station_app.measures.register import MEASURE_STEPS, MEASURES
from station_app.people.records import Person
from station_app.people.register import PEOPLE
from station_app.storage import references
from station_app.storage.own_tables import Officer

NUMBERED = "M"
ADULT = 18 * 12  # months of age
RIGHT = "follow-measure"
COMMITTEE_ALONE = "committee"
ABOUT = {"breach": "breach_on", "guarantor": "guarantor_lost_on", "expiry": "expiry_told_on"}


@service(right="enter-measure", audit="measure entered")
def enter(act: Act, values: Mapping[str, Any]) -> Measure:
    """Through the gate, whose it is named. Raises Absent, Refused, Rejected."""
    told = dict(values) | {"number": act.next_number(NUMBERED)}
    told["received_on"] = told.get("received_on") or max(act.stamp.today, told["decided_on"])
    told["handler"] = told.get("handler") or act.stamp.officer
    if _is_minors(act, told):
        told["minor"] = True
    _refuse_stranger(act, told["handler"])
    complete(MEASURES, told)
    _refuse_twice(act, told)
    return cast(Measure, act.file(MEASURES, told))


def _is_minors(act: Act, told: Mapping[str, Any]) -> bool:
    """Whether who is under it was not yet eighteen when it was decided."""
    person = cast(Person, act.load(PEOPLE, told["person_id"]))
    if person.died_on:
        text = _("此人已于 {day} 死亡，请核对", day=person.died_on)
        raise Rejected([Problem("person_id", text)], MEASURES.labels)
    return bool(person.birth and told["decided_on"] < add_months(person.birth, ADULT))


def _refuse_stranger(act: Act, handler: str) -> None:
    """Whose it is has an account here; where accounts are kept at all."""
    serving = select(Officer.name).where(Officer.active.is_(True), Officer.role.in_(OFFICERS))
    known = act.all(serving)
    if known and handler not in known:
        text = _("“{name}”不是本所民警的账号", name=handler)
        raise Rejected([Problem("handler", text)], MEASURES.labels)


def _refuse_twice(act: Act, told: Mapping[str, Any]) -> None:
    """One decision is one record."""
    family = references.family(act.session, told["person_id"])
    same = select(Measure.number).where(
        Measure.person_id.in_(family),
        Measure.kind == told["kind"],
        Measure.document_number == told["document_number"],
        Measure.withdrawn_at.is_(None),
    )
    if act.all(same):
        raise Refused(_("这份决定文书已经登记，请查询原来的记录"))


# What every act on one begins and ends with


def running(act: Act, id: UUID) -> Measure:
    """Raises Absent, and Refused where it has ended or is kept from this officer."""
    one = cast(Measure, act.load(MEASURES, id))
    secrecy.refuse(act, MEASURES, one.id)
    if not rules.is_running(one):
        raise Refused(_("已于 {day} 结束，不能再办理", day=one.ended_on))
    return one


def on_of(act: Act, values: Mapping[str, Any], name: str = "on") -> date:
    """The day that was typed, today where none was. Raises Refused for one to come."""
    on = values.get(name) or act.stamp.today
    if on > act.stamp.today:
        raise Refused(_("日期在今天之后"))
    return cast(date, on)


def step(act: Act, one: Measure, kind: str, on: date, **more: Any) -> UUID:
    """What was done, as a fact of its own."""
    told = {"measure_id": one.id, "kind": kind, "on": on, "by": act.stamp.officer}
    said = {name: value for name, value in more.items() if value is not None}
    return act.file(MEASURE_STEPS, told | {"said": ""} | said).id


def set_(act: Act, one: Measure, **after: Any) -> None:
    """What already stands so is left alone."""
    news = {name: value for name, value in after.items() if getattr(one, name) != value}
    if news:
        before = {name: getattr(one, name) for name in news}
        act.set_state(MEASURES, one.id, before=before, after=news)


# While it runs


@service(right=RIGHT, audit="measure told")
def tell(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """告知（宣布、送达）: the person, and whom else the law names."""
    one, on, whom = running(act, id), on_of(act, values), values["whom"]
    if whom not in rules.untold(one):
        raise Refused(_("这类措施不需要告知此人，或者已经告知"))
    if on < one.decided_on:
        raise Refused(_("日期早于决定日期（{day}）", day=one.decided_on))
    done = step(act, one, "told", on, whom=whom, said=values.get("said"))
    set_(act, one, **{TOLD[whom]: on})
    return [one.id, done]


@service(right=RIGHT, audit="measure record taken")
def record(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """执行情况笔录 (刑程 94, 119): how the rules were kept since the last one."""
    one, on = running(act, id), on_of(act, values)
    if not rules.is_recorded(one):
        raise Refused(_("这类措施没有定期的执行情况笔录"))
    done = step(act, one, "recorded", on, said=values["said"])
    set_(act, one, recorded_on=max(on, one.recorded_on or on))
    return [one.id, done]


@service(right=RIGHT, audit="measure visit entered")
def visit(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """查访 both (反家暴法 17): a visit of the committee alone does not stand for the station's."""
    one, on, whom, by = running(act, id), on_of(act, values), values["whom"], values["visitor"]
    if not rules.is_visited(one) or whom not in VISITED:
        raise Refused(_("这类措施没有这项查访"))
    who = codes.label("measure_visitor", by)
    done = step(act, one, "visited", on, whom=whom, by=who, said=values["said"])
    if by != COMMITTEE_ALONE:
        name = VISITED[whom]
        set_(act, one, **{name: max(on, getattr(one, name) or on)})
    return [one.id, done]


@service(right=RIGHT, audit="measure move reported")
def report_move(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """住址、工作单位、联系方式变动: within 24 hours of it (刑程 89); later is noted as late."""
    one = running(act, id)
    if not rules.may_move(one):
        raise Refused(_("这类措施没有变动报告"))
    moved, at = values["moved_at"], values.get("reported_at") or act.stamp.now
    if not moved <= at <= act.stamp.now:
        raise Refused(_("报告时间应当在变动之后、现在之前"))
    late = act.stamp.terms.due("bail_move_reported", moved).is_over(at)
    done = step(act, one, "moved", act.stamp.today, said=values["said"], late=late or None)
    news = {n: values[n] for n in ("place_id", "workplace") if values.get(n)}
    if news:
        act.amend(MEASURES, one.id, news, revision=one.revision)
    return [one.id, done]


@service(right=RIGHT, audit="measure breach entered")
def breach(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """违反规定, and what was done at once; whoever decided is told (刑程 93, 96, 121)."""
    one, on = running(act, id), on_of(act, values)
    if on < one.start:
        raise Refused(_("日期早于期限起（{day}）", day=one.start))
    done = step(act, one, "breach", on, said=values["said"])
    if kinds.of(one).breach:
        set_(act, one, breach_on=one.breach_on or on)
    return [one.id, done]


@service(right=RIGHT, audit="guarantor lost")
def lose_guarantor(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """保证人不愿继续担保或者丧失担保条件 (刑程 106)."""
    one, on = running(act, id), on_of(act, values)
    if not rules.has_guarantor(one):
        raise Refused(_("没有采取保证人保证"))
    done = step(act, one, "guarantor_lost", on, said=values["said"])
    set_(act, one, guarantor_lost_on=one.guarantor_lost_on or on)
    return [one.id, done]


@service(right=RIGHT, audit="deciding organ told")
def tell_organ(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """通知决定机关: of a breach, of the guarantor, of a term that soon ends."""
    one, on, about = running(act, id), on_of(act, values), values["about"]
    if about not in rules.to_tell(one):
        raise Refused(_("没有这一事项需要通知决定机关"))
    more = {"number": values.get("number"), "said": values.get("said")}
    done = step(act, one, f"organ_{about}", on, **more)
    set_(act, one, **{ABOUT[about]: on if about == "expiry" else None})
    return [one.id, done]
