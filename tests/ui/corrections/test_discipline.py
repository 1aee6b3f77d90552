"""A person's discipline at the window: from what the record shows to the proposal, by keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from sqlalchemy import select

from station_app import app
from station_app.corrections.records import Supervision
from station_app.discipline.ladder import Judged
from station_app.discipline.records import Sanction
from tests.ui.corrections.conftest import NUMBERS
from ui.corrections.discipline import Barred
from ui.pages.work import Route

ENTER = Qt.Key.Key_Return


def _every(home, kind):
    station = app.open_home(home, app.unlock(home, "corrections", "corrections"))
    with station.desk("corrections").view("list:corrections") as view:
        found = view.all(select(kind).order_by(kind.row))
    station.close()
    return found


def _opened(window, until, id):
    window.open(Route("discipline", "corrections", id))
    until(lambda: window.page.whom.text() != "…")
    return window.page


def _go_to(page, wanted):
    rows = page.sheet.lines.rows
    page.sheet.go_to(next(at for at, row in enumerate(rows) if wanted(row.value)))


def test_a_missed_report_becomes_an_admonition_in_three_keys(home, sign_in, hand, until):
    late = _every(home, Supervision)[2]  # strict, last report on 24 February
    window = sign_in("corrections", ticket=False)
    page = _opened(window, until, late.id)
    assert page.whom.text() == "赵平"
    assert NUMBERS[2] not in page.standing.text()
    _go_to(page, lambda v: isinstance(v, Judged) and v.why is None and v.step.ground == "breach")
    hand.press(ENTER)
    until(lambda: window.page.route.page == "action")
    form = window.page.form
    until(lambda: form.editors["facts"].text())
    assert form.editors["ground"].text() == "breach"
    assert "应于 2026-03-03 前办理，逾期 6 天" in form.editors["facts"].text()
    hand.press(Qt.Key.Key_S, ctrl=True)
    until(lambda: window.page.route.page == "discipline")
    [made] = _every(home, Sanction)
    assert (made.kind, made.ground, made.days) == ("admonition", "breach", 6)
    until(lambda: made.id in [getattr(r.value, "id", 0) for r in window.page.sheet.lines.rows])


def test_what_may_not_be_proposed_says_why_and_opens_nothing(home, sign_in, hand, until):
    window = sign_in("corrections", ticket=False)
    page = _opened(window, until, _every(home, Supervision)[1].id)
    _go_to(page, lambda value: isinstance(value, Barred))
    hand.press(ENTER)
    until(lambda: window.status.message.text())
    assert window.page is page
    assert "39 天，已超过10日" in window.status.message.text()  # reported in far too late
