"""What reading a sheet answers: plain values, fit to cross from process to process."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from station_app.exchange.headings import Column

HANDFUL = 500  # lines


class Line(NamedTuple):
    """One row of data as plain values, fit to cross from process to process."""

    number: int
    texts: Sequence[str]  # in the order of the sheet's columns
    ditto: Sequence[int]  # positions that said 同上


class Row(NamedTuple):
    number: int  # as the spreadsheet counts, headings included
    cells: dict[str, str]  # field → text, "" where empty; 同上 is already the text above
    ditto: tuple[str, ...] = ()  # fields that said 同上; the text is empty where nothing is above


@dataclass(slots=True)
class Sheet:
    """`rows` can be walked once; `skipped` counts, as they pass, rows that were no data:
    blank, headings, totals, notes.
    """

    name: str
    columns: dict[str, Column]  # field → where it stands
    unrecognised: tuple[str, ...]  # headings of columns no field goes by
    others: tuple[str, ...]  # sheets of the same book with the same headings, not read
    lines: Iterator[Line]
    skipped: Counter[str] = field(default_factory=Counter)

    @property
    def rows(self) -> Iterator[Row]:
        fields = tuple(self.columns)
        for number, texts, ditto in self.lines:
            said = tuple(fields[i] for i in ditto) if ditto else ()
            yield Row(number, dict(zip(fields, texts, strict=True)), said)

    def handfuls(self) -> Iterator[list[Line]]:
        """Lines as they cross a pipe or fill a transaction."""
        while some := list(islice(self.lines, HANDFUL)):
            yield some
