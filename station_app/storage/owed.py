"""What is owed, by due date: whole pages by key, never an offset, and how much there is.

The key is the index `ix_duty_due` itself, so that a page is read where it begins.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, case, func, literal, select, tuple_
from sqlalchemy.orm import Session

from station_app.storage.tables import DutyRow

Key = tuple[date, str, UUID, str, str]  # due on, register, record, rule, since
KEY = (DutyRow.due_on, DutyRow.register, DutyRow.record_id, DutyRow.rule, DutyRow.since)
COLUMNS = (*KEY, DutyRow.action, DutyRow.owner, DutyRow.course)
OVER, TODAY, AHEAD = range(3)


def page(
    session: Session,
    where: Sequence[ColumnElement[bool]],
    *,
    last: date | None = None,
    after: Key | None = None,
    most: int | None = None,
) -> Sequence[Any]:
    """The longest overdue first, up to `last`: the first lines, or those that follow a key."""
    asked = select(*COLUMNS).where(*where).order_by(*KEY).limit(most)
    if last is not None:
        asked = asked.where(DutyRow.due_on <= last)
    if after is not None:
        there = (literal(v, c.type) for c, v in zip(KEY, after, strict=True))
        asked = asked.where(tuple_(*KEY) > tuple_(*there))
    return session.execute(asked).all()


def counts(
    session: Session, where: Sequence[ColumnElement[bool]], *, on: date, last: date
) -> Sequence[Any]:
    """(register, OVER | TODAY | AHEAD, how many), of what is due up to `last`."""
    when = case((DutyRow.due_on < on, OVER), (DutyRow.due_on == on, TODAY), else_=AHEAD)
    asked = select(DutyRow.register, when, func.count()).where(DutyRow.due_on <= last, *where)
    return session.execute(asked.group_by(DutyRow.register, when)).all()
