"""What the papers of an end must say. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from station_app.core.days import day_of
from station_app.core.errors import Problem
from station_app.core.texts import _
from station_app.endings.records import APPRAISAL


def check_day(fact: Any, today: date) -> Iterator[Problem]:
    if fact.on > today:
        yield Problem("on", _("日期在今天之后"))


def check_appraisal(one: Any, today: date) -> Iterator[Problem]:
    yield from check_day(one, today)
    if one.kind == APPRAISAL and not one.organ:
        yield Problem("organ", _("书面鉴定由县级社区矫正机构作出，请写明机关"))


def derive_incident(values: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"on": day_of(values["at"])} if values.get("at") else {}
