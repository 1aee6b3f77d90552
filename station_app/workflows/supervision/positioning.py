"""使用电子定位装置: asked for on a ground found, decided by the county, three months at most.

社区矫正法 29: 经县级司法行政部门负责人批准; 不再需要的应当及时解除; each extension anew.
实施办法 37: special equipment, never a telephone; the person is told term, rules, consequences.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, cast
from uuid import UUID

from sqlalchemy import select

from station_app.access import secrecy
from station_app.access.act import Act
from station_app.access.action import Action
from station_app.access.service import service
from station_app.core.decided import APPROVED, COUNTY
from station_app.core.errors import Problem, Refused, Rejected
from station_app.core.kinds import Day
from station_app.core.register import Field, Merge
from station_app.core.texts import _
from station_app.corrections import rules as supervisions
from station_app.corrections.register import CORRECTIONS
from station_app.positioning import rules
from station_app.positioning.records import Positioning
from station_app.positioning.register import POSITIONINGS
from station_app.workflows.supervision import living
from station_app.workflows.supervision.living import not_before, on_of
from station_app.workflows.supervision.positioning_grounds import MISSING, shown

RIGHT = "position"
TERM = "positioning_term"
DAY = timedelta(days=1)
ON = Field(name="on", label=_("日期"), kind=Day(), help=_("不填为今天"))


def positioning_of(act: Act, id: UUID) -> Positioning:
    """Raises Absent, and Refused where the record is kept from this officer."""
    one = cast(Positioning, act.load(POSITIONINGS, id))
    secrecy.refuse(act, POSITIONINGS, one.id)
    return one


@service(right=RIGHT, audit="positioning asked for")
def ask(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """On one of the five grounds alone, found in the record; refused in words otherwise."""
    one, on = living.under(act, id), on_of(act, values)
    basis = shown(act, one, values["ground"], on)
    if not basis:
        raise Rejected([Problem("ground", MISSING[values["ground"]])], POSITIONINGS.labels)
    since = values["since"] or on
    told = {"supervision_id": one.id, "ground": values["ground"], "basis": basis}
    told |= {"facts": values["facts"], "asked_on": on, "entered_by": act.stamp.officer}
    filed = act.file(POSITIONINGS, told | _term(act, since, values["until"]))
    act.touch(CORRECTIONS.name, one.id)
    return [filed.id]


@service(right=RIGHT, audit="positioning decided")
def decide(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """By the head of the county's 司法行政部门, as received; the term is his to shorten."""
    one, on = positioning_of(act, id), on_of(act, values)
    if not rules.awaits_decision(one):
        raise Refused(_("已经作出决定，或者已经解除"))
    not_before(on, one.asked_on)
    names = ("decision", "decided_by", "decision_number", "refusal")
    after = {name: values[name] for name in names} | {"level": COUNTY, "decided_on": on}
    if values["decision"] == APPROVED:
        since = max(values["since"] or one.since, on)
        after |= _term(act, since, values["until"] or max(one.until, since))
    if one.extends_id and values["decision"] == APPROVED:
        _set(act, positioning_of(act, one.extends_id), extended_on=on)
    return _set(act, one, **after)


@service(right=RIGHT, audit="positioning told")
def tell(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """The person is told the term, the rules and what follows a breach."""
    one, on = positioning_of(act, id), on_of(act, values)
    if not rules.awaits_telling(one):
        raise Refused(_("没有批准，或者已经告知"))
    not_before(on, one.decided_on)
    return _set(act, one, told_on=on)


@service(right=RIGHT, audit="positioning device fitted")
def fit(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """Or changed for another; never before it was approved and he was told."""
    one, on = positioning_of(act, id), on_of(act, values)
    if not rules.may_fit(one):
        raise Refused(_("经批准并告知期限、要求和后果以后，才能佩戴"))
    not_before(on, max(one.since, one.told_on or one.since))
    if on > one.until:
        raise Refused(_("批准的使用期限到 {day} 为止", day=one.until))
    first = one.fitted_on or on
    return _set(act, one, fitted_on=first, device_number=values["device_number"])


@service(right=RIGHT, audit="positioning extension asked for")
def extend(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """Where its need was assessed again: another term, decided anew, of three months at most."""
    one, on = positioning_of(act, id), on_of(act, values)
    if not rules.is_running(one):
        raise Refused(_("没有正在使用的批准：需要使用的，请重新申请"))
    held = living.under(act, one.supervision_id)
    told = {"supervision_id": held.id, "extends_id": one.id, "ground": one.ground}
    told |= {"basis": one.basis, "facts": values["facts"], "asked_on": on}
    told |= {"entered_by": act.stamp.officer, "device_number": one.device_number}
    told |= _term(act, one.until + DAY, values["until"])
    return [act.file(POSITIONINGS, told).id, one.id]


@service(right=RIGHT, audit="positioning ended")
def stop(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """解除: at once when it is no longer needed, at the latest when its term is over."""
    one, on = positioning_of(act, id), on_of(act, values)
    if one.ended_on:
        raise Refused(_("已于 {day} 解除", day=one.ended_on))
    if one.extended_on:
        raise Refused(_("已批准延长，请在延长的批准上办理解除"))
    not_before(on, one.fitted_on or one.asked_on)
    return _set(act, one, ended_on=on, end_reason=values["end_reason"])


def end_all(act: Act, supervision_id: UUID, on: date, why: str) -> None:
    """Who is no longer supervised here wears nothing and waits for no decision."""
    running = select(Positioning).where(
        Positioning.supervision_id == supervision_id,
        Positioning.ended_on.is_(None),
        Positioning.withdrawn_at.is_(None),
    )
    for one in act.all(running):
        _set(act, one, ended_on=on, end_reason=why)


def _term(act: Act, since: date, until: date | None) -> dict[str, Any]:
    """Three months where no other end is said."""
    last = act.stamp.terms.due(TERM, since).due_on
    return {"since": since, "until": until or last}


def _set(act: Act, one: Positioning, **after: Any) -> Sequence[UUID]:
    act.move(POSITIONINGS, one, after)
    return [one.id]


def _asked(name: str, *, required: bool = True) -> Field:
    """A field of the register as an action asks it."""
    return replace(POSITIONINGS[name], required=required, merge=Merge.GUARDED)


POSITION = Action(
    name="positioning",
    title=_("申请使用电子定位装置"),
    right=RIGHT,
    fields=(
        *(_asked("ground"), _asked("facts"), ON),
        replace(_asked("since", required=False), help=_("不填为申请日期")),
        replace(_asked("until", required=False), help=_("不填为三个月；不得超过三个月")),
    ),
    run=ask,
    suits=supervisions.is_under,
)

ACTIONS = {
    action.name: action
    for action in (
        Action(
            name="decide",
            title=_("登记审批决定"),
            right=RIGHT,
            fields=(
                *(ON, _asked("decision")),
                replace(_asked("decided_by"), help=_("县级司法行政部门负责人")),
                *(_asked("decision_number"), _asked("refusal", required=False)),
                *(_asked("since", required=False), _asked("until", required=False)),
            ),
            run=decide,
            suits=rules.awaits_decision,
        ),
        Action(
            name="tell",
            title=_("告知期限、要求和后果"),
            right=RIGHT,
            fields=(ON,),
            run=tell,
            suits=rules.awaits_telling,
        ),
        Action(
            name="fit",
            title=_("佩戴（更换）装置"),
            right=RIGHT,
            fields=(
                ON,
                replace(_asked("device_number"), help=_("专用设备的编号，不得使用手机")),
            ),
            run=fit,
            suits=rules.may_fit,
        ),
        Action(
            name="extend",
            title=_("申请延长使用"),
            right=RIGHT,
            fields=(_asked("facts"), ON, _asked("until", required=False)),
            run=extend,
            suits=rules.is_running,
        ),
        Action(
            name="stop",
            title=_("解除电子定位"),
            right=RIGHT,
            fields=(ON, _asked("end_reason")),
            run=stop,
            suits=rules.is_running,
        ),
    )
}
