"""What is owed to who is missed or found, from the minute it was told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from station_app.core.days import day_of
from station_app.core.errors import Problem
from station_app.core.register import Duty
from station_app.core.texts import Text, _
from station_app.missing.records import (
    CLOSED,
    DEATH,
    FOUND_PERSON,
    FOUNDLING,
    HANDED,
    MISSED,
    OPEN,
    SHELTER,
)

CRIMINAL = "criminal"
FAMILY, CIVIL, HOSPITAL, FUNERAL, OTHER_STATION = (
    *("family", "civil", "hospital", "funeral"),
    "station",
)
SHELTER_STATION = "shelter"
ORGANS = {  # kind → to whom somebody of it may be handed over
    MISSED: (FAMILY, HOSPITAL, OTHER_STATION),
    FOUND_PERSON: (FAMILY, HOSPITAL, CIVIL, OTHER_STATION),
    FOUNDLING: (CIVIL, HOSPITAL, FAMILY),
    DEATH: (FUNERAL, FAMILY, HOSPITAL),
}
PASSING = (HOSPITAL,)  # treated there, and still the station's to see to
UNWELCOME = {
    MISSED: _("走失的人找到以后交给家属、医院或者其他派出所"),
    FOUND_PERSON: _("交给家属、医院、民政部门或者其他派出所；救助管理站请用“救助移交”"),
    FOUNDLING: _("弃婴（童）移交民政部门，先送医院检查；找到父母的交家属"),
    DEATH: _("遗体移交殡仪馆、家属或者医院"),
}


def derive(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Told and accepted are one moment."""
    at = values.get("reported_at")
    return {"accepted_at": at, "on": day_of(at)} if at else {}


def check(one: Any, today: date) -> Iterator[Problem]:
    if day_of(one.reported_at) > today:
        yield Problem("reported_at", _("时间在今天之后"))
    if one.seen_at and one.seen_at > one.reported_at:
        yield Problem("seen_at", _("晚于报告时间"))
    if not (one.person_id or one.described):
        yield Problem("described", _("不知道是谁的，请写明体貌、衣着、特征"))
    if not (one.place_id or one.place_said):
        yield Problem("place_said", _("请写明地点"))
    if not (one.reporter_id or one.reporter_said):
        yield Problem("reporter_said", _("请选报告人，或者写明是谁；民警发现的写民警"))


def check_step(step: Any, today: date) -> Iterator[Problem]:
    if day_of(step.at) > today:
        yield Problem("at", _("时间在今天之后"))


def is_open(one: Any) -> bool:
    return bool(one.state != CLOSED)


def is_looked_for(one: Any) -> bool:
    """Missed, and not found."""
    return is_open(one) and one.kind == MISSED and one.found_at is None


def is_death(one: Any) -> bool:
    return is_open(one) and one.kind == DEATH


def awaits_conclusion(one: Any) -> bool:
    return is_death(one) and one.concluded_on is None


def may_be_named(one: Any) -> bool:
    return is_open(one) and one.person_id is None


def may_be_examined(one: Any) -> bool:
    return is_open(one) and one.kind != MISSED


def is_with_us(one: Any) -> bool:
    """Found, and handed over to nobody yet."""
    if not is_open(one) or one.handed_on is not None:
        return False
    return one.kind != MISSED or one.found_at is not None


def may_go_to_shelter(one: Any) -> bool:
    return is_with_us(one) and one.kind == FOUND_PERSON


def is_to_shelter(step: Any) -> bool:
    return bool(step.kind == SHELTER)


def is_handing(step: Any) -> bool:
    return bool(step.kind == HANDED)


def close_problem(one: Any) -> Text | None:
    """Why it cannot be closed yet; what it came to stands in it already."""
    if one.kind == MISSED:
        return None if one.found_at else _("还没有找到：走失（失踪）人员不因时间长短办结")
    if one.kind == DEATH and one.concluded_on is None:
        return _("请先登记死亡性质的结论")
    return None if one.handed_on else _("请先登记移交")


def duties(one: Any) -> Iterator[Duty]:
    """By the officer whose it is."""
    return (replace(duty, owner=one.handler or "") for duty in _owed(one))


def _owed(one: Any) -> Iterator[Duty]:
    if not is_open(one):
        return
    if one.noticed_at is None and one.found_at is None:
        yield Duty(f"missing_notice_{one.kind}", one.accepted_at, "notify")
    if is_looked_for(one):
        yield Duty("missing_search", one.worked_on or one.on, "search")
    if one.kind == FOUNDLING and one.examined_on is None:
        yield Duty("foundling_hospital", one.accepted_at, "examine")
    if one.kind == DEATH and one.told_family_on is None:
        yield Duty("death_family", one.accepted_at, "tell_family")
    if awaits_conclusion(one):
        yield Duty("death_conclusion", one.on, "conclude")
    if one.kind in (FOUND_PERSON, FOUNDLING) and is_with_us(one):
        action = "shelter_handover" if one.kind == FOUND_PERSON else "hand_over"
        yield Duty(f"{one.kind}_handover", one.accepted_at, action)
    if one.state == OPEN and one.handed_on and close_problem(one) is None:
        yield Duty("missing_closing", one.handed_on, "close")
