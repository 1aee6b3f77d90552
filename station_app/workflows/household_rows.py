"""Which household each row of a ledger belongs to, and which rows were pasted in. Pure.

A row pasted twice stands once where it belongs and once among strangers. There it must not
lend its household and its address to the rows below it, nor take theirs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from station_app.exchange.cells import plain
from station_app.exchange.sheet import Row
from station_app.identity import names, numbers


@dataclass(frozen=True, slots=True)
class Placed:
    """A row with what it takes from the rows above."""

    row: Row
    cells: dict[str, str]  # 同上 resolved
    household: str
    home: int | None = None  # index of the row where this person stands at home

    @property
    def pasted(self) -> bool:
        return self.home is not None


def place(rows: Sequence[Row]) -> list[Placed]:
    homes = _homes(rows)
    placed: list[Placed] = []
    above: dict[str, str] = {}
    household = ""
    for at, row in enumerate(rows):
        if (home := homes.get(at)) is not None:
            own = {f: "" if f in row.ditto else text for f, text in row.cells.items()}
            placed.append(Placed(row, own, _number(row), home))
            continue
        cells = row.cells | {f: above.get(f, "") for f in row.ditto}
        household = _number(row) or household
        placed.append(Placed(row, cells, household))
        above = cells
    return placed


def _number(row: Row) -> str:
    return plain(row.cells.get("household", ""))


def who(row: Row) -> tuple[str, ...]:
    """By what two rows are seen to be about one person; empty where nothing says it."""
    name = names.searchable(row.cells.get("name", ""))
    number = numbers.normalise(row.cells.get("id_number", ""))
    if number and not numbers.SCIENTIFIC.fullmatch(number):
        return (numbers.upgrade(number) if numbers.OLD_SHAPE.fullmatch(number) else number, name)
    birth = plain(row.cells.get("birth", ""))
    return (name, birth) if name and birth else ()  # none, or cut short by the spreadsheet


def _homes(rows: Sequence[Row]) -> dict[int, int]:
    """Index of a pasted row → index of the row where the same person is at home."""
    found: dict[tuple[str, ...], list[int]] = {}
    for at, row in enumerate(rows):
        if key := who(row):
            found.setdefault(key, []).append(at)
    heads = [at for at, row in enumerate(rows) if _number(row)]
    homes: dict[int, int] = {}
    for places in found.values():
        if len(places) > 1:
            home = max(places, key=lambda at: (_at_home(rows, heads, at), -at))
            homes |= {at: home for at in places if at != home}
    return homes


def _at_home(rows: Sequence[Row], heads: Sequence[int], at: int) -> int:
    """2 by its address or number, 1 where nothing tells, 0 among strangers."""
    if _number(rows[at]):
        return 2 * _in_order(rows, heads, at)
    head = next((h for h in reversed(range(at)) if _number(rows[h])), None)
    if head is None or "address" in rows[at].ditto:
        return 1
    same = rows[head].cells.get("address") == rows[at].cells.get("address")
    return 2 * same


def _in_order(rows: Sequence[Row], heads: Sequence[int], at: int) -> bool:
    """Whether a household's number follows the one before it and comes before the next."""
    here = heads.index(at)
    near = [_number(rows[h]) for h in heads[max(0, here - 1) : here + 2]]
    if not all(number.isdecimal() for number in near):
        return True
    values = [int(number) for number in near]
    return values == sorted(values)
