"""The terms in force here: what ships, the local rules this station was ordered to change, and
the holidays entered from a notice.

Every change counts `law` up, so that each desk reads them again with its next look.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.clocks.calendar import YearEntry
from station_app.clocks.rule import Place, Unit
from station_app.clocks.terms import Terms
from station_app.clocks.versions import Version, with_versions
from station_app.core.errors import Refused
from station_app.core.texts import _
from station_app.storage import settings
from station_app.storage.driver import ask, is_postgresql
from station_app.storage.own_tables import HolidayYear, LocalRule, Setting

COUNT = "law"
CHANGED = _("期限规则刚刚改过，请再办理一次")


class Law:
    """The terms of one database, read again only when they were changed."""

    def __init__(self) -> None:
        self._held: tuple[int, Terms, Terms] | None = None

    def at(self, session: Session, shipped: Terms) -> tuple[int, Terms]:
        """The count, and the terms in force by it."""
        number, held = count(session), self._held
        if number == 0:
            return number, shipped
        if held is None or held[0] != number or held[1] is not shipped:
            held = self._held = number, shipped, in_force(session, shipped)
        return number, held[2]

    def last(self, shipped: Terms) -> Terms:
        """As they were read last."""
        held = self._held
        return held[2] if held and held[1] is shipped else shipped


def count(session: Session) -> int:
    found = ask(session, 'select value from setting where "name" = ?', COUNT)
    return int(found[0][0]) if found else 0


def in_force(session: Session, shipped: Terms) -> Terms:
    calendar = shipped.calendar
    for year in years(session):
        calendar = calendar.with_year(entry_of(year))
    rules = with_versions(shipped.rules, [version_of(row) for row in versions(session)])
    return Terms(rules, calendar, shipped.place)


def versions(session: Session, *, all: bool = False) -> Sequence[LocalRule]:
    """Those that hold; `all`: those that were taken back too."""
    query = select(LocalRule).order_by(LocalRule.valid_from, LocalRule.entered_at)
    return session.scalars(query if all else query.where(LocalRule.ended_at.is_(None))).all()


def years(session: Session, *, all: bool = False) -> Sequence[HolidayYear]:
    query = select(HolidayYear).order_by(HolidayYear.year, HolidayYear.entered_at)
    return session.scalars(query if all else query.where(HolidayYear.ended_at.is_(None))).all()


def version_of(row: LocalRule) -> Version:
    return Version(
        rule=row.rule,
        place=cast(Place, row.place) if row.place else None,
        valid_from=row.valid_from,
        length=row.length,
        unit=cast(Unit, row.unit),
        roll=row.roll,
        issuer=row.issuer,
        number=row.number,
    )


def entry_of(row: HolidayYear) -> YearEntry:
    free, worked = (frozenset(map(date.fromisoformat, d)) for d in (row.holidays, row.workdays))
    return YearEntry(row.year, free, worked, f"{row.issuer}{row.number}")


def changed(session: Session) -> None:
    """From now on every desk reads the terms again. Waits for what is just being written."""
    settings.put(session, COUNT, str(count(session) + 1))


def hold(session: Session, number: int) -> None:
    """No rule changes until this transaction has ended. Raises Refused where one just did."""
    if not is_postgresql(session):
        return  # one writer at a time
    kept = select(Setting.value).where(Setting.name == COUNT).with_for_update(read=True)
    if int(session.scalar(kept) or 0) != number:
        raise Refused(CHANGED)
