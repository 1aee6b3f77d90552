"""Today's work at the window: gone through by keys, each line done from where it stands."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt

from station_app import app
from station_app.access import records, rulebook
from station_app.core.records import table_of
from station_app.storage.driver import insert_rows
from station_app.storage.pages import Query
from station_app.storage.tables import DutyRow
from station_app.workflows.agenda import PAGE, Item
from ui.pages.work import Route

ENTER, ESC, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Down
TODAY = date(2026, 3, 9)
MANY = 700


@pytest.fixture
def long(home):
    """An agenda far longer than a screen: one resident's duties straight into the table."""
    station = app.open_home(home, app.unlock(home, "officer", "officer"))
    desk = station.desk("officer")
    rulebook.settle(desk)  # or the first to sign in works these out again
    with desk.view("list:residents") as view:
        resident = records.page(view, desk.registers["residents"], Query())[0].id
    rows = [
        {"record_id": resident, "rule": "residence_registration",
         "since": f"{date(1990, 1, 1) + timedelta(at)}", "register": "residents",
         "due_on": TODAY + timedelta(at % 20 - 13), "due_at": None, "owner": "officer",
         "action": "register_residence", "course": ""}
        for at in range(MANY)
    ]  # fmt: skip
    with desk.store.writing() as session:
        insert_rows(session, table_of(DutyRow), rows)
    station.close()


def items(page):
    return [row.value for row in page.sheet.lines.rows if row.value is not None]


def headings(page):
    return [str(row.texts[0]) for row in page.sheet.lines.rows if row.value is None]


def go_to(page, fits):
    rows = page.sheet.lines.rows
    page.sheet.go_to(next(n for n, row in enumerate(rows) if row.value and fits(row.value)))
    return page.sheet.value


def is_plain(item):
    """Done with what stands there: nothing need be typed."""
    return item.action in ("register_residence", "apply_permit")


def test_the_first_screen_is_read_alone_and_the_rest_as_one_goes_down(long, sign_in, hand, until):
    window = sign_in()
    page = window.page
    until(lambda: items(page))
    assert PAGE <= len(items(page)) < MANY
    first = items(page)
    hand.press(*[Qt.Key.Key_PageDown] * 6)
    until(lambda: len(items(page)) > len(first))
    assert items(page)[: len(first)] == first


def test_end_goes_to_the_very_last_line_whatever_lies_between(long, sign_in, hand, until):
    window = sign_in()
    page = window.page
    until(lambda: items(page))
    hand.press(Qt.Key.Key_End)
    until(lambda: page.sheet.whole and page.sheet.value == items(page)[-1])
    assert len(items(page)) >= MANY
    assert len(set(items(page))) == len(items(page))
    assert [i.due_on for i in items(page)] == sorted(i.due_on for i in items(page))
    assert [name[:4] for name in headings(page)] == ["已超期（", "今日到期", "七日内到"]
    counted = page.counts.text().split()
    assert sum(int(n.replace(",", "")) for n in counted[1::2]) == len(items(page))
    hand.press(Qt.Key.Key_Home)
    assert page.sheet.value == items(page)[0]


def test_escape_comes_back_to_the_line_one_was_on(sign_in, hand, until):
    window = sign_in()
    home = window.page
    until(lambda: items(home))
    hand.press(DOWN, DOWN, DOWN)
    line = home.sheet.value
    hand.press(ENTER)
    assert window.page is not home
    hand.press(ESC)
    assert window.page is home
    assert home.sheet.value == line
    assert home.sheet.hasFocus()


def test_arrows_go_from_line_to_line_over_the_headings(long, sign_in, hand, until):
    window = sign_in()
    page = window.page
    until(lambda: items(page))
    hand.press(Qt.Key.Key_End)
    until(lambda: page.sheet.whole)
    late = [item for item in items(page) if item.overdue_days(TODAY) > 0]
    following = items(page)[len(late)]
    go_to(page, lambda item: item == late[-1])
    hand.press(DOWN)
    assert page.sheet.value == following
    hand.press(Qt.Key.Key_Up)
    assert page.sheet.value == late[-1]
    hand.press(Qt.Key.Key_Home, Qt.Key.Key_Up)
    assert page.sheet.value == late[0]


def test_enter_opens_the_act_filled_in_and_typing_takes_the_place_of_what_stands_there(
    sign_in, hand, until
):
    window = sign_in()
    home = window.page
    until(lambda: items(home))
    go_to(home, is_plain)
    hand.press(ENTER)
    on = window.page.form.editors["on"]
    until(lambda: on.text() == "2026-03-09")
    hand.type("20260308")
    assert on.text() == "20260308"


def test_when_a_line_is_done_the_next_one_stands_in_its_place(sign_in, hand, until):
    window = sign_in()
    home = window.page
    until(lambda: items(home))
    line = go_to(home, lambda item: is_plain(item) and item is not items(home)[-1])
    following = items(home)[items(home).index(line) + 1]
    hand.press(ENTER)
    until(lambda: window.page.form.editors["on"].text())
    hand.press(Qt.Key.Key_S, ctrl=True)
    until(lambda: window.page is home and line not in items(home))
    assert home.sheet.value == following


def test_the_line_one_is_on_says_why_with_its_article(sign_in, until):
    window = sign_in()
    home = window.page
    until(lambda: items(home))
    until(lambda: "依据" in home.why.text())
    assert str(home.sheet.value.due.explanation) == home.why.text()


def test_badges_are_what_is_overdue_of_each_register(sign_in, until):
    window = sign_in()
    home = window.page
    until(lambda: items(home))
    overdue = [item for item in items(home) if item.overdue_days(TODAY) > 0]
    badge = window.rail._items[Route("list", "residents")]
    until(lambda: badge.text(1).strip())
    assert int(badge.text(1)) == len([i for i in overdue if i.register == "residents"])
    assert int(window.rail._items[Route("home")].text(1)) == len(overdue)


def test_the_chief_sees_figures_by_register_and_narrows_to_one_by_a_key(sign_in, hand, until):
    window = sign_in("chief")
    home = window.page
    until(lambda: home.by_register.lines.rows)
    rows = {str(row.value): [str(t) for t in row.texts] for row in home.by_register.lines.rows}
    assert set(rows) <= {"", *window.work.desk.registers}
    until(lambda: items(home))
    all_of_them = len(items(home))
    home.by_register.setFocus()
    hand.press(DOWN, ENTER)
    register = list(rows)[1]
    until(lambda: items(home) and {i.register for i in items(home)} == {register})
    assert home.sheet.hasFocus()
    assert sum(int(n) for n in rows[register][1:]) == len(items(home)) <= all_of_them
    assert not any("officer" in text for texts in rows.values() for text in texts)


def test_an_officer_is_not_shown_the_station_by_register(sign_in, until):
    window = sign_in()
    until(lambda: items(window.page))
    assert not window.page.by_register.isVisible()


def test_a_record_tells_what_it_and_what_belongs_to_it_owe_and_enter_does_it(sign_in, hand, until):
    window = sign_in()
    until(lambda: items(window.page))
    line = go_to(window.page, is_plain)
    desk = window.work.desk
    record = window.work.shown(desk.registers["residents"], line.id).record
    window.open(Route("record", "people", record.person_id))
    page = window.page
    until(lambda: page.reading.record is not None)
    owed = [row.value for row in page.beside.lines.rows if isinstance(row.value, Item)]
    assert line in owed
    rows = page.beside.lines.rows
    at = next(n for n, row in enumerate(rows) if row.value == line)
    assert "*" not in str(rows[at].texts[0])  # whose it is stands above
    page.beside.go_to(at)
    page.beside.setFocus()
    hand.press(ENTER)
    assert (window.page.route.page, window.page.route.action) == ("action", line.action)
