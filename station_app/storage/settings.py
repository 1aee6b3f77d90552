"""What this database knows of itself, and the numbers it gives out."""

from __future__ import annotations

from datetime import date

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from station_app.core.records import table_of
from station_app.storage.driver import insert_rows, lock_for_numbering
from station_app.storage.own_tables import Setting

LAST_BACKUP = "last backup"
OWN = ("device", "epoch", LAST_BACKUP)  # of one database: a restored copy makes its own
RESTORED_ON = "restored on"  # yyyymmdd
SKIPPED = 5000  # numbers of that day: they may stand on papers that the backup knows nothing of
VALUE = select(Setting.value).where(Setting.name == bindparam("name"))

LETTER = "desk letter"  # what a session is told of the desk it belongs to


def get(session: Session, name: str, otherwise: str = "") -> str:
    found: str | None = session.connection().scalar(VALUE, {"name": name})
    return otherwise if found is None else found


def put(session: Session, name: str, value: str) -> None:
    insert_rows(session, table_of(Setting), [{"name": name, "value": value}], over=True)


def next_number(session: Session, scope: str, letter: str, day: date) -> str:
    """Station code, desk letter, yyyymmdd and four digits: two desks offline never clash."""
    lock_for_numbering(session)
    letter += session.info.get(LETTER, "")
    name = f"number {letter} {day:%Y%m%d}"
    first = SKIPPED if get(session, RESTORED_ON) == f"{day:%Y%m%d}" else 0
    n = max(int(get(session, name, "0")), first) + 1
    put(session, name, str(n))
    return f"{scope}{letter}{day:%Y%m%d}{n:04}"
