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
from station_app.hazards import rules
from station_app.hazards.records import Hazard, Recheck
from station_app.hazards.register import RECHECKS
from station_app.housing.records import COLLECTIVE_LAND
from station_app.housing.register import HOUSING
from station_app.identity import codes
from station_app.inspections.records import CHECK, Inspection
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
    """责令限期改正通知书 with its stub: what this check ordered, by the terms that it set.

    Raises Refused where nothing is the police's to order.
    """
    visit = visit_of(gathering, id)
    if not (ordered := visit.ordered):
        raise Refused(_("没有属公安机关权限、须限期改正的问题，不出具责令限期改正通知书"))
    terms = [(hazard, visit.terms[hazard.id]) for hazard in ordered]
    told = f"{day(visit.inspection.on)}检查你（单位）出租的{visit.line}，发现下列治安问题，"
    return Filled(visit.inspection.id, _order(gathering, visit, visit.inspection, terms, told))


def correction_order_again(gathering: Gathering, id: UUID) -> Filled:
    """责令限期改正通知书 of a re-check that set the term anew; the first order stays as it was.

    One paper for all of a check that was looked at again on that day. Raises Refused.
    """
    visit = visit_of(gathering, id)
    ours = {hazard.id: hazard for hazard in visit.hazards if rules.is_ours(hazard)}
    anew = [
        look
        for look in _rechecks(gathering, list(ours.values()))
        if look.deadline and look.inspection_id is None
    ]
    last = [look for look in anew if look.hazard_id == id] or anew
    if not last:
        raise Refused(_("没有复查后重新限定期限的问题；检查时责令的，请从检查打印通知书"))
    found = last[-1]
    terms = [
        (ours[look.hazard_id], look.deadline)
        for look in anew
        if look.on == found.on and look.deadline
    ]
    told = f"{day(found.on)}复查你（单位）出租的{visit.line}，下列治安问题未改正，"
    return Filled(terms[0][0].id, _order(gathering, visit, found, terms, told))


def _order(
    gathering: Gathering,
    visit: Visit,
    by: Inspection | Recheck,
    terms: Sequence[tuple[Hazard, date]],
    told: str,
) -> tuple[Block, ...]:
    columns = (
        Column(Text("责令改正事项"), 3),
        Column(Text("依据"), 3),
        Column(Text("改正期限"), 1.5),
    )
    return (
        _stub(visit, by, terms),
        Paragraph(f"{visit.landlord_name}：", indent=""),
        Paragraph(f"{told}现责令在期限以前改正；改正后请告知本所，由民警复查。"),
        Rows(columns, tuple((_matter(h), _article(visit, h), day(last)) for h, last in terms)),
        Paragraph(REMEDY),
        Signatures(
            (Text("被责令人（签收）"), Text("检查人"), Text("检查人")),
            stamp=gathering.view.station,
        ),
    )


def _stub(visit: Visit, by: Inspection | Recheck, terms: Sequence[tuple[Hazard, date]]) -> Stub:
    last = max(term for _hazard, term in terms)
    officers = "、".join(filter(None, (by.inspector, by.second)))
    rows = (
        (Cell(Text("被责令人"), visit.landlord_name), Cell(Text("最后期限"), day(last))),
        (Cell(HOUSING["place_id"].label, visit.line, span=2),),
        (Cell(Text("责令改正事项"), _listed([h for h, _t in terms]), span=2, lines=2),),
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
    """By the land it stands on (住房租赁条例 2, 49); where nobody has said, by neither alone."""
    item, land = rental().items[hazard.item], visit.house.land
    if land is None and item.village:
        return f"土地性质未确定：国有土地上依{item.article}；集体土地上依{item.village}"
    return item.article_on(collective=land == COLLECTIVE_LAND)


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
    if id != visit.inspection.id:  # of one hazard: its own department, or none
        powers = {h.power or "" for h in others if h.id == id}
    else:
        powers = {h.power or "" for h in others}
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
    paper(
        correction_order_again,
        "责令限期改正通知书（复查）",
        "hazards",
        (Text("被责令人"), Text("本所存卷")),
        (DRAFT,),
        only=rules.is_ours,
    ),
    paper(
        transfer_letter,
        "移送（抄告）函",
        "hazards",
        (Text("接收部门"), OUR_FILE),
        only=lambda hazard: not rules.is_ours(hazard),
    ),
    paper(recheck_record, "复查记录", "hazards", (OUR_FILE, LANDLORD)),
)
