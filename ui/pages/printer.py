"""A finished paper to a printer, drawn by PDFium at the printer's own size; or to a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, QStandardPaths
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from ui.kit.preview import Paper
from ui.pages.work import Work

DOTS = 300  # an inch
Shift = tuple[int, int]  # tenths of a millimetre to the right and down
NONE: Shift = (0, 0)
MOST = 200  # of a shift either way: two centimetres


def printers() -> list[str]:
    """The usual one first."""
    names: list[str] = QPrinterInfo.availablePrinterNames()
    usual = QPrinterInfo.defaultPrinterName()
    return sorted(names, key=lambda name: name != usual)


def offset(work: Work, name: str) -> Shift:
    """How far this printer of this desk is to be moved to meet official stock."""
    held = work.setting(f"offset/{name}", "0 0").split()
    return (int(held[0]), int(held[1])) if len(held) == 2 else NONE


def set_offset(work: Work, name: str, shift: Shift) -> None:
    work.settings.setValue(f"offset/{name}", f"{shift[0]} {shift[1]}")


def send(pdf: bytes, name: str, shift: Shift = NONE) -> int:
    """Pages sent. On the lane aside: PDFium knows no other thread."""
    info = QPrinterInfo.printerInfo(name)
    return lay(pdf, QPrinter(info, QPrinter.PrinterMode.HighResolution), shift)


def lay(pdf: bytes, printer: QPrinter, shift: Shift) -> int:
    """The pages one by one on the printer's paper, all of them as far aside."""
    printer.setResolution(DOTS)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setFullPage(True)
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    paper = Paper(pdf)
    painter = QPainter(printer)
    try:
        whole = moved(QRectF(printer.paperRect(QPrinter.Unit.DevicePixel)), shift)
        for number in range(paper.pages):
            if number:
                printer.newPage()
            painter.drawImage(whole, paper.draw(number, int(whole.width())))
        return paper.pages
    finally:
        painter.end()
        paper.close()


def moved(whole: QRectF, shift: Shift) -> QRectF:
    """The whole page, in dots of the printer, as far aside as the shift says."""
    dots = DOTS / 254
    return whole.translated(shift[0] * dots, shift[1] * dots)


def folder() -> Path:
    """Where papers are kept when they go to a file."""
    where = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(where))


def keep(pdf: bytes, path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(pdf)
    return path
