"""What a record says is shown as it was typed: never as mark-up, a key or a picture."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QTextDocument
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QGroupBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from station_app import app
from station_app.access import records
from station_app.access.purposes import Purpose
from station_app.core.kinds import Address, PersonName, Serial, Words
from station_app.core.register import read_draft
from station_app.registers import REGISTERS
from ui.kit.text import label, on_button, tip
from ui.pages.tour import stops

MARK = "<b>x</b><img src=a>&y"
UI = Path(__file__).parents[3] / "ui"
TEXT = (Words, Serial, Address, PersonName)


def filled_with_marks(register, **given):
    found = REGISTERS[register]
    marks = {f.name: MARK for f in found.fields if isinstance(f.kind, TEXT) and f.typed}
    return marks | given


@pytest.fixture
def marked(home):
    """One person, place and residence, the newest on every list, with marks in every text."""
    station = app.open_home(home, app.unlock(home, "officer", "officer"))
    desk, ids = station.desk("officer"), {}
    for name, given in (
        ("people", {"id_number": "339901199001010018"}),
        ("places", {"level": "dwelling"}),
        ("residents", {"person_id": "people", "place_id": "places", "resident_class": "4"}),
    ):
        given = {key: str(ids.get(value, value)) for key, value in given.items()}
        typed = filled_with_marks(name, **given)
        values, problems = read_draft(REGISTERS[name], typed, desk.now())
        for problem in problems:  # fields with a shape of their own
            typed.pop(problem.field, None)
        values, problems = read_draft(REGISTERS[name], typed, desk.now())
        assert not problems, problems
        with desk.act(f"file:{name}", purpose=Purpose("TASK", MARK)) as act:
            ids[name] = records.file(act, REGISTERS[name], values).id
    station.close()
    return ids


def texts_of(widget):
    """(text as it is seen, text as it was set) of all that shows plain text."""
    for one in widget.findChildren(QWidget):
        match one:
            case QLabel() if not one.text():
                continue
            case QLabel():
                plain = one.textFormat() == Qt.TextFormat.PlainText
                assert plain or not re.search("[<&]", one.text()), one.text()  # Qt's in a form
                yield one.text()
            case QAbstractButton() | QGroupBox():
                yield seen_on_button(
                    one.text() if isinstance(one, QAbstractButton) else one.title()
                )
            case QLineEdit():
                yield one.text()
            case QPlainTextEdit():
                yield one.toPlainText()
            case QAbstractItemView() if one.model() is not None:
                yield from cells(one.model())
        if one.toolTip():
            yield as_a_tip(one.toolTip())
    for action in widget.findChildren(QAction):
        yield seen_on_button(action.text())


def cells(model):
    for row in range(min(model.rowCount(), 40)):
        for column in range(model.columnCount()):
            index = model.index(row, column)
            yield str(model.data(index, Qt.ItemDataRole.DisplayRole) or "")
            if said := model.data(index, Qt.ItemDataRole.ToolTipRole):
                yield as_a_tip(said)


def seen_on_button(text):
    """A lone & is swallowed and makes a key; && is seen as one."""
    return re.sub("&(.)", lambda found: "&" if found[1] == "&" else found[1], text)


def as_a_tip(text):
    """As Qt shows it: mark-up where it looks like that."""
    if looks_like_markup(text):
        document = QTextDocument()
        document.setHtml(text)
        return document.toPlainText()
    return text


def looks_like_markup(text):
    return bool(re.search(r"<[a-z?!/]|&lt;", text))


def pieces(text):
    """Whether something of the mark is there, and whether all of it is there as typed."""
    return ("img src" in text or "/b>" in text), MARK in text


def test_marks_in_every_field_are_seen_to_the_letter_on_every_page(marked, sign_in, qtbot, until):
    window = sign_in()
    seen, pages = set(), set()
    for name, route in stops(window.work):
        if route.register not in marked and route.page in pages:
            continue  # the same page of another register
        pages.add(route.page)
        window.open(route)
        qtbot.wait(10)
        until(lambda: not window.work.background._asked)  # all answers of the page were heard
        for text in texts_of(window):
            some, whole = pieces(text)
            if some and "…" not in text:
                assert whole, (name, text)
                seen.add(name)
    assert {"person", "person-edit", "place", "address", "history", "grid"} <= seen, seen


def test_a_tooltip_or_a_button_without_the_helper_would_show_something_else(qtbot):
    assert as_a_tip(MARK) != MARK
    assert as_a_tip(tip(MARK)) == MARK
    assert seen_on_button(MARK) != MARK
    assert seen_on_button(on_button(MARK)) == MARK
    made = label(MARK)
    qtbot.addWidget(made)
    assert made.textFormat() == Qt.TextFormat.PlainText


NEVER = {
    r"QLabel\(": {"kit/text.py"},
    r"QMessageBox|QTextBrowser|QTextEdit\b|setHtml|appendHtml|RichText|QErrorMessage": set(),
    r"setToolTip\((?!tip\(|1, tip\()": set(),
    r"setStatusTip|setWhatsThis|QToolTip": set(),
}


@pytest.mark.parametrize("pattern", NEVER)
def test_there_is_one_way_to_show_a_text(pattern):
    found = {
        str(path.relative_to(UI))
        for path in UI.rglob("*.py")
        if re.search(pattern, re.sub(r"\s*\n\s*", "", path.read_text("utf-8")))
    }
    assert found == NEVER[pattern]
