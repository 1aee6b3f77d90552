"""A guest from abroad is entered from the two machine lines of the passport, without the mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.people.mrz import FIRST, second
from ui.pages.work import Route

ENTER = Qt.Key.Key_Return


@pytest.fixture
def form(sign_in, until):
    window = sign_in()
    window.open(Route("form", "people"))
    until(lambda: window.page.form.editors["id_number"].focus.hasFocus())
    return window.page.form


def entered(form):
    return {name: text for name, text in form.values_typed().items() if text}


GUEST = {
    "name": "BEISPIEL MARTA LUISE",
    "other_name": "BEISPIEL MARTA LUISE",
    "sex": "2",
    "birth": "1991-06-05",
    "nationality": "FRA",
    "documents": "普通护照 J23456789 2031-03-04",
}


def test_a_scanner_types_both_lines_each_with_enter(form, hand):
    hand.type(FIRST)
    hand.press(ENTER)
    assert "第二行" in form._rows["id_number"].note.text()
    hand.type(second(country="FRA"))
    hand.press(ENTER)
    assert entered(form) == GUEST
    assert form._rows["id_number"].note.text() == ""


def test_both_lines_may_be_pasted_at_once(form, hand):
    QApplication.clipboard().setText(f"{FIRST}\n{second(country='FRA')}")
    form.editors["documents"].focus.setFocus()
    hand.press(Qt.Key.Key_V, ctrl=True)
    assert entered(form) == GUEST


def test_a_misread_line_is_told_in_words_and_stays_to_be_mended(form, hand):
    wrong = second(country="FRA").replace("J2", "J3")
    hand.type(FIRST)
    hand.press(ENTER)
    hand.type(wrong)
    hand.press(ENTER)
    name = form._rows["name"]
    assert "护照号码" in name.note.text()
    assert entered(form) == {"name": wrong}
    form.editors["name"].focus.setFocus()
    form.editors["name"].focus.selectAll()
    hand.type(second(country="FRA"))
    assert entered(form) == GUEST


def test_a_line_cut_short_is_not_taken_for_a_name(form, hand):
    hand.type(FIRST[:40])
    hand.press(ENTER)
    assert "44" in form._rows["id_number"].note.text()
