"""How long somebody may be kept in the station, who may allow longer, and how he goes at night.

治安管理处罚法 97; 公安机关适用继续盘问规定 (2004) 7-20; 公安机关办理行政案件程序规定 62;
刑事诉讼法 119. Every limit runs from the arrival, to the minute, and never rolls.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from station_app.clocks.due import Due, lasting
from station_app.clocks.terms import Terms
from station_app.core.course import EVEN, Course
from station_app.core.days import BEIJING, day_of
from station_app.core.errors import Problem
from station_app.core.register import Duty
from station_app.core.texts import Text, _
from station_app.custody.records import RELEASED, STOP_QUESTION
from station_app.identity import tables

QUESTIONING, STOP, CRIMINAL = "questioning", "stop", "criminal"
LIMITS = {QUESTIONING: (8, 12, 24), STOP: (4, 12, 24, 48), CRIMINAL: (12, 24)}  # hours
USUAL = {QUESTIONING: 8, STOP: 12, CRIMINAL: 12}
SHORT = 4
STATION, COUNTY_DUTY, COUNTY_HEAD = LEVELS = ("station_head", "county_duty", "county_head")
UNDER_16, OVER_70 = "under_16", "over_70"
NIGHT = (21, 7)  # hours of the clock between which nobody of the four hours goes alone
PRECISE = _("《公安机关适用继续盘问规定》第十条")


@dataclass(frozen=True, slots=True)
class Extension:
    """On what grounds a limit becomes the next, and the lowest level that approves it."""

    grounds: tuple[str, ...]
    level: str


EXTENSIONS: Mapping[tuple[str, int, int], Extension] = {
    (QUESTIONING, 8, 12): Extension(("many", "unidentified"), STATION),
    (QUESTIONING, 8, 24): Extension(("detention",), STATION),
    (QUESTIONING, 12, 24): Extension(("detention",), STATION),
    (STOP, 12, 24): Extension(("unsettled",), COUNTY_DUTY),
    (STOP, 24, 48): Extension(("unnamed",), COUNTY_HEAD),
    (CRIMINAL, 12, 24): Extension(("grave",), COUNTY_HEAD),
}


# The limit


@cache
def _clocks() -> Mapping[str, str]:
    return {row["code"]: row["clock"] for row in tables.rows("custody_ground")}


def clock_of(ground: str | None) -> str | None:
    """Whose limits run on this ground; None: he is there of free will, or until he is sober."""
    return _clocks().get(ground or "") or None


def first_hours(ground: str | None, special: str | None) -> int | None:
    clock = clock_of(ground)
    if clock is None:
        return None
    return SHORT if clock == STOP and special else USUAL[clock]


def rule_of(custody: Any) -> str | None:
    """The rule whose hours run now."""
    clock = clock_of(custody.ground)
    return f"{clock}_{custody.hours}" if clock and custody.hours else None


def course(custody: Any) -> Course:
    return Course(restarts=(custody.restarted_at,)) if custody.restarted_at else EVEN


def limit(custody: Any, terms: Terms) -> Due | None:
    """When he is to be let go at the latest, and why; None where no limit runs."""
    rule, begins = rule_of(custody), custody.restarted_at or custody.counted_from
    if rule is None or begins is None or terms.find(rule, day_of(begins)) is None:
        return None
    return terms.due(rule, custody.counted_from, course=course(custody))


def is_inside(custody: Any) -> bool:
    return custody.left_at is None


def is_timed(custody: Any) -> bool:
    return is_inside(custody) and clock_of(custody.ground) is not None


def may_restart(custody: Any) -> bool:
    """程 62 renews the time of questioning, never that of 继续盘问."""
    return is_inside(custody) and clock_of(custody.ground) == QUESTIONING


def is_stopped(custody: Any) -> bool:
    return bool(is_inside(custody) and custody.ground == STOP_QUESTION)


def may_be_extended(custody: Any) -> bool:
    clock = clock_of(custody.ground)
    return is_inside(custody) and any(
        (of, hours) == (clock, custody.hours) for of, hours, _longer in EXTENSIONS
    )


def longer(custody: Any) -> int | None:
    """The next limit there is."""
    clock = clock_of(custody.ground)
    found = (to for of, hours, to in EXTENSIONS if (of, hours) == (clock, custody.hours))
    return next(found, None)


def group_of(birth: date | None, on: date) -> str | None:
    """Whether his age on that day makes it four hours (规定 10)."""
    if birth is None:
        return None
    years = _age(birth, on)
    return UNDER_16 if years < 16 else OVER_70 if years >= 70 else None


def is_minor(birth: date | None, at: datetime) -> bool:
    return birth is not None and _age(birth, day_of(at)) < 18


def _age(birth: date, on: date) -> int:
    """Full years; a year is full the day after the birthday (刑法、治安管理处罚法 count so)."""
    return on.year - birth.year - ((on.month, on.day) <= (birth.month, birth.day))


# The record


def derive(values: Mapping[str, Any]) -> Mapping[str, Any]:
    arrived, left, ground = (values.get(name) for name in ("arrived_at", "left_at", "ground"))
    hours = first_hours(ground, values.get("special"))
    return {
        "on": day_of(arrived) if arrived else None,
        "left_on": day_of(left) if left else None,
        "hours": hours,
        "counted_from": arrived if hours else None,
    }


def check(custody: Any, today: date) -> Iterator[Problem]:
    if not (custody.person_id or custody.described):
        yield Problem("described", _("请选人员；身份不明的，请写体貌特征"))
    if day_of(custody.arrived_at) > today:
        yield Problem("arrived_at", _("时间在今天之后"))
    if custody.ground == STOP_QUESTION and not custody.circumstance:
        yield Problem("circumstance", _("继续盘问须写明情形（《公安机关适用继续盘问规定》第八条）"))
    if custody.ground != STOP_QUESTION and custody.circumstance:
        yield Problem("circumstance", _("只有继续盘问的填写这一项"))
    if custody.second and custody.second == custody.officer:
        yield Problem("second", _("两名办案民警须是两个人"))
    if custody.left_at and custody.left_at < custody.arrived_at:
        yield Problem("left_at", _("离所时间早于到所时间"))


def check_step(step: Any, today: date) -> Iterator[Problem]:
    if day_of(step.at) > today:
        yield Problem("at", _("时间在今天之后"))
    if step.until and step.until < step.at:
        yield Problem("until", _("结束时间早于开始时间"))


def duties(custody: Any) -> Iterator[Duty]:
    rule = rule_of(custody)
    if is_inside(custody) and rule and custody.counted_from:
        yield Duty(rule, custody.counted_from, "leave", course(custody))
    if custody.left_at and custody.items_held:
        yield Duty("custody_items", custody.left_at, "items_returned")


# What is refused


def check_extension(custody: Any, told: Mapping[str, Any], terms: Terms) -> Iterator[Problem]:
    """Longer by one step, on its ground, by a level that may, before the limit is over."""
    clock, hours, wanted = clock_of(custody.ground), custody.hours, told["hours"]
    known = EXTENSIONS.get((clock or "", hours or 0, wanted))
    if known is None:
        yield Problem("hours", _why_not(clock, hours, wanted))
        return
    if told["reason"] not in known.grounds:
        yield Problem("reason", _("这个理由不能延长到 {n} 小时，请核对", n=wanted))
    if LEVELS.index(told["level"]) < LEVELS.index(known.level):
        yield Problem("level", _NEEDED[known.level])
    if known.level != STATION and not told.get("number"):
        yield Problem("number", _("县级公安机关的审批须有文号"))
    if told["whom"] == custody.officer:
        yield Problem("whom", _("审批人不能是办案民警本人"))
    yield from _check_hour(custody, told["at"], terms)


def _check_hour(custody: Any, at: datetime, terms: Terms) -> Iterator[Problem]:
    due = limit(custody, terms)
    if due is not None and due.due_at is not None and at > due.due_at:
        yield Problem(
            "at",
            _(
                "批准时现行期限（{end}）已经届满，不能再延长，应当立即放行；"
                "呈报、审批的时间计算在期限内",
                end=clock_time(due.due_at),
            ),
        )


def _why_not(clock: str | None, hours: int | None, wanted: int) -> Text:
    if clock is None:
        return _("这个事由没有期限，不能延长")
    if clock == STOP and hours == SHORT:
        return _(
            "怀孕、哺乳、不满十六周岁、已满七十周岁的，继续盘问不得超过四小时，"
            "不能延长（{article}）",
            article=PRECISE,
        )
    if clock == STOP and (hours, wanted) == (12, 48):
        return _(
            "不得从十二小时直接延长至四十八小时，须先经批准延长至二十四小时"
            "（《公安机关适用继续盘问规定》第十一条至第十三条）"
        )
    return _("现行期限是 {n} 小时，不能延长到 {wanted} 小时", n=hours or 0, wanted=wanted)


_NEEDED = {
    COUNTY_DUTY: _("延长至二十四小时由县级公安机关值班负责人批准"),
    COUNTY_HEAD: _("由县级公安机关主管负责人批准"),
}


def check_approval(custody: Any, told: Mapping[str, Any]) -> Iterator[Problem]:
    if told["whom"] == custody.officer:
        yield Problem("whom", _("审批人不能是办案民警本人"))


def check_ground(custody: Any, ground: str) -> Iterator[Problem]:
    """A limit that runs is not left by calling the ground something else."""
    if ground == custody.ground:
        yield Problem("ground", _("与现在的事由相同"))
    elif clock_of(custody.ground) and clock_of(ground) is None:
        yield Problem("ground", _("期限已经起算，不能改为没有期限的事由；误录的请作废重新登记"))


def check_leaving(custody: Any, told: Mapping[str, Any], terms: Terms) -> Iterator[Problem]:
    """Late is late and is said; at night some are fetched or taken home (规定 10)."""
    due = limit(custody, terms)
    if due is not None and due.due_at is not None and told["left_at"] > due.due_at:
        if not told.get("over_reason"):
            yield Problem("over_reason", over(due, told["left_at"]))
    elif told.get("over_reason"):
        yield Problem("over_reason", _("没有超过期限，不填这一项"))
    if goes_at_night(custody, told) and not (told.get("fetched") and told.get("left_with")):
        yield Problem(
            "fetched",
            _(
                "晚上九点至次日早上七点之间，由家属或者监护人领回，无法通知的护送至住地，"
                "请写明由谁（{article}）",
                article=PRECISE,
            ),
        )


def goes_at_night(custody: Any, told: Mapping[str, Any]) -> bool:
    if not (custody.ground == STOP_QUESTION and custody.special and told["left_how"] == RELEASED):
        return False
    hour = told["left_at"].astimezone(BEIJING).hour
    return bool(hour >= NIGHT[0] or hour < NIGHT[1])


# Said in words


def over(due: Due, at: datetime) -> Text:
    return _(
        "已超过法定期限 {span}（{end} 届满，{basis}），请写明原因",
        span=lasting(-(due.minutes_left(at) or 0)),
        end=clock_time(due.due_at) if due.due_at else "",
        basis=due.rule.basis,
    )


def clock_time(at: datetime) -> str:
    return at.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M")
