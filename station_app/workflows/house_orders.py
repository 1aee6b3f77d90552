"""What follows a check on paper: the order of what the police may order, letters to others for
the rest, the re-check.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select

from station_app.core.errors import Refused
from station_app.core.texts import Shown, Text, _
from station_app.hazards.records import Hazard, Recheck
from station_app.hazards.register import RECHECKS
from station_app.housing.records import COLLECTIVE_LAND
from station_app.housing.register import HOUSING
from station_app.identity import codes
from station_app.inspections.records import CHECK
from station_app.inspections.register import INSPECTIONS
from station_app.inspections.rules import rental
from station_app.printing.forms import Filled, Gathering, Printable, cells, day, on_paper
from station_app.printing.parts import (
    DRAFT,
    Block,
    Cell,
    Column,
    Grid,
    Paragraph,
    Receipt,
    Rows,
    Signatures,
    Stub,
)
from station_app.workflows.house_paper import (
    LANDLORD,
    OUR_FILE,
    Visit,
    at_once,
    head,
    paper,
    visit_of,
)

DEPARTMENTS = {  # to whom a letter is written, by code of power
    "fire": "消防救援机构",
    "housing": "住房和城乡建设（房产管理）部门",
    "gas": "燃气管理部门",
    "urban": "城市管理综合执法部门",
}


def correction_order(gathering: Gathering, id: UUID) -> Filled:
    """责令限期改正通知书 with its stub. Raises Refused where nothing is the police's to order."""
    visit = visit_of(gathering, id)
    if not (ordered := visit.ordered):
        raise Refused(_("没有属公安机关权限、须限期改正的问题，不出具责令限期改正通知书"))
    on, officers = _by_whom(gathering, visit)
    columns = (
        Column(Text("责令改正事项"), 3),
        Column(Text("依据"), 3),
        Column(Text("改正期限"), 1.5),
    )
    blocks: tuple[Block, ...] = (
        _stub(visit, officers),
        Paragraph(f"{visit.landlord_name}：", indent=""),
        Paragraph(
            f"{day(on)}检查你（单位）出租的{visit.line}，发现下列治安问题，"
            "现责令在期限以前改正；改正后请告知本所，由民警复查。"
        ),
        Rows(columns, tuple((_matter(h), _article(visit, h), day(h.deadline)) for h in ordered)),
        Paragraph(REMEDY),
        Signatures(
            (Text("被责令人（签收）"), Text("检查人"), Text("检查人")),
            stamp=gathering.view.station,
        ),
    )
    return Filled(visit.inspection.id, blocks)


def _by_whom(gathering: Gathering, visit: Visit) -> tuple[date, str]:
    """The day and the officers of the order: of the re-check where that set the term anew."""
    anew = [r for r in _rechecks(gathering, visit.ordered) if r.deadline]
    found = anew[-1] if anew else visit.inspection
    return found.on, "、".join(filter(None, (found.inspector, found.second)))


def _stub(visit: Visit, officers: str) -> Stub:
    last = max(hazard.deadline for hazard in visit.ordered if hazard.deadline)
    rows = (
        (Cell(Text("被责令人"), visit.landlord_name), Cell(Text("最后期限"), day(last))),
        (Cell(HOUSING["place_id"].label, visit.line, span=2),),
        (Cell(Text("责令改正事项"), _listed(visit.ordered), span=2, lines=2),),
        (Cell(Text("检查人"), officers), Cell(Text("签收人及日期"), by_hand=True)),
    )
    return Stub((Grid(2, rows, label=26),))


REMEDY = (
    "逾期不改正的，依法处理。不服本通知的，可以在收到之日起六十日内申请行政复议，"
    "或者在六个月内提起行政诉讼。"
)


def _listed(hazards: Sequence[Hazard]) -> str:
    """In short, as a stub says it."""
    return "；".join(codes.label("rental_item", hazard.item) for hazard in hazards)


def _matter(hazard: Hazard) -> str:
    """The item of the list first: whatever words an officer found, nothing else is ordered."""
    return f"{codes.label('rental_item', hazard.item)}：{hazard.description}"


def _article(visit: Visit, hazard: Hazard) -> str:
    return rental().items[hazard.item].article_on(collective=visit.house.land == COLLECTIVE_LAND)


def transfer_letter(gathering: Gathering, id: UUID) -> Filled:
    """移送（抄告）函 to one department: all of one check that is its to order.

    Of an inspection with faults of several departments it is asked for by a hazard of each; what
    an auxiliary found on patrol only after an officer has referred it.
    """
    visit = visit_of(gathering, id)
    checked = visit.inspection.kind == CHECK
    others = [h for h in visit.referred if checked or h.referred_on]
    if visit.referred and not others:
        raise Refused(_("巡查发现的问题，由民警核实、办理移送（抄告）后再打印"))
    powers = {h.power or "" for h in others if h.id == id} or {h.power or "" for h in others}
    if not powers:
        raise Refused(_("没有须移送（抄告）其他部门的问题"))
    if len(powers) > 1:
        raise Refused(_("涉及几个部门，一个部门一份：请从各部门的隐患打印"))
    [power] = powers
    theirs = [hazard for hazard in others if hazard.power == power]
    return Filled(theirs[0].id, _letter(gathering, visit, DEPARTMENTS[power], theirs))


def _letter(
    gathering: Gathering, visit: Visit, to: str, theirs: Sequence[Hazard]
) -> tuple[Block, ...]:
    ours = gathering.view.station
    columns = (Column(Text("问题"), 3), Column(Text("依据"), 3), Column(Text("发现日期"), 1.5))
    looked = "检查" if visit.inspection.kind == CHECK else "巡查"
    receipt = Receipt(
        (
            Paragraph(f"{ours}：", indent=""),
            Paragraph(f"关于{visit.line}的移送（抄告）函已收到。处理情况如下。"),
            Grid(1, ((Cell(Text("处理情况"), lines=4, by_hand=True),),)),
            Signatures((Text("接收人"),), stamp=to),
        )
    )
    return (
        Paragraph(f"{to}：", indent=""),
        Paragraph(
            f"{day(visit.inspection.on)}我所{looked}{visit.line}（出租人{visit.landlord_name}）时，"
            "发现下列问题属你单位职权范围，现移送（抄告），请依法处理，并将结果函告我所。"
        ),
        Rows(columns, tuple((h.description, _article(visit, h), day(h.found_on)) for h in theirs)),
        Signatures((Text("经办人"),), stamp=ours),
        receipt,
    )


def recheck_record(gathering: Gathering, id: UUID) -> Filled:
    """复查记录: what of one check was looked at again, each with its last result."""
    visit = visit_of(gathering, id)
    last = {seen.hazard_id: seen for seen in _rechecks(gathering, visit.hazards)}
    if not last:
        raise Refused(_("还没有复查，不能打印复查记录"))
    columns = (
        Column(Text("隐患"), 2),
        Column(Text("复查日期"), 1.6),
        Column(Text("结果"), 1),
        Column(Text("后续处理"), 1.1),
        Column(Text("重新限定的期限"), 1.7),
        Column(Text("复查人"), 1.8),
    )
    rows = tuple(
        (hazard.description, *_seen(seen))
        for hazard in visit.hazards
        if (seen := last.get(hazard.id))
    )
    remarks = "；".join(filter(None, (seen.remarks for seen in last.values())))
    blocks: tuple[Block, ...] = (
        head(visit, cells(INSPECTIONS, visit.inspection, "on", on=3)),
        Rows(columns, rows),
        Grid(1, ((Cell(RECHECKS["remarks"].label, remarks, lines=2),),)),
        Signatures((Text("复查人"), Text("复查人"), Text("出租人")), stamp=gathering.view.station),
    )
    return Filled(visit.inspection.id, blocks)


def _seen(seen: Recheck) -> tuple[Shown, ...]:
    return (
        day(seen.on),
        *(on_paper(RECHECKS[name].kind, getattr(seen, name)) for name in ("result", "follow")),
        day(seen.deadline),
        "、".join(filter(None, (seen.inspector, seen.second))),
    )


def _rechecks(gathering: Gathering, hazards: Sequence[Hazard]) -> list[Recheck]:
    """Later ones, the last at the end: what was mended at the check stands on its own record."""
    of_them = select(Recheck).where(
        Recheck.hazard_id.in_([hazard.id for hazard in hazards]), Recheck.withdrawn_at.is_(None)
    )
    every = gathering.view.all(of_them.order_by(Recheck.row))
    gathering.saw(RECHECKS, every)
    spot = {hazard.id for hazard in hazards if at_once(hazard)}
    return [seen for seen in every if seen.hazard_id not in spot]


ORDERS: Sequence[Printable] = (
    paper(
        correction_order,
        "责令限期改正通知书",
        "inspections",
        (Text("被责令人"), Text("本所存卷")),
        (DRAFT,),
    ),
    paper(transfer_letter, "移送（抄告）函", "hazards", (Text("接收部门"), OUR_FILE)),
    paper(recheck_record, "复查记录", "hazards", (OUR_FILE, LANDLORD)),
)
