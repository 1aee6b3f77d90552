"""What is done with somebody in the station, each thing at its hour and kept as a step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import select

from station_app.access.act import Act
from station_app.access.service import service
from station_app.core.days import day_of
from station_app.core.errors import Problem, Refused, Rejected
from station_app.core.register import complete
from station_app.core.texts import Text, _
from station_app.custody import rules
from station_app.custody.records import (
    APPROVED,
    EXTENDED,
    FAMILY_NOT_TOLD,
    FAMILY_TOLD,
    GROUND,
    IDENTIFIED,
    ITEMS_RETURNED,
    ITEMS_TAKEN,
    LEFT,
    MOVED,
    RESTARTED,
    SPECIAL,
    STOP_QUESTION,
    Custody,
    CustodyStep,
)
from station_app.custody.register import CUSTODY, CUSTODY_STEPS
from station_app.identity.codes import label
from station_app.people.records import Person
from station_app.people.register import PEOPLE

NUMBERED = "R"


@service(right="enter-custody", audit="custody entered")
def enter(act: Act, values: Mapping[str, Any]) -> Custody:
    """到所登记: its number, and four hours where his age asks for it. Raises Rejected, Absent."""
    told = dict(values) | {"number": act.next_number(NUMBERED)}
    told["officer"] = values.get("officer") or act.stamp.officer
    if told.get("person_id") and told.get("ground") == STOP_QUESTION:
        on = told.get("arrived_at") or act.stamp.now
        told["special"] = told.get("special") or _group(act, told["person_id"], on)
    told["hours"] = None  # as it follows from all that is known now
    complete(CUSTODY, told)
    return cast(Custody, act.file(CUSTODY, told))


def _group(act: Act, person_id: UUID, at: datetime) -> str | None:
    person = cast(Person, act.load(PEOPLE, person_id))
    return rules.group_of(person.birth, day_of(at))


@service(right="attend-custody", audit="custody step entered")
def step(act: Act, id: UUID, values: Mapping[str, Any], kind: str) -> Sequence[UUID]:
    """One thing done, by whom and when. Raises Absent, Refused, Rejected."""
    found = custody(act, id)
    if kind != ITEMS_RETURNED:
        refuse_gone(found)
    _note(act, found, kind, values)
    if kind in (ITEMS_TAKEN, ITEMS_RETURNED):
        _change(act, found, items_held=kind == ITEMS_TAKEN)
    if kind == MOVED:
        _change(act, found, room=values["text"])
    return [found.id]


@service(right="attend-custody", audit="family told")
def tell_family(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """Whom, or why nobody (治 97): one of the two. Raises Absent, Refused, Rejected."""
    if bool(values.get("whom")) == bool(values.get("text")):
        raise _rejected("whom", _("请写通知了谁；没有通知的，在“未通知的原因”写明"))
    kind = FAMILY_TOLD if values.get("whom") else FAMILY_NOT_TOLD
    return step(act, id, values, kind)


@service(right="attend-custody", audit="custody approved")
def approve(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """审批继续盘问, as the paper says it. Raises Absent, Refused, Rejected."""
    found = custody(act, id)
    refuse_gone(found)
    if found.ground != STOP_QUESTION:
        raise Refused(_("只有继续盘问的办理这项审批"))
    if _has(act, found, APPROVED):
        raise Refused(_("继续盘问已经审批"))
    _fit(rules.check_approval(found, values))
    _note(act, found, APPROVED, values)
    return [found.id]


@service(right="attend-custody", audit="custody extended")
def extend(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """Longer, as it was approved: by whom, under what number, at what hour.

    Raises Absent, Refused, and Rejected with the article where the law allows it not.
    """
    found = custody(act, id)
    refuse_gone(found)
    told = dict(values) | {"at": _at(act, found, values)}
    _fit(rules.check_extension(found, told, act.stamp.terms))
    if found.ground == STOP_QUESTION and not _has(act, found, APPROVED):
        raise Refused(_("继续盘问还没有审批，不能延长"))
    _note(act, found, EXTENDED, told)
    _change(act, found, hours=told["hours"])
    return [found.id]


@service(right="attend-custody", audit="custody counted anew")
def restart(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """程 62: taken over from another unit, the time of questioning begins anew."""
    found = custody(act, id)
    if not rules.may_restart(found):
        raise Refused(
            _("只有询问查证的期限因移送管辖重新计算（《公安机关办理行政案件程序规定》第六十二条）")
        )
    at = _at(act, found, values)
    _note(act, found, RESTARTED, dict(values) | {"at": at})
    hours = rules.first_hours(found.ground, found.special)
    _change(act, found, restarted_at=at, hours=hours)
    return [found.id]


@service(right="attend-custody", audit="custody ground changed")
def change_ground(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """A limit that already ran goes on from where it began; else it begins at this hour."""
    found, ground = custody(act, id), values["ground"]
    refuse_gone(found)
    _fit(rules.check_ground(found, ground))
    at = _at(act, found, values)
    stopped = ground == STOP_QUESTION
    after: dict[str, Any] = {"ground": ground, "circumstance": values.get("circumstance")}
    if stopped and found.person_id and not found.special:
        after["special"] = _group(act, found.person_id, at)
    after["hours"] = rules.first_hours(ground, after.get("special", found.special))
    if after["hours"] and found.counted_from is None:
        after["counted_from"] = at
    said = "；".join(filter(None, (label("custody_ground", ground), values.get("text"))))
    _note(act, found, GROUND, {"at": at, "text": said})
    _change(act, found, **after)
    return [found.id]


@service(right="attend-custody", audit="custody identified")
def identify(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """查明身份: whoever he turns out to be; four hours where his age asks for it."""
    found = custody(act, id)
    if found.person_id is not None:
        raise Refused(_("已登记是谁；误录的请作废，重新登记"))
    _note(act, found, IDENTIFIED, values)
    _change(act, found, person_id=values["person_id"])
    group = _group(act, values["person_id"], found.arrived_at)
    if rules.is_stopped(found) and group and not found.special:
        _shorten(act, found, group)
    return [found.id]


@service(right="attend-custody", audit="custody limited")
def mark_special(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """Found to be of the four hours: they run from the arrival, whatever was allowed before."""
    found = custody(act, id)
    refuse_gone(found)
    if not rules.is_stopped(found) or found.special:
        raise Refused(_("只用于还没有登记这一项的继续盘问"))
    _note(act, found, SPECIAL, values)
    _shorten(act, found, values["special"])
    return [found.id]


@service(right="attend-custody", audit="custody ended")
def leave(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """离所, late or not: over the limit it asks why. Raises Absent, Refused, Rejected."""
    found = custody(act, id)
    refuse_gone(found)
    at = _at(act, found, values)
    told = dict(values) | {"left_at": at}
    _fit(rules.check_leaving(found, told, act.stamp.terms))
    how = label("custody_left", values["left_how"])
    went = label("custody_fetched", values["fetched"]) if values.get("fetched") else ""
    said = "；".join(filter(None, (how, went, values.get("over_reason"))))
    _note(act, found, LEFT, {"at": at, "whom": values.get("left_with"), "text": said})
    names = ("left_how", "left_with", "over_reason")
    _change(act, found, left_at=at, **{n: values.get(n) for n in names})
    return [found.id]


# What all of them do


def custody(act: Act, id: UUID) -> Custody:
    return cast(Custody, act.load(CUSTODY, id))


def refuse_gone(found: Custody) -> None:
    if not rules.is_inside(found):
        raise Refused(_("已于 {at} 离所", at=rules.clock_time(cast(datetime, found.left_at))))


def steps(act: Act, id: UUID) -> Sequence[CustodyStep]:
    """In the order of their hours."""
    query = select(CustodyStep).where(
        CustodyStep.custody_id == id, CustodyStep.withdrawn_at.is_(None)
    )
    return act.all(query.order_by(CustodyStep.at, CustodyStep.row))


def _has(act: Act, found: Custody, kind: str) -> bool:
    return any(one.kind == kind for one in steps(act, found.id))


def _at(act: Act, found: Custody, values: Mapping[str, Any]) -> datetime:
    """Now where nothing was typed. Raises Rejected before the arrival and in the future."""
    at: datetime = values.get("at") or act.stamp.now
    if at < found.arrived_at:
        raise _rejected("at", _("早于到所时间（{at}）", at=rules.clock_time(found.arrived_at)))
    if at > act.stamp.now:
        raise _rejected("at", _("时间还没有到"))
    return at


def _note(act: Act, found: Custody, kind: str, values: Mapping[str, Any]) -> None:
    kept = {n: v for n, v in values.items() if v is not None and n in CUSTODY_STEPS.by_name}
    given = {"officer": act.stamp.officer} | kept
    given |= {"custody_id": found.id, "kind": kind, "at": _at(act, found, values)}
    act.file(CUSTODY_STEPS, given)


def _shorten(act: Act, found: Custody, group: str) -> None:
    _change(act, found, special=group, hours=rules.SHORT)


def _change(act: Act, found: Custody, **after: Any) -> None:
    """What already stands so is left alone."""
    news = {name: value for name, value in after.items() if getattr(found, name) != value}
    if news:
        before = {name: getattr(found, name) for name in news}
        act.set_state(CUSTODY, found.id, before=before, after=news)


def _fit(problems: Any) -> None:
    if found := list(problems):
        raise Rejected(found, LABELS)


def _rejected(field: str, why: Text) -> Rejected:
    return Rejected([Problem(field, why)], LABELS)


LABELS = CUSTODY.labels | CUSTODY_STEPS.labels | {"fetched": _("夜间离所")}
