"""调查评估意见书: what was found and what follows, to who asked for it (办法 14)."""

from __future__ import annotations

from uuid import UUID

from station_app.assessments.records import Assessment
from station_app.assessments.register import ASSESSMENTS
from station_app.core.errors import Refused
from station_app.core.texts import Text, _
from station_app.people.forms import number as id_number
from station_app.people.forms import who
from station_app.people.records import Person
from station_app.people.register import PEOPLE
from station_app.printing.forms import Filled, Gathering, cells, day
from station_app.printing.parts import Block, Cell, Grid, Paragraph, Signatures
from station_app.workflows.supervision.header import OUR_FILE, correction_form, numbered

FOUND = ("home", "family", "conduct", "effect", "views", "bans")
COMMISSIONER, PROCURATORATE = Text("委托机关"), Text("执行地人民检察院")


def assessment_finding(gathering: Gathering, id: UUID) -> Filled:
    """Raises Refused where the opinion was not given yet."""
    one = gathering.one(Assessment, ASSESSMENTS, id)
    gathering.secret |= bool(one.minor)
    if one.answered_on is None:
        raise Refused(_("还没有提交评估意见，不能打印调查评估意见书"))
    person = gathering.one(Person, PEOPLE, one.person_id)
    said: list[Block] = [
        Paragraph(getattr(one, name), title=ASSESSMENTS[name].label)
        for name in FOUND
        if getattr(one, name)
    ]
    blocks: list[Block] = [
        _head(one, person),
        Paragraph(f"{one.organ}：", indent=""),
        Paragraph(
            f"你单位{one.commission_number}委托调查评估{person.name}的函于"
            f"{day(one.received_on)}收到。经调查评估，意见如下："
        ),
        *said,
        Grid(1, (cells(ASSESSMENTS, one, "result"),), label=26),
        Paragraph(one.finding or "", title=Text("理由")),
        Signatures((Text("调查人"), Text("调查人")), stamp=gathering.view.station),
    ]
    return Filled(one.id, blocks)


def _head(one: Assessment, person: Person) -> Grid:
    rows = (
        (Cell(Text("文号"), numbered(one.finding_number), span=3),),
        who(person),
        (
            Cell(Text("证件号码"), id_number(person), span=2),
            *cells(ASSESSMENTS, one, "intended"),
        ),
        (Cell(Text("户籍地"), person.hukou_address or "", span=3),),
        (
            *cells(ASSESSMENTS, one, "organ", organ=2),
            *cells(ASSESSMENTS, one, "answered_on"),
        ),
        cells(ASSESSMENTS, one, "commission_number", "crime", crime=2),
    )
    return Grid(3, rows, label=26)


FORMS = (
    correction_form(
        assessment_finding,
        "调查评估意见书",
        "assessments",
        keepers=(COMMISSIONER, PROCURATORATE, OUR_FILE),
        only=lambda one: one.answered_on is not None,
    ),
)
