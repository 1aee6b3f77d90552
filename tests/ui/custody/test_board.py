"""The board of who is in the station at the window: minutes that count down, every act by a key."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import func, select

from station_app import app
from station_app.custody.records import Custody
from station_app.storage.tables import AuditEvent
from tests.custody.inside import brought
from ui.kit.text import words
from ui.kit.theme import Tone
from ui.pages.work import Route

UNKNOWN = "男，约三十岁"


@pytest.fixture
def clock(monkeypatch):
    return lambda text: monkeypatch.setenv("STATION_NOW", f"2026-03-09T{text}")


@pytest.fixture
def ask(home):
    def ask(query):
        station = app.open_home(home, app.unlock(home, "officer", "officer"))
        with station.desk("officer").view("list:custody") as view:
            found = view.all(query)
        station.close()
        return found

    return ask


@pytest.fixture
def board(home, clock, sign_in, until):
    """The board with one more man on it, who is the line one is on."""
    clock("16:20")
    station = app.open_home(home, app.unlock(home, "officer", "officer"))
    brought(station.desk("officer"))
    station.close()
    window = sign_in(ticket=False)
    window.open(Route("custody_board"))
    until(lambda: window.page.found)
    at = [one.name for one in window.page.found].index(UNKNOWN)
    window.page.sheet.go_to(at)
    return window


def line(page):
    return page.sheet.lines.rows[page.sheet.currentIndex().row()]


def texts(page):
    return [words(text) for text in line(page).texts]


def looks(ask):
    told = AuditEvent.body.contains("custody board read")
    return ask(select(func.count()).where(told))[0]


def test_minutes_count_down_by_themselves_and_who_goes_late_is_asked_why(
    board, clock, hand, until, ask
):
    page = board.page
    assert texts(page)[:3] == [UNKNOWN, "17:00", "还剩 40 分钟"]
    assert line(page).tone is Tone.PLAIN
    before = looks(ask)
    clock("16:31")
    page.timer.start(20)
    until(lambda: texts(page)[2] == "即将届满，还剩 29 分钟")
    assert line(page).tone is Tone.RED
    clock("17:10")
    until(lambda: texts(page)[2] == "超过期限 10 分钟，应当立即放行")
    assert page.sheet.hasFocus()
    assert texts(page)[0] == UNKNOWN
    assert looks(ask) == before  # a clock that was looked at is no look at people
    hand.press(Qt.Key.Key_L)
    until(lambda: board.page.route.action == "leave")
    until(lambda: board.page.form.editors["left_how"].focus.hasFocus())
    hand.type("zyls")
    hand.press(Qt.Key.Key_Return)
    hand.press(Qt.Key.Key_S, ctrl=True)
    until(lambda: "超过法定期限 10 分钟" in board.status.message.text())
    assert "第九十七条" in board.status.message.text()
    board.page.form.editors["over_reason"].focus.setFocus()
    hand.compose("duche", "送返途中堵车")
    hand.press(Qt.Key.Key_S, ctrl=True)
    until(lambda: board.page.route.page == "custody_board")
    until(lambda: UNKNOWN not in [one.name for one in board.page.found])
    [gone] = ask(select(Custody).where(Custody.described == UNKNOWN))
    assert (gone.left_how, gone.over_reason) == ("released", "送返途中堵车")


def test_what_is_missing_and_who_is_brought_in_are_one_key_away(board, hand, until, ask):
    assert texts(board.page)[3].startswith("人身检查、随身物品、通知家属")
    hand.press(Qt.Key.Key_Space)
    until(lambda: board.page.route.action == "body_check")
    until(lambda: board.page.form.editors["checker"].focus.hasFocus())
    hand.type("txb")
    hand.press(Qt.Key.Key_Return)
    hand.press(Qt.Key.Key_S, ctrl=True)
    until(lambda: board.page.route.page == "custody_board")
    until(lambda: texts(board.page)[3].startswith("随身物品"))
    assert texts(board.page)[0] == UNKNOWN
    assert hand.keys <= 7
    hand.press(Qt.Key.Key_N)
    until(lambda: board.page.route.page == "form")
    form = board.page.form
    assert form.editors["arrived_at"].text() == "2026-03-09 16:20"
    assert form.editors["officer"].text() == "officer"
    until(lambda: form.editors["person_id"].focus.hasFocus())
    hand.press(Qt.Key.Key_Return)
    hand.compose("nv", "女，约六十岁")
    hand.press(Qt.Key.Key_Return, Qt.Key.Key_Return)
    hand.type("jxpw")
    hand.press(Qt.Key.Key_Return)
    form.editors["circumstance"].focus.setFocus()
    hand.type("bhrz")
    hand.press(Qt.Key.Key_Return)
    hand.press(Qt.Key.Key_S, ctrl=True)
    until(lambda: board.page.route.page == "record")
    [made] = ask(select(Custody).where(Custody.described == "女，约六十岁"))
    assert (made.ground, made.hours) == ("stop_and_question", 12)
    hand.press(Qt.Key.Key_Escape)
    until(lambda: board.page.route.page == "custody_board")
    until(lambda: len(board.page.found) == len(board.page.sheet.lines.rows) > 1)
    hand.press(Qt.Key.Key_Return)
    until(lambda: board.page.route.page == "record" and board.page.reading.record)
