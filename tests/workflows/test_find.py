"""The one search box: whatever is typed, the right record is there."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import text

from station_app.access.purposes import Purpose
from station_app.core.errors import Refused
from station_app.identity import numbers
from station_app.people.service import merge
from station_app.places.service import generate
from station_app.registers import FORMS, REGISTERS
from station_app.residents.service import move_out, register_household
from station_app.workflows.find import find, find_full
from station_app.workflows.paper import print_form

PLACES = REGISTERS["places"]
TASK = Purpose("TASK", "2026-17")
ZHANG = {"name": "张三丰", "id_number": "339901198001010013", "phone": "19900001234 本人"}


def number(first):
    return first + numbers.check_digit(first)


def look(desk, typed, **options):
    with desk.view("find") as view:
        return find(view, typed, **options).hits


def titles(desk, typed, **options):
    return [str(hit.title) for hit in look(desk, typed, **options)]


def ids(desk, typed, **options):
    return [hit.id for hit in look(desk, typed, **options)]


@pytest.fixture
def zhang(officer, office):
    return office.person(officer, **ZHANG)


@pytest.fixture
def block(officer, office):
    """A building of two floors with two dwellings on each."""
    building = office.file(officer, "places", line="演示县东门社区新丰街33号幸福小区8栋")
    values = {"units": 1, "floors": 16, "rooms": 4, "first_floor": 1}
    office.do(officer, generate, "generate-building", building.id, values)
    return building


@pytest.fixture
def household(officer, office):
    person = {
        "name": "王五",
        "id_number": number("33990119900202002"),
        "phone": [{"number": "19900007777"}],
    }
    (residence,) = office.do(
        officer,
        register_household,
        "register-household",
        "演示县东门社区和平路5号2栋301室",
        [(person, {"household": "H20260001"})],
    )
    return residence


def test_a_name_is_found_by_any_of_its_characters(officer, zhang):
    for typed in ["张", "张三", "张三丰", "三丰", "丰"]:
        (hit,) = look(officer, typed)
        assert (hit.register, hit.id, str(hit.matched)) == ("people", zhang.id, "姓名")


def test_a_name_is_found_as_it_is_spoken(officer, zhang):
    for typed in ["zsf", "zs", "zhangsanfeng", "zhang san", "sanf", "Zhang", "sf"]:
        assert ids(officer, typed) == [zhang.id]


def test_a_name_with_ü_is_found_by_every_way_to_type_it(officer, office):
    person = office.person(officer, "吕布")
    for typed in ["lvbu", "lubu", "lübu", "LÜ", "lb"]:
        assert ids(officer, typed) == [person.id]


def test_two_syllables_with_ü_are_found_however_they_are_mixed(officer, office):
    person = office.person(officer, "吕律")
    for typed in ["lvlv", "lulu", "lülü", "lulv", "lvlu", "lülu", "ll", "lü lv", "律"]:
        assert ids(officer, typed) == [person.id]


def test_a_v_in_a_foreign_name_is_a_v(officer, office):
    person = office.person(officer, "DAVID VU")
    for typed in ["david", "vu", "dv", "avid"]:
        assert ids(officer, typed) == [person.id]


def test_a_surname_is_found_by_its_own_reading_and_by_the_common_one(officer, office):
    person = office.person(officer, "单雄信")
    for typed in ["shanxiongxin", "danxiongxin", "sxx", "dxx"]:
        assert ids(officer, typed) == [person.id]


def test_a_reading_somebody_entered_finds_too(officer, office):
    person = office.person(officer, "𠮷田", reading="ji tian")
    (hit,) = look(officer, "jitian")
    assert (hit.id, str(hit.matched)) == (person.id, "姓名读音")


def test_names_that_begin_with_it_come_before_those_that_hold_it(officer, office):
    for name in ("李建国", "建国", "赵建"):
        office.person(officer, name)
    with officer.act("find-full", purpose=TASK) as act:
        found = [str(hit.title) for hit in find_full(act, "建").hits]
    assert found == ["建国", "赵建", "李建国"]


def test_a_number_is_found_by_any_part_of_it(officer, office, zhang):
    office.person(officer, "李四", id_number=number("33990119751231002"))
    for typed in [
        "339901",
        "0013",
        "19800101",
        "9901198001",
        "339901198001010013",
        "001010013",
        "0 0 1 3",
    ]:
        assert zhang.id in ids(officer, typed)
        assert str(look(officer, typed)[0].matched) == "公民身份号码"


def test_a_long_part_of_a_number_finds_only_those_who_have_it(officer, office, zhang):
    for name, held in (("甲", number("33990119800102001")), ("乙", number("33990119800101002"))):
        office.person(officer, name, id_number=held)
    assert ids(officer, "33990119800101001") == [zhang.id]


def test_the_old_number_of_fifteen_digits_finds_its_new_form(officer, zhang):
    assert ids(officer, "339901800101001") == [zhang.id]


def test_a_passport_is_found_by_part_of_its_number(officer, office):
    person = office.person(officer, "ANNA SMITH", documents="414 E12345678")
    (hit,) = look(officer, "e1234")
    assert (hit.id, str(hit.matched)) == (person.id, "其他证件")


def test_a_person_is_found_by_telephone_only_for_a_purpose(officer, zhang):
    assert look(officer, "19900001234") == look(officer, "1234") == []
    (hit,) = look(officer, "19900001234", purposeful=True)
    assert (hit.id, str(hit.matched)) == (zhang.id, "电话")
    assert ids(officer, "1234", purposeful=True) == [zhang.id]


def test_a_person_is_found_by_address_only_for_a_purpose(officer, household):
    assert {hit.register for hit in look(officer, "和平路5号2栋301")} == {"places"}
    found = look(officer, "和平路5号2栋301", purposeful=True)
    assert [hit.register for hit in found] == ["people", "places"]
    assert str(found[0].matched) == "现住址"


def test_a_dwelling_is_found_by_any_part_of_its_address_in_any_order(officer, block):
    for typed in [
        "新丰街33号幸福小区8栋1604",
        "幸福小区8栋1604",
        "新丰街 8栋 1604",
        "1604 新丰街",
        "8栋1604室",
        "新丰街33号1604",
    ]:
        (hit,) = look(officer, typed)
        with officer.act("find-full", purpose=TASK) as act:
            (full,) = find_full(act, typed).hits
        assert hit.register == "places"
        assert full.title == "演示县东门社区新丰街33号幸福小区8栋1604室"


def test_part_of_a_building_finds_the_building_alone(officer, block):
    for typed in ["新丰街", "丰街33", "8栋 新丰", "幸福小区"]:
        assert ids(officer, typed) == [block.id]


def test_an_old_name_of_a_street_still_finds_the_house(officer, office):
    place = office.file(officer, "places", line="演示县东门社区解放路1号", old_name="胜利街1号")
    (hit,) = look(officer, "胜利街")
    assert (hit.id, str(hit.matched)) == (place.id, "旧地名")


def test_a_household_is_found_by_its_number(officer, household):
    (hit,) = look(officer, "h2026")
    assert (hit.register, hit.id, str(hit.matched)) == ("residents", household, "户号")


def test_one_register_alone_answers_a_person_with_his_records_in_it(officer, household):
    (hit,) = look(officer, "王五", register="residents")
    assert (hit.register, hit.id, str(hit.matched)) == ("residents", household, "姓名")
    assert str(hit.title).startswith("王*")
    assert [hit.register for hit in look(officer, "王五", register="people")] == ["people"]
    assert look(officer, "王五", register="places") == []


def test_who_lives_there_now_comes_before_who_has_left(officer, office, household):
    values = {"on": None, "moved_to": None, "reason": None}
    office.do(officer, move_out, "move-out", household, values)
    person = {"name": "王五", "id_number": number("33990119900202002")}
    (now,) = office.do(
        officer, register_household, "register-household", "演示县和平路9号", [(person, {})]
    )
    assert ids(officer, "王五", register="residents") == [now, household]


def test_merged_people_are_one_hit_under_either_name(officer, office, zhang):
    other = office.person(officer, "张叁丰")
    office.do(officer, merge, "merge-people", zhang.id, {"other": other.id})
    assert ids(officer, "张") == ids(officer, "张叁丰") == [zhang.id]


def test_what_was_withdrawn_is_not_found(officer, office, zhang):
    from station_app.access.records import withdraw

    people = REGISTERS["people"]
    office.do(officer, withdraw, "withdraw:people", people, zhang.id, reason="误录")
    assert look(officer, "张三丰") == look(officer, "0013") == look(officer, "zsf") == []


def test_people_stand_before_addresses_and_both_are_masked(officer, office, zhang):
    office.file(officer, "places", line="演示县张家村1号")
    assert titles(officer, "张") == ["张** 339901********0013", "演示县张家村***"]


def test_a_full_group_leaves_room_for_the_next(officer, office):
    for name in ("张一", "张二", "张三", "张四", "张五", "张六"):
        office.person(officer, name)
    office.file(officer, "places", line="演示县张家村1号")
    assert [hit.register for hit in look(officer, "张", limit=5)] == ["people"] * 4 + ["places"]


def test_nothing_and_signs_find_nothing(officer, zhang):
    for typed in ["", "  ", "·", "%", "_", "\x00", "\ud842", "张%", "'", "\\", "x" * 5000]:
        assert look(officer, typed) == []


def test_full_names_leave_an_event_that_never_holds_the_term(officer, store, zhang):
    with officer.act("find-full", purpose=TASK) as act:
        (hit,) = find_full(act, "张三").hits
    assert hit.title == "张三丰 339901198001010013"
    with store.reading() as session:
        event = json.loads(session.scalars(text("select body from audit_event")).all()[-1])
    assert (event["event"], event["hits"]) == ("searched", 1)
    assert event["records"] == [f"people/{zhang.id}"]
    assert "张" not in event["term"]


def test_an_auxiliary_s_hits_stay_masked_and_full_names_need_a_purpose(desk_of, officer, zhang):
    with desk_of("clerk").act("find-full", purpose=TASK) as act:
        assert find_full(act, "张三").hits[0].title == "张** 339901********0013"
    with pytest.raises(Refused, match="事由"), officer.act("find-full") as act:
        find_full(act, "张三")


def test_each_role_finds_in_its_own_registers(desk_of, officer, household):
    justice = desk_of("corrections")
    assert look(justice, "h2026") == []
    assert [hit.register for hit in look(justice, "王五")] == ["people"]
    with pytest.raises(Refused):
        look(justice, "王五", register="residents")
    with pytest.raises(Refused):
        look(desk_of("admin"), "王五")


def test_a_paper_s_short_code_finds_the_record_it_was_printed_of(desk_of, officer, household):
    with officer.act("print", purpose=Purpose("COUNTER", "窗口")) as act:
        paper = print_form(act, FORMS["household_sheet"], household)
    for typed in (paper.code, paper.code.replace("-", "").lower(), f" {paper.code} "):
        (hit,) = look(officer, typed)
        assert (hit.id, str(hit.matched)) == (household, "核验码")
    assert ids(officer, paper.code, register="residents") == [household]
    assert look(officer, paper.code, register="places") == []
    assert look(desk_of("corrections"), paper.code) == []
    other = paper.code[:-1] + ("0" if paper.code[-1] != "0" else "1")
    assert look(officer, other) == []
