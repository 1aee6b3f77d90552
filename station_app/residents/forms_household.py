"""常住人口信息表: the household register for use inside the station (公通字[1995]91号)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from sqlalchemy import select

from station_app.access import standing
from station_app.core.errors import Refused
from station_app.core.show import show
from station_app.core.texts import Text, _
from station_app.people.forms import number, sex
from station_app.people.records import Person
from station_app.people.register import PEOPLE
from station_app.places.records import Place
from station_app.places.register import PLACES
from station_app.printing.forms import Filled, Gathering, Printable, cells, day
from station_app.printing.parts import (
    INTERNAL,
    Block,
    Cell,
    Column,
    Form,
    Grid,
    Notice,
    Rows,
)
from station_app.residents import forms_find as find
from station_app.residents.records import Resident
from station_app.residents.register import RESIDENTS
from station_app.residents.service import Member

FORM = Form("household_sheet", Text("常住人口信息表"), "residents", marks=(INTERNAL,))


def fill(gathering: Gathering, id: UUID) -> Filled:
    """A whole household, asked for by anybody of it."""
    here, left = find.household(gathering, find.residence(gathering, id).resident)
    if not here:
        raise Refused(_("此户已无人居住，请打印仍在住人员的表格"))
    head = find.head(here)
    place = gathering.one(Place, PLACES, head.resident.place_id)
    blocks: list[Block] = [_household(head, place), _list(here)]
    if left:
        blocks.append(_left(left))
    for n, member in enumerate(here, 1):
        blocks.append(_member(gathering, n, member))
    return Filled(head.resident.id, (*blocks, _signed(), _note(gathering)))


def _household(head: Member, place: Place) -> Grid:
    return Grid(
        3,
        (
            (
                *cells(RESIDENTS, head.resident, "household_type", "household"),
                Cell(Text("户主姓名"), head.person.name),
            ),
            (Cell(Text("住址"), place.line or "", span=3),),
        ),
    )


def _list(here: Sequence[Member]) -> Rows:
    rows = (
        (str(n), m.person.name, _relation(m), sex(m.person), day(m.person.birth), number(m.person))
        for n, m in enumerate(here, 1)
    )
    columns = (
        Column(Text("编次"), 0.6),
        Column(Text("姓名"), 1.8),
        Column(Text("与户主关系"), 1.2),
        Column(Text("性别"), 0.6),
        Column(Text("出生日期"), 1.6),
        Column(Text("公民身份号码"), 2.2),
    )
    return Rows(columns, tuple(rows), title=Text("本户成员"))


def _left(left: Iterable[Member]) -> Rows:
    """何时何因迁往何地, 何时何因注销户口."""
    columns = (
        Column(Text("姓名"), 1.4),
        Column(Text("与户主关系"), 1),
        Column(Text("公民身份号码"), 2.2),
        Column(Text("何时"), 1.6),
        Column(Text("何因"), 1.2),
        Column(Text("迁往何地"), 2),
    )
    rows = (
        (
            m.person.name,
            _relation(m),
            number(m.person),
            day(m.resident.until),
            show(RESIDENTS["end_reason"].kind, m.resident.end_reason),
            m.resident.moved_to or "",
        )
        for m in left
    )
    return Rows(columns, tuple(rows), title=Text("已迁出、注销人员"))


def _relation(member: Member) -> str:
    kind = RESIDENTS["relation_to_head"].kind
    return str(show(kind, member.resident.relation_to_head))


def _member(gathering: Gathering, n: int, member: Member) -> Grid:
    person, resident = member.person, member.resident
    place = gathering.one(Place, PLACES, resident.place_id)
    rows = (
        (*cells(PEOPLE, person, "name", "sex"), *cells(RESIDENTS, resident, "relation_to_head")),
        cells(PEOPLE, person, "former_name", "ethnicity", "birth"),
        cells(PEOPLE, person, "id_number", "blood_type", id_number=2),
        (
            Cell(PEOPLE["guardian_id"].label, _guardian(gathering, person)),
            *cells(PEOPLE, person, "guardian_relation", "height_cm"),
        ),
        cells(PEOPLE, person, "birthplace", "native_place", native_place=2),
        (Cell(Text("住址"), place.line or "", span=3),),
        (Cell(Text("本市（县）其他住址"), "；".join(_others(gathering, resident)), span=3),),
        cells(PEOPLE, person, "education", "marital", "military"),
        cells(PEOPLE, person, "occupation", "employer", employer=2),
        (Cell(Text("何时由何地迁来本市（县）"), day(resident.arrived_on), span=3),),
        (Cell(Text("何时由何地迁来本址"), _came(resident), span=3),),
        (Cell(Text("登记事项变更和更正记载"), span=3, lines=2, by_hand=True),),
    )
    return Grid(3, rows, title=Text("第{n}人　{name}", (("n", n), ("name", person.name))))


def _came(resident: Resident) -> str:
    """Both, or the one that is known; struck where neither is."""
    since = day(resident.since)
    return f"{since}由{resident.moved_from}迁来" if resident.moved_from else since


def _guardian(gathering: Gathering, person: Person) -> str:
    if person.guardian_id is None:
        return ""
    return gathering.one(Person, PEOPLE, person.guardian_id).name


def _others(gathering: Gathering, resident: Resident) -> Iterator[str]:
    """Where else this person lives at the same time."""
    query = select(Resident).where(
        Resident.person_id == resident.person_id,
        Resident.id != resident.id,
        Resident.until.is_(None),
        Resident.withdrawn_at.is_(None),
    )
    for other in gathering.view.all(query.order_by(Resident.row)):
        gathering.saw(RESIDENTS, [other])
        yield gathering.one(Place, PLACES, other.place_id).line or ""


def _signed() -> Grid:
    labels = (Text("申报人签章"), Text("承办人签章"), Text("登记日期"))
    return Grid(3, (tuple(Cell(label, by_hand=True) for label in labels),), title=Text("签章"))


def _note(gathering: Gathering) -> Notice:
    if (order := standing.order(gathering.view)) is None:
        return INSIDE
    said = (("issuer", order.issuer), ("number", order.number), ("day", day(order.day)))
    return Notice(Text("本表依本所登记打印。独立使用依据：{issuer}{number}（{day}）。", said))


INSIDE = Notice(
    Text("本表依本所登记打印，供内部查阅核对，不作户籍证明；户口登记事项以户口登记机关的登记为准。")
)

HOUSEHOLD_FORMS = (Printable(form=FORM, fill=fill),)
