"""Two desks change one record: nobody's work is lost, and one key a field decides."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from station_app import app
from station_app.access import records
from station_app.access.purposes import Purpose
from station_app.registers import REGISTERS
from ui.pages.conflict import ConflictPage
from ui.pages.differing import Side
from ui.pages.form import FormPage
from ui.pages.record import RecordPage

PEOPLE = REGISTERS["people"]
WHY = Purpose("TASK", "演练")


class Other:
    """The desk beside: 所领导 and an auxiliary, on the same database."""

    def __init__(self, home):
        self.station = app.open_home(home, app.unlock(home, "officer", "officer"))

    def amend(self, id, **values):
        with self.station.desk("clerk").act("amend:people", purpose=WHY) as act:
            record = act.load(PEOPLE, id)
            records.amend(act, PEOPLE, id, values, revision=record.revision)

    def withdraw(self, id):
        with self.station.desk("chief").act("withdraw:people", purpose=WHY) as act:
            records.withdraw(act, PEOPLE, id, reason="重复登记")

    def show(self, id):
        with self.station.desk("officer").act("show:people", purpose=WHY) as act:
            return records.show(act, PEOPLE, id).record

    def drafts(self):
        with self.station.desk("officer").view("drafts") as view:
            from station_app.access import drafts

            return {one.place: one.body for one in drafts.drafts(view)}


@pytest.fixture
def other(home):
    other = Other(home)
    yield other
    other.station.close()


@pytest.fixture
def alone(other):
    """Somebody whom no other record points at."""
    with other.station.desk("officer").act("file:people", purpose=WHY) as act:
        number = "339901198001010013"
        return records.file(act, PEOPLE, {"name": "张三丰", "id_number": number}).id


@pytest.fixture
def form(sign_in, until, alone):
    window = sign_in()

    def form():
        window.work.go("form", "people", alone)
        until(lambda: isinstance(window.page, FormPage) and window.page.record is not None)
        return window

    return form


def put(window, name, text):
    """As if it were typed there."""
    editor = window.page.form.editors[name]
    editor.show_text(text)
    window.page.form.touched.emit()


def conflict(window, until):
    until(lambda: isinstance(window.page, ConflictPage) and window.page.found is not None)
    return window.page


def saved(window, until):
    until(lambda: isinstance(window.page, RecordPage))


@pytest.fixture
def asked(form, other, alone, hand, until):
    """瓦匠 and 东门工程队 were typed, the other desk had saved 木匠: the window asks."""
    window = form()
    put(window, "occupation", "瓦匠")
    put(window, "employer", "东门工程队")
    other.amend(alone, occupation="木匠")
    hand.press(Qt.Key.Key_S, ctrl=True)
    page = conflict(window, until)
    until(lambda: page.sheet.hasFocus())
    return window


def go_to(page, name):
    rows = page.sheet.lines.rows
    page.sheet.go_to(next(n for n, row in enumerate(rows) if row.value == name))


def test_who_saves_second_compares_field_by_field_and_nothing_is_lost(
    form, other, alone, hand, until
):
    window = form()
    put(window, "occupation", "瓦匠")
    put(window, "employer", "东门工程队")
    other.amend(alone, occupation="木匠", remarks="已迁入")
    hand.press(Qt.Key.Key_S, ctrl=True)
    page = conflict(window, until)
    assert "clerk" in page.who.text()
    assert page.found.taken == {
        "occupation": None,
        "employer": Side.MINE,
        "remarks": Side.THEIRS,
    }
    page.press_save()
    assert "还有 1 项" in window.status.message.text()
    until(lambda: page.sheet.value == "occupation")
    hand.press(Qt.Key.Key_Left)
    hand.press(Qt.Key.Key_S, ctrl=True)
    saved(window, until)
    record = other.show(alone)
    assert (record.occupation, record.employer, record.remarks) == ("瓦匠", "东门工程队", "已迁入")
    assert record.revision == 3
    until(lambda: f"people/{alone}" not in other.drafts())


def test_theirs_is_taken_with_the_other_key(form, other, alone, hand, until):
    window = form()
    put(window, "occupation", "瓦匠")
    other.amend(alone, occupation="木匠")
    hand.press(Qt.Key.Key_S, ctrl=True)
    page = conflict(window, until)
    until(lambda: page.sheet.hasFocus())
    hand.press(Qt.Key.Key_Right)
    hand.press(Qt.Key.Key_S, ctrl=True)
    saved(window, until)
    assert (other.show(alone).occupation, other.show(alone).revision) == ("木匠", 2)


def test_a_draft_taken_up_later_does_not_write_over_what_came_between(
    form, other, alone, hand, until
):
    """Without its revision the draft would be held against the record as it is now."""
    window = form()
    put(window, "employer", "东门工程队")
    window.page.keep()
    hand.press(Qt.Key.Key_Escape)
    until(lambda: not isinstance(window.page, FormPage))
    other.amend(alone, occupation="木匠")
    window.work.go("form", "people", alone)
    page = conflict(window, until)
    assert page.found.taken == {"employer": Side.MINE, "occupation": Side.THEIRS}
    hand.press(Qt.Key.Key_S, ctrl=True)
    saved(window, until)
    assert (other.show(alone).occupation, other.show(alone).employer) == ("木匠", "东门工程队")


def test_a_record_withdrawn_meanwhile_shows_what_was_typed_and_can_be_entered_anew(
    form, other, alone, hand, until
):
    window = form()
    put(window, "employer", "东门工程队")
    other.withdraw(alone)
    hand.press(Qt.Key.Key_S, ctrl=True)
    page = conflict(window, until)
    assert "chief" in page.who.text()
    assert "重复登记" in page.who.text()
    assert page.save.isHidden()
    assert other.drafts()[f"people/{alone}"]["employer"] == "东门工程队"
    until(lambda: page.sheet.hasFocus())
    hand.press(Qt.Key.Key_N, ctrl=True)
    until(lambda: isinstance(window.page, FormPage))
    assert window.page.form.editors["employer"].text() == "东门工程队"
    assert window.page.form.editors["name"].text() == "张三丰"


def test_back_in_the_form_what_was_chosen_stands_on_the_record_of_now(
    asked, other, alone, hand, until
):
    window = asked
    hand.press(Qt.Key.Key_Right)
    hand.press(Qt.Key.Key_F2)
    until(lambda: isinstance(window.page, FormPage) and window.page.record is not None)
    until(lambda: window.page.form.editors["employer"].text() == "东门工程队")
    assert window.page.form.editors["occupation"].text() == "木匠"
    hand.press(Qt.Key.Key_S, ctrl=True)
    saved(window, until)
    assert (other.show(alone).occupation, other.show(alone).employer) == ("木匠", "东门工程队")


def test_faster_once_more_what_was_chosen_stays_and_the_new_is_asked(
    asked, other, alone, hand, until
):
    window, page = asked, asked.page
    hand.press(Qt.Key.Key_Left)
    other.amend(alone, employer="南门工程队")
    hand.press(Qt.Key.Key_S, ctrl=True)
    until(lambda: page.found.taken == {"occupation": Side.MINE, "employer": None})
    go_to(page, "employer")
    hand.press(Qt.Key.Key_Right)
    hand.press(Qt.Key.Key_S, ctrl=True)
    saved(window, until)
    assert (other.show(alone).occupation, other.show(alone).employer) == ("瓦匠", "南门工程队")
