"""Two records, one person? Planted pairs are found, strangers and families are left alone."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import pytest

from station_app.identity.likeness import (
    WEIGHTS,
    Facets,
    Reason,
    characters_alike,
    compare,
)
from station_app.identity.names import readings, syllables
from station_app.identity.numbers import check_digit

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗曾单"
GIVEN = (
    "伟芳娜秀敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华文辉建国玉梅红志春荣海燕波飞鹏斌宇浩"
    "凯健俊帆雪倩云峰林欣然子轩梓涵晨曦婷怡佳琪思雨诗博睿泽瑞嘉豪晓东小龙永成德胜清青玲铃"
)
ALIKE = tuple(map(tuple, ("玲铃", "晴睛", "末未", "士土", "日曰", "己已", "俊峻", "辛幸", "冶治")))
PAIRS_OF_A_KIND = 300
STRANGERS = 10_000
Planter = Callable[[random.Random, Facets], tuple[Facets, Facets]]


def number_of(rng: random.Random, birth: date, sex: str) -> str:
    sequence = rng.randrange(1, 499) * 2 + (sex == "1")
    first_17 = f"339901{birth:%Y%m%d}{sequence:03}"
    return first_17 + check_digit(first_17)


def somebody(rng: random.Random, family: str = "") -> Facets:
    birth = date(1940, 1, 1) + timedelta(days=rng.randrange(80 * 365))
    sex = rng.choice("12")
    name = (family or rng.choice(SURNAMES)) + "".join(rng.choices(GIVEN, k=rng.choice((1, 2, 2))))
    return Facets(
        name=name,
        readings=readings(name),
        id_number=number_of(rng, birth, sex),
        birth=birth,
        sex=sex,
        phones=(f"1990000{rng.randrange(10_000):04}",),
        address=f"演示县白鹭镇柳溪村{rng.randrange(1, 400)}号",
    )


def named(person: Facets, name: str) -> Facets:
    return replace(person, name=name, readings=readings(name))


def one_digit(rng: random.Random, a: Facets) -> tuple[Facets, Facets]:
    at = rng.randrange(17)
    wrong = rng.choice([d for d in "0123456789" if d != a.id_number[at]])
    return a, replace(a, id_number=a.id_number[:at] + wrong + a.id_number[at + 1 :])


def swapped(rng: random.Random, a: Facets) -> tuple[Facets, Facets]:
    n = a.id_number
    at = rng.choice([i for i in range(17) if n[i] != n[i + 1]])
    return a, replace(a, id_number=n[:at] + n[at + 1] + n[at] + n[at + 2 :], phones=(), address="")


def without_number(rng: random.Random, a: Facets) -> tuple[Facets, Facets]:
    return a, replace(a, id_number="", phones=(), address="")


@cache
def homophones(char: str) -> tuple[str, ...]:
    return tuple(c for c in GIVEN if c != char and syllables(c)[:1] == syllables(char)[:1])


def homophone(rng: random.Random, a: Facets) -> tuple[Facets, Facets]:
    a = named(a, a.name[0] + rng.choice([c for c in GIVEN if homophones(c)]))
    b = named(a, a.name[0] + rng.choice(homophones(a.name[1])))
    return a, replace(b, id_number="", phones=(), address="")


def look_alike(rng: random.Random, a: Facets) -> tuple[Facets, Facets]:
    x, y = rng.choice(ALIKE)
    a = named(a, f"{a.name[0]}{x}{rng.choice(GIVEN)}")
    b = replace(named(a, a.name.replace(x, y)), id_number="", address="")
    return a, replace(b, birth=None) if rng.random() < 0.5 else replace(b, phones=())


def renamed(rng: random.Random, a: Facets) -> tuple[Facets, Facets]:
    new = named(a, somebody(rng, rng.choice(SURNAMES)).name)
    return replace(a, id_number=""), replace(new, former_name=a.name, address="")


def old_number_or_dot(rng: random.Random, a: Facets) -> tuple[Facets, Facets]:
    if rng.random() < 0.5:
        born = replace(a, birth=date(1940, 1, 1) + timedelta(days=rng.randrange(59 * 365)))
        eighteen = number_of(rng, born.birth or date.min, born.sex)
        born = replace(born, id_number=eighteen)
        return born, replace(born, id_number=eighteen[:6] + eighteen[8:17], phones=())
    a = named(a, "买买提·" + a.name[1:])
    plain = named(a, a.name.replace("·", rng.choice(("", " "))))
    return a, replace(plain, id_number="", phones=(), address="")


PLANTERS: list[Planter] = [
    one_digit,
    swapped,
    without_number,
    homophone,
    look_alike,
    renamed,
    old_number_or_dot,
]


@pytest.mark.parametrize("plant", PLANTERS)
def test_of_every_kind_of_planted_pair_nearly_all_are_found(plant: Planter) -> None:
    rng = random.Random(11643)
    pairs = [plant(rng, somebody(rng)) for _ in range(PAIRS_OF_A_KIND)]
    found = sum(compare(a, b).is_probable for a, b in pairs)
    assert found >= 0.95 * PAIRS_OF_A_KIND
    assert all(compare(a, b) == compare(b, a) for a, b in pairs)


def stranger_of(rng: random.Random, a: Facets) -> Facets:
    """Of the same surname; some are family, some lack a number, a few are twins."""
    b = somebody(rng, a.name[0])
    while b.name == a.name and b.birth == a.birth:
        b = somebody(rng, a.name[0])
    if rng.random() < 0.2:
        b = replace(b, address=a.address)
    if rng.random() < 0.1:
        b = replace(b, phones=a.phones)
    if rng.random() < 0.02 and a.birth:
        b = replace(b, birth=a.birth, id_number=number_of(rng, a.birth, b.sex), phones=a.phones)
    return replace(b, id_number="") if rng.random() < 0.3 else b


def test_strangers_of_one_surname_are_hardly_ever_taken_for_one() -> None:
    rng = random.Random(2260)
    people = [somebody(rng) for _ in range(STRANGERS)]
    taken = sum(compare(a, stranger_of(rng, a)).is_probable for a in people)
    assert taken <= 0.03 * STRANGERS


def test_two_sound_numbers_speak_against_all_the_rest() -> None:
    rng = random.Random(1)
    a = somebody(rng)
    other = number_of(rng, a.birth or date.min, a.sex)
    found = compare(a, replace(a, id_number=other))
    assert not found.is_probable
    assert Reason.DIFFERENT_NUMBERS in found.reasons


@pytest.mark.parametrize("other", ["", "王某"])
def test_a_name_not_yet_typed_says_nothing_for_or_against(other: str) -> None:
    number = "339901198001010013"
    typed, known = Facets(name="", id_number=number), Facets(name=other, id_number=number)
    assert compare(typed, known).reasons == (Reason.SAME_NUMBER, Reason.SAME_BIRTH)


def test_twins_without_numbers_are_two_people() -> None:
    rng = random.Random(2)
    a = replace(named(somebody(rng), "李子轩"), id_number="")
    assert not compare(a, named(a, "李梓航")).is_probable


def test_one_number_makes_one_person_whatever_the_name() -> None:
    rng = random.Random(3)
    a = somebody(rng)
    assert compare(a, named(a, "欧阳海")).is_probable


def test_the_score_is_the_sum_of_its_reasons() -> None:
    rng = random.Random(4)
    a, b = homophone(rng, somebody(rng))
    found = compare(a, b)
    assert found.reasons == (Reason.HOMOPHONE_NAME, Reason.SAME_BIRTH)
    assert found.score == WEIGHTS[Reason.HOMOPHONE_NAME] + WEIGHTS[Reason.SAME_BIRTH]
    assert set(WEIGHTS) == set(Reason)


@pytest.mark.parametrize("pair", ["己巳", "末未", "日曰", "士土", "晴睛", "玲铃", "戊戌", "晴清"])
def test_look_alikes_are_known(pair: str) -> None:
    assert characters_alike(*pair)


@pytest.mark.parametrize("pair", ["洪涛", "林松", "明伟", "杨李", "𠀀𠀁"])
def test_a_shared_radical_is_not_enough(pair: str) -> None:
    assert not characters_alike(*pair)
