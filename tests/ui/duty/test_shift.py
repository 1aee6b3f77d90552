"""A shift at the window: the week planned, the diary written, the hand-over signed and printed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from sqlalchemy import select

from station_app import app
from station_app.duty.records import DiaryEntry, EquipmentCount, Handover, Shift
from ui.pages.work import Route


def kept(home, record):
    station = app.open_home(home, app.unlock(home, "officer", "officer"))
    with station.desk("officer").view("roster") as view:
        found = view.all(select(record).order_by(record.row))
    station.close()
    return found


def test_a_hand_over_is_signed_by_two_and_printed_in_30_keys(home, sign_in, hand, until):
    window = sign_in(ticket=False)
    hand.press(Qt.Key.Key_H, ctrl=True)
    until(lambda: window.page.route.page == "hand_over" and window.page.found)
    page = window.page
    assert page.sheet.lines.rowCount() > len(page.found.parts)  # what is handed over stands there
    page.taker.clear()  # as where the roster names nobody who has an account
    page.taker.setFocus()
    hand.type("chief")
    hand.press(Qt.Key.Key_Return)
    hand.type("chief")  # a password of his own
    hand.press(Qt.Key.Key_Return)
    until(lambda: window.page.route.page == "print" and window.page.preview.pages)
    hand.press(Qt.Key.Key_Return)
    until(lambda: window.page.paper is not None)
    assert hand.keys <= 30, hand.keys
    (made,) = kept(home, Handover)
    assert (made.given_by, made.taken_by) == ("officer", "chief")
    assert made.calls
    assert len(kept(home, EquipmentCount)) == len(page.counts)


def test_what_is_not_as_it_should_be_is_typed_with_why(home, sign_in, hand, until):
    window = sign_in(ticket=False)
    window.open(Route("hand_over"))
    until(lambda: window.page.found)
    page = window.page
    page.counts["手铐"].setText("5")
    page.taker.setText("chief")
    page.password.setFocus()
    hand.type("chief")
    hand.press(Qt.Key.Key_Return)
    until(lambda: "数目不符" in window.status.message.text())
    page.counts["手铐"].setText("5 一副送检")
    hand.type("chief")
    hand.press(Qt.Key.Key_Return)
    until(lambda: window.page.route.page == "print")
    counted = {one.name: (one.counted, one.remarks) for one in kept(home, EquipmentCount)}
    assert counted["手铐"] == (5, "一副送检")


def test_a_week_is_as_the_last_and_a_line_of_the_diary_is_one_line(home, sign_in, hand, until):
    before = len(kept(home, Shift))
    window = sign_in(ticket=False)
    window.open(Route("roster"))
    page = window.page
    until(lambda: page.cells)
    hand.press(Qt.Key.Key_PageDown, Qt.Key.Key_PageDown)  # beyond what is planned
    until(lambda: len(page.cells) == 35 and not page.cells[0, "leader"].text())
    hand.press(Qt.Key.Key_F4, ctrl=True)
    until(lambda: page.cells[0, "leader"].text())
    assert page.unsaved
    page.cells[3, "officers"].setFocus()
    page.cells[3, "officers"].clear()
    hand.press(Qt.Key.Key_F4)  # as in the line above
    assert page.cells[3, "officers"].text() == page.cells[2, "officers"].text()
    hand.press(Qt.Key.Key_S, ctrl=True)
    until(lambda: "14" in window.status.message.text() and not page.unsaved)
    assert len(kept(home, Shift)) == before + 14

    window.open(Route("diary"))
    until(lambda: window.page.found)
    rows = len(window.page.found.entries)
    hand.compose("xunluo", "石桥路巡逻")
    hand.press(Qt.Key.Key_Return)
    until(lambda: len(window.page.found.entries) == rows + 1)
    assert kept(home, DiaryEntry)[-1].text == "石桥路巡逻"
