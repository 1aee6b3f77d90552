"""A year's figures at the window, and the table that leaves it."""

from __future__ import annotations

from openpyxl import load_workbook
from PySide6.QtCore import Qt

from ui.pages.work import Route


def _lines(page):
    return {str(row.texts[0]).strip("　"): row.texts[1:] for row in page.sheet.lines.rows}


def test_the_year_so_far_stands_month_by_month_and_the_one_before_it_is_a_key_away(
    sign_in, hand, until
):
    window = sign_in("corrections", ticket=False)
    window.open(Route("correction_figures"))
    page = window.page
    until(lambda: page.sheet.lines.rows)
    lines = _lines(page)
    assert lines["新接收（报到）"][:3] == ("0", "2", "1")
    assert lines["新接收（报到）"][-1] == "3"
    assert lines["月末在矫"][-1] == ""  # people are not added up month by month
    assert not page.later.isEnabled()
    page.before.setFocus()
    hand.press(Qt.Key.Key_Space)
    until(lambda: _lines(page)["月末在矫"][0] == "0")
    assert page.later.isEnabled()
    assert not hasattr(page, "reason")  # what leaves is the head's to decide


def test_the_head_of_the_office_exports_them_with_a_reason(sign_in, hand, until, tmp_path):
    window = sign_in("chief", ticket=False)
    window.open(Route("correction_figures"))
    page = window.page
    until(lambda: page.sheet.lines.rows)
    path = tmp_path / "figures.xlsx"
    page.file.line.setText(str(path))
    page.press_save()
    assert not path.exists()  # no reason yet
    page.reason.setFocus()
    hand.compose("jdbb", "季度报表")
    page.press_save()
    until(path.exists)
    assert load_workbook(path).worksheets[0].max_row > 5
