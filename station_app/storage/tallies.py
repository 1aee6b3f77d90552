"""Tallies: counts by day and at most three codes, kept by the act."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert  # SQLite reads it too
from sqlalchemy.orm import Session

from station_app.core.register import Register
from station_app.storage.tables import Tally

Cell = tuple[str, str, str, str, str, str]  # register, name, period, a, b, c


def cells(register: Register, values: dict[str, Any], *, withdrawn: bool) -> Iterator[Cell]:
    """Where a record with these values is counted."""
    for name, (day, codes) in {} if withdrawn else register.tallies.items():
        if (on := values.get(day)) is not None:
            a, b, c = [*(str(values.get(code) or "") for code in codes), "", "", ""][:3]
            yield register.name, name, on.isoformat()[:10], a, b, c


def count(session: Session, before: Iterable[Cell], after: Iterable[Cell]) -> None:
    change = Counter(after)
    change.subtract(Counter(before))
    for cell, n in sorted(change.items()):  # in one order, or two desks wait for each other
        if n:
            _add(session, cell, n)


def _add(session: Session, cell: Cell, n: int) -> None:
    names = ("register", "name", "period", "a", "b", "c")
    where = [getattr(Tally, name) == value for name, value in zip(names, cell, strict=True)]
    add = update(Tally).where(*where).values(n=Tally.n + n)
    if not session.execute(add).rowcount:  # type: ignore[attr-defined]
        new = dict(zip(names, cell, strict=True)) | {"n": 0}
        session.execute(insert(Tally).values(new).on_conflict_do_nothing())  # or another desk did
        session.execute(add)
