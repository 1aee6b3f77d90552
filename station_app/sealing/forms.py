"""封存记录查阅件: what an approved request shows, on paper, with its reader's name across it."""

from __future__ import annotations

from uuid import UUID

from station_app.access.roles import OFFICERS
from station_app.core.texts import Text, _
from station_app.printing.forms import Filled, Gathering, Printable, on_paper
from station_app.printing.parts import Block, Cell, Form, Grid, Notice
from station_app.sealing import service
from station_app.sealing.register import REQUESTS
from station_app.sealing.service import Sealed

EXTRACT = Form("sealed_extract", _("封存记录查阅件"), REQUESTS.name)
SECRET = _(
    "仅供本件所列案（事）件使用，知悉人应当保密，不得提供给他人（《治安管理处罚法》第一百三十六条）。"
)
ACROSS = 2


def fill(gathering: Gathering, id: UUID) -> Filled:
    """Raises Absent, Refused: as reading it on the screen does."""
    view = gathering.view
    one = service.readable(view, id)
    records = service.contents(view, one)
    gathering.saw(REQUESTS, [one])
    asked = ["number", "asked_by", "asked_at", "reference", "decided_by", "until", "reason"]
    asked = [*asked, *(n for n in ("unit", "basis", "letter") if getattr(one, n))]
    cells = [Cell(REQUESTS[n].label, on_paper(REQUESTS[n].kind, getattr(one, n))) for n in asked]
    blocks: list[Block] = [Grid(ACROSS, _rows(cells))]
    blocks += [_record(view.registers[each.register].title, each) for each in records]
    blocks.append(Notice(SECRET))
    return Filled(id, blocks, (service.watermark(view, one),))


def _record(title: Text, each: Sealed) -> Grid:
    return Grid(ACROSS, _rows([Cell(name, shown) for name, shown in each.values]), title=title)


def _rows(cells: list[Cell]) -> tuple[tuple[Cell, ...], ...]:
    """Two to a row; the last one alone takes the whole."""
    rows = [tuple(cells[n : n + ACROSS]) for n in range(0, len(cells), ACROSS)]
    if rows and len(rows[-1]) < ACROSS:
        last = rows[-1][0]
        rows[-1] = (Cell(last.label, last.value, span=ACROSS, lines=2),)
    return tuple(rows)


FORMS = (Printable(form=EXTRACT, fill=fill, roles=OFFICERS, refilled=False),)
