"""Duties: what each record owes, worked out with it and kept by due date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from station_app.core.course import as_day
from station_app.core.records import Record, table_of
from station_app.core.register import Register
from station_app.storage import law
from station_app.storage.driver import insert_rows
from station_app.storage.log import Stamp
from station_app.storage.tables import DutyRow


def of(stamp: Stamp, register: Register, record: Record, owner: str) -> Iterator[dict[str, Any]]:
    """The rows of what a record owes; nothing once it is withdrawn."""
    for duty in () if record.withdrawn_at else register.duties(record):
        if stamp.terms.find(duty.rule, as_day(duty.since)) is None:
            continue  # the law of that day sets no such term
        due = stamp.terms.due(duty.rule, duty.since, course=duty.course)
        yield {
            "record_id": record.id,
            "rule": duty.rule,
            "since": duty.since.isoformat(),
            "register": register.name,
            "due_on": due.due_on,
            "due_at": due.due_at,
            "owner": duty.owner or owner,
            "action": duty.action,
            "course": duty.course.written,
        }


def write(session: Session, stamp: Stamp, rows: Iterable[dict[str, Any]]) -> None:
    """Raises Refused where the rules were changed since this act began."""
    if found := list(rows):
        law.hold(session, stamp.law)
        insert_rows(session, table_of(DutyRow), found)


def renew(session: Session, stamp: Stamp, register: Register, record: Record) -> None:
    """The owner stays the one who first owed it, unless the record itself names one."""
    before = session.scalars(select(DutyRow).where(DutyRow.record_id == record.id)).all()
    owner = before[0].owner if before else stamp.officer
    rows = list(of(stamp, register, record, owner))
    if before or rows:
        session.execute(delete(DutyRow).where(DutyRow.record_id == record.id))
        write(session, stamp, rows)
