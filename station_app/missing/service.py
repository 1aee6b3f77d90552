"""The course of who is missed or found: told on, searched for, named, handed over, closed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import select

from station_app.access.act import Act
from station_app.access.roles import OFFICERS
from station_app.access.service import service
from station_app.core.days import day_of
from station_app.core.errors import Problem, Refused, Rejected
from station_app.core.register import complete
from station_app.core.texts import Text, _
from station_app.missing import rules
from station_app.missing.records import (
    CLOSED,
    CLOSING,
    CLUE,
    CONCLUDED,
    EXAMINED,
    FAMILY,
    FOUND,
    HANDED,
    IDENTIFIED,
    NOTICE,
    SEARCH,
    SHELTER,
    Missing,
)
from station_app.missing.register import MISSING, MISSING_STEPS
from station_app.storage.own_tables import Officer

NUMBERED = "Y"
RIGHT = "follow-missing"
TOLD = ("organ", "organ_name", "receiver", "number", "condition", "belongings", "said")


@service(right="enter-missing", audit="missing person entered")
def enter(act: Act, values: Mapping[str, Any]) -> Missing:
    """受理, at once and whoever reports, with its number and whose it is. Raises Rejected."""
    told = dict(values) | {"number": act.next_number(NUMBERED)}
    told["handler"] = told.get("handler") or act.stamp.officer
    serving = select(Officer.name).where(Officer.active.is_(True), Officer.role.in_(OFFICERS))
    known = act.all(serving)
    if known and told["handler"] not in known:
        raise _wrong("handler", _("“{name}”不是本所民警的账号", name=told["handler"]))
    complete(MISSING, told)
    return cast(Missing, act.file(MISSING, told))


@service(right=RIGHT, audit="missing person told on")
def notify(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """通报、协查: to whom, by which paper."""
    one, at = _open(act, id), _at(act, values)
    return _step(act, one, NOTICE, at, values, noticed_at=one.noticed_at or at)


@service(right=RIGHT, audit="missing person searched for")
def search(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """组织查找: where, by whom, with what result."""
    one, at = _open(act, id), _at(act, values)
    if not rules.is_looked_for(one):
        raise Refused(_("已经找到，或者不是走失（失踪）人员"))
    return _step(act, one, SEARCH, at, values, worked_on=_later(one, at))


@service(right=RIGHT, audit="clue of missing person")
def clue(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """线索: what somebody told, or a comparison brought."""
    one, at = _open(act, id), _at(act, values)
    return _step(act, one, CLUE, at, values, worked_on=_later(one, at))


@service(right=RIGHT, audit="unknown person named")
def identify(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """查明身份."""
    one, at = _open(act, id), _at(act, values)
    if not rules.may_be_named(one):
        raise Refused(_("身份已经查明；写错的请作废重录"))
    return _step(act, one, IDENTIFIED, at, values, person_id=values["person_id"])


@service(right=RIGHT, audit="found person examined")
def examine(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """送医检查, of a dead person 法医检验."""
    one, at = _open(act, id), _at(act, values)
    if not rules.may_be_examined(one):
        raise Refused(_("走失的人还没有找到"))
    return _step(act, one, EXAMINED, at, values, examined_on=day_of(at))


@service(right=RIGHT, audit="family told")
def tell_family(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """通知家属, or why it could not be."""
    one, at = _open(act, id), _at(act, values)
    return _step(act, one, FAMILY, at, values, told_family_on=day_of(at))


@service(right=RIGHT, audit="nature of death concluded")
def conclude(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """死亡性质; where a crime is suspected the case it is handled in. Raises Rejected."""
    one, at = _open(act, id), _at(act, values)
    if not rules.awaits_conclusion(one):
        raise Refused(_("不是非正常死亡，或者已有结论"))
    if one.examined_on is None:
        raise Refused(_("请先登记法医检验"))
    nature, case = values["nature"], values.get("case_number")
    if nature == rules.CRIMINAL and not case:
        raise _wrong("case_number", _("涉嫌犯罪的，请填立案的案件编号"))
    after = {"nature": nature, "concluded_on": day_of(at), "case_number": case}
    return _step(act, one, CONCLUDED, at, values, **after)


@service(right=RIGHT, audit="missing person found")
def found(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """找到: where, how, and how he is."""
    one, at = _open(act, id), _at(act, values)
    if not rules.is_looked_for(one):
        raise Refused(_("已经找到，或者不是走失（失踪）人员"))
    return _step(act, one, FOUND, at, values, found_at=at, found_how=values["found_how"])


@service(right=RIGHT, audit="handed over to the shelter")
def shelter_handover(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """救助移交 to the rescue station, of a grown person or a child who asks or needs it."""
    one, at = _open(act, id), _at(act, values)
    if not rules.may_go_to_shelter(one):
        raise Refused(_("不是发现的人员，或者已经移交"))
    organ = rules.SHELTER_STATION
    return _hand(act, one, SHELTER, at, dict(values) | {"organ": organ})


@service(right=RIGHT, audit="handed over")
def hand_over(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """移交 to family, hospital, civil affairs, an undertaker: to whom goes by what he is.

    Raises Rejected for another organ, and Refused for a body before its examination.
    """
    one, at, organ = _open(act, id), _at(act, values), values["organ"]
    if not rules.is_with_us(one):
        raise Refused(_("还没有找到，或者已经移交"))
    if organ not in rules.ORGANS[one.kind]:
        raise _wrong("organ", rules.UNWELCOME[one.kind])
    if rules.is_death(one) and one.examined_on is None:
        raise Refused(_("遗体未经法医检验，不能移交"))
    return _hand(act, one, HANDED, at, values)


@service(right=RIGHT, audit="missing person closed")
def close(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """办结; never for the time that has gone. Raises Refused."""
    one, at = _open(act, id), _at(act, values)
    result = values["result"]
    if result != "mistaken" and (why := rules.close_problem(one)):
        raise Refused(why)
    after = {"state": CLOSED, "closed_on": day_of(at), "result": result}
    return _step(act, one, CLOSING, at, values, **after)


def _hand(
    act: Act, one: Missing, kind: str, at: datetime, values: Mapping[str, Any]
) -> Sequence[UUID]:
    if not values.get("signed"):
        raise _wrong("signed", _("移交须由接收人签字"))
    organ = values["organ"]
    over = {} if organ in rules.PASSING else {"handed_to": organ, "handed_on": day_of(at)}
    return _step(act, one, kind, at, values, **over)


def _open(act: Act, id: UUID) -> Missing:
    """Raises Absent, and Refused where it is closed."""
    one = cast(Missing, act.load(MISSING, id))
    if not rules.is_open(one):
        raise Refused(_("已于 {day} 办结", day=one.closed_on))
    return one


def _at(act: Act, values: Mapping[str, Any]) -> datetime:
    at = cast(datetime, values.get("at") or act.stamp.now)
    if at > act.stamp.now:
        raise _wrong("at", _("时间在现在之后"))
    return at


def _later(one: Missing, at: datetime) -> Any:
    return max(filter(None, (one.worked_on, day_of(at))))


def _step(
    act: Act, one: Missing, kind: str, at: datetime, values: Mapping[str, Any], **after: Any
) -> Sequence[UUID]:
    if at < one.reported_at:
        raise _wrong("at", _("早于报告时间"))
    told = {name: value for name in TOLD if (value := values.get(name)) is not None}
    told |= {"missing_id": one.id, "kind": kind, "at": at, "officer": act.stamp.officer}
    filed = act.file(MISSING_STEPS, told)
    news = {name: value for name, value in after.items() if getattr(one, name) != value}
    if news:
        before = {name: getattr(one, name) for name in news}
        act.set_state(MISSING, one.id, before=before, after=news)
    return [one.id, filed.id]


def _wrong(field: str, why: Text) -> Rejected:
    return Rejected([Problem(field, why)], MISSING.labels | MISSING_STEPS.labels)
