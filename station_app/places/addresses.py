"""One line of an address and its parts. Pure.

演示县 东门社区 新丰街 33号 幸福小区 8栋 4单元 1604室
county village street door_plate estate building unit room
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

PARTS = ("county", "village", "street", "door_plate", "estate", "building", "unit", "room")
INSIDE = ("unit", "room")
OUTSIDE = ("village", "street", "door_plate", "estate", "building")
_VILLAGE = re.compile(r"(?:社区|居委会|村委会|村|屯|里弄|街道|镇|乡)$")

_SHAPE = re.compile(
    r"(?P<county>(?:[^\d]{2,12}?省|[^\d]{2,8}?自治区)?(?:[^\d]{1,10}?[市州])?[^\d]{1,8}?[县区市旗](?!社区))?"
    r"(?P<village>(?:[^\d]{1,8}?(?:街道|镇|乡))?[^\d]{1,12}?(?:社区|居委会|村委会|村|屯|里弄)(?=.))?"
    r"(?P<street>[^\d]{0,8}?(?:[一二三四五六七八九十百]*)[^\d]{0,6}?(?:大道|大街|路|街|巷|道|弄|胡同|里)(?:[东西南北中])?)?"
    r"(?P<door_plate>[\d甲乙丙丁附-]+号(?:附\d+号?|之[\d一二三四五六七八九十]+)?)?"
    r"(?P<estate>[^\d]{2,16}?(?:小区|花园|公寓|新村|家园|苑|城|大厦|广场|宿舍|院|楼盘))?"
    r"(?P<building>[\dA-Za-z甲乙丙丁一二三四五六七八九十]{1,5}(?:号楼|栋|幢|座|楼(?!层)))?"
    r"(?P<unit>[\dA-Za-z甲乙丙丁一二三四五六七八九十]{1,3}单元)?"
    r"(?:(?P<floor>\d{1,3})[层楼])?"
    r"(?P<room>[\dA-Za-z]{1,6}(?:-\d{1,4})?(?:室|号房|房|户)?)?"
)


@lru_cache(maxsize=1024)  # a sheet says the same address for everybody at home
def parse(line: str) -> Mapping[str, Any]:
    """Parts of one typed line; what cannot be told apart stays in `street`."""
    text = "".join(unicodedata.normalize("NFKC", line).split())
    found = _SHAPE.fullmatch(text)
    if found is None:
        return {"street": text} if text else {}
    parts: dict[str, Any] = {name: found[name] for name in PARTS if found[name]}
    if room := parts.get("room"):
        parts["room"] = f"{room}室" if room[-1].isdigit() else room
    if floor := found["floor"] or _floor_of(parts.get("room", "")):
        parts["floor"] = int(floor)
    return parts


def _floor_of(room: str) -> str:
    """1604室 is on the 16th floor; 508 on the 5th."""
    digits = "".join(c for c in room if c.isdigit())
    return digits[:-2] if 3 <= len(digits) <= 4 else ""


def is_located(parts: Mapping[str, Any]) -> bool:
    """Whether the parts lead anybody to a house: a county or a room alone does not."""
    said = [parts.get(name) or "" for name in OUTSIDE]
    if _VILLAGE.search(county := parts.get("county") or ""):
        said.append(county)  # 演示县东门社区, with nothing after it to tell them apart
    return any(c.isalnum() for text in said for c in text)


def base(parts: Mapping[str, Any]) -> str:
    """What names the building."""
    return "".join(parts.get(name) or "" for name in PARTS if name not in INSIDE)


def tail(parts: Mapping[str, Any]) -> str:
    """What names the dwelling in its building; empty for the building itself."""
    return "".join(parts.get(name) or "" for name in INSIDE)
