"""What a dispute has to do with calls, cases and measures.

Calls of the same two are counted within one officer's own open disputes alone; what a dispute
is linked to is a step of it, which goes with a call or a case that is sealed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast
from uuid import UUID

from sqlalchemy import select

from station_app.access import secrecy
from station_app.access.act import Act, View
from station_app.access.service import service
from station_app.calls.records import FALSE, REPEATED, Call
from station_app.calls.register import CALLS
from station_app.cases.records import CRIMINAL, Case
from station_app.cases.register import CASES
from station_app.cases.service import people as case_people
from station_app.core.days import day_of
from station_app.core.errors import Refused
from station_app.core.texts import _
from station_app.disputes import rules
from station_app.disputes import service as disputes
from station_app.disputes.records import CLOSED, Dispute, DisputeStep
from station_app.disputes.service import on_of, parties, set_, standing, step, wrong
from station_app.measures.kinds import PROTECTION, WARNING
from station_app.measures.records import Measure
from station_app.measures.register import MEASURES
from station_app.storage import references

LINKS = {WARNING: ("warning", "warned_on"), PROTECTION: ("order", "protected_on")}
TYPED = ("kind", "one_id", "other_id", "facts", "level", "domestic", "committee")


# From a call


@service(right="enter-dispute", audit="dispute entered from a call")
def from_call(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """登记为矛盾纠纷: a new one; in a dispute of one's own between the two one more call, with what
    happened this time.
    """
    call = cast(Call, act.load(CALLS, id))
    if call.withdrawn_at or not may_be_one(call):
        raise Refused(_("虚假警情和重复报警不登记为纠纷，请用原来的警情"))
    both = values["one_id"], values["other_id"]
    mine = own_open(act, *both)
    if any(_is_linked(act, one.id, call.id) for one in mine):
        raise Refused(_("这条警情已经关联纠纷"))
    one = mine[0] if mine else _opened(act, call, values)
    told = {"call_id": call.id, "number": call.number, "said": values["facts"] if mine else ""}
    done = step(act, one, "call", day_of(call.reported_at), **told)
    _propose(act, one, act.stamp.today)
    return [one.id, done, call.id]


def may_be_one(call: Any) -> bool:
    return call.disposal not in (FALSE, REPEATED)


def _opened(act: Act, call: Call, values: Mapping[str, Any]) -> Dispute:
    told = {name: values[name] for name in TYPED if values.get(name) is not None}
    told |= {"source": "call", "on": day_of(call.reported_at), "place_id": call.place_id}
    return disputes.enter(act, told)


def _is_linked(view: View, dispute_id: UUID, call_id: UUID) -> bool:
    return any(one.call_id == call_id for one in disputes.steps(view, dispute_id, "call"))


def own_open(view: View, one_id: UUID, other_id: UUID) -> Sequence[Dispute]:
    """This officer's open disputes between the two, the earliest first; nobody else's."""
    one, other = (references.family(view.session, id) for id in (one_id, other_id))
    pairs = (Dispute.one_id.in_(one) & Dispute.other_id.in_(other)) | (
        Dispute.one_id.in_(other) & Dispute.other_id.in_(one)
    )
    mine = select(Dispute).where(
        pairs,
        Dispute.handler == view.stamp.officer,
        Dispute.state != CLOSED,
        Dispute.withdrawn_at.is_(None),
    )
    return view.all(mine.order_by(Dispute.on, Dispute.row))


def _propose(act: Act, one: Dispute, on: date) -> None:
    """升级 is proposed with the calls named, once for as many calls."""
    ids = [each.id for each in own_open(act, one.one_id, one.other_id)] or [one.id]
    called = select(DisputeStep).where(
        DisputeStep.dispute_id.in_(ids),
        DisputeStep.kind == "call",
        DisputeStep.withdrawn_at.is_(None),
    )
    found = act.all(called.order_by(DisputeStep.on, DisputeStep.row))
    if rules.too_often([each.on for each in found], on):
        calls = "；".join(f"{each.on} {each.number}" for each in found)
        disputes.propose(act, one, on, str(_("同一双方多次报警：{calls}", calls=calls)))


# Domestic violence


@service(right=disputes.RIGHT, audit="dispute linked to a measure")
def link_measure(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """告诫书、人身安全保护令 between the two, of the same officer: others' are not told."""
    one = standing(act, id)
    measure = cast(Measure, act.load(MEASURES, values["measure_id"]))
    secrecy.refuse(act, MEASURES, measure.id)
    if not one.domestic:
        raise Refused(_("先修改为涉及家庭暴力的纠纷，再关联告诫书、保护令"))
    if measure.withdrawn_at or measure.kind not in LINKS:
        raise wrong("measure_id", _("请选告诫书或者人身安全保护令"))
    if not {measure.person_id, measure.protected_id} <= parties(act, one):
        raise wrong("measure_id", _("不是这件纠纷当事人之间的告诫书（保护令）"))
    if measure.handler != one.handler:
        raise wrong("measure_id", _("告诫书（保护令）与纠纷应当由同一名民警经办"))
    kind, day = LINKS[measure.kind]
    if any(each.measure_id == measure.id for each in disputes.steps(act, one.id, kind)):
        raise Refused(_("已经关联"))
    more = {"measure_id": measure.id, "number": measure.document_number, "until": measure.end}
    done = step(act, one, kind, measure.decided_on, **more)
    set_(act, one, **{day: measure.decided_on})
    return [one.id, done]


def own_measure(view: View, one: Dispute) -> UUID | None:
    """The one that is not linked yet, where there is just one of this officer's."""
    known = {each.measure_id for kind, _day in LINKS.values()
             for each in disputes.steps(view, one.id, kind)}  # fmt: skip
    both = parties(view, one)
    mine = select(Measure).where(
        Measure.kind.in_(LINKS),
        Measure.person_id.in_(both),
        Measure.protected_id.in_(both),
        Measure.handler == view.stamp.officer,
        Measure.withdrawn_at.is_(None),
    )
    found = [each.id for each in view.all(mine) if each.id not in known]
    return found[0] if len(found) == 1 else None


# 民转刑


@service(right=disputes.RIGHT, audit="dispute turned criminal")
def turn_criminal(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """The criminal case it became, and the most that had been tried before."""
    one = standing(act, id)
    if not rules.may_turn(one):
        raise Refused(_("已登记民转刑"))
    case = cast(Case, act.load(CASES, values["case_id"]))
    if case.withdrawn_at or case.kind != CRIMINAL:
        raise wrong("case_id", _("请选已受理的刑事案件"))
    named = {each.person_id for each in case_people(act, case.id)}
    if not named & parties(act, one):
        raise wrong("case_id", _("案件里没有这件纠纷的当事人"))
    on = on_of(act, one, values)
    done = step(
        act, one, "turned", on, case_id=case.id, number=case.number, said=values.get("said")
    )
    set_(act, one, turned_on=on, tried=rules.tried(one))
    return [one.id, done, case.id]
