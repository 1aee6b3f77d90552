"""表扬 and 减刑: proposed on four conditions and six months, or on an outstanding deed.

社区矫正法 28, 33; 社区矫正法实施办法 33, 42.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, cast
from uuid import UUID

from sqlalchemy import select

from station_app.access import secrecy
from station_app.access.act import Act, View
from station_app.access.action import Action
from station_app.access.service import service
from station_app.clocks.calendar import add_months
from station_app.core.decided import APPROVED, COUNTY, COURT
from station_app.core.errors import Problem, Refused, Rejected
from station_app.core.register import Field, Merge
from station_app.core.texts import Text, _
from station_app.corrections.records import Supervision
from station_app.corrections.rules import is_under
from station_app.discipline import rules
from station_app.discipline.records import (
    COMMENDATION,
    DECIDED,
    REDUCTION,
    REFUSED,
    SENT,
    TOLD,
    Commendation,
)
from station_app.discipline.register import COMMENDATIONS
from station_app.workflows.supervision import grounds, notices
from station_app.workflows.supervision.living import supervision, under
from station_app.workflows.supervision.notices import PROCURATORATE
from station_app.workflows.supervision.outcome import ON, outcome, told

CONDITIONS = ("accepts", "obeys_law", "obeys_rules", "takes_education")
MONTHS = "commendation_months"
NOTICES = {COMMENDATION: "commendation", REDUCTION: "commutation"}


def _asked(name: str, **how: Any) -> Field:
    return replace(COMMENDATIONS[name], merge=Merge.GUARDED, group=None, **how)


def commendations(view: View, supervision_id: UUID) -> Sequence[Commendation]:
    of_him = select(Commendation).where(
        Commendation.supervision_id == supervision_id, Commendation.withdrawn_at.is_(None)
    )
    return view.all(of_him.order_by(Commendation.row))


def obstacles(act: Act, one: Supervision, on: date) -> Iterator[Text]:
    """Why the record does not bear a commendation on that day, outstanding deeds apart."""
    begins = one.reported_on or one.start
    since = act.stamp.terms.due(MONTHS, begins).due_on
    if on < since:
        yield _("接受社区矫正满六个月是 {day}", day=since)
    for each in grounds.sanctions(act, one.id):
        if rules.is_made(each) and (each.decided_on or on) > add_months(on, -6):
            yield _("最近六个月内受到处理（{day}），与遵守规定的条件不符", day=each.decided_on)
    if one.lost_since:
        yield _("正脱离监管")


@service(right="commend", audit="commendation proposed")
def commendation(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """表扬 (实施办法 33). Raises Rejected where neither the conditions nor a deed are there."""
    one, on = under(act, id), values.get("on") or act.stamp.today
    if not values.get("outstanding"):
        if why := next(obstacles(act, one, on), None):
            raise _rejected("outstanding", why)
        if missing := [name for name in CONDITIONS if not values.get(name)]:
            raise _rejected(missing[0], _("四项条件须同时具备，或者有突出表现"))
    return _file(act, one, COMMENDATION, on, values)


@service(right="commend", audit="reduction proposed")
def reduction_proposal(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """提请减刑 (法 33): by way of the city's body to the intermediate court."""
    one, on = under(act, id), values.get("on") or act.stamp.today
    if any(
        each.kind == REDUCTION and rules.is_undecided(each) for each in commendations(act, one.id)
    ):
        raise Refused(_("已提请减刑，尚未裁定"))
    return _file(act, one, REDUCTION, on, values)


def _file(act: Act, one: Supervision, kind: str, on: date, values: Mapping[str, Any]) -> list[UUID]:
    own = {name: values[name] for name in (*CONDITIONS, "outstanding") if name in values}
    made = act.file(
        COMMENDATIONS,
        own
        | {
            "supervision_id": one.id,
            "kind": kind,
            "facts": values["facts"],
            "proposed_on": on,
            "entered_by": act.stamp.officer,
        },
    )
    return [one.id, made.id]


@service(right="commend", audit="reduction forwarded to the city")
def forward(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    found = _one(act, id)
    if not rules.needs_forwarding(found):
        raise Refused(_("不需要上报，或者已经上报"))
    return _set(act, found, {"forwarded_on": values.get("on") or act.stamp.today})


@service(right="commend", audit="reduction sent to the court")
def send(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """By the city's body; the court rules within thirty days of receiving it."""
    found = _one(act, id)
    if not rules.may_go_to_court(found):
        raise Refused(_("减刑建议须先经设区的市级社区矫正机构，再送中级人民法院"))
    on = values.get("on") or act.stamp.today
    if found.forwarded_on and on < found.forwarded_on:
        raise _rejected("on", _("早于上报日期"))
    after = {"sent_on": on, "sent_to": values["sent_to"], "sent_number": values["sent_number"]}
    return _set(act, found, after | {"state": SENT})


@service(right="commend", audit="commendation decided")
def decide(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    found = _one(act, id)
    if not rules.commendation_awaits_decision(found):
        raise Refused(_("尚未送交，或者已经有决定"))
    county = supervision(act, found.supervision_id).executing_county
    organ = values.get("decided_by") or found.sent_to or county
    if not organ:
        raise _rejected("decided_by", _("请写决定机关"))
    approved = values["decision"] == APPROVED
    after = {
        "decision": values["decision"],
        "level": COUNTY if found.kind == COMMENDATION else COURT,
        "decided_on": values.get("on") or act.stamp.today,
        "decided_by": organ,
        "decision_number": values["decision_number"],
        "result": values.get("result"),
        "refusal": values.get("refusal") or None,
        "state": DECIDED if approved else REFUSED,
    }
    return _set(act, found, after)


@service(right="commend", audit="commendation copied to the procuratorate")
def copy(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    found = _one(act, id)
    if not rules.awaits_copy(found):
        raise Refused(_("尚无文书可抄送，或者已经抄送"))
    one, on = supervision(act, found.supervision_id), values.get("on") or act.stamp.today
    number = found.sent_number or found.decision_number or ""
    kind, about = NOTICES[found.kind], (COMMENDATIONS.name, found.id)
    told_ids = notices.tell(act, one, kind, [PROCURATORATE], on, number=number, about=about)
    return [*_set(act, found, {"copied_on": on}), *told_ids]


@service(right="commend", audit="commendation told")
def tell(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    found = _one(act, id)
    if not rules.awaits_telling(found):
        raise Refused(_("尚无决定，或者已经告知"))
    after = told(act, found.supervision_id, values)
    return _set(act, found, after | ({"state": TOLD} if found.state == DECIDED else {}))


def _one(act: Act, id: UUID) -> Commendation:
    secrecy.refuse(act, COMMENDATIONS, id)
    return cast(Commendation, act.load(COMMENDATIONS, id))


def _set(act: Act, found: Commendation, after: Mapping[str, Any]) -> list[UUID]:
    act.move(COMMENDATIONS, found, after)
    return [found.id]


def _rejected(field: str, why: Text) -> Rejected:
    return Rejected([Problem(field, why)], COMMENDATIONS.labels)


FACTS = _asked("facts", required=True)
PROPOSED_ON = replace(ON, label=_("提出日期"))

CORRECTIONS_ACTIONS = {
    action.name: action
    for action in (
        Action(
            name="commendation",
            title=_("表扬"),
            right="commend",
            fields=(
                *(_asked(name) for name in (*CONDITIONS, "outstanding")),
                *(FACTS, PROPOSED_ON),
            ),
            run=commendation,
            suits=is_under,
        ),
        Action(
            name="reduction_proposal",
            title=_("提请减刑"),
            right="commend",
            fields=(FACTS, PROPOSED_ON),
            run=reduction_proposal,
            suits=is_under,
        ),
    )
}

ACTIONS = {
    action.name: action
    for action in (
        Action(
            name="forward",
            title=_("报设区的市级社区矫正机构"),
            right="commend",
            fields=(ON,),
            run=forward,
            suits=rules.needs_forwarding,
        ),
        Action(
            name="send",
            title=_("送中级人民法院"),
            right="commend",
            fields=(
                _asked("sent_to", required=True),
                _asked("sent_number", required=True),
                ON,
            ),
            run=send,
            suits=rules.may_go_to_court,
        ),
        *outcome(
            "commend",
            (decide, rules.commendation_awaits_decision),
            (copy, rules.awaits_copy),
            (tell, rules.awaits_telling),
        ),
    )
}
