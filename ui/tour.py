"""Every page as a picture, in both languages and two sizes, and every form as a PDF.

A size in device pixels needs a process of its own: Qt reads QT_SCALE_FACTOR once.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

from PySide6.QtCore import (
    QEventLoop,
    QMessageLogContext,
    QSettings,
    QTimer,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication

from station_app import app as station_home
from station_app.access.desk import Desk
from station_app.access.purposes import Purpose
from station_app.core.errors import Explained
from station_app.core.texts import _, render
from station_app.registers import FORMS
from station_app.workflows.demo import fill
from station_app.workflows.paper import print_form
from ui.kit import theme
from ui.kit.background import Lane
from ui.kit.text import speak
from ui.pages.tour import stops, write_ledger
from ui.pages.work import Ticket, Work
from ui.program import Program
from ui.window import Window

WIDE, HIGH = 1366, 768  # of the window, before scaling
SCALES = (1, 2)
LANGUAGES = ("zh", "en")
PEOPLE = 120
PURPOSE = Purpose("TASK", "演练")
LOOKS = 150  # ms after the last answer, for what is painted later


def tour(folder: Path) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        home = Path(made) / "home"
        station, _code = station_home.make_training_home(home, render(_("演示派出所")))
        fill(station.desk("officer"), people=PEOPLE)
        _forms(station.desk("officer"), folder)
        station.close()
        for language in LANGUAGES:
            for scale in SCALES:
                _visit(folder, home, language, scale)
    sys.stdout.write(f"{folder}\n")
    return 0


def _visit(folder: Path, home: Path, language: str, scale: int) -> None:
    own = {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": str(scale)}
    command = [sys.executable, "-m", "ui.tour", str(folder), str(home), language, str(scale)]
    subprocess.run(command, env=os.environ | own, check=True)  # noqa: S603  our own program


def _forms(desk: Desk, folder: Path) -> None:
    """One paper of every form, for the first record that it can be filled from."""
    from station_app.access import records
    from station_app.storage.pages import Query

    for name, form in FORMS.items():
        register = desk.registers[form.form.register]
        with desk.view(f"list:{register.name}") as view:
            ids = [line.id for line in records.page(view, register, Query())]
        for id in ids:
            try:
                with desk.act("print", purpose=PURPOSE) as act:
                    paper = print_form(act, form, id)
            except Explained:
                continue
            (folder / f"{name}.pdf").write_bytes(paper.pdf)
            break


def _pictures(folder: Path, home: Path, language: str, scale: int) -> None:
    """Pictures of one language and size; this process is theirs alone."""
    qInstallMessageHandler(_told)
    app = QApplication([])
    theme.prepare(app, "light")
    speak(language)
    program = Program(home, QSettings(str(home / "screen.ini"), QSettings.Format.IniFormat))
    program.frame.resize(WIDE, HIGH)
    page = program.show_sign_in()
    program.frame.show()
    size = f"{WIDE * scale}x{HIGH * scale}"
    _rest(LOOKS)
    program.frame.grab().save(str(folder / f"00-sign-in-{language}-{size}.png"))
    program.sign_in(page, "officer", "officer")
    while program.window is None or program.work is None:
        _rest(50)
    program.work.set_ticket(Ticket(1, PURPOSE))
    ledger = home.parent / "台账.csv"
    write_ledger(program.work, ledger)
    for at, (name, route) in enumerate(stops(program.work, str(ledger)), start=1):
        program.window.open(route)
        _settle(program.window, program.work)
        picture = folder / f"{at:02}-{name}-{language}-{size}.png"
        program.frame.grab().save(str(picture))
        program.window.back_to(program.window.routes[0])
    program.end()


def _told(_kind: QtMsgType, _where: QMessageLogContext, said: str | None) -> None:
    """Without a screen Qt says at every window that it cannot hint its size; all else is told."""
    if said and "propagateSizeHints" not in said:
        sys.stderr.write(f"{said}\n")


def _settle(window: Window, work: Work) -> None:
    """Until every lane and process has answered, what the answers asked for too."""
    _rest(LOOKS)  # for what begins only when a page has come to rest
    for _round in range(3):
        while getattr(getattr(window.page, "progress", None), "running", False):
            _rest(50)
        for lane in (Lane.DATABASE, Lane.COUNTING, Lane.ASIDE):
            loop = QEventLoop()
            work.background.run(_nothing, partial(_quit, loop), lane=lane)
            loop.exec()
    _rest(LOOKS)


def _nothing() -> None:
    """Queued behind whatever a lane still has to do."""


def _quit(loop: QEventLoop, _none: None) -> None:
    loop.quit()


def _rest(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


if __name__ == "__main__":
    _pictures(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]))
