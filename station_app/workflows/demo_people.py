"""People, families and addresses that nobody has.

Division 339901 is nobody's; telephones are 1990000xxxx. The same chance gives the same people.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from station_app.identity.numbers import check_digit

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


Household = list[tuple[dict[str, Any], dict[str, Any]]]  # person, residence without its person


def households(source: Invented, people: int, homes: list[UUID]) -> Iterator[list[Household]]:
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
