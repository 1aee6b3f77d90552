"""Tallies: counts by day or month and at most three codes, kept by the act."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.core.register import Register
from station_app.storage.driver import add_up, ask
from station_app.storage.own_tables import GoneTally
from station_app.storage.tables import Tally

K = TypeVar("K")
Cell = tuple[str, str, str, str, str, str]  # register, name, period, a, b, c
SPAN = "register = ? and name = ? and period between ? and ?"
DAY, MONTH = len("2026-03-07"), len("2026-03")


def cells(register: Register, values: dict[str, Any], *, withdrawn: bool) -> Iterator[Cell]:
    """Where a record with these values is counted."""
    if withdrawn:
        return
    for tallied, signs in ((register.tallies, DAY), (register.monthly, MONTH)):
        for name, (day, codes) in tallied.items():
            if (on := values.get(day)) is not None:
                a, b, c = [*(str(values.get(code) or "") for code in codes), "", "", ""][:3]
                yield register.name, name, on.isoformat()[:signs], a, b, c


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


def by_code(
    session: Session, register: Register, name: str, first: str, last: str
) -> Sequence[tuple[str, str, int]]:
    """Period, first code and how many, as they are kept: of a tally that has one code."""
    return ask(
        session,
        "select period, a, n from tally where register = ? and name = ? and period between ? and ?",
        *(register.name, name, first, last),
    )


def by_period(
    session: Session, register: Register, name: str, first: str, last: str, signs: int = DAY
) -> dict[str, int]:
    """Period → how many, of all codes; by `signs` of the day, so days may be told as months."""
    return _grouped(session, "tally", register, name, first, last, signs)


def gone_by_period(
    session: Session, register: Register, name: str, first: str, last: str, signs: int = DAY
) -> dict[str, int]:
    """How many of those are of records that were sealed or purged."""
    return _grouped(session, "gone_tally", register, name, first, last, signs)


def by_period_and_third(
    session: Session, register: Register, name: str, first: str, last: str, a: str = ""
) -> Sequence[tuple[str, str, int]]:
    """Period, third code and how many; of those whose first code is `a`, where one is named."""
    where = f"{SPAN} and a = ?" if a else SPAN
    statement = f"select period, c, sum(n) from tally where {where} group by period, c"  # noqa: S608
    given = (register.name, name, first, last, *([a] if a else ()))
    return [(period, c, int(n)) for period, c, n in ask(session, statement, *given)]


def _grouped(
    session: Session, table: str, register: Register, name: str, first: str, last: str, signs: int
) -> dict[str, int]:
    where = SPAN
    statement = f"select substr(period, 1, ?), sum(n) from {table} where {where} group by 1"  # noqa: S608
    found = ask(session, statement, signs, register.name, name, first, last)
    return {period: int(n) for period, n in found}


FEWEST = 5  # people whom a figure may count without pointing at them


def shown(figures: Mapping[K, int]) -> dict[K, int | None]:
    """No cell below five, and no single one left out that the others and the sum would give."""
    small = {key for key, n in figures.items() if 0 < n < FEWEST}
    if len(small) == 1 and (rest := figures.keys() - small):
        small.add(min(rest, key=lambda key: figures[key]))
    return {key: None if key in small else n for key, n in figures.items()}
