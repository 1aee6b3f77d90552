"""Flows of the counter, with real key events and every key counted (no mouse)."""

from __future__ import annotations

from PySide6.QtCore import Qt

from station_app import app
from station_app.access import records
from station_app.housing.service import at_places
from station_app.identity.numbers import check_digit
from station_app.registers import REGISTERS
from station_app.storage.pages import Query
from station_app.workflows.inline import file_typed

ENTER = Qt.Key.Key_Return
COLUMNS = ("person_id", "since")


def test_anybody_is_found_in_nine_keys_while_a_citizen_waits(sign_in, hand, someone, until):
    person, _place = someone
    window = sign_in()
    hand.press(Qt.Key.Key_K, ctrl=True)
    hand.type(person.id_number[-6:])
    until(lambda: window.top.search.list.isVisible())
    hand.press(ENTER)
    until(lambda: window.page.route.page == "record" and window.page.reading.record is not None)
    assert window.page.reading.title == person.name
    assert hand.keys <= 9


def test_a_telephone_number_without_a_ticket_says_that_it_was_not_looked_for(sign_in, hand, until):
    window = sign_in(ticket=False)
    said = window.top.search.list
    hand.press(Qt.Key.Key_K, ctrl=True)
    hand.type("19900009999")
    until(lambda: said.count() == 2 and "按电话找人须先说明事由" in said.item(1).text())
    assert said.chosen is None


def test_with_a_ticket_telephones_are_looked_for_and_nothing_is_left_out(sign_in, hand, until):
    window = sign_in()
    said = window.top.search.list
    hand.press(Qt.Key.Key_K, ctrl=True)
    hand.type("19900009999")
    until(lambda: [said.item(row).text() for row in range(said.count())] == ["没有符合的记录"])
    assert said.isVisible()


def test_a_tenant_moves_in_and_takes_the_receipt_in_forty_keys(sign_in, hand, home, someone, until):
    """Into a house to let: his tenancy is entered in the same act."""
    person, place = someone
    street, room = another_room(home, place)
    window = sign_in(ticket=False)
    hand.press(Qt.Key.Key_F8)
    until(lambda: window.page.route.page == "ticket")
    hand.press(Qt.Key.Key_F8)  # a new ticket at the counter
    until(lambda: window.work.ticket.number == 1 and window.page.route.page == "home")
    hand.press(Qt.Key.Key_K, ctrl=True)
    hand.type(person.id_number)
    until(lambda: window.top.search.list.isVisible() and window.top.search.list.chosen)
    hand.press(ENTER)
    until(lambda: window.page.route.page == "record" and window.page.reading.record is not None)
    hand.press(ENTER)  # moving in is the first that a person's page offers
    until(lambda: window.page.route.page == "form" and hand.aim.accessibleName().startswith("现住"))
    hand.compose("abcd"[: len(street)], street)  # the initials of the street
    hand.type(f" {room}")
    until(lambda: window.page.form.editors["place_id"].open)
    hand.press(ENTER)
    hand.press(Qt.Key.Key_S, ctrl=True)
    until(lambda: window.page.route.register == "residents" and window.page.route.page == "record")
    until(lambda: window.page.reading.record is not None)
    hand.press(Qt.Key.Key_F3)
    until(lambda: window.page.route.page == "print" and window.page.preview.pages)
    hand.press(ENTER)  # to the printer, or to a file where there is none
    until(lambda: window.page.paper is not None)
    assert window.page.form.form.name == "residence_receipt"
    assert hand.keys <= 40
    with window.work.desk.view("list:tenancies") as view:
        line, *_rest = records.page(view, REGISTERS["tenancies"], Query(columns=COLUMNS))
    assert line.texts[0].startswith(person.name[0])
    assert line.texts[1] == window.work.desk.today.isoformat()


def another_room(home, place):
    """(street, digits of the room) of another dwelling, which is a house to let from now on."""
    station = app.open_home(home, app.unlock(home, "officer", "officer"))
    desk = station.desk("officer")
    with desk.view("list:places") as view:
        lines = records.page(view, REGISTERS["places"], Query(columns=("street", "room", "line")))
    with desk.view("list:housing") as view:
        known = at_places(view, [line.id for line in lines])
    rooms = [line for line in lines if line.texts[1] and line.id not in known]
    street, room, _line = min((line.texts for line in rooms), key=lambda texts: len(texts[0]))
    let = [line.id for line in rooms if line.texts[:2] == (street, room)]
    given = [{"place_id": str(id), "landlord_unit": "演示置业"} for id in let]
    with desk.act("file:housing") as act:
        file_typed(act, REGISTERS["housing"], given)
    station.close()
    return street, room.removesuffix("室")


def test_a_household_of_three_is_entered_from_paper_in_145_keys(sign_in, hand, until):
    window = sign_in()
    hand.press(Qt.Key.Key_K, ctrl=True)
    hand.type("zhd")
    until(lambda: window.top.search.list.chosen)
    hand.press(ENTER)
    until(lambda: window.page.route.page == "household")
    until(lambda: window.page.place.focus.hasFocus())
    hand.compose("yanshixianshiqiaolu", "演示县石桥路")
    hand.type("8-2-301")
    hand.press(ENTER)
    family = (
        ("33990119800101001", "wangjun", "王军", ""),
        ("33990119820202002", "lifang", "李芳", "10"),
        ("33990120100303003", "wangyu", "王雨", "20"),
    )
    for at, (number, pinyin, name, relation) in enumerate(family):
        if at:
            hand.press(ENTER, ctrl=True)
        hand.type(number + check_digit(number))
        hand.press(ENTER)
        hand.compose(pinyin, name)
        hand.press(ENTER)
        hand.type(relation)
    hand.press(Qt.Key.Key_S, ctrl=True)
    until(lambda: window.page.route.page == "record")
    until(lambda: window.page.reading.record is not None)
    assert window.page.reading.title.startswith("王军")
    assert hand.keys <= 145
