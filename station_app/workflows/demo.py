"""A station of invented people for practice: households, moves, permits, foreigners, histories.

Division 339901 is nobody's; telephones are 1990000xxxx. The same seed gives the same station.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from station_app.access import action
from station_app.access.act import Act
from station_app.access.desk import Desk
from station_app.access.purposes import Purpose
from station_app.access.records import anchors
from station_app.access.service import service
from station_app.calls.register import CALLS
from station_app.core.errors import Refused
from station_app.core.texts import _
from station_app.corrections.register import CORRECTIONS
from station_app.hazards.register import HAZARDS
from station_app.housing.register import HOUSING
from station_app.identity.numbers import check_digit
from station_app.inspections.register import INSPECTIONS
from station_app.people.records import Person
from station_app.people.register import PEOPLE
from station_app.places import service as places
from station_app.places.register import PLACES
from station_app.residents.actions import ACTIONS
from station_app.residents.register import RESIDENTS
from station_app.storage.pages import Query
from station_app.tenancies.register import TENANCIES
from station_app.workflows.demo_calls import take_calls
from station_app.workflows.demo_checks import check_houses
from station_app.workflows.demo_corrections import WORKER, Lives, lives_here, supervise
from station_app.workflows.demo_houses import let_houses
from station_app.workflows.demo_moving import move

SURNAMES: tuple[str, ...] = (
    *"赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻苏潘葛范彭郎",
    *"鲁韦马苗方俞任袁柳单仇解区查曾盖朴",
    "欧阳",
    "上官",
    "诸葛",
    "尉迟",
)
GIVEN = (
    *"伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰建国文博子涵雨桐浩宇欣怡梓晨",
    *"志宏春梅海燕永福立群一帆思远",
)
RARE = ("𬭎", "𠅤", "𡋾", "㛃", "𪚥", "𫖯", "𬀩", "𮧵")  # extensions A to F: names people bear
STREETS = ("新丰街", "石桥路", "清水巷", "河湾一路", "解放东路", "柳林南路", "文化路")
VILLAGES = ("东门社区", "清水社区", "石桥村", "新丰村")
WORK = ("务农", "工人", "教师", "个体经营", "司机")
MAN, WOMAN = "1", "2"
SPOUSE = {MAN: "11", WOMAN: "12"}  # 与户主关系 by sex
ONLY_CHILD = {MAN: "21", WOMAN: "31"}
CHILDREN = {MAN: ("22", "23"), WOMAN: ("32", "33")}  # the eldest first
PARENT = {MAN: "51", WOMAN: "52"}
CHUNK = 40  # households an act


@dataclass(slots=True)
class Invented:
    """A source of people and addresses that nobody has."""

    chance: random.Random
    today: date
    given_out: set[str]

    def person(self, age: int, sex: str = "", surname: str = "") -> dict[str, Any]:
        sex = sex or self.chance.choice((MAN, WOMAN))
        found: dict[str, Any] = {
            "name": (surname or self.surname()) + self.given(),
            "id_number": self.number(age, sex),
            "ethnicity": "01",
        }
        if work := self.work(age):
            found["occupation"] = work
        if age >= 12 and self.chance.random() < 0.8:
            found["phone"] = [{"number": f"1990000{self.chance.randrange(10_000):04}"}]
        return found

    def surname(self) -> str:
        return self.chance.choice(SURNAMES)

    def work(self, age: int) -> str:
        if age < 20:
            return "学生" if age > 5 else ""
        return "退休" if age > 60 else self.chance.choice(WORK)

    def given(self) -> str:
        if self.chance.random() < 0.03:
            return self.chance.choice(RARE)
        return "".join(self.chance.choices(GIVEN, k=self.chance.choice((1, 2, 2))))

    def number(self, age: int, sex: str) -> str:
        while True:
            birth = self.today - timedelta(days=age * 365 + self.chance.randrange(365))
            sequence = self.chance.randrange(500) * 2 + (sex == MAN)
            first = f"339901{birth:%Y%m%d}{sequence:03}"
            number = first + check_digit(first)
            if number not in self.given_out:
                self.given_out.add(number)
                return number

    def buildings(self, n: int) -> list[str]:
        """Addresses of dwelling houses, each different."""
        found: dict[str, None] = {}
        while len(found) < n:
            street, village = self.chance.choice(STREETS), self.chance.choice(VILLAGES)
            line = f"演示县{village}{street}{self.chance.randrange(1, 260)}号"
            found[line + f"{self.chance.randrange(1, 12)}栋"] = None
        return list(found)


def fill(
    desk: Desk,
    *,
    people: int = 300,
    seed: int = 1,
    progress: Callable[[int, int], None] = lambda done, all_of_it: None,
) -> dict[str, int]:
    """Fill a training home; answers counts by register. Raises Refused in a real home."""
    if not desk.training:
        raise Refused(_("演示数据只能放进演练库"))
    source = Invented(random.Random(f"station {seed}"), desk.today, set())  # noqa: S311
    buildings = source.buildings(max(2, people // 60))
    with desk.act("fill-demo") as act:
        homes = _build(act, buildings)
    source.chance.shuffle(homes)
    if desk.role == WORKER:
        with desk.act("fill-demo") as act:
            lives = _newcomers(act, source, people, homes)
        supervised = supervise(desk, source.chance, lives)
        move(desk, [one[0] for one in lives])
        return _counts(desk) | {CORRECTIONS.name: supervised}
    living = list[UUID]()
    for at, households in enumerate(_households(source, people, homes)):
        with desk.act("fill-demo") as act:
            living += _move_in(act, households, at * CHUNK)
        progress(min(len(living), people), people)
    _histories(desk, source, living)
    let_houses(desk, source.chance)
    check_houses(desk, source.chance)
    take_calls(desk, random.Random(f"calls {seed}"))  # noqa: S311
    lives = lives_here(desk)
    supervised = supervise(desk, source.chance, lives)
    move(desk, [one[0] for one in lives])
    return _counts(desk) | {CORRECTIONS.name: supervised}


@service(right="fill-demo", audit="demo filled")
def _build(act: Act, lines: list[str]) -> list[UUID]:
    """The dwellings of some new buildings, beat by beat."""
    homes: list[UUID] = []
    ids = places.settle(act, lines)
    for at, line in enumerate(lines):
        building = act.load(PLACES, ids[line])
        beat = f"第{'一二三'[at % 3]}警务区"
        act.amend(PLACES, building.id, {"beat": beat}, revision=building.revision)
        size = {"units": 2, "floors": 6, "rooms": 2, "first_floor": None}
        homes += places.generate(act, building.id, size)
    if not homes:
        raise Refused(_("这些演示数据已经放进来了，请换一个 --seed"))
    return homes


@service(right="fill-demo", audit="demo filled")
def _newcomers(act: Act, source: Invented, people: int, homes: list[UUID]) -> list[Lives]:
    """In a home that keeps no residents: people, and where each lives."""
    ages = [16, 17] + [source.chance.randrange(20, 66) for _n in range(people)]
    filed = act.file_all(PEOPLE, [source.person(age) for age in ages[:people]])
    found = []
    for n, one in enumerate(filed):
        assert isinstance(one, Person)  # noqa: S101  so say the two types
        assert one.birth  # noqa: S101  its number says when
        found.append((one.id, homes[n % len(homes)], one.sex or "", one.birth))
    return found


Household = list[tuple[dict[str, Any], dict[str, Any]]]  # person, residence without its person


def _households(source: Invented, people: int, homes: list[UUID]) -> Iterator[list[Household]]:
    chance, made, chunk = source.chance, 0, list[Household]()
    while made < people:
        home = homes[(made // 2) % len(homes)]
        size = min(chance.choice((1, 2, 3, 3, 4)), people - made)
        household = _household(source, home, size)
        chunk.append(household)
        made += len(household)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    yield chunk


def _household(source: Invented, home: UUID, size: int) -> Household:
    chance, roll = source.chance, source.chance.random()
    since = source.today - timedelta(days=chance.randrange(5, 4000))
    if roll < 0.03:
        return [(_foreigner(source), _lodging(source, home))]
    if roll < 0.3:
        return [(source.person(chance.randrange(20, 70)), _floating(source, home))]
    line = {"place_id": home, "resident_class": "1", "household_type": "1"}
    return [
        (person, line | {"relation_to_head": relation, "since": max(since, _birth(person))})
        for relation, person in _family(source, size)
    ]


def _birth(person: Mapping[str, Any]) -> date:
    return date.fromisoformat(person["id_number"][6:14])


Member = tuple[str, dict[str, Any]]  # relation to the head, person


def _family(source: Invented, size: int) -> list[Member]:
    """A head; a spouse; up to two children of the man's name, or one and a parent of the head."""
    chance = source.chance
    age, sex, surname = chance.randrange(27, 70), chance.choice((MAN, WOMAN)), source.surname()
    other = WOMAN if sex == MAN else MAN
    found = [("02", source.person(age, sex, surname))]
    if size == 1:
        return found
    theirs = source.surname()
    found.append((SPOUSE[other], source.person(age + chance.randrange(-3, 4), other, theirs)))
    parent = size == 4 and age < 62 and chance.random() < 0.3
    children = max(0, size - 2 - parent)
    found += _children(source, children, age, surname if sex == MAN else theirs)
    if parent:
        elder = chance.choice((MAN, WOMAN))
        name = surname if elder == MAN else ""
        found.append((PARENT[elder], source.person(age + chance.randrange(21, 30), elder, name)))
    return found


def _children(source: Invented, n: int, age: int, surname: str) -> Iterator[Member]:
    """The eldest first; `age` is that of the parents, three years more or less."""
    chance = source.chance
    ages = sorted(chance.sample(range(1, age - 22, 2), n), reverse=True)
    names = {sex: list(of) for sex, of in (CHILDREN if n > 1 else {}).items()}
    for one in ages:
        sex = chance.choice((MAN, WOMAN))
        relation = names[sex].pop(0) if names else ONLY_CHILD[sex]
        yield relation, source.person(one, sex, surname)


def _floating(source: Invented, home: UUID) -> dict[str, Any]:
    arrived = source.today - timedelta(days=source.chance.randrange(0, 500))
    stay: dict[str, Any] = {
        "place_id": home,
        "resident_class": "4",
        "arrived_on": arrived,
        "since": arrived,
        "stay_reason": source.chance.choice(("01", "03", "06", "09")),
    }
    if source.chance.random() < 0.8:
        stay["registered_on"] = min(arrived + timedelta(days=2), source.today)
    if source.chance.random() < 0.5:
        stay["expected_leave"] = arrived + timedelta(days=source.chance.randrange(90, 720))
    return stay


def _foreigner(source: Invented) -> dict[str, Any]:
    number = f"E{source.chance.randrange(10_000_000, 99_999_999)}"
    return {
        "name": source.chance.choice(("ANNA EXAMPLE", "JOHN SAMPLE", "MARIE MODELE")),
        "documents": [{"type": "414", "number": number, "until": "2030-01-01"}],
        "sex": source.chance.choice("12"),
        "birth": date(1990, 1, 1) + timedelta(days=source.chance.randrange(4000)),
    }


def _lodging(source: Invented, home: UUID) -> dict[str, Any]:
    since = source.today - timedelta(days=source.chance.randrange(0, 20))
    return {
        "place_id": home,
        "resident_class": "5",
        "abroad_kind": "foreigner",
        "since": since,
        "visa_until": source.today + timedelta(days=source.chance.randrange(10, 300)),
    }


@service(right="fill-demo", audit="demo filled")
def _move_in(act: Act, households: list[Household], first: int) -> list[UUID]:
    people = [person for household in households for person, _residence in household]
    ids = iter([record.id for record in act.file_all(PEOPLE, people)])
    drafts = []
    for at, household in enumerate(households):
        number = f"Y{first + at + 1:06}"
        for _person, residence in household:
            drafts.append(residence | {"person_id": next(ids), "household": number})
    return [record.id for record in act.file_all(RESIDENTS, drafts)]


def _histories(desk: Desk, source: Invented, living: list[UUID]) -> None:
    """Some have left, some have moved or asked for a permit: through the acts themselves."""
    purpose = Purpose("TASK", "演练")
    some = source.chance.sample(living, k=min(len(living), max(4, len(living) // 30)))
    acts: tuple[tuple[str, Mapping[str, Any]], ...] = (
        ("move_out", {"moved_to": "演示县石桥村"}),
        ("move_within", {"address": "演示县清水社区文化路8号1栋1单元101室"}),
        ("extend_stay", {"expected_leave": "+90"}),
    )
    for at, id in enumerate(some):
        name, typed = acts[at % len(acts)]
        action.perform(desk, ACTIONS, name, id, typed, purpose)


def _counts(desk: Desk) -> dict[str, int]:
    found = {}
    for register in (PEOPLE, PLACES, RESIDENTS, HOUSING, TENANCIES, INSPECTIONS, HAZARDS, CALLS):
        if desk.may(right := f"list:{register.name}"):
            with desk.view(right) as view:
                found[register.name] = anchors(view, register, Query())[1]
    return found
