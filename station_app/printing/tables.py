"""Grids of labelled values, and tables whose heading is repeated on every sheet."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate

from station_app.core.texts import _
from station_app.printing.flow import Flow
from station_app.printing.parts import Cell, Column, Grid, Rows
from station_app.printing.setting import fit
from station_app.printing.sheet import (
    LEFT,
    MM,
    NEXT_TOP,
    PAD,
    RIGHT,
    WIDTH,
    column,
    labels,
    placed,
    ruled,
)

TALLEST = 110.0  # of a row of a table


def grid(flow: Flow, grid: Grid) -> None:
    heights = [max(cell.lines for cell in row) * 13.5 + 9.5 for row in grid.rows]
    whole = sum(heights) + (22 if grid.title else 0)
    if whole < NEXT_TOP - flow.floor:  # else it is cut between two rows
        flow.room(whole)
    flow.subtitle(grid.title)
    for row, height in zip(grid.rows, heights, strict=True):
        flow.room(height)
        edges = _edges(tuple(cell.span for cell in row), grid.columns, grid.label)
        flow.sheet.rules += ruled(edges, flow.y, height)
        named = [flow.render(cell.label) for cell in row]
        boxes = zip(edges[::2], edges[1::2], named, strict=False)
        flow.sheet.fixed += labels(tuple((a, b - a, n) for a, b, n in boxes), flow.y, height)
        for cell, x, right, name in zip(row, edges[1::2], edges[2::2], named, strict=True):
            _value(flow, cell, x, right, height, name)
        flow.y -= height


def _value(flow: Flow, cell: Cell, x: float, right: float, height: float, name: str) -> None:
    if cell.picture:
        flow.sheet.pictures.append(placed(cell.picture, x, right, flow.y, height))
        return
    text = flow.plain(cell.value)
    if text:
        fitted = fit(text, right - x - 2 * PAD, height - 2, flow.onward)
        flow.sheet.values += column(fitted, x + PAD, flow.y, height)
        if fitted.rest:
            flow.rest.append((name, fitted.rest))
    elif not cell.by_hand:
        flow.strike(x, right, height)


def table(flow: Flow, table: Rows) -> None:
    flow.subtitle(table.title)
    total = sum(c.share for c in table.columns)
    shares = accumulate((c.share / total * WIDTH for c in table.columns), initial=LEFT)
    edges = tuple(round(x, 1) for x in shares)
    named = [flow.render(c.label) for c in table.columns]
    flow.room(60)
    _heading(flow, edges, named)
    blank = [("",) * len(named)] * (table.least - len(table.rows))
    for n, row in enumerate([*table.rows, *blank], 1):
        _row(flow, n, [flow.plain(v) for v in row], edges, named, table.columns)


def _heading(flow: Flow, edges: tuple[float, ...], named: list[str]) -> None:
    flow.sheet.rules += ruled(edges, flow.y, 21)
    boxes = zip(edges, edges[1:], named, strict=False)
    flow.sheet.fixed += labels(tuple((a, b - a, n) for a, b, n in boxes), flow.y, 21)
    flow.y -= 21


def _row(
    flow: Flow,
    n: int,
    texts: list[str],
    edges: tuple[float, ...],
    named: list[str],
    columns: Sequence[Column],
) -> None:
    boxes = list(zip(texts, edges, edges[1:], named, strict=False))
    cells = [fit(t, b - a - 2 * PAD, TALLEST, flow.onward) for t, a, b, _n in boxes]
    height = max(22.0, *(fitted.height + 8 for fitted in cells))
    if flow.room(height):
        _heading(flow, edges, named)
    flow.sheet.rules += ruled(edges, flow.y, height)
    for fitted, (text, x, right, name), kind in zip(cells, boxes, columns, strict=True):
        if not text and not kind.by_hand:
            flow.strike(x, right, height)
        flow.sheet.values += column(fitted, x + PAD, flow.y, height)
        if fitted.rest:
            label = flow.render(_("第 {n} 行{label}", n=n, label=name))
            flow.rest.append((label, fitted.rest))
    flow.y -= height


@lru_cache(256)
def _edges(spans: tuple[int, ...], columns: int, label: float) -> tuple[float, ...]:
    """The verticals of a row of a grid: label, value, label, value … right edge."""
    if sum(spans) != columns:
        raise ValueError(f"spans {spans} do not add up to {columns} columns")
    starts = accumulate(spans, initial=0)
    lefts = [round(LEFT + WIDTH / columns * start, 1) for start in starts]
    return (*(x for left in lefts[:-1] for x in (left, round(left + label * MM, 1))), RIGHT)
