"""What a line of the roster says, how it is typed, and what a hand-over needs. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from station_app.core.days import BEIJING, day_of, read_moment
from station_app.core.errors import Problem
from station_app.core.texts import _

DAY = timedelta(days=1)
LATE = timedelta(hours=4)  # after its end a shift may still be handed over
LONGEST = timedelta(days=3)  # of one shift, over a holiday
WHOLE_DAY = "8:00-8:00"
CALLED = ("110", "119", "120", "122")  # telephone numbers, and no times of the day
MOST_LINES = 200  # of one part of a hand-over that are written out
_SPAN = re.compile(r"(\d{1,2})[:：]?(\d{2})?\s*[-–—~至到]\s*(\d{1,2})[:：]?(\d{2})?(?:\s*\+(\d))?")
_APART = re.compile(r"[、，,;；/\s]+")


def derive(values: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"on": day_of(since)} if (since := values.get("since")) else {}


def check(shift: Any, _today: date) -> Iterator[Problem]:
    if shift.until <= shift.since:
        yield Problem("until", _("结束时间须在开始时间之后"))
    elif shift.until - shift.since > LONGEST:
        yield Problem("until", _("一个班次至多 {n} 天，请分开排", n=LONGEST.days))


def check_entry(entry: Any, today: date) -> Iterator[Problem]:
    if day_of(entry.at) > today:
        yield Problem("at", _("时间在今天之后"))


def check_handover(handover: Any, _today: date) -> Iterator[Problem]:
    if handover.given_by == handover.taken_by:
        yield Problem("taken_by", _("交班人和接班人须是两个人"))


def check_count(count: Any, _today: date) -> Iterator[Problem]:
    if count.counted != count.expected and not count.remarks:
        yield Problem("remarks", _("“{name}”数目不符，请写明原因", name=count.name))


def read_span(text: str, day: date) -> tuple[datetime, datetime]:
    """`8:00-8:00`, `8-17`, `1730-8`: an end that is not later is of the next day.

    `8:00-8:00+2`: two days more. Raises ValueError.
    """
    found = _SPAN.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if found is None:
        raise ValueError(text)
    first, last = (_clock(found[n], found[n + 1]) for n in (1, 3))
    since, until = (datetime.combine(day, each, tzinfo=BEIJING) for each in (first, last))
    until = until if until > since else until + DAY
    return since, until + DAY * int(found[5] or 0)


def _clock(hour: str, minute: str | None) -> time:
    return time(int(hour), int(minute or 0))


def span_text(since: datetime, until: datetime) -> str:
    """As `read_span` takes it."""
    begins, ends = since.astimezone(BEIJING), until.astimezone(BEIJING)
    text = f"{begins.hour}:{begins:%M}-{ends.hour}:{ends:%M}"
    _begins, usual = read_span(text, begins.date())
    more = (ends - usual) // DAY
    return f"{text}+{more}" if more else text


def names(text: str) -> tuple[str, ...]:
    """The people of a roster's cell."""
    return tuple(filter(None, _APART.split(text)))


def read_entry(text: str, now: datetime) -> tuple[datetime | None, str]:
    """`930 石桥路巡逻`: its time, where it begins with one, and what is left.

    A time that has not come yet is that of yesterday: a night goes over two days.
    """
    first, _blank, rest = text.strip().partition(" ")
    try:
        at = read_moment(first, now)
    except ValueError:
        return None, text.strip()
    if not rest.strip() or first in CALLED:
        return None, text.strip()
    return at if at <= now else at - DAY, rest.strip()


def read_count(text: str) -> tuple[int, str] | None:
    """`5 一副送检`: how many there are, and why not as many as there should be."""
    typed = unicodedata.normalize("NFKC", text).strip()
    found = re.fullmatch(r"(\d{1,4})\s*(.*)", typed)
    return (int(found[1]), found[2]) if found else None


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def waiting(shifts: Iterable[Any], handed: Collection[Any], now: datetime) -> Any | None:
    """The shift that is to be handed over: of those begun that were not, the first.

    One that ended long ago without any hand-over is past.
    """
    open_ = [s for s in shifts if s.since <= now < s.until + LATE and s.id not in handed]
    return min(open_, key=lambda one: (one.since, one.until), default=None)


def at_hand(shifts: Iterable[Any], now: datetime) -> Any | None:
    """The latest shift that has begun."""
    begun = [one for one in shifts if one.since <= now]
    return max(begun, key=lambda one: (one.since, one.until), default=None)


def following(shifts: Iterable[Any], shift: Any) -> Any | None:
    """The one that takes over from it: the first that begins when it ends or later."""
    later = [one for one in shifts if one.since >= shift.until and one is not shift]
    return min(later, key=lambda one: one.since, default=None)


def written(lines: Sequence[str]) -> str:
    """One part of a hand-over, a line each; of very many the first, and how many there are."""
    if len(lines) <= MOST_LINES:
        return "\n".join(lines)
    more = f"……（共 {len(lines)} 项，其余见登记簿）"
    return "\n".join([*lines[:MOST_LINES], more])


def spoken(text: str) -> list[str]:
    return text.split("\n") if text else []
