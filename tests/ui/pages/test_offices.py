"""What only the chief, the administrators and the auditor do at the window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from python_calamine import CalamineWorkbook

from ui.pages.work import Route

ENTER, ESC, F12 = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_F12


# 导出


@pytest.fixture
def listed(sign_in, until):
    """The chief's list of people, narrowed to women."""
    window = sign_in("chief")
    window.open(Route("list", "people"))
    until(lambda: window.page.list.model.rowCount())
    window.page.list.filters.narrow("sex", "2")
    until(lambda: window.page.list.model.query.where)
    return window


@pytest.fixture
def export_page(listed, hand, until):
    hand.press(F12)
    until(lambda: listed.page.route == Route("export", "people") and listed.page.rows)
    return listed.page


def test_the_chief_takes_out_a_list_as_it_is_narrowed(export_page, hand, tmp_path, until):
    page, out = export_page, tmp_path / "名单.xlsx"
    assert "女性" in page.what.text()
    hand.type("annual check")
    hand.press(ENTER)
    page.file.line.setText(str(out))
    hand.press(ENTER)
    until(lambda: page.answer.text())
    assert str(page.rows) in page.answer.text()
    assert str(out) in page.answer.text()
    rows = CalamineWorkbook.from_path(str(out)).get_sheet_by_index(0).to_python()
    assert len(rows) == page.rows + 3
    assert all("女性" in row for row in rows[3:])


def test_without_a_reason_nothing_leaves(export_page, hand, tmp_path):
    page, out = export_page, tmp_path / "名单.xlsx"
    page.file.line.setText(str(out))
    hand.press(Qt.Key.Key_S, ctrl=True)
    assert not page.progress.running
    assert page.reason.hasFocus()
    assert "用途" in page.window().centralWidget().status.message.text()


def test_a_file_that_is_there_stays_as_it_was(export_page, hand, tmp_path, until):
    page, out = export_page, tmp_path / "名单.xlsx"
    out.write_text("旧的", "utf-8")
    page.file.line.setText(str(out))
    hand.type("annual check")
    hand.press(Qt.Key.Key_S, ctrl=True)
    until(lambda: "已存在" in page.window().centralWidget().status.message.text())
    assert out.read_text("utf-8") == "旧的"


def test_an_export_goes_on_when_the_page_is_left(listed, export_page, hand, tmp_path, until):
    out = tmp_path / "名单.csv"
    export_page.file.line.setText(str(out))
    hand.type("annual check")
    hand.press(Qt.Key.Key_S, ctrl=True)
    hand.press(ESC)
    until(lambda: "已完成" in listed.status.message.text())
    assert out.exists()


def test_an_officer_has_no_export(sign_in, hand, until):
    window = sign_in()
    window.open(Route("list", "people"))
    until(lambda: window.page.list.model.rowCount())
    hand.press(F12)
    assert window.page.route.page == "list"
