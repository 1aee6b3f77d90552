"""The duty desk at the window: every key counted."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from sqlalchemy import select

from station_app import app
from station_app.calls.records import Call
from tests.calls.reported import call
from tests.measures.executed import enter
from ui.pages.work import Route

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
    made = last_call(home)
    assert (made.disposal, made.course, made.category) == ("mediated", "劝和", "200100")
    assert (made.external_number, made.channel) == ("DH2026030917", "110")
    assert hand.keys <= 25, hand.keys


def test_what_is_doubtful_is_marked_and_may_be_saved_as_it_is(home, sign_in, hand, until):
    window = sign_in(ticket=False)
    page = paste(window, hand, until, "报警时间：2026-03-09 09:30 内容：有人吵架")
    assert set(page.pasted.doubtful) == {"category"}
    assert page.form.editors["category"].focus.hasFocus()
    hand.press(Qt.Key.Key_S, ctrl=True)
    until(lambda: window.page.route.page == "record")
    assert last_call(home).category == "200200"


def test_a_report_at_the_counter_has_its_receipt_in_150_keys(home, sign_in, hand, until):
    window = sign_in(ticket=False)
    hand.press(Qt.Key.Key_K, ctrl=True)
    hand.type("dmba")
    until(lambda: window.top.search.list.isVisible() and window.top.search.list.chosen)
    hand.press(Qt.Key.Key_Return)
    until(lambda: window.page.route.page == "reception")
    form = window.page.form
    until(lambda: form.editors["external_number"].focus.hasFocus())
    assert form.editors["channel"].text() == "counter"
    for _row in range(4):  # to the name of who reports
        hand.press(Qt.Key.Key_Return)
    hand.compose("qianxiaohe", "钱小禾")
    hand.press(Qt.Key.Key_Return)
    hand.type("19900001234")
    for _row in range(3):  # past secrecy and the address to its words
        hand.press(Qt.Key.Key_Return)
    hand.compose("shiqiao", "石桥路8号")
    hand.press(Qt.Key.Key_Return, Qt.Key.Key_Return)
    hand.compose("diandongchebeidao", "电动车被盗")
    hand.press(Qt.Key.Key_S, ctrl=True)
    until(lambda: window.page.route.page == "print" and window.page.preview.pages)
    assert window.page.form.form.name == "reception_receipt"
    hand.press(Qt.Key.Key_Return)
    until(lambda: window.page.paper is not None)
    assert hand.keys <= 150, hand.keys
    made = last_call(home)
    assert (made.channel, made.caller_said, made.facts) == ("counter", "钱小禾", "电动车被盗")
    assert made.caller_phone[0]["number"] == "19900001234"


def test_the_code_of_a_receipt_is_answered_in_the_search_box(home, sign_in, hand, until):
    station = app.open_home(home, app.unlock(home, "officer", "officer"))
    made = call(station.desk("officer"), channel="counter")
    station.close()
    window = sign_in()
    hand.press(Qt.Key.Key_K, ctrl=True)
    hand.type(made.query_code)
    until(lambda: window.top.search.list.isVisible() and window.top.search.list.chosen)
    assert window.top.search.list.chosen[0] == "answer"
    hand.press(Qt.Key.Key_Return)
    until(lambda: "正在办理" in window.status.message.text())


def test_a_consultation_is_six_fields_and_owes_nothing(home, sign_in, hand, until):
    window = sign_in("clerk", ticket=False)
    window.open(Route("consultation", "calls"))
    assert len(window.page.form.editors) == 6
    form = window.page.form
    form.editors["facts"].focus.setFocus()
    hand.compose("zixun", "咨询办证")
    hand.press(Qt.Key.Key_S, ctrl=True)
    until(lambda: not form.editors["facts"].text())
    made = last_call(home)
    assert (made.facts, made.disposal, made.query_code) == ("咨询办证", "settled", None)


def test_a_place_that_called_before_is_told_beside_the_form_as_a_count(home, sign_in, until):
    station = app.open_home(home, app.unlock(home, "officer", "officer"))
    first = call(station.desk("officer"), place="演示县新丰街999号")
    call(station.desk("officer"), place="演示县新丰街999号")
    station.close()
    window = sign_in(ticket=False)
    window.open(Route("form", "calls").having(place_id=str(first.place_id)))
    until(lambda: window.page.repeats.isVisible())
    assert window.page.repeats.text() == "该地址近 6 个月有警情 2 起"


def test_the_desk_on_duty_sees_that_an_address_is_protected_and_no_name(home, sign_in, until):
    station = app.open_home(home, app.unlock(home, "chief", "chief"))
    order = enter(station.desk("chief"), "protection_order")
    station.close()
    window = sign_in(ticket=False)
    window.open(Route("form", "calls").having(place_id=str(order.place_id)))
    until(lambda: window.page.protection.isVisible())
    said = window.page.protection.text()
    assert said == "该地址在人身安全保护令保护之下（至 2026-09-04）：请优先处置"
