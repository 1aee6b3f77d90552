"""Lays a paper out: blocks flow down A4 sheets, what does not fit continues (续页)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import assert_never
from unicodedata import category

from station_app.core.sound import visible
from station_app.core.texts import Shown, Text, _
from station_app.printing.fonts import width
from station_app.printing.parts import (
    Block,
    Cell,
    Column,
    Form,
    Grid,
    Imprint,
    Notice,
    Paragraph,
    Rows,
    Signatures,
)
from station_app.printing.setting import fit, wrap
from station_app.printing.sheet import (
    CODE,
    FIRST_TOP,
    FLOOR,
    LEFT,
    MM,
    NEXT_TOP,
    PAD,
    RIGHT,
    WIDTH,
    Sheet,
    baseline,
    column,
    labels,
    placed,
    ruled,
    shrunk,
    squeezed,
)

TITLE, SUBTITLE = 22.0, 15.0  # 2号, 小三
TALLEST = 110.0  # of a row of a table
ONWARD = _("（见续页）")
HOW_TO_CHECK = _("扫描右侧二维码或输入核验码，可在工作站上核对本纸与记录是否一致")

BLANKS = frozenset({"Cc", "Zs", "Zl", "Zp"})  # Unicode categories that need no glyph

Render = Callable[[Shown], str]


def lay(form: Form, blocks: Sequence[Block], imprint: Imprint, render: Render) -> list[Sheet]:
    """Raises MissingGlyph."""
    flow = _Flow(form, imprint, render)
    for n, block in enumerate(blocks):
        if n and not isinstance(block, Grid):
            flow.y -= 6  # grids join what stands before them, all else stands apart
        flow.block(block)
    flow.continue_rest()
    flow.number_pages()
    return flow.sheets


class _Flow:
    def __init__(self, form: Form, imprint: Imprint, render: Render) -> None:
        self.form, self.imprint, self.render = form, imprint, render
        self.onward = render(ONWARD)
        self.sheets: list[Sheet] = []
        self.rest: list[tuple[str, str]] = []  # label, what did not fit its box
        self.new_sheet()

    def new_sheet(self) -> None:
        self.sheet = Sheet()
        self.sheets.append(self.sheet)
        self.marks()
        self.heading()
        self.foot()

    def room(self, height: float) -> bool:
        """Makes room for `height`; whether that took a new sheet."""
        if fresh := self.y - height < FLOOR:
            self.new_sheet()
        return fresh

    # What stands on every sheet

    def marks(self) -> None:
        marks = [self.render(m) for m in self.imprint.marks]
        for n, mark in enumerate(marks):
            size = squeezed(mark, 64, WIDTH * 0.92)
            x = (LEFT + RIGHT - width(mark, size)) / 2
            y = 430.25 + 90 * (len(marks) - 1) / 2 - 90 * n
            self.sheet.watermark.append((x, y, size, mark))
        if marks:
            corner = "".join(f"【{m}】" for m in marks)
            self.sheet.fixed.append((LEFT, 806, squeezed(corner, 10.5, WIDTH - 70), corner))

    def heading(self) -> None:
        title, n = self.render(self.form.title), len(self.sheets) - 1
        self.y = top = NEXT_TOP if n else FIRST_TOP
        if n:
            title += self.render(_("（续第 {n} 页）", n=n))
        size = squeezed(title, SUBTITLE if n else TITLE, WIDTH)
        x = (LEFT + RIGHT - width(title, size)) / 2
        self.sheet.fixed.append((x, top + (26 if n else 34), size, title))
        self.put(LEFT, top + 8, self.imprint.unit, WIDTH / 2)
        number = _("编号：{number}", number=self.imprint.number)
        self.put_right(RIGHT, top + 8, number, WIDTH / 2 - 10)
        self.put_right(RIGHT, 806, _("第 {n} 份", n=self.imprint.copy), 60)

    def foot(self) -> None:
        self.sheet.rules.append((LEFT, 108, RIGHT, 108))
        code, how = self.render(_("核验码")), self.render(self.form.how or HOW_TO_CHECK)
        self.sheet.fixed.append((LEFT, CODE[1], squeezed(code, 10.5, 40), code))
        self.sheet.fixed.append((LEFT, 62, squeezed(how, 8.5, WIDTH - 80), how))
        at, officer = self.imprint.printed_at, self.imprint.officer
        self.put(
            LEFT, 95, _("打印时间：{at}　打印人：{officer}", at=at, officer=officer), WIDTH - 80
        )

    def number_pages(self) -> None:
        pages = len(self.sheets)
        for n, sheet in enumerate(self.sheets, 1):
            text = self.render(_("第 {n} 页　共 {pages} 页", n=n, pages=pages))
            sheet.values.append((LEFT, 46, 9.5, text))

    def put(self, x: float, y: float, shown: Shown, room: float, size: float = 10.5) -> None:
        if text := self.render(shown):
            self.sheet.values.append((x, y, squeezed(text, size, room), text))

    def put_right(self, right: float, y: float, shown: Shown, room: float) -> None:
        text = self.render(shown)
        self.put(right - width(text, squeezed(text, 10.5, room)), y, text, room)

    # Blocks

    def block(self, block: Block) -> None:
        match block:
            case Grid():
                self.grid(block)
            case Rows():
                self.table(block)
            case Paragraph(text, title):
                self.subtitle(title)
                self.lines("　　" + _plain(self.render(text)).replace("\n", "\n　　"), 12, 1.6)
            case Signatures():
                self.signatures(block)
            case Notice(text):
                self.lines(_plain(self.render(text)), 8.5, 1.35)
            case _ as never:
                assert_never(never)

    def subtitle(self, title: Text | None) -> None:
        if title is None:
            return
        self.room(60)
        text = self.render(title)
        self.sheet.fixed.append((LEFT, baseline(self.y - 12, 12), squeezed(text, 12, WIDTH), text))
        self.y -= 22

    def grid(self, grid: Grid) -> None:
        heights = [max(cell.lines for cell in row) * 13.5 + 9.5 for row in grid.rows]
        whole = sum(heights) + (22 if grid.title else 0)
        if whole < NEXT_TOP - FLOOR:  # else it is cut between two rows
            self.room(whole)
        self.subtitle(grid.title)
        for row, height in zip(grid.rows, heights, strict=True):
            self.room(height)
            edges = _edges(tuple(cell.span for cell in row), grid.columns, grid.label)
            self.sheet.rules += ruled(edges, self.y, height)
            named = [self.render(cell.label) for cell in row]
            boxes = zip(edges[::2], edges[1::2], named, strict=False)
            self.sheet.fixed += labels(tuple((a, b - a, n) for a, b, n in boxes), self.y, height)
            for cell, x, right, name in zip(row, edges[1::2], edges[2::2], named, strict=True):
                self.value(cell, x, right, height, name)
            self.y -= height

    def value(self, cell: Cell, x: float, right: float, height: float, name: str) -> None:
        if cell.picture:
            self.sheet.pictures.append(placed(cell.picture, x, right, self.y, height))
            return
        text = _plain(self.render(cell.value))
        if text:
            fitted = fit(text, right - x - 2 * PAD, height - 2, self.onward)
            self.sheet.values += column(fitted, x + PAD, self.y, height)
            if fitted.rest:
                self.rest.append((name, fitted.rest))
        elif not cell.by_hand:
            self.strike(x, right, height)

    def strike(self, x: float, right: float, height: float) -> None:
        y = baseline(self.y - height / 2, 10.5)
        self.sheet.values.append(((x + right) / 2 - 2, y, 10.5, "/"))

    def table(self, table: Rows) -> None:
        self.subtitle(table.title)
        total = sum(c.share for c in table.columns)
        shares = accumulate((c.share / total * WIDTH for c in table.columns), initial=LEFT)
        edges = tuple(round(x, 1) for x in shares)
        named = [self.render(c.label) for c in table.columns]
        self.room(60)
        self.table_heading(edges, named)
        blank = [("",) * len(named)] * (table.least - len(table.rows))
        for n, row in enumerate([*table.rows, *blank], 1):
            self.row(n, [_plain(self.render(v)) for v in row], edges, named, table.columns)

    def table_heading(self, edges: tuple[float, ...], named: list[str]) -> None:
        self.sheet.rules += ruled(edges, self.y, 21)
        boxes = zip(edges, edges[1:], named, strict=False)
        self.sheet.fixed += labels(tuple((a, b - a, n) for a, b, n in boxes), self.y, 21)
        self.y -= 21

    def row(
        self,
        n: int,
        texts: list[str],
        edges: tuple[float, ...],
        named: list[str],
        columns: Sequence[Column],
    ) -> None:
        boxes = list(zip(texts, edges, edges[1:], named, strict=False))
        cells = [fit(t, b - a - 2 * PAD, TALLEST, self.onward) for t, a, b, _n in boxes]
        height = max(22.0, *(fitted.height + 8 for fitted in cells))
        if self.room(height):
            self.table_heading(edges, named)
        self.sheet.rules += ruled(edges, self.y, height)
        for fitted, (text, x, right, name), kind in zip(cells, boxes, columns, strict=True):
            if not text and not kind.by_hand:
                self.strike(x, right, height)
            self.sheet.values += column(fitted, x + PAD, self.y, height)
            if fitted.rest:
                label = self.render(_("第 {n} 行{label}", n=n, label=name))
                self.rest.append((label, fitted.rest))
        self.y -= height

    def lines(self, text: str, size: float, leading: float) -> None:
        step = size * leading
        for line in wrap(text, size, WIDTH):
            self.room(step)
            self.put(LEFT, baseline(self.y - step / 2, size), line, WIDTH, size)
            self.y -= step

    def continue_rest(self) -> None:
        """The long texts cut short in their boxes, whole lines at normal size."""
        if self.rest:
            self.new_sheet()
        for label, text in self.rest:
            self.room(60)
            y = baseline(self.y - 12, 12)
            self.put(LEFT, y, _("{label}（续）", label=label), WIDTH, 12)
            self.y -= 22
            self.lines(text, 10.5, 1.5)
            self.y -= 6

    def signatures(self, block: Signatures) -> None:
        across = 1 if block.stamp else 2
        slot = WIDTH / 2
        height = 44.0 * -(-len(block.labels) // across) + 8
        height = max(height, 134) if block.stamp else height
        self.room(height)
        for n, label in enumerate(block.labels):
            x = LEFT + slot * (n % across)
            self.signature(self.render(label), x, x + slot - 20, self.y - 44 * (n // across) - 22)
        if block.stamp:
            self.stamp(_plain(self.render(block.stamp)), RIGHT - 90, self.y - 66)
        self.y -= height

    def signature(self, label: str, x: float, right: float, y: float) -> None:
        y, size = baseline(y, 10.5), squeezed(label, 10.5, right - x - 80)
        self.sheet.fixed.append((x, y, size, label))
        self.sheet.rules.append((x + width(label, size) + 6, y - 2, right, y - 2))
        self.dated(right, y - 18)

    def dated(self, right: float, y: float) -> None:
        text = self.render(_("　　　年　　月　　日"))
        self.sheet.fixed.append((right - width(text, 10.5), y, 10.5, text))

    def stamp(self, issuer: str, x: float, y: float) -> None:
        """A place of 42 mm for the seal, centred on the issuer and the date."""
        self.sheet.stamps.append((x, y, 21 * MM))
        fitted = shrunk(issuer, 40 * MM, 40)
        self.sheet.values += column(fitted, x - 20 * MM, y + 26, 40, 40 * MM)
        self.dated(x + 46, baseline(y - 10, 10.5))
        place = self.render(_("（盖章处）"))
        self.sheet.fixed.append((x - width(place, 8.5) / 2, baseline(y - 34, 8.5), 8.5, place))


@lru_cache(256)
def _edges(spans: tuple[int, ...], columns: int, label: float) -> tuple[float, ...]:
    """The verticals of a row of a grid: label, value, label, value … right edge."""
    if sum(spans) != columns:
        raise ValueError(f"spans {spans} do not add up to {columns} columns")
    starts = accumulate(spans, initial=0)
    lefts = [round(LEFT + WIDTH / columns * start, 1) for start in starts]
    return (*(x for left in lefts[:-1] for x in (left, round(left + label * MM, 1))), RIGHT)


def _plain(text: str) -> str:
    """Typed text as paper takes it: line breaks kept, tabs and odd blanks as blanks."""
    if text.isprintable():
        return text.strip()
    return visible("\n".join("".join(map(_blank, line)) for line in text.strip().splitlines()))


def _blank(character: str) -> str:
    return " " if category(character) in BLANKS and character != "　" else character
