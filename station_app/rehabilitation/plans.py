"""The test plans (检测计划) out of `resources/rehabilitation/test_plans.toml`: days from report-in.

No national rule sets how often somebody is tested: what ships is local and is edited there.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from station_app.clocks.calendar import add_months

FILE = Path(__file__).parents[2] / "resources" / "rehabilitation" / "test_plans.toml"
HALF = timedelta(days=15)  # a test between two months lies so long before the later one


@dataclass(frozen=True, slots=True)
class Stretch:
    """`tests` tests, one every `months` months; `half_monthly`: two a month."""

    tests: int
    months: int = 1
    half_monthly: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    id: str
    title: str
    source: str
    surprise: int  # at least so many beside the plan
    stretches: tuple[Stretch, ...]


@cache
def plans(file: Path = FILE) -> Mapping[str, Plan]:
    rows = tomllib.loads(file.read_text(encoding="utf-8"))["plan"]
    made = (row | {"stretches": tuple(Stretch(**one) for one in row["stretches"])} for row in rows)
    return {row["id"]: Plan(**row) for row in made}


def days(plan: Plan, reported_on: date) -> list[date]:
    """When each test falls: whole calendar months from the report-in, the 31st to a month's end."""
    found, month = list[date](), 0
    for stretch in plan.stretches:
        for n in range(stretch.tests):
            if stretch.half_monthly and n % 2 == 0:
                month += 1
                found.append(add_months(reported_on, month) - HALF)
                continue
            month += 0 if stretch.half_monthly else stretch.months
            found.append(add_months(reported_on, month))
    return found
