"""Long work on the screen: a ledger imported and taken back, a list printed at once."""

from __future__ import annotations

from PySide6.QtCore import Qt

from station_app.identity.numbers import check_digit
from ui.pages.work import Route

ENTER = Qt.Key.Key_Return
BODIES = ("33990119880101001", "33990119890202002", "33990119900303003")


def test_a_ledger_is_looked_at_then_written_then_taken_back(sign_in, hand, tmp_path, until):
    numbers = [body + check_digit(body) for body in BODIES]
    lines = [f"甲{n},{number},演示县石桥路88号{n}室" for n, number in enumerate(numbers)]
    sheet = tmp_path / "台账.csv"
    wrong = "乙,339901188801012345,演示县石桥路88号9室"
    sheet.write_text("\n".join(["姓名,身份证号,住址", *lines, wrong]), "utf-8")
    window = sign_in()
    window.open(Route("import"))
    page = window.page
    page.path.setText(str(sheet))
    hand.press(ENTER)
    until(lambda: page.enter.isEnabled())
    assert "新增 3" in page.counts.text()
    assert "退回 1" in page.counts.text()
    hand.press(Qt.Key.Key_S, ctrl=True)
    until(lambda: page.undo.isEnabled())
    window.top.search.begin()
    hand.type(numbers[0])
    until(lambda: window.top.search.list.chosen)
    page.undo.click()
    until(lambda: "已撤销" in page.counts.text())


def test_two_ledgers_are_held_against_what_is_registered(sign_in, hand, tmp_path, until):
    sheets = [tmp_path / "一.csv", tmp_path / "二.csv"]
    for n, sheet in enumerate(sheets):
        number = BODIES[n] + check_digit(BODIES[n])
        sheet.write_text(f"姓名,身份证号,住址\n甲,{number},演示县石桥路88号{n}室", "utf-8")
    window = sign_in()
    window.open(Route("compare"))
    page = window.page
    until(page.files.line.hasFocus)
    page.files.line.setText("；".join(map(str, sheets)))
    hand.press(ENTER)
    until(lambda: "新增 2" in page.counts.text())


def test_every_record_of_a_list_is_printed_into_one_file(sign_in, hand, tmp_path, until):
    window = sign_in()
    window.open(Route("list", "places"))
    until(lambda: window.page.list.model.rowCount())
    hand.press(Qt.Key.Key_F3)
    until(lambda: window.page.route.page == "batch" and window.page.ids)
    page = window.page
    hand.press(ENTER)
    until(lambda: page.preview.pages > 0)
    until(lambda: list(tmp_path.rglob("*.pdf")))
