"""What a house to let owes and when, its first class, and when it is not yet fit to be filed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from station_app.core.errors import Problem
from station_app.core.register import Duty
from station_app.core.texts import _
from station_app.housing.records import ATTENTION, KEY, RELAXED

PASSED = ("let_until", "letter_signed_on", "filed_on", "checked_on")
NEW = "新登记，尚未检查"  # kept with the record, as an officer would write it
SEEN = "新登记，已检查，未另行调整"
CHECKS = {  # class → the rule of its interval
    RELAXED: "house_check_relaxed",
    ATTENTION: "house_check_attention",
    KEY: "house_check_key",
}


def derive(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Nobody has looked at a new house: it is watched until its first inspection says more."""
    return {} if values.get("grade") else {"grade": ATTENTION, "grade_reason": NEW}


def check(house: Any, today: date) -> Iterator[Problem]:
    for name in PASSED:
        if (day := getattr(house, name)) and day > today:
            yield Problem(name, _("日期在今天之后"))
    if house.let_until and house.let_from and house.let_until < house.let_from:
        yield Problem("let_until", _("停止出租日期早于出租起始日期"))


def check_photo(photo: Any, today: date) -> Iterator[Problem]:
    if photo.taken_on > today:
        yield Problem("taken_on", _("日期在今天之后"))


def is_let(house: Any) -> bool:
    return house.let_until is None


def no_longer_let(house: Any) -> bool:
    return not is_let(house)


def without_letter(house: Any) -> bool:
    return is_let(house) and house.letter_signed_on is None


def duties(house: Any) -> Iterator[Duty]:
    """The next inspection, by class; nothing once the house is no longer let."""
    since = house.checked_on or house.let_from
    if is_let(house) and since:
        yield Duty(CHECKS[house.grade], since, "inspect")
