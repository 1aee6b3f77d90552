"""Which backups are kept, over a year of a station that backs up every four hours."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from station_app.core.days import BEIJING, day_of
from station_app.storage.rotation import kept

FIRST = date(2026, 1, 1)


def at(day, hour=10):
    return datetime(day.year, day.month, day.day, hour, tzinfo=BEIJING)


def lived(days, hours=(1, 5, 9, 13, 17, 21), closed=()):
    """What lies in the folder each evening, superfluous ones removed after each backup."""
    there = set()
    for n in range(days):
        day = FIRST + timedelta(days=n)
        for hour in () if n in closed else hours:
            there.add(at(day, hour))
            there = kept(there, day)
        yield day, frozenset(there)


YEAR = dict(lived(400))


@pytest.mark.parametrize(
    ("on", "days"),
    [
        ("2026-01-01", ["01-01"]),
        ("2026-01-08", ["01-02", "01-03", "01-04", "01-05", "01-06", "01-07", "01-08"]),
        (
            "2026-01-20",
            ["01-04", "01-11", "01-14", "01-15", "01-16", "01-17", "01-18", "01-19", "01-20"],
        ),
        (
            "2026-03-09",
            [
                "01-31",
                "02-22",
                "02-28",
                "03-01",
                "03-03",
                "03-04",
                "03-05",
                "03-06",
                "03-07",
                "03-08",
                "03-09",
            ],
        ),
        (
            "2026-12-31",
            [
                "01-31",
                "02-28",
                "03-31",
                "04-30",
                "05-31",
                "06-30",
                "07-31",
                "08-31",
                "09-30",
                "10-31",
                "11-30",
                "12-13",
                "12-20",
                "12-25",
                "12-26",
                "12-27",
                "12-28",
                "12-29",
                "12-30",
                "12-31",
            ],
        ),
    ],
)
def test_these_days_are_kept(on, days):
    today = date.fromisoformat(on)
    assert sorted({f"{day_of(moment):%m-%d}" for moment in YEAR[today]}) == days


def test_every_backup_of_today_is_kept_and_of_a_day_before_the_last():
    today = date(2026, 3, 9)
    hours = dict.fromkeys((today, today - timedelta(days=1)), 0)
    for moment in YEAR[today]:
        if (day := day_of(moment)) in hours:
            hours[day] += 1
    assert list(hours.values()) == [6, 1]


def test_after_a_year_there_are_seven_four_and_twelve():
    for day in list(YEAR)[365:]:
        days = sorted({day_of(moment) for moment in YEAR[day]})
        assert sum((day - each).days < 7 for each in days) == 7
        monday = day - timedelta(days=day.weekday() + 21)
        assert len({each - timedelta(days=each.weekday()) for each in days if each >= monday}) == 4
        assert len({(each.year, each.month) for each in days}) == 12


def test_removing_each_day_leaves_what_removing_once_would():
    """Nothing goes that a later day would have wanted."""
    everything = {at(FIRST + timedelta(days=n), h) for n in range(400) for h in (1, 9, 21)}
    for day, there in lived(400, (1, 9, 21)):
        assert there == kept({m for m in everything if day_of(m) <= day}, day)


def test_what_is_older_than_a_year_goes():
    for day, there in YEAR.items():
        assert (day - day_of(min(there))).days < 400


def test_the_last_one_never_goes_however_old():
    only = datetime(2020, 1, 1, tzinfo=UTC)
    assert kept([only], date(2026, 3, 9)) == {only}
    assert kept([only, only - timedelta(days=1)], date(2026, 3, 9)) == {only}
    assert kept([], FIRST) == set()


def test_a_station_that_was_closed_for_weeks_loses_none_of_its_last_ones_at_once():
    shut = set(range(40, 70))
    days = dict(lived(75, closed=shut))
    before, after = days[FIRST + timedelta(days=39)], days[FIRST + timedelta(days=71)]
    assert max(before) in after


def test_a_clock_put_back_removes_nothing_newer():
    ahead = [at(date(2026, 3, 9)), at(date(2026, 3, 10)), at(date(2026, 3, 11))]
    assert kept(ahead, date(2026, 3, 9)) == set(ahead)


def test_days_are_those_of_the_station():
    late, early = (datetime(2026, 3, 8, 15, 59, tzinfo=UTC), datetime(2026, 3, 8, 16, tzinfo=UTC))
    assert [day_of(m).day for m in (late, early)] == [8, 9]
    assert kept([late, early], date(2026, 3, 9)) == {late, early}
    assert all(a < b for a, b in pairwise(sorted(kept([late, early], date(2026, 3, 9)))))
