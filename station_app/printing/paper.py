"""Papers as PDF: one, or many in one file. What repeats is drawn once, as a form XObject."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from gettext import NullTranslations
from io import BytesIO

from station_app.core.texts import SOURCE, Shown, render
from station_app.printing.code import PAGE, Stamp, text_hash
from station_app.printing.county import overlay
from station_app.printing.county.merging import laid_under
from station_app.printing.county.template import Template
from station_app.printing.fonts import Pen
from station_app.printing.furniture import SUBTITLE
from station_app.printing.page import lay
from station_app.printing.parts import Block, Bound, Form, Imprint
from station_app.printing.qr import rows
from station_app.printing.sheet import CODE, PAPER, QR, Line, Rule, Sheet

Stamper = Callable[[bytes], Stamp]  # given the SHA-256 of the printed text


@dataclass(frozen=True, slots=True)
class Printed:
    """One paper as it was laid out; `text` is what was hashed and signed."""

    text: str
    text_hash: bytes
    pages: int
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class Drawn:
    pdf: bytes
    text: str
    text_hash: bytes
    pages: int
    stamp: Stamp


def draw(
    form: Form,
    blocks: Sequence[Block],
    imprint: Imprint,
    stamper: Stamper,
    catalogue: NullTranslations = SOURCE,
    template: Template | None = None,
    bound: Sequence[Bound] = (),
) -> Drawn:
    """One paper in a file of its own, with those bound behind it. Raises MissingGlyph."""
    batch = Batch(catalogue)
    printed = batch.add(form, blocks, imprint, stamper, template, bound)
    return Drawn(batch.save(), printed.text, printed.text_hash, printed.pages, printed.stamp)


class Batch:
    """Many papers in one file; a paper that fails leaves nothing in it."""

    def __init__(self, catalogue: NullTranslations = SOURCE) -> None:
        from reportlab import rl_config
        from reportlab.pdfgen.canvas import Canvas

        rl_config.useA85 = 0
        self.catalogue = catalogue
        self.out = BytesIO()
        self.canvas = Canvas(self.out, pagesize=PAPER, pageCompression=1)
        self.canvas.setCreator("Station Desk")
        self.pen = Pen(self.canvas)
        self.fixed: dict[object, str] = {}  # what repeats, to the name of its form XObject
        self.qrs: list[str] = []
        self.under: dict[int, tuple[bytes, int]] = {}  # page of the file → the county's below it

    def add(
        self,
        form: Form,
        blocks: Sequence[Block],
        imprint: Imprint,
        stamper: Stamper,
        template: Template | None = None,
        bound: Sequence[Bound] = (),
    ) -> Printed:
        """Raises MissingGlyph, before anything of this paper is drawn."""
        if template is None:
            sheets = self.laid([Bound(form, tuple(blocks)), *bound], imprint)
        else:
            sheets = overlay.lay(form, blocks, imprint, self.shown, template)
        text = PAGE.join(sheet.text() for sheet in sheets)
        hashed = text_hash(text)
        stamp = stamper(hashed)
        squares = qr_operators(stamp.qr)
        for sheet in sheets:
            if template is not None and sheet.under is not None:
                self.under[self.canvas.getPageNumber() - 1] = template.pdf, sheet.under
            self.draw_sheet(sheet, stamp.code, squares)
        self.canvas.setTitle(self.shown(form.title))
        self.canvas.setAuthor(self.shown(imprint.unit))
        self.qrs.append(stamp.qr)
        return Printed(text, hashed, len(sheets), stamp)

    def laid(self, parts: Sequence[Bound], imprint: Imprint) -> list[Sheet]:
        """One paper, or a file of several whose pages run on."""
        sheets = list[Sheet]()
        for part in parts:
            folio = len(sheets) + 1 if len(parts) > 1 else 0
            sheets += lay(part.form, part.blocks, replace(imprint, folio=folio), self.shown)
        return sheets

    def shown(self, shown: Shown) -> str:
        return render(shown, self.catalogue)

    def draw_sheet(self, sheet: Sheet, code: str, squares: str) -> None:
        from reportlab.lib.utils import ImageReader

        self.canvas.doForm(self.repeated(sheet))
        x, y, _room, size = CODE
        self.canvas.addLiteral(self.text([*sheet.values, (x, y, size, code)]))
        self.canvas.addLiteral(squares)
        for *place, own in sheet.squares:
            self.canvas.addLiteral(qr_operators(own, tuple(place)))
        for left, bottom, wide, tall, jpeg in sheet.pictures:
            self.canvas.drawImage(ImageReader(BytesIO(jpeg)), left, bottom, wide, tall)
        self.canvas.showPage()

    def repeated(self, sheet: Sheet) -> str:
        """The form XObject of everything on the sheet but its values."""
        ruled = tuple(sheet.rules), tuple(sheet.folds), tuple(sheet.stamps)
        key = (tuple(sheet.watermark), tuple(sheet.fixed), *ruled)
        if key not in self.fixed:
            self.fixed[key] = name = f"fixed{len(self.fixed)}"
            self.canvas.beginForm(name, 0, 0, *PAPER)
            self.canvas.addLiteral(f"0.9 g 0.9 G {self.text(sheet.watermark)} 0 g 0 G")
            self.canvas.addLiteral(ruling(sheet.rules))
            self.canvas.addLiteral(f"q [3 3] 0 d {ruling(sheet.folds, 0.5)} Q")
            for stamp in sheet.stamps:
                self.canvas.addLiteral(circle(*stamp))
            self.canvas.addLiteral(self.text(sheet.fixed))
            self.canvas.endForm()
        return self.fixed[key]

    def text(self, lines: Sequence[Line]) -> str:
        operators = self.pen.operators
        shown = [
            f"2 Tr {size / 55:.2f} w {operators(x, y, text, size)} 0 Tr"  # the one weight, bolder
            if SUBTITLE <= size < 30
            else operators(x, y, text, size)
            for x, y, size, text in lines
        ]
        return f"BT {' '.join(shown)} ET"

    def save(self) -> bytes:
        self.canvas.setKeywords(" ".join(self.qrs))  # so that a file can be checked by itself
        self.canvas.save()
        return laid_under(self.out.getvalue(), self.under)


def ruling(rules: Sequence[Rule], weight: float = 0.6) -> str:
    lines = (f"{a:g} {b:g} m {c:g} {d:g} l" for a, b, c, d in dict.fromkeys(rules))
    return f"{weight:g} w {'0' if weight < 0.6 else '2'} J {' '.join(lines)} S"


def circle(x: float, y: float, radius: float) -> str:
    """A dashed circle of four Bézier arcs."""
    k = radius * 0.5523
    r = radius
    arcs = [
        (r, k, k, r, 0, r),
        (-k, r, -r, k, -r, 0),
        (-r, -k, -k, -r, 0, -r),
        (k, -r, r, -k, r, 0),
    ]
    curves = " ".join(" ".join(f"{v:.2f}" for v in arc) + " c" for arc in arcs)
    return f"q 1 0 0 1 {x:.2f} {y:.2f} cm 0.5 w [3 3] 0 d {r:.2f} 0 m {curves} S Q"


def qr_operators(text: str, place: tuple[float, ...] = QR) -> str:
    """The QR as vector squares, neighbours in a row as one rectangle; left, bottom, side."""
    modules = rows(text)
    left, bottom, side = place
    squares = " ".join(
        f"{run.start()} {y} {run.end() - run.start()} 1 re"
        for y, row in enumerate(reversed(modules))
        for run in re.finditer("1+", row)
    )
    module = side / len(modules)
    return f"q {module:.4f} 0 0 {module:.4f} {left:g} {bottom:g} cm {squares} f Q"
