"""The end of a case at the window: what is missing stands first, and then it is gone."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from station_app.access.action import perform
from station_app.access.purposes import Purpose
from station_app.registers import ACTIONS
from tests.statements.asked import case, person
from ui.pages.work import Route

WHY = Purpose("CASE", "演示案件")
FINE = {"kind": "fine", "amount": "500", "basis": "《治安管理处罚法》第五十一条"}
NUMBER = {"decision_number": "演公行罚决字〔2026〕8号", "remedies": "是"}


def shown(page):
    return [[str(text) for text in row.texts[:2]] for row in page.sheet.model().rows]


def test_what_is_missing_stands_first_and_a_closed_case_is_left_at_once(home, sign_in, hand, until):
    window = sign_in(ticket=False)
    desk = window.work.desk
    here, man = case(desk).id, person(desk)

    def do(name, id, register="cases", by=desk, **typed):
        return perform(by, ACTIONS[register], name, id, typed, WHY).ids[0]

    do("involve", here, person_id=str(man), role="违法嫌疑人")
    his = do("propose_decision", here, person_id=str(man), **FINE)
    do("tell", his, "case_decisions")
    chief = replace(desk, officer="chief", role="chief")
    do("decide", his, "case_decisions", chief, **NUMBER)
    route = Route("case_closing", "cases", here, action="close_case")
    window.open(route)
    until(lambda: window.page.route == route and shown(window.page))
    assert [row[0] for row in shown(window.page)[:4]] == ["结案检查单", "缺", "缺", "已办"]
    do("serve", his, "case_decisions", served_how="direct")
    do("pay", his, "case_decisions", paid_how="bank")
    window.page.press("refresh")
    until(lambda: ["可以", "作出处理决定且已执行"] in shown(window.page))
    assert "缺" not in [row[0] for row in shown(window.page)]
    until(lambda: window.page.form.values_typed().get("close_kind"))  # the one natural way
    until(window.page.form.isAncestorOf(QApplication.focusWidget()).__bool__)
    hand.press(Qt.Key.Key_S, ctrl=True)
    until(lambda: "已封存" in window.status.message.text())
    until(lambda: window.page.route == Route("home"))
