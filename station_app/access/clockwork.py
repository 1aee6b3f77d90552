"""Is the clock of this machine right? What the station has seen already tells when it went back.

Off by two minutes it is warned of; off by a day nothing dated is printed any more, until the
clock is put right or somebody who answers for the machine confirms it (reliability.md 2.6).
The clock of a training home may be set, so it is not watched.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import select

from station_app.access.act import Act, View
from station_app.access.service import service
from station_app.core.errors import Refused
from station_app.core.show import moment
from station_app.core.texts import Text, _
from station_app.storage import settings
from station_app.storage.tables import AuditEvent

SETTING = "clock"
WARN, BLOCK = timedelta(minutes=2), timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Seen:
    latest: datetime | None = None  # the highest this clock was known to show rightly
    ahead_from: datetime | None = None  # what it should have shown when it was found ahead
    ahead_to: datetime | None = None  # what it did show then

    def wrong(self, now: datetime) -> timedelta:
        """Negative: behind. Zero where nothing is known against it."""
        if self.ahead_from and self.ahead_to and now >= self.ahead_to:
            return self.ahead_to - self.ahead_from
        if self.latest and now < self.latest:
            return now - self.latest
        return timedelta()

    def at(self, now: datetime) -> Seen:
        """Once this was seen too. A clock that was ahead and is set back is right again."""
        if self.ahead_to:
            return self if now >= self.ahead_to else Seen(now)
        return Seen(max(self.latest or now, now))


def warning(wrong: timedelta) -> Text | None:
    if abs(wrong) <= WARN:
        return None
    minutes = round(abs(wrong).total_seconds() / 60)
    if wrong < timedelta():
        return _("本机时钟慢了约 {n} 分钟：请校准时钟，差一天以上不能打印", n=minutes)
    return _("本机时钟快了约 {n} 分钟：请校准时钟，差一天以上不能打印", n=minutes)


@service(right="clock", audit=None)
def clock(view: View) -> timedelta:
    """How far it is wrong, as far as is known: negative is behind."""
    return _seen(view).wrong(view.stamp.now)


@service(right="note-clock", audit="clock was set")
def note_clock(act: Act, expected: datetime) -> timedelta:
    """Between two looks the clock went another way than time does; how far it is wrong now."""
    now, seen = act.stamp.now, _seen(act)
    act.notes |= {"expected": expected.isoformat()}
    if not act.training:
        if now - expected > WARN:
            seen = replace(seen, ahead_from=seen.ahead_from or expected, ahead_to=now)
        else:
            seen = Seen(max(seen.latest or expected, expected)) if not seen.ahead_to else seen
            seen = seen.at(now)
        _keep(act, seen)
    return seen.wrong(now)


@service(right="confirm-clock", audit="clock confirmed")
def confirm_clock(act: Act) -> None:
    """Somebody has compared it: what was seen before counts no more."""
    seen = _seen(act)
    act.notes |= {"off_by": round(seen.wrong(act.stamp.now).total_seconds())}
    _keep(act, Seen(act.stamp.now))


def look(act: Act) -> None:
    """At sign-in: what the log saw last is known to have been."""
    if act.training:
        return
    seen, now = _seen(act), act.stamp.now
    if wrong := seen.wrong(now):
        act.notes["clock_wrong"] = round(wrong.total_seconds())
    _keep(act, seen.at(now))


def refuse_wrong(view: View) -> None:
    """Before anything dated is printed. Raises Refused."""
    if abs(wrong := _seen(view).wrong(view.stamp.now)) > BLOCK:
        raise Refused(
            _(
                "本机时钟现为 {now}，与本所已有记录相差 {n} 天，不能打印。"
                "请校准时钟；时钟无误的，请所领导或管理员在“设置”里确认",
                now=moment(view.stamp.now),
                n=abs(wrong) // timedelta(days=1),
            )
        )


def _seen(view: View) -> Seen:
    if view.training:
        return Seen()
    kept = json.loads(settings.get(view.session, SETTING, "{}"))
    seen = Seen(**{name: datetime.fromisoformat(at) for name, at in kept.items()})
    if seen.ahead_to is None and (last := _last_event(view)):
        seen = Seen(max(seen.latest or last, last))
    return seen


def _last_event(view: View) -> datetime | None:
    own = AuditEvent.log_id == settings.get(view.session, "device")
    bodies = select(AuditEvent.body).where(own).order_by(AuditEvent.number.desc()).limit(1)
    body = view.session.scalar(bodies)
    return datetime.fromisoformat(json.loads(body)["at"]) if body else None


def _keep(act: Act, seen: Seen) -> None:
    moments = {
        "latest": seen.latest,
        "ahead_from": seen.ahead_from,
        "ahead_to": seen.ahead_to,
    }
    settings.put(
        act.session, SETTING, json.dumps({n: at.isoformat() for n, at in moments.items() if at})
    )
