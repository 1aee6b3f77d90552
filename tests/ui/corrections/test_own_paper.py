"""Usual texts, county templates and voided numbers, worked by keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from station_app.access import records
from station_app.access.purposes import Purpose
from station_app.printing.reading import papers_of
from station_app.registers import REGISTERS
from station_app.storage.pages import Query
from station_app.workflows.texts import shipped
from tests.corrections.supervised import BOY, enter
from tests.printing import county_pdf
from ui.pages.work import Route, Ticket

ENTER, F11, ESC, DOWN = Qt.Key.Key_Return, Qt.Key.Key_F11, Qt.Key.Key_Escape, Qt.Key.Key_Down
SAVE, NEW = Qt.Key.Key_S, Qt.Key.Key_N
FORM = "execution_archive"


def one(window):
    with window.work.desk.view("list:corrections") as view:
        return records.page(view, REGISTERS["corrections"], Query())[0].id


@pytest.fixture
def visiting(sign_in, hand):
    """The form of a visit, with the focus in its long text."""
    window = sign_in("corrections")
    window.open(Route("action", "corrections", one(window), "visit"))
    window.page.form.editors["text"].focus.setFocus()
    hand.keys = 0
    return window


def field(window):
    return window.page.form.editors["text"]


def test_two_keys_put_a_usual_text_where_one_types(visiting, hand, until):
    hand.press(F11)
    until(lambda: visiting.below._usual.found.count() > 2)
    hand.type("2")
    assert hand.keys == 2
    texts = [each.text for each in shipped() if each.register == "corrections.visit"]
    assert field(visiting).text() == texts[1]
    assert not visiting.below._usual.isVisible()
    assert field(visiting).focus.hasFocus()


def test_escape_leaves_the_field_as_it_was(visiting, hand, until):
    hand.press(F11)
    until(lambda: visiting.below._usual.found.count() > 2)
    hand.press(ESC)
    assert field(visiting).text() == ""
    until(lambda: field(visiting).focus.hasFocus())
    assert visiting.page.route.action == "visit"


def test_in_a_short_line_there_is_none_to_choose_and_it_says_so(visiting, hand):
    visiting.page.form.editors["place"].focus.setFocus()
    hand.press(F11)
    assert "多行文字栏" in visiting.status.message.text()
    assert not visiting.below._usual.isVisible()


def test_what_was_typed_is_kept_as_a_text_of_the_stations_own(visiting, hand, until):
    hand.compose("zoufang", "走访村委会，反映良好。")
    hand.press(F11)
    until(lambda: visiting.below._usual.found.count() > 2)
    hand.press(Qt.Key.Key_End, ENTER)
    until(lambda: visiting.page.route.page == "usual_text")
    hand.compose("cunwei", "走访村委会")
    hand.press(SAVE, ctrl=True)
    until(lambda: visiting.page.route.page == "action")
    field(visiting).focus.setFocus()
    hand.press(F11)
    until(lambda: visiting.below._usual.found.count() > 3)
    assert visiting.below._usual.found.item(0).text().startswith("1　走访村委会")


def test_a_telephone_is_not_kept(visiting, hand, until):
    hand.type("19900001234")
    hand.press(F11)
    until(lambda: visiting.below._usual.found.count() > 2)
    hand.press(Qt.Key.Key_End, ENTER)
    until(lambda: visiting.page.route.page == "usual_text")
    hand.type("abc")
    hand.press(SAVE, ctrl=True)
    until(lambda: "成串的数字" in visiting.status.message.text())
    assert visiting.page.route.page == "usual_text"


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "county.pdf"
    path.write_bytes(county_pdf.template())
    return path


def load(window, hand, until, path):
    window.open(Route("template_load", action=FORM))
    for typed in (str(path), "ysxsfj", "ys2026-9", "20260301"):
        hand.type(typed)
        hand.press(ENTER)
    hand.press(SAVE, ctrl=True)


def test_the_chief_loads_a_template_and_the_next_paper_is_printed_on_it(sign_in, hand, until, file):
    window = sign_in("chief")
    load(window, hand, until, file)
    until(lambda: window.page.route.page == "template" and window.page.preview.pages)
    shown = {row.value: row.texts[1] for row in window.page.sheet.lines.rows}
    assert shown["姓名"] == "姓名"
    assert "经办科室" in window.page.rest.text()
    window.page.sheet.go_to_last()
    hand.press(ENTER)
    until(lambda: window.page.route.page == "template_field" and window.page.sheet.lines.rows)
    values = [row.value for row in window.page.sheet.lines.rows]
    window.page.sheet.go_to(values.index(("单位",)))
    hand.press(ENTER)
    until(lambda: window.page.route.page == "template")
    window.work.set_ticket(Ticket(1, Purpose("CORRECTION", "2026-17")))
    window.open(Route("print", "corrections", one(window), FORM))
    until(lambda: window.page.preview.pages)
    hand.press(ENTER)
    until(lambda: window.page.paper is not None)
    [paper] = papers_of(window.page.paper.pdf)
    assert county_pdf.TITLE in paper.text
    assert "演示司法所" in paper.text
    assert "样式待核" not in paper.text.replace("\n", "")


def test_a_file_that_is_no_template_is_refused_and_nothing_typed_is_lost(
    sign_in, hand, until, tmp_path
):
    window = sign_in("chief")
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(county_pdf.changed(county_pdf.scripted))
    load(window, hand, until, bad)
    until(lambda: "脚本" in window.status.message.text())
    assert window.page.form.editors["file"].text() == str(bad)


def test_a_voided_number_is_on_the_list(sign_in, hand, until):
    window = sign_in("corrections")
    window.open(Route("voided"))
    hand.press(NEW, ctrl=True)
    until(lambda: window.page.route.page == "void_number")
    for typed in ("2026-3", "jg", "xc"):
        hand.type(typed)
        hand.press(ENTER)
    hand.press(SAVE, ctrl=True)
    until(lambda: window.page.route.page == "voided" and window.page.sheet.lines.rows)
    assert window.page.sheet.lines.rows[0].texts[:3] == ("2026-3", "jg", "xc")


def test_a_minors_paper_asks_why_before_it_is_printed(sign_in, hand, until):
    window = sign_in("corrections")
    window.work.set_ticket(Ticket(1, Purpose("CORRECTION", "2026-17")))
    boy = enter(window.work.desk, person=BOY, minor="是", worker="corrections")
    window.open(Route("print", "corrections", boy.id, FORM))
    until(lambda: window.page.preview.pages and window.page.reason.isVisible())
    hand.press(ENTER)
    until(window.page.reason.isAncestorOf(QApplication.focusWidget()).__bool__)
    assert window.page.paper is None
    hand.type("other")
    hand.press(ENTER)
    hand.compose("yisong", "移送县级机构存档")
    hand.press(ENTER)
    until(lambda: window.page.paper is not None)
