"""An address leads to a house, or it is not taken."""

from __future__ import annotations

import pytest

from station_app.core.errors import Rejected
from station_app.residents import service
from station_app.workflows import import_sheet as importing
from tests.workflows.ledgers import book, line, number


def refused(office, officer, **typed):
    with pytest.raises(Rejected) as wrong:
        office.file(officer, "places", **typed)
    (problem,) = wrong.value.problems
    return problem.field, str(problem.message)


@pytest.mark.parametrize(
    "typed",
    [
        {"room": "101"},
        {"unit": "3单元", "room": "101", "floor": "1"},
        {"line": "101"},
        {"county": "演示县"},
        {"street": "？"},
        {"remarks": "东边那家"},
        {"division": "339901"},  # nobody's: the code table does not know it
        {"division": "339901", "room": "101"},
    ],
)
def test_what_leads_to_no_house_is_no_address(office, officer, typed):
    field, said = refused(office, officer, **typed)
    assert field == "street"
    assert "街路巷" in said


@pytest.mark.parametrize("code", ["abc", "1", "3301061", "999999", "３３０１０６"])
def test_a_division_is_a_number_of_the_code_table_s_shape(office, officer, code):
    field, said = refused(office, officer, street="新丰街", division=code)
    assert field == "division"
    assert "6 位或 12 位" in said


@pytest.mark.parametrize(
    ("typed", "known_as"),
    [
        ({"street": "新丰街"}, "新丰街"),
        ({"line": "演示县东门社区"}, "演示县东门社区"),
        ({"village": "石桥村", "room": "3"}, "石桥村3"),
        ({"estate": "幸福小区", "building": "8栋", "room": "101"}, "幸福小区8栋101"),
        ({"street": "新丰街", "division": "339901001002"}, "新丰街"),
        ({"division": "330106"}, "浙江省杭州市西湖区"),
        ({"division": "330106001002"}, "浙江省杭州市西湖区"),
    ],
)
def test_a_village_a_street_a_building_or_a_known_division_is_enough(
    office, officer, typed, known_as
):
    assert office.file(officer, "places", **typed).line == known_as


def test_a_room_is_found_through_its_building(office, officer):
    building = office.file(officer, "places", line="新丰街33号8栋")
    room = office.file(officer, "places", room="101室", building_id=str(building.id))
    assert room.level == "dwelling"


def test_an_address_is_not_changed_into_none(office, officer):
    place = office.file(officer, "places", street="新丰街", door_plate="33号")
    with pytest.raises(Rejected):
        office.amend(officer, "places", place.id, street="", door_plate="", room="101")
    with pytest.raises(Rejected):
        office.amend(officer, "places", place.id, division="abc")


def test_a_household_is_not_entered_in_a_room_of_nowhere(office, officer, ask):
    with pytest.raises(Rejected):
        office.do(
            officer,
            service.register_household,
            "register-household",
            "101",
            [({"name": "张三"}, {})],
        )
    assert ask("select count(*) from person") == 0


def test_a_row_of_a_sheet_without_a_house_is_rejected_and_the_others_are_entered(
    officer, tmp_path, ask
):
    rows = [
        line("1", name="张三"),
        line("2", name="李四", number=number("19820202"), address="101"),
    ]
    report = importing.run(officer, book(tmp_path / "ledger.xlsx", *rows))
    assert (report.read, report.entered) == (2, 1)
    assert [remark.row for remark in report.rejected] == [3]
    assert [(remark.row, remark.column) for remark in report.queries] == [(3, "现住地址")]
    assert ask("select count(*) from place where tail = '101室' and base is null") == 0
