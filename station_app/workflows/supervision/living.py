"""The supervision that an act is about, and what every act does to it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, cast
from uuid import UUID

from station_app.access import secrecy
from station_app.access.act import Act
from station_app.core.errors import Refused
from station_app.core.texts import _
from station_app.corrections import rules
from station_app.corrections.records import Supervision
from station_app.corrections.register import CORRECTIONS


def supervision(act: Act, id: UUID) -> Supervision:
    """Raises Absent, and Refused where the record is kept from this officer."""
    one = cast(Supervision, act.load(CORRECTIONS, id))
    secrecy.refuse(act, CORRECTIONS, one.id)
    return one


def living(act: Act, id: UUID) -> Supervision:
    """One that has not ended. Raises Absent, Refused."""
    one = supervision(act, id)
    if not rules.is_living(one):
        raise Refused(_("社区矫正已于 {day} 结束，不能再办理", day=one.ended_on))
    return one


def under(act: Act, id: UUID) -> Supervision:
    """One who has reported in and is supervised. Raises Absent, Refused."""
    one = living(act, id)
    if not rules.is_under(one):
        raise Refused(_("尚未报到，请先办理报到"))
    return one


def touch(act: Act, one: Supervision, **after: Any) -> None:
    """Sets state fields; what already stands so is left alone."""
    news = {name: value for name, value in after.items() if getattr(one, name) != value}
    if news:
        before = {name: getattr(one, name) for name in news}
        act.set_state(CORRECTIONS, one.id, before=before, after=news)


def contact(act: Act, one: Supervision, on: date, **after: Any) -> None:
    """A contact that was verified: days off supervision count from it, and one lost is found."""
    if one.last_contact_on is None or on >= one.last_contact_on:
        after |= {"last_contact_on": on}
        if one.lost_since and on >= one.lost_since:
            after |= {"lost_since": None}
    touch(act, one, **after)


def on_of(act: Act, values: Mapping[str, Any]) -> date:
    """The day that was typed, today where none was. Raises Refused for one to come."""
    on = values.get("on") or act.stamp.today
    if on > act.stamp.today:
        raise Refused(_("日期在今天之后"))
    return cast(date, on)


def not_before(on: date, earliest: date | None) -> None:
    """Raises Refused where a step lies before the one it follows."""
    if earliest and on < earliest:
        raise Refused(_("日期早于上一步（{day}）", day=earliest))
