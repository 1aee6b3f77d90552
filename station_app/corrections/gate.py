"""The gate: what is no supervision in law is not entered. Pure.

社区矫正法 2; 刑法 38, 69, 72, 73, 82, 83; 刑事诉讼法 265.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from station_app.clocks.calendar import add_months
from station_app.core.errors import Problem
from station_app.core.texts import Text, _
from station_app.corrections.records import CONTROL, MEDICAL, PAROLE, PROBATION

COURTS = ("basic", "intermediate", "high")
LEVELS = {  # category → who decides it
    CONTROL: COURTS,
    PROBATION: COURTS,
    PAROLE: ("intermediate", "high"),
    MEDICAL: (*COURTS, "prison", "police_city"),
}
ILLNESS = "illness"
DAY = timedelta(days=1)
YEAR = 12  # months
AT_LEAST = {CONTROL: 3, PROBATION: 2}  # months, of an injunction


def check(one: Any, today: date) -> Iterator[Problem]:
    yield from _days(one, today)
    if one.end <= one.start:
        yield Problem("end", _("矫正期限届满日期应当晚于起始日期"))
    else:
        yield from _term(one)
    yield from _organ(one)
    yield from _medical(one)


def _days(one: Any, today: date) -> Iterator[Problem]:
    for name in ("decided_on", "effective_on"):
        if (day := getattr(one, name)) and day > today:
            yield Problem(name, _("日期在今天之后"))
    if one.decided_on and one.effective_on and one.effective_on < one.decided_on:
        yield Problem("effective_on", _("生效日期早于决定日期"))
    if one.decided_on and one.start < one.decided_on:
        yield Problem("start", _("起始日期早于决定日期"))


def within(start: date, end: date, months: int) -> bool:
    """Whether a term is at most so many months: papers write its last day or the day after."""
    return end <= add_months(start, months)


def at_least(start: date, end: date, months: int) -> bool:
    """Whether it is so many at least."""
    return end + DAY >= add_months(start, months)


def _term(one: Any) -> Iterator[Problem]:
    match one.category:
        case "control":
            yield from _control(one)
        case "probation":
            yield from _probation(one)
        case "parole" if not within(one.start, one.end, 13 * YEAR):
            yield Problem("end", LONG_PAROLE)


def _control(one: Any) -> Iterator[Problem]:
    """Three months to two years, to three where several crimes; detention counts double off it."""
    said = one.sentence or ""
    if not within(one.start, one.end, 3 * YEAR):
        yield Problem("end", _("管制数罪并罚也不超过三年（刑法第六十九条），请核对起止日期"))
    elif not within(one.start, one.end, 2 * YEAR) and "并罚" not in said:
        yield Problem(
            "end",
            _(
                "管制期限为三个月以上二年以下（刑法第三十八条）：数罪并罚的，请在原判刑罚里写明“并罚”"
            ),
        )
    if not at_least(one.start, one.end, 3) and "折抵" not in said:
        yield Problem(
            "end",
            _("管制期限为三个月以上（刑法第三十八条）：先行羁押折抵的，请在原判刑罚里写明“折抵”"),
        )


def _probation(one: Any) -> Iterator[Problem]:
    said = one.sentence or ""
    years = 5 if "有期" in said or "拘役" not in said else 1
    if not within(one.start, one.end, years * YEAR):
        text = (
            _("拘役的缓刑考验期不超过一年（刑法第七十三条），请核对起止日期")
            if years == 1
            else _("缓刑考验期不超过五年（刑法第七十三条），请核对起止日期")
        )
        yield Problem("end", text)
    least = YEAR if "有期" in said else 2
    if not at_least(one.start, one.end, least):
        text = (
            _("有期徒刑的缓刑考验期不少于一年（刑法第七十三条），请核对起止日期")
            if least == YEAR
            else _("缓刑考验期不少于二个月（刑法第七十三条），请核对起止日期")
        )
        yield Problem("end", text)
    if one.effective_on and one.start != one.effective_on:
        yield Problem(
            "start", _("缓刑考验期从判决确定之日起计算（刑法第七十三条），应与生效日期相同")
        )


def _organ(one: Any) -> Iterator[Problem]:
    level = one.deciding_level
    if level and level not in LEVELS.get(one.category, (level,)):
        yield Problem("deciding_level", WHO_DECIDES[one.category])


LONG_PAROLE = _("假释考验期为没有执行完毕的刑期，无期徒刑为十年（刑法第八十三条），请核对")
COURT_DECIDES = _("管制、缓刑由人民法院判决")
WHO_DECIDES: dict[str, Text] = {
    CONTROL: COURT_DECIDES,
    PROBATION: COURT_DECIDES,
    PAROLE: _("假释由中级以上人民法院裁定（刑法第八十二条）"),
    MEDICAL: _(
        "暂予监外执行由人民法院决定，或者由省级以上监狱管理机关、设区的市一级以上公安机关批准"
    ),
}


def _medical(one: Any) -> Iterator[Problem]:
    ground = one.medical_ground
    if one.category != MEDICAL:
        if ground:
            yield Problem("medical_ground", _("只有暂予监外执行填写法定情形"))
        return
    if not ground:
        yield Problem("medical_ground", _("暂予监外执行须有法定情形（刑事诉讼法第二百六十五条）"))
    if ground == ILLNESS and not one.guarantor:
        yield Problem("guarantor", _("保外就医须有保证人"))


def injunction_problem(of: Any, start: date, end: date) -> Text | None:
    """Why an injunction of these days cannot stand beside this supervision (刑法 38, 72)."""
    if of.category not in AT_LEAST:
        return _("禁止令只能与管制、缓刑同时判处（刑法第三十八条、第七十二条）")
    if start < of.start or end > of.end:
        return _("禁止令的期限不能超出矫正期限")
    least = AT_LEAST[of.category]
    detained = of.category == CONTROL and not at_least(of.start, of.end, least)
    if not detained and not at_least(start, end, least):
        return (
            _("管制的禁止令不少于三个月，请核对")
            if of.category == CONTROL
            else _("缓刑的禁止令不少于二个月，请核对")
        )
    return None
