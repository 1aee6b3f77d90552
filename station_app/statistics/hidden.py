"""Figures that point at nobody: no cell below five, and none that the others would give."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from station_app.statistics.table import Line, Table
from station_app.storage import tallies


def hidden(table: Table) -> Iterator[Line]:
    """Group by group and month by month; a sum is told where it points at nobody itself.

    What hides beside a small figure is never a zero: the sum would give the figure away.
    """
    for _group, of in groupby(table.lines, key=lambda line: line.group):
        whole, *parts = of
        columns = [
            tallies.shown({line.code: n for line in parts if (n := line.cells[at])})
            for at in range(len(table.months))
        ]
        sums = (tallies.shown({"": n or 0})[""] for n in whole.cells)
        yield replace(whole, cells=tuple(sums))
        for line in parts:
            yield replace(line, cells=tuple(column.get(line.code, 0) for column in columns))


def told(n: int | None) -> str:
    """A cell as it is written."""
    return f"<{tallies.FEWEST}" if n is None else str(n)
