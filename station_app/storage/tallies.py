"""Tallies: counts by day and at most three codes, kept by the act."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.core.register import Register
from station_app.storage.driver import add_up
from station_app.storage.own_tables import GoneTally
from station_app.storage.tables import Tally

K = TypeVar("K")
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
    _add(session, Tally, change)


def keep_counted(session: Session, cells: Iterable[Cell]) -> None:
    """Of a record that is sealed or purged: the figures it stands in stay as they are."""
    _add(session, GoneTally, Counter(cells))


def gone(session: Session, register: Register) -> Counter[Cell]:
    """What its figures count of records that were sealed or purged."""
    held = session.scalars(select(GoneTally).where(GoneTally.register == register.name))
    return Counter({(r.register, r.name, r.period, r.a, r.b, r.c): r.n for r in held})


def _add(session: Session, table: type[Tally | GoneTally], change: Mapping[Cell, int]) -> None:
    """In one order, or two desks wait for each other."""
    add_up(session, table, ((*cell, n) for cell, n in sorted(change.items()) if n))


def table(
    session: Session, register: Register, name: str, first: str, last: str
) -> dict[tuple[str, str, str], int]:
    """Codes → how many in the days from `first` to `last` (2026-03-07), both counted."""
    held = session.scalars(
        select(Tally).where(
            Tally.register == register.name,
            Tally.name == name,
            Tally.period >= first,
            Tally.period <= last,
        )
    )
    found = Counter[tuple[str, str, str]]()
    for row in held:
        found[row.a, row.b, row.c] += row.n
    return {codes: n for codes, n in found.items() if n}


FEWEST = 5  # people whom a figure may count without pointing at them


def shown(figures: Mapping[K, int]) -> dict[K, int | None]:
    """No cell below five, and no single one left out that the others and the sum would give."""
    small = {key for key, n in figures.items() if 0 < n < FEWEST}
    if len(small) == 1 and (rest := figures.keys() - small):
        small.add(min(rest, key=lambda key: figures[key]))
    return {key: None if key in small else n for key, n in figures.items()}
