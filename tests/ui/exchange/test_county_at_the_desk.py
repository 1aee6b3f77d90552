"""What an officer sees of the exchange: open cases, refused entries, what waits how long."""

from __future__ import annotations

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import select

from station_app import app
from station_app.access import records
from station_app.access.purposes import Purpose
from station_app.core.errors import Refused
from station_app.registers import REGISTERS
from station_app.storage import settings
from station_app.storage.exchange_tables import ConflictCase, Quarantined
from station_app.storage.tables import Operation
from station_app.sync.conflicts import OWN_CASE, resolve
from ui.exchange.cases import CasesPage
from ui.exchange.deciding import DecidingPage
from ui.exchange.page import ExchangePage
from ui.exchange.refused import RefusedPage
from ui.exchange.resend import ResendPage
from ui.kit.theme import RED, colour
from ui.pages.record import RecordPage
from ui.pages.work import Route

PEOPLE = REGISTERS["people"]
WHY = Purpose("TASK", "演练")
COUNTY = {"url": "https://127.0.0.1:9", "ca": "", "device": str(uuid4()), "name": "演示县公安局"}
ENTER, ESC, S = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_S
LEFT, RIGHT, DOWN, F2 = Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_F2


class Station:
    """The same home, opened beside the window: what a round would have brought."""

    def __init__(self, home):
        self.station = app.open_home(home, app.unlock(home, "officer", "officer"))
        self.desk = self.station.desk("officer")

    def put(self, *rows):
        with self.desk.store.writing() as session:
            session.add_all(rows)

    def enrol(self):
        with self.desk.store.writing() as session:
            settings.put(session, "county", json.dumps(COUNTY | {"scope": self.desk.scope}))

    def ask(self, query):
        with self.desk.store.reading() as session:
            return session.scalars(query).all()

    def person(self, id):
        with self.desk.act("show:people", purpose=WHY) as act:
            return records.show(act, PEOPLE, id).record

    def case(self, id, field, base, kept, refused, *, by=("li", "wang")):
        kept_by, refused_by = (f"{self.desk.scope}/{one}" for one in by)
        case = {
            "id": uuid4(),
            "scope": self.desk.scope,
            "register": "people",
            "record_id": id,
            "field": field,
            "base": base,
            "kept": kept,
            "refused": refused,
            "kept_by": kept_by,
            "refused_by": refused_by,
            "at": self.desk.now(),
        }
        self.put(ConflictCase(**case))
        return case["id"]


@pytest.fixture
def station(home):
    station = Station(home)
    station.enrol()
    yield station
    station.station.close()


@pytest.fixture
def alone(station):
    with station.desk.act("file:people", purpose=WHY) as act:
        typed = {"name": "张三丰", "native_place": "石桥县", "marital": "20", "occupation": "木匠"}
        return records.file(act, PEOPLE, typed).id


def shown(window, until, page):
    until(lambda: isinstance(window.page, page))
    return window.page


def test_two_fields_are_decided_by_keys_and_the_county_is_told(
    sign_in, station, alone, hand, until
):
    station.case(alone, "native_place", "", "石桥县", "清水县")
    station.case(alone, "marital", None, "20", "10")
    window = sign_in()
    until(lambda: not window.rail._items[Route("conflicts")].isHidden())
    window.open(Route("conflicts"))
    page = shown(window, until, CasesPage)
    until(lambda: page.sheet.value is not None and page.sheet.hasFocus())
    hand.keys = 0
    hand.press(ENTER)
    page = shown(window, until, DecidingPage)
    until(lambda: page.found is not None and page.sheet.hasFocus())
    assert page.whole.text().startswith("先报：已婚（本所 · li")
    assert "\n后报：未婚（本所 · wang" in page.whole.text()
    hand.press(LEFT, ENTER, RIGHT, ENTER)
    until(page.reason.hasFocus)
    hand.type("checked")
    hand.press(S, ctrl=True)
    shown(window, until, CasesPage)
    assert hand.keys <= 14, "a name, two values and a word of why"
    person = station.person(alone)
    assert (person.native_place, person.marital) == ("清水县", "20")
    told = station.ask(select(Operation).where(Operation.kind == "resolve"))
    assert sorted(name for op in told for name in op.base) == ["marital", "native_place"]
    assert {op.acked_seq for op in told} == {None}
    assert not station.ask(select(ConflictCase).where(ConflictCase.closed_at.is_(None)))
    until(lambda: page_count(window) == "没有待处理的数据不一致")


def page_count(window):
    return window.page.count.text() if isinstance(window.page, CasesPage) else ""


def test_what_waits_stands_in_the_eye_and_one_key_opens_it(sign_in, station, alone, hand, until):
    station.case(alone, "native_place", "", "石桥县", "清水县")
    with station.desk.store.writing() as session:
        settings.put(session, "county repaired", "2026-03-08T02:00:00+00:00 3")
    window = sign_in()
    window.resize(1366, 768)
    rail, line = window.rail, window.status.exchange
    item, below = rail._items[Route("conflicts")], rail._items[Route("exchange")]
    until(lambda: rail.indexOfTopLevelItem(item) == 1)
    assert rail.visualItemRect(item).bottom() < rail.viewport().height()
    window.rounds._failed(Refused(OWN_CASE))
    until(lambda: str(OWN_CASE) in line.text())
    hand.press(Qt.Key.Key_J, ctrl=True)
    shown(window, until, CasesPage)
    with station.desk.store.writing() as session:
        for case in session.scalars(select(ConflictCase)):
            case.closed_at = station.desk.now()
    window.rounds.ask()
    until(lambda: rail.indexOfTopLevelItem(item) > rail.indexOfTopLevelItem(below))
    QTest.mouseClick(line, Qt.MouseButton.LeftButton)
    page = shown(window, until, ExchangePage)
    until(lambda: any("3 条与县局不同" in str(row.texts[1]) for row in page.sheet.lines.rows))


def test_who_wrote_one_of_the_two_does_not_decide(sign_in, station, alone, until):
    case = station.case(alone, "native_place", "", "石桥县", "清水县", by=("li", "officer"))
    window = sign_in()
    window.open(Route("resolve", "people", alone))
    page = shown(window, until, DecidingPage)
    until(lambda: page.found is not None)
    assert page.barred.text() == str(OWN_CASE)
    assert not page.save.isEnabled()
    desk = station.desk
    with pytest.raises(Refused, match="未填写过"), desk.act("resolve-conflict") as act:
        resolve(act, alone, {case: True}, reason="核实")
    with station.station.desk("chief").act("resolve-conflict") as act:
        resolve(act, alone, {case: True}, reason="核实")
    assert station.person(alone).native_place == "清水县"


def test_what_waits_longer_than_a_day_is_red_and_without_a_county_nothing_is_said(
    sign_in, station, alone, until
):
    window = sign_in()
    line = window.status.exchange
    until(lambda: "待上报" in line.text())
    assert line.palette().windowText().color() != colour(RED)
    with station.desk.store.writing() as session:
        for op in session.scalars(select(Operation)):
            op.at -= timedelta(hours=25)
    window.rounds.ask()
    until(lambda: "25 小时前" in line.text())
    assert line.palette().windowText().color() == colour(RED)
    with station.desk.store.writing() as session:
        settings.put(session, "county", "")
    window.rounds.ask()
    until(line.isHidden)
    assert not window.rounds._next.isActive()


def test_a_refused_entry_is_corrected_in_its_form_and_reported_anew(
    sign_in, station, alone, hand, until
):
    [op] = station.ask(select(Operation).where(Operation.record_id == alone))
    station.put(Quarantined(op_id=op.op_id, code="role", at=station.desk.now()))
    with station.desk.store.writing() as session:
        session.get(Operation, op.n).acked_seq = 0
    window = sign_in()
    window.open(Route("quarantine"))
    page = shown(window, until, RefusedPage)
    until(lambda: page.sheet.value is not None and page.sheet.hasFocus())
    hand.press(F2)
    form = shown(window, until, ResendPage).form
    until(form.isEnabled)
    assert form.editors["name"].text() == "张三丰"
    form.editors["occupation"].show_text("瓦匠")
    hand.press(S, ctrl=True)
    shown(window, until, RecordPage)
    until(lambda: not left(station))
    said = station.ask(select(Operation).where(Operation.record_id == alone).order_by(Operation.n))
    assert [op.kind for op in said] == ["file", "file", "amend"]
    assert [op.acked_seq for op in said] == [0, None, None]
    assert said[2].base["occupation"] == str(said[1].op_id)


def left(station):
    return station.ask(select(Quarantined.op_id).where(Quarantined.settled_at.is_(None)))
