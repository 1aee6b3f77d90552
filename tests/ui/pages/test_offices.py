"""What only the chief, the administrators and the auditor do at the window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from python_calamine import CalamineWorkbook
from sqlalchemy import text

from station_app import app
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


# 备份与检查


def test_the_administrator_backs_up_and_the_line_below_says_so(sign_in, hand, tmp_path, until):
    window = sign_in("admin", ticket=False)
    until(lambda: window.status.backup.text() == "尚未备份")
    window.open(Route("backup"))
    page, out = window.page, tmp_path / "一.backup"
    page.file.line.setText(str(out))
    hand.press(ENTER)
    until(lambda: page.answer.text())
    assert out.exists()
    until(lambda: window.status.backup.text() == "今天已备份")
    until(lambda: str(out) in page.last.text())
    hand.press(Qt.Key.Key_S, ctrl=True)
    until(lambda: "已存在" in window.status.message.text())


def test_the_chief_is_told_how_old_the_backup_is(home, sign_in, tmp_path, monkeypatch, until):
    station = app.open_home(home, app.unlock(home, "admin", "admin"))
    app.backup(station, station.desk("admin"), tmp_path / "一.backup")
    station.close()
    monkeypatch.setenv("STATION_TODAY", "2026-03-21")
    window = sign_in("chief")
    until(lambda: window.status.backup.text() == "备份 12 天前")
    assert not window.rail.holds(Route("backup"))


def test_a_sound_station_is_said_to_be_sound(sign_in, hand, until):
    window = sign_in("admin", ticket=False)
    window.open(Route("backup"))
    hand.press(Qt.Key.Key_F5)
    until(lambda: "全部完好" in window.page.sound.text())
    assert window.page.sheet.lines.rows == []


def test_what_is_not_sound_is_named_by_its_id_with_what_to_do(home, sign_in, someone, hand, until):
    person, _place = someone
    station = app.open_home(home, app.unlock(home, "officer", "officer"))
    with station.store.writing() as session:
        session.execute(text("delete from search_key where row = :row"), {"row": person.row})
    station.close()
    window = sign_in("admin", ticket=False)
    window.open(Route("backup"))
    hand.press(Qt.Key.Key_F5)
    until(lambda: window.page.sheet.lines.rows)
    found = [tuple(map(str, row.texts)) for row in window.page.sheet.lines.rows]
    kind, where, mend = next(one for one in found if str(person.id) in one[1])
    assert (kind, where) == ("查询索引", f"people/{person.id}")
    assert "备份" in mend
    assert all(person.name not in "".join(one) for one in found)
