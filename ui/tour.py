"""Every page as a picture, in both languages and two sizes, and every form as a PDF.

A size in device pixels needs a process of its own: Qt reads QT_SCALE_FACTOR once. The
four of them work at once, each in its own copy of the station.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from functools import partial
from io import BytesIO
from itertools import product
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
from station_app.printing.county import guard, kept
from station_app.printing.fonts import SERIF, font
from station_app.printing.sheet import PAPER
from station_app.registers import FORMS
from station_app.workflows.demo import fill
from station_app.workflows.paper import print_form
from ui.kit import theme
from ui.kit.background import Lane
from ui.kit.preview import Preview
from ui.kit.text import speak
from ui.pages.progress import Progress
from ui.pages.tour import COUNTY_FIELD, COUNTY_FORM, after_work, stops, write_ledger
from ui.pages.tour_offices import OFFICES
from ui.pages.work import Route, Ticket, Work
from ui.program import Program
from ui.sign_in import SignIn
from ui.window import HOME, Window

WIDE, HIGH = 1366, 768  # of the window, before scaling
SCALES = (1, 2)
LANGUAGES = ("zh", "en")
PEOPLE = 120
PURPOSE = Purpose("TASK", "演练")
REASON = "演练"  # why a paper that names a minor is printed
LOOKS = 100  # ms after the last answer, for what is painted later
PATIENCE = 50  # looks at a paper that is not drawn yet


def tour(folder: Path, *, dark: bool = False) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        home = Path(made) / "home"
        station, _code = station_home.make_training_home(home, render(_("演示派出所")))
        fill(station.desk("officer"), people=PEOPLE)
        for role in ("officer", "corrections"):
            _forms(station.desk(role), folder)
        _load_template(station.desk("chief"))
        station.close()
        visits = [
            _visit(folder, home, language, scale, dark)
            for language, scale in product(LANGUAGES, SCALES)
        ]
        failed = [visit.args for visit in visits if visit.wait()]
    sys.stdout.write(f"{folder}\n")
    return 1 if failed else 0


def _visit(
    folder: Path, home: Path, language: str, scale: int, dark: bool
) -> subprocess.Popen[bytes]:
    own = {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": str(scale)}
    copy = home.with_name(f"{language}-{scale}") / "home"
    shutil.copytree(home, copy)
    own["HOME"] = str(copy.parent)  # files are offered in a folder of nobody's
    asked = [str(folder), str(copy), language, str(scale), "dark" if dark else "light"]
    return subprocess.Popen(  # noqa: S603  our own program
        [sys.executable, "-m", "ui.tour", *asked], env=os.environ | own
    )


def _forms(desk: Desk, folder: Path) -> None:
    """One paper of every form, for the first record that it can be filled from."""
    from station_app.access import records
    from station_app.storage.pages import Query

    for name, form in FORMS.items():
        register = desk.registers[form.form.register]
        if not desk.may(f"list:{register.name}"):
            continue  # papers of the chief's office
        with desk.view(f"list:{register.name}") as view:
            ids = [line.id for line in records.page(view, register, Query())]
        for id in ids:
            try:
                with desk.act("print", purpose=PURPOSE) as act:
                    paper = print_form(act, form, id, reason=REASON)
            except Explained:
                continue
            (folder / f"{name}.pdf").write_bytes(paper.pdf)
            break


def _load_template(desk: Desk) -> None:
    """As a county would hand it out: lines with a field on each."""
    file = _county_page()
    form, template = FORMS[COUNTY_FORM], guard.read_template(file)
    order = {"issuer": "演示县司法局", "number": "演司〔2026〕9号", "day": desk.today}
    with desk.act("load-template") as act:
        kept.load(act, form, (file, template), **order)  # type: ignore[arg-type]


def _county_page() -> bytes:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfgen.canvas import Canvas

    out = BytesIO()
    pdfmetrics.registerFont(font(SERIF))
    canvas = Canvas(out, pagesize=PAPER)
    canvas.setFont(SERIF, 18)
    canvas.drawCentredString(PAPER[0] / 2, 730, "社区矫正执行档案（县级样式）")
    canvas.setFont(SERIF, 12)
    for n, name in enumerate(("姓名", "身份证号码", "矫正类别", "矫正期限", COUNTY_FIELD)):
        canvas.drawString(80, 680 - 40 * n, f"{name}：")
        canvas.line(160, 676 - 40 * n, 480, 676 - 40 * n)
        canvas.acroForm.textfield(
            name=name, x=162, y=677 - 40 * n, width=316, height=18, borderWidth=0
        )
    canvas.showPage()
    canvas.save()
    return out.getvalue()


class Camera:
    """Names pictures in the order in which they are taken."""

    def __init__(self, program: Program, folder: Path, language: str, scale: int) -> None:
        self._program, self._folder = program, folder
        self._rest = f"{language}-{WIDE * scale}x{HIGH * scale}.png"
        self._taken = 0

    def take(self, name: str) -> None:
        picture = self._folder / f"{self._taken:02}-{name}-{self._rest}"
        self._program.frame.grab().save(str(picture))
        self._taken += 1


def _pictures(folder: Path, home: Path, language: str, scale: int, scheme: str) -> None:
    """Pictures of one language and size; this process is theirs alone."""
    qInstallMessageHandler(_told)
    app = QApplication([])
    theme.prepare(app, scheme)
    speak(language)
    program = Program(home, QSettings(str(home / "screen.ini"), QSettings.Format.IniFormat))
    program.frame.resize(WIDE, HIGH)
    program.show_sign_in()
    program.frame.show()
    camera = Camera(program, folder, language, scale)
    _rest(LOOKS)
    camera.take("sign-in")
    work = _signed_in(program, "officer")
    work.set_ticket(Ticket(1, PURPOSE))
    ledger = home.parent / "台账.csv"
    write_ledger(work, ledger)
    known = dict(stops(work, str(ledger)))
    for name, route in known.items():
        _look(program, camera, name, route)
    for role, pages in OFFICES.items():
        program.lock()
        own = _signed_in(program, role)
        for name, route in pages(known, own).items():
            _look(program, camera, name, route)
    program.end()


def _signed_in(program: Program, officer: str) -> Work:
    page = program.frame.centralWidget()
    assert isinstance(page, SignIn)  # noqa: S101  nobody is signed in
    program.sign_in(page, officer, officer)
    while program.window is None or program.work is None:
        _rest(20)
    program.window.back_to(HOME)
    return program.work


def _look(program: Program, camera: Camera, name: str, route: Route) -> None:
    window, work = program.window, program.work
    assert window is not None  # noqa: S101  somebody is signed in
    assert work is not None  # noqa: S101
    window.open(route)
    _settle(window, work)
    if after_work(window.page):
        _settle(window, work)
    _wait_for_paper(window)
    camera.take(name)
    window.back_to(HOME)


def _wait_for_paper(window: Window) -> None:
    """A preview is drawn by a process of its own."""
    preview = window.page.findChild(Preview)
    for _round in range(PATIENCE):
        if preview is None or preview.pages:
            return
        _rest(LOOKS)


def _told(_kind: QtMsgType, _where: QMessageLogContext, said: str | None) -> None:
    """Without a screen Qt says at every window that it cannot hint its size; all else is told."""
    if said and "propagateSizeHints" not in said:
        sys.stderr.write(f"{said}\n")


def _settle(window: Window, work: Work) -> None:
    """Until every lane and process has answered, what the answers asked for too."""
    _rest(LOOKS)  # for what begins only when a page has come to rest
    for _round in range(3):
        while any(each.running for each in window.page.findChildren(Progress)):
            _rest(20)
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
    _pictures(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]), sys.argv[5])
