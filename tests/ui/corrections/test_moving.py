"""A change of place and a station's task at the window: done from the line where they are due."""

from __future__ import annotations

from contextlib import contextmanager

from PySide6.QtCore import Qt
from sqlalchemy import select

from station_app import app
from station_app.access import action
from station_app.access.purposes import Purpose
from station_app.copies.records import CorrectionTask
from station_app.corrections.records import Supervision
from station_app.registers import ACTIONS, REGISTERS
from station_app.relocations.records import Relocation
from station_app.workflows import inline
from ui.pages.work import Route

ENTER = Qt.Key.Key_Return
WORK, CASE = Purpose("CORRECTION", "2026 社矫"), Purpose("CASE", "2026-17")


@contextmanager
def _desk(home, officer):
    station = app.open_home(home, app.unlock(home, officer, officer))
    yield station.desk(officer)
    station.close()


def _first(desk, kind):
    with desk.view("list:people") as view:
        return view.all(select(kind).order_by(kind.row))[0]


def _go_to(page, fits):
    rows = page.sheet.lines.rows
    page.sheet.go_to(next(n for n, row in enumerate(rows) if row.value and fits(row.value)))


def test_the_new_place_is_asked_from_the_line_on_which_it_is_due(home, sign_in, hand, until):
    asked = {
        "other_organ": "石桥县社区矫正管理局",
        "destination": "石桥县河西路8号",
        "reason": "迁居",
    }
    with _desk(home, "corrections") as desk:
        one = _first(desk, Supervision).id
        action.perform(desk, ACTIONS["corrections"], "change_of_place", one, asked, WORK)
    window = sign_in("corrections", ticket=False)
    hand.press(Qt.Key.Key_F7)
    until(lambda: window.page.route.page == "home")
    page = window.page
    until(lambda: [r for r in page.sheet.lines.rows if r.value and r.value.action == "ask"])
    _go_to(page, lambda item: item.action == "ask")
    hand.press(ENTER)
    until(lambda: window.page.route.page == "action")
    until(lambda: window.page.form.editors["on"].text() == "2026-03-09")
    hand.press(ENTER)
    hand.type("No.3")
    hand.press(Qt.Key.Key_S, ctrl=True)
    until(lambda: window.page.route.page != "action")
    with _desk(home, "corrections") as desk:
        move = _first(desk, Relocation)
    assert (move.stage, move.letter_number) == ("asked", "No.3")


def test_a_search_is_answered_from_the_line_on_which_it_is_due(home, sign_in, hand, until):
    with _desk(home, "officer") as desk, desk.act("file:correction_tasks", purpose=CASE) as act:
        said = {"person": {"name": "赵一"}, "kind": "search", "on": "2026-03-06"}
        said |= {"asked_by": "演示县社区矫正管理局", "what": "请协助查找"}
        inline.file_typed(act, REGISTERS["correction_tasks"], [said])
    window = sign_in("officer", ticket=False)
    page = window.page
    until(lambda: [r for r in page.sheet.lines.rows if r.value and r.value.action == "finish"])
    _go_to(page, lambda item: item.action == "finish")
    hand.press(ENTER)
    until(lambda: window.page.route.page == "action")
    until(lambda: window.page.form.editors["on"].text() == "2026-03-09")
    hand.press(ENTER)
    hand.type("found")
    hand.press(Qt.Key.Key_S, ctrl=True)
    until(lambda: window.page.route.page != "action")
    with _desk(home, "officer") as desk:
        task = _first(desk, CorrectionTask)
    assert (task.state, task.outcome, task.handled_by) == ("done", "found", "officer")


def test_a_letter_from_the_old_place_is_entered_from_the_list(home, sign_in, hand, until):
    window = sign_in("corrections", ticket=False)
    window.open(Route("list", "relocations"))
    until(lambda: window.page.route.page == "list")
    hand.press(Qt.Key.Key_N, ctrl=True)
    until(lambda: window.page.route.page != "list")
    assert {"person_id", "other_organ", "letter_number"} <= set(window.page.form.editors)
