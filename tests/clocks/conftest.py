from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from station_app.clocks.load import load_terms
from station_app.clocks.rule import Rule
from station_app.clocks.terms import Terms

THREE_DAYS = Rule(
    id="report",
    title="报送",
    register="residents",
    trigger="受理",
    length=3,
    unit="day",
    start="next",
    roll=True,
    authority="公安派出所",
    article="《示例办法》第一条",
    source="示例",
    confirmed=True,
)


@pytest.fixture(scope="session")
def city() -> Terms:
    return load_terms("city")


@pytest.fixture(scope="session")
def country() -> Terms:
    return load_terms("country")


@pytest.fixture(scope="session")
def a_rule() -> Callable[..., Rule]:
    """An invented term of three days, changed as the test says."""

    def change(**fields: object) -> Rule:
        return replace(THREE_DAYS, **fields)  # type: ignore[arg-type]

    return change
