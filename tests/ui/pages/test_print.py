"""A paper is looked at with the arrow keys and printed with Enter, once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from station_app.access import records
from station_app.registers import REGISTERS
from station_app.storage.pages import Query
from ui.pages.work import Route

ENTER = Qt.Key.Key_Return


@pytest.fixture
def printing(sign_in, until):
    """The print page of the newest residence."""
    window = sign_in()
    with window.work.desk.view("list:residents") as view:
        [first, *_rest] = records.page(view, REGISTERS["residents"], Query())
    window.open(Route("print", "residents", first.id))
    until(lambda: window.page.preview.pages)
    return window.page


def test_forms_are_looked_at_without_printing_them(printing, hand, until):
    first, shown = printing.form, printing.preview._paper
    hand.press(Qt.Key.Key_Down)
    until(lambda: printing.preview.pages and printing.preview._paper is not shown)
    assert printing.form is not first
    assert printing.paper is None
    hand.press(ENTER)
    until(lambda: printing.paper is not None)
    assert printing.paper.number.endswith("0001")  # none was used up by looking


def test_enter_prints_and_the_same_paper_may_be_kept_again(printing, hand, until, tmp_path):
    hand.press(ENTER)
    until(lambda: list(tmp_path.rglob("*.pdf")))
    number = printing.paper.number
    hand.press(Qt.Key.Key_S, ctrl=True)
    assert printing.paper.number == number


def test_printing_the_same_once_more_asks_why_before_it_is_printed(printing, hand, until):
    hand.press(ENTER)
    until(lambda: printing.paper is not None)
    hand.press(Qt.Key.Key_Down, Qt.Key.Key_Up)
    until(lambda: printing.reason.isVisible())
    hand.press(ENTER)
    until(lambda: printing.reason.hasFocus())
    assert printing.paper is None
    hand.type("lost")
    hand.press(ENTER)
    until(lambda: printing.paper is not None)


def test_a_form_this_record_does_not_go_on_says_so_and_prints_nothing(printing, hand, until):
    titles = [str(row.value.form.name) for row in printing.forms.lines.rows]
    printing.forms.go_to(titles.index("lodging_slip"))
    until(lambda: not printing.save.isEnabled())
    hand.press(ENTER)
    assert printing.paper is None
    assert printing.reason.isHidden()
    assert printing.preview.pages == 0
