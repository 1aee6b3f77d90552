"""A correction worker's day at the window: by keys alone, every one counted."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import select

from station_app import app
from station_app.corrections.records import Supervision
from station_app.reports.records import Report
from tests.conftest import Office
from tests.reports.people import Days, reported_in
from tests.ui.corrections.conftest import NUMBER
from ui.pages.work import Route

ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape


@pytest.fixture
def every(home):
    """All of a kind that stand in the home now."""

    def every(kind, *where):
        station = app.open_home(home, app.unlock(home, "corrections", "corrections"))
        with station.desk("corrections").view("list:corrections") as view:
            stands = kind.withdrawn_at.is_(None)
            found = view.all(select(kind).where(stands, *where).order_by(kind.row))
        station.close()
        return found

    return every


def _queue(sign_in, until):
    """Where the sign-in of a correction worker ends."""
    window = sign_in("corrections", ticket=False)
    until(lambda: window.page.route.page == "report_queue" and window.page.sheet.value)
    return window


def _card(window, hand, until, typed):
    hand.type(typed)
    until(lambda: window.page.search.list.isVisible() and window.page.search.list.chosen)
    hand.press(ENTER)
    until(lambda: window.page.route.page == "report" and window.page.whom.text() != "…")
    return window.page


def _listed(page):
    return [str(row.texts[2]) for row in page.sheet.lines.rows]


def test_one_report_from_card_to_next_date_takes_75_keys_at_the_most(sign_in, hand, until, every):
    window = _queue(sign_in, until)
    page = _card(window, hand, until, NUMBER)
    assert page.whom.text() == "王小川"
    hand.type("1")  # how it was
    hand.type("3")  # the usual words
    assert page.form.editors["next_on"].focus.hasFocus()
    hand.press(ENTER)  # the next day as the class has it: saved
    until(lambda: window.page.route.page == "report_queue")
    until(lambda: _listed(window.page) == ["赵平"])
    assert window.page.search.line.hasFocus()
    assert hand.keys <= 75
    assert hand.keys <= 22  # what it takes today; the budget is the limit
    [report] = every(Report)
    assert (report.outcome, report.way, report.on.isoformat()) == ("1", "1", "2026-03-09")
    assert "求职" in report.text
    assert report.next_on.isoformat() == "2026-03-23"
    [one] = every(Supervision, Supervision.id == report.supervision_id)
    assert one.last_contact_on == report.on


def test_a_name_words_of_one_s_own_and_an_earlier_day_are_within_75_keys_too(
    sign_in, hand, until, every
):
    window = _queue(sign_in, until)
    hand.compose("wangxiaochuan", "王小川")
    until(lambda: window.page.search.list.isVisible() and window.page.search.list.chosen)
    hand.press(ENTER)
    until(lambda: window.page.route.page == "report" and window.page.whom.text() != "…")
    hand.type("2")
    hand.type("5")
    hand.type("3.16")
    hand.press(Qt.Key.Key_Tab)  # the usual words, to be added to
    hand.compose("yuxiazhouhuibao", "约定下周来所汇报")
    hand.press(Qt.Key.Key_S, ctrl=True)
    until(lambda: window.page.route.page == "report_queue")
    assert hand.keys <= 75
    [report] = every(Report)
    assert (report.outcome, report.next_on.isoformat()) == ("2", "2026-03-16")
    assert "约定下周来所汇报" in report.text


def test_with_nothing_typed_enter_takes_the_longest_overdue(sign_in, hand, until):
    window = _queue(sign_in, until)
    assert _listed(window.page) == ["赵平", "王小川"]
    hand.press(ENTER)
    until(lambda: window.page.route.page == "report" and window.page.whom.text() == "赵平")
    hand.press(ENTER)  # how it was is left to the usual words
    hand.type("5")
    assert window.page.form.editors["outcome"].text() == "2"


def test_a_day_later_than_the_rule_is_refused_and_nothing_typed_is_lost(
    sign_in, hand, until, every
):
    window = _queue(sign_in, until)
    page = _card(window, hand, until, NUMBER)
    hand.type("1")
    hand.type("1")
    hand.type("3.30")
    hand.press(ENTER)
    until(lambda: "2026-03-23" in window.status.message.text())
    assert window.page is page
    assert page.form.editors["next_on"].text() == "2026-03-30"
    assert every(Report) == []


def test_what_was_typed_is_there_again_after_an_interruption(sign_in, hand, until):
    window = _queue(sign_in, until)
    _card(window, hand, until, NUMBER)
    hand.type("2")
    hand.type("6")
    hand.press(ESC)
    until(lambda: window.page.route.page == "report_queue")
    page = _card(window, hand, until, NUMBER)
    until(lambda: "草稿" in window.status.message.text())
    assert page.form.editors["outcome"].text() == "2"
    assert "走访核实" in page.form.editors["text"].text()


def test_my_people_stand_by_what_is_due_with_the_days_to_the_end(sign_in, hand, until):
    window = _queue(sign_in, until)
    window.open(Route("my_people"))
    until(lambda: window.page.sheet.lines.rowCount() == 3)
    page = window.page
    assert _listed(page) == ["赵平", "王小川", "林大山"]
    first = [str(text) for text in page.sheet.lines.rows[0].texts]
    assert first[0] == "2026-03-03"
    assert "超期 6 天" in first[1]
    assert first[6] == "2026-02-24"
    assert first[7:] == ["2028-01-04", "666 天"]
    hand.press(Qt.Key.Key_F6)
    until(lambda: window.page.route.page == "time_line" and window.page.sheet.value)


def test_the_time_line_tells_all_that_happened_in_order(sign_in, hand, until):
    window = _queue(sign_in, until)
    page = _card(window, hand, until, NUMBER)
    id = page.route.id
    hand.type("1")
    hand.type("1")
    hand.press(ENTER)
    until(lambda: window.page.route.page == "report_queue")
    window.open(Route("time_line", "corrections", id))
    until(lambda: window.page.sheet.lines.rowCount())
    said = [(row.texts[0], str(row.texts[1])) for row in window.page.sheet.lines.rows]
    days = [day for day, _title in said]
    assert days == sorted(days)
    assert ("2026-02-23", "报到日期") in said
    assert ("2026-03-09", "日常报告") in said
    assert said[-1] == ("2028-01-04", "矫正期限止")
    assert window.page.sheet.value.on.isoformat() == "2026-03-09"  # where it stands now


def test_a_minor_stands_before_his_own_worker_alone(home, sign_in, until):
    station = app.open_home(home, app.unlock(home, "corrections", "corrections"))
    desk, office = station.desk("corrections"), Office()
    grade = {"grade": "strict", "on": "2026-03-01"}
    for name, worker, minor in (
        ("何小满", "another", "是"),
        ("吕一鸣", "another", "否"),
        ("孔青", "", "是"),
    ):
        id = reported_in(desk, office, name, minor=minor, **grade)
        if worker:
            revision = Days(desk, id).now.revision
            office.amend(desk, "corrections", id, revision=revision, worker=worker)
    station.close()
    window = _queue(sign_in, until)
    window.open(Route("my_people"))
    window.page.everyone.setChecked(True)
    until(lambda: "吕一鸣" in _listed(window.page))
    assert "孔青" in _listed(window.page)
    assert "何小满" not in _listed(window.page)
