"""What only the chief, the administrators and the auditor do at the window."""

from __future__ import annotations

import json
import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit
from python_calamine import CalamineWorkbook
from sqlalchemy import text

from station_app import app
from station_app.access.accounts import accounts
from station_app.storage.keys import Locked
from ui.kit.text import speak
from ui.pages.work import Route

HAN = re.compile(r"[\u3400-\u9fff]")
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


def test_an_export_that_is_cancelled_leaves_no_file(listed, export_page, hand, tmp_path, until):
    out = tmp_path / "名单.xlsx"
    export_page.file.line.setText(str(out))
    hand.type("annual check")
    hand.press(Qt.Key.Key_S, ctrl=True)
    export_page.progress.cancel.click()
    until(lambda: "已取消" in listed.status.message.text())
    assert not export_page.progress.running
    assert list(tmp_path.glob("*名单*")) == []


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


def test_a_backup_says_how_far_it_is(sign_in, tmp_path, until):
    window = sign_in("admin", ticket=False)
    window.open(Route("backup"))
    page, done = window.page, []
    page.progress.bar.valueChanged.connect(done.append)
    page.file.line.setText(str(tmp_path / "一.backup"))
    page.press_save()
    until(lambda: page.answer.text())
    assert done[-1] > 0
    assert "MB" in page.progress.left.text()


def test_a_backup_that_is_cancelled_leaves_no_file(sign_in, home, tmp_path, until):
    window = sign_in("admin", ticket=False)
    window.open(Route("backup"))
    page = window.page
    page.file.line.setText(str(tmp_path / "一.backup"))
    page.press_save()
    page.progress.cancel.click()
    until(lambda: "已取消" in window.status.message.text())
    assert list(tmp_path.glob("一*")) == []
    assert list(home.glob("*.part")) == []
    assert not page.progress.running


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
    done = []
    window.page.checking.bar.valueChanged.connect(done.append)
    hand.press(Qt.Key.Key_F5)
    until(lambda: "全部完好" in window.page.sound.text())
    assert done[-1] > 100  # records and events of forty people
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
    assert "station rebuild" in mend
    assert all(person.name not in "".join(one) for one in found)


# 账号


def test_an_account_is_opened_and_signs_in_with_its_password(home, sign_in, hand, until):
    window = sign_in("security", ticket=False)
    window.open(Route("accounts"))
    until(lambda: window.page.sheet.lines.rows)
    hand.press(Qt.Key.Key_N, ctrl=True)
    hand.type("zhou")
    hand.press(ENTER)
    window.page.role.setCurrentIndex(window.page.role.findData("clerk"))
    window.page.password.first.setFocus()
    hand.type("one two three")
    hand.press(ENTER)
    hand.type("one two three")
    hand.press(ENTER)
    until(lambda: window.page.route.page == "accounts" and listing(window.page).get("zhou"))
    assert listing(window.page)["zhou"] == ("辅警", "使用中")
    assert app.unlock(home, "zhou", "one two three")


def test_two_passwords_that_differ_are_typed_again(sign_in, hand, until):
    window = sign_in("security", ticket=False)
    window.open(Route("account"))
    hand.type("zhou")
    page = window.page
    page.password.first.setText("one two three")
    page.password.again.setText("one two four")
    hand.press(Qt.Key.Key_S, ctrl=True)
    assert "不同" in window.status.message.text()
    assert (page.password.first.text(), page.password.again.text()) == ("", "")
    assert page.password.first.hasFocus()
    assert page.typed.text() == "zhou"


def test_passwords_are_never_shown(sign_in):
    window = sign_in("security", ticket=False)
    for route in (Route("account"), Route("settings")):
        window.open(route)
        lines = [line for line in window.page.findChildren(QLineEdit) if "密码" in name_of(line)]
        assert lines
        assert all(line.echoMode() == QLineEdit.EchoMode.Password for line in lines)


def name_of(line):
    return line.accessibleName().replace("再输一遍", "密码")


def test_a_role_is_changed_and_a_password_reset(home, sign_in, until):
    window = sign_in("security", ticket=False)
    window.open(Route("accounts"))
    page = opened_account(window, until, "clerk")
    page.role.setCurrentIndex(page.role.findData("officer"))
    page.change.click()
    until(lambda: window.page.route.page == "accounts")
    until(lambda: listing(window.page).get("clerk") == ("民警", "使用中"))
    page = opened_account(window, until, "clerk")
    page.password.first.setText("four five six")
    page.password.again.setText("four five six")
    page.reset.click()
    until(lambda: window.page.route.page == "accounts")
    assert app.unlock(home, "clerk", "four five six")
    with pytest.raises(Locked):
        app.unlock(home, "clerk", "clerk")


def test_an_account_is_closed_when_asked_twice(home, sign_in, until):
    window = sign_in("security", ticket=False)
    window.open(Route("accounts"))
    page = opened_account(window, until, "clerk")
    page.close_it.click()
    assert "不能再登录" in window.status.message.text()
    assert listing_of(home)["clerk"]
    page.close_it.click()
    until(lambda: window.page.route.page == "accounts")
    until(lambda: listing(window.page).get("clerk") == ("辅警", "已停用"))
    with pytest.raises(Locked):
        app.unlock(home, "clerk", "clerk")


def test_a_closed_account_is_opened_again_with_a_new_password(home, sign_in, until):
    window = sign_in("security", ticket=False)
    window.work.station.close_officer(window.work.desk, "clerk")
    window.open(Route("accounts"))
    page = opened_account(window, until, "clerk")
    until(page.close_it.isHidden)
    page.password.first.setText("four five six")
    page.password.again.setText("four five six")
    page.reset.click()
    until(lambda: window.page.route.page == "accounts")
    until(lambda: listing(window.page).get("clerk") == ("辅警", "使用中"))
    assert app.unlock(home, "clerk", "four five six")


def test_nobody_takes_away_their_own_role(sign_in, until):
    window = sign_in("security", ticket=False)
    window.open(Route("accounts"))
    page = opened_account(window, until, "security")
    page.role.setCurrentIndex(page.role.findData("officer"))
    page.change.click()
    until(lambda: "自己" in window.status.message.text())
    assert window.page is page
    assert page.isEnabled()


def opened_account(window, until, name):
    until(lambda: window.page.route.page == "accounts" and listing(window.page))
    window.page.sheet.taken.emit(name)
    page = window.page
    until(page.isEnabled)
    return page


def listing(page):
    return {row.value: tuple(map(str, row.texts[1:])) for row in page.sheet.lines.rows}


def listing_of(home):
    station = app.open_home(home, app.unlock(home, "security", "security"))
    with station.desk("security").view("accounts") as view:
        found = {one.name: one.active for one in accounts(view)}
    station.close()
    return found


def test_everybody_changes_their_own_password_by_the_present_one(home, sign_in, hand, until):
    window = sign_in(ticket=False)
    window.open(Route("settings"))
    own = window.page.password
    own.present.setFocus()
    for typed in ("wrong", "seven eight", "seven eight"):
        hand.type(typed)
        hand.press(ENTER)
    until(lambda: "密码" in window.status.message.text() and own.do.isEnabled())
    assert app.unlock(home, "officer", "officer")
    until(own.present.hasFocus)
    for typed in ("officer", "seven eight", "seven eight"):
        hand.type(typed)
        hand.press(ENTER)
    until(lambda: "已更改" in window.status.message.text())
    assert app.unlock(home, "officer", "seven eight")
    with pytest.raises(Locked):
        app.unlock(home, "officer", "officer")


# 审计日志


def test_the_auditor_proves_the_log_and_hands_it_over(sign_in, hand, tmp_path, until):
    window = sign_in("auditor", ticket=False)
    window.open(Route("audit"))
    page, out = window.page, tmp_path / "log.jsonl"
    hand.press(Qt.Key.Key_F5)
    until(lambda: "完整" in page.result.text())
    page.file.line.setText(str(out))
    page.file.setFocus()
    hand.press(ENTER)
    until(lambda: page.answer.text())
    events = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert f"{len(events):,}" in page.answer.text()
    assert events[-1]["event"]["event"] == "log verified"
    hand.press(Qt.Key.Key_S, ctrl=True)
    until(lambda: "已存在" in window.status.message.text())


def test_a_log_that_was_altered_is_named_with_its_entry(home, sign_in, hand, until):
    station = app.open_home(home, app.unlock(home, "officer", "officer"))
    with station.store.writing() as session:
        session.execute(text("update audit_event set body = '{}' where number = 3"))
    station.close()
    window = sign_in("auditor", ticket=False)
    window.open(Route("audit"))
    hand.press(Qt.Key.Key_F5)
    until(lambda: window.page.sheet.lines.rows)
    assert window.page.sheet.lines.rows[0].texts[1] == "3"
    assert "改动" in window.page.result.text()


# Who sees which pages


OWN = {
    "admin": {"backup"},
    "security": {"accounts"},
    "auditor": {"audit"},
    "chief": {"list", "duplicates", "verify"},
}
OFFICES = {"backup", "accounts", "audit"}


@pytest.mark.parametrize("role", OWN)
def test_each_role_sees_its_own_pages_on_the_rail_and_nobody_else_s(sign_in, role):
    window = sign_in(role, ticket=False)
    seen = {route.page for route in window.rail._items}
    assert seen >= OWN[role] | {"home", "keys", "settings"}
    assert not seen & (OFFICES - OWN[role])
    assert ("list" in seen) == (role == "chief")


@pytest.mark.parametrize(
    ("role", "route"),
    [
        ("chief", Route("export", "people")),
        ("admin", Route("backup")),
        ("security", Route("accounts")),
        ("security", Route("account")),
        ("security", Route("account").having(name="clerk")),
        ("auditor", Route("audit")),
        ("auditor", Route("settings")),
    ],
)
def test_in_english_every_word_of_these_pages_is_english(sign_in, qtbot, role, route):
    speak("en")
    window = sign_in(role, ticket=False)
    window.open(route)
    qtbot.wait(100)
    shown = [widget.text() for widget in window.page.findChildren(QLabel)]
    shown += [widget.text() for widget in window.page.findChildren(QAbstractButton)]
    shown += [line.placeholderText() for line in window.page.findChildren(QLineEdit)]
    assert [one for one in shown if HAN.search(one)] == []
