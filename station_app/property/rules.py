"""What holding a thing asks for, what it owes, and who may decide on it.

治 105: things of the case that serve as evidence are seized, by list and before a witness; what a
victim or a third party holds lawfully is only registered, unless it has to be examined.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from station_app.core.course import Course, Pause
from station_app.core.days import day_of
from station_app.core.errors import Problem
from station_app.core.register import Duty
from station_app.core.texts import Text, _
from station_app.property.records import (
    CONTRABAND,
    DRUG_TOOL,
    EFFECTS,
    HELD,
    ILLEGAL,
    KEPT,
    KNIFE,
    OUT,
    PRESERVED,
    SEIZED,
    THIRD,
    UNKNOWN,
    VICTIM,
)

HERE = (HELD, KEPT, OUT)  # the station answers for it
BY_LIST = (SEIZED, PRESERVED)
OF_OTHERS = (VICTIM, THIRD)
STATION_TAKES = (CONTRABAND, KNIFE, DRUG_TOOL)
LEAST_OF_COUNTY = 500  # 元; below it a station confiscates what nobody disputes (程 195)
SPAN, NEXT = "—", "；"


def derive(values: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"taken_on": day_of(values["taken_at"])} if values.get("taken_at") else {}


def check(item: Any, today: date) -> Iterator[Problem]:
    if day_of(item.taken_at) > today:
        yield Problem("taken_at", _("时间在今天之后"))
    if item.kind != EFFECTS and item.case_id is None:
        yield Problem("case_id", _("涉案财物须属于一个案件"))
    if item.owner_role != UNKNOWN and not (item.owner_id or item.owner_said):
        yield Problem("owner_said", _("请选权利人（持有人），或者写明是谁"))
    if item.second and item.second == item.officer:
        yield Problem("second", _("两名办案民警须是两个人"))
    if item.anew_on and item.anew_on > today:
        yield Problem("anew_on", _("日期在今天之后"))
    if item.kind in BY_LIST:
        yield from _check_taken(item)
    elif item.on_spot:
        yield Problem("on_spot", _("只有扣押、先行登记保存才有当场办理"))


def _check_taken(item: Any) -> Iterator[Problem]:
    if item.owner_role in OF_OTHERS and item.lawful and not item.must_exam:
        why = _("被侵害人、善意第三人合法占有的财产不得扣押，只登记（治安管理处罚法第一百零五条）")
        yield Problem("kind", why)
    if not item.witness:
        yield Problem("witness", _("请填见证人；没有见证人的写明原因"))
    if item.on_spot and not item.recorder:
        yield Problem("recorder", _("当场扣押须全程录音录像，请填设备编号"))
    if not (item.on_spot or item.approver):
        yield Problem("approver", _("不是当场办理的须先经批准，请填批准人"))


def check_move(move: Any, today: date) -> Iterator[Problem]:
    if day_of(move.at) > today:
        yield Problem("at", _("时间在今天之后"))
    if move.second and move.second == move.officer:
        yield Problem("second", _("两名经手人须是两个人"))


def is_here(item: Any) -> bool:
    """Not settled yet: its case cannot be closed."""
    return item.state in HERE


def is_kept(item: Any) -> bool:
    return bool(item.state == KEPT)


def is_seized(item: Any) -> bool:
    return bool(item.kind == SEIZED and is_here(item))


def awaits_approval(item: Any) -> bool:
    return bool(item.on_spot and item.approved_at is None)


def may_extend(item: Any) -> bool:
    return is_seized(item) and not is_extended(item)


def is_extended(item: Any) -> bool:
    """What was extended before a transfer of jurisdiction is over with it."""
    return bool(item.extended_on and (item.anew_on is None or item.extended_on >= item.anew_on))


def is_undecided(item: Any) -> bool:
    return is_here(item) and item.decision is None


def is_decided(item: Any) -> bool:
    return is_here(item) and item.decision is not None


def may_announce(item: Any) -> bool:
    return is_undecided(item) and item.unclaimed_since is None


def is_unclaimed(item: Any) -> bool:
    return is_here(item) and item.unclaimed_since is not None


def exams(item: Any) -> tuple[Pause, ...]:
    """Out to be examined and back: the day out does not count, the day back does."""
    spans = (part.partition(SPAN) for part in item.exams.split(NEXT) if part)
    return tuple(
        Pause(date.fromisoformat(out), date.fromisoformat(back) if back else None)
        for out, _dash, back in spans
    )


def sent_out(said: str, on: date) -> str:
    return NEXT.join(filter(None, (said, f"{on}{SPAN}")))


def came_back(said: str, on: date) -> str:
    return f"{said}{on}" if said.endswith(SPAN) else said


def course(item: Any) -> Course:
    return Course(exams(item), (item.anew_on,) if item.anew_on else ())


def seizure_rule(item: Any) -> str:
    return "property_seizure_extended" if is_extended(item) else "property_seizure"


def duties(item: Any) -> Iterator[Duty]:
    if awaits_approval(item):
        yield Duty("property_on_the_spot", item.taken_at, "approve")
    if item.state == HELD and item.kind in BY_LIST:
        yield Duty("property_handover", item.taken_at, "keep")
    if is_unclaimed(item):
        yield Duty("property_unclaimed", item.unclaimed_since, "hand_in")
    elif is_undecided(item) and item.kind == SEIZED:
        action = "give_back" if is_extended(item) else "extend"
        yield Duty(seizure_rule(item), item.taken_on, action, course(item))
    elif is_undecided(item) and item.kind == PRESERVED:
        yield Duty("property_preserved", item.taken_on, "give_back")


def refuses_confiscation(item: Any, *, disputed: bool) -> Text | None:
    """Why a station may not confiscate it by itself (程 195); the county decides then."""
    if item.nature in STATION_TAKES:
        return None
    if item.nature != ILLEGAL or item.value is None:
        return _(
            "派出所只能收缴违禁品、管制器具、吸毒用具和价值不足五百元且无异议的非法财物"
            "（程序规定第一百九十五条）；其他的由县级以上公安机关决定"
        )
    if item.value >= LEAST_OF_COUNTY or disputed:
        return _(
            "非法财物价值五百元以上，或者当事人对价值有异议的，由县级以上公安机关决定收缴"
            "（程序规定第一百九十五条）"
        )
    return None
