"""The plans of tests as tables, worked out on paper: whole months, month ends, a leap day."""

from __future__ import annotations

from datetime import date

import pytest

from station_app.identity.codes import TABLES
from station_app.rehabilitation.plans import days, plans

A_FROM_THE_31ST = """
2026-02-28 2026-03-31 2026-04-30 2026-05-31 2026-06-30 2026-07-31
2026-08-31 2026-09-30 2026-10-31 2026-11-30 2026-12-31 2027-01-31
2027-03-31 2027-05-31 2027-07-31 2027-09-30 2027-11-30 2028-01-31
2028-04-30 2028-07-31 2028-10-31 2029-01-31
"""
B_FROM_THE_31ST = """
2026-02-13 2026-02-28 2026-03-16 2026-03-31 2026-04-15 2026-04-30
2026-05-16 2026-05-31 2026-06-15 2026-06-30 2026-07-16 2026-07-31
2026-08-31 2026-09-30 2026-10-31 2026-11-30 2026-12-31 2027-01-31
2027-03-31 2027-05-31 2027-07-31 2027-09-30 2027-11-30 2028-01-31
2028-04-30 2028-07-31 2028-10-31 2029-01-31
"""
A_FROM_A_LEAP_DAY = """
2024-03-29 2024-04-29 2024-05-29 2024-06-29 2024-07-29 2024-08-29
2024-09-29 2024-10-29 2024-11-29 2024-12-29 2025-01-29 2025-02-28
2025-04-29 2025-06-29 2025-08-29 2025-10-29 2025-12-29 2026-02-28
2026-05-29 2026-08-29 2026-11-29 2027-02-28
"""
B_INTO_A_LEAP_FEBRUARY = """
2024-02-14 2024-02-29 2024-03-15 2024-03-30 2024-04-15 2024-04-30
2024-05-15 2024-05-30 2024-06-15 2024-06-30 2024-07-15 2024-07-30
2024-08-30 2024-09-30 2024-10-30 2024-11-30 2024-12-30 2025-01-30
2025-03-30 2025-05-30 2025-07-30 2025-09-30 2025-11-30 2026-01-30
2026-04-30 2026-07-30 2026-10-30 2027-01-30
"""


@pytest.mark.parametrize(
    ("plan", "reported_on", "table"),
    [
        ("A", date(2026, 1, 31), A_FROM_THE_31ST),
        ("B", date(2026, 1, 31), B_FROM_THE_31ST),
        ("A", date(2024, 2, 29), A_FROM_A_LEAP_DAY),
        ("B", date(2024, 1, 30), B_INTO_A_LEAP_FEBRUARY),
    ],
)
def test_a_plan_falls_on_the_days_it_falls_on_paper(plan, reported_on, table):
    assert [day.isoformat() for day in days(plans()[plan], reported_on)] == table.split()


def test_plan_a_has_22_tests_and_plan_b_28_with_three_surprises():
    found = {plan.id: sum(one.tests for one in plan.stretches) for plan in plans().values()}
    assert found == {"A": 22, "B": 28}
    assert (plans()["A"].surprise, plans()["B"].surprise) == (0, 3)
    assert set(TABLES["test_plan"]) == set(found)
    assert all("地方" in plan.source for plan in plans().values())


def test_what_a_county_writes_instead_is_what_is_generated(tmp_path):
    own = tmp_path / "own.toml"
    own.write_text(
        '[[plan]]\nid = "A"\ntitle = "本县"\nsource = "演示县"\nsurprise = 1\n'
        "stretches = [{ tests = 2, months = 6 }]\n",
        encoding="utf-8",
    )
    found = days(plans(own)["A"], date(2026, 8, 31))
    assert found == [date(2027, 2, 28), date(2027, 8, 31)]
