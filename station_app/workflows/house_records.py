"""Papers of a visit: the record of a check, and of a patrol; the internal line is on neither."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from station_app.access.roles import POLICE
from station_app.core.errors import Refused
from station_app.core.texts import Shown, Text, _
from station_app.hazards.records import Hazard
from station_app.identity import codes
from station_app.identity.checklists import Item
from station_app.inspections.records import (
    CHECK,
    GIVEN,
    NOT_MET,
    PATROL,
    UNREGISTERED,
    Headcount,
    Inspection,
)
from station_app.inspections.register import HEADCOUNTS, INSPECTIONS
from station_app.inspections.rules import rental
from station_app.printing.forms import Filled, Gathering, Printable, cells, day
from station_app.printing.parts import (
    Block,
    Cell,
    Column,
    Grid,
    Notice,
    Rows,
    Signatures,
)
from station_app.workflows.house_paper import (
    LANDLORD,
    OUR_FILE,
    Visit,
    head,
    label,
    paper,
    visit_of,
    when,
)

NOTHING_FOUND = Text("未发现问题")
NOT_ENTERED = Text("未经同意未进入，未检查")
NOT_COUNTED = Text("未进入，未核对人员")


def inspection_record(gathering: Gathering, id: UUID) -> Filled:
    """出租房屋安全检查记录: every item of the list but the internal one, faults in words."""
    visit = visit_of(gathering, id)
    found = visit.inspection
    if found.kind != CHECK:
        raise Refused(_("这是巡查，请打印巡查记录"))
    columns = (Column(Text("项目"), 0.9), Column(Text("检查内容"), 4), Column(Text("情况"), 2.4))
    of_item = {hazard.item: hazard for hazard in visit.hazards}
    rows = tuple(
        (f"{item.id[1:]} {label(item.id)}", item.look, _state(visit, item, of_item.get(item.id)))
        for item in rental().faults
    )
    blocks: tuple[Block, ...] = (
        head(visit, *when(visit)),
        Rows(columns, rows),
        *_counted(gathering, found),
        Grid(1, (cells(INSPECTIONS, found, "outcome"), cells(INSPECTIONS, found, "remarks"))),
        Signatures(
            (Text("检查人"), Text("检查人"), Text("出租人"), Text("承租人代表")),
        ),
        Notice(Text("未发现问题只说明检查当时的情况，不是对房屋安全的认定。")),
    )
    return Filled(found.id, blocks)


def _state(visit: Visit, item: Item, hazard: Hazard | None) -> Shown:
    if hazard is not None:
        return f"{_words(visit, hazard)}（{_disposal(visit, hazard)}）"
    found = visit.inspection
    if found.consent == GIVEN:
        return NOTHING_FOUND
    if item.kind == "count":
        return NOT_COUNTED
    return NOT_ENTERED if item.where == "room" else NOTHING_FOUND


def _words(visit: Visit, hazard: Hazard) -> str:
    """As this visit found it; of one that was open before, its own words where it had any."""
    again = visit.again.get(hazard.id)
    return (again.remarks if again else "") or hazard.description


def _disposal(visit: Visit, hazard: Hazard) -> str:
    """What was done about it at the check; the terms are those of that day."""
    if visit.mended(hazard):
        return "当场改正"
    if term := visit.terms.get(hazard.id):
        return f"责令{day(term)}前改正"
    if hazard.id in visit.again:
        return f"{day(hazard.found_on)}已发现，尚未销号"
    return "移送抄告"


def _counted(gathering: Gathering, found: Inspection) -> tuple[Block, ...]:
    """Names only of those about whom something is to be done."""
    of_it = select(Headcount).where(
        Headcount.inspection_id == found.id, Headcount.withdrawn_at.is_(None)
    )
    lines = gathering.view.all(of_it.order_by(Headcount.row))
    gathering.saw(HEADCOUNTS, lines)
    named = {
        result: "、".join(line.name or "" for line in lines if line.result == result)
        for result in (NOT_MET, UNREGISTERED)
    }
    row = tuple(
        Cell(Text(codes.label("headcount", result)), text) for result, text in named.items()
    )
    return (Grid(2, (row,), label=32),) if any(named.values()) else ()


def patrol_record(gathering: Gathering, id: UUID) -> Filled:
    """巡查记录: what an auxiliary noted; it orders nothing."""
    visit = visit_of(gathering, id)
    found = visit.inspection
    if found.kind != PATROL:
        raise Refused(_("这是安全检查，请打印检查记录"))
    noted = "\n".join(f"{h.item[1:]} {label(h.item)}：{_words(visit, h)}" for h in visit.hazards)
    officer = Cell(Text("巡查人"), found.inspector)
    rows = (
        (*cells(INSPECTIONS, found, "at", at=2), officer),
        cells(INSPECTIONS, found, "registered", "found", "accompanied_by"),
    )
    told = Cell(Text("发现的情况"), noted or NOTHING_FOUND, span=3, lines=4)
    blocks: tuple[Block, ...] = (
        head(visit, *rows, (told,), cells(INSPECTIONS, found, "remarks", remarks=3)),
        *_counted(gathering, found),
        Signatures((Text("巡查人"), Text("在场人"))),
        Notice(Text("巡查只作记录，发现的情况由民警核查后依法处理。")),
    )
    return Filled(found.id, blocks)


RECORDS: Sequence[Printable] = (
    paper(
        inspection_record,
        "出租房屋安全检查记录",
        "inspections",
        (OUR_FILE, LANDLORD),
        only=lambda visit: visit.kind == CHECK,
    ),
)
PATROLS: Sequence[Printable] = (
    paper(
        patrol_record,
        "巡查记录",
        "inspections",
        roles=POLICE,
        only=lambda visit: visit.kind == PATROL,
    ),
)
