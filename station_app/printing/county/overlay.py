"""What is laid over the pages of a county's template: the values, and what stands on every paper.

Each line keeps off the baselines of the template's own text by a quarter point, so that the file
reads back in one order only and `verify` finds the text that was signed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, count

from station_app.core.texts import _
from station_app.printing import furniture
from station_app.printing.county.template import Slot, Template
from station_app.printing.county.values import Values, of_imprint, placed, values_of
from station_app.printing.flow import Flow, Render
from station_app.printing.parts import Block, Form, Imprint
from station_app.printing.setting import LEADING, fit
from station_app.printing.sheet import LEFT, Sheet, column
from station_app.printing.sheet import placed as boxed

STEP = 0.25  # points: how finely a reader tells baselines apart
SIZES = (12.0, 10.5, 9.0, 7.5, 6.0)
EDGE = 1.5  # points of a field that no text touches


def lay(
    form: Form, blocks: Sequence[Block], imprint: Imprint, render: Render, template: Template
) -> list[Sheet]:
    """The template's pages, then sheets of ours for what did not fit. Raises MissingGlyph."""
    flow = Flow(form, imprint, render, furniture.furnish)
    values = values_of(blocks, render)
    values.texts = of_imprint(form, imprint, render) | values.texts  # what the form says goes first
    places = placed(template, values.names)
    for page in range(template.pages):
        if page:
            flow.new_sheet(onward=False)
        for slot in (slot for slot in template.slots if slot.page == page):
            if name := places.get(slot.name):
                _fill(flow, slot, name, values)
    flow.rest += _rows_left(values, set(places.values()))
    flow.continue_rest()
    furniture.number_pages(flow)
    for page, rows in enumerate(template.rows):
        sheet = flow.sheets[page]
        number = render(_("编号：{number}", number=imprint.number))
        sheet.values.append((LEFT + 110, 46, 9.5, number))
        sheet.under = page
        sheet.stock = [(0.0, y, 0.0, text) for y, text in rows]
        _keep_off(sheet)
    return flow.sheets


def _fill(flow: Flow, slot: Slot, name: str, values: Values) -> None:
    height = slot.top - slot.bottom
    if name in values.pictures:
        picture = values.pictures[name]
        flow.sheet.pictures.append(boxed(picture, slot.left, slot.right, slot.top, height))
    elif text := flow.plain(values.texts.get(name, "")):
        room = slot.right - slot.left - 2 * EDGE
        sizes = [size for size in SIZES if size * LEADING <= height] or SIZES[-1:]
        fitted = fit(text, room, height, flow.onward, sizes)
        flow.sheet.values += column(fitted, slot.left + EDGE, slot.top, height)
        if fitted.rest:
            flow.rest.append((name, fitted.rest))
    elif name in values.texts and name not in values.by_hand:
        flow.y = slot.top
        flow.strike(slot.left, slot.right, height)


def _rows_left(values: Values, taken: set[str]) -> Iterator[tuple[str, str]]:
    """Of a table that the template has rows for, those that found none."""
    for rows in values.tables:
        if any(taken & row.keys() for row in rows):
            for row in rows:
                if not taken & row.keys():
                    yield "、".join(row), "；".join(filter(None, row.values()))


def _keep_off(sheet: Sheet) -> None:
    """No line of ours on a baseline of the template's."""
    taken = {y for _x, y, _size, _text in sheet.stock}
    for lines in (sheet.watermark, sheet.fixed, sheet.values):
        lines[:] = [(x, _free(y, taken), size, text) for x, y, size, text in lines]


def _free(y: float, taken: set[float]) -> float:
    """The nearest baseline that is nobody's."""
    wanted = round(y / STEP)
    nearest = chain.from_iterable((wanted - n, wanted + n) for n in count())
    return next(at * STEP for at in nearest if at * STEP not in taken)
