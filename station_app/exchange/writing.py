"""Lists as sheets: texts only, so that no cell computes and no number loses its digits.

Every sheet says who took it out, when and why, on its pages and on a sheet of its own.
"""

from __future__ import annotations

import csv
import os
import re
import secrets
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from station_app.core.days import BEIJING
from station_app.core.errors import Explained
from station_app.core.texts import Shown, _, render
from station_app.storage.durable import private

COMPUTED = re.compile(
    r"'*[=+\-@\t\r\n＝＋－＠]"
)  # what a spreadsheet would compute, or we have marked
LONGEST_CELL = 32767  # characters, of the format
MOST_ROWS = 1_048_576 - 10  # of the format, less what stands above
NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Taken:
    """Who takes the list out of the system, for what: the watermark."""

    officer: str
    at: datetime  # an instant
    reason: str
    log_id: str = ""  # of the entry in the audit log

    def line(self) -> str:
        when = self.at.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M")
        return render(
            _(
                "{officer} {when} 导出，用途：{reason}",
                officer=self.officer,
                when=when,
                reason=self.reason,
            )
        )


def write_sheet(
    path: Path,
    title: Shown,
    headings: Sequence[Shown],
    rows: Iterable[Sequence[Shown]],
    taken: Taken,
) -> int:
    """By the ending, .xlsx or .csv; answers the number of rows. Raises Explained.

    The file appears whole or not at all; one that stood there is replaced.
    """
    refuse_ending(path)
    write = WRITERS[path.suffix.lower()]
    part = path.with_name(f".{secrets.token_hex(8)}.part{path.suffix}")
    try:
        os.close(private(str(part), os.O_WRONLY | os.O_CREAT | os.O_EXCL))
        count = write(part, render(title), [render(h) for h in headings], rows, taken)
        os.replace(part, path)
    except OSError:
        raise Explained(_("写不了“{name}”，请检查磁盘空间和文件夹权限", name=path.name)) from None
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return count


def refuse_ending(path: Path) -> None:
    """Raises Explained where no list can be written under this name."""
    if path.suffix.lower() not in WRITERS:
        raise Explained(_("只能导出为 .xlsx 或 .csv，请改正文件名"))


def sheet_bytes(
    title: Shown, headings: Sequence[Shown], rows: Iterable[Sequence[Shown]], taken: Taken
) -> bytes:
    """An .xlsx that never lies on a disk. Raises Explained."""
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    out = BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        _fill(book, render(title), [render(h) for h in headings], rows, taken)
    return out.getvalue()


def _xlsx(
    path: Path,
    title: str,
    headings: Sequence[str],
    rows: Iterable[Sequence[Shown]],
    taken: Taken,
) -> int:
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError  # type: ignore[import-untyped]

    book = Workbook(str(path), {"constant_memory": True})
    try:
        count = _fill(book, title, headings, rows, taken)
    finally:
        try:
            book.close()
        except FileCreateError as error:
            raise OSError from error
    return count


def _fill(
    book: Any, title: str, headings: Sequence[str], rows: Iterable[Sequence[Shown]], taken: Taken
) -> int:
    text = book.add_format({"num_format": "@"})
    bold = book.add_format({"num_format": "@", "bold": True, "bottom": 1})
    log_name = render(_("导出记录"))
    page = book.add_worksheet(_page_name(title, log_name))
    _head(page, [title, taken.line()], headings, bold)
    count = 0
    for count, row in enumerate(rows, 1):
        if count > MOST_ROWS:
            raise Explained(_("超过 {n} 行，表格装不下，请加条件分批导出", n=MOST_ROWS))
        for column, cell in enumerate(row):
            page.write_string(count + 2, column, written(cell), text)
    _log(book.add_worksheet(log_name), title, taken, count)
    return count


def _head(page: Any, above: Sequence[str], headings: Sequence[str], bold: Any) -> None:
    """Two lines and the headings, which stay in sight and stand on each printed page."""
    page.set_header("&C" + written(above[1]).replace("&", "&&")[:250])
    page.set_column(0, max(len(headings) - 1, 0), 20)
    page.set_paper(9)  # A4
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.freeze_panes(3, 0)
    page.repeat_rows(2)
    for number, text in enumerate(above):
        page.write_string(number, 0, written(text), bold)
    for column, heading in enumerate(headings):
        page.write_string(2, column, written(heading), bold)


def written(cell: Shown) -> str:
    """What the format can hold of a text."""
    return NOT_IN_XML.sub("\ufffd", render(cell))[:LONGEST_CELL]


def _page_name(title: str, other: str) -> str:
    """What the format allows as a name, and not the name of the other sheet."""
    name = written(title).translate(NOT_IN_NAMES).strip()[:31].strip()
    return "Sheet1" if name.casefold() in ("", "history", other.casefold()) else name


def _log(page: Any, title: str, taken: Taken, count: int) -> None:
    said = [
        (_("内容"), title),
        (_("导出人"), taken.officer),
        (_("时间"), taken.at.astimezone(BEIJING).isoformat(" ", "seconds")),
        (_("用途"), taken.reason),
        (_("行数"), str(count)),
        (_("日志编号"), taken.log_id),
    ]
    for number, (label, value) in enumerate(said):
        page.write_string(number, 0, render(label))
        page.write_string(number, 1, written(value))


def _csv(
    path: Path,
    title: str,
    headings: Sequence[str],
    rows: Iterable[Sequence[Shown]],
    taken: Taken,
) -> int:
    with path.open("w", encoding="utf-8-sig", errors="replace", newline="") as file:
        out, count = csv.writer(file), 0
        out.writerow([harmless(title)])
        out.writerow([harmless(taken.line())])
        out.writerow([harmless(heading) for heading in headings])
        for row in rows:
            out.writerow([harmless(render(cell)) for cell in row])
            count += 1
    return count


WRITERS = {".xlsx": _xlsx, ".csv": _csv}


def harmless(text: str) -> str:
    """With ' before what a spreadsheet would compute; reading takes exactly that one off again."""
    text = text.replace("\x00", "\ufffd")
    return f"'{text}" if COMPUTED.match(text) else text
