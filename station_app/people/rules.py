"""What follows from a person's number, and when an entry is not yet fit to be filed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from station_app.core.errors import Problem
from station_app.core.texts import _
from station_app.identity import numbers

DIFFER = {
    "sex": _("与身份号码中的性别不符，请核对：以证件为准，两者都可保留"),
    "birth": _("与身份号码中的出生日期不符，请核对：以证件为准，两者都可保留"),
}


def derive(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Sex and birth come from the number; where something was typed it stands."""
    number = values.get("id_number")
    if not number:
        return {}
    if birth := numbers.sound_birthday(number):  # as nearly all have that are filed
        return {"sex": numbers.sex(number), "birth": birth}
    reading = numbers.read(number, date.max)
    return {"sex": reading.sex, "birth": reading.birth}


def check(person: Any, today: date) -> Iterable[Problem]:
    if person.birth and person.birth > today:
        yield Problem("birth", _("出生日期在今天之后"))
    if person.died_on and person.died_on > today:
        yield Problem("died_on", _("死亡日期在今天之后"))
    if person.died_on and person.birth and person.died_on < person.birth:
        yield Problem("died_on", _("死亡日期早于出生日期"))
    if person.guardian_id == person.id:
        yield Problem("guardian_id", _("监护人不能是本人"))


def contradictions(values: Mapping[str, Any]) -> Iterable[Problem]:
    """Where what was typed and what the number says differ: questions, never corrections."""
    typed = {name: value for name in DIFFER if (value := values.get(name))}
    said = derive(values) if typed else {}
    for name, value in typed.items():
        if said.get(name) and value != said[name]:
            yield Problem(name, DIFFER[name])
