"""What follows from the parts of an address, and when it is not yet fit to be filed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from station_app.core.errors import Problem
from station_app.core.texts import _
from station_app.identity import divisions
from station_app.places import addresses
from station_app.places.records import BUILDING, DWELLING, UNKNOWN

DIVISION = re.compile(r"\d{6}(?:\d{6})?", re.ASCII)


def derive(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """The parts of a line typed whole; the line, its base and its tail from the parts."""
    parts = {name: values.get(name) for name in addresses.PARTS}
    found: Mapping[str, Any] = {}
    if values.get("line") and not any(parts.values()):
        found = addresses.parse(values["line"])
        parts.update(found)
    tail = addresses.tail(parts)
    base = addresses.base(parts) or _division(values.get("division"))
    level = DWELLING if tail else BUILDING
    return {
        **found,
        "line": base + tail or None,
        "base": base if base and (level == BUILDING or not values.get("building_id")) else None,
        "tail": tail or None,
        "level": level,
        "use": values.get("use") or UNKNOWN,
    }


def _division(code: str | None) -> str:
    """Its full name: 浙江省杭州市西湖区; "" where the code table does not know it."""
    known = code and divisions.find(code[:6])
    return divisions.full_name(known.code) if known else ""


def check(place: Any, today: date) -> Iterable[Problem]:
    code = place.division or ""
    if code and not (DIVISION.fullmatch(code) and divisions.find(f"{code[:2]}0000")):
        yield Problem("division", _("区划代码应为 6 位或 12 位数字，请对照区划代码表填写"))
    elif not (_is_located(place) or place.building_id or _division(code)):
        yield Problem(
            "street", _("请填写地址：至少写明街路巷、门牌、小区、楼栋或村，只有户室找不到")
        )
    if place.old_name_until and not place.old_name:
        yield Problem("old_name", _("填了旧地名停用日期，请写明旧地名"))


def _is_located(place: Any) -> bool:
    return addresses.is_located({name: getattr(place, name) for name in addresses.PARTS})
