from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

from PySide6.QtTest import QTest

from station_app.registers import REGISTERS
from ui.kit.drafts import Drafts, kept_at
from ui.kit.form import RecordForm

PLACE = "people/new"


def test_what_is_typed_is_kept_within_two_seconds(qtbot, given, shown, officer, background):
    form = RecordForm(REGISTERS["people"], given)
    drafts = Drafts(form, PLACE, officer, background)
    shown(form)
    began = time.monotonic()
    QTest.keyClicks(form.editors["employer"].focus, "abc")
    with qtbot.waitSignal(drafts.kept, timeout=2000):
        pass
    assert time.monotonic() - began < 2
    assert kept_at(officer, PLACE)["employer"] == "abc"


def test_typing_on_without_a_pause_does_not_put_the_draft_off(
    qtbot, given, shown, officer, background
):
    form = RecordForm(REGISTERS["people"], given)
    drafts = Drafts(form, PLACE, officer, background)
    shown(form)
    kept = []
    drafts.kept.connect(lambda: kept.append(time.monotonic()))
    began = time.monotonic()
    while time.monotonic() - began < 1.9:
        QTest.keyClicks(form.editors["employer"].focus, "a")
        qtbot.wait(50)
    assert kept


def test_a_draft_comes_back_as_it_was_typed_sound_or_not(qtbot, given, shown, officer, background):
    form = RecordForm(REGISTERS["people"], given)
    drafts = Drafts(form, PLACE, officer, background)
    shown(form)
    form.editors["id_number"].show_text("123")
    form.editors["remarks"].show_text("甲\n乙")
    with qtbot.waitSignal(drafts.kept):
        drafts.keep_now()
    again = RecordForm(REGISTERS["people"], given)
    again.load(kept_at(officer, PLACE))
    assert again.values_typed() == form.values_typed()


def test_a_saved_record_leaves_no_draft(qtbot, given, shown, officer, background):
    form = RecordForm(REGISTERS["people"], given)
    drafts = Drafts(form, PLACE, officer, background)
    shown(form)
    form.editors["employer"].show_text("abc")
    drafts.keep_now()
    drafts.forget()
    qtbot.waitUntil(lambda: kept_at(officer, PLACE) is None)
    assert not drafts.waiting


CHILD = """
import sys
from pathlib import Path
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from station_app import app as station
from ui.kit.background import Background
from ui.kit.drafts import Drafts
from ui.kit.editor import Given
from ui.kit.form import RecordForm

app = QApplication([])
home, desk = station.sign_in(Path(sys.argv[1]), "officer", "officer")
background = Background()
form = RecordForm(desk.registers["people"], Given(now=desk.now, background=background))
drafts = Drafts(form, "people/new", desk, background)
drafts.kept.connect(lambda: print("kept", flush=True))
form.show()
QTest.keyClicks(form.editors["employer"].focus, "interrupted")
app.exec()
"""


def test_a_killed_program_has_lost_nothing_that_was_kept(tmp_path):
    from station_app import app as station

    home = tmp_path / "home"
    made, _code = station.make_training_home(home, "练习派出所")
    made.close()
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(home)],
        stdout=subprocess.PIPE,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        cwd=os.getcwd(),
    )
    assert child.stdout.readline().strip() == b"kept"
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    child.stdout.close()
    opened, desk = station.sign_in(home, "officer", "officer")
    assert kept_at(desk, PLACE)["employer"] == "interrupted"
    opened.close()
