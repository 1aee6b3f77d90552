"""Terms of law and holidays at the window: the chief changes what is local, all see what holds."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt

from station_app import app
from station_app.access import rulebook
from ui.pages.work import Route

ENTER, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Down
LOCAL = Route("rule").having(rule="residence_registration", place="")


def rows(page):
    return [tuple(map(str, row.texts)) for row in page.sheet.lines.rows]


def said(window):
    return window.status.message.text()


def test_the_chief_finds_the_rules_under_settings(sign_in, hand, until):
    window = sign_in("chief", ticket=False)
    window.open(Route("settings"))
    buttons = {
        b.accessibleName(): b for b in window.page.findChildren(type(window.page.password.do))
    }
    buttons["期限规则"].setFocus()
    hand.press(Qt.Key.Key_Space)
    until(lambda: window.page.route.page == "rules" and rows(window.page))
    headings = [row[0] for row in rows(window.page) if len(row) == 1]
    assert headings.index("实有人口") < headings.index("其他登记簿")
    assert ("流动人口居住登记", "3个工作日") in [row[:2] for row in rows(window.page)]


def test_the_chief_changes_a_local_rule_by_keys_and_takes_it_back(sign_in, hand, until):
    window = sign_in("chief", ticket=False)
    window.open(LOCAL)
    until(lambda: window.page.form.isVisible())
    hand.type("2026-03-01")
    hand.press(ENTER)
    window.page.form.editors["length"].focus.selectAll()
    hand.type("10")
    hand.press(ENTER, ENTER, ENTER)
    hand.type("County Bureau")
    hand.press(ENTER)
    hand.type("2026-12")
    hand.press(Qt.Key.Key_S, ctrl=True)
    until(lambda: "已改定期限规则" in said(window))
    window.open(LOCAL)
    until(lambda: len(rows(window.page)) == 2)
    assert rows(window.page) == [
        ("", "2026-02-28", "3个工作日", "否", "《杭州市流动人口服务管理规定》第九条", "程序自带"),
        ("2026-03-01", "", "10个工作日", "否", "County Bureau2026-12", "chief"),
    ]
    assert window.page.name.text() == "流动人口居住登记：10个工作日"
    window.page.sheet.setFocus()
    hand.press(DOWN, ENTER)
    until(lambda: window.page.route.page == "rule_end")
    hand.press(Qt.Key.Key_S, ctrl=True)  # without a reason it stays
    assert window.page.route.page == "rule_end"
    hand.type("withdrawn")
    hand.press(Qt.Key.Key_S, ctrl=True)
    until(lambda: "已撤销" in said(window))
    until(lambda: len(rows(window.page)) == 2 and not rows(window.page)[0][1])
    assert rows(window.page)[1][2:] == (
        *("10个工作日", "", "County Bureau2026-12"),
        *("chief", "chief：withdrawn"),
    )


def test_a_national_rule_is_shown_and_never_asked_for(sign_in, hand, until):
    window = sign_in("chief", ticket=False)
    window.open(Route("rule").having(rule="birth_registration", place=""))
    until(lambda: rows(window.page))
    assert not window.page.form.isVisible()
    assert "只供查看" in window.page.note.text()
    hand.press(ENTER)
    until(lambda: "不能撤销" in said(window))


def test_an_officer_sees_a_local_rule_without_a_form(sign_in, until):
    window = sign_in()
    window.open(LOCAL)
    until(lambda: rows(window.page))
    assert not window.page.form.isVisible()
    window.press("save")
    assert window.page.route == LOCAL


def test_a_wrong_order_is_refused_in_words_and_what_was_typed_stays(sign_in, hand, until):
    window = sign_in("chief", ticket=False)
    window.open(LOCAL)
    until(lambda: window.page.form.isVisible())
    typed = {"valid_from": "2026-03-01", "length": "9", "unit": "hour"}
    window.page.form.load(typed | {"issuer": "County", "number": "1"})
    hand.press(Qt.Key.Key_S, ctrl=True)
    until(lambda: "小时" in said(window))
    assert window.page.form.editors["length"].text() == "9"


@pytest.fixture
def november(monkeypatch, home):
    monkeypatch.setenv("STATION_TODAY", "2026-11-22")


def test_next_year_is_warned_of_until_the_chief_enters_its_notice(
    november, home, sign_in, hand, until
):
    window = sign_in("chief", ticket=False)
    until(lambda: "2027年的放假安排尚未录入" in window.page.unknown_year.text())
    window.open(Route("holidays"))
    until(lambda: rows(window.page))
    assert [row[:2] for row in rows(window.page)] == [
        ("2025", "程序自带"),
        ("2026", "程序自带"),
        ("2027", "尚未录入，暂按周一至周五为工作日"),
    ]
    hand.press(Qt.Key.Key_N, ctrl=True)
    until(lambda: window.page.route.page == "holiday_year")
    hand.press(ENTER)
    hand.type("1.1~1.3 2.6~2.12")
    window.page.form.editors["number"].focus.setFocus()
    hand.type("2026-0")
    hand.press(Qt.Key.Key_S, ctrl=True)
    until(lambda: window.page.route.page == "holidays" and len(rows(window.page)[-1]) > 2)
    assert rows(window.page)[-1] == (
        *("2027", "已录入", "2027-01-01~2027-01-03、2027-02-06~2027-02-12", ""),
        *("国务院办公厅2026-0", "chief"),
    )
    assert not window.page.warning.isVisible()
    station = app.open_home(home, app.unlock(home, "officer", "officer"))
    with station.desk("officer").view("rulebook") as view:
        assert rulebook.unknown_year(view) is None
        assert not view.stamp.terms.calendar.is_workday(date(2027, 2, 8))
    station.close()


def test_an_entered_year_opens_as_it_was_typed_and_is_taken_back(
    november, home, sign_in, hand, until
):
    station = app.open_home(home, app.unlock(home, "chief", "chief"))
    with station.desk("chief").act("enter-holidays") as act:
        rulebook.enter_holidays(act, 2027, "1.1~1.3", "1.9", issuer="国务院办公厅", number="1")
    station.close()
    window = sign_in("chief", ticket=False)
    window.open(Route("holidays"))
    until(lambda: rows(window.page))
    hand.press(DOWN, DOWN, ENTER)
    until(lambda: window.page.route.page == "holiday_year")
    assert window.page.form.values_typed() == {
        "year": "2027",
        "rest": "2027-01-01~2027-01-03",
        "work": "2027-01-09",
        "issuer": "国务院办公厅",
        "number": "1",
    }
    window.page._take_back()
    until(lambda: window.page.route.page == "holiday_end")
    hand.type("wrong year")
    hand.press(Qt.Key.Key_S, ctrl=True)
    until(lambda: window.page.route.page == "holidays" and window.page.warning.isVisible())
