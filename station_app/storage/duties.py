"""Duties: what each record owes, worked out with it and kept by due date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, insert, select
from sqlalchemy.orm import Session

from station_app.core.days import day_of
from station_app.core.records import Record
from station_app.core.register import Register
from station_app.storage.log import Stamp
from station_app.storage.tables import DutyRow


def of(stamp: Stamp, register: Register, record: Record, owner: str) -> Iterator[dict[str, Any]]:
    """The rows of what a record owes; nothing once it is withdrawn."""
    for duty in () if record.withdrawn_at else register.duties(record):
        day = day_of(duty.since) if isinstance(duty.since, datetime) else duty.since
        if stamp.terms.find(duty.rule, day) is None:
            continue  # the law of that day sets no such term
        due = stamp.terms.due(duty.rule, duty.since)
        yield {
            "record_id": record.id,
            "rule": duty.rule,
            "since": duty.since.isoformat(),
            "register": register.name,
            "due_on": due.due_on,
            "due_at": due.due_at,
            "owner": owner,
            "action": duty.action,
        }


def write(session: Session, rows: Iterable[dict[str, Any]]) -> None:
    if found := list(rows):
        session.execute(insert(DutyRow), found)


def renew(session: Session, stamp: Stamp, register: Register, record: Record) -> None:
    """The owner stays the one who first owed it."""
    before = session.scalars(select(DutyRow).where(DutyRow.record_id == record.id)).all()
    owner = before[0].owner if before else stamp.officer
    rows = list(of(stamp, register, record, owner))
    if before or rows:
        session.execute(delete(DutyRow).where(DutyRow.record_id == record.id))
        write(session, rows)


def until(
    session: Session,
    last: date,
    register: str | None,
    limit: int,
    *where: ColumnElement[bool],
) -> Sequence[DutyRow]:
    """By due date, the longest overdue first."""
    query = select(DutyRow).where(DutyRow.due_on <= last, *where)
    query = query.order_by(DutyRow.due_on, DutyRow.rule)
    if register is not None:
        query = query.where(DutyRow.register == register)
    return session.scalars(query.limit(limit)).all()
