"""What a hazard owes and when, whose it is to order, and what may follow a re-check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from station_app.clocks.terms import Terms
from station_app.core.errors import Problem
from station_app.core.register import Duty
from station_app.core.texts import _
from station_app.hazards.records import CLOSED, CORRECTED, DONE, NOT, PARTLY, REFER
from station_app.identity.checklists import POLICE, checklist

ITEMS = checklist("rental").items


def derive(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """The power of an item is the checklist's and nobody's choice (law.md: R3–R5 never ordered)."""
    item = ITEMS.get(values.get("item") or "")
    return {"power": item.power} if item else {}


def check(hazard: Any, today: date) -> Iterator[Problem]:
    if ITEMS[hazard.item].is_note:
        yield Problem("item", _("内部线索不作隐患登记"))
    if hazard.found_on > today:
        yield Problem("found_on", _("日期在今天之后"))
    if hazard.deadline and not is_ours(hazard):
        yield Problem("deadline", _("不属公安机关权限的，不得限期改正，只能移送（抄告）"))
    if hazard.deadline and hazard.deadline < hazard.found_on:
        yield Problem("deadline", _("整改期限早于发现日期"))
    if (hazard.state == CLOSED) != (hazard.closed_on is not None):
        yield Problem("closed_on", _("销号须有复查结果和日期"))
    if hazard.state == CLOSED and hazard.rechecked != DONE:
        yield Problem("state", _("只有复查为已改正的才能销号"))


def check_recheck(recheck: Any, today: date) -> Iterator[Problem]:
    if recheck.on > today:
        yield Problem("on", _("日期在今天之后"))
    if recheck.second and recheck.second == recheck.inspector:
        yield Problem("second", _("两名复查人须是两个人"))
    if recheck.result == DONE and (recheck.follow or recheck.deadline):
        yield Problem("follow", _("已改正的，不需要后续处理"))
    if recheck.result in (PARTLY, NOT) and not recheck.follow and not recheck.inspection_id:
        yield Problem("follow", _("未改正的，请选择后续处理"))


def is_ours(hazard: Any) -> bool:
    """Whether the station itself may order its correction: by the list, not by what is stored."""
    return ITEMS[hazard.item].power == POLICE


def unclosed(hazard: Any) -> bool:
    return bool(hazard.state != CLOSED)


def awaits_report(hazard: Any) -> bool:
    return unclosed(hazard) and hazard.state != CORRECTED


def awaits_transfer(hazard: Any) -> bool:
    return unclosed(hazard) and not is_ours(hazard) and hazard.referred_on is None


def deadline_for(item: str, on: date, terms: Terms) -> date:
    """The usual last day to correct an item that was found on a day."""
    return terms.due(ITEMS[item].term, on).due_on


def duties(hazard: Any) -> Iterator[Duty]:
    """A re-check, the letter to who has the power, or an officer's look after a patrol."""
    if hazard.state == CLOSED:
        return
    if hazard.state == CORRECTED and hazard.reported_on:
        yield Duty("hazard_reported", hazard.reported_on, "recheck")
    elif hazard.deadline:
        yield Duty("hazard_recheck", hazard.deadline, "recheck")
    elif is_ours(hazard):
        yield Duty("patrol_follow_up", hazard.found_on, "recheck")
    if awaits_transfer(hazard):
        yield Duty("hazard_transfer", hazard.found_on, REFER)
