"""Somebody types, and the program is killed: at most the last two seconds are lost."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time

from campaigns.home import new_home, opened
from ui.kit.drafts import WAIT, kept_at

AT_MOST = 2  # seconds
TYPING = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from campaigns.home import opened
from ui.kit import drafts
from ui.kit.background import Background
from ui.kit.editor import Given
from ui.kit.form import RecordForm

drafts.WAIT = int(sys.argv[3])
app = QApplication([])
with opened(Path(sys.argv[1]), bytes.fromhex(sys.argv[2])) as desk:
    background = Background()
    form = RecordForm(desk.registers["people"], Given(now=desk.now, background=background))
    keeping = drafts.Drafts(form, "people/new", desk, background)
    form.show()

    def type():
        QTest.keyClicks(form.editors["remarks"].focus, "x")
        print(time.monotonic(), flush=True)

    timer = QTimer(interval=40, timeout=type)
    timer.start()
    app.exec()
"""


def lost(folder, wait, lives):
    """Seconds between the oldest letter that was lost and the kill, for each life."""
    chance = random.Random(339901)
    for n in range(lives):
        home = folder / f"home{n}"
        key = new_home(home)
        child = subprocess.Popen(
            [sys.executable, "-c", TYPING, str(home), key.hex(), str(wait)],
            stdout=subprocess.PIPE,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        )
        typed = [float(child.stdout.readline())]
        until = typed[0] + chance.uniform(2.5, 3.5)
        while typed[-1] < until:
            typed.append(float(child.stdout.readline()))
        os.kill(child.pid, signal.SIGKILL)
        killed = time.monotonic()
        assert child.wait() == -signal.SIGKILL
        child.stdout.close()
        with opened(home, key) as desk:
            kept = len((kept_at(desk, "people/new") or {}).get("remarks", ""))
        yield killed - typed[kept] if kept < len(typed) else 0


def test_at_most_two_seconds_of_typing_are_lost(tmp_path):
    assert max(lost(tmp_path, WAIT, lives=2)) < AT_MOST


def test_a_form_kept_seldom_loses_more(tmp_path):
    """The same count with the protection taken away."""
    assert max(lost(tmp_path, 60_000, lives=1)) > AT_MOST
