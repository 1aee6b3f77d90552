"""Divisions of county level and above (GB/T 2260), those since abolished or created included."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from station_app.identity import tables


@dataclass(frozen=True, slots=True)
class Division:
    """One code under one name. Years are None where the sources name none."""

    code: str
    name: str
    valid_from: int | None
    valid_to: int | None  # the last year; None: still in use
    successor: str  # code that took its place, where known


@cache
def _periods() -> Mapping[str, tuple[Division, ...]]:
    found: dict[str, list[Division]] = {}
    for row in tables.rows("division"):
        years = [int(row[key]) if row[key] else None for key in ("valid_from", "valid_to")]
        one = Division(row["code"], row["label"], years[0], years[1], row["successor"])
        found.setdefault(one.code, []).append(one)
    return {code: tuple(periods) for code, periods in found.items()}


def periods(code: str) -> tuple[Division, ...]:
    """Every name the code has had, oldest first."""
    return _periods().get(code, ())


def find(code: str, year: int | None = None) -> Division | None:
    """As it was in that year; without a year as it is now, or was last."""
    known = periods(code)
    if year is None:
        return known[-1] if known else None
    return next((one for one in known if _covers(one, year)), None)


def _covers(one: Division, year: int) -> bool:
    return (one.valid_from or 0) <= year <= (one.valid_to or 9999)


def full_name(code: str, year: int | None = None) -> str:
    """Province, prefecture and county, as far as they are known: 浙江省杭州市西湖区."""
    chain = dict.fromkeys((f"{code[:2]}0000", f"{code[:4]}00", code))
    names = [one.name for part in chain if (one := find(part, year) or find(part))]
    return "".join(name for name in names if name not in ("市辖区", "县"))


def current() -> Mapping[str, str]:
    """Code → name of what a form may choose today."""
    return {code: all_[-1].name for code, all_ in _periods().items() if all_[-1].valid_to is None}
