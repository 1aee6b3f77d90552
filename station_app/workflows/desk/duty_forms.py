"""Papers of a shift: its diary, and the sheet of its hand-over with the checkpoint of the log."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from station_app.access.log import checkpoint_after
from station_app.access.roles import OFFICERS, POLICE
from station_app.core.days import BEIJING
from station_app.core.errors import Refused
from station_app.core.texts import Shown, Text, _
from station_app.duty import rules
from station_app.duty.records import EquipmentCount, Handover, Shift
from station_app.duty.register import COUNTS, DUTY, ENTRIES, HANDOVERS
from station_app.duty.service import entries, shift_at
from station_app.printing.forms import Filled, Gathering, Printable, cells, on_paper
from station_app.printing.parts import (
    Block,
    Cell,
    Column,
    Form,
    Grid,
    Notice,
    Rows,
    Scanned,
    Signatures,
)
from station_app.storage.checkpoints import Checkpoint
from station_app.workflows.desk.diary import drawn
from station_app.workflows.desk.hand_over_parts import PARTS

CHECKPOINT = Text("审计日志校验点")
HOW = Text("二维码是日志校验点：在“日志校验”页扫描或键入，可查交接以前的日志此后有无改写、截短。")
KEEP = Text("本记录由交接班双方和带班领导签名，按日归档，不得存放在本机。")
COUNTED = (("name", 1.7), ("expected", 0.7), ("counted", 0.7), ("remarks", 1.6))
MOST_LINES = 12  # at normal size in its box; what is longer shrinks or goes on below


def _span(shift: Shift) -> Shown:
    since, until = (on_paper(DUTY[n].kind, getattr(shift, n)) for n in ("since", "until"))
    return _("{since}至{until}", since=since, until=until)


def _hour(at: datetime) -> str:
    return f"{at.astimezone(BEIJING):%m-%d %H:%M}"


def diary_sheet(gathering: Gathering, id: UUID) -> Filled:
    """勤务日志: the shift, what the registers know of it, and what was written hour by hour."""
    shift = gathering.one(Shift, DUTY, id)
    written = entries(gathering.view, shift.id)
    gathering.saw(ENTRIES, written)
    head = Grid(
        2,
        (
            (Cell(Text("值班时间"), _span(shift), span=2),),
            cells(DUTY, shift, "leader", "officers"),
            cells(DUTY, shift, "standby", "auxiliaries"),
        ),
        label=24,
    )
    tables = [
        Rows(
            (Column(_("{title}（{n}）", title=title, n=len(lines))),),
            tuple((line,) for line in lines),
            least=1,
        )
        for title, lines in drawn(gathering.view, shift)
    ]
    hours = Rows(
        (Column(Text("时间"), 1), Column(Text("勤务内容"), 5), Column(Text("勤务人员"), 1.2)),
        tuple((_hour(e.at), e.text, e.officer) for e in written),
        least=3,
        title=Text("勤务情况"),
    )
    remarks = Grid(1, ((Cell(DUTY["remarks"].label, shift.remarks, lines=2),),), label=24)
    signed = Signatures((Text("值班民警"), Text("带班领导")))
    return Filled(shift.id, (head, *tables, hours, remarks, signed))


def sheet(gathering: Gathering, id: UUID) -> Filled:
    """交接班记录: as both signed it, with the checkpoint that followed. Raises Absent, Refused."""
    made = gathering.one(Handover, HANDOVERS, id)
    shift = shift_at(gathering.view, made.shift_id)  # not of its basis: a roster may be changed
    after = shift_at(gathering.view, made.next_id) if made.next_id else None
    held = checkpoint_after(gathering.view, made.log, made.entries)
    if held is None:
        raise Refused(_("日志还没有校验点"))
    head = Grid(
        2,
        (
            cells(HANDOVERS, made, "number", "at"),
            (Cell(HANDOVERS["shift_id"].label, _span(shift), span=2),),
            cells(HANDOVERS, made, "given_by", "leader"),
            (Cell(HANDOVERS["next_id"].label, _span(after) if after else "", span=2),),
            (
                *cells(HANDOVERS, made, "taken_by"),
                Cell(Text("接班带班领导"), after.leader if after else ""),
            ),
        ),
        label=28,
    )
    told = Grid(1, tuple((cell,) for cell in _parts(made)), label=38)
    keep = Notice(KEEP)
    signed = Signatures(
        (Text("交班人"), Text("接班人"), Text("交班带班领导"), Text("接班带班领导"))
    )
    blocks: tuple[Block, ...] = (head, told, _counts(gathering, made), _code(held), keep, signed)
    return Filled(made.id, blocks)


def _parts(made: Handover) -> Iterator[Cell]:
    for name in (*(part.name for part in PARTS), "remarks"):
        text = getattr(made, name)
        lines = rules.spoken(text)
        yield Cell(HANDOVERS[name].label, text, lines=min(max(len(lines), 1), MOST_LINES))


def _counts(gathering: Gathering, made: Handover) -> Rows:
    """Two things a row."""
    query = select(EquipmentCount).where(
        EquipmentCount.handover_id == made.id, EquipmentCount.withdrawn_at.is_(None)
    )
    found = gathering.view.all(query.order_by(EquipmentCount.row))
    gathering.saw(COUNTS, found)
    lines = [(one.name, str(one.expected), str(one.counted), one.remarks) for one in found]
    lines += [("", "", "", "")] * (len(lines) % 2)
    columns = tuple(Column(COUNTS[name].label, share) for name, share in COUNTED)
    return Rows(
        columns * 2,
        tuple(one + other for one, other in zip(lines[::2], lines[1::2], strict=True)),
        title=Text("装备清点（双方核对）"),
    )


def _code(held: Checkpoint) -> Scanned:
    said = _("第 {n} 条，比对码 {code}。{how}", n=f"{held.number:,}", code=held.short, how=HOW)
    return Scanned(held.text, CHECKPOINT, said)


FORMS = (
    Printable(form=Form("duty_diary", Text("勤务日志"), "duty"), fill=diary_sheet, roles=POLICE),
    Printable(
        form=Form("handover_sheet", Text("交接班记录"), "handovers"), fill=sheet, roles=OFFICERS
    ),
)
