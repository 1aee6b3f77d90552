"""What is copied is forgotten, and what another program put there is left alone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit

from tests.programs import needs
from ui.kit import clipboard as kit

NUMBER = "339901199001010018"


@pytest.fixture
def copied(qapp, monkeypatch):
    monkeypatch.setattr(kit, "SECONDS", 0.05)
    QApplication.clipboard().clear()
    made = kit.Clipboard(qapp)
    yield made
    made.deleteLater()


def copy(line):
    line.selectAll()
    line.copy()
    assert QApplication.clipboard().text() == NUMBER


def test_what_was_copied_is_forgotten_after_a_while(copied, shown, qtbot):
    line = QLineEdit(NUMBER)
    shown(line)
    copy(line)
    qtbot.waitUntil(lambda: QApplication.clipboard().text() == "")


def test_it_is_forgotten_at_once_when_told(copied, shown, monkeypatch):
    copied._timer.setInterval(60_000)
    line = QLineEdit(NUMBER)
    shown(line)
    copy(line)
    copied.forget()
    assert QApplication.clipboard().text() == ""


OTHER = """
import sys
from PySide6.QtGui import QGuiApplication
app = QGuiApplication([])
app.clipboard().setText("别处的文字")
print("there", flush=True)
app.exec()
"""
OURS = """
import subprocess, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit
from tests.programs import needs
from ui.kit import clipboard as kit
app = QApplication([])
made, line = kit.Clipboard(app), QLineEdit("339901199001010018")
line.show(), line.selectAll(), line.copy()
app.processEvents()
assert made._ours
other = subprocess.Popen([sys.executable, "-c", sys.argv[1]], stdout=subprocess.PIPE)
assert other.stdout.readline() == b"there\\n"
QTimer.singleShot(300, app.quit)
app.exec()
made.forget()
app.processEvents()
print(app.clipboard().text(), made._ours, made._timer.isActive())
other.kill()
"""


@needs("xvfb-run", packages="xvfb")
def test_what_another_program_put_there_stays():
    done = subprocess.run(
        ["xvfb-run", "-a", sys.executable, "-c", OURS, OTHER],
        capture_output=True, text=True, timeout=60, cwd=Path(__file__).parents[3],
        env=os.environ | {"QT_QPA_PLATFORM": "xcb"},
    )  # fmt: skip
    assert done.stdout.strip() == "别处的文字 False False", done.stderr


def test_without_it_the_number_stays(qapp, shown, qtbot):
    QApplication.clipboard().clear()
    line = QLineEdit(NUMBER)
    shown(line)
    copy(line)
    qtbot.wait(120)
    assert QApplication.clipboard().text() == NUMBER
