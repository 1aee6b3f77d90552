"""Leave at the window: the worker enters it, the head of the office decides, every key counted."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import select

from station_app import app
from station_app.leaves.records import Leave
from station_app.printing.records import Print
from station_app.workflows.supervision import entrusted
from ui.pages.work import Route

ENTER = Qt.Key.Key_Return


@pytest.fixture
def entrust(home):
    station = app.open_home(home, app.unlock(home, "admin", "admin"))
    with station.desk("admin").act("enter-entrustment") as act:
        entrusted.enter_entrustment(act, "演示县司法局", "演司〔2026〕5号", date(2026, 1, 5))
    station.close()


@pytest.fixture
def every(home):
    def every(kind):
        station = app.open_home(home, app.unlock(home, "corrections", "corrections"))
        with station.desk("corrections").view("list:corrections") as view:
            found = view.all(select(kind).order_by(kind.row))
        station.close()
        return found

    return every


def _leave(window, hand, until):
    """From the queue of the worker to the page of the person's leave."""
    until(lambda: window.page.route.page == "report_queue" and window.page.sheet.value)
    hand.type("wxc")
    until(lambda: window.page.search.list.isVisible() and window.page.search.list.chosen)
    hand.press(ENTER)
    until(lambda: window.page.route.page == "report" and window.page.whom.text() == "王小川")
    hand.press(Qt.Key.Key_N, ctrl=True)
    until(lambda: window.page.route.page == "leave" and "累计" in window.page.total.text())
    until(lambda: window.page.form.editors["since"].text())
    return window.page


def head(hand, start, until):
    """The head of the office sits down at the same desk; signing in is counted nowhere."""
    program = start()
    page = program.frame.centralWidget()
    page.officer.setFocus()
    page.officer.selectAll()
    for typed in ("chief", "chief"):
        hand.type(typed)
        hand.press(ENTER)
    until(lambda: program.window is not None)
    hand.keys = 0
    return program.window


def _asked(window, hand, until):
    page = _leave(window, hand, until)
    hand.type("jy")
    hand.press(ENTER, ENTER)  # three days ahead, as the law has it, stands there
    hand.type("+7")
    hand.press(ENTER)
    hand.compose("hzs", "杭州市")
    hand.press(ENTER)
    hand.compose("ghd", "挂号单")
    return page


def test_a_leave_of_five_days_is_asked_approved_and_its_certificate_printed_in_35_keys(
    sign_in, start, hand, until, entrust, every
):
    window = sign_in("corrections", ticket=False)
    page = _asked(window, hand, until)
    assert page.total.text() == "近两个月外出累计 0 天（县级可批至累计 30 天）"
    assert "本次 5 天" in page.now.text()
    assert "累计 5 天" in page.now.text()
    hand.press(Qt.Key.Key_S, ctrl=True)
    until(lambda: window.page.route.register == "leaves" and window.page.reading.record)
    entered = hand.keys
    window = head(hand, start, until)
    line = lambda: window.page.sheet.value  # noqa: E731
    until(lambda: window.page.route.page == "home" and line() is not None)
    while line().register != "leaves":
        hand.press(Qt.Key.Key_Down)
    hand.press(ENTER)
    until(
        lambda: window.page.route.page == "office_decision" and "杭州市" in window.page.what.text()
    )
    assert "两个月内外出累计天数：5 天" in window.page.what.text()
    hand.press(Qt.Key.Key_S, ctrl=True)
    until(lambda: window.page.route.page == "print" and window.page.preview.pages)
    assert window.page.form.form.name == "leave_certificate"
    hand.press(ENTER)
    until(lambda: window.page.paper is not None)
    assert entered + hand.keys <= 35, (entered, hand.keys)
    [leave] = every(Leave)
    assert (leave.state, leave.decided_by, leave.entered_by) == ("approved", "chief", "corrections")
    assert (leave.since, leave.until) == (date(2026, 3, 12), date(2026, 3, 16))
    assert [each.form for each in every(Print)] == ["leave_certificate"]


def test_a_refusal_without_a_ground_is_told_and_leaves_the_leave_open(
    sign_in, start, hand, until, entrust, every
):
    window = sign_in("corrections", ticket=False)
    _asked(window, hand, until)
    hand.press(Qt.Key.Key_S, ctrl=True)
    until(lambda: window.page.route.register == "leaves" and window.page.reading.record)
    [asked] = every(Leave)
    window = head(hand, start, until)
    window.work.go("office_decision", "leaves", asked.id, action="approve")
    until(lambda: "挂号单" in window.page.what.text())
    window.page.why.setFocus()
    hand.press(ENTER)
    until(lambda: "须写明理由" in window.status.message.text())
    assert every(Leave)[0].state == "asked"
    hand.compose("bs", "挂号单系伪造")
    hand.press(ENTER)
    until(lambda: window.page.route.page == "home")
    [refused] = every(Leave)
    assert (refused.state, refused.refusal) == ("refused", "挂号单系伪造")


def test_what_was_used_and_what_is_still_open_stand_before_anything_is_typed(
    sign_in, hand, until, home
):
    window = sign_in("corrections", ticket=False)
    page = _asked(window, hand, until)
    assert "一律由县级以上决定" in page.past.text()
    assert "由县级社区矫正机构" in page.now.text()
    hand.press(Qt.Key.Key_S, ctrl=True)
    until(lambda: window.page.route.register == "leaves" and window.page.reading.record)
    supervision = window.page.reading.record.supervision_id
    window.work.go("leave", "corrections", supervision, action="leave")
    until(lambda: window.page.route.page == "leave" and window.page.found)
    assert window.page.now.text() == "2026-03-12 至 2026-03-16 的外出申请尚未审批"


def test_the_administrator_enters_the_county_s_entrustment_and_the_worker_sees_it(
    sign_in, hand, until, home
):
    window = sign_in("admin", ticket=False)
    window.open(Route("settings"))
    part = window.page.entrusted
    until(part.issuer.isVisible)
    assert "一律由县级以上" in part.now.text()
    part.issuer.setFocus()
    for typed in ("County Bureau", "No. 5"):
        hand.type(typed)
        hand.press(ENTER)
    hand.type("20260105")
    part.enter.click()
    until(part.reason.isVisible)
    assert part.now.text() == "County BureauNo. 5，2026-01-05，由 admin 登记"
    assert not window.page.entrusted.issuer.isVisible()
