"""Two windows of one station, offline from each other, and their county over TLS on loopback."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QSettings, Qt
from sqlalchemy import select, text, update

from station_app import app
from station_app.access import records
from station_app.access.purposes import Purpose
from station_app.county.tables import SCOPE
from station_app.registers import REGISTERS
from station_app.residents.records import Resident
from station_app.storage.exchange_tables import ConflictCase
from station_app.sync import enrolment
from station_app.sync.exchange import exchange
from station_app.workflows.check import check
from station_app.workflows.inline import file_typed
from tests.county.conftest import county_template  # noqa: F401
from tests.county.served import served
from ui.exchange.cases import CasesPage
from ui.exchange.deciding import DecidingPage
from ui.exchange.page import ExchangePage
from ui.pages.action import ActionPage
from ui.pages.form import FormPage
from ui.pages.record import RecordPage
from ui.pages.work import Route, Ticket
from ui.program import Program

AT = datetime(2026, 3, 9, 2, 0, tzinfo=UTC)
WHY = Purpose("TASK", "演练")
PEOPLE, RESIDENTS = REGISTERS["people"], REGISTERS["residents"]
ENTER, RIGHT, A, J, L, S = (getattr(Qt.Key, f"Key_{k}") for k in ("Return", "Right", *"AJLS"))
ADDRESS = "演示县石桥路8号2幢301室"
FAMILY = (("王军", ""), ("李芳", "10"), ("王雨", "20"))  # name, relation to the head
PHONE = "19900001234"
MOST_KEYS = 14


class Station:
    """A home of the station, also opened beside its window."""

    def __init__(self, folder):
        self.home = folder
        self.station, _code = app.make_training_home(folder, "演示派出所")
        self.desk = self.station.desk("officer")

    def join(self, county):
        said = {"url": county.home.card.url, "ca": county.home.ca, "scope": self.desk.scope}
        said |= {"code": county.code(self.desk.scope, "police"), "county": "清水县公安局"}
        file = self.home.parent / f"{self.home.name}.json"
        file.write_text(json.dumps(said | {"training": True}), "utf-8")
        enrolment.enrol(self.station.desk("admin"), file)

    def sync(self):
        with closing(enrolment.line(self.desk)) as line:
            return exchange(self.desk, line)

    def enter_family(self):
        typed = [
            {"person": {"name": name}, "place": ADDRESS, "household": "H1", "relation_to_head": r}
            for name, r in FAMILY
        ]
        with self.desk.act("file:residents", purpose=WHY) as act:
            return [(one.id, one.person_id) for one in file_typed(act, RESIDENTS, typed)]

    def household(self):
        """Who lives or lived there: all that is said of them, whichever home is asked."""
        with self.desk.act("show:people", purpose=WHY) as act:
            lives = act.all(select(Resident).where(Resident.household == "H1"))
            said = [(one, records.show(act, PEOPLE, one.person_id).record) for one in lives]
        told = ((p.name, p.phone, p.remarks, r.place_id, r.until) for r, p in said)
        return sorted(told, key=lambda one: one[0])

    def names_before(self, id):
        """Every name the history of the person holds."""
        with self.desk.act("history:people", purpose=WHY) as act:
            told = [version.changes for version in records.history(act, PEOPLE, id)]
        return {name for changes in told for name in changes.get("name", ()) if name}

    def open_cases(self):
        with self.desk.store.reading() as session:
            return session.scalars(
                select(ConflictCase).where(ConflictCase.closed_at.is_(None))
            ).all()

    def faults(self):
        with self.station.desk("admin").survey("check") as act:
            return check(act)


@pytest.fixture
def county(county_template, tmp_path):  # noqa: F811
    url, name, door = county_template()
    with served(tmp_path / "county", url, lambda: AT, training=True) as running:
        with running.server.enrolling.book.engine.begin() as connection:
            connection.execute(update(SCOPE).values(kind="training"))
        yield running
    with door.connect() as connection:
        connection.execute(text(f"drop database {name} with (force)"))


@pytest.fixture
def two(county, tmp_path, monkeypatch):
    """Two homes of one scope, joined each on its own."""
    monkeypatch.setenv("STATION_TODAY", "2026-03-09")
    monkeypatch.setenv("HOME", str(tmp_path))
    stations = Station(tmp_path / "front"), Station(tmp_path / "back")
    for station in stations:
        station.join(county)
    yield stations
    for station in stations:
        station.station.close()


@pytest.fixture
def window_of(qtbot, hand, until):
    """The window of an officer who typed name and password at this home."""
    opened = []

    def window_of(station, officer="officer"):
        settings = QSettings(str(station.home / "screen.ini"), QSettings.Format.IniFormat)
        program = Program(station.home, settings)
        opened.append(program)
        qtbot.addWidget(program.frame, before_close_func=lambda _frame: program.end())
        program.frame.resize(1366, 768)
        program.show_sign_in()
        program.frame.show()
        sit_at(program)
        sign_in(program, officer)
        return program

    def sit_at(program):
        program.frame.activateWindow()
        until(program.frame.isActiveWindow)

    def sign_in(program, officer):
        program.frame.centralWidget().officer.setFocus()
        hand.type(officer)
        hand.press(ENTER)
        hand.type(officer)
        hand.press(ENTER)
        until(lambda: program.window is not None and program.window.isVisible())
        program.work.set_ticket(Ticket(1, WHY))
        sit_at(program)

    window_of.sit_at, window_of.sign_in = sit_at, sign_in
    yield window_of
    for program in opened:
        program.end()


@pytest.fixture
def edit(hand, until, window_of):
    """The form of a person: texts typed into its fields by keys, and saved."""

    def edit(program, id, **typed):
        window_of.sit_at(program)
        window = program.window
        window.open(Route("form", "people", id))
        until(lambda: isinstance(window.page, FormPage) and window.page.record is not None)
        for name, (pinyin, said) in typed.items():
            window.page.form.editors[name].focus.setFocus()
            hand.press(A, ctrl=True)
            hand.compose(pinyin, said) if pinyin else hand.type(said)
        hand.press(S, ctrl=True)
        until(lambda: isinstance(window.page, RecordPage))

    return edit


@pytest.fixture
def report(hand, until, window_of):
    """By the key of the page, in a process of its own."""

    def report(program):
        window_of.sit_at(program)
        window = program.window
        window.open(Route("exchange"))
        assert isinstance(window.page, ExchangePage)
        until(lambda: window.page.sheet.lines.rows)
        window.page.sheet.setFocus()
        until(window.page.sheet.hasFocus)
        hand.press(S, ctrl=True)
        until(lambda: window.status.message.text().startswith("上报 "))

    return report


def test_two_windows_and_a_county_end_with_one_household(two, window_of, edit, report, hand, until):
    front, back = two
    [_head, (_wife_lives, wife), (child_lives, _child)] = front.enter_family()
    front.sync()
    back.sync()
    assert front.household() == back.household()
    one, other = window_of(front), window_of(back)
    edit(one, wife, name=("lifangfang", "李芳芳"), phone=("", PHONE))
    edit(other, wife, name=("lifanghua", "李芳华"), remarks=("baiban", "白班"))
    other.window.open(Route("action", "residents", child_lives, "move_out"))
    until(lambda: isinstance(other.window.page, ActionPage))
    hand.press(S, ctrl=True)
    until(lambda: not isinstance(other.window.page, ActionPage))
    report(one)
    back.sync()
    front.sync()
    for station, program in ((front, one), (back, other)):
        [case] = station.open_cases()
        assert (case.kept, case.refused) == ("李芳芳", "李芳华")
        program.window.rounds.ask()
        until(lambda line=program.window.status.exchange: "数据不一致 1 项" in line.text())
    decide(one, window_of, hand, until)
    report(one)
    back.sync()
    other.window.rounds.ask()
    until(lambda: other.window.status.exchange.text() == "已全部上报")
    ends_alike(two, wife)


def ends_alike(two, wife):
    """One household in both homes; what did not stand is in the history."""
    found, beside = (station.household() for station in two)
    assert found == beside
    by_name = {name: rest for name, *rest in found}
    assert by_name["李芳华"][:2] == [[{"number": PHONE}], "白班"]
    assert by_name["王雨"][-1] is not None
    for station in two:
        assert station.open_cases() == []
        assert {"李芳", "李芳芳", "李芳华"} <= station.names_before(wife)
        assert station.faults() == []


def decide(program, window_of, hand, until):
    """Who wrote neither: the chief sits down at that window and takes what was refused."""
    window_of.sit_at(program)
    hand.press(L, ctrl=True)
    until(lambda: program.window is None)
    program.frame.centralWidget().switch.setFocus()
    hand.press(Qt.Key.Key_Space)
    window_of.sign_in(program, "chief")
    window = program.window
    until(lambda: window.status.exchange.route == Route("conflicts"))
    hand.keys = 0
    hand.press(J, ctrl=True)
    until(lambda: isinstance(window.page, CasesPage) and window.page.sheet.value is not None)
    [line] = window.page.sheet.lines.rows
    assert "officer" in line.texts, "one of ours, by his account"
    hand.press(ENTER)
    until(lambda: isinstance(window.page, DecidingPage) and window.page.found is not None)
    page = window.page
    assert page.title == "李芳芳", "which of them is looked at"
    until(page.sheet.hasFocus)
    first, later = page.whole.text().splitlines()
    assert first.startswith("先报：李芳芳（本库 · officer · "), "typed at this window"
    assert later.startswith("后报：李芳华（本所 · officer · "), "and that at the other"
    hand.press(RIGHT, ENTER)
    until(page.reason.hasFocus)
    hand.type("checked")
    hand.press(S, ctrl=True)
    until(lambda: isinstance(window.page, CasesPage))
    assert hand.keys <= MOST_KEYS, "page, record, value, reason and saving"
