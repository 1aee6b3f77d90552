"""Papers to carry: the list of a round's houses, and the sheet to fill in at one of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from station_app.access.roles import POLICE
from station_app.core.errors import Refused
from station_app.core.texts import Shown, Text, _
from station_app.hazards.records import Hazard
from station_app.hazards.register import HAZARDS
from station_app.housing import rules as letting
from station_app.housing.records import House
from station_app.housing.register import HOUSING
from station_app.identity import codes
from station_app.inspections.register import INSPECTIONS
from station_app.inspections.rules import rental
from station_app.people.forms import shortened
from station_app.people.records import Person
from station_app.people.register import PEOPLE
from station_app.places.records import Place
from station_app.places.register import PLACES
from station_app.printing.forms import Filled, Gathering, Printable, cells, day
from station_app.printing.parts import (
    Block,
    Cell,
    Column,
    Form,
    Grid,
    Notice,
    Rows,
    Signatures,
)
from station_app.rounds.records import Round
from station_app.rounds.register import ROUNDS
from station_app.workflows.classing import open_hazards
from station_app.workflows.headcount import Registered, registered
from station_app.workflows.house_paper import label
from station_app.workflows.round_walk import Door, read_walk

TOGETHER = 6  # people on one line of the list
BOXES = "□同意\n□不同意\n□无人"
SEEN = "□已改 □部分 □未改"
KEY = (
    "情况栏填项目编号（没有发现问题不填）：{items}。"
    "人员按序号核对，未见到的圈出；在场未登记的写姓名。"
)
KEEP = Notice(Text("本清单仅供检查使用，不得复印、外传，用后交回销毁。"))


def round_list(gathering: Gathering, id: UUID) -> Filled:
    """检查路线清单: a line a house, in the order of walking, with room for what is found.

    Numbers are shortened: a list that may be lost tells no more than it must.
    """
    found = read_walk(gathering, id)
    people = {one.person_id for door in found.doors for one in door.people}
    persons = gathering.each(Person, PEOPLE, people)
    for door in found.doors:
        gathering.saw(HAZARDS, door.due)
    columns = (
        Column(Text("序号"), 0.5, by_hand=True),
        Column(Text("地址和应在人员"), 3.3, by_hand=True),
        Column(Text("待复查隐患"), 2.2, by_hand=True),
        Column(Text("时间"), 0.7, by_hand=True),
        Column(Text("居住人意见"), 1.1, by_hand=True),
        Column(Text("情况"), 1.4, by_hand=True),
    )
    rows = tuple(row for door in found.doors for row in _door(door, persons))
    blocks: tuple[Block, ...] = (
        _head(found.round, len(found.doors)),
        Notice(_key()),
        Rows(columns, rows),
        Signatures((Text("检查人"), Text("检查人"), Text("协助人员"))),
        KEEP,
    )
    return Filled(found.round.id, blocks)


def _head(round: Round, houses: int) -> Grid:
    officers = "、".join(filter(None, (round.inspector, round.second)))
    return Grid(
        3,
        (
            (*cells(ROUNDS, round, "at", at=2), *cells(ROUNDS, round, "kind")),
            (
                Cell(ROUNDS["inspector"].label, officers),
                *cells(ROUNDS, round, "assistants"),
                Cell(Text("户数"), str(houses)),
            ),
        ),
    )


def _key() -> str:
    items = (f"{item.id[1:]} {codes.label('rental_item', item.id)}" for item in rental().faults)
    return KEY.format(items="、".join(items))


def _door(door: Door, persons: Mapping[UUID, Person]) -> Iterator[tuple[Shown, ...]]:
    """Its line; whom it has no room for stand on lines of their own below."""
    names = [
        f"{n} {one.name} {shortened(persons[one.person_id])}"
        for n, one in enumerate(door.people, 1)
    ] or ["无人登记"]
    first = "\n".join((door.line, *names[:TOGETHER]))
    yield (str(door.stop.nth), first, _again(door), "", BOXES, "")
    for at in range(TOGETHER, len(names), TOGETHER):
        yield ("", "\n".join(names[at : at + TOGETHER]), "", "", "", "")


def _again(door: Door) -> str:
    return "\n".join(f"{_told(hazard)}\n{SEEN}" for hazard in door.due)


def _told(hazard: Hazard) -> str:
    until = f"（{day(hazard.deadline)}前改正）" if hazard.deadline else ""
    return f"{hazard.item[1:]} {hazard.description}{until}"


def visit_sheet(gathering: Gathering, id: UUID) -> Filled:
    """出租房屋检查现场记录: one house, with what is known of it, to be written on at the door."""
    house = gathering.one(House, HOUSING, id)
    if not letting.is_let(house):
        raise Refused(_("此房屋已停止出租，不需要检查；重新出租的请先登记"))
    standing = open_hazards(gathering.view, house.id)
    gathering.saw(HAZARDS, standing)
    columns = (
        Column(Text("项目"), 1.4),
        Column(Text("检查内容"), 4),
        Column(Text("发现的问题"), 2.2, by_hand=True),
    )
    items = tuple((f"{i.id[1:]} {label(i.id)}", i.look, "") for i in rental().faults)
    blocks: tuple[Block, ...] = (
        _of_house(gathering, house),
        *_people(gathering, registered(gathering.view, house)),
        *_standing(standing),
        Rows(columns, items),
        Signatures((Text("检查人"), Text("检查人"), Text("出租人"), Text("承租人代表"))),
        KEEP,
    )
    return Filled(house.id, blocks)


def _of_house(gathering: Gathering, house: House) -> Grid:
    place = gathering.one(Place, PLACES, house.place_id)
    landlord = house.landlord_id and gathering.one(Person, PEOPLE, house.landlord_id)
    name = landlord.name if landlord else house.landlord_unit or ""
    told = (Cell(INSPECTIONS[n].label, by_hand=True) for n in ("at", "accompanied_by"))
    return Grid(
        3,
        (
            (Cell(HOUSING["place_id"].label, place.line or "", span=3),),
            (Cell(Text("出租人"), name), *cells(HOUSING, house, "letting_way", "rooms")),
            (
                *told,
                Cell(INSPECTIONS["consent"].label, BOXES.replace("\n", " "), by_hand=True),
            ),
        ),
        label=24,
    )


def _people(gathering: Gathering, known: Sequence[Registered]) -> tuple[Block, ...]:
    persons = gathering.each(Person, PEOPLE, [one.person_id for one in known])
    columns = (
        Column(Text("序号"), 0.5, by_hand=True),
        Column(Text("姓名"), 1.4, by_hand=True),
        Column(Text("身份号码（证件）"), 2.4, by_hand=True),
        Column(Text("核对结果"), 2, by_hand=True),
    )
    rows = tuple(
        (str(n), one.name, shortened(persons[one.person_id]), "□见到 □未见到")
        for n, one in enumerate(known, 1)
    )
    blank = (("", "", "", ""),) * 2
    return (Rows(columns, (*rows, *blank), title=Text("登记人员（空行填写在场未登记的）")),)


def _standing(standing: Sequence[Hazard]) -> tuple[Block, ...]:
    columns = (Column(Text("未销号的隐患"), 4), Column(Text("复查结果"), 2))
    rows = tuple((_told(hazard), SEEN) for hazard in standing)
    return (Rows(columns, rows),) if rows else ()


LIST = Form("round_list", Text("检查路线清单"), ROUNDS.name)
SHEET = Form("visit_sheet", Text("出租房屋检查现场记录"), HOUSING.name)

CARRIED: Sequence[Printable] = (
    Printable(form=LIST, fill=round_list, roles=POLICE, own_beat=True),
    Printable(form=SHEET, fill=visit_sheet, roles=POLICE),
)
