"""封存记录 and 到期销毁 at the window: asked, decided, read and destroyed, by keys alone."""

from __future__ import annotations

import os
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from sqlalchemy import select

from station_app import app
from station_app.access import records
from station_app.access import service as declaring
from station_app.access.purposes import Purpose
from station_app.registers import REGISTERS
from station_app.retention import service as retention
from station_app.retention.rules import KEPT
from station_app.sealing import service
from station_app.storage.pages import Query
from ui.pages.work import Route

ENTER = Qt.Key.Key_Return
CASE = Purpose("CASE", "A3399012026030001")
SHOTS = os.environ.get("SHOTS")


def shot(window, name):
    if SHOTS:
        window.window().grab().save(f"{SHOTS}/{name}.png")


@pytest.fixture
def sealed(home, monkeypatch):
    """Somebody whose residence was sealed before anybody signed in: (person, request) of it."""
    monkeypatch.setattr(declaring, "SERVICES", dict(declaring.SERVICES))

    @declaring.service(right="undo", audit="closed")
    def close(act, id):
        act.seal(REGISTERS["residents"], id)

    station, officer = app.sign_in(home, "officer", "officer")
    residents = REGISTERS["residents"]
    with officer.view("list:residents") as view:
        line = records.page(view, residents, Query())[-1]
        person = view.all(select(residents.record.person_id).where(residents.record.id == line.id))[
            0
        ]
    with officer.act("undo") as act:
        close(act, line.id)
    with officer.act("request-sealed", purpose=CASE) as act:
        one = service.request(act, "people", person, "侦办盗窃案，核对住址")
    station.close()
    return person, one.id


def approved(home, request):
    station, chief = app.sign_in(home, "chief", "chief")
    with chief.act("approve-sealed") as act:
        service.approve(act, request, station.halves(chief, "chief"))
    station.close()


def texts(page):
    return " ".join(each.text() for each in page.findChildren(QLabel))


def test_an_officer_asks_from_the_page_of_a_person(sign_in, someone, hand, until):
    person, _place = someone
    window = sign_in()
    window.open(Route("sealed_ask", "people", person.id))
    until(lambda: window.page.whom.text() != "…")
    hand.press(ENTER)
    hand.type("A3399012026030001")
    hand.press(ENTER)
    hand.type("burglary")
    shot(window, "ask")
    hand.press(Qt.Key.Key_S, ctrl=True)
    until(lambda: window.page.route.page == "sealed")
    until(lambda: window.page.sheet.lines.rows)
    shot(window, "requests-officer")
    row = window.page.sheet.lines.rows[0]
    assert row.value.request.reason == "burglary"
    hand.press(ENTER)  # one's own request waits for another
    assert window.page.route.page == "sealed"
    assert "还没有审批" in window.status.message.text()


def test_the_chief_approves_with_his_password_and_no_other(sign_in, sealed, hand, until):
    window = sign_in("chief")
    window.open(Route("sealed"))
    until(lambda: window.page.sheet.lines.rows)
    shot(window, "requests-chief")
    hand.press(ENTER)
    until(lambda: window.page.route.page == "sealed_decide" and "侦办" in window.page.what.text())
    hand.type("wrong")
    hand.press(ENTER)
    until(lambda: "密码不对" in window.status.message.text())
    shot(window, "decide")
    hand.type("chief")
    hand.press(ENTER)
    until(lambda: window.page.route.page == "sealed")
    assert "查阅截止" in window.status.message.text()


def test_it_is_read_under_ones_own_name_and_printed_so(sign_in, home, sealed, hand, until):
    _person, request = sealed
    approved(home, request)
    window = sign_in()
    window.open(Route("sealed"))
    until(lambda: window.page.sheet.lines.rows)
    hand.press(ENTER)
    until(lambda: window.page.route.page == "sealed_read" and window.page.mark.isVisible())
    page = window.page
    for word in ("officer", "2026-03-09"):
        assert word in page.mark.text
    assert page.mark.size() == page.size()
    shot(window, "read")
    page._end()
    assert "时限已过" in texts(page)
    assert not page.mark.isVisible()
    window.open(Route("print", "sealed_requests", request))
    until(lambda: window.page.forms.lines.rows)
    until(lambda: window.page.save.isEnabled())


def test_nothing_is_shown_to_who_did_not_ask(sign_in, home, sealed, until):
    _person, request = sealed
    approved(home, request)
    window = sign_in("chief")
    said = []
    for id in (request, uuid4()):
        window.open(Route("sealed_read", "sealed_requests", id))
        until(lambda: window.page.until.text() != "…")
        said.append(window.page.until.text())
        assert not window.page.mark.isVisible()
    assert said[0] == said[1]


def test_the_custodians_prove_what_they_keep(sign_in, sealed, hand, until):
    window = sign_in("chief")
    window.open(Route("custodians"))
    until(lambda: window.page.sheet.lines.rows)
    hand.type("chief")
    hand.press(Qt.Key.Key_F5)
    until(lambda: "封存记录 1 条，本人能打开 1 条" in window.status.message.text())
    shot(window, "custodians")


# 到期销毁


@pytest.fixture
def late(home, monkeypatch):
    """Years later all who have left are due."""
    monkeypatch.setenv("STATION_TODAY", "2040-01-10")


def test_the_chief_proposes_what_is_due(sign_in, late, hand, until):
    window = sign_in("chief")
    window.open(Route("retention"))
    until(lambda: window.page.due.lines.rows)
    shot(window, "retention")
    due = window.page.due.lines.rows[0].value
    assert due.kept == KEPT[0]
    assert due.count > 0
    hand.press(ENTER)
    until(lambda: window.page.route.page == "purge_propose")
    hand.type("five years are over")
    shot(window, "purge-propose")
    hand.press(Qt.Key.Key_S, ctrl=True)
    until(lambda: window.page.route.page == "retention" and window.page.proposed.lines.rows)
    assert window.page.proposed.lines.rows[0].value.reason == "five years are over"


def test_the_security_officer_destroys_it(sign_in, home, late, hand, until):
    station, chief = app.sign_in(home, "chief", "chief")
    with chief.act("propose-purge") as act:
        one = retention.propose(act, KEPT[0], "five years are over")
    station.close()
    window = sign_in("security", ticket=False)
    window.open(Route("retention"))
    until(lambda: window.page.proposed.lines.rows)
    hand.press(ENTER)
    until(lambda: window.page.route == Route("purge_decide", "purges", one.id))
    until(lambda: "five years" in window.page.what.text())
    shot(window, "purge-decide")
    hand.press(Qt.Key.Key_S, ctrl=True)
    until(lambda: window.page.route.page == "retention")
    assert f"已销毁 {one.count}" in window.status.message.text()
