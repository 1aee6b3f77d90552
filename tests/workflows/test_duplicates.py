"""The finder of entries that may be one person, on a station with many of them."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from station_app.access import records
from station_app.core.errors import Refused
from station_app.identity import numbers
from station_app.identity.likeness import PROBABLE, WEIGHTS, Reason
from station_app.identity.names import syllables
from station_app.people.service import keep_apart, merge
from station_app.registers import REGISTERS
from station_app.workflows.check import check
from station_app.workflows.duplicates import SENTENCES, likely, pairs

PEOPLE = REGISTERS["people"]
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗曾单"
GIVEN = (
    "伟芳娜秀敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华文辉建国玉梅红志春荣海燕波飞鹏斌宇浩"
    "凯健俊帆雪倩云峰林欣然子轩梓涵晨曦婷怡佳琪思雨诗博睿泽瑞嘉豪晓东小龙永成德胜清青玲铃"
)
HOMOPHONES = {
    c: [d for d in GIVEN if d != c and syllables(d)[:1] == syllables(c)[:1]] for c in GIVEN
}
PLANTED = 500
ZHANG = {"name": "张三丰", "birth": date(1980, 1, 1), "phone": [{"number": "19900001234"}]}


def number_of(chance, birth, sex):
    first = f"339901{birth:%Y%m%d}{chance.randrange(1, 499) * 2 + (sex == '1'):03}"
    return first + numbers.check_digit(first)


def somebody(chance, family=""):
    birth, sex = date(1940, 1, 1) + timedelta(days=chance.randrange(80 * 365)), chance.choice("12")
    return {
        "name": (family or chance.choice(SURNAMES)) + "".join(chance.choices(GIVEN, k=2)),
        "id_number": number_of(chance, birth, sex),
        "birth": birth,
        "sex": sex,
        "phone": [{"number": f"199{chance.randrange(10**8):08}"}],
        "hukou_address": f"演示县白鹭镇柳溪村{chance.randrange(400)}号",
    }


def one_digit(chance, a):
    n, at = a["id_number"], chance.randrange(17)
    wrong = chance.choice([d for d in "0123456789" if d != n[at]])
    return {**a, "id_number": n[:at] + wrong + n[at + 1 :], "phone": []}


def swapped(chance, a):
    n = a["id_number"]
    at = chance.choice([i for i in range(17) if n[i] != n[i + 1]])
    return {**a, "id_number": n[:at] + n[at + 1] + n[at] + n[at + 2 :], "phone": []}


def without_number(chance, a):
    return {**a, "id_number": None, "phone": [], "hukou_address": None}


def homophone(chance, a):
    one = chance.choice([c for c in GIVEN if HOMOPHONES[c]])
    a["name"] = a["name"][:2] + one
    other = a["name"][:2] + chance.choice(HOMOPHONES[one])
    return {**a, "name": other, "id_number": None, "phone": []}


def look_alike(chance, a):
    x, y = chance.choice(("玲铃", "晴睛", "末未", "士土", "俊峻", "辛幸", "冶治"))
    a["name"] = a["name"][:2] + x
    return {**a, "name": a["name"][:2] + y, "id_number": None, "hukou_address": None}


def renamed(chance, a):
    new = somebody(chance)["name"]
    return {**a, "name": new, "former_name": a["name"], "id_number": None, "phone": []}


def by_telephone(chance, a):
    return {**a, "id_number": None, "birth": None, "sex": None}


KINDS = (one_digit, swapped, without_number, homophone, look_alike, renamed, by_telephone)


def told(desk, values, **options):
    with desk.view("duplicates") as view:
        return likely(view, values, **options)


def asked(desk, limit=50, before=None):
    with desk.view("duplicate-pairs") as view:
        return pairs(view, limit, before=before)


def plant(desk, chance, strangers):
    """Strangers of a few surnames, and pairs of every kind: [(id of one, values of the other)]."""
    firsts = [somebody(chance) for _ in range(PLANTED)]
    others = [KINDS[at % 7](chance, one) for at, one in enumerate(firsts)]
    with desk.act("file:people") as act:
        filed = records.file_all(act, PEOPLE, firsts)
        crowd = [somebody(chance, chance.choice("王李张")) for _ in range(strangers)]
        records.file_all(act, PEOPLE, crowd)
    return [(record.id, other) for record, other in zip(filed, others, strict=True)]


@pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)
def test_planted_pairs_are_found_and_strangers_left_alone(officer):
    chance = random.Random(11643)
    planted = plant(officer, chance, strangers=1500)
    told_of = [(id, told(officer, other)) for id, other in planted]
    found = [s for id, suspects in told_of for s in suspects if s.id == id]
    assert len(found) >= 0.95 * PLANTED
    assert all(suspect.reasons for suspect in found)
    falsely = sum(suspect.id != id for id, suspects in told_of for suspect in suspects)
    assert falsely <= 0.03 * PLANTED
    assert len(asked(officer, 10_000).found) <= 0.03 * 10_000  # of 370,000 pairs of one surname


@pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)
def test_the_merge_page_is_given_the_planted_pairs(officer):
    planted = plant(officer, random.Random(2260), strangers=0)
    with officer.act("file:people") as act:
        filed = records.file_all(act, PEOPLE, [other for _, other in planted])
    there = {(id, other.id) for (id, _), other in zip(planted, filed, strict=True)}
    answer = asked(officer, 10_000)
    assert answer.before is None
    assert len(there & {pair.ids for pair in answer.found}) >= 0.95 * PLANTED


def test_a_suspect_is_masked_and_says_why(officer, office):
    person = office.person(officer, "张三丰", birth="1980-01-01", phone="19900001234 本人")
    (suspect,) = told(officer, {**ZHANG, "name": "张三峰"})
    assert suspect.id == person.id
    assert suspect.title == "张**"
    assert list(map(str, suspect.reasons)) == ["姓名同音", "出生日期相同", "电话相同"]


@pytest.mark.parametrize("typed", ["339901198001010013", "339901198001010031", "339901800101001"])
def test_a_number_mistyped_once_finds_its_holder(officer, office, typed):
    person = office.person(officer, "张三丰", id_number="339901198001010013")
    assert [s.id for s in told(officer, {"name": "张三丰", "id_number": typed})] == [person.id]


def test_two_people_are_not_asked_about_again(officer, office):
    one = office.person(officer, "张三丰", birth="1980-01-01")
    other = office.person(officer, "张三峰", birth="1980-01-01")
    assert [pair.ids for pair in asked(officer).found] == [(one.id, other.id)]
    office.do(officer, keep_apart, "two-people", one.id, {"other": other.id})
    assert asked(officer).found == []
    assert told(officer, ZHANG, id=one.id) == []
    assert len(told(officer, ZHANG)) == 2


def test_two_people_are_merged_only_after_that_finding_is_taken_back(officer, office, desk_of):
    one, other = (office.person(officer, "张三丰", birth="1980-01-01") for _ in range(2))
    with officer.act("two-people") as act:
        keep_apart(act, one.id, {"other": other.id})
    for kept, gone in ((one, other), (other, one)):
        with pytest.raises(Refused, match=f"先撤销那次认定.*{act.stamp.act_id}"):
            office.do(officer, merge, "merge-people", kept.id, {"other": gone.id})
    with pytest.raises(Refused, match="自己"):
        office.do(desk_of("officer", "other"), records.undo, "undo", act.stamp.act_id)
    office.do(officer, records.undo, "undo", act.stamp.act_id)
    assert len(asked(officer).found) == 1
    office.do(officer, merge, "merge-people", one.id, {"other": other.id})
    assert asked(officer).found == []
    with officer.survey("check") as survey:
        assert check(survey) == []


def test_nor_is_one_of_them_merged_with_whom_the_other_was_merged_into(officer, office):
    one, other, third = (office.person(officer, "张三丰", birth="1980-01-01") for _ in range(3))
    office.do(officer, keep_apart, "two-people", one.id, {"other": other.id})
    office.do(officer, merge, "merge-people", third.id, {"other": other.id})
    with pytest.raises(Refused, match="两个人"):
        office.do(officer, merge, "merge-people", one.id, {"other": third.id})


def test_one_person_is_not_found_to_be_two_before_the_entries_are_apart_again(officer, office):
    one, other = (office.person(officer, "张三丰", birth="1980-01-01") for _ in range(2))
    office.do(officer, merge, "merge-people", one.id, {"other": other.id})
    with pytest.raises(Refused, match="拆分"):
        office.do(officer, keep_apart, "two-people", one.id, {"other": other.id})


def test_merged_and_withdrawn_entries_are_left_out(officer, office):
    kept = office.person(officer, "张三丰", birth="1980-01-01")
    gone = office.person(officer, "张三丰", birth="1980-01-01")
    office.do(officer, merge, "merge-people", kept.id, {"other": gone.id})
    assert asked(officer).found == []
    assert [suspect.id for suspect in told(officer, ZHANG)] == [kept.id]
    office.do(officer, records.withdraw, "withdraw:people", PEOPLE, kept.id, reason="误录")
    assert told(officer, ZHANG) == []


def test_the_pairs_are_gone_through_from_the_newest_on(officer, office, monkeypatch):
    monkeypatch.setattr("station_app.workflows.duplicates.BATCH", 2)
    monkeypatch.setattr("station_app.workflows.duplicates.WALKED", 2)
    for name in ("张三丰", "张三峰", "李四", "王五"):
        office.person(officer, name, birth="1980-01-01")
    first = asked(officer)
    assert (first.found, first.before) == ([], 3)
    second = asked(officer, before=first.before)
    assert (len(second.found), second.before) == (1, None)


def test_without_number_birth_or_telephone_nothing_is_enough():
    """So these three gather all the candidates there can be."""
    names = (Reason.SAME_NAME, Reason.FORMER_NAME, Reason.HOMOPHONE_NAME, Reason.ALIKE_NAME)
    most = max(WEIGHTS[reason] for reason in names) + WEIGHTS[Reason.SAME_ADDRESS]
    assert most < PROBABLE
    assert set(SENTENCES) == set(Reason)


def test_nothing_typed_has_no_double(officer, office):
    office.person(officer)
    assert told(officer, {}) == told(officer, {"name": "张三", "phone": [], "birth": None}) == []
