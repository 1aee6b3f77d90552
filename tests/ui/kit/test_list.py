from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from station_app.access import records
from station_app.access.purposes import Purpose
from station_app.core.kinds import FormOnly
from station_app.core.records import Changes
from station_app.registers import REGISTERS
from station_app.storage.pages import PAGE, Query
from ui.kit.background import Lane
from ui.kit.listing import RegisterList
from ui.kit.table import COMING, RegisterTable

PEOPLE = REGISTERS["people"]


@pytest.fixture
def many(officer):
    """More people than three pages hold: 甲0000, 甲0001 …"""
    drafts = [{"name": f"甲{n:04}", "sex": "1" if n % 2 else "2"} for n in range(3 * PAGE + 10)]
    with officer.act("file:people", purpose=Purpose("TASK", "1")) as act:
        return [r.id for r in records.file_all(act, PEOPLE, drafts)]


@pytest.fixture
def model(officer, background):
    model = RegisterTable(PEOPLE, officer, background)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    return model


@pytest.fixture
def listing(officer, given, shown, qtbot):
    def make(**choice):
        made = RegisterList(PEOPLE, officer, given, choice)
        shown(made)
        made.find_line.setFocus()
        qtbot.waitUntil(lambda: "以上" not in made.count.text() and made.count.text() != "")
        return made

    return make


def press(key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def read(qtbot, model, row):
    """The first column of a row, once its page is here."""
    model.data(model.index(row, 0))
    qtbot.waitUntil(lambda: model.data(model.index(row, 0)) != COMING)
    return model.data(model.index(row, 0))


def test_an_empty_list_is_a_sound_model(qtbot, model):
    with qtbot.waitSignal(model.counted):
        model.ask(Query())
    assert (model.rowCount(), model.columnCount()) == (0, len(PEOPLE.columns))


def test_the_first_page_is_painted_before_the_lines_are_counted(qtbot, model, many):
    told = []
    model.counted.connect(lambda count, whole: told.append((count, whole)))
    model.ask(Query())
    qtbot.waitUntil(lambda: (len(many), True) in told)
    assert told == [(PAGE, False), (len(many), True)]


def test_any_line_of_a_long_list_is_one_look_up_away(qtbot, model, many):
    with qtbot.waitSignal(model.counted, check_params_cb=lambda count, whole: whole):
        model.ask(Query(sort="name"))
    assert read(qtbot, model, len(many) - 1) == "甲****"
    for row in (0, PAGE - 1, PAGE, 2 * PAGE + 5, len(many) - 1):
        read(qtbot, model, row)
        assert model.id_at(row) == many[row]
        assert model.row_of(many[row]) == row


def test_a_list_shows_what_is_filed_elsewhere_and_keeps_its_place(
    qtbot, listing, many, officer, office
):
    made = listing()
    chosen = many[-5]
    made.rows.setCurrentIndex(made.model.index(4, 0))
    assert made.model.id_at(4) == chosen
    person = office.person(officer, "新来的")
    with qtbot.waitSignal(made.model.counted, check_params_cb=lambda count, whole: whole):
        made.on_changed(Changes(frozenset({("people", person.id)})))
    assert made.model.rowCount() == len(many) + 1
    assert made.model.id_at(made.rows.currentIndex().row()) == chosen
    read(qtbot, made.model, 2 * PAGE)
    assert made.model.id_at(2 * PAGE) == many[-2 * PAGE]


def test_a_change_in_another_register_reads_nothing(qtbot, listing, many, officer):
    made = listing()
    with qtbot.assertNotEmitted(made.model.arrived, wait=100):
        made.on_changed(Changes(frozenset({("places", many[0])})))


def test_a_line_withdrawn_elsewhere_goes(qtbot, model, officer, office, many):
    model.ask(Query())
    qtbot.waitUntil(lambda: model.rowCount() == len(many))
    with officer.act("withdraw:people", purpose=Purpose("TASK", "1")) as act:
        records.withdraw(act, PEOPLE, many[-1], reason="误录")
    model.refresh()
    qtbot.waitUntil(lambda: model.rowCount() == len(many) - 1)
    assert model.id_at(0) == many[-2]


def test_typing_finds_the_arrows_choose_and_enter_opens(qtbot, listing, officer, office):
    office.person(officer, "单雄信")
    wanted = office.person(officer, "张三")
    made = listing()
    assert made.model.rowCount() == 2
    QTest.keyClicks(made.find_line, "zhangsan")
    qtbot.waitUntil(lambda: made.model.rowCount() == 1)
    press(Qt.Key.Key_Down)
    heard = []
    made.settled.connect(lambda *told: heard.append(told))
    made.opened.connect(heard.append)
    press(Qt.Key.Key_Return)
    assert heard == [("zhangsan", 1), wanted.id]


def test_home_end_and_the_pages_move_while_nothing_is_typed(listing, many):
    made = listing()
    press(Qt.Key.Key_End)
    assert made.rows.currentIndex().row() == len(many) - 1
    press(Qt.Key.Key_PageUp)
    assert made.rows.currentIndex().row() < len(many) - 5
    press(Qt.Key.Key_Home)
    assert made.rows.currentIndex().row() == 0


def test_letters_typed_over_the_rows_go_to_the_find_line(qtbot, listing, many):
    made = listing()
    made.rows.setFocus()
    QTest.keyClicks(made.rows, "j")
    assert made.find_line.text() == "j"
    assert made.find_line.hasFocus()


def test_a_look_up_settles_once_when_it_rests(qtbot, listing, officer, office):
    office.person(officer, "张三")
    made = listing()
    heard = []
    made.settled.connect(lambda *told: heard.append(told))
    QTest.keyClicks(made.find_line, "zs")
    qtbot.waitUntil(lambda: bool(heard))
    qtbot.wait(900)
    assert heard == [("zs", 1)]


def test_a_chip_says_what_is_filtered_and_delete_takes_it_away(qtbot, listing, many):
    made = listing()
    made.filters.ask("sex")
    QTest.keyClicks(QApplication.focusWidget(), "nan")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: made.model.rowCount() == len(many) // 2)
    chip = made.filters._chips["sex"]
    assert chip.text() == "性别：男性"
    assert made.find_line.hasFocus()
    chip.setFocus()
    press(Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: made.model.rowCount() == len(many))


def test_a_list_is_sorted_by_an_indexed_column_and_turned_round(qtbot, listing, many):
    made = listing()
    kept = []
    made.choice_changed.connect(kept.append)
    for row in (many[0], many[-1]):
        made.sort("name")
        qtbot.waitUntil(lambda row=row: made.model.id_at(0) == row)
    made.sort("phone")  # has no index: nothing happens
    assert kept[-1]["sort"] == "name"
    assert len(kept) == 2


def test_the_choice_of_columns_is_kept_and_stands_again(qtbot, listing, many):
    made = listing(columns=["name", "employer"], widths={"name": 222})
    assert made.model.columns == ("name", "employer")
    assert made.rows.columnWidth(0) == 222
    kept = []
    made.choice_changed.connect(kept.append)
    made.show_column("sex", visible=True)
    made.show_column("employer", visible=False)
    assert kept[-1]["columns"] == ["name", "sex"]


def test_what_only_a_form_prints_is_no_column_and_no_filter(listing, officer, background):
    made = listing(columns=["name", "ethnicity"])
    assert made.model.columns == ("name",)
    made._fill_menu()
    offered = {a.text() for a in made._columns.menu().actions()}
    offered |= {a.text() for a in made.filters._add.menu().actions()}
    printed = {str(f.label) for f in PEOPLE.fields if isinstance(f.kind, FormOnly)}
    assert printed
    assert not offered & printed


def test_a_list_that_may_not_be_read_says_so(qtbot, desk_of, background):
    model = RegisterTable(PEOPLE, desk_of("admin"), background)
    with qtbot.waitSignal(model.refused) as heard:
        model.ask(Query())
    assert "权限" in str(heard.args[0])


def test_counting_never_holds_up_what_is_looked_at(qtbot, background):
    """Long readings have a lane of their own."""
    import threading

    gate, done = threading.Event(), []
    background.run(gate.wait, done.append, lane=Lane.COUNTING)
    background.run(lambda: "page", done.append)
    qtbot.waitUntil(lambda: done == ["page"])
    gate.set()
    qtbot.waitUntil(lambda: done == ["page", True])
