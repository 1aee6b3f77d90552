"""Working days across Spring Festival, make-up days, and years nobody knows."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from station_app.clocks.calendar import (
    Calendar,
    YearEntry,
    add_months,
    full_year,
    midnight,
)
from station_app.clocks.rule import BadRules
from station_app.core.days import day_of

MAKE_UP_2026 = ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"]
# Invented, so that no test depends on a notice that may be published otherwise.
ENTERED = YearEntry(
    2099,
    holidays=frozenset({date(2099, 1, 1), date(2098, 12, 31)}),
    workdays=frozenset({date(2099, 1, 4), date(2098, 12, 28)}),
    source="示例通知〔2098〕1号",
)


@pytest.mark.parametrize("day", MAKE_UP_2026)
def test_a_make_up_weekend_day_of_2026_is_worked(day: str) -> None:
    worked = date.fromisoformat(f"2026-{day}")
    assert worked.weekday() >= 5
    assert Calendar().is_workday(worked)


def test_no_other_weekend_day_of_2026_is_worked() -> None:
    days = (date(2026, 1, 1) + timedelta(n) for n in range(365))
    worked = [d for d in days if d.weekday() >= 5 and Calendar().is_workday(d)]
    assert [f"{d:%m-%d}" for d in worked] == MAKE_UP_2026


@pytest.mark.parametrize(
    ("day", "next_one"),
    [
        ("2026-02-14", "2026-02-14"),  # a Saturday that is worked
        ("2026-02-15", "2026-02-24"),  # Spring Festival, nine days
        ("2026-02-23", "2026-02-24"),
        ("2026-02-24", "2026-02-24"),
        ("2026-10-01", "2026-10-08"),
        ("2026-10-11", "2026-10-12"),
    ],
)
def test_a_rest_day_gives_way_to_the_next_working_day(day: str, next_one: str) -> None:
    assert Calendar().next_workday(date.fromisoformat(day)) == date.fromisoformat(next_one)


@pytest.mark.parametrize(
    ("day", "n", "expected"),
    [
        ("2026-02-12", 3, "2026-02-24"),  # Friday, the worked Saturday, then after the feast
        ("2026-02-17", 1, "2026-02-24"),
        ("2026-02-24", -2, "2026-02-13"),
        ("2026-03-02", 5, "2026-03-09"),
        ("2026-02-17", 0, "2026-02-17"),
    ],
)
def test_working_days_are_counted_over_the_feast(day: str, n: int, expected: str) -> None:
    assert Calendar().add_workdays(date.fromisoformat(day), n) == date.fromisoformat(expected)


def test_a_year_nobody_knows_is_monday_to_friday_with_a_warning() -> None:
    calendar = Calendar()
    assert not calendar.knows(2099)
    assert calendar.is_workday(date(2099, 1, 1))  # a Thursday
    assert not calendar.is_workday(date(2099, 1, 3))
    warning = calendar.warning([2026, 2099, 2098])
    assert "2098、2099年" in str(warning)


def test_known_years_give_no_warning() -> None:
    assert Calendar().warning(range(2004, 2027)) is None


def test_an_entered_notice_makes_its_year_known() -> None:
    calendar = Calendar().with_year(ENTERED)
    assert calendar.knows(2099)
    assert not calendar.is_workday(date(2099, 1, 1))
    assert calendar.is_workday(date(2099, 1, 4))  # a Sunday
    assert calendar.warning([2099]) is None


def test_a_notice_reaches_into_the_december_before_it() -> None:
    calendar = Calendar().with_year(ENTERED)
    assert not calendar.is_workday(date(2098, 12, 31))
    assert calendar.is_workday(date(2098, 12, 28))
    assert not calendar.knows(2098)


def test_a_corrected_notice_replaces_the_first() -> None:
    corrected = YearEntry(2099, frozenset(), frozenset(), source="示例通知〔2099〕2号")
    calendar = Calendar().with_year(ENTERED).with_year(corrected)
    assert calendar.is_workday(date(2099, 1, 1))
    assert calendar.entered == (corrected,)


def test_an_entered_year_stands_instead_of_the_shipped_one() -> None:
    shorter = YearEntry(2026, frozenset({date(2026, 2, 16)}), frozenset(), source="示例更正")
    calendar = Calendar().with_year(shorter)
    assert calendar.is_workday(date(2026, 2, 17))
    assert not calendar.is_workday(date(2026, 2, 14))


@pytest.mark.parametrize(
    ("holidays", "workdays", "source"),
    [
        ({date(2097, 5, 1)}, set(), "示例"),
        ({date(2098, 11, 30)}, set(), "示例"),
        ({date(2100, 1, 1)}, set(), "示例"),
        ({date(2099, 5, 1)}, {date(2099, 5, 1)}, "示例"),
        ({date(2099, 5, 1)}, set(), " "),
    ],
)
def test_a_notice_with_strange_days_or_no_source_is_refused(
    holidays: set[date], workdays: set[date], source: str
) -> None:
    with pytest.raises(BadRules, match="2099年的放假安排"):
        YearEntry(2099, frozenset(holidays), frozenset(workdays), source)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-01-15", -1, "2025-12-15"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2000-02-29", 1200, "2100-02-28"),
    ],
)
def test_months_end_on_the_same_day_or_the_last_of_the_month(
    day: str, months: int, expected: str
) -> None:
    assert add_months(date.fromisoformat(day), months) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("start", "on", "expected"),
    [
        ("2025-03-10", "2025-03-10", "2026-03-10"),
        ("2025-03-10", "2026-03-10", "2026-03-10"),
        ("2025-03-10", "2026-03-11", "2027-03-10"),
        ("2024-02-29", "2026-01-01", "2026-02-28"),
        ("2024-02-29", "2027-03-01", "2028-02-29"),  # a leap day comes back
    ],
)
def test_the_next_full_year_of_a_residence(start: str, on: str, expected: str) -> None:
    found = full_year(date.fromisoformat(start), date.fromisoformat(on))
    assert found == date.fromisoformat(expected)


def test_the_day_is_that_of_utc_plus_8() -> None:
    assert day_of(datetime(2026, 3, 1, 15, 59, tzinfo=UTC)) == date(2026, 3, 1)
    assert day_of(datetime(2026, 3, 1, 16, 0, tzinfo=UTC)) == date(2026, 3, 2)
    assert midnight(date(2026, 3, 2)) == datetime(2026, 3, 1, 16, 0, tzinfo=UTC)
    with pytest.raises(ValueError, match="zone"):
        day_of(datetime(2026, 3, 1))
