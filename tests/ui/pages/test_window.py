"""The one window: signing in, locking, tickets, drafts and taking back."""

from __future__ import annotations

import threading
from importlib import import_module

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from station_app.registers import ACTIONS
from station_app.residents.service import sweep_dwelling
from station_app.storage import audit
from ui.kit.drafts import kept_at
from ui.kit.keys import ANYWHERE, KEYS
from ui.pages.book import PAGES
from ui.pages.work import Route
from ui.places.grid import ID
from ui.window import Window

ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape


def test_a_wrong_password_is_told_and_the_name_stays(start, hand, until):
    program = start()
    hand.type("officer")
    hand.press(ENTER)
    hand.type("wrong")
    hand.press(ENTER)
    page = program.frame.centralWidget()
    until(lambda: "密码" in page.message.text() and page.button.isEnabled())
    assert page.officer.text() == "officer"
    assert program.window is None


def test_home_is_today_and_enter_opens_the_natural_act(sign_in, hand, until):
    window = sign_in()
    until(lambda: window.page.sheet.value is not None)
    item = window.page.sheet.value
    hand.press(ENTER)
    assert window.page.route.id == item.id
    act = ACTIONS.get(item.register, {}).get(item.action)
    his = act is not None and window.work.may(act.right)  # what is the chief's is looked at
    assert window.page.route.page == ("action" if his else "record")


def test_an_act_done_from_the_agenda_leaves_it_and_ctrl_z_brings_it_back(sign_in, hand, until):
    window = sign_in()
    home = window.page
    until(lambda: home.sheet.value is not None)
    listed = lambda: [row.value for row in home.sheet.lines.rows]  # noqa: E731
    plain = next(item for item in listed() if item and is_plain(item))
    home.sheet.go_to(listed().index(plain))
    hand.press(ENTER)
    until(lambda: window.page.route.page == "action")
    hand.press(Qt.Key.Key_S, ctrl=True)
    until(lambda: window.page is home and plain not in listed())
    window.setFocus()
    hand.press(Qt.Key.Key_Z, ctrl=True)
    until(lambda: plain in listed())


def is_plain(item):
    """Done with what stands there: nothing need be typed."""
    return item.action in ("register_residence", "register_lodging")


def test_a_record_is_masked_until_somebody_says_why(sign_in, hand, someone, until):
    person, _place = someone
    window = sign_in(ticket=False)
    window.open(Route("record", "people", person.id))
    until(lambda: window.page.reading.values)
    assert window.page.reading.record is None
    assert person.name not in window.page.reading.title
    window.page.beside.setFocus()
    for key in (Qt.Key.Key_F2, Qt.Key.Key_F3, Qt.Key.Key_F6):
        hand.press(key)
        assert window.page.route.page == "record", "no empty page is opened on what is not read"
        assert window.page.bar.isAncestorOf(QApplication.focusWidget())
    assert "查询事由" in window.status.message.text()
    hand.press(ENTER)
    hand.type("17")
    hand.press(ENTER)
    until(lambda: window.page.reading.record is not None)
    assert window.page.reading.title == person.name
    assert not window.status.message.text(), "it has been said"


def test_who_amended_a_record_is_back_on_its_page(sign_in, hand, someone, until):
    person, _place = someone
    window = sign_in()
    window.open(Route("record", "people", person.id))
    until(lambda: window.page.reading.record is not None)
    trail = list(window.trail)
    hand.press(Qt.Key.Key_F2)
    until(lambda: window.page.route.page == "form" and window.page.record is not None)
    phone = window.page.form.editors["phone"].focus
    phone.setFocus()
    phone.clear()
    hand.type("19900007777")
    hand.press(Qt.Key.Key_S, ctrl=True)
    until(lambda: window.trail == trail)
    until(lambda: window.page.reading.record.phone == [{"number": "19900007777"}])


def test_escape_keeps_the_draft_and_a_restart_brings_it_back(sign_in, hand, until):
    window = sign_in()
    window.open(Route("form", "people"))
    until(lambda: window.page.form.editors["id_number"].focus.hasFocus())
    hand.type("3399011990")
    hand.press(ESC)
    assert window.page.route.page == "home"
    until(lambda: kept_at(window.work.desk, "people/new"))
    again = sign_in()
    again.open(Route("form", "people"))
    until(lambda: again.page.form.editors["id_number"].text() == "3399011990")


@pytest.fixture
def held(request, until):
    """Holds up the database thread of a window until it is told to go on."""

    def hold(window):
        gate = threading.Event()
        request.addfinalizer(gate.set)
        window.work.background.run(lambda: gate.wait(60), lambda _none: None)
        return gate

    return hold


def test_what_is_typed_before_the_form_is_read_stays_and_so_does_the_focus(
    sign_in, hand, held, until
):
    window = sign_in()
    gate = held(window)
    window.open(Route("form", "people"))
    number = window.page.form.editors["id_number"]
    hand.type("339901")
    gate.set()
    answered = []
    window.work.ask(lambda: None, lambda _none: answered.append(True), window)
    until(lambda: answered)
    assert number.focus.hasFocus()
    assert number.text() == "339901"


def test_a_draft_comes_back_below_what_is_typed_before_it_is_read(sign_in, hand, held, until):
    window = sign_in()
    window.open(Route("form", "people"))
    hand.type("339901")
    window.page.form.editors["employer"].focus.setFocus()
    hand.type("abc")
    hand.press(ESC)
    gate = held(window)
    window.open(Route("form", "people"))
    hand.type("33990119")
    gate.set()
    texts = window.page.form.editors
    until(lambda: texts["employer"].text() == "abc")
    assert texts["id_number"].text() == "33990119"
    assert texts["id_number"].focus.hasFocus()


def test_a_record_is_changed_only_once_it_is_read(sign_in, hand, held, someone, until):
    person, _place = someone
    window = sign_in()
    gate = held(window)
    window.open(Route("form", "people", person.id))
    page = window.page
    hand.type("x")
    hand.press(Qt.Key.Key_S, ctrl=True)
    gate.set()
    until(lambda: page.record is not None)
    assert page.form.values_typed()["name"] == person.name
    assert page.form.editors["id_number"].focus.hasFocus()
    assert window.page is page


def test_locking_empties_the_screen_and_unlocking_goes_on_where_it_was(
    start, sign_in, hand, qtbot, until
):
    window = sign_in()
    program = window.window()._program
    window.open(Route("form", "people"))
    until(lambda: window.page.form.editors["id_number"].focus.hasFocus())
    hand.type("339901")
    QApplication.clipboard().setText("339901199001010018")
    hand.press(Qt.Key.Key_L, ctrl=True)
    until(lambda: program.window is None)
    assert QApplication.clipboard().text() == ""
    hand.type("officer")
    hand.press(ENTER)
    until(lambda: program.window is not None)
    page = program.window.page
    assert page.route == Route("form", "people")
    until(lambda: page.form.editors["id_number"].text() == "339901")


def test_a_ticket_is_parked_and_brought_back_by_its_number(sign_in, hand, someone, until):
    person, _place = someone
    window = sign_in(ticket=False)
    hand.press(Qt.Key.Key_F8, ENTER, ENTER)
    until(lambda: window.work.ticket.number == 1)
    window.open(Route("record", "people", person.id))
    until(lambda: window.work.ticket.person == person.id)
    hand.press(Qt.Key.Key_F8, ENTER, ENTER)
    until(lambda: window.work.ticket.number == 2 and window.page.route.page == "home")
    assert window.work.ticket.person is None
    hand.press(Qt.Key.Key_F8)
    until(lambda: window.page.route.page == "ticket" and window.page.sheet.value == 1)
    window.page.number.setFocus()
    hand.type("1")
    hand.press(ENTER)
    until(lambda: window.work.ticket.number == 1)
    assert window.work.ticket.person == person.id
    assert window.page.route == Route("record", "people", person.id)


def test_an_auditor_sees_no_register_and_no_agenda(sign_in):
    window = sign_in("auditor", ticket=False)
    assert not window.rail.holds(Route("list", "people"))
    assert not window.top.search.isEnabled()


def test_who_is_there_already_is_shown_before_a_second_record_is_made(
    sign_in, hand, someone, until
):
    person, _place = someone
    window = sign_in()
    window.open(Route("form", "people"))
    until(lambda: window.page.form.editors["id_number"].focus.hasFocus())
    hand.type(person.id_number)
    hand.press(ENTER)
    until(lambda: window.page.likely.sheet.value == person.id)
    window.page.likely.sheet.setFocus()
    hand.press(ENTER)
    until(lambda: window.page.route == Route("form", "people", person.id))
    until(lambda: window.page.form.editors["name"].text() == person.name)


def test_a_room_left_and_a_door_swept_take_one_key_each(sign_in, hand, someone, until):
    _person, place = someone
    window = sign_in()
    window.open(Route("grid", "places", place.id))
    until(lambda: window.page.building is not None and window.page.table.hasFocus())
    hand.type("n")
    assert window.page.route.texts["place_id"]
    window.back()
    window.open(Route("sweep", "places", place.id))
    until(lambda: window.page.doors.value is not None)
    first = window.page.doors.value
    hand.type("0")
    assert window.page.doors.value != first
    assert len(window.page._answers) == 1


def test_a_grid_is_gone_through_by_keys_and_tells_what_was_done_at_each_door(
    sign_in, hand, someone, until
):
    """Arrows move, Enter who lives here, L who left; a swept door loses its mark at once."""
    _person, place = someone
    window = sign_in()
    window.open(Route("grid", "places", place.id))
    grid = window.page
    until(lambda: grid.building is not None and grid.table.hasFocus())
    first = grid.table.room
    hand.press(Qt.Key.Key_Up)
    assert grid.table.room not in (first, None)
    [at] = [
        grid.table.item(row, column)
        for row in range(grid.table.rowCount())
        for column in range(grid.table.columnCount())
        if (cell := grid.table.item(row, column)) and cell.data(ID) == place.id
    ]
    assert at.text() == "302室 ＊ 5 人\n▲ 出租"
    grid.table.setCurrentItem(at)
    hand.press(ENTER)
    assert window.page.route == Route("record", "places", place.id)
    window.back()
    window.work.act(
        "sweep-dwelling",
        lambda act: sweep_dwelling(act, place.id, "found"),
        lambda _ids: None,
        grid,
    )
    until(lambda: "＊" not in grid.table.currentItem().text())
    hand.type("l")
    until(lambda: window.page.route == Route("record", "places", place.id))  # of five: who?


def test_opening_a_person_leaves_one_event_in_the_log(sign_in, someone, until):
    person, _place = someone
    window = sign_in()

    def log():
        with window.work.desk.store.reading() as session:
            return [event.body for event in audit.events(session)]

    before = len(log())
    window.open(Route("record", "people", person.id))
    until(lambda: window.page.reading.links)
    [event] = log()[before:]
    assert str(person.id) in event
    assert str(window.page.reading.links[0].id) in event


@pytest.mark.parametrize(
    ("officer", "works", "does_nothing"),
    [
        ("officer", {"new", "edit", "print"}, {"export"}),
        ("chief", {"export", "print"}, {"new", "edit"}),
    ],
)
def test_the_sheet_of_keys_holds_those_that_work_for_who_signed_in(
    sign_in, officer, works, does_nothing
):
    window = sign_in(officer)
    window.open(Route("keys"))
    shown = {row.value for row in window.page.sheet.lines.rows}
    assert works | {"help", "search", "lock"} <= shown
    assert not shown & does_nothing


@pytest.mark.parametrize("key", [key.name for key in KEYS if key.where is ANYWHERE])
def test_a_key_that_works_anywhere_is_answered_by_the_window_or_by_a_page(key):
    pages = [getattr(import_module(module), name) for module, name in
             (where.split(":") for where in PAGES.values())]  # fmt: skip
    assert hasattr(Window, f"_press_{key}") or any(hasattr(p, f"press_{key}") for p in pages)
