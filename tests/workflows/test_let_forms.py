"""The papers of a house to let, filled from an invented one and read back from the paper."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from station_app.access import action
from station_app.access.purposes import Purpose
from station_app.core.errors import Absent
from station_app.printing.reading import text_of
from station_app.registers import ACTIONS, REGISTERS
from station_app.workflows import inline
from station_app.workflows.let_forms import FORMS as OURS
from station_app.workflows.paper import print_form

GOLDEN = Path(__file__).parents[1] / "golden" / "forms"
FORMS = {each.form.name: each for each in OURS}
UPDATE = os.environ.get("UPDATE_GOLDEN") == "1"
CHECK = Purpose("CHECK", "2026-3")
HOUSE = "演示县东门社区新丰街33号8栋4单元1604室"
LANDLORD = {
    "name": "陈𬭎",
    "id_number": "339901197001010019",
    "phone": "19900003199",
    "hukou_address": "演示县东门社区河湾一路64号307室",
}
TENANTS = (
    {
        "person": {"name": "贺𬭎远", "id_number": "339901200309012680", "phone": "19900002178",
                   "hukou_address": "演示省远方市远方县石头镇名字很长的村民委员会第十一小组17号"},
        "since": "2026-02-01", "expected_until": "2027-01-31", "room": "北间", "rent": "1200",
    },
    {
        "person": {"name": "黎𣲘", "id_number": "339901196203073056", "native_place": "河南商丘"},
        "since": "2026-02-10", "role": "actual_occupant",
    },
    {
        "person": {"name": "阿卜杜热合曼·买买提艾力江", "documents": "414 E12345678",
                   "nationality": "KAZ"},
        "since": "2026-03-01", "residence": {"abroad_kind": "foreigner"},
    },
)  # fmt: skip


@pytest.fixture
def desk(officer):
    return replace(officer, officer="王警官", station="演示县公安局滨江派出所")


def file(desk, register, **typed):
    with desk.act(f"file:{register}", purpose=CHECK) as act:
        return inline.file_typed(act, REGISTERS[register], [typed])[0]


@pytest.fixture
def house(desk):
    return file(
        desk, "housing", place=HOUSE, landlord=LANDLORD, letting_way="合租", let_from="2026-01-15",
        land="国有", building_use="自建", structure="砖混", storeys="3", area="120", rooms="5",
        beds="6", filing_number="演租备2026-0117", filed_on="2026-02-03",
        remarks="一层临街为店铺，不出租；二、三层出租居住，房东住三层东间，楼梯外置。" * 3,
    )  # fmt: skip


@pytest.fixture
def tenants(desk, house):
    return [file(desk, "tenancies", house=HOUSE, **one) for one in TENANTS]


def printed(desk, form, id, **kwargs):
    with desk.act("print", purpose=CHECK) as act:
        return print_form(act, FORMS[form], id, **kwargs)


def words(paper):
    return "".join(text_of(paper.pdf).split())


@pytest.mark.parametrize("form", sorted(FORMS))
def test_every_paper_of_a_house_reads_as_it_always_did(desk, house, tenants, form):
    text = text_of(printed(desk, form, house.id).pdf) + "\n"
    golden = GOLDEN / f"{form}.txt"
    if UPDATE:
        golden.write_text(text, "utf-8")
    assert text == golden.read_text("utf-8"), "look at it, then UPDATE_GOLDEN=1"


def test_names_of_extension_b_and_long_addresses_stand_whole(desk, house, tenants):
    for form in ("rental_house_form", "tenant_roll"):
        text = words(printed(desk, form, house.id))
        assert all(name in text for name in ("陈𬭎", "贺𬭎远", "黎𣲘"))
        assert set("阿卜杜热合曼·买买提艾力江") <= set(text)


def test_a_house_is_the_same_paper_from_its_address_and_from_a_tenancy(desk, house, tenants):
    for at, id in enumerate((house.id, tenants[0].id, house.place_id), 1):
        reason = "补打" if at > 1 else ""
        assert f"第{at}份" in words(printed(desk, "tenant_roll", id, reason=reason))


def test_a_village_house_promises_nothing_of_the_regulation_for_state_land(desk, house):
    assert "未经承租人同意，不擅自进入" in words(printed(desk, "responsibility_letter", house.id))
    given = {"place": "演示县石桥村石桥路256号", "landlord": {"name": "罗文"}, "land": "集体"}
    village = file(desk, "housing", **given)
    text = words(printed(desk, "responsibility_letter", village.id))
    assert "不擅自进入" not in text
    assert "阳台" not in text
    assert "五、房屋停止出租的，及时到公安派出所办理注销登记" in text
    assert "六、" not in text


def test_who_has_left_is_on_the_roll_no_more(desk, house, tenants):
    action.perform(desk, ACTIONS["tenancies"], "end", tenants[1].id, {}, CHECK)
    text = words(printed(desk, "tenant_roll", house.id))
    assert "黎𣲘" not in text
    assert "2人" in text


def test_a_house_let_by_a_unit_names_the_unit(desk):
    house = file(desk, "housing", place=HOUSE, landlord_unit="演示置业有限公司")
    assert "演示置业有限公司" in words(printed(desk, "responsibility_letter", house.id))


def test_what_is_no_house_to_let_has_no_such_paper(desk, house):
    with pytest.raises(Absent, match="没有这处出租房屋"):
        printed(desk, "tenant_roll", house.landlord_id)
