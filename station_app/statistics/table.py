"""A table of figures: lines in groups, a cell for each month. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from station_app.clocks.calendar import add_months
from station_app.core.errors import Refused
from station_app.core.texts import Shown, Text, _

DAY = timedelta(days=1)
MOST_MONTHS = 60


@dataclass(frozen=True, slots=True)
class Month:
    """The days of one calendar month that are asked for, both ends counted."""

    first: date
    last: date

    @property
    def name(self) -> str:
        return self.first.isoformat()[:7]


@dataclass(frozen=True, slots=True)
class Line:
    """One figure: `cells` by month, None where it may not be told; `whole` is the sum of a group.

    `at_end`: how things stood on the last day; cells of several months do not add up.
    """

    group: Text
    label: Shown
    code: str
    cells: tuple[int | None, ...]
    whole: bool = False
    at_end: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    title: Text
    months: tuple[Month, ...]
    lines: tuple[Line, ...]


def months(first: date, last: date) -> tuple[Month, ...]:
    """Raises Refused where there are none, or too many for one table."""
    if last < first:
        raise Refused(_("截止日期早于起始日期"))
    if last >= add_months(first, MOST_MONTHS):
        raise Refused(_("一张表至多 {n} 个月", n=MOST_MONTHS))
    return tuple(_months(first, last))


def _months(first: date, last: date) -> Iterator[Month]:
    while first <= last:
        ends = add_months(first.replace(day=1), 1) - DAY
        yield Month(first, min(ends, last))
        first = ends + DAY


def lines(
    group: Text,
    by_month: Sequence[Mapping[str, int]],
    labels: Mapping[str, Shown],
    *,
    at_end: bool = False,
) -> Iterator[Line]:
    """The sum of a group, then each of its codes that was ever counted, in the order of labels."""
    sums = tuple(sum(cells.values()) for cells in by_month)
    yield Line(group, _("合计"), "", sums, whole=True, at_end=at_end)
    for code, label in labels.items():
        if any(cells.get(code) for cells in by_month):
            counted = tuple(cells.get(code, 0) for cells in by_month)
            yield Line(group, label, code, counted, at_end=at_end)
