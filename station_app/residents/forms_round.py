"""Lists to carry: a visit to a home, who lives in a building, a round through it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID

from station_app.access.roles import OFFICERS
from station_app.core.show import show
from station_app.core.texts import Shown, Text
from station_app.people.forms import number, phones, sex, shortened
from station_app.people.records import Person
from station_app.places.records import Place
from station_app.places.register import PLACES
from station_app.printing.forms import Filled, Gathering, Printable, cells, day
from station_app.printing.parts import (
    Cell,
    Column,
    Form,
    Grid,
    Notice,
    Rows,
    Signatures,
)
from station_app.residents import forms_find as find
from station_app.residents.register import RESIDENTS
from station_app.residents.service import Member

BLANK_LINES = 4  # for people who are not registered yet


def household_visit_form(gathering: Gathering, id: UUID) -> Filled:
    """入户走访登记表: one dwelling, with who is registered there, to be completed at the door."""
    place = find.home(gathering, id)
    living = find.living_at(gathering, [place.id])[place.id]
    swept = find.last_swept(gathering, [place.id]).get(place.id)
    head = Grid(
        3,
        (
            (Cell(PLACES["line"].label, place.line or "", span=3),),
            (*cells(PLACES, place, "use", "nature"), Cell(Text("最近核查"), day(swept))),
            (
                Cell(Text("登记人数"), str(len(living))),
                Cell(Text("走访时间"), span=2, by_hand=True),
            ),
        ),
    )
    columns = (
        Column(Text("姓名"), 1.4, by_hand=True),
        Column(Text("与户主关系"), 1, by_hand=True),
        Column(Text("性别"), 0.6, by_hand=True),
        Column(Text("身份号码（证件）"), 2, by_hand=True),
        Column(Text("电话"), 1.6, by_hand=True),
        Column(Text("核对情况"), 1.4, by_hand=True),
    )
    rows = (
        (m.person.name, _relation(m), sex(m.person), number(m.person), _by_line(m.person), "")
        for m in living
    )
    filled = Rows(
        columns, (*rows, *[("",) * 6] * BLANK_LINES), title=Text("居住人员（空行填写新增人员）")
    )
    labels = (
        "用火用电用气安全",
        "门窗防盗及技防",
        "出租、转租情况",
        "诉求、建议和矛盾纠纷",
        "宣传告知事项",
        "备注",
    )
    found = Grid(
        1,
        tuple((Cell(Text(label), lines=2, by_hand=True),) for label in labels),
        label=36,
        title=Text("走访情况"),
    )
    signed = Signatures((Text("走访民警"), Text("协助人员"), Text("被走访人")))
    return Filled(place.id, (head, filled, found, signed))


def building_list(gathering: Gathering, id: UUID) -> Filled:
    """楼栋人员清单. Numbers are shortened: a list that may be lost tells no more than it must."""
    building = find.building(gathering, id)
    columns = (
        Column(Text("户室"), 1.3),
        Column(Text("居住情况"), 0.9),
        Column(Text("姓名"), 1.6),
        Column(Text("与户主关系"), 1.1),
        Column(Text("性别"), 0.6),
        Column(Text("身份号码（证件）"), 2),
        Column(Text("居住类别"), 1.5),
    )
    rows = (
        (
            _door(room),
            show(PLACES["use"].kind, room.use),
            *(
                (
                    member.person.name,
                    _relation(member),
                    sex(member.person),
                    shortened(member.person),
                    _class(member),
                )
                if member
                else ("",) * 5
            ),
        )
        for room, member in _lines(building)
    )
    return Filled(building.place.id, (_house(building), Rows(columns, tuple(rows)), KEEP))


def sweep_list(gathering: Gathering, id: UUID) -> Filled:
    """核查走访清单: one line a person, the outcome as the one figure that is typed afterwards."""
    building = find.building(gathering, id)
    swept = find.last_swept(gathering, [room.id for room, _living in building.rooms])
    columns = (
        Column(Text("户室"), 1.7, by_hand=True),
        Column(Text("姓名"), 1.5, by_hand=True),
        Column(Text("性别"), 0.6, by_hand=True),
        Column(Text("身份号码（证件）"), 2.4, by_hand=True),
        Column(Text("上次核查"), 1.7, by_hand=True),
        Column(Text("结果"), 0.6, by_hand=True),
        Column(Text("备注"), 1.4, by_hand=True),
    )
    rows: list[tuple[Shown, ...]] = [
        (
            _door(room),
            member.person.name if member else Text("无人登记"),
            sex(member.person) if member else "",
            shortened(member.person) if member else "",
            day(swept.get(room.id)) or Text("未核查"),
            "",
            "",
        )
        for room, member in _lines(building)
    ]
    key = Notice(
        Text(
            "结果填一个数字：0 无变化　1 新增（填空行）　2 已搬离　3 发现问题（写明）；"
            "未见本人的留空。"
        )
    )
    table = Rows(columns, (*rows, *[("",) * 7] * BLANK_LINES))
    signed = Signatures((Text("核查人"), Text("协助人员")))
    return Filled(building.place.id, (_house(building), key, table, signed, KEEP))


KEEP = Notice(Text("本清单仅供核查走访使用，不得复印、外传，用后交回销毁。"))


def _house(building: find.Building) -> Grid:
    occupied = sum(bool(living) for _room, living in building.rooms)
    return Grid(
        3,
        (
            (Cell(Text("楼栋地址"), building.place.line or "", span=3),),
            (
                Cell(Text("户室数"), str(len(building.rooms))),
                Cell(Text("有人居住"), str(occupied)),
                Cell(Text("登记人数"), str(building.people)),
            ),
        ),
    )


def _lines(building: find.Building) -> Iterator[tuple[Place, Member | None]]:
    for room, living in building.rooms:
        yield from ((room, member) for member in living or (None,))


def _door(room: Place) -> str:
    return room.tail or room.line or ""


def _by_line(person: Person) -> str:
    return str(phones(person)).replace("；", "\n")


def _relation(member: Member) -> Shown:
    return show(RESIDENTS["relation_to_head"].kind, member.resident.relation_to_head)


def _class(member: Member) -> str:
    """常住（人户一致） in short."""
    label = str(show(RESIDENTS["resident_class"].kind, member.resident.resident_class))
    return label.partition("（")[0]


def _form(name: str, title: str) -> Form:
    return Form(name, Text(title), "places")


VISIT = _form("household_visit_form", "入户走访登记表")
BUILDING, SWEEP = _form("building_list", "楼栋人员清单"), _form("sweep_list", "核查走访清单")

LISTS: Sequence[Printable] = (
    Printable(form=VISIT, fill=household_visit_form),
    Printable(form=BUILDING, fill=building_list, roles=OFFICERS, own_beat=True),
    Printable(form=SWEEP, fill=sweep_list, roles=OFFICERS, own_beat=True),
)
