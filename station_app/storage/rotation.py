"""Which backups are kept: those of today, then 7 daily, 4 weekly, 12 monthly. Pure.

What is older than twelve months goes, so that erased data leaves the backups too
(reliability.md 3.8: within 400 days).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from station_app.core.days import day_of

DAYS, WEEKS, MONTHS = 7, 4, 12
Period = tuple[str, int]


def kept(moments: Iterable[datetime], today: date) -> set[datetime]:
    """The newest of each of the last days, weeks (from Monday) and months, this one included.

    Never none of some: of backups that are all older the newest stays.
    """
    found = sorted(moments)
    todays = {moment for moment in found if day_of(moment) >= today}
    return {*newest(found, today).values(), *found[-1:], *todays}


def newest(moments: Iterable[datetime], today: date) -> dict[Period, datetime]:
    """What stands for each period that has a backup at all."""
    return {period: moment for moment in sorted(moments) for period in periods(moment, today)}


def periods(moment: datetime, today: date) -> Iterator[Period]:
    """Those a backup may stand for, as long as they are not over for good."""
    day = day_of(moment)
    if (today - day).days < DAYS:
        yield "day", day.toordinal()
    if (_monday(today) - _monday(day)).days // 7 < WEEKS:
        yield "week", _monday(day).toordinal()
    if _month(today) - _month(day) < MONTHS:
        yield "month", _month(day)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _month(day: date) -> int:
    return day.year * 12 + day.month
