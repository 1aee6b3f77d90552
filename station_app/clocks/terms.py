"""When a thing is due, and the one sentence that says why.

A starting day is not counted; a period that ends on a rest day ends on the next working
day where the rule says so (公安机关办理行政案件程序规定 35; 民法典 201-203).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import combinations

from station_app.clocks.calendar import DAY, Calendar, add_months
from station_app.clocks.rule import BadRules, NoRule, Place, Rule
from station_app.core.days import BEIJING, day_of
from station_app.core.texts import Shown, Text, _

HOUR = timedelta(hours=1)
STANDING = {  # (confirmed, local)
    (True, False): _("已核对原文"),
    (True, True): _("地方默认"),
    (False, False): _("未核实"),
    (False, True): _("地方默认，未核实"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """`due_on` is the last UTC+8 day that is in time, `due_at` the last instant (UTC) of an
    hour rule whose start is known to the minute, `opens_on` the first day of the window,
    `rolled_from` the rest day the period would have ended on.
    """

    rule: Rule
    since: date | datetime
    opens_on: date
    due_on: date
    due_at: datetime | None
    rolled_from: date | None
    warning: Text | None

    def is_over(self, now: datetime) -> bool:
        return now > self.due_at if self.due_at else day_of(now) > self.due_on

    @property
    def explanation(self) -> Text:
        rolled: Shown = ""
        if self.rolled_from:
            rolled = _("（{day} 为休息日，顺延至下一工作日）", day=self.rolled_from)
        return _(
            "{title}：{span}{rolled}；依据{basis}（{standing}）{warning}。",
            title=Text(self.rule.title),
            span=_span_text(self),
            rolled=rolled,
            basis=Text(self.rule.article or self.rule.source),
            standing=STANDING[self.rule.confirmed, self.rule.local],
            warning=_("；{warning}", warning=self.warning) if self.warning else "",
        )


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

    def due(self, id: str, since: date | datetime, *, place: Place | None = None) -> Due:
        """When the thing that `since` set going is due, by the rule of that day.

        An instant is aware and a day is of UTC+8. Raises NoRule as `rule` does.
        """
        day = day_of(since) if isinstance(since, datetime) else since
        rule = self.rule(id, day, place=place)
        opens_on, last, due_at = self._span(rule, since, day)
        due_on = self.calendar.next_workday(last) if rule.roll else last
        return Due(
            rule=rule,
            since=since,
            opens_on=opens_on,
            due_on=due_on,
            due_at=due_at,
            rolled_from=last if due_on != last else None,
            warning=self._warning(rule, opens_on, last, due_on),
        )

    def _span(
        self, rule: Rule, since: date | datetime, day: date
    ) -> tuple[date, date, datetime | None]:
        """First day, last day before rolling, last instant."""
        if rule.unit == "hour":
            due_at = _hours(rule, since) if isinstance(since, datetime) else None
            whole_days = -(-rule.length // 24)  # only the day is known: it is not counted
            return day, day_of(due_at) if due_at else day + whole_days * DAY, due_at
        if rule.direction == "before":
            return self._count(rule, day, -rule.length), day, None
        return day, self._count(rule, day, rule.length), None

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
        if rule.unit == "workday":
            return self.calendar.warning(range(opens_on.year, last.year + 1))
        return self.calendar.warning(range(last.year, due_on.year + 1)) if rule.roll else None


def _hours(rule: Rule, since: datetime) -> datetime:
    start = since.astimezone(UTC)
    if rule.start == "next":
        start = start.replace(minute=0, second=0, microsecond=0) + HOUR
    return start + rule.length * HOUR


def _span_text(due: Due) -> Text:
    rule, trigger, since = due.rule, Text(due.rule.trigger), _shown(due.since)
    if rule.length == 0:
        return _("{trigger}（{since}）当日", trigger=trigger, since=since)
    length, end = _length(rule), _shown(due.due_at or due.due_on)
    if rule.direction == "after":
        return _(
            "自{trigger}（{since}）起{length}，至 {end}",
            trigger=trigger,
            since=since,
            length=length,
            end=end,
        )
    return _(
        "{trigger}（{since}）前{length}内，即 {opens} 至 {end}",
        trigger=trigger,
        since=since,
        length=length,
        opens=_shown(due.opens_on),
        end=end,
    )


def _length(rule: Rule) -> Text:
    n = rule.length
    return {
        "hour": _("{n}小时", n=n),
        "day": _("{n}日", n=n),
        "workday": _("{n}个工作日", n=n),
        "month": _("{n}个月", n=n),
        "year": _("{n}年", n=n),
    }[rule.unit]


def _shown(when: date | datetime) -> str:
    if isinstance(when, datetime):
        return when.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M")
    return when.isoformat()
