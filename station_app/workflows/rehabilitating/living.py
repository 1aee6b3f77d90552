"""The record that an act is about, what belongs to it, and what every act does to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast
from uuid import UUID

from sqlalchemy import select

from station_app.access import secrecy
from station_app.access.act import Act, View
from station_app.core.errors import Problem, Refused, Rejected
from station_app.core.show import show
from station_app.core.texts import Shown, Text, _
from station_app.people.records import Person
from station_app.people.register import PEOPLE
from station_app.rehabilitation import breach, rules
from station_app.rehabilitation.breach import Count
from station_app.rehabilitation.records import (
    SERIOUS,
    Rehabilitation,
    TeamMember,
)
from station_app.rehabilitation.register import REHABILITATION, STEPS
from station_app.rehabilitation.testing_records import DUE, HELD, OFF, Absence, DrugTest
from station_app.rehabilitation.testing_register import DRUG_TESTS

RIGHT = "follow-rehabilitation"
WOMAN = "2"


def record(act: Act, id: UUID) -> Rehabilitation:
    """Raises Absent, and Refused where it is another team's."""
    one = cast(Rehabilitation, act.load(REHABILITATION, id))
    secrecy.refuse(act, REHABILITATION, one.id)
    return one


def living(act: Act, id: UUID) -> Rehabilitation:
    """One that has not ended. Raises Absent, Refused."""
    one = record(act, id)
    if not rules.is_living(one):
        raise Refused(_("已于 {day} 结束，不能再办理", day=one.ended_on))
    return one


def under(act: Act, id: UUID) -> Rehabilitation:
    """One who has reported in and neither pauses nor moves. Raises Absent, Refused."""
    one = living(act, id)
    if not rules.is_under(one):
        state = show(REHABILITATION["state"].kind, one.state)
        raise Refused(_("现在是“{state}”，不能办理这一项", state=state))
    return one


def is_woman(act: Act, one: Rehabilitation) -> bool:
    return cast(Person, act.load(PEOPLE, one.person_id)).sex == WOMAN


def on_of(act: Act, values: Mapping[str, Any], earliest: date | None = None) -> date:
    """The day that was typed, today where none was. Raises Rejected."""
    on: date = values.get("on") or act.stamp.today
    if on > act.stamp.today:
        raise wrong("on", _("日期在今天之后"))
    if earliest and on < earliest:
        raise wrong("on", _("日期早于上一步（{day}）", day=earliest))
    return on


def wrong(field: str, text: Text) -> Rejected:
    labels = {"on": _("日期")} | DRUG_TESTS.labels | REHABILITATION.labels
    return Rejected([Problem(field, text)], labels)


def touch(act: Act, one: Rehabilitation, **after: Any) -> None:
    """Sets state fields; what already stands so is left alone."""
    news = {name: value for name, value in after.items() if getattr(one, name) != value}
    if news:
        before = {name: getattr(one, name) for name in news}
        act.set_state(REHABILITATION, one.id, before=before, after=news)


def step(act: Act, one: Rehabilitation, kind: str, on: date, **more: Any) -> UUID:
    """What was done, as a fact of its own."""
    said = {name: value for name, value in more.items() if value}
    told = {"rehabilitation_id": one.id, "kind": kind, "on": on, "by": act.stamp.officer}
    return act.file(STEPS, told | {"said": ""} | said).id


# What belongs to it


def tests(view: View, id: UUID) -> Sequence[DrugTest]:
    """All that stand, the earliest first."""
    mine = select(DrugTest).where(DrugTest.rehabilitation_id == id, DrugTest.withdrawn_at.is_(None))
    return view.all(mine.order_by(DrugTest.due_on, DrugTest.row))


def absences(view: View, id: UUID) -> Sequence[Absence]:
    mine = select(Absence).where(Absence.rehabilitation_id == id, Absence.withdrawn_at.is_(None))
    return view.all(mine.order_by(Absence.since, Absence.row))


def team(view: View, id: UUID) -> Sequence[TeamMember]:
    """Who is in it now."""
    there = select(TeamMember).where(
        TeamMember.rehabilitation_id == id,
        TeamMember.until.is_(None),
        TeamMember.withdrawn_at.is_(None),
    )
    return view.all(there.order_by(TeamMember.row))


def hold_tests(act: Act, one: Rehabilitation, since: date) -> None:
    """None is owed from that day on, until it goes on."""
    for test in tests(act, one.id):
        if test.state == DUE and test.due_on >= since:
            act.set_state(DRUG_TESTS, test.id, before={"state": DUE}, after={"state": HELD})


def end_tests(act: Act, one: Rehabilitation) -> None:
    for test in tests(act, one.id):
        if test.state in (DUE, HELD):
            act.set_state(DRUG_TESTS, test.id, before={"state": test.state}, after={"state": OFF})


# The count to a serious breach


def counted(view: View, id: UUID) -> Count:
    return breach.count(tests(view, id), absences(view, id), view.stamp.today)


def rows_of(count: Count, today: date) -> list[Shown]:
    """Each row that was counted, in one line."""
    why = DRUG_TESTS["missed_why"].kind
    missed = [_("{day} {why}", day=t.due_on, why=show(why, t.missed_why)) for t in count.tests]
    away = [
        _(
            "{since} 离开，未书面报告的{n}日（{to}）",
            since=a.since,
            n=breach.unreported(a, today),
            to=a.destination,
        )
        for a in count.absences
    ]
    return [*missed, *away]


def settle(act: Act, id: UUID, on: date) -> Sequence[UUID]:
    """Counts again; the first time a limb is reached it is a step, and to be reported."""
    one, count = record(act, id), counted(act, id)
    after: dict[str, Any] = {
        "evaded_times": len(count.tests) or None,
        "left_times": len(count.absences) or None,
        "left_days": count.days or None,
    }
    found = list[UUID]()
    if count.reached and one.breach_kind != SERIOUS:
        after |= {"breach_kind": SERIOUS, "breach_on": one.breach_on or on}
        after |= {"breach_reported_on": None}
        lines = [*count.reached, *rows_of(count, act.stamp.today)]
        found.append(step(act, one, SERIOUS, on, said="；".join(map(str, lines))))
    elif not count.reached and one.breach_kind == SERIOUS and one.breach_reported_on is None:
        after |= {"breach_kind": None, "breach_on": None}
    touch(act, one, **after)
    return found
