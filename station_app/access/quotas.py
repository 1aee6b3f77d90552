"""How often an officer may look freely (自主查询): data of this station, not of any law."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from station_app.core.days import BEIJING, day_of
from station_app.core.errors import Refused
from station_app.core.texts import Text, _
from station_app.storage import free_looks

FILE = Path(__file__).parents[2] / "resources" / "rules" / "quotas.toml"


@dataclass(frozen=True, slots=True)
class Quotas:
    """Full views; masked lists and what a ticket or case has brought are not counted."""

    hour: int
    day: int
    explain_every: int  # one in so many asks for a sentence
    alarm: int  # times the officer's own median day: the chief is told
    authority: str
    source: str
    confirmed: bool
    local: bool


@cache
def quotas(file: Path = FILE) -> Quotas:
    plain: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))["free_looks"]
    return Quotas(**plain)


def beyond(session: Session, officer: str, now: datetime) -> Text | None:
    """Why this officer may not look freely once more, if so."""
    limits = quotas()
    if free_looks.count(session, officer, now - timedelta(hours=1)) >= limits.hour:
        return _("一小时内的自主查询已达 {n} 次，请所领导放行，或随接待单、案件查询", n=limits.hour)
    if free_looks.count(session, officer, midnight(now)) >= limits.day:
        return _("今天的自主查询已达 {n} 次，请所领导放行，或随接待单、案件查询", n=limits.day)
    return None


def refuse_beyond(session: Session, officer: str, now: datetime) -> None:
    """Called before the event of a full view is written: beyond it there is neither."""
    if why := beyond(session, officer, now):
        raise Refused(why)


def midnight(now: datetime) -> datetime:
    """A moment before the first of this day at the station."""
    return datetime.combine(day_of(now), time(), BEIJING) - timedelta(microseconds=1)
