"""500 one-page forms: drawing alone, and from the records to a file with every print recorded.

The page is 居住登记表 of invented residents. Ours is laid out, hashed, signed and coded; Qt gets
the finished layout and the QR's squares; weasyprint gets a table of the same cells and no QR.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from html import escape
from pathlib import Path
from uuid import UUID

import segno
from PySide6.QtCore import QRectF

from benchmarks.harness import Figure, timed
from benchmarks.station import desk_at, identity, station, store_at
from station_app.access.desk import Desk
from station_app.access.purposes import Purpose
from station_app.core.texts import render
from station_app.printing.batch import Job, draw_batch
from station_app.printing.code import PaperKeys
from station_app.printing.fonts import FOLDER, SERIF
from station_app.printing.page import lay
from station_app.printing.paper import Printed
from station_app.printing.parts import Grid
from station_app.printing.sheet import PAPER, QR, Sheet
from station_app.registers import FORMS
from station_app.residents.register import RESIDENTS
from station_app.workflows.paper_batch import HANDFUL, Handful, Run, file_batch, gather, print_batch

TITLE = "500 printed forms"
PAGES, FEW = 500, 30  # weasyprint draws the few
FORM = FORMS["residence_form"]
WHY = Purpose("TASK", "bench")


def figures(pages: int = PAGES) -> list[Figure]:
    ids = [UUID(bytes=identity(RESIDENTS.number, row)) for row in range(1, pages + 1)]
    found: Handful = []
    with _desk() as desk:
        run = Run(FORM, "bench")
        keys = _fill(desk, run, ids[:1], [])  # the first pays for imports and fonts
        draw_batch(_jobs(_filled(desk, run, ids[1:2])), keys)
        run = Run(FORM, "bench")
        filling = timed(lambda: _filled(desk, Run(FORM, "bench"), ids))
        _fill(desk, run, ids, found)
        jobs = _jobs(found)
        drawing = timed(lambda: draw_batch(jobs, keys))
        drawn = zip(found, draw_batch(jobs, keys)[1], strict=True)
        run.done = [(draft, paper) for (_id, draft), paper in drawn if isinstance(paper, Printed)]
        recording = timed(lambda: _record(desk, run), 1)
        whole = timed(lambda: print_batch(desk, FORM, ids, purpose=WHY, reason="again"), 2)
    sheets = [sheet for job in jobs for sheet in lay(job.form, job.blocks, job.imprint, render)]
    qt = timed(lambda: _qt(sheets))
    page = _html(jobs[:FEW])
    weasyprint = timed(lambda: _weasyprint(page), 2) / FEW * pages
    return [
        _figure("drawing alone", drawing, "weasyprint", weasyprint, 40, faster=True),
        _figure("drawing alone", drawing, "QPdfWriter, already laid out", qt, 1, faster=True),
        _figure("records to recorded file", whole, "drawing alone", drawing, 8),
        _figure("part: filled, numbered, logged", filling, "drawing alone", drawing, 4),
        _figure("part: prints recorded", recording, "drawing alone", drawing, 0.5),
    ]


def _figure(
    name: str, value: float, against: str, base: float, limit: float, *, faster: bool = False
) -> Figure:
    return Figure(name=name, value=value, against=against, base=base, limit=limit, faster=faster)


@contextmanager
def _desk() -> Iterator[Desk]:
    """On a copy of a small station, since printing writes."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(station(10_000), Path(folder) / "station.db")
        store = store_at(Path(folder) / "station.db")
        try:
            yield desk_at(store)
        finally:
            store.dispose()


def _fill(desk: Desk, run: Run, ids: Sequence[UUID], found: Handful) -> PaperKeys:
    for start in range(0, len(ids), HANDFUL):
        with desk.act("print-batch", purpose=WHY) as act:
            handful, keys = gather(act, run, ids[start : start + HANDFUL])
        found += handful
    return keys


def _filled(desk: Desk, run: Run, ids: Sequence[UUID]) -> Handful:
    found: Handful = []
    _fill(desk, run, ids, found)
    return found


def _jobs(found: Handful) -> list[Job]:
    return [Job(FORM.form, d.blocks, d.imprint, d.print_id) for _id, d in found]


def _record(desk: Desk, run: Run) -> None:
    with desk.act("print-batch", purpose=WHY) as act:
        file_batch(act, run)


def _qt(sheets: Sequence[Sheet]) -> int:
    """Bytes of the file: text, rules and squares where the layout has them."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPointF, Qt
    from PySide6.QtGui import (
        QFont,
        QFontDatabase,
        QGuiApplication,
        QPageSize,
        QPainter,
        QPdfWriter,
    )

    application = QGuiApplication.instance() or QGuiApplication([])
    loaded = QFontDatabase.addApplicationFont(str(FOLDER / f"{SERIF}.ttf"))
    family = QFontDatabase.applicationFontFamilies(loaded)[0]
    fonts = {size: QFont(family) for sheet in sheets for _x, _y, size, _t in _lines(sheet)}
    for size, font in fonts.items():
        font.setPointSizeF(size)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(72)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    squares = _squares()
    painter = QPainter(writer)
    for n, sheet in enumerate(sheets):
        if n:
            writer.newPage()
        for x, y, size, text in _lines(sheet):
            painter.setFont(fonts[size])
            painter.drawText(QPointF(x, PAPER[1] - y), text)
        for x0, y0, x1, y1 in sheet.rules:
            painter.drawLine(QPointF(x0, PAPER[1] - y0), QPointF(x1, PAPER[1] - y1))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(Qt.GlobalColor.black)
        painter.drawRects(squares)
        painter.setPen(Qt.GlobalColor.black)
    painter.end()
    del application
    return int(buffer.data().size())


def _lines(sheet: Sheet) -> list[tuple[float, float, float, str]]:
    return [*sheet.watermark, *sheet.fixed, *sheet.values]


def _squares() -> list[QRectF]:
    """The dark modules of one QR."""
    qr = segno.make_qr("SD1.339901-01." + "A" * 180, error="m", mask=4, mode="alphanumeric")
    left, bottom, side = QR
    module, top = side / len(qr.matrix), PAPER[1] - bottom - side
    return [
        QRectF(left + x * module, top + y * module, module, module)
        for y, row in enumerate(qr.matrix)
        for x, dark in enumerate(row)
        if dark
    ]


def _html(jobs: Sequence[Job]) -> str:
    style = f"@font-face {{ font-family: f; src: url('file://{FOLDER / SERIF}.ttf') }}"
    style += "@page { size: A4; margin: 20mm } body { font: 10.5pt f } h1 { break-before: page }"
    style += "table { width: 100%; border-collapse: collapse } td { border: 0.6pt solid }"
    pages = "".join(f"<h1>{escape(render(j.form.title))}</h1>{_tables(j)}" for j in jobs)
    return f"<style>{style}</style>{pages}"


def _tables(job: Job) -> str:
    return "".join(
        f"<table>{''.join(f'<tr>{_cells(row)}</tr>' for row in block.rows)}</table>"
        for block in job.blocks
        if isinstance(block, Grid)
    )


def _cells(row: Sequence[object]) -> str:
    return "".join(
        f"<td>{escape(render(cell.label))}<td colspan={2 * cell.span - 1}>"  # type: ignore[attr-defined]
        f"{escape(render(cell.value)) or '/'}"  # type: ignore[attr-defined]
        for cell in row
    )


def _weasyprint(page: str) -> bytes:
    from weasyprint import HTML  # type: ignore[import-untyped]

    return bytes(HTML(string=page).write_pdf())
