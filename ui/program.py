"""From the first painted pixel to the signed-in window, and back when the desk is locked.

Nothing heavy is imported here: it is read in while the officer types the password.
"""

from __future__ import annotations

from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QSettings, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QMainWindow

from station_app.core.texts import Text, _
from ui.kit import theme
from ui.kit.text import words
from ui.sign_in import SignIn, look_at

if TYPE_CHECKING:
    from concurrent.futures import Future

    from station_app.core.instants import Instant
    from ui.ahead import Ahead
    from ui.kit.background import Background
    from ui.kit.clipboard import Clipboard
    from ui.leaving import Leaving
    from ui.pages.work import Route, Ticket, Work
    from ui.window import Window

DEMO_PEOPLE = 300


class Frame(QMainWindow):
    """The platform's window around sign-in page and desk."""

    def __init__(self, program: Program) -> None:
        super().__init__()
        self._program = program
        self.resize(1280, 720)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._program.waits():
            event.ignore()
        else:
            self._program.end()
            event.accept()


class Program(QObject):
    def __init__(self, home: Path, settings: QSettings) -> None:
        super().__init__()
        self.home, self.settings = home, settings
        self._background: Background | None = None
        self.frame = Frame(self)
        self.window: Window | None = None
        self.work: Work | None = None
        self._left: tuple[str, list[Route], Ticket | None] = ("", [], None)  # when it was locked
        self._locked_at: Instant | None = None
        self._ahead: Ahead | None = None
        self._copied: Clipboard | None = None
        self._closing: Future[None] | None = None  # of the desk locked last
        self._leaving: Leaving | None = None

    @property
    def background(self) -> Background:
        """Made after the first paint: its threads cost more than the page."""
        if self._background is None:
            from ui.kit.background import Background

            self._background = Background(self)
        return self._background

    def show(self) -> None:
        self.show_sign_in()
        self.frame.showMaximized()

    def show_sign_in(self) -> SignIn:
        home = look_at(self.home)
        page = SignIn(home, self._left[0], str(self.settings.value("officer", "")))
        page.painted.connect(self.read_in)
        page.asked.connect(partial(self.sign_in, page))
        page.switching.connect(self.switch)
        self._call_it(home.name if home else "", training=bool(home and home.training))
        self.frame.setCentralWidget(page)
        page.show()  # now, not a turn later: the focus goes to what is seen
        page.setFocus()
        return page

    def _call_it(self, name: str, *, training: bool) -> None:
        parts = (name, words(_("所务台")), words(_("演练")) if training else "")
        self.frame.setWindowTitle(" · ".join(filter(None, parts)))

    def read_in(self) -> Future[None]:
        """Begun once, after the first paint."""
        if self._ahead is None:
            from ui.ahead import Ahead

            self._ahead = Ahead(self.background, self)
            theme.load_rare_characters()
        return self._ahead.done

    # Signing in

    def sign_in(self, page: SignIn, officer: str, password: str, code: str = "") -> None:
        read_in, home = self.read_in(), self.home

        def job() -> Any:
            read_in.result()
            return import_module("station_app.app").sign_in(home, officer, password, code)

        def refused(problem: BaseException) -> None:
            from station_app.storage.keyslot import Locked

            tones = {"code_needed": theme.Tone.PLAIN, "second_factor": theme.Tone.RED}
            if isinstance(problem, Locked) and problem.reason in tones:
                page.ask_code(password, problem.text, tones[problem.reason])
            else:
                self._refused(page, problem)

        self.background.run(job, self._signed_in, refused, owner=page)

    def switch(self) -> None:
        """Somebody else signs in where a desk is locked: its pages stay closed."""
        self._left = ("", [], None)
        self.show_sign_in().officer.clear()

    def open_demo(self) -> None:
        """The training station, made and filled where there is none, its officer signed in."""
        page = self.frame.centralWidget()
        assert isinstance(page, SignIn)  # noqa: S101  it was put there a moment ago
        page.setEnabled(True)
        page.wait(_("正在准备演练库…"))
        read_in, home = self.read_in(), self.home

        def told(text: Text) -> None:
            self.background.post(lambda: page.say(text, theme.Tone.QUIET), page)

        def job() -> Any:
            read_in.result()
            return import_module("ui.demo").open_demo(home, DEMO_PEOPLE, told)

        self.background.run(job, self._demo_opened, lambda p: self._refused(page, p), owner=page)

    def _demo_opened(self, answer: Any) -> None:
        from station_app.access.purposes import Purpose
        from ui.pages.work import Ticket

        station, desk = answer
        self._left = ("", [], Ticket(purpose=Purpose("TASK", words(_("演练")))))
        self._signed_in((station, desk))

    def _refused(self, page: SignIn, problem: BaseException) -> None:
        from station_app.core.errors import Explained

        if not isinstance(problem, Explained):
            raise problem
        page.refuse(problem.text)

    def _signed_in(self, answer: Any) -> None:
        from ui.kit.clipboard import Clipboard
        from ui.kit.processes import Processes
        from ui.pages.work import Work

        self._copied = self._copied or Clipboard(self)
        station, desk = answer
        work = self.work = Work(
            station, desk, self.background, Processes(self.background), self.settings
        )
        self._call_it(station.card.name, training=desk.training)
        self.settings.setValue("officer", desk.officer)
        if desk.given:
            self._ask_own_password(answer)
            return
        officer, routes, ticket = self._left
        if ticket is not None and officer in ("", desk.officer):
            work.set_ticket(ticket)
        work.locking.connect(self.lock, Qt.ConnectionType.QueuedConnection)
        work.rebuilding.connect(self.rebuild, Qt.ConnectionType.QueuedConnection)
        self._show_window(routes)
        self._compare_clocks()

    def _ask_own_password(self, answer: Any) -> None:
        from ui.first_password import FirstPassword

        station, desk = answer
        assert self.work is not None  # noqa: S101  made just before
        page = FirstPassword(self.work)
        page.changed.connect(
            lambda: self._signed_in((station, station.desk(desk.officer))),
            Qt.ConnectionType.QueuedConnection,
        )
        self.frame.setCentralWidget(page)
        page.show()
        page.setFocus()

    def _compare_clocks(self) -> None:
        """While the desk was locked nobody looked at the clock but this."""
        from station_app.moments import both_clocks
        from ui.kit.presence import SET

        before, now, self._locked_at = self._locked_at, both_clocks(), None
        if before and self.window and abs(before.jumped(now).total_seconds()) > SET:
            self.window.watch.note_clock(before.expected(now) or now.wall)

    def _show_window(self, routes: list[Route]) -> None:
        from ui.window import Window, begins

        assert self.work is not None  # noqa: S101  made just before
        self.window = Window(self.work, routes or begins(self.work))
        if self._copied is not None:
            self._copied.copied.connect(self.window.note_copied)
        self.frame.setCentralWidget(self.window)
        self.window.show()
        self.window.page.begin()

    def apologise(self, file: Path | None) -> None:
        """A fault of the program: what was under way is off, and nobody is named in the report."""
        if self.work is not None:
            said = _(
                "程序出错，这一步没有完成；出错报告（不含个人信息）：{file}", file=str(file or "—")
            )
            self.work.say(said, theme.Tone.RED)

    # Leaving

    def lock(self) -> None:
        """Drafts are kept, then everything shown is gone and the key with it."""
        if self.window is None or self.work is None:
            return
        self.window.keep()
        self._left = (self.work.desk.officer, self.window.routes, self.work.ticket)
        work, self.window, self.work = self.work, None, None
        self._locked_at = import_module("station_app.moments").both_clocks()
        self._forget_copied()
        self.show_sign_in()
        self._closing = self.background.run(lambda: _close(work), lambda _none: None)

    def _forget_copied(self) -> None:
        if self._copied is not None:
            self._copied.forget()

    def rebuild(self) -> None:
        """In another language or other looks: the same pages, drawn anew."""
        if self.window is not None:
            self.window.keep()
            self._show_window(self.window.routes)

    def waits(self) -> bool:
        """Whether a backup comes before the end: then it has begun. Closing once more skips it."""
        if self._leaving is not None:
            if not self._leaving.gone:
                self._leaving.press_skip()
            return not self._leaving.gone
        if self.window is None or self.work is None or self.work.station.on_server:
            return False
        app = QApplication.instance()
        if isinstance(app, QApplication) and app.isSavingSession():
            return False  # the machine goes down and waits for nobody
        self._back_up_and_go(self.work)
        return True

    def _back_up_and_go(self, work: Work) -> None:
        from ui.leaving import Leaving

        assert self.window is not None  # noqa: S101  asked just before
        self.window.keep()
        self.window = None
        page = self._leaving = Leaving(work)
        page.left.connect(self.frame.close, Qt.ConnectionType.QueuedConnection)
        self.frame.setCentralWidget(page)
        page.setFocus()
        page.begin()

    def end(self) -> None:
        if self._ahead is not None:
            self._ahead.stop()
        if self.window is not None:
            self.window.keep()
        self._forget_copied()
        work, self.window, self.work = self.work, None, None
        if work is not None:
            self.background.run(lambda: _close(work), lambda _none: None).result()
        if self._closing is not None:
            self._closing.result()  # what was kept as the desk was locked comes before it
        if self._background is not None:
            self._background.close()


def _close(work: Work) -> None:
    work.processes.close()
    work.station.checkpoint()
    work.station.close()
