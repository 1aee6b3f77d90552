"""What this database knows of itself, and the numbers it gives out."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from station_app.storage.driver import lock_for_numbering
from station_app.storage.own_tables import Setting

LAST_BACKUP = "last backup"
OWN = ("device", "epoch", LAST_BACKUP)  # of one database: a restored copy makes its own
RESTORED_ON = "restored on"  # yyyymmdd
SKIPPED = 5000  # numbers of that day: they may stand on papers that the backup knows nothing of

LETTER = "desk letter"  # what a session is told of the desk it belongs to


def get(session: Session, name: str, otherwise: str = "") -> str:
    found = session.get(Setting, name)
    return found.value if found else otherwise


def put(session: Session, name: str, value: str) -> None:
    session.merge(Setting(name=name, value=value))
    session.flush()


def next_number(session: Session, scope: str, letter: str, day: date) -> str:
    """Station code, desk letter, yyyymmdd and four digits: two desks offline never clash."""
    lock_for_numbering(session)
    letter += session.info.get(LETTER, "")
    name = f"number {letter} {day:%Y%m%d}"
    first = SKIPPED if get(session, RESTORED_ON) == f"{day:%Y%m%d}" else 0
    n = max(int(get(session, name, "0")), first) + 1
    put(session, name, str(n))
    return f"{scope}{letter}{day:%Y%m%d}{n:04}"
