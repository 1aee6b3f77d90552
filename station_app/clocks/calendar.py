"""Working days of the mainland: the library's years, then the years entered from a notice.

A day is a day of fixed UTC+8. A year nobody knows is Monday to Friday, with a warning.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache

from station_app.clocks.rule import BadRules
from station_app.core.days import BEIJING
from station_app.core.texts import Text, _

DAY = timedelta(days=1)


def midnight(day: date) -> datetime:
    """The instant (UTC) at which this day begins in UTC+8."""
    return datetime(day.year, day.month, day.day, tzinfo=BEIJING).astimezone(UTC)


def add_months(day: date, months: int) -> date:
    """The same day of the month so many calendar months away, or that month's last day."""
    count = day.year * 12 + day.month - 1 + months
    year, month = count // 12, count % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def full_year(start: date, on: date) -> date:
    """The first day not before `on` that ends a whole number of years (at least one)."""
    years = max(1, on.year - start.year)
    mark = add_months(start, 12 * years)
    return mark if mark >= on else add_months(start, 12 * (years + 1))


@dataclass(frozen=True, slots=True)
class YearEntry:
    """One year's holiday notice of the State Council, as typed from the paper.

    `holidays` are weekdays made free, `workdays` weekend days made working; days of the
    December before may stand among them. `source` is the number of the notice.
    Raises BadRules for days of other years, days named twice, or no source.
    """

    year: int
    holidays: frozenset[date]
    workdays: frozenset[date]
    source: str

    def __post_init__(self) -> None:
        first, last = date(self.year - 1, 12, 1), date(self.year, 12, 31)
        if not self.source.strip():
            raise BadRules(_("{year}年的放假安排没有写明通知文号", year=self.year))
        for day in sorted(self.holidays | self.workdays):
            if not first <= day <= last or day in self.holidays & self.workdays:
                raise BadRules(_("{year}年的放假安排中 {day} 有误", year=self.year, day=day))


@dataclass(frozen=True, slots=True)
class Calendar:
    """An entered year replaces what the library says of that year."""

    entered: tuple[YearEntry, ...] = ()

    def with_year(self, entry: YearEntry) -> Calendar:
        return Calendar((*(e for e in self.entered if e.year != entry.year), entry))

    def knows(self, year: int) -> bool:
        return self._has(year) or year in _library()[2]

    def is_workday(self, day: date) -> bool:
        for entry in self.entered:
            if day in entry.workdays or day in entry.holidays:
                return day in entry.workdays
        holidays, workdays, years = _library()
        if day.year in years and not self._has(day.year) and (day in holidays or day in workdays):
            return day in workdays
        return day.weekday() < 5

    def next_workday(self, day: date) -> date:
        """The day itself when it is a working day, otherwise the first one after it."""
        while not self.is_workday(day):
            day += DAY
        return day

    def add_workdays(self, day: date, n: int) -> date:
        """The n-th working day after `day` (before it when n is negative); `day` never counts."""
        step = DAY if n > 0 else -DAY
        for _nth in range(abs(n)):
            day += step
            while not self.is_workday(day):
                day += step
        return day

    def days(self) -> list[list[date]]:
        """All that is known of years: those entered, then the library's."""
        entered = sorted(self.entered, key=lambda entry: entry.year)
        known = [days for entry in entered for days in (entry.holidays, entry.workdays)]
        return [sorted(days) for days in (*known, *_library()[:2])]

    def warning(self, years: Iterable[int]) -> Text | None:
        unknown = sorted({year for year in years if not self.knows(year)})
        if not unknown:
            return None
        return _(
            "{years}年的放假安排尚未录入，暂按周一至周五为工作日计算",
            years="、".join(map(str, unknown)),
        )

    def _has(self, year: int) -> bool:
        return any(entry.year == year for entry in self.entered)


@cache
def _library() -> tuple[frozenset[date], frozenset[date], frozenset[int]]:
    """Holidays, make-up working days and years of chinesecalendar.

    Its own `is_workday` looks for its first and last year again at every call.
    """
    from chinese_calendar import constants  # type: ignore[import-untyped]

    holidays = frozenset(constants.holidays)
    return holidays, frozenset(constants.workdays), frozenset(day.year for day in holidays)
