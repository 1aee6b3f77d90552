"""Reads a printed file back: the text that was signed, the code and the QR text.

It answers for the characters of the file, not for a picture pasted over them: in doubt
the paper is printed again from the record and laid beside it. pdfium takes one thread.
"""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import byref, c_double
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from station_app.core.errors import Explained
from station_app.core.texts import _
from station_app.printing.code import PAGE
from station_app.printing.sheet import CODE


class NotAPaper(Explained):
    def __init__(self) -> None:
        super().__init__(_("这个文件不是可以读取的 PDF，请选择本系统打印的 PDF 文件"))


@dataclass(frozen=True, slots=True)
class ReadPaper:
    """One paper of a file: neighbouring pages with the same code."""

    code: str  # "" where there is none
    qr: str
    text: str
    pages: int


def text_of(pdf: bytes) -> str:
    """The printed text of all pages without their codes; `code.text_hash` of it is signed.

    Raises NotAPaper.
    """
    return PAGE.join(text for _c, text in _pages(pdf)[1])


def papers_of(pdf: bytes) -> list[ReadPaper]:
    """The papers of a file in their order. Raises NotAPaper."""
    keywords, pages = _pages(pdf)
    qrs = iter(keywords.split())
    papers = []
    for code, group in groupby(pages, key=lambda page: page[0]):
        texts = [text for _c, text in group]
        papers.append(ReadPaper(code, next(qrs, ""), PAGE.join(texts), len(texts)))
    return papers


def rows_of(pdf: bytes) -> list[list[tuple[float, str]]]:
    """The text of each page by baselines, from the top: of a county's page. Raises NotAPaper."""
    with _opened(pdf) as document:
        return [_by_row(_characters(page.get_textpage())) for page in document]


def _by_row(characters: Iterator[tuple[float, float, str]]) -> list[tuple[float, str]]:
    rows: dict[float, list[str]] = {}
    for up, _x, character in sorted(characters, key=lambda c: c[:2]):
        rows.setdefault(up, []).append(character)
    return [(-up, _joined(row)) for up, row in rows.items()]


def _pages(pdf: bytes) -> tuple[str, list[tuple[str, str]]]:
    """The keywords of the file, and code and text of each page."""
    with _opened(pdf) as document:
        keywords = document.get_metadata_value("Keywords")
        return keywords, [_page(list(_characters(page.get_textpage()))) for page in document]


def _opened(pdf: bytes) -> Any:
    from pypdfium2 import PdfDocument, PdfiumError  # type: ignore[import-untyped]

    try:
        return PdfDocument(pdf)
    except PdfiumError:
        raise NotAPaper from None


def _page(characters: list[tuple[float, float, str]]) -> tuple[str, str]:
    left, y, room, _size = CODE
    code, rows = [], dict[float, list[str]]()
    for up, x, character in sorted(characters, key=lambda c: c[:2]):
        if up == -y and left - 1 <= x <= left + room:
            code.append(character)
        else:
            rows.setdefault(up, []).append(character)
    return "".join(code), "\n".join(_joined(row) for row in rows.values())


def _joined(units: list[str]) -> str:
    """Characters beyond the BMP arrive as two UTF-16 units at one place."""
    return "".join(units).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _characters(textpage) -> Iterator[tuple[float, float, str]]:  # type: ignore[no-untyped-def]
    """Each printed character as (minus its baseline in quarter points, x, character).

    Taken one by one: a reader's own order, blanks and hyphens do not matter.
    """
    from pypdfium2 import raw

    x, y = c_double(), c_double()
    for n in range(textpage.count_chars()):
        if raw.FPDFText_IsGenerated(textpage, n) == 1:
            continue
        raw.FPDFText_GetCharOrigin(textpage, n, byref(x), byref(y))
        hyphen = raw.FPDFText_IsHyphen(textpage, n) == 1
        character = "-" if hyphen else chr(raw.FPDFText_GetUnicode(textpage, n))
        yield -round(y.value * 4) / 4, x.value, character
