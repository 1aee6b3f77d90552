"""The whole program on a training station of forty invented people, worked by real keys."""

from __future__ import annotations

import shutil
import sys
import time
from collections import Counter

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from station_app import app
from station_app.access.purposes import Purpose
from station_app.workflows.demo import fill
from ui.pages.work import Ticket
from ui.program import Program

TODAY = "2026-03-09"
PEOPLE = 40


@pytest.fixture(scope="session")
def filled(tmp_path_factory):
    """Made once; every test works on a copy."""
    home = tmp_path_factory.mktemp("station") / "home"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STATION_TODAY", TODAY)
        station, _code = app.make_training_home(home, "演示派出所")
        fill(station.desk("officer"), people=PEOPLE)
        station.close()
    return home


@pytest.fixture
def home(filled, tmp_path, monkeypatch):
    monkeypatch.setenv("STATION_TODAY", TODAY)
    monkeypatch.setenv("HOME", str(tmp_path))
    shutil.copytree(filled, tmp_path / "home")
    return tmp_path / "home"


@pytest.fixture
def start(home, qtbot):
    """Opens the program as often as a test needs."""
    opened = []

    def start():
        settings = QSettings(str(home / "screen.ini"), QSettings.Format.IniFormat)
        program = Program(home, settings)
        opened.append(program)
        qtbot.addWidget(program.frame, before_close_func=lambda _frame: program.end())
        program.frame.resize(1366, 768)
        page = program.show_sign_in()
        program.frame.show()
        program.frame.activateWindow()
        qtbot.waitUntil(program.frame.isActiveWindow)
        page.setFocus()
        return program

    yield start
    for program in opened:
        program.end()


class Hand:
    """Presses keys where the focus is and counts them; a key with Ctrl is two."""

    def __init__(self, qtbot):
        self.qtbot = qtbot
        self.keys = 0

    def type(self, text):
        for letter in text:
            QTest.keyClick(self.aim, letter)
            self.keys += 1

    def press(self, *keys, ctrl=False):
        for key in keys:
            modifier = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier(0)
            QTest.keyClick(self.aim, key, modifier)
            self.keys += 2 if ctrl else 1

    def compose(self, pinyin, words):
        """As an input method does: letters in the line, then the words with a space."""
        for at in range(1, len(pinyin) + 1):
            self._send(QInputMethodEvent(pinyin[:at], []))
        commit = QInputMethodEvent("", [])
        commit.setCommitString(words)
        self._send(commit)
        self.keys += len(pinyin) + 1

    def _send(self, event):
        QApplication.sendEvent(self.aim, event)

    @property
    def aim(self):
        """Where the focus is, once its window takes keys: a shortcut needs an active window."""

        def ready():
            QApplication.sendPostedEvents()
            focus = QApplication.focusWidget()
            return focus is not None and focus.isVisible() and focus.window().isActiveWindow()

        self.qtbot.waitUntil(ready)
        return QApplication.focusWidget()


@pytest.fixture
def hand(qtbot, request):
    """What a flow took is told at its end: `pytest -s`."""
    began = time.monotonic()
    hand = Hand(qtbot)
    yield hand
    seconds = time.monotonic() - began
    sys.stdout.write(f"\n{request.node.name}: {hand.keys} keys, {seconds:.1f} s\n")


@pytest.fixture
def sign_in(start, hand, qtbot):
    """The window of an officer who has typed name and password; a ticket where asked."""

    def sign_in(officer="officer", *, ticket=True):
        program = start()
        if program.frame.centralWidget().officer.hasFocus():  # nobody has signed in here before
            hand.type(officer)
            hand.press(Qt.Key.Key_Return)
        hand.type(officer)
        hand.press(Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: program.window is not None)
        focus = QApplication.focusWidget  # nobody presses a key before the window is there
        qtbot.waitUntil(lambda: focus() and program.window.isAncestorOf(focus()))
        if ticket:
            program.work.set_ticket(Ticket(1, Purpose("COUNTER", "接待单 1")))
        hand.keys = 0
        return program.window

    return sign_in


@pytest.fixture
def until(qtbot):
    """Waits for what the background answers."""
    return lambda held: qtbot.waitUntil(lambda: bool(held()))


@pytest.fixture
def someone(home):
    """Who lives alone at a known place: (person id, ID number, name, address)."""
    from station_app.access import records
    from station_app.registers import REGISTERS
    from station_app.storage.pages import Query

    station = app.open_home(home, app.unlock(home, "officer", "officer"))
    desk = station.desk("officer")
    with desk.view("list:residents") as view:
        lines = records.page(view, REGISTERS["residents"], Query())
    found = []
    for line in lines:
        with desk.act("show:residents", purpose=Purpose("TASK", "演练")) as act:
            living = records.show(act, REGISTERS["residents"], line.id).record
        with desk.act("show:people", purpose=Purpose("TASK", "演练")) as act:
            person = records.show(act, REGISTERS["people"], living.person_id).record
        with desk.act("show:places", purpose=Purpose("TASK", "演练")) as act:
            place = records.show(act, REGISTERS["places"], living.place_id).record
        if person.id_number and living.until is None and living.resident_class == "4":
            found.append((person, place))
    names = Counter(person.name for person, _place in found)
    station.close()
    return next((p, place) for p, place in found if names[p.name] == 1)
