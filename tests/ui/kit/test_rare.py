from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ui.kit.fields import Line
from ui.kit.rare import RareCharacters


@pytest.fixture
def panel(background, shown):
    """The panel, called while a name is being typed."""
    name, made = Line(), RareCharacters(background)
    made.window_shown = shown(name, made)
    made.name = name
    name.setText("田芳")
    name.setFocus()
    name.setCursorPosition(0)
    made.aim()
    made.setFocus()
    return made


def listed(panel):
    return [panel.found.item(row).text() for row in range(panel.found.count())]


@pytest.mark.parametrize(
    ("field", "typed", "char"),
    [("code_point", "20BB7", "𠮷"), ("parts", "土口", "𠮷"), ("pinyin", "bing", "並")],
)
def test_a_rare_character_is_found_and_put_where_one_was_typing(qtbot, panel, field, typed, char):
    line = panel._lines[field]
    line.setFocus()
    line.setText(typed)
    qtbot.waitUntil(lambda: char in listed(panel))
    panel.found.setCurrentRow(listed(panel).index(char))
    with qtbot.waitSignal(panel.inserted):
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert panel.name.text() == char + "田芳"
    assert QApplication.focusWidget() is panel.name


def test_two_things_known_of_a_character_narrow_it(qtbot, panel):
    panel._lines["parts"].setText("木")
    qtbot.waitUntil(lambda: panel.found.count() > 50)
    panel._lines["strokes"].setText("8")
    qtbot.waitUntil(lambda: "林" in listed(panel) and "本" not in listed(panel))


def test_every_character_is_described_for_who_cannot_see_it(qtbot, panel):
    panel._lines["code_point"].setText("20BB7")
    qtbot.waitUntil(lambda: panel.found.count() == 1)
    said = panel.found.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "U+20BB7" in said
    assert "6 画" in said


def test_down_goes_into_the_characters_and_escape_leaves(qtbot, panel):
    panel._lines["parts"].setText("木木")
    qtbot.waitUntil(lambda: panel.found.count() > 3)
    QTest.keyClick(panel._lines["parts"], Qt.Key.Key_Down)
    assert panel.found.hasFocus()
    with qtbot.waitSignal(panel.left):
        QTest.keyClick(panel.found, Qt.Key.Key_Escape)
    assert panel.name.text() == "田芳"
