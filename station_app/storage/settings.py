"""What this database knows of itself, and the numbers it gives out."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from station_app.storage.engine import lock_for_numbering
from station_app.storage.tables import Setting


def get(session: Session, name: str, otherwise: str = "") -> str:
    found = session.get(Setting, name)
    return found.value if found else otherwise


def put(session: Session, name: str, value: str) -> None:
    session.merge(Setting(name=name, value=value))
    session.flush()


def next_number(session: Session, scope: str, letter: str, day: date) -> str:
    """Station code, desk letter, yyyymmdd and four digits: two desks offline never clash."""
    lock_for_numbering(session)
    name = f"number {letter} {day:%Y%m%d}"
    n = int(get(session, name, "0")) + 1
    put(session, name, str(n))
    return f"{scope}{letter}{day:%Y%m%d}{n:04}"
