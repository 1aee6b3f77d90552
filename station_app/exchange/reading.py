"""A sheet as somebody kept it, read row by row into texts under field names.

Nothing is judged here: a date is ISO text, a number loses its ".0", everything else stands as
it was typed. `cells` turns texts into values.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from operator import itemgetter
from pathlib import Path

from station_app.core.errors import Explained
from station_app.core.texts import _
from station_app.exchange import books
from station_app.exchange.guard import check
from station_app.exchange.headings import SEARCHED, Headings, Layout, Mapped, Recogniser
from station_app.exchange.sheet import Line, Sheet

DITTO = frozenset(("同上", "同前", "同左上", "〃", "″", '"', "”", "“", "''", "々"))
TOTALS = re.compile(
    r"(本页|全村|全表)?(合|总|小|共|累)\s*计([:：]?\s*[\d.,]*\s*\w{0,2})?|总人?[数户]数?[:：]?.*"
    r"|共\s*\d+\s*[人户条名套间].*"
)
REMARKS = re.compile(
    r"(填表人?|填报人|填报单位|填报日期|制表人?|审核人?|负责人|单位负责人|说明|注)\s*[:：].*"
    r"|第\s*\d+\s*页.*|(以下|接上|转下|续)[^\s]{0,2}[页表白].*"
)
SUSPECT = frozenset("合总小共累本全填制审负单说注第以接转续")  # how totals and remarks begin
MOST_DIGITS = 1e15  # a spreadsheet keeps 15 digits of a number; what comes after them is lost


def read_sheet(
    path: Path,
    headings: Headings,
    *,
    own: Collection[str] = (),
    mapped: Mapped | None = None,
    only: str | None = None,
) -> Sheet:
    """Reads in this process, which a hostile file may end: `worker.read_sheet` spares ours.

    `own` are fields that belong to one row (name, number, phone): there 同上 stays as typed,
    and one such cell alone in its row is data, whereas any other cell alone is a remark.
    `only` names the sheet to read. Raises Explained.
    """
    check(path)
    page, layout, others = _best(path, Recogniser(headings, mapped or {}), only)
    sheet = Sheet(page.name, layout.columns, layout.unrecognised, others, iter(()))
    sheet.lines = _lines(page, layout, frozenset(own), sheet.skipped)
    return sheet


def _best(
    path: Path, recogniser: Recogniser, only: str | None
) -> tuple[books.Page, Layout, tuple[str, ...]]:
    """The sheet with most headings, and the names of those with as many. Raises Explained."""
    best: tuple[books.Page, Layout] | None = None
    others: list[str] = []
    for page in books.pages(path, recogniser, only):
        layout = recogniser.layout([as_texts(row) for row in islice(page.rows(), SEARCHED)])
        if layout is None:
            continue
        if best is None or layout.found > best[1].found:
            others, best = [], (page, layout)
        elif layout.found == best[1].found:
            others.append(page.name)
    if best is None and recogniser.sought:
        heading = recogniser.sought
        raise Explained(_("表中没有“{heading}”这一列，请改正对照表后重试", heading=heading))
    if best is None:
        raise Explained(
            _("没有找到表头：请确认表中有一行写着“{known}”等栏目名称", known=recogniser.examples)
        )
    return *best, tuple(others)


def as_text(cell: object) -> str:
    match cell:
        case str():
            return cell
        case bool():
            return "是" if cell else "否"
        case int() | float() if abs(cell) >= MOST_DIGITS:
            return f"{cell:.14E}"
        case float():
            return str(int(cell)) if cell.is_integer() else repr(cell)
        case datetime(hour=0, minute=0, second=0):
            return cell.date().isoformat()
        case datetime():
            return cell.isoformat(" ", "minutes")
        case date():
            return cell.isoformat()
        case _:
            return str(cell)


def as_texts(row: Iterable[object]) -> list[str]:
    return [cell if type(cell) is str else as_text(cell) for cell in row]


def _lines(
    page: books.Page, layout: Layout, own: frozenset[str], skipped: Counter[str]
) -> Iterator[Line]:
    width = 1 + max(column.index for column in layout.columns.values())
    indexes = [column.index for column in layout.columns.values()]
    pick = itemgetter(*indexes, indexes[0])  # at least two, so that a tuple comes back
    dittoed = [i for i, name in enumerate(layout.columns) if name not in own]
    rows = page.rows()
    lone = {c.index for f, c in layout.columns.items() if f in own}
    judge = _Judge(islice(rows, layout.row + 1), lone)
    above: Sequence[str] = ()
    shared = _shared(page.merged, indexes)
    for number, row in enumerate(rows, layout.row + 2):
        if len(row) < width:
            row = [*row, *[""] * (width - len(row))]
        texts = as_texts(pick(row))
        del texts[-1]
        if why := judge(row, texts):
            skipped[why] += 1
            continue
        if shared and above and number in shared:
            texts = [above[i] if i in shared[number] else t for i, t in enumerate(texts)]
        ditto: list[int] = []
        if not DITTO.isdisjoint(map(str.strip, texts)):
            ditto = [i for i in dittoed if texts[i].strip() in DITTO]
            for i in ditto:
                texts[i] = above[i] if above else ""
        above = texts
        yield Line(number, tuple(texts), ditto)


def _shared(merged: Iterable[books.Range], indexes: list[int]) -> dict[int, set[int]]:
    """Row number → positions that belong to a merged cell begun in a row above."""
    shared: dict[int, set[int]] = defaultdict(set)
    for (top, left), (bottom, _right) in merged:
        if left in indexes:
            for row in range(top + 1, bottom + 1):
                shared[row + 1].add(indexes.index(left))
    return dict(shared)


class _Judge:
    """Tells data from what a ledger prints between: blanks, titles again, totals, remarks."""

    def __init__(self, before: Iterable[Sequence[object]], lone: Collection[int]) -> None:
        self.before = [as_texts(row) for row in before if any(row)]  # title, notes, headings
        self.openers = {next(filter(None, row)) for row in self.before}
        self.lone = lone  # columns in which one cell alone is already data

    def __call__(self, row: Sequence[object], texts: Sequence[str]) -> str:
        """Why a row is no data: "" where it is."""
        first = next(filter(None, row), "")
        if type(first) is str and first:
            if first in self.openers and as_texts(row) in self.before:
                return "headings"
            first = first.strip()
            if first[:1] in SUSPECT and (why := _said_of_the_sheet(first)):
                return why
        if texts.count("") < len(texts) - 1 and any(map(str.strip, texts)):
            return ""
        return self._nearly_empty(row, any(map(str.strip, texts)))

    def _nearly_empty(self, row: Sequence[object], known: bool) -> str:
        said = [i for i, text in enumerate(as_texts(row)) if text.strip()]
        if not said:
            return "blank"
        alone = bool(self.lone) and len(said) == 1 and said[0] not in self.lone
        return "notes" if alone or not known else ""


def _said_of_the_sheet(first: str) -> str:
    if TOTALS.fullmatch(first):
        return "totals"
    return "notes" if REMARKS.fullmatch(first) else ""
