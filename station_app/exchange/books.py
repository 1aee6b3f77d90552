"""Workbooks and CSV files as pages of cells, whatever the format."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from station_app.core.errors import Explained
from station_app.core.texts import _
from station_app.exchange.guard import BROKEN, MACROS, SEALED
from station_app.exchange.headings import SEARCHED, Recogniser

DELIMITERS = ",\t;"
OWN_PREFIX = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")  # written by `writing`, undone here
CSV_NAMES = (".csv", ".txt", ".tsv")

Range = tuple[tuple[int, int], tuple[int, int]]  # (row, column) of first and last, from 0


@dataclass(frozen=True, slots=True)
class Page:
    """`rows` begins at the first row and first column of the sheet, each time anew."""

    name: str
    rows: Callable[[], Iterator[Sequence[object]]]
    merged: Sequence[Range] = ()


def pages(path: Path, recogniser: Recogniser, only: str | None) -> Iterator[Page]:
    """Visible sheets one at a time, so that no more than two are in memory. Raises Explained."""
    if path.suffix.lower() in CSV_NAMES:
        yield _csv_page(path, recogniser)
        return
    try:
        book = CalamineWorkbook.from_path(str(path))
        for sheet in book.sheets_metadata:
            if sheet.typ is SheetTypeEnum.MacroSheet:
                raise Explained(MACROS)
            if sheet.visible is SheetVisibleEnum.Visible and only in (None, sheet.name):
                yield _page(book.get_sheet_by_name(sheet.name))
    except PasswordError:
        raise Explained(SEALED) from None
    except (CalamineError, OSError):
        raise Explained(BROKEN) from None


def _page(sheet: CalamineSheet) -> Page:
    left: list[object] = [""] * (
        sheet.start[1] if sheet.start else 0
    )  # calamine leaves out empty columns

    def rows() -> Iterator[Sequence[object]]:
        return ([*left, *row] for row in sheet.iter_rows()) if left else sheet.iter_rows()

    return Page(sheet.name, rows, sheet.merged_cell_ranges or ())


def _csv_page(path: Path, recogniser: Recogniser) -> Page:
    encoding = _encoding(path)
    found, delimiter = -1, DELIMITERS[0]
    for candidate in DELIMITERS:
        layout = recogniser.layout(list(islice(_csv_rows(path, encoding, candidate), SEARCHED)))
        if layout is not None and layout.found > found:
            found, delimiter = layout.found, candidate
    return Page(path.stem, lambda: _csv_rows(path, encoding, delimiter))


def _encoding(path: Path) -> str:
    """A mark names the encoding; otherwise UTF-8 if it is that throughout, else GB 18030."""
    with path.open("rb") as file:
        start = file.read(3)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    elif start == codecs.BOM_UTF8:
        encodings = ["utf-8-sig"]
    else:
        encodings = ["utf-8", "gb18030"]
    for encoding in encodings:
        with suppress(UnicodeError), path.open(encoding=encoding, newline="") as text:
            while text.read(1 << 20):
                pass
            return encoding
    raise Explained(_("文件的文字编码无法识别，请另存为“CSV UTF-8”后重试"))


def _csv_rows(path: Path, encoding: str, delimiter: str) -> Iterator[list[str]]:
    try:
        with path.open(encoding=encoding, newline="") as lines:
            for row in csv.reader(lines, delimiter=delimiter):
                if any(cell[:1] == "'" for cell in row):
                    row = [cell[1:] if OWN_PREFIX.match(cell) else cell for cell in row]
                yield row
    except csv.Error:
        raise Explained(_("表格里的引号没有成对，请用表格软件打开、另存后重试")) from None
