"""Purging (到期销毁): the record is gone; an operation without a body says that there was one."""

from __future__ import annotations

from sqlalchemy.orm import Session

from station_app.core.records import Record
from station_app.core.register import Register
from station_app.storage import lift, log
from station_app.storage.log import Stamp


def purge(session: Session, stamp: Stamp, register: Register, record: Record) -> None:
    """Row, keys, references, duties, drafts and operation bodies; the tombstone is kept."""
    lift.lift(session, register, record)
    log.write(session, stamp, register, record.id, "purge", {})
