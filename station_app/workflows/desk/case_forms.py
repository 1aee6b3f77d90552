"""Papers of a case's beginning: its registration, what who reported is told, its transfer.

Wording and layout are our own; the province's system makes the statutory papers (程 263, 264).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from station_app.access.roles import OFFICERS
from station_app.cases import rules
from station_app.cases.records import CRIMINAL, REPORTER, Case, CasePerson
from station_app.cases.register import CASE_PEOPLE, CASES
from station_app.core.show import show
from station_app.core.texts import Shown, Text, _
from station_app.people.forms import number, phones, who
from station_app.people.records import Person
from station_app.people.register import PEOPLE
from station_app.places.records import Place
from station_app.places.register import PLACES
from station_app.printing.forms import Filled, Gathering, Printable, cells, day, on_paper
from station_app.printing.parts import (
    DRAFT,
    Block,
    Cell,
    Column,
    Form,
    Grid,
    Rows,
    Signatures,
)

REPORTED_BY = Text("报案人")
OPINIONS = (
    Text("属本单位管辖的行政案件，建议及时调查处理"),
    Text("属本单位管辖的刑事案件，建议及时立案侦查"),
    Text("不属本单位管辖，建议移送"),
    Text("不属公安机关职责范围，不予处理，告知当事人向其他机关提出"),
    Text("其他"),
)
ADMIN_OPINION, CRIMINAL_OPINION, TRANSFER_OPINION, _OUTSIDE, OTHER_OPINION = range(len(OPINIONS))


@dataclass(frozen=True, slots=True)
class Told:
    """A case with what its papers show of the people and the place."""

    case: Case
    people: list[tuple[CasePerson, Person]]
    place: str

    @property
    def reporters(self) -> list[Person]:
        return [person for one, person in self.people if one.role == REPORTER]

    @property
    def addressed(self) -> Shown:
        """Who reported; nobody by name where he asked to stay unknown."""
        return "、".join(one.name for one in self.reporters) or REPORTED_BY


def told(gathering: Gathering, id: UUID) -> Told:
    case = gathering.one(Case, CASES, id)
    mine = CasePerson.case_id == case.id, CasePerson.withdrawn_at.is_(None)
    found = gathering.view.all(select(CasePerson).where(*mine).order_by(CasePerson.row))
    gathering.saw(CASE_PEOPLE, found)
    persons = gathering.each(Person, PEOPLE, [one.person_id for one in found])
    line = gathering.one(Place, PLACES, case.place_id).line if case.place_id else ""
    place = "　".join(filter(None, (line, case.place_said)))
    return Told(case, [(one, persons[one.person_id]) for one in found], place)


# Registration


def registration(gathering: Gathering, id: UUID) -> Filled:
    """受案登记表 and 行政案件立案登记表: source, who reported, what happened, what is proposed."""
    case = told(gathering, id)
    blocks: tuple[Block, ...] = (
        Grid(3, tuple(_source(gathering, case)), label=24),
        _persons(case),
        Grid(1, tuple(_opinion(case.case)), label=24),
        Signatures((Text("接报民警"), Text("接报民警"), Text("受案部门负责人"))),
    )
    return Filled(case.case.id, blocks)


def _source(gathering: Gathering, told: Told) -> Iterator[tuple[Cell, ...]]:
    case = told.case
    yield cells(CASES, case, "number", "source", number=2)
    yield cells(CASES, case, "official_number", "cause", official_number=2)
    yield cells(CASES, case, "title", "from_unit", title=2)
    yield from _reporters(told)
    station = gathering.view.station
    yield (
        *cells(CASES, case, "accepted_at"),
        Cell(Text("接报地点（单位）"), station, 2),
    )
    yield (*cells(CASES, case, "occurred_at"), Cell(CASES["place_id"].label, told.place, 2))
    yield (Cell(CASES["facts"].label, case.facts, 3, lines=7),)
    young = case.minor or any(one.minor for one, _person in told.people) or None
    minor = Cell(CASES["minor"].label, on_paper(CASES["minor"].kind, young))
    yield (*cells(CASES, case, "evidence"), minor, *cells(CASES, case, "public_official"))


def _reporters(told: Told) -> Iterator[tuple[Cell, ...]]:
    if not told.reporters:
        yield (Cell(REPORTED_BY, Text("未登记或者要求保密"), 3),)
    for person in told.reporters:
        name, *rest = who(person)
        yield (Cell(REPORTED_BY, name.value), *rest)
        yield (
            Cell(Text("证件种类及号码"), number(person), 2),
            Cell(PEOPLE["phone"].label, phones(person)),
        )
        yield (
            *cells(PEOPLE, person, "employer"),
            *cells(PEOPLE, person, "hukou_address", hukou_address=2),
        )


def _persons(told: Told) -> Rows:
    names = {person.id: person.name for _one, person in told.people}
    lines = tuple(
        (show(CASE_PEOPLE["role"].kind, one.role), person.name, number(person), _more(one, names))
        for one, person in told.people
        if one.role != REPORTER
    )
    columns = (
        Column(Text("身份"), 2),
        Column(Text("姓名"), 2),
        Column(Text("证件号码"), 4),
        Column(Text("说明"), 4),
    )
    return Rows(columns, lines, least=1, title=Text("涉案人员"))


def _more(one: CasePerson, names: dict[UUID, str]) -> Shown:
    if one.ward_id in names:
        return _("{name}的监护人", name=names[one.ward_id])
    return _("未成年人　{remarks}", remarks=one.remarks) if one.minor else one.remarks


def _opinion(case: Case) -> Iterator[tuple[Cell, ...]]:
    """What was ticked follows from what became of the case here."""
    chosen = _chosen(case)
    lines = "\n".join(
        f"{'〔√〕' if nth == chosen else '〔　〕'}{opinion.msgid}{_to(case, nth)}"
        for nth, opinion in enumerate(OPINIONS)
    )
    yield (Cell(Text("受案意见"), lines, lines=len(OPINIONS)),)
    if case.not_filed_why:
        yield (Cell(CASES["not_filed_why"].label, case.not_filed_why, lines=2),)
    result = _("立案日期：{day}", day=day(case.filed_on)) if case.filed_on else ""
    yield (Cell(Text("受案审批"), result, lines=2, by_hand=True),)


def _to(case: Case, nth: int) -> str:
    return f"：{case.transferred_to}" if nth == TRANSFER_OPINION and case.transferred_to else ""


def _chosen(case: Case) -> int:
    if case.transferred_to:
        return TRANSFER_OPINION
    if rules.is_not_filed(case):
        return OTHER_OPINION
    return CRIMINAL_OPINION if case.kind == CRIMINAL else ADMIN_OPINION


FORMS = (
    Printable(
        form=Form("case_acceptance", Text("受案登记表"), "cases", marks=(DRAFT,)),
        fill=registration,
        roles=OFFICERS,
    ),
    Printable(
        form=Form("case_filing", Text("行政案件立案登记表"), "cases", marks=(DRAFT,)),
        fill=registration,
        roles=OFFICERS,
        only=lambda case: case.kind != CRIMINAL,
    ),
)
