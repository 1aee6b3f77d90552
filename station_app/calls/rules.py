"""What a call needs, and what of it is only to be looked at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from station_app.calls.records import (
    ADMIN_CASE,
    CRIMINAL_CASE,
    OTHER,
    REPEATED,
    TRANSFERRED,
)
from station_app.core.days import BEIJING, day_of
from station_app.core.errors import Problem
from station_app.core.register import Duty
from station_app.core.texts import _
from station_app.identity import tables

TIMES = ("reported_at", "taken_at", "dispatched_at", "set_out_at", "arrived_at", "answered_at")
CASES = (ADMIN_CASE, CRIMINAL_CASE)


def derive(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """The day it is counted under, its weekday (1 to 7) and hour (00 to 23) at the desk."""
    if not (at := values.get("reported_at")):
        return {}
    on = day_of(at)
    return {"on": on, "weekday": str(on.isoweekday()), "hour": f"{at.astimezone(BEIJING):%H}"}


def check(call: Any, today: date) -> Iterator[Problem]:
    for name in (*TIMES, "disposed_at"):
        if (at := getattr(call, name)) and day_of(at) > today:
            yield Problem(name, _("时间在今天之后"))
    if call.secret and (call.caller_id or call.caller_said or call.caller_phone):
        yield Problem("caller_said", _("要求保密的，报警人只记在“涉及的人员”中"))
    if not (call.facts or call.category):
        yield Problem("facts", _("请写简要警情，或者选警情类别"))


def doubts(values: Mapping[str, Any]) -> Iterator[Problem]:
    """Times that lie before an earlier step: clocks differ, so it is said and taken."""
    known = [(name, at) for name in TIMES if (at := values.get(name))]
    for (_one, before), (name, at) in pairwise(known):
        if at < before:
            yield Problem(name, _("早于前一步的时间，请核对；可以照此保存"))


def may_be_case(category: str | None) -> bool:
    """By the table of categories, which the station may edit; one not chosen may be anything."""
    found = _categories().get(category or "")
    return found is None or found["case"] == "1"


def counted() -> set[str]:
    """Kinds of calls that are counted by place; not violence at home, tips, or a life at risk."""
    return {code for code, row in _categories().items() if row["counted"] == "1"}


def _categories() -> dict[str, dict[str, str]]:
    return {row["code"]: row for row in tables.rows("call_category")}


def check_person(one: Any, _today: date) -> Iterator[Problem]:
    if not (one.person_id or one.said):
        yield Problem("said", _("请选人员，或者写明车辆、物品"))


def check_evidence(one: Any, today: date) -> Iterator[Problem]:
    if (one.call_id is None) == (one.case_id is None):
        yield Problem("case_id", _("证据随警情或者案件接受"))
    if day_of(one.received_at) > today:
        yield Problem("received_at", _("时间在今天之后"))
    if one.second and one.second == one.officer:
        yield Problem("second", _("两名民警须是两个人"))


def check_disposal(call: Any, told: Mapping[str, Any]) -> Iterator[Problem]:
    """Each disposal with what it needs: the number of a case, where it went, what it repeats."""
    kind = told["disposal"]
    if kind in CASES and not told.get("case_number"):
        yield Problem("case_number", _("立为案件的，请填办案系统的案件编号"))
    if kind in CASES and not may_be_case(call.category):
        yield Problem("disposal", _("这一类警情不能立为案件，请先修改警情类别"))
    if kind in (TRANSFERRED, OTHER) and not told.get("transferred_to"):
        yield Problem("transferred_to", _("请写明移送（转往）的单位"))
    if kind == REPEATED and told.get("repeat_of") in (None, call.id):
        yield Problem("repeat_of", _("请选所重复的那条警情"))
    unfit = {"case_number": CASES, "transferred_to": (TRANSFERRED, OTHER), "repeat_of": (REPEATED,)}
    for name, kinds in unfit.items():
        if told.get(name) and kind not in kinds:
            yield Problem(name, _("与处理结果不符，请核对"))


def is_open(call: Any) -> bool:
    return call.disposal is None


def duties(call: Any) -> Iterator[Duty]:
    """An alarm that was taken is disposed of and answered."""
    if is_open(call):
        yield Duty("call_disposal", call.reported_at, "dispose")
