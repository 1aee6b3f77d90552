"""Papers of a house to let: its registration, the landlord's letter, the list of its tenants."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from station_app.access.roles import POLICE
from station_app.core.errors import Absent
from station_app.core.show import show
from station_app.core.texts import Shown, Text, _
from station_app.housing.records import STATE_LAND, House
from station_app.housing.register import HOUSING
from station_app.people.forms import number, phones, sex
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
    Paragraph,
    Rows,
    Signatures,
)
from station_app.storage import references
from station_app.tenancies import service as tenancies
from station_app.tenancies.records import Tenancy
from station_app.tenancies.register import TENANCIES

LANDLORD, KEEPER = Text("出租人"), Text("代管人")
OUR_FILE = Text("本所存档")


@dataclass(frozen=True, slots=True)
class Let:
    """A house with all that its papers show."""

    house: House
    line: str
    landlord: Person | None
    keeper: Person | None
    tenants: Sequence[tuple[Tenancy, Person]]  # who rents or lives there now, the earliest first

    @property
    def landlord_name(self) -> str:
        return self.landlord.name if self.landlord else self.house.landlord_unit or ""

    @property
    def keeper_name(self) -> str:
        return self.keeper.name if self.keeper else self.house.keeper_unit or ""


def let_of(gathering: Gathering, id: UUID) -> Let:
    """Of a house itself, of a tenancy in it, or of its address. Raises Absent."""
    view = gathering.view
    of_tenancy = view.all(select(Tenancy.house_id).where(Tenancy.id == id))
    family = references.family(view.session, id)
    of_place = select(House.id).where(House.place_id.in_(family), House.withdrawn_at.is_(None))
    found = [*of_tenancy, *view.all(of_place), id][0]
    if not view.all(select(House.id).where(House.id == found)):
        raise Absent(_("没有这处出租房屋，不能打印这种表格"))
    house = gathering.one(House, HOUSING, found)
    running = tenancies.of_houses(view, [house.id])
    gathering.saw(TENANCIES, running)
    asked = [one.person_id for one in running]
    asked += [id for id in (house.landlord_id, house.keeper_id) if id]
    people = gathering.each(Person, PEOPLE, asked)
    return Let(
        house,
        gathering.one(Place, PLACES, house.place_id).line or "",
        people.get(house.landlord_id) if house.landlord_id else None,
        people.get(house.keeper_id) if house.keeper_id else None,
        [(one, people[one.person_id]) for one in running],
    )


def registration(gathering: Gathering, id: UUID) -> Filled:
    """出租房屋登记表 (租赁房屋治安管理规定 6; who rents there, 7)."""
    let = let_of(gathering, id)
    house = let.house
    grid = Grid(
        3,
        (
            (Cell(HOUSING["place_id"].label, let.line, span=3),),
            *_whose(LANDLORD, let.landlord_name, let.landlord),
            *_whose(KEEPER, let.keeper_name, let.keeper),
            (
                Cell(HOUSING["land"].label, _land(house)),
                *cells(HOUSING, house, "building_use", "structure"),
            ),
            cells(HOUSING, house, "storeys", "area", "rooms"),
            cells(HOUSING, house, "beds", "letting_way", "let_from"),
            cells(HOUSING, house, "letter_signed_on", "filing_number", "filed_on"),
            cells(HOUSING, house, "grade", "grade_reason", grade_reason=2),
            (Cell(HOUSING["remarks"].label, house.remarks, span=3, lines=2),),
        ),
        label=26,
    )
    return Filled(
        house.id,
        (grid, _tenants(let, least=6), Signatures((LANDLORD, Text("登记人"), Text("审核人")))),
    )


def _whose(role: Text, name: str, person: Person | None) -> tuple[tuple[Cell, ...], ...]:
    """A person with his number, telephone and hukou; of a unit its name alone."""
    held, called = (number(person), phones(person)) if person else ("", "")
    home = person.hukou_address or "" if person else ""
    return (
        (Cell(role, name), Cell(Text("证件号码"), held, span=2)),
        (Cell(Text("联系电话"), called), Cell(PEOPLE["hukou_address"].label, home, span=2)),
    )


def _tenants(let: Let, *, least: int) -> Rows:
    columns = (
        Column(Text("姓名"), 18),
        Column(Text("性别"), 10),
        Column(Text("证件号码"), 37),
        Column(Text("户籍地址"), 41),
        Column(Text("租住身份"), 21),
        Column(Text("入住日期"), 29),
    )
    rows = (
        (
            person.name,
            sex(person),
            number(person),
            person.hukou_address or person.native_place or "",
            _role(one),
            day(one.since),
        )
        for one, person in let.tenants
    )
    return Rows(columns, tuple(rows), least=least, title=Text("承租人、实际居住人"))


def _role(tenancy: Tenancy) -> Shown:
    return show(TENANCIES["role"].kind, tenancy.role)


def letter(gathering: Gathering, id: UUID) -> Filled:
    """治安责任保证书 (租赁房屋治安管理规定 6, 7); by the land the house stands on.

    住房租赁条例 holds on state-owned land only (2): nothing of it is promised for a village house,
    nor where nobody has said what land it is.
    """
    let = let_of(gathering, id)
    station = gathering.view.station
    whose = Grid(
        3,
        (
            *_whose(LANDLORD, let.landlord_name, let.landlord),
            (Cell(HOUSING["place_id"].label, let.line, span=3),),
        ),
    )
    promised: list[Block] = [Paragraph(text) for text in _promises(let.house)]
    bound = Text(
        "以上各项如有违反，愿依照《中华人民共和国治安管理处罚法》第六十八条等规定承担法律责任。"
    )
    return Filled(
        let.house.id,
        (
            Paragraph(_("{station}：", station=station), indent=""),
            whose,
            Paragraph(Text("本人（本单位）出租上述房屋用于居住，保证做到：")),
            *promised,
            Paragraph(bound),
            Signatures((Text("保证人（出租人）"), Text("经办民警"))),
            Notice(Text("变更出租人的，由新出租人重新签订。")),
        ),
    )


def _land(house: House) -> Shown:
    return show(HOUSING["land"].kind, house.land) or Text("未确定")


def _promises(house: House) -> Iterator[Text]:
    """Numbered: what the law asks of whoever lets a house."""
    said = [
        "不向没有有效身份证件、拒绝核对身份的人出租房屋。",
        "如实登记承租人和实际居住人的姓名、证件种类和号码，按规定报送公安派出所；"
        "人员变动或者终止租赁的，及时报告。",
        "发现承租人、实际居住人有违法犯罪活动或者嫌疑的，及时向公安机关报告。",
        "房屋建筑、消防设备、出入口和通道符合安全要求，不出租危险、违章建筑；"
        "经常检查，发现隐患及时消除。",
    ]
    if house.land == STATE_LAND:  # 住房租赁条例 7(2), 9(3)
        said += [
            "厨房、卫生间、阳台、过道、地下储藏室、车库不单独出租用于居住；"
            "每间居住人数和人均面积不违反当地标准。",
            "未经承租人同意，不擅自进入租赁房屋。",
        ]
    said.append("房屋停止出租的，及时到公安派出所办理注销登记。")
    for at, text in enumerate(said):
        yield Text(f"{'一二三四五六七'[at]}、{text}")


def roll(gathering: Gathering, id: UUID) -> Filled:
    """承租人名册: everybody who rents or lives there now."""
    let = let_of(gathering, id)
    head = Grid(
        3,
        (
            (Cell(HOUSING["place_id"].label, let.line, span=3),),
            (
                Cell(LANDLORD, let.landlord_name),
                Cell(Text("联系电话"), phones(let.landlord) if let.landlord else ""),
                Cell(Text("在租人数"), _("{n} 人", n=len(let.tenants))),
            ),
        ),
    )
    open_ended = Notice(Text("租期未写截止日期的，为长期（未约定期限）。"))
    return Filled(let.house.id, (head, _everybody(let), open_ended))


def _everybody(let: Let) -> Rows:
    columns = (
        Column(Text("序号"), 9),
        Column(Text("姓名"), 17),
        Column(Text("性别"), 10),
        Column(Text("证件号码"), 36),
        Column(Text("身份、房间"), 26),
        Column(Text("租期"), 33),
        Column(Text("联系电话"), 25),
    )
    rows = (
        (
            str(n),
            person.name,
            sex(person),
            number(person),
            _("{role}　{room}", role=_role(one), room=one.room) if one.room else _role(one),
            _term(one),
            phones(person),
        )
        for n, (one, person) in enumerate(let.tenants, 1)
    )
    return Rows(columns, tuple(rows), least=10)


def _term(tenancy: Tenancy) -> Shown:
    if tenancy.expected_until is None:
        return _("{since}起", since=day(tenancy.since)) if tenancy.since else ""
    return _("{since}至{until}", since=day(tenancy.since), until=day(tenancy.expected_until))


FORMS = (
    Printable(
        form=Form("rental_house_form", Text("出租房屋登记表"), "housing"),
        fill=registration,
        roles=POLICE,
    ),
    Printable(
        form=Form(
            "responsibility_letter",
            Text("治安责任保证书"),
            "housing",
            keepers=(OUR_FILE, LANDLORD),
        ),
        fill=letter,
        roles=POLICE,
    ),
    Printable(
        form=Form("tenant_roll", Text("承租人名册"), "housing", marks=(INTERNAL,)),
        fill=roll,
        roles=POLICE,
    ),
)
