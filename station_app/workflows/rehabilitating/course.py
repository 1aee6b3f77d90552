"""From reporting in to the yearly evaluation (戒毒条例 14–18)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast
from uuid import UUID

from station_app.access.act import Act
from station_app.access.service import service
from station_app.clocks.terms import Terms
from station_app.core.errors import Refused
from station_app.core.texts import Text, _
from station_app.rehabilitation import plans, rules
from station_app.rehabilitation.records import (
    FAMILY,
    MEDIC,
    OFFICER,
    REFUSED,
    UNDER,
    VOLUNTEER,
    WORKER,
    Rehabilitation,
    TeamMember,
)
from station_app.rehabilitation.register import TEAM
from station_app.rehabilitation.testing_records import PLANNED
from station_app.rehabilitation.testing_register import DRUG_TESTS
from station_app.workflows.rehabilitating.entry import serves
from station_app.workflows.rehabilitating.living import (
    RIGHT,
    living,
    on_of,
    record,
    step,
    team,
    touch,
    under,
    wrong,
)

REPORT_IN = "rehabilitation_report_in"
MOVED = "rehabilitation_move_report"
OFFICERS = frozenset({"officer"})
NEEDED = {WORKER, OFFICER, MEDIC, FAMILY, VOLUNTEER}


def last_day(terms: Terms, one: Any) -> date:
    """The last day of reporting in, here or at the new place (戒毒条例 14, 22)."""
    if rules.is_moving(one):
        return terms.due(MOVED, one.moving_on).due_on
    return terms.due(REPORT_IN, one.start).due_on


@service(right=RIGHT, audit="reported in to rehabilitation")
def report_in(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """报到: the term begins and the tests of the plan are there. Late without cause: refusal."""
    one = living(act, id)
    if not rules.is_expected(one):
        raise Refused(_("已于 {day} 报到", day=one.reported_on))
    on, why = on_of(act, values, one.start), values["late_why"]
    late, end = on > last_day(act.stamp.terms, one), rules.end_of(one, on)
    if on > end:
        raise Refused(_("期限已于 {day} 届满", day=end))
    refused = late and not why
    done = step(act, one, "reported_in", on, said=why)
    touch(
        act,
        one,
        state=UNDER,
        reported_on=on,
        end=end,
        report_late=late or None,
        breach_kind=REFUSED if refused else None,
        breach_on=one.breach_on or on if refused and not one.breach_reported_on else None,
    )
    return [one.id, done, *_generate(act, one, on, end)]


def _generate(act: Act, one: Rehabilitation, on: date, end: date) -> list[UUID]:
    """The plan's tests that lie after the report-in here; earlier ones were taken elsewhere."""
    days = plans.days(plans.plans()[one.plan or "A"], one.first_reported_on or on)
    drafts = [
        {"rehabilitation_id": one.id, "kind": PLANNED, "number": n, "due_on": day}
        for n, day in enumerate(days, 1)
        if on < day <= end
    ]
    return [filed.id for filed in act.file_all(DRUG_TESTS, drafts)]


@service(right=RIGHT, audit="rehabilitation refused")
def refuse(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """逾期不报到: without good reason it counts as a refusal (戒毒条例 14)."""
    one, on = living(act, id), on_of(act, values)
    if text := unreported(one, on, act.stamp.terms):
        raise Refused(text)
    done = step(act, one, REFUSED, on, said=values["said"])
    touch(act, one, breach_kind=REFUSED, breach_on=on, breach_reported_on=None)
    return [one.id, done]


def unreported(one: Any, on: date, terms: Terms) -> Text | None:
    """Why he cannot be said to refuse by that day."""
    if on <= (last := last_day(terms, one)):
        return _("报到期限到 {day} 才届满（十五日）", day=last)
    return None


@service(right=RIGHT, audit="rehabilitation agreed")
def agreement(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """社区戒毒（康复）协议: measures, what is to be kept, what follows a breach (戒毒条例 16)."""
    one = under(act, id)
    on = on_of(act, values, one.reported_on)
    done = step(act, one, "agreement", on, said=values["measures"])
    touch(act, one, agreed_on=on, measures=values["measures"])
    return [one.id, done]


@service(right=RIGHT, audit="rehabilitation planned")
def plan(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """戒毒计划, at first or changed."""
    one = under(act, id)
    on = on_of(act, values, one.reported_on)
    done = step(act, one, "plan", on, said=values["said"])
    touch(act, one, planned_on=on)
    return [one.id, done]


@service(right=RIGHT, audit="rehabilitation helped")
def help_(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """谈话、走访、辅导、帮扶、告诫 (戒毒条例 18)."""
    one = under(act, id)
    on = on_of(act, values, one.reported_on)
    return [one.id, step(act, one, values["kind"], on, said=values["said"])]


@service(right=RIGHT, audit="rehabilitation summed up")
def summary(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """半年小结、年度评估; an evaluation of the year is a summary of its half too."""
    one, kind = under(act, id), values["kind"]
    on = on_of(act, values, one.reported_on)
    done = step(act, one, kind, on, said=values["said"])
    yearly = {"yearly_on": on} if kind == "yearly" else {}
    touch(act, one, half_year_on=on, **yearly)
    return [one.id, done]


# The team


@service(right=RIGHT, audit="rehabilitation team member entered")
def add_member(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """工作小组成员; with the last of the five kinds the team is complete (戒毒条例 17)."""
    one, role, account = living(act, id), values["role"], values["account"]
    on = on_of(act, values)
    if account and role not in (WORKER, OFFICER):
        raise wrong("account", _("只有专职工作人员和社区民警填写账号"))
    roles = OFFICERS if role == OFFICER else frozenset({"rehabilitation", "chief"})
    if account and not serves(act, account, roles):
        raise wrong("account", _("“{name}”不是本机构这一岗位的账号", name=account))
    told = {"rehabilitation_id": one.id, "since": on, "role": role, "name": values["name"]}
    made = act.file(TEAM, told | {"phone": values["phone"] or "", "account": account})
    there = {member.role for member in team(act, one.id)}
    done = list[UUID]()
    if one.teamed_on is None and there >= NEEDED - _without(values):
        done.append(step(act, one, "team", on, said=values["without_why"]))
        touch(act, one, teamed_on=on)
    return [one.id, made.id, *done]


def _without(values: Mapping[str, Any]) -> set[str]:
    """Who has no family that takes part says why."""
    return {FAMILY} if values["without_why"] else set()


@service(right=RIGHT, audit="rehabilitation team member left")
def leave_team(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """From now on he sees nothing of it."""
    member = cast(TeamMember, act.load(TEAM, id))
    record(act, member.rehabilitation_id)
    if member.until:
        raise Refused(_("已于 {day} 退出工作小组", day=member.until))
    after = {"until": on_of(act, values, member.since), "left_why": values["said"] or ""}
    before = {"until": None, "left_why": member.left_why}
    changed = {name: value for name, value in after.items() if value != before[name]}
    act.set_state(TEAM, member.id, before={n: before[n] for n in changed}, after=changed)
    return [member.id]
