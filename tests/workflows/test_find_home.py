"""The one search box with addresses as they are said at the desk, and with a name beside them."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from station_app.identity import numbers
from station_app.people.records import Person
from station_app.places.records import Place
from station_app.places.service import generate
from station_app.registers import REGISTERS
from station_app.residents.records import Resident
from station_app.residents.service import move_out, register_household
from station_app.storage import dwellers, lookup, search
from station_app.workflows.find import find

PEOPLE, PLACES = REGISTERS["people"], REGISTERS["places"]
EAST = "演示县东门社区"
WANG, FAR, WEI, ZHANG, HIGH, LI, ZHAO, QIAN = DWELLERS = (
    ("王伟", f"{EAST}幸福路12号"),
    ("王伟", f"{EAST}幸福路112号"),
    ("王维", f"{EAST}长安街7号"),
    ("张三", f"{EAST}新丰街101号阳光小区2栋101室"),
    ("张三", f"{EAST}新丰街101号阳光小区2栋1101室"),
    ("李四", f"{EAST}新丰街101号阳光小区2栋501室"),
    ("赵六", f"{EAST}新丰街101号阳光小区12栋3单元101室"),
    ("钱七", f"{EAST}和平路5号安居苑2号楼3单元101室"),
)


@pytest.fixture
def homes(officer, office):
    """Who lives where → the residence."""
    homes = {}
    for n, (name, line) in enumerate(DWELLERS):
        body = f"3399011990010{n + 1}001"
        person = {"name": name, "id_number": body + numbers.check_digit(body)}
        values = (line, [(person, {})])
        (homes[name, line],) = office.do(officer, register_household, "register-household", *values)
    return homes


@pytest.fixture
def who(officer, homes):
    """The people found, each with his address."""

    def who(typed, *, purposeful=True):
        with officer.view("find") as view:
            hits = find(view, typed, purposeful=purposeful).hits
            ids = [hit.id for hit in hits if hit.register == "people"]
            lives = select(Person.name, Place.line).join(Resident, Resident.person_id == Person.id)
            lives = lives.join(Place, Place.id == Resident.place_id).where(Person.id.in_(ids))
            return set(map(tuple, view.rows(lives)))

    return who


@pytest.fixture
def where(officer):
    """The lines of the addresses found."""

    def where(typed):
        with officer.view("find") as view:
            rows = lookup.addresses(view.session, PLACES, typed, 50)
            return {e.values[0] for e in lookup.entries(view.session, PLACES, rows, ("line",))}

    return where


def test_a_name_and_an_address_in_one_line_find_who_lives_there(who):
    for typed in ("王伟 幸福路12号", "幸福路12号 王伟", "王伟 幸福路 12号", "王 幸福路12号"):
        assert who(typed) == {WANG}, typed
    for typed in (
        "张三 2栋 101",
        "张三 阳光小区2栋101室",
        "2栋 101 张三",
        "张三 2-101",
        "张三 2#101",
    ):
        assert who(typed) == {ZHANG}, typed


def test_a_name_as_it_is_spoken_narrows_an_address_as_it_is_spoken(who):
    for typed in (
        "ww xfl12",
        "wangwei 幸福路12号",
        "ww xingfulu 12",
        "xfl 12 wangwei",
        "王伟 xfl12",
    ):
        assert who(typed) == {WANG}, typed
    assert who("ww xfl") == who("wang wei xfl") == {WANG, FAR}
    assert who("zs xinfengjie 2-101") == who("zhang san xfj 2栋101室") == {ZHANG}


def test_every_word_narrows_so_one_that_does_not_fit_finds_nobody(who):
    for typed in (
        "王伟 和平路",
        "张三 3栋 101",
        "孙八 幸福路12号",
        "王伟 2栋",
        "ww hpl",
        "张三 2栋 102",
    ):
        assert who(typed) == set(), typed


def test_nobody_is_found_by_a_home_without_a_purpose_or_once_he_has_left(
    who, officer, office, homes
):
    assert who("王伟 幸福路12号", purposeful=False) == who("幸福路12号", purposeful=False) == set()
    values = {"on": None, "moved_to": None, "reason": None}
    office.do(officer, move_out, "move-out", homes[WANG], values)
    assert who("王伟 幸福路12号") == who("幸福路12号") == set()


def test_a_common_name_and_a_rare_one_meet_an_address_alike(who, monkeypatch):
    """Whichever side is read first, the answer is the same."""
    for few in (0, 1, 64):
        monkeypatch.setattr(dwellers, "FEW", few)
        for most in (2, 300):
            monkeypatch.setattr(dwellers, "MOST", most)
            assert who("王伟 幸福路12号") == who("ww xfl12") == {WANG}, (few, most)


def test_a_number_with_its_sign_is_a_whole_number(where, homes):
    assert where("新丰街 2栋 101室") == where("2栋101室") == {ZHANG[1]}
    assert where("新丰街 101室") == {ZHANG[1], ZHAO[1]}
    assert where("幸福路12号") == where("12号") == {WANG[1]}
    assert where("幸福路 2号") == where("新丰街 1室") == set()
    assert ZHAO[1].removesuffix("3单元101室") not in where("2栋")
    assert where("阳光小区 1101") == {HIGH[1]}
    assert where("和平路 13单元") == set()


def test_a_number_still_being_typed_finds_what_begins_with_it(where, homes):
    assert where("幸福路1") == {WANG[1], FAR[1]}
    assert where("阳光小区2栋 11") == {HIGH[1]}
    assert where("阳光小区 50") == {LI[1]}


def test_an_address_is_found_by_its_pinyin_and_its_initials(where, homes):
    for typed in ("xingfulu", "xfl", "xing fu lu", "XFL", "xingf"):
        assert where(typed) == {WANG[1], FAR[1]}, typed
    for typed in ("xfl12", "xfl 12号", "xingfulu12", "12号 xfl"):
        assert where(typed) == {WANG[1]}, typed
    for typed in ("caj", "zaj", "changanjie", "zhanganjie"):
        assert where(typed) == {WEI[1]}, typed
    assert where("ygxq 2栋 501") == where("ajy 501") | {LI[1]}


def test_a_street_with_ü_is_found_by_either_spelling_alone_and_with_its_number(
    where, officer, office
):
    house = office.file(officer, "places", line=f"{EAST}绿苑路9号")
    for typed in ("lvyuanlu", "luyuanlu", "lüyuanlu", "lyl", "lvyuanlu 9号", "luyuanlu 9号"):
        assert where(typed) == {house.line}, typed


@pytest.mark.parametrize(
    "typed", ["2-3-101", "2栋3单元101", "2#3-101", "2#3单元101室", "2栋3-101", "２－３－１０１"]
)
def test_a_room_is_found_as_building_unit_and_room(where, officer, office, typed):
    house = office.file(officer, "places", line=f"{EAST}幸福路9号锦绣花园2栋")
    other = office.file(officer, "places", line=f"{EAST}幸福路9号锦绣花园12栋")
    values = {"units": 3, "floors": 11, "rooms": 2, "first_floor": 1}
    for building in (house, other):
        office.do(officer, generate, "generate-building", building.id, values)
    assert where(typed) == {f"{EAST}幸福路9号锦绣花园2栋3单元101室"}
    assert where(f"锦绣花园{typed}") == where(f"xfl {typed}") == where(typed)
    assert where(f"{typed} 新丰街") == set()


def test_a_building_written_as_号楼_is_found_by_its_number_alone(where, homes):
    assert where("2-3-101") == where("2#3-101") == where("ajy 2-3-101") == {QIAN[1]}


def test_two_numbers_are_building_and_room_or_where_that_is_nowhere_unit_and_room(where, homes):
    assert where("阳光小区 2-101") == where("2#101") - {QIAN[1]} == {ZHANG[1]}
    assert where("12栋 3-101") == {ZHAO[1]}


def test_a_dwelling_has_no_keys_and_its_building_few(officer, office, ask):
    office.file(officer, "places", line=f"{EAST}幸福路9号锦绣花园2栋")
    before = ask("select count(*) from search_key")
    assert before == len(f"{EAST}幸福路9号锦绣花园2栋") + 4
    office.file(officer, "places", line=f"{EAST}长安街112号")
    more = len(f"{EAST}长安街112号") - 2 + 4  # not within 112, but 长 is read in two ways
    assert ask("select count(*) from search_key") == before + more
    building = office.file(officer, "places", line=f"{EAST}柳林街3号")
    before = ask("select count(*) from search_key")
    values = {"units": 2, "floors": 3, "rooms": 2, "first_floor": 1}
    office.do(officer, generate, "generate-building", building.id, values)
    assert ask("select count(*) from search_key") == before


def test_surnames_are_found_by_their_own_readings(officer, office):
    read = {"单": "shan", "仇": "qiu", "解": "xie", "区": "ou", "查": "zha", "曾": "zeng"}
    people = {char: office.person(officer, f"{char}明") for char in read}
    for char, reading in read.items():
        for typed in (f"{reading}ming", f"{reading[0]}m", char):
            with officer.view("find") as view:
                hits = find(view, typed).hits
            assert people[char].id in {hit.id for hit in hits}, typed


def test_every_statement_of_names_and_homes_goes_by_an_index(store, monkeypatch):
    """On SQLCipher: none of them walks a whole table."""
    asked = []
    for module in (dwellers, lookup, search):
        real = module.ask
        monkeypatch.setattr(
            module, "ask", lambda s, q, *v, real=real: asked.append((q, v)) or real(s, q, *v)
        )
    with store.reading() as session:
        if session.get_bind().dialect.name != "sqlite":
            pytest.skip("PostgreSQL plans by the size of its tables")
        dwellers._living(session, [1, 2], "幸福路 2-3-101")
        dwellers._dwellers(session, [1, 2], ("name",), 50)
        lookup._holding(session, "d", [1], ["101室"], 50)
        lookup._buildings(session, 2, ["幸福路", "2栋"])
        plans = [
            str(session.connection().exec_driver_sql(f"explain query plan {q}", v).fetchall())
            for q, v in asked
        ]
    assert len(plans) == 4
    assert not any(re.search(r"SCAN (?!lines|held)", plan) for plan in plans)  # cut before


def test_a_house_to_let_is_found_where_it_stands_not_where_its_landlord_lives(
    officer, office, homes
):
    let = {}
    for name, line in (LI, WANG):
        stay = office.show(officer, "residents", homes[name, line])
        let[name] = (stay.place_id, stay.person_id)
    stands = office.file(officer, "housing", place_id=str(let["李四"][0]), landlord_unit="安居公司")
    other = {"place_id": str(let["王伟"][0]), "landlord_id": str(let["李四"][1])}
    elsewhere = office.file(officer, "housing", **other)
    for typed, found in (("新丰街101号", {stands.id}), ("李四", {elsewhere.id})):
        with officer.view("find") as view:
            hits = find(view, typed, register="housing", purposeful=True).hits
        assert {hit.id for hit in hits} == found
