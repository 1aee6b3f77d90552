"""What follows from the parts of an address, and when it is not yet fit to be filed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from station_app.core.errors import Problem
from station_app.core.texts import _
from station_app.places import addresses
from station_app.places.records import BUILDING, DWELLING, UNKNOWN


def derive(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """The parts of a line typed whole; the line, its base and its tail from the parts."""
    parts = {name: values.get(name) for name in addresses.PARTS}
    found: dict[str, Any] = {}
    if values.get("line") and not any(parts.values()):
        found = addresses.parse(values["line"])
        parts |= found
    base, tail = addresses.base(parts), addresses.tail(parts)
    level = DWELLING if tail else BUILDING
    return found | {
        "line": base + tail or None,
        "base": base if base and (level == BUILDING or not values.get("building_id")) else None,
        "tail": tail or None,
        "level": level,
        "use": values.get("use") or UNKNOWN,
    }


def check(place: Any, today: date) -> Iterable[Problem]:
    if not place.line:
        yield Problem("street", _("请填写地址：至少写明街路巷或村"))
    if place.old_name_until and not place.old_name:
        yield Problem("old_name", _("填了旧地名停用日期，请写明旧地名"))
