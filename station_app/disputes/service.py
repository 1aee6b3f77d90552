"""The course of a dispute: entered, visited, graded anew, handed to another channel, closed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast
from uuid import UUID

from sqlalchemy import select

from station_app.access import secrecy
from station_app.access.act import Act, View
from station_app.access.roles import OFFICERS
from station_app.access.service import service
from station_app.core.errors import Problem, Refused, Rejected
from station_app.core.register import complete
from station_app.core.texts import Text, _
from station_app.disputes import rules
from station_app.disputes.records import CLOSED, Dispute, DisputeStep
from station_app.disputes.register import DISPUTE_STEPS, DISPUTES
from station_app.identity import codes
from station_app.storage import references
from station_app.storage.own_tables import Officer

NUMBERED = "D"
RIGHT, GRADE = "follow-dispute", "grade-dispute"


@service(right="enter-dispute", audit="dispute entered")
def enter(act: Act, values: Mapping[str, Any]) -> Dispute:
    """排查登记, with its number and whose it is. Raises Absent, Rejected."""
    told = dict(values) | {"number": act.next_number(NUMBERED)}
    told["handler"] = told.get("handler") or act.stamp.officer
    serving = select(Officer.name).where(Officer.active.is_(True), Officer.role.in_(OFFICERS))
    known = act.all(serving)
    if known and told["handler"] not in known:
        raise wrong("handler", _("“{name}”不是本所民警的账号", name=told["handler"]))
    complete(DISPUTES, told)
    return cast(Dispute, act.file(DISPUTES, told))


# What every act on one begins and ends with


def wrong(field: str, why: Text) -> Rejected:
    return Rejected([Problem(field, why)], DISPUTES.labels)


def standing(act: Act, id: UUID) -> Dispute:
    """Raises Absent, and Refused where it is closed or kept from this officer."""
    one = cast(Dispute, act.load(DISPUTES, id))
    secrecy.refuse(act, DISPUTES, one.id)
    if not rules.is_open(one):
        raise Refused(_("这件纠纷已于 {day} 办结", day=one.closed_on))
    return one


def on_of(act: Act, one: Dispute, values: Mapping[str, Any], after: date | None = None) -> date:
    """The day that was typed, today where none was. Raises Refused for one that cannot be."""
    on = cast(date, values.get("on") or act.stamp.today)
    first = after or one.on
    if on > act.stamp.today:
        raise Refused(_("日期在今天之后"))
    if on < first:
        raise Refused(_("日期早于 {day}，请核对", day=first))
    return on


def step(act: Act, one: Dispute, kind: str, on: date, **more: Any) -> UUID:
    """What was done, as a fact of its own."""
    told = {"dispute_id": one.id, "kind": kind, "on": on, "by": act.stamp.officer}
    said = {name: value for name, value in more.items() if value is not None}
    return act.file(DISPUTE_STEPS, told | {"said": ""} | said).id


def set_(act: Act, one: Dispute, **after: Any) -> None:
    """What already stands so is left alone."""
    news = {name: value for name, value in after.items() if getattr(one, name) != value}
    if news:
        before = {name: getattr(one, name) for name in news}
        act.set_state(DISPUTES, one.id, before=before, after=news)


def steps(view: View, id: UUID, kind: str) -> Sequence[DisputeStep]:
    """Those of one kind that stand, the earliest first."""
    mine = select(DisputeStep).where(
        DisputeStep.dispute_id == id,
        DisputeStep.kind == kind,
        DisputeStep.withdrawn_at.is_(None),
    )
    return view.all(mine.order_by(DisputeStep.on, DisputeStep.row))


def parties(view: View, one: Dispute) -> set[UUID]:
    """The two, whoever joined them, and the records merged into theirs."""
    joined = (step.person_id for step in steps(view, one.id, "joined"))
    known = {one.one_id, one.other_id, *filter(None, joined)}
    return {id for each in known for id in references.family(view.session, each)}


# Visits, parties, risks


@service(right=RIGHT, audit="dispute party joined")
def join(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """A third party and more."""
    one = standing(act, id)
    if values["person_id"] in parties(act, one):
        raise wrong("person_id", _("已是这件纠纷的当事人"))
    more = {"person_id": values["person_id"], "said": values.get("said")}
    return [one.id, step(act, one, "joined", on_of(act, one, values), **more)]


@service(right=RIGHT, audit="dispute visited")
def revisit(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """走访 before an agreement, 回访 after it. The committee alone does not stand for the station's
    visit where it came to violence.
    """
    one, by = standing(act, id), values["visitor"]
    on = on_of(act, one, values)
    more = {"visitor": by, "said": values["said"], "present": values.get("present")}
    alone = by == rules.COMMITTEE_ALONE
    who = codes.label("dispute_visitor", by) if alone else act.stamp.officer
    done = step(act, one, "revisit", on, by=who, **more)
    if one.domestic and alone:
        return [one.id, done]
    after: dict[str, Any] = {"visited_on": max(on, one.visited_on or on)}
    if rules.is_settled(one) and one.effective_on and on >= one.effective_on:
        after |= _after_agreement(act, one, on)
    set_(act, one, **after)
    return [one.id, done]


def _after_agreement(act: Act, one: Dispute, on: date) -> dict[str, date]:
    """The first, or the second: that is one after the days of the first are over."""
    assert one.effective_on is not None  # noqa: S101  so says who asks
    first = act.stamp.terms.due("dispute_revisit_first", one.effective_on).due_on
    if one.revisited_on is None:
        return {"revisited_on": on}
    return {"again_on": on} if on > first and one.again_on is None else {}


@service(right=RIGHT, audit="dispute risk told")
def tell_risk(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """治安风险 found by a mediator (人民调解法 25): told here, and a graver level asked."""
    one, why = standing(act, id), values["said"]
    on = on_of(act, one, values)
    done = step(act, one, "risk", on, said=why, by=values.get("by"))
    set_(act, one, risk_on=on)
    propose(act, one, on, str(_("调解员报告治安风险：{why}", why=why)))
    return [one.id, done]


# Levels


def propose(act: Act, one: Dispute, on: date, why: str) -> None:
    """A graver level, where there is one; it is decided on the dispute."""
    if rules.may_rise(one):
        longest = 1000  # characters of the field
        set_(act, one, raise_on=on, raise_why=why[:longest])


@service(right=RIGHT, audit="dispute raised")
def raise_level(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """升级 by one level of the table, with its reason."""
    one = standing(act, id)
    higher = rules.above(one.level)
    if higher is None:
        raise Refused(_("已是最高的等级"))
    return _graded(act, one, "raised", higher, values)


@service(right=GRADE, audit="dispute lowered")
def lower_level(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """降级, by the chief."""
    one, level = standing(act, id), values["level"]
    if not rules.is_lower(level, one.level):
        raise wrong("level", _("请选比现在低的等级"))
    return _graded(act, one, "lowered", level, values)


def _graded(act: Act, one: Dispute, kind: str, level: str, values: Mapping[str, Any]) -> list[UUID]:
    on = on_of(act, one, values)
    label = codes.label(rules.TABLE, level)
    done = step(act, one, kind, on, said=f"{label}：{values['said']}")
    set_(act, one, level=level, graded_on=on, raise_on=None, raise_why=None)
    return [one.id, done]


@service(right=GRADE, audit="dispute level kept")
def keep_level(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """不予升级 what was proposed, by the chief and with his reason."""
    one = standing(act, id)
    if not rules.is_proposed(one):
        raise Refused(_("没有升级的建议"))
    done = step(act, one, "kept", on_of(act, one, values), said=values["said"])
    set_(act, one, raise_on=None, raise_why=None)
    return [one.id, done]


# 三调联动


@service(right=RIGHT, audit="dispute taken over")
def take_over(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """接收移交: from which channel, by which paper."""
    one = standing(act, id)
    more = {name: values.get(name) for name in ("channel", "number", "said")}
    on = values.get("on") or act.stamp.today
    if on > act.stamp.today:
        raise Refused(_("日期在今天之后"))
    return [one.id, step(act, one, "taken_over", on, **more)]


@service(right=RIGHT, audit="dispute handed over")
def hand_over(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """移交其他途径, with its paper; whose the dispute is stays, until an answer comes."""
    one = standing(act, id)
    if rules.is_settled(one):
        raise Refused(_("调解协议已经生效，不再移交"))
    more = {name: values.get(name) for name in ("channel", "number", "said")}
    done = step(act, one, "handed_over", on_of(act, one, values), **more)
    set_(act, one, channel=values["channel"])
    return [one.id, done]


@service(right=RIGHT, audit="dispute channel answered")
def answer_channel(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """What came of a hand-over; `back`: it is the station's again."""
    one = standing(act, id)
    if one.channel is None:
        raise Refused(_("没有移交其他途径"))
    more = {name: values.get(name) for name in ("number", "said")}
    done = step(act, one, "answered", on_of(act, one, values), channel=one.channel, **more)
    if values.get("back"):
        set_(act, one, channel=None)
    return [one.id, done]


@service(right=RIGHT, audit="dispute closed")
def close(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """办结, with what its result needs. Raises Refused, Rejected."""
    one, result = standing(act, id), values["result"]
    on = on_of(act, one, values, max(filter(None, (one.on, one.again_on, one.turned_on))))
    if why := rules.close_problem(one, result):
        raise wrong("result", why)
    done = step(act, one, "closed", on, said=values.get("said"))
    set_(act, one, state=CLOSED, closed_on=on, result=result, raise_on=None, raise_why=None)
    return [one.id, done]
