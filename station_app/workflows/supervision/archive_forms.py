"""卷内目录 of the two archives: numbered lines with their pages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select

from station_app.core.texts import Shown, Text
from station_app.endings.records import EXECUTION, WORKING, ArchiveItem
from station_app.endings.register import ARCHIVE_ITEMS
from station_app.people.forms import number as id_number
from station_app.printing.forms import Filled, Gathering
from station_app.printing.parts import Block, Cell, Column, Grid, Rows, Signatures
from station_app.workflows.supervision.archive import Entry, contents
from station_app.workflows.supervision.header import case_of, correction_form, shown, term

COLUMNS = (
    Column(Text("序号"), 9),
    Column(Text("材料名称"), 46),
    Column(Text("文号（编号）"), 47),
    Column(Text("日期"), 25),
    Column(Text("页数"), 10, by_hand=True),
    Column(Text("起止页号"), 18, by_hand=True),
    Column(Text("备注"), 15, by_hand=True),
)


def execution_archive(gathering: Gathering, id: UUID) -> Filled:
    """执行档案目录, of the county (实施办法 18)."""
    return _list(gathering, id, EXECUTION)


def working_archive(gathering: Gathering, id: UUID) -> Filled:
    """工作档案目录, of the office (实施办法 18)."""
    return _list(gathering, id, WORKING)


def _list(gathering: Gathering, id: UUID, archive: str) -> Filled:
    case = case_of(gathering, id)
    entries = contents(gathering.view, case.one.id, archive)
    typed = ArchiveItem.supervision_id == case.one.id, ArchiveItem.withdrawn_at.is_(None)
    gathering.saw(ARCHIVE_ITEMS, gathering.view.all(select(ArchiveItem).where(*typed)))
    gathering.seen |= {known: e.revision for e in entries if (known := e.read_from)}
    counted = [entry.pages for entry in entries]
    total = str(sum(filter(None, counted))) if all(counted) and counted else ""
    rows = (
        (
            Cell(Text("姓名"), case.person.name),
            Cell(Text("证件号码"), id_number(case.person), span=2),
        ),
        (
            Cell(Text("矫正类别"), shown(case.one, "category")),
            Cell(Text("矫正期限"), term(case.one.start, case.one.end), span=2),
        ),
        (
            Cell(Text("材料件数"), str(len(entries))),
            Cell(Text("总页数"), total, by_hand=True),
            Cell(Text("建档单位"), case.county if archive == EXECUTION else case.office),
        ),
    )
    blocks: tuple[Block, ...] = (
        Grid(3, rows),
        Rows(COLUMNS, tuple(_lines(entries)), least=12),
        Signatures((Text("立卷人"), Text("检查人"))),
    )
    return Filled(case.one.id, blocks)


def _short(on: date | None) -> str:
    return on.isoformat() if on else ""


def _lines(entries: Sequence[Entry]) -> list[tuple[Shown, ...]]:
    """Page numbers run on as long as every line before has its pages."""
    lines, next_page = list[tuple[Shown, ...]](), 1
    for n, entry in enumerate(entries, 1):
        span = ""
        if entry.pages and next_page:
            last = next_page + entry.pages - 1
            span = f"{next_page}" if entry.pages == 1 else f"{next_page}—{last}"
        next_page = next_page + entry.pages if entry.pages and next_page else 0
        pages = str(entry.pages) if entry.pages else ""
        lines.append(
            (str(n), entry.title, entry.number, _short(entry.on), pages, span, entry.remarks)
        )
    return lines


FORMS = (
    correction_form(execution_archive, "执行档案目录", "corrections"),
    correction_form(working_archive, "工作档案目录", "corrections"),
)
