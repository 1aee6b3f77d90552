"""Lays a paper out: its parts one after the other, their blocks down A4 sheets (续页)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from station_app.core.texts import Shown, Text, _
from station_app.printing import furniture, scanned, signing, tables
from station_app.printing.flow import Flow, Render
from station_app.printing.parts import (
    Block,
    Form,
    Grid,
    Imprint,
    Notice,
    Paragraph,
    Plain,
    Receipt,
    Rows,
    Scanned,
    Signatures,
    Stub,
)
from station_app.printing.sheet import FIRST_TOP, FOLD, NEXT_TOP, Sheet


def lay(form: Form, blocks: Sequence[Block], imprint: Imprint, render: Render) -> list[Sheet]:
    """Raises MissingGlyph."""
    flow = Flow(form, imprint, render, furniture.furnish)
    number = next((block.number for block in blocks if isinstance(block, Stub)), "")
    receipts = [block for block in blocks if isinstance(block, Receipt)]
    _begin(flow, [block for block in blocks if isinstance(block, Stub)])
    _down(flow, [block for block in blocks if not isinstance(block, Stub | Receipt)])
    if form.keepers:
        _down(flow, (Notice(furniture.copies([render(k) for k in form.keepers])),), apart=True)
    flow.continue_rest()
    for receipt in receipts:
        _receipt(flow, receipt, number)
    furniture.number_pages(flow)
    if imprint.overprint:
        for sheet in flow.sheets:
            sheet.bare()
    return flow.sheets


def _begin(flow: Flow, stubs: Sequence[Stub]) -> None:
    """The heading; with a stub above it, the fold at a third of the sheet or below its text."""
    if not stubs:
        furniture.heading(flow, "", FIRST_TOP)
    for stub in stubs:
        furniture.heading(flow, _("（存根）"), NEXT_TOP, furniture.SUBTITLE)
        _down(flow, stub.blocks)
        flow.room(furniture.UNDER_FOLD)
        furniture.fold(flow, min(FOLD, flow.y - furniture.OVER_FOLD), stub.number)
        furniture.heading(flow, "", flow.y)


def _receipt(flow: Flow, receipt: Receipt, number: Shown) -> None:
    """On a sheet of its own, so that what stays with the person keeps its code."""
    flow.new_sheet(onward=False)
    furniture.fold(flow, NEXT_TOP + 28, number)
    furniture.heading(flow, _("（回执）"), flow.y)
    _down(flow, receipt.blocks)
    flow.continue_rest()


def _down(flow: Flow, blocks: Sequence[Plain], *, apart: bool = False) -> None:
    """Grids join what stands before them, all else stands apart."""
    for n, block in enumerate(blocks):
        if (n or apart) and not isinstance(block, Grid):
            flow.y -= 6
        _block(flow, block)


def _block(flow: Flow, block: Plain) -> None:
    match block:
        case Grid():
            tables.grid(flow, block)
        case Rows():
            tables.table(flow, block)
        case Paragraph(text, title, indent):
            flow.subtitle(title)
            said = (flow.plain(text) or "/").replace("\n", "\n" + indent)
            flow.lines(indent + said, 12, 1.6, own=_own(text))
        case Signatures():
            signing.signatures(flow, block)
        case Scanned():
            scanned.scanned(flow, block)
        case Notice(text):
            flow.lines(flow.plain(text), 8.5, 1.35, own=_own(text))
        case _ as never:
            assert_never(never)


def _own(shown: Shown) -> bool:
    """Whether it is the same on every paper of the form."""
    return isinstance(shown, Text) and not shown.args
