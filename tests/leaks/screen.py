"""The same day at the window: typed, looked at, left half done, copied, locked, left."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QSettings
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from station_app.access.purposes import Purpose
from station_app.core import reports
from tests.leaks.marks import SAID
from ui.kit import theme
from ui.kit.text import speak
from ui.pages.work import Route, Ticket
from ui.program import Program

PATIENCE = 40  # seconds


def until(held: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not held():
        assert time.monotonic() < end
        QApplication.processEvents()
        QTest.qWait(10)


def screen(folder: Path) -> None:
    app = QApplication([])
    home = folder / "user/home"
    settings = QSettings(str(home / "screen.ini"), QSettings.Format.IniFormat)
    theme.prepare(app, "light")
    speak("zh")
    program = Program(home, settings)
    reports.watch(home, program.apologise)
    page = program.show_sign_in()
    program.frame.show()
    program.frame.activateWindow()
    program.sign_in(page, "officer", SAID["password"])
    until(lambda: program.window is not None)
    work(program, json.loads((folder / "ids.json").read_text()), folder / "plain")
    program.lock()
    until(lambda: program.window is None)
    assert app.clipboard().text() == ""
    program.end()


def work(program: Program, ids: dict[str, str], plain: Path) -> None:
    window = program.window
    assert window is not None
    assert program.work is not None
    program.work.set_ticket(Ticket(1, Purpose("COUNTER", SAID["note"])))
    window.top.search.line.setText(SAID["search"])
    QTest.qWait(1200)  # until the look-up settles
    for name, id in ids.items():
        for page in ("list", "record", "history", "print"):
            window.open(Route(page, name, None if page == "list" else UUID(id)))
            QTest.qWait(10)
            until(lambda: not program.background._asked)  # the page has heard all its answers
    window.open(Route("list", "people"))
    window.page.list.find_line.setText(SAID["list search"])  # type: ignore[attr-defined]
    QTest.qWait(1200)
    window.open(Route("form", "people"))
    form = window.page.form  # type: ignore[attr-defined]
    until(lambda: form.editors["id_number"].focus.hasFocus())
    for field, said in (("remarks", "draft"), ("name", "typed")):
        form.editors[field].show_text(SAID[said])
    kept: list[bool] = []
    window.page.drafts.kept.connect(lambda: kept.append(True))  # type: ignore[attr-defined]
    form.touched.emit()
    until(lambda: kept)
    line = window.top.search.line
    line.setText(SAID["copied"])
    line.selectAll()
    line.copy()
    fail()


def fail() -> None:
    """A bug that names somebody, and that nobody caught."""
    try:
        raise LookupError(SAID["bug"])
    except LookupError:
        sys.excepthook(*sys.exc_info())
