"""A chart as numbers: series over the same places, each cell with the records it counts. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from station_app.core.texts import Shown, Text

Where = Mapping[str, str]  # field → what one would type; two days of a span parted by SPAN
SPAN = "/"


class Shape(StrEnum):
    LINES = "lines"
    BARS = "bars"
    GRID = "grid"  # one series a line, darker where there is more


@dataclass(frozen=True, slots=True)
class Cell:
    """`n` None: fewer than five of whom somebody is sealed, so not told."""

    n: int | None
    where: Where | None = None  # None: nothing to open

    @property
    def opens(self) -> bool:
        return self.where is not None and self.n != 0


@dataclass(frozen=True, slots=True)
class Series:
    label: Shown
    register: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """`across`: what stands below each cell of a series."""

    name: str
    title: Text
    shape: Shape
    across: tuple[Shown, ...]
    series: tuple[Series, ...]

    @property
    def most(self) -> int:
        return max((cell.n or 0 for one in self.series for cell in one.cells), default=0)

    @property
    def total(self) -> int:
        """Of the first series, and of all lines of a grid."""
        counted = self.series if self.shape is Shape.GRID else self.series[:1]
        return sum(cell.n or 0 for one in counted for cell in one.cells)

    def told(self) -> Iterator[tuple[int, int]]:
        """Series and place of each cell that counts anything, for the table beside the chart."""
        for at, place in sorted(
            ((at, place) for at, one in enumerate(self.series) for place in range(len(one.cells))),
            key=lambda each: (each[1], each[0]) if self.shape is not Shape.GRID else each,
        ):
            if self.series[at].cells[place].n != 0:
                yield at, place
