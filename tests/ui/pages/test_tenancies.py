"""Houses to let on the screen: a tenant entered with everything of his, and a list taken in."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from station_app import app
from station_app.access import records
from station_app.access.purposes import Purpose
from station_app.registers import REGISTERS
from station_app.storage.pages import Query
from station_app.workflows.inline import file_typed
from tests.workflows.ledgers import number
from ui.pages.work import Route, Ticket

HOUSE = "演示县东门社区新丰街333号3单元303室"
CHECK = Purpose("CHECK", "2026-3")
ENTER = Qt.Key.Key_Return


@pytest.fixture
def house(home):
    station = app.open_home(home, app.unlock(home, "officer", "officer"))
    with station.desk("officer").act("file:housing", purpose=CHECK) as act:
        given = {"place": HOUSE, "landlord": {"name": "曹敏", "phone": "19900005780"}}
        (house,) = file_typed(act, REGISTERS["housing"], [given])
    station.close()
    return house


@pytest.fixture
def window(sign_in):
    window = sign_in()
    window.work.set_ticket(Ticket(1, CHECK))
    return window


def shown(window, until, register):
    until(lambda: window.page.route.page == "record" and window.page.route.register == register)
    until(lambda: window.page.reading.record is not None)
    return window.page


def beside(page):
    sheet = page.beside
    rows = range(sheet.model().rowCount())
    return [str(sheet.model().index(at, 0).data()) for at in rows]


def test_a_newcomer_is_entered_with_person_tenancy_and_residence_on_one_form(
    window, hand, house, until
):
    window.open(Route("record", "housing", house.id))
    page = shown(window, until, "housing")
    assert page.title == HOUSE
    hand.press(Qt.Key.Key_N, ctrl=True)
    until(lambda: window.page.route.page == "form")
    form = window.page.form
    until(lambda: form.editors["person_id"].focus.hasFocus())
    hand.type(number("19910207", "019"))
    until(lambda: form.editors["person_id"].problem(window.work.desk.now()) is not None)
    hand.press(ENTER)  # nobody has it: it is the number of somebody new
    until(lambda: form.editors["id_number"].text() == number("19910207", "019"))
    form.editors["name"].focus.setFocus()
    hand.compose("heqiu", "何秋")
    hand.press(Qt.Key.Key_S, ctrl=True)
    page = shown(window, until, "tenancies")
    assert page.title == f"何秋 {number('19910207', '019')}"
    window.open(Route("record", "housing", house.id))
    page = shown(window, until, "housing")
    assert any(line.startswith("何秋") for line in beside(page))


def test_a_list_of_tenants_is_looked_at_and_taken_in(window, hand, until, tmp_path):
    path = tmp_path / "list.csv"
    path.write_bytes(
        "房屋地址,房东,房东电话,承租人姓名,证件号码,入住时间,到期时间,租金(元/月)\r\n"
        f"{HOUSE},曹敏,19900005780,何秋,{number('19910207', '019')},2026-03-02,长期,八百\r\n"
        f"{HOUSE},曹敏,19900005780,孔青,339901199909090000,2026-03-02,长期,八百\r\n".encode(
            "gb18030"
        )
    )
    window.open(Route("import", "tenancies").having(path=str(path)))
    page = window.page
    until(lambda: "读入 2 行" in page.counts.text())
    assert "新增 1" in page.counts.text()
    assert "退回 1" in page.counts.text()
    hand.press(Qt.Key.Key_S, ctrl=True)
    until(lambda: page.undo.isEnabled())
    with window.work.desk.view("list:tenancies") as view:
        line, *_rest = records.page(view, REGISTERS["tenancies"], Query(columns=("rent",)))
    assert str(line.texts[0]) == "800 元"
