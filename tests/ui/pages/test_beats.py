"""Beats and the county's order at the window: given, begun with, left and taken back."""

from __future__ import annotations

import re
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit

from station_app import app
from station_app.access import beats, standing
from ui.kit.text import speak
from ui.pages.work import Route

HAN = re.compile(r"[\u3400-\u9fff]")
ENTER = Qt.Key.Key_Return
FIRST = "第一警务区"  # of the invented station


@pytest.fixture
def given(home):
    """The officer looks after the first beat."""
    station = app.open_home(home, app.unlock(home, "officer", "officer"))
    with station.desk("chief").act("give-beat") as act:
        beats.give(act, "officer", FIRST)
    station.close()


def lines(page):
    return [tuple(map(str, row.texts)) for row in page.sheet.lines.rows]


def test_the_chief_gives_a_beat_and_ends_it(sign_in, hand, until):
    window = sign_in("chief", ticket=False)
    window.open(Route("beats"))
    hand.press(Qt.Key.Key_N, ctrl=True)
    until(lambda: window.page.officer.count() and window.page.beat.count())
    assert [window.page.officer.itemText(n) for n in range(2)] == ["clerk", "officer"]
    window.page.officer.setCurrentText("clerk")
    window.page.beat.setFocus()
    hand.type("East 1")
    hand.press(Qt.Key.Key_S, ctrl=True)
    until(lambda: window.page.route.page == "beats" and lines(window.page))
    assert lines(window.page) == [("East 1", "clerk", "2026-03-09", "", "chief")]
    hand.press(ENTER)
    until(lambda: window.page.route.page == "beat")
    hand.type("+1")
    hand.press(Qt.Key.Key_S, ctrl=True)
    until(lambda: window.page.route.page == "beats" and lines(window.page)[0][3])
    assert lines(window.page) == [("East 1", "clerk", "2026-03-09", "2026-03-10", "chief")]


def test_a_beat_without_a_name_is_refused_in_words_and_the_page_stays(sign_in, hand, until):
    window = sign_in("chief", ticket=False)
    window.open(Route("beat"))
    until(lambda: window.page.officer.count())
    hand.press(Qt.Key.Key_S, ctrl=True)
    until(lambda: "请写明警务区" in window.status.message.text())
    assert window.page.route.page == "beat"


def test_lists_and_today_begin_with_ones_own_beat_and_widen_together(given, sign_in, until):
    window = sign_in()
    work = window.work
    assert work.beats == (FIRST,)
    window.open(Route("list", "residents"))
    page = window.page
    until(lambda: page.list.count.text())
    assert page.own_beat.isVisible()
    assert page.own_beat.isChecked()
    own = shown(page, until)
    page.own_beat.click()
    until(lambda: page.list.model.query.beats == ())
    until(lambda: shown(page, until) > own)
    assert own > 0
    window.open(Route("home"))
    assert window.page.whose.currentText() == "全所"
    whole = settled(window.page, until)
    choose(window.page, "本警务区")
    assert work.beats == (FIRST,)
    until(lambda: 0 < len(window.page.sheet.lines.rows) < whole)


def test_the_choice_is_kept_for_the_next_time(given, sign_in, start, until):
    window = sign_in()
    assert window.page.whose.currentText() == "本警务区"
    choose(window.page, "全所")
    assert window.work.beats == ()
    assert window.work.setting("whose work/officer", "") == "station"


def test_who_has_no_beat_is_not_asked(sign_in, until):
    window = sign_in()
    assert [window.page.whose.itemText(n) for n in range(3)] == ["本人", "全所", ""]
    window.open(Route("list", "people"))
    assert not window.page.own_beat.isVisible()


def choose(page, name):
    page.whose.setCurrentText(name)
    page.whose.activated.emit(page.whose.currentIndex())


def shown(page, until):
    until(lambda: page.list.count.text())
    return int(re.sub(r"\D", "", page.list.count.text()))


def settled(page, until):
    until(lambda: page.sheet.lines.rows)
    return len(page.sheet.lines.rows)


# 独立使用依据


def test_the_administrator_enters_the_order_and_takes_it_back(sign_in, hand, until):
    window = sign_in("admin", ticket=False)
    window.open(Route("settings"))
    part = window.page.stand_alone
    until(part.issuer.isVisible)
    assert "没有登记" in part.now.text()
    part.issuer.setFocus()
    hand.type("County Bureau")
    hand.press(ENTER)
    hand.type("No. 7")
    hand.press(ENTER)
    hand.type("20260302")
    part.enter.click()
    until(part.reason.isVisible)
    assert part.now.text() == "County BureauNo. 7，2026-03-02，由 admin 登记"
    assert not part.issuer.isVisible()
    assert held(window) == standing.CountyOrder("County Bureau", "No. 7", date(2026, 3, 2), "admin")
    part.reason.setFocus()
    part.end.click()
    until(lambda: "原因" in window.status.message.text())
    hand.type("told so")
    part.end.click()
    until(part.issuer.isVisible)
    assert held(window) is None


def held(window):
    with window.work.desk.view("stand-alone") as view:
        return standing.stand_alone(view)


def test_the_chief_sees_the_order_and_cannot_change_it_an_officer_sees_nothing(sign_in, until):
    window = sign_in("chief", ticket=False)
    window.open(Route("settings"))
    part = window.page.stand_alone
    until(lambda: "没有登记" in part.now.text())
    assert not part.issuer.isVisible()
    assert not part.reason.isVisible()


def test_an_officer_has_no_such_setting(sign_in):
    window = sign_in()
    window.open(Route("settings"))
    assert not hasattr(window.page, "stand_alone")


@pytest.mark.parametrize(
    ("role", "route"),
    [
        ("chief", Route("beats")),
        ("chief", Route("beat")),
        ("chief", Route("beat").having(officer="clerk", beat="East 1", since="2026-03-09")),
        ("admin", Route("settings")),
        ("chief", Route("settings")),
    ],
)
def test_in_english_every_word_of_these_pages_is_english(sign_in, qtbot, role, route):
    speak("en")
    window = sign_in(role, ticket=False)
    window.open(route)
    qtbot.wait(100)
    said = [widget.text() for widget in window.page.findChildren(QLabel)]
    said += [widget.text() for widget in window.page.findChildren(QAbstractButton)]
    said += [line.placeholderText() for line in window.page.findChildren(QLineEdit)]
    data = {box.itemText(n) for box in window.page.findChildren(QComboBox) for n in range(9)}
    assert {one for one in said if HAN.search(one)} - data == set()
