"""Days as people type them. Days are those of fixed UTC+8; instants are UTC."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta, timezone

BEIJING = timezone(timedelta(hours=8), "UTC+8")  # one zone, without summer time
LONG_AGO = date(1850, 1, 1)

_WORDS = {"今天": 0, "今日": 0, "明天": 1, "昨天": -1, "前天": -2, "后天": 2}
_PLUS = re.compile(r"[+-]\d{1,4}")
_SOLID = re.compile(r"\d{8}")
_PARTS = re.compile(r"(?:(\d{4})\s*[-./年]\s*)?(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*[日号]?")
_BETWEEN = re.compile(r"[\s,;、。]+")
_AROUND = re.compile(r"\s*[至到~—–]+\s*")
_ASIDE = re.compile(r"\([^)]*\)")
_DAY_ALONE = re.compile(r"\d{1,2}日?")
_LONGEST = timedelta(days=60)  # of a span
_CLOCK = re.compile(r"(\d{1,2})[:：时]?(\d{2})分?")


def read_day(text: str, today: date) -> date:
    """`20260307`, `3.7`, `3-7`, `2026年3月7日`, `+7`, `今天`. Raises ValueError.

    A month and a day without a year are those of this year.
    """
    typed = unicodedata.normalize("NFKC", text).strip()
    if typed in _WORDS:
        return today + timedelta(days=_WORDS[typed])
    if _PLUS.fullmatch(typed):
        return today + timedelta(days=int(typed))
    if _SOLID.fullmatch(typed):
        day = date(int(typed[:4]), int(typed[4:6]), int(typed[6:]))
    elif parts := _PARTS.fullmatch(typed):
        day = date(int(parts[1] or today.year), int(parts[2]), int(parts[3]))
    else:
        raise ValueError(text)
    if day < LONG_AGO or day.year > today.year + 100:
        raise ValueError(text)
    return day


def read_days(text: str, year: int) -> tuple[date, ...]:
    """Days and spans of a notice, in order: `1月1日（周五）至3日、2.6~2.12`. Raises ValueError.

    Days without a year are those of `year`.
    """
    typed = _ASIDE.sub("", unicodedata.normalize("NFKC", text))
    found = set[date]()
    for part in filter(None, _BETWEEN.split(_AROUND.sub("至", typed).strip())):
        first, _to, last = part.partition("至")
        begins = read_day(first, date(year, 1, 1))
        if _DAY_ALONE.fullmatch(last):
            last = f"{begins.year}.{begins.month}.{last}"
        ends = read_day(last, begins) if last else begins
        if not timedelta(0) <= ends - begins < _LONGEST:
            raise ValueError(part)
        found |= {begins + timedelta(days=n) for n in range((ends - begins).days + 1)}
    return tuple(sorted(found))


def read_moment(text: str, now: datetime) -> datetime:
    """A day and a time, a time of today, or an ISO instant. Raises ValueError."""
    typed = unicodedata.normalize("NFKC", text).strip()
    today = now.astimezone(BEIJING).date()
    if typed in ("现在", "刚才"):
        return now
    if "T" in typed:
        instant = datetime.fromisoformat(typed)
        return instant.replace(tzinfo=instant.tzinfo or BEIJING).astimezone(UTC)
    *day, clock = typed.split()
    if not (found := _CLOCK.fullmatch(clock)):
        raise ValueError(text)
    when = time(int(found[1]), int(found[2]), tzinfo=BEIJING)
    return datetime.combine(read_day(day[0], today) if day else today, when).astimezone(UTC)


def day_of(instant: datetime) -> date:
    """The UTC+8 day of an aware instant. A naive one raises ValueError."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs its zone")
    return instant.astimezone(BEIJING).date()
