"""A finished paper to a printer, drawn by PDFium at the printer's own size; or to a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, QStandardPaths
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from ui.kit.preview import Paper

DOTS = 300  # an inch


def printers() -> list[str]:
    """The usual one first."""
    names: list[str] = QPrinterInfo.availablePrinterNames()
    usual = QPrinterInfo.defaultPrinterName()
    return sorted(names, key=lambda name: name != usual)


def send(pdf: bytes, name: str) -> int:
    """Pages sent. On the lane aside: PDFium knows no other thread."""
    printer = QPrinter(QPrinterInfo.printerInfo(name), QPrinter.PrinterMode.HighResolution)
    printer.setResolution(DOTS)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setFullPage(True)
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    paper = Paper(pdf)
    painter = QPainter(printer)
    try:
        whole = QRectF(printer.paperRect(QPrinter.Unit.DevicePixel))
        for number in range(paper.pages):
            if number:
                printer.newPage()
            painter.drawImage(whole, paper.draw(number, int(whole.width())))
        return paper.pages
    finally:
        painter.end()
        paper.close()


def folder() -> Path:
    """Where papers are kept when they go to a file."""
    where = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(where))


def keep(pdf: bytes, path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(pdf)
    return path
