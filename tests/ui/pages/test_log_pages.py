"""The log on paper and against paper, and the chief's week of free look-ups."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit

from station_app.access import quotas, records
from station_app.access.free_looks import week
from station_app.access.log import last_checkpoint
from station_app.access.purposes import Purpose
from station_app.printing.reading import papers_of
from station_app.registers import REGISTERS
from ui.kit.text import speak
from ui.pages import printer
from ui.pages.work import Route

ENTER, F3, F5 = Qt.Key.Key_Return, Qt.Key.Key_F3, Qt.Key.Key_F5
HAN = re.compile(r"[\u3400-\u9fff]")
FREE = Purpose("VISIT", "走访计划 3", free=True)


def look(window, id, role="officer", times=1, why=FREE):
    desk = window.work.station.desk(role)
    for _n in range(times):
        with desk.act("show:people", purpose=why) as act:
            records.show(act, REGISTERS["people"], id)


@pytest.fixture
def documents(tmp_path, monkeypatch):
    monkeypatch.setattr(printer, "folder", lambda: tmp_path)
    return tmp_path


def test_the_chief_signs_the_log_and_keeps_the_sheet(sign_in, hand, documents, until):
    window = sign_in("chief", ticket=False)
    window.open(Route("log-sheet"))
    hand.press(Qt.Key.Key_N, ctrl=True)
    until(lambda: "比对码" in window.status.message.text())
    hand.press(Qt.Key.Key_S, ctrl=True)
    until(lambda: list(documents.glob("*.pdf")))
    (paper,) = papers_of(next(documents.glob("*.pdf")).read_bytes())
    assert paper.qr.startswith("SA2.339901-01.")


def test_the_qr_of_an_old_sheet_proves_the_log(sign_in, hand, until):
    window = sign_in("chief", ticket=False)
    window.open(Route("log-sheet"))
    hand.press(Qt.Key.Key_N, ctrl=True)
    until(lambda: "比对码" in window.status.message.text())
    with window.work.desk.view("seal-log") as view:
        text = last_checkpoint(view).text
    hand.type(text)
    hand.press(ENTER)
    until(lambda: "与校验点相符" in window.page.result.text())
    assert window.page.sheet.isHidden()


def test_a_log_that_was_cut_is_told_against_the_sheet(sign_in, hand, until, someone):
    window = sign_in("auditor", ticket=False)
    window.open(Route("log-sheet"))
    with window.work.station.store.writing() as session:
        session.connection().exec_driver_sql("delete from audit_event where number > 3")
        session.connection().exec_driver_sql("delete from audit_read where number > 3")
        session.connection().exec_driver_sql(
            "update audit_head set number = 3,"
            " hash = (select hash from audit_event where number = 3)"
        )
    hand.press(F5)
    until(lambda: window.page.sheet.lines.rows)
    assert "改动" in window.page.result.text()


def test_what_is_no_checkpoint_is_said(sign_in, hand, until):
    window = sign_in("auditor", ticket=False)
    window.open(Route("log-sheet"))
    hand.type("SA1.WRONG")
    hand.press(ENTER)
    until(lambda: "不是审计日志的校验点" in window.status.message.text())


def test_the_chief_goes_through_the_week_and_signs_it_off(
    home, sign_in, someone, hand, documents, until, monkeypatch
):
    person, _place = someone
    window = sign_in("chief", ticket=False)
    look(window, person.id, times=2)
    monkeypatch.setenv("STATION_TODAY", "2026-03-16")
    window.open(Route("free-looks"))
    page = window.page
    until(lambda: page.week is not None)
    assert page.sheet.lines.rows == []
    page._turn(-1)
    until(lambda: len(page.sheet.lines.rows) == 2)
    assert page.sheet.lines.rows[0].texts[4] == "走访计划 3"
    assert person.name not in "".join(map(str, page.sheet.lines.rows[0].texts))
    page.remarks.setText("已核对")
    page.sign.click()
    until(lambda: "已核对" in page.said.text())
    hand.press(Qt.Key.Key_N, ctrl=True)
    until(lambda: page.outlet.save.isEnabled())
    hand.press(Qt.Key.Key_S, ctrl=True)
    until(lambda: list(documents.glob("自主查询周报*.pdf")))


def test_an_officer_at_his_quota_is_let_go_on_by_the_chief(sign_in, someone, until, monkeypatch):
    few = replace(quotas.quotas(), hour=2)
    monkeypatch.setattr(quotas, "quotas", lambda: few)
    person, _place = someone
    window = sign_in("chief", ticket=False)
    look(window, person.id, times=2)
    window.open(Route("free-looks"))
    page = window.page
    until(lambda: page.officers.lines.rows)
    assert "待放行" in str(page.officers.lines.rows[0].texts[4])
    page.reason.setText("清查行动")
    page.lift.click()
    until(lambda: "可以继续" in window.status.message.text())
    look(window, person.id)


def test_one_free_look_in_so_many_is_explained_before_anything_is_shown(
    sign_in, someone, hand, until, monkeypatch
):
    few = replace(quotas.quotas(), explain_every=2)
    monkeypatch.setattr(quotas, "quotas", lambda: few)
    person, _place = someone
    window = sign_in(ticket=False)
    look(window, person.id)
    window.open(Route("record", "people", person.id))
    page = window.page
    until(lambda: page.reading.values)
    assert page.bar.explanation.isVisible()
    page.bar.reference.setText("走访计划 3")
    page.bar.button.click()
    assert page.bar.explanation.hasFocus()
    assert page.reading.record is None
    hand.type("neighbours complain")
    hand.press(ENTER)
    until(lambda: page.reading.record is not None)
    with window.work.station.desk("chief").act("free-looks") as act:
        assert week(act, window.work.desk.today).looks[-1].explanation == "neighbours complain"


def test_a_purpose_brought_by_a_ticket_is_not_counted(sign_in, someone, until):
    person, _place = someone
    window = sign_in()
    window.open(Route("record", "people", person.id))
    until(lambda: window.page.reading.record is not None)
    with window.work.station.desk("chief").act("free-looks") as act:
        assert [one.full for one in week(act, window.work.desk.today).looks] == []


@pytest.mark.parametrize("page", ["log-sheet", "free-looks"])
def test_in_english_every_word_of_these_pages_is_english(sign_in, qtbot, page):
    speak("en")
    window = sign_in("chief", ticket=False)
    window.open(Route(page))
    qtbot.wait(150)
    shown = [widget.text() for widget in window.page.findChildren(QLabel)]
    shown += [widget.text() for widget in window.page.findChildren(QAbstractButton)]
    shown += [line.placeholderText() for line in window.page.findChildren(QLineEdit)]
    assert [one for one in shown if HAN.search(one)] == []
