"""The duty desk at the window: every key counted."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from sqlalchemy import select

from station_app import app
from station_app.calls.records import Call

TEXT = (
    "接警单号：DH2026030917 报警时间：2026-03-09 09:30 报警电话：19900001234 "
    "地址：演示县石桥路8号 类型：打架斗殴 内容：两人因停车打架"
)


def last_call(home):
    station = app.open_home(home, app.unlock(home, "officer", "officer"))
    with station.desk("officer").view("list:calls") as view:
        found = view.all(select(Call).order_by(Call.row.desc()).limit(1))
    station.close()
    return found[0]


def paste(window, hand, until, text):
    QGuiApplication.clipboard().setText(text)
    control = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(hand.aim, Qt.Key.Key_V, control)
    hand.keys += 3
    until(lambda: window.page.route.page == "call_paste" and window.page.pasted.texts)
    return window.page


def test_a_pasted_110_text_is_disposed_of_in_25_keys(home, sign_in, hand, until):
    window = sign_in(ticket=False)
    paste(window, hand, until, TEXT)
    hand.press(Qt.Key.Key_S, ctrl=True)
    until(lambda: window.page.route.page == "record" and window.page.reading.record)
    until(lambda: window.page.beside.value)
    hand.press(Qt.Key.Key_Return)
    until(lambda: window.page.route.page == "action" and window.page.form.editors["at"].text())
    hand.type("xctj")
    hand.press(Qt.Key.Key_Return)
    hand.compose("qh", "劝和")
    hand.press(Qt.Key.Key_S, ctrl=True)
    until(lambda: window.page.route.page == "record")
    call = last_call(home)
    assert (call.disposal, call.course, call.category) == ("mediated", "劝和", "200100")
    assert (call.external_number, call.channel) == ("DH2026030917", "110")
    assert hand.keys <= 25, hand.keys


def test_what_is_doubtful_is_marked_and_may_be_saved_as_it_is(home, sign_in, hand, until):
    window = sign_in(ticket=False)
    page = paste(window, hand, until, "报警时间：2026-03-09 09:30 内容：有人吵架")
    assert set(page.pasted.doubtful) == {"category"}
    assert page.form.editors["category"].focus.hasFocus()
    hand.press(Qt.Key.Key_S, ctrl=True)
    until(lambda: window.page.route.page == "record")
    assert last_call(home).category == "200200"
