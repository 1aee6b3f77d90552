"""The rail names every register in full."""

from __future__ import annotations

from PySide6.QtCore import QSize

from station_app.core.texts import Text
from ui.kit.text import words

ICON = 18 + 2 * 8  # pixels: the picture of a line and what is about it


def test_no_name_of_the_rail_is_cut(sign_in):
    window = sign_in()
    window.resize(QSize(1366, 768))
    rail = window.rail
    items = [rail.topLevelItem(at) for at in range(rail.topLevelItemCount())]
    names = [item.text(0) for item in items]
    assert words(Text("安全检查（巡查）")) in names
    room = rail.columnWidth(0) - ICON
    assert [n for n in names if rail.fontMetrics().horizontalAdvance(n) > room] == []
