"""The terms in force: when a thing is due by the rule of its day.

A starting day is not counted; a period that ends on a rest day ends on the next working
day where the rule says so (公安机关办理行政案件程序规定 35; 民法典 201-203).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from hashlib import sha256
from itertools import combinations

from station_app.clocks.calendar import DAY, Calendar, add_months
from station_app.clocks.due import NEVER, Due
from station_app.clocks.pauses import Span, as_instant, holds, moved, spans
from station_app.clocks.rule import BadRules, NoRule, Place, Rule
from station_app.core.course import EVEN, Course, Moment, Pause, as_day
from station_app.core.days import day_of
from station_app.core.texts import Text, _

__all__ = ["Due", "Terms"]

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class _Span:
    """First day, last day before rolling, last instant, and what did not count."""

    opens_on: date
    last: date
    due_at: datetime | None = None
    stood: tuple[Span[date] | Span[datetime], ...] = ()


class Terms:
    """The rules in force and the calendar, for a station that is mostly city or country."""

    def __init__(self, rules: Iterable[Rule], calendar: Calendar, place: Place) -> None:
        self.calendar = calendar
        self.place = place
        self._by_id: dict[str, list[Rule]] = {}
        for rule in rules:
            self._by_id.setdefault(rule.id, []).append(rule)
        for versions in self._by_id.values():
            for one, other in combinations(versions, 2):
                if one.clashes(other):
                    raise BadRules(_("规则 {rule} 有两个版本同时有效", rule=one.id))

    @property
    def rules(self) -> tuple[Rule, ...]:
        return tuple(rule for versions in self._by_id.values() for rule in versions)

    @cached_property
    def fingerprint(self) -> str:
        """Of all that decides when a thing is due: another program may ship other terms."""
        said = self.place, sorted(map(repr, self.rules)), self.calendar.days()
        return sha256(repr(said).encode()).hexdigest()

    def find(self, id: str, on: date, *, place: Place | None = None) -> Rule | None:
        """The version of that day for that place (an address's own, else the station's).

        None where the law of the day sets no such term; an id nobody wrote raises KeyError.
        """
        held = {rule.place: rule for rule in self._by_id[id] if rule.holds(on)}
        return held.get(place or self.place) or held.get(None)

    def rule(self, id: str, on: date, *, place: Place | None = None) -> Rule:
        found = self.find(id, on, place=place)
        if found is None:
            raise NoRule(_("{day} 没有适用的期限规则：{rule}", day=on, rule=id))
        return found

    def due(
        self, id: str, since: Moment, *, place: Place | None = None, course: Course = EVEN
    ) -> Due:
        """When the thing that `since` set going is due, by the rule of that day.

        An instant is aware and a day is of UTC+8. Where the rule of the day knows a restart,
        the term is a fresh one from the last of the course; where it knows a pause, the
        course's pauses do not count. Raises NoRule as `rule` does.
        """
        begins = self._anew(id, since, place, course.restarts) or since
        rule = self.rule(id, as_day(begins), place=place)
        span = self._span(rule, begins, course.pauses if rule.pause else ())
        due_on = span.last
        if rule.roll and due_on != NEVER:
            due_on = self.calendar.next_workday(due_on)
        return Due(
            rule=rule,
            since=since,
            opens_on=span.opens_on,
            due_on=due_on,
            due_at=span.due_at,
            rolled_from=span.last if due_on != span.last else None,
            warning=self._warning(rule, span.opens_on, span.last, due_on),
            anew=None if begins is since else begins,
            stood=span.stood,
        )

    def _anew(
        self, id: str, since: Moment, place: Place | None, restarts: tuple[Moment, ...]
    ) -> Moment | None:
        later = [one for one in restarts if as_day(one) >= as_day(since)]
        last = max(later, key=as_day, default=None)
        rule = self.find(id, as_day(last), place=place) if last else None
        return last if rule and rule.restart else None

    def _span(self, rule: Rule, since: Moment, pauses: tuple[Pause, ...]) -> _Span:
        day = as_day(since)
        if rule.direction != "after":
            opens = self._count(rule, day, -rule.length)
            return _Span(opens, day if rule.direction == "before" else opens)
        if rule.unit == "hour" and isinstance(since, datetime):
            return _hours(rule, since, pauses)
        begins = day if rule.start == "same" else day + DAY
        stood = spans(pauses, as_day, begins) if rule.length else []
        if rule.unit == "workday" and stood:
            last, counted = self._workdays(begins, rule.length, stood)
        else:
            whole_days = -(-rule.length // 24)  # of hours, where only the day is known
            end = day + whole_days * DAY if rule.unit == "hour" else None
            end, counted = moved((end or self._count(rule, day, rule.length)) + DAY, stood)
            last = end - DAY if end else NEVER
        return _Span(day, last, None, tuple(counted))

    def _workdays(
        self, begins: date, n: int, stood: list[Span[date]]
    ) -> tuple[date, list[Span[date]]]:
        """The n-th working day that no span holds, and the spans before it."""
        day = begins - DAY
        while n:
            day += DAY
            held = next((span for span in stood if holds(span, day)), None)
            if held and held.end is None:
                return NEVER, [span for span in stood if span.first <= day]
            n -= held is None and self.calendar.is_workday(day)
        return day, [span for span in stood if span.first <= day]

    def _count(self, rule: Rule, day: date, length: int) -> date:
        same = rule.start == "same" and length > 0
        if rule.unit == "workday":
            return self.calendar.add_workdays(day - DAY if same else day, length)
        if rule.unit == "day":
            end = day + length * DAY
        else:
            end = add_months(day, length * (12 if rule.unit == "year" else 1))
        return end - DAY if same else end

    def _warning(self, rule: Rule, opens_on: date, last: date, due_on: date) -> Text | None:
        if last == NEVER:
            return None
        if rule.unit == "workday":
            return self.calendar.warning(range(opens_on.year, last.year + 1))
        return self.calendar.warning(range(last.year, due_on.year + 1)) if rule.roll else None


def _hours(rule: Rule, since: datetime, pauses: tuple[Pause, ...]) -> _Span:
    start = since.astimezone(UTC)
    if rule.start == "next":
        start = start.replace(minute=0, second=0, microsecond=0) + HOUR
    end, counted = moved(start + rule.length * HOUR, spans(pauses, as_instant, start))
    last = day_of(end) if end else NEVER
    return _Span(day_of(since), last, end, tuple(counted))
