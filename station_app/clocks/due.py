"""When one thing is due, and the one sentence that says why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from station_app.clocks.calendar import DAY
from station_app.clocks.pauses import Span
from station_app.clocks.rule import Rule
from station_app.core.course import Moment
from station_app.core.days import BEIJING, day_of
from station_app.core.texts import Shown, Text, _

NEVER = date.max  # a term that stands still has no last day yet
STANDING = {  # (confirmed, local)
    (True, False): _("已核对原文"),
    (True, True): _("地方规定"),
    (False, False): _("未核实"),
    (False, True): _("地方默认，未核实"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """`due_on` is the last UTC+8 day that is in time (NEVER while the term stands still),
    `due_at` the last instant (UTC) of an hour rule whose start is known to the minute,
    `opens_on` the first day of the window, `rolled_from` the rest day the period would have
    ended on, `since` what set it going, `anew` the event it was counted from again, `stood`
    the spans that did not count.
    """

    rule: Rule
    since: Moment
    opens_on: date
    due_on: date
    due_at: datetime | None
    rolled_from: date | None
    warning: Text | None
    anew: Moment | None = None
    stood: tuple[Span[date] | Span[datetime], ...] = ()

    @property
    def stands_still(self) -> bool:
        return self.due_on == NEVER

    def is_over(self, now: datetime) -> bool:
        return now > self.due_at if self.due_at else day_of(now) > self.due_on

    def minutes_left(self, now: datetime) -> int | None:
        """Whole minutes, negative once it is over; None where only the day is known."""
        return None if self.due_at is None else int((self.due_at - now).total_seconds() // 60)

    @property
    def explanation(self) -> Text:
        rolled: Shown = ""
        if self.rolled_from:
            rolled = _("（{day} 为休息日，顺延至下一工作日）", day=self.rolled_from)
        return _(
            "{title}：{span}{rolled}；依据{basis}（{standing}）{warning}。",
            title=Text(self.rule.title),
            span=_span(self),
            rolled=rolled,
            basis=self.rule.basis,
            standing=STANDING[self.rule.confirmed, self.rule.local],
            warning=_("；{warning}", warning=self.warning) if self.warning else "",
        )


def _span(due: Due) -> Text:
    rule, trigger, since = due.rule, Text(due.rule.trigger), shown(due.since)
    if rule.length == 0:
        return _("{trigger}（{since}）当日", trigger=trigger, since=since)
    end = shown(due.due_at or due.due_on)
    if rule.direction == "ahead":
        return _(
            "不迟于{trigger}（{since}）前{length}，即 {end}",
            trigger=trigger,
            since=since,
            length=length(rule),
            end=end,
        )
    if rule.direction == "before":
        return _(
            "{trigger}（{since}）前{length}内，即 {opens} 至 {end}",
            trigger=trigger,
            since=since,
            length=length(rule),
            opens=shown(due.opens_on),
            end=end,
        )
    begun, pause = _begun(due), Text(rule.pause)
    if due.stands_still:
        stopped = shown(due.stood[-1].first)
        return _("{begun}，{pause}自 {day} 起未计入", begun=begun, pause=pause, day=stopped)
    if due.stood:
        stood = "、".join(map(_stood, due.stood))
        return _(
            "{begun}，{pause}（{stood}）不计入，至 {end}",
            begun=begun,
            pause=pause,
            stood=stood,
            end=end,
        )
    return _("{begun}，至 {end}", begun=begun, end=end)


def _begun(due: Due) -> Text:
    rule, since = due.rule, shown(due.since)
    if due.anew is None:
        return _(
            "自{trigger}（{since}）起{length}",
            trigger=Text(rule.trigger),
            since=since,
            length=length(rule),
        )
    return _(
        "自{trigger}（{since}）起，{restart}（{anew}）后重新计算{length}",
        trigger=Text(rule.trigger),
        since=since,
        restart=Text(rule.restart),
        anew=shown(due.anew),
        length=length(rule),
    )


def length(rule: Rule) -> Text:
    n = rule.length
    return {
        "hour": _("{n}小时", n=n),
        "day": _("{n}日", n=n),
        "workday": _("{n}个工作日", n=n),
        "month": _("{n}个月", n=n),
        "year": _("{n}年", n=n),
    }[rule.unit]


def lasting(minutes: int) -> Text:
    """So many minutes, as one says it."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("{n} 分钟", n=rest)
    return _("{hours} 小时 {n} 分", hours=hours, n=rest)


def shown(when: Moment) -> str:
    if isinstance(when, datetime):
        return when.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M")
    return when.isoformat()


def _stood(span: Span[date] | Span[datetime]) -> str:
    """Days with the last one that did not count."""
    if span.end is None or isinstance(span.end, datetime):
        return f"{shown(span.first)}—{shown(span.end) if span.end else ''}"
    return f"{shown(span.first)}—{shown(span.end - DAY)}"
