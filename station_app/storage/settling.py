"""Duties worked out again, part by part, by the terms as they are now.

Only due dates move: whoever owes it, since when and how its term ran stay as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import func, literal, select, tuple_, update
from sqlalchemy.orm import Session

from station_app.clocks.due import Due
from station_app.clocks.terms import Terms
from station_app.core import course
from station_app.core.course import as_day
from station_app.storage import settings
from station_app.storage.law import count
from station_app.storage.tables import DutyRow

SETTLED = "law settled"  # the count up to which all duties were worked out again
BY = "law settled by"  # the fingerprint of the terms they were worked out by
KEY = (DutyRow.record_id, DutyRow.rule, DutyRow.since)
COLUMNS = (*KEY, DutyRow.course, DutyRow.due_on, DutyRow.due_at)

Key = tuple[UUID, str, str]  # record, rule, since


@dataclass(frozen=True, slots=True)
class Part:
    read: int
    moved: int  # those now due on another day
    last: Key | None  # None: nothing is left


def settled_to(session: Session) -> int:
    return int(settings.get(session, SETTLED, "0"))


def is_changed(session: Session) -> bool:
    """Whether a rule was ordered or a notice entered since."""
    return settled_to(session) != count(session)


def is_settled(session: Session, terms: Terms) -> bool:
    """Not after a change here, nor after a program that ships other terms."""
    return not is_changed(session) and settings.get(session, BY) == terms.fingerprint


def settled(session: Session, number: int, terms: Terms) -> None:
    settings.put(session, SETTLED, str(number))
    settings.put(session, BY, terms.fingerprint)


def owed(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(DutyRow)) or 0


def settle(session: Session, terms: Terms, after: Key | None, most: int) -> Part:
    """The next duties by their key."""
    asked = select(*COLUMNS).order_by(*KEY).limit(most).with_for_update()
    if after is not None:
        there = (literal(v, c.type) for c, v in zip(KEY, after, strict=True))
        asked = asked.where(tuple_(*KEY) > tuple_(*there))
    rows = session.execute(asked).all()
    if moved := _moved(terms, rows):
        session.execute(update(DutyRow), moved)
    last = (rows[-1].record_id, rows[-1].rule, rows[-1].since) if len(rows) == most else None
    return Part(len(rows), len(moved), last)


def _moved(terms: Terms, rows: Sequence[Any]) -> list[dict[str, Any]]:
    @cache
    def due(rule: str, since: str, said: str) -> Due | None:
        begun = course.moment(since)
        if terms.find(rule, as_day(begun)) is None:
            return None
        return terms.due(rule, begun, course=course.read(said))

    found = []
    for row in rows:
        now = due(row.rule, row.since, row.course)
        if now and (now.due_on, now.due_at) != (row.due_on, row.due_at):
            key = {"record_id": row.record_id, "rule": row.rule, "since": row.since}
            found.append(key | {"due_on": now.due_on, "due_at": now.due_at})
    return found
