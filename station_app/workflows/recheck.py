"""What becomes of a hazard: reported as mended, looked at again, closed, or handed on.

Closed (销号) only by a re-check that found it mended.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, cast
from uuid import UUID

from station_app.access.act import Act
from station_app.access.action import Action
from station_app.access.service import service
from station_app.core.errors import Problem, Refused, Rejected
from station_app.core.kinds import Day
from station_app.core.register import Field, Merge
from station_app.core.texts import _
from station_app.hazards import rules
from station_app.hazards.records import (
    AGAIN,
    CLOSED,
    CORRECTED,
    DONE,
    LISTED,
    OPEN,
    PENALTY,
    REFER,
    Hazard,
)
from station_app.hazards.register import HAZARDS, RECHECKS
from station_app.housing import service as housing
from station_app.inspections.records import Inspection
from station_app.inspections.register import INSPECTIONS
from station_app.workflows.classing import open_hazards, regrade
from station_app.workflows.headcount import registered
from station_app.workflows.inspect import refuse_strangers, usual_second

ON = Field(name="on", label=_("日期"), kind=Day(), help=_("不填为今天"))
SECOND = replace(RECHECKS["second"], help=_("已改正的可以不填；再次责令的须有两名民警"))
FOLLOW = replace(RECHECKS["follow"], help=_("未改正时：再定期限、挂牌督办、转处罚或移送"))
DEADLINE = replace(RECHECKS["deadline"], help=_("不填按项目的通常期限"), merge=Merge.GUARDED)


def hazard(act: Act, id: UUID) -> Hazard:
    """One that still stands. Raises Absent, Refused."""
    found = cast(Hazard, act.load(HAZARDS, id))
    if found.state == CLOSED:
        raise Refused(_("此隐患已经销号"))
    return found


@service(right="recheck", audit="rechecked")
def recheck(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """复查: mended, and the hazard is closed; or in part or not, and what follows."""
    found, on = hazard(act, id), values.get("on") or act.stamp.today
    if on < found.found_on:
        raise _rejected("on", _("复查日期早于发现日期"))
    told = {"hazard_id": found.id, "on": on, "result": values["result"]}
    told |= {"inspector": act.stamp.officer, "second": values.get("second")}
    told |= {"remarks": values.get("remarks") or "", "photo": values.get("photo")}
    after: dict[str, Any] = {"reported_on": None, "rechecked": values["result"]}
    if values["result"] == DONE:
        told |= {"follow": values.get("follow"), "deadline": values.get("deadline")}
        after |= {"state": CLOSED, "closed_on": on, "listed": None}
    else:
        follow, after_that = _what_follows(act, found, on, values)
        told |= {"follow": follow, "deadline": after_that.get("deadline")}
        after |= {"state": OPEN} | after_that
    if _first_look(found) or _in_time(found, on):
        after["rechecked"] = DONE if values["result"] == DONE else None
    refuse_strangers(act, told, "inspector", "second")
    looked = act.file(RECHECKS, told)
    _set(act, found, after)
    _house_follows(act, found.house_id)
    return [found.id, looked.id]


def _first_look(found: Hazard) -> bool:
    """An auxiliary saw it on patrol: nobody has ordered anything yet, so nothing was disobeyed."""
    return rules.is_ours(found) and found.deadline is None


def _in_time(found: Hazard, on: date) -> bool:
    """Its term still runs: what is not mended yet is not overdue, and nothing was disobeyed."""
    return found.deadline is not None and on <= found.deadline


def _what_follows(
    act: Act, found: Hazard, on: date, values: Mapping[str, Any]
) -> tuple[str, dict[str, Any]]:
    """How it goes on, and the states that say so. Raises Rejected where it is not ours to order."""
    ours = rules.is_ours(found)
    follow = values.get("follow") or (AGAIN if ours else REFER)
    if follow in (AGAIN, PENALTY) and not ours:
        raise _rejected("follow", _("此项不属公安机关的权限，只能移送（抄告）或者挂牌督办"))
    if follow == REFER and ours:
        raise _rejected("follow", _("此项属公安机关的权限，请再定期限、挂牌督办或者转入处罚"))
    if follow == REFER:
        return follow, {"referred_to": found.power, "referred_on": on, "deadline": None}
    if ours and not values.get("second"):
        raise _rejected("second", _("再次责令改正须由两名民警进行，请写第二复查人"))
    if follow in (LISTED, PENALTY) and _in_time(found, on):
        raise _rejected(
            "follow", _("整改期限到 {day} 为止，期满前不挂牌督办、不转处罚", day=found.deadline)
        )
    after: dict[str, Any] = {"listed": True} if follow == LISTED else {}
    if follow == PENALTY:
        after["penalty_on"] = on
    if ours:
        running = found.deadline if _in_time(found, on) else None
        usual = running or rules.deadline_for(found.item, on, act.stamp.terms)
        after["deadline"] = values.get("deadline") or usual
        if after["deadline"] < on:
            raise _rejected("deadline", _("重新限定的期限早于复查日期"))
    return follow, after


def _rejected(field: str, why: Any) -> Rejected:
    return Rejected([Problem(field, why)], RECHECKS.labels)


def _set(act: Act, found: Hazard, after: Mapping[str, Any]) -> None:
    act.move(HAZARDS, found, after)


def _house_follows(act: Act, house_id: UUID) -> None:
    """Its class, and whether it is listed: as long as one of its hazards is."""
    house, standing = housing.house(act, house_id), open_hazards(act, house_id)
    listed = any(one.listed for one in standing)
    if bool(house.listed) is not listed:
        housing.set_listed(act, house_id, listed)
    regrade(act, house_id, len(registered(act, house)), checked=False)


@service(right="report-corrected", audit="reported corrected")
def report_corrected(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """The landlord says it is done: an officer still has to see it."""
    found, on = hazard(act, id), values.get("on") or act.stamp.today
    if on < found.found_on:
        raise Refused(_("报告日期早于发现日期"))
    _set(act, found, {"state": CORRECTED, "reported_on": on})
    return [found.id]


@service(right="refer-hazard", audit="hazard referred")
def refer(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """移送（抄告）: to the department that has the power (住房租赁条例 31)."""
    found, on = hazard(act, id), values.get("on") or act.stamp.today
    if not rules.awaits_transfer(found):
        raise Refused(_("此隐患属公安机关的权限，或者已经移送"))
    if on < found.found_on:
        raise Refused(_("移送日期早于发现日期"))
    _set(act, found, {"referred_to": found.power, "referred_on": on})
    return [found.id]


def who_came_along(act: Act, found: Hazard) -> Mapping[str, Any]:
    """The second officer of the check that found it, unless it is who comes back now."""
    check = cast(Inspection, act.load(INSPECTIONS, found.inspection_id))
    both = [check.second, check.inspector] if check.second else []
    others = (one for one in both if one != act.stamp.officer)
    return {"second": next(others, usual_second(act))}


ACTIONS = {
    action.name: action
    for action in (
        Action(
            name="recheck",
            title=_("复查"),
            right="recheck",
            fields=(
                *(RECHECKS["result"], SECOND, FOLLOW, DEADLINE, ON),
                *(RECHECKS["remarks"], RECHECKS["photo"]),
            ),
            run=recheck,
            suits=rules.unclosed,
            known=who_came_along,
        ),
        Action(
            name="report_corrected",
            title=_("报告已改正"),
            right="report-corrected",
            fields=(ON,),
            run=report_corrected,
            suits=rules.awaits_report,
        ),
        Action(
            name="refer",
            title=_("移送（抄告）"),
            right="refer-hazard",
            fields=(ON,),
            run=refer,
            suits=rules.awaits_transfer,
        ),
    )
}
