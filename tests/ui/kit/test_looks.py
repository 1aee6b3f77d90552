"""Texts, theme, keys: what every page of the kit has in common."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFontDatabase, QFontMetrics, QKeyEvent, QKeySequence, QPalette, QRawFont

from station_app.core.texts import _
from ui.kit import text, theme
from ui.kit.keys import KEYS, is_key

UI = Path(__file__).parents[3] / "ui"


def test_one_catalogue_speaks_both_languages():
    assert text.words(_("姓名")) == "姓名"
    text.speak("en")
    assert text.words(_("姓名")) == "Name"
    assert text.words("张三") == "张三"


def test_a_name_that_looks_like_mark_up_is_shown_as_it_was_typed(qtbot):
    made = text.label("<b>张三</b>")
    qtbot.addWidget(made)
    assert made.textFormat() == Qt.TextFormat.PlainText
    assert made.text() == "<b>张三</b>"


def test_labels_are_made_in_one_place_only():
    found = [
        str(path.relative_to(UI))
        for path in UI.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "QLabel"
    ]
    assert found == ["kit/text.py"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_letters_stand_out_from_what_they_are_on(qapp, scheme):
    """WCAG 2.2, 1.4.3: at least 4.5 to 1."""
    theme.choose(scheme)
    try:
        palette, roles = qapp.palette(), QPalette.ColorRole
        assert theme.is_dark() == (scheme == "dark")
        pairs = [
            (palette.color(roles.Text), palette.color(roles.Base)),
            (palette.color(roles.WindowText), palette.color(roles.Window)),
            (palette.color(roles.HighlightedText), palette.color(roles.Highlight)),
            *((theme.colour(c), palette.color(roles.Window)) for c in COLOURS),
        ]
        assert min(contrast(*pair) for pair in pairs) >= 4.5
    finally:
        theme.choose("light")


COLOURS = (theme.ACCENT, theme.RED, theme.QUIET)


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour):
    def linear(part):
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = map(linear, colour.getRgbF()[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_icons_take_the_colour_of_the_palette(qapp):
    names = [path.stem for path in (theme.RESOURCES / "icons").glob("*.svg")]
    assert names
    for name in names:
        assert not theme.icon(name).pixmap(24, 24).isNull()
    wanted = qapp.palette().color(QPalette.ColorRole.Text).getRgb()[:3]
    image = theme.icon("x").pixmap(48, 48).toImage()
    inked = {
        image.pixelColor(x, y).getRgb()[:3]
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }
    assert inked == {wanted}


def test_digits_are_all_of_one_width(qapp):
    metrics = QFontMetrics(qapp.font())
    assert len({metrics.horizontalAdvance(digit) for digit in "0123456789"}) == 1


def test_the_fonts_for_rare_characters_come_after_the_first_paint(qtbot, qapp):
    theme.load_rare_characters()
    qtbot.waitUntil(lambda: {"Noto Serif SC", "HanaMinB"} <= set(QFontDatabase.families()))
    raw = QRawFont.fromFont(QFontDatabase.font("HanaMinB", "", 12))
    for code in (0x20000, 0x2A700, 0x2B740, 0x2B820, 0x2CEB0):  # a first one of B to F
        assert raw.supportsCharacter(code)


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.name)
def test_every_key_of_the_sheet_is_a_key_and_says_what_it_does(key):
    sequence = QKeySequence(key.sequence)
    assert sequence.count() == 1
    combined = sequence[0]
    event = QKeyEvent(QEvent.Type.KeyPress, combined.key(), combined.keyboardModifiers())
    assert is_key(event, key.name)
    assert str(key.does)


def test_no_key_means_two_things_in_one_place_and_none_is_a_single_letter():
    places = [(key.sequence, str(key.where)) for key in KEYS]
    assert len(set(places)) == len(places)
    assert all(len(key.sequence) > 1 for key in KEYS)


def test_what_signing_in_needs_loads_no_database_and_no_paper():
    """The first window is painted before any of these is read."""
    program = (
        "import sys, ui.kit.text, ui.kit.theme, ui.kit.background, ui.kit.processes, ui.kit.keys;"
        "print(sorted({'sqlalchemy', 'numpy', 'reportlab', 'pypdfium2', 'PIL'} & set(sys.modules)))"
    )
    out = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert out.stdout.strip() == b"[]"
