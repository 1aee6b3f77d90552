"""Papers of measures: what the person is told, the record of how it goes, leave.

The organ that decided makes its own papers; these are the station's.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import select

from station_app.access.roles import OFFICERS
from station_app.core.errors import Refused
from station_app.core.texts import Text, _
from station_app.measures import kinds, rules
from station_app.measures.kinds import (
    BAIL,
    CORRECTIVE,
    DEPRIVATION,
    PROTECTION,
    SURVEILLANCE,
)
from station_app.measures.notices import NOTICES
from station_app.measures.records import Measure, MeasureStep
from station_app.measures.register import MEASURE_STEPS, MEASURES
from station_app.people.forms import number as id_number
from station_app.people.forms import sex
from station_app.people.records import Person
from station_app.people.register import PEOPLE
from station_app.places.records import Place
from station_app.places.register import PLACES
from station_app.printing.forms import Filled, Gathering, Printable, cells, day
from station_app.printing.parts import (
    UNCHECKED,
    Block,
    Cell,
    Form,
    Grid,
    Paragraph,
    Signatures,
)

LABEL = 26  # mm
OFFICER = Text("承办民警")
HEAD = Text("派出所负责人")
FILE, HIM = Text("派出所存档"), Text("本人")
CellRow = tuple[Cell, ...]


def measure_of(gathering: Gathering, id: UUID) -> Measure:
    """A minor's papers ask why each time."""
    one = gathering.one(Measure, MEASURES, id)
    gathering.secret |= bool(one.minor)
    return one


def head(gathering: Gathering, one: Measure, *more: CellRow) -> Grid:
    """Who, by whose decision, until when; rows of one's own below, three columns wide."""
    person = gathering.one(Person, PEOPLE, one.person_id)
    line = gathering.one(Place, PLACES, one.place_id).line if one.place_id else ""
    if one.kind == PROTECTION:
        line = ""  # where the protected person lives is not told to the other
    rows: tuple[CellRow, ...] = (
        (
            Cell(Text("姓名"), person.name),
            Cell(Text("性别"), sex(person)),
            Cell(Text("出生日期"), day(person.birth)),
        ),
        (
            Cell(Text("证件号码"), id_number(person), span=2),
            *cells(MEASURES, one, "kind"),
        ),
        (Cell(Text("住址"), line or person.hukou_address or "", span=3),),
        cells(MEASURES, one, "organ", "document_number", document_number=2),
        (
            *cells(MEASURES, one, "decided_on"),
            Cell(Text("期限"), f"{day(one.start)}至{day(one.end)}", span=2),
        ),
    )
    return Grid(3, (*rows, *more), label=LABEL)


def _ordered(one: Measure) -> tuple[CellRow, ...]:
    """What was ordered beyond what the law orders everybody."""
    rows = list[CellRow]()
    if one.kind == BAIL:
        rows.append(cells(MEASURES, one, "security", "guarantor", "deposit"))
    if one.kind == CORRECTIVE:
        rows.append(cells(MEASURES, one, "education", education=3))
        rows.append(cells(MEASURES, one, "guardian", guardian=3))
    if one.orders:
        rows.append((Cell(MEASURES["orders"].label, one.orders, span=3, lines=3),))
    return tuple(rows)


def notice(gathering: Gathering, id: UUID, *, kind: str) -> Filled:
    """告知书: duties, rights, and what follows a breach, by the kind's own articles."""
    one = measure_of(gathering, id)
    if one.kind != kind:
        raise Refused(_("这份告知书用于另一类措施"))
    told = NOTICES[kind]
    name = gathering.one(Person, PEOPLE, one.person_id).name
    opening = f"根据{told.basis}，现将执行期间应当遵守的规定、享有的权利和法律后果告知如下："
    guardian = (Text("监护人"),) if one.guardian else ()
    signers = (Text("被告知人"), *guardian, OFFICER)
    blocks: tuple[Block, ...] = (
        head(gathering, one, *_ordered(one)),
        Paragraph(f"{name}：", indent=""),
        Paragraph(opening),
        *listed("应当遵守的规定", told.duties),
        *listed("享有的权利", told.rights),
        Paragraph(told.breach, title=Text("违反规定的后果")),
        Paragraph("以上内容我已阅读（已向我宣读），已经知晓。"),
        Signatures(signers, stamp=gathering.view.station),
    )
    return Filled(one.id, blocks)


def listed(title: str, lines: tuple[str, ...]) -> tuple[Paragraph, ...]:
    first = Text(title)
    return tuple(
        Paragraph(f"{n}. {line}", title=first if n == 1 else None)
        for n, line in enumerate(lines, 1)
    )


def measure_record(gathering: Gathering, id: UUID) -> Filled:
    """执行情况笔录 (刑程 94): the last one taken, or room to write one."""
    one = measure_of(gathering, id)
    last = _last(gathering, one, "recorded")
    said = last.said if last else ""
    taken = (
        Cell(Text("笔录日期"), day(last.on) if last else "", by_hand=last is None),
        Cell(Text("地点"), by_hand=True),
        Cell(Text("起止时间"), by_hand=True),
    )
    blocks: tuple[Block, ...] = (
        head(gathering, one, *_ordered(one), taken),
        Grid(
            1,
            ((Cell(Text("遵守规定情况"), said, lines=12, by_hand=not said),),),
            label=LABEL,
        ),
        Paragraph("以上笔录我看过（已向我宣读），和我说的相符。"),
        Signatures((Text("被执行人"), OFFICER, Text("记录人")), stamp=gathering.view.station),
    )
    return Filled(one.id, blocks)


def _last(gathering: Gathering, one: Measure, kind: str) -> MeasureStep | None:
    mine = select(MeasureStep).where(
        MeasureStep.measure_id == one.id,
        MeasureStep.kind == kind,
        MeasureStep.withdrawn_at.is_(None),
    )
    found = gathering.view.all(mine.order_by(MeasureStep.on.desc(), MeasureStep.row.desc()))[:1]
    gathering.saw(MEASURE_STEPS, found)
    return found[0] if found else None


def measure_leave(gathering: Gathering, id: UUID) -> Filled:
    """外出(会见、通信)审批表 (刑程 95, 120): of the leave that is not settled."""
    one = measure_of(gathering, id)
    if not one.leave_asked_on:
        raise Refused(_("没有未办结的申请"))
    waits, consent = one.leave_approved_on is None, rules.needs_consent(one)
    given = _last(gathering, one, "leave_approved") if not waits else None
    number = (given.number or "") if given else ""
    rows: tuple[CellRow, ...] = (
        cells(MEASURES, one, "leave_kind", "leave_asked_on", leave_kind=2),
        (Cell(Text("起止日期"), f"{day(one.leave_since)}至{day(one.leave_until)}", span=3),),
        (Cell(MEASURES["leave_reason"].label, one.leave_reason or "", span=3, lines=3),),
        (Cell(Text("决定机关同意"), number, span=3, by_hand=consent and not number),),
        (Cell(Text("派出所负责人审批"), span=3, lines=3, by_hand=True),),
        (
            Cell(Text("审批人"), (given.by or "") if given else "", span=2, by_hand=waits),
            Cell(Text("审批日期"), day(one.leave_approved_on), by_hand=waits),
        ),
    )
    blocks: tuple[Block, ...] = (
        head(gathering, one),
        Grid(3, rows, label=LABEL),
        Signatures((Text("申请人"), OFFICER, HEAD), stamp=gathering.view.station),
    )
    return Filled(one.id, blocks)


TITLES = {
    BAIL: ("bail_notice", "取保候审执行告知书"),
    SURVEILLANCE: ("surveillance_notice", "监视居住执行告知书"),
    DEPRIVATION: ("deprivation_notice", "剥夺政治权利执行告知书"),
    PROTECTION: ("protection_notice", "人身安全保护令协助执行告知书"),
    CORRECTIVE: ("corrective_notice", "矫治教育措施告知书"),
}


def is_(kind: str, one: Any) -> bool:
    return bool(one.kind == kind)


def _asks(one: Any) -> bool:
    return one.leave_asked_on is not None


def _recorded(one: Any) -> bool:
    return bool(kinds.of(one).record)


def form_of(
    fill: Callable[[Gathering, UUID], Filled],
    name: str,
    title: str,
    only: Callable[[Any], bool],
    mark: Text = UNCHECKED,
    keepers: tuple[Text, ...] = (),
) -> Printable:
    form = Form(name, Text(title), "measures", marks=(mark,), keepers=keepers)
    return Printable(form=form, fill=fill, roles=OFFICERS, only=only)


FORMS = (
    *(
        form_of(partial(notice, kind=kind), *named, partial(is_, kind), keepers=(FILE, HIM))
        for kind, named in TITLES.items()
    ),
    form_of(measure_record, "measure_record", "措施执行情况笔录", _recorded),
    form_of(measure_leave, "measure_leave", "被执行人外出（会见、通信）审批表", _asks),
)
