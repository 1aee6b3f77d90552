from __future__ import annotations

from io import BytesIO

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from reportlab.pdfgen.canvas import Canvas

from ui.kit.preview import Preview


@pytest.fixture
def paper():
    out = BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    for number in range(3):
        canvas.setFillGray(number / 4)
        canvas.rect(0, 0, 595, 842, fill=1)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.fixture
def preview(background, shown, qtbot, paper):
    made = Preview(background)
    shown(made)
    with qtbot.waitSignal(made.drawn):
        made.load(paper)
    made.sheet.setFocus()
    yield made
    made.clear()


def grey(preview):
    return preview.sheet.page.pixmap().toImage().pixelColor(20, 20).red()


def test_a_page_is_drawn_as_wide_as_the_window(preview):
    pixmap = preview.sheet.page.pixmap()
    assert abs(pixmap.deviceIndependentSize().width() - preview.sheet.viewport().width()) <= 20
    assert grey(preview) == 0
    assert "共 3 页" in preview.sheet.accessibleName()


def test_pages_are_turned_by_keys(qtbot, preview):
    for key, shade in ((Qt.Key.Key_PageDown, 64), (Qt.Key.Key_End, 128), (Qt.Key.Key_PageUp, 64)):
        with qtbot.waitSignal(preview.drawn):
            QTest.keyClick(preview.sheet, key)
        assert abs(grey(preview) - shade) <= 2


def test_a_page_is_brought_nearer_and_back(qtbot, preview):
    width = preview.sheet.page.pixmap().width()
    with qtbot.waitSignal(preview.drawn):
        QTest.keyClick(preview.sheet, Qt.Key.Key_Plus)
    assert preview.sheet.page.pixmap().width() > width
    with qtbot.waitSignal(preview.drawn):
        QTest.keyClick(preview.sheet, Qt.Key.Key_0)
    assert preview.sheet.page.pixmap().width() == width


def test_what_is_no_paper_is_said_in_words(qtbot, background, shown):
    made = Preview(background)
    shown(made)
    made.load(b"no paper")
    qtbot.waitUntil(lambda: "打不开" in made._where.text())
