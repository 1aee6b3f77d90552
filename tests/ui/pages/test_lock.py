"""The desk locks itself: nobody there, asleep, another user, the clock set; what a lock leaves."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit

from station_app import app
from station_app.core.instants import Instant
from station_app.storage.keyslot import SYLLABLES
from station_app.storage.second_factor import new_factor
from tests.programs import needs
from ui.kit.presence import Presence
from ui.pages.work import Route
from ui.sign_in import SignIn

NOON = Instant(datetime(2026, 3, 9, 4, tzinfo=UTC), 5000.0, "first start")


class Clock:
    now = NOON

    def __call__(self):
        return self.now

    def pass_by(self, seconds, *, asleep=0.0, set_by=0.0):
        """`asleep`: seconds only the wall saw."""
        wall = self.now.wall + timedelta(seconds=seconds + asleep + set_by)
        self.now = replace(self.now, wall=wall, up=self.now.up + seconds)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def watched(clock, qapp):
    presence = Presence(clock, 5)
    told = {"gone": 0, "set": [], "left": []}
    presence.gone.connect(lambda: told.__setitem__("gone", told["gone"] + 1))
    presence.clock_set.connect(told["set"].append)
    presence.left.connect(told["left"].append)
    presence.told = told
    yield presence
    presence.deleteLater()


def look(presence, clock, **passed):
    clock.pass_by(10, **passed)
    presence.look()
    return presence.told["gone"]


def test_five_minutes_without_a_key_lock_the_desk_and_a_key_begins_them_anew(watched, clock):
    for _time in range(24):
        look(watched, clock)
    watched.alive()
    for _time in range(29):
        assert look(watched, clock) == 0
    assert look(watched, clock) == 1
    assert watched.told["left"][-1] == 0


def test_a_machine_that_slept_is_locked_whichever_clock_ran_on(watched, clock):
    assert look(watched, clock) == 0
    clock.pass_by(3600)
    watched.look()
    assert watched.told["gone"] == 1
    assert look(watched, clock, asleep=3600) == 2


@pytest.mark.parametrize("by", [-3650 * 86400, -3600, -180, 180, 3600, 3650 * 86400])
def test_a_clock_that_was_set_is_told_and_locks(watched, clock, by):
    should = NOON.wall + timedelta(seconds=10)
    assert look(watched, clock, set_by=by) == 1
    assert watched.told["set"] == [should]


@pytest.mark.parametrize("by", [-2, -1, 1, 20])
def test_a_clock_that_is_corrected_a_little_disturbs_nobody(watched, clock, by):
    assert look(watched, clock, set_by=by) == 0
    assert watched.told["set"] == []


LISTENING = """
import os, sys
from datetime import UTC, datetime
from PySide6.QtCore import QCoreApplication, QTimer
from station_app.core.instants import Instant
from ui.kit.presence import Presence
core = QCoreApplication([])
presence = Presence(lambda: Instant(datetime(2026, 3, 9, tzinfo=UTC), 1.0), 5)
presence.gone.connect(lambda: print("gone", flush=True))
print("ready", flush=True)
QTimer.singleShot(30000, core.quit)
core.exec()
"""
SAYING = """
import os, subprocess, sys, time
from jeepney import DBusAddress, MessageType, new_method_return, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection
os.environ["DBUS_SYSTEM_BUS_ADDRESS"] = bus = os.environ["DBUS_SESSION_BUS_ADDRESS"]
os.environ["XDG_SESSION_ID"] = "1"
said = open_dbus_connection(bus=bus)
LOGIN, MINE = "org.freedesktop.login1", "/org/freedesktop/login1/session/_31"
for name in (LOGIN, "org.freedesktop.ScreenSaver"):
    said.send_and_get_reply(message_bus.RequestName(name))
desk = subprocess.Popen([sys.executable, "-c", sys.argv[1]], stdout=subprocess.PIPE, text=True)
desk.stdout.readline()
def tell(path, interface, name, signature=None, body=()):
    said.send(new_signal(DBusAddress(path, interface=interface), name, signature, body))
def heard(*what):
    tell(*what)
    return desk.stdout.readline().strip()
def active(yes):
    "Something of the session changed; logind is asked whether it is in front."
    what = (LOGIN + ".Session", {"Active": ("b", yes)}, [])
    tell(MINE, "org.freedesktop.DBus.Properties", "PropertiesChanged", "sa{sv}as", what)
    while (asked := said.receive(timeout=20)).header.message_type != MessageType.method_call:
        pass
    assert asked.body == (LOGIN + ".Session", "Active")
    said.send(new_method_return(asked, "v", (("b", yes),)))
found = {
    "sleep": heard("/org/freedesktop/login1", LOGIN + ".Manager", "PrepareForSleep", "b", (True,)),
    "lock": heard(MINE, LOGIN + ".Session", "Lock"),
    "switch": active(False) or desk.stdout.readline().strip(),
    "saver": heard("/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged", "b", (True,)),
}
tell("/org/freedesktop/login1", LOGIN + ".Manager", "PrepareForSleep", "b", (False,))
tell("/org/freedesktop/login1/session/_32", LOGIN + ".Session", "Lock")  # somebody else's
active(True)
time.sleep(0.5)
desk.kill()
found["left"] = desk.stdout.read()
print(found)
"""


@needs("dbus-run-session", packages="dbus")
def test_the_words_of_a_real_bus_lock_the_desk():
    """Sleep, lock, another user in front, the screen saver; not waking, nor another session."""
    done = subprocess.run(
        ["dbus-run-session", "--", sys.executable, "-c", SAYING, LISTENING],
        capture_output=True, text=True, timeout=60, env=os.environ,
    )  # fmt: skip
    heard = dict.fromkeys(("sleep", "lock", "switch", "saver"), "gone") | {"left": ""}
    assert done.stdout.strip() == str(heard), done.stderr


def shown(frame):
    """All that can be read on it."""
    texts = [label.text() for label in frame.findChildren(QLabel) if label.isVisible()]
    lines = [line.text() for line in frame.findChildren(QLineEdit) if line.isVisible()]
    return "\n".join(texts + lines + [frame.windowTitle()])


def test_the_lock_screen_names_nobody_and_only_the_password_is_asked(sign_in, hand, until):
    window = sign_in()
    program, frame = window.work.parent(), window.window()
    assert "officer" in shown(frame)
    hand.press(Qt.Key.Key_L, ctrl=True)
    until(lambda: isinstance(frame.centralWidget(), SignIn))
    page = frame.centralWidget()
    assert program is None or program.window is None
    assert "officer" not in shown(frame)
    assert not page.officer.isVisible()
    assert page.password.hasFocus()
    hand.type("officer")
    hand.press(Qt.Key.Key_Return)
    until(lambda: not isinstance(frame.centralWidget(), SignIn))
    assert "officer" in shown(frame)


def test_somebody_else_signs_in_where_a_desk_is_locked_and_finds_none_of_its_pages(
    sign_in, hand, until
):
    window = sign_in()
    frame = window.window()
    window.open(Route("list", "people"))
    hand.press(Qt.Key.Key_L, ctrl=True)
    until(lambda: isinstance(frame.centralWidget(), SignIn))
    frame.centralWidget().switch.click()
    page = frame.centralWidget()
    until(page.officer.isVisible)
    assert page.officer.text() == ""
    page.officer.setFocus()
    hand.type("clerk")
    hand.press(Qt.Key.Key_Return)
    hand.type("clerk")
    hand.press(Qt.Key.Key_Return)
    until(lambda: not isinstance(frame.centralWidget(), SignIn))
    opened = frame.centralWidget()
    assert opened.work.desk.officer == "clerk"
    assert opened.routes == [Route("home")]
    assert opened.work.purpose is None


def test_a_code_is_asked_after_the_right_password_and_a_wrong_one_again(home, start, hand, until):
    factor, codes = new_factor(SYLLABLES)
    station, desk = app.sign_in(home, "officer", "officer")
    telephone = pyotp.TOTP(factor.secret)
    station.set_factor(desk, "officer", factor, telephone.at(datetime.now(UTC)))
    station.close()
    program = start()
    page = program.frame.centralWidget()
    hand.type("officer")
    hand.press(Qt.Key.Key_Return)
    hand.type("not this")
    hand.press(Qt.Key.Key_Return)
    until(lambda: page.password.hasFocus() and page.button.isEnabled())
    assert not page.code.isVisible()  # nobody learns of it without the password
    hand.type("officer")
    hand.press(Qt.Key.Key_Return)
    until(page.code.hasFocus)
    hand.type("000000")
    hand.press(Qt.Key.Key_Return)
    until(lambda: page.message.text().startswith("动态口令不对") and page.code.hasFocus())
    hand.type(codes[0])
    hand.press(Qt.Key.Key_Return)
    until(lambda: program.window is not None)


def test_the_minutes_of_the_station_count_on_every_desk(home, sign_in, until):
    station, chief = app.sign_in(home, "chief", "chief")
    with chief.act("set-idle-lock") as act:
        from station_app.access import idle

        idle.set_idle_lock(act, 2)
    station.close()
    window = sign_in()
    until(lambda: window.watch.presence.minutes == 2)
    assert window.status.lock.text() == "2 分钟后锁屏"


KEY_IN_MEMORY = """
import ctypes, gc, sys
from pathlib import Path
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from station_app import app as homes
from ui.kit import theme
from ui.program import Program

def copies(key):
    found = 0
    with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb", 0) as memory:
        for line in maps:
            span, access = line.split()[:2]
            if "rw" not in access or "[vvar]" in line:
                continue
            begin, end = (int(part, 16) for part in span.split("-"))
            try:
                memory.seek(begin)
                found += memory.read(end - begin).count(key)
            except (OSError, ValueError, OverflowError):
                pass
    return found

home = Path(sys.argv[1])
app = QApplication([]); theme.prepare(app)
program = Program(home, QSettings(str(home / "s.ini"), QSettings.Format.IniFormat))
page = program.show_sign_in()
page.officer.setText("officer"); page.password.setText("officer"); page._ask()
while program.window is None: app.processEvents()
masked = bytes(b ^ 0x5A for b in program.work.station._dek)
def key(): return bytes(b ^ 0x5A for b in masked)
before = copies(key())
program.lock()
done = []
program.background.run(lambda: None, done.append)
while not done: app.processEvents()
gc.collect()
probe = key()
after = copies(probe)
print(before, after, flush=True)
program.end()
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads its memory in /proc")
def test_the_key_is_out_of_memory_once_the_desk_is_locked(home):
    """What is left is the copy that this test holds; the count before shows that it finds one."""
    done = subprocess.run(
        [sys.executable, "-c", KEY_IN_MEMORY, str(home)],
        capture_output=True, text=True, timeout=90,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    before, after = map(int, done.stdout.split())
    assert before >= 2
    assert after <= 1


def _talks_on(child):
    """A worker that hears of no lock."""
    import time

    while True:
        child.tell(child.key.hex())
        time.sleep(0.01)


def test_a_worker_that_does_not_end_with_its_slice_is_ended_at_the_lock(
    processes, until, monkeypatch
):
    import time

    from ui.kit import processes as module

    monkeypatch.setattr(module, "GRACE", 0.5)
    heard, failed = [], []
    job = processes.run(_talks_on, (), heard.append, heard.append, failed.append, key=b"k" * 32)
    until(lambda: heard)
    began = time.monotonic()
    processes.close()
    assert time.monotonic() - began < 5
    assert not job.running
    gc.collect()
    assert json.dumps(heard[0])
