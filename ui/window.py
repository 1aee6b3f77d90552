"""The one window: rail, search, trail, page, status line."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from station_app.access import log
from station_app.core.records import Changes
from station_app.workflows.agenda import figures
from ui.exchange.rounds import Rounds
from ui.kit.keys import ANYWHERE, KEYS
from ui.kit.text import label, on_button
from ui.kit.theme import Tone, tone
from ui.pages.below import Below
from ui.pages.book import page_for
from ui.pages.keeper import Keeper
from ui.pages.news import News
from ui.pages.page import Page
from ui.pages.rail import Rail
from ui.pages.status import Status
from ui.pages.top import Top
from ui.pages.watch import Watch
from ui.pages.work import Route, Work

HOME = Route("home")
REPORTS = Route("report_queue")


def begins(work: Work) -> list[Route]:
    """Where an officer begins who has signed in: a correction worker with today's reports."""
    return [HOME, REPORTS] if work.may("take-report") else [HOME]


class Window(QWidget):
    def __init__(self, work: Work, routes: list[Route]) -> None:
        """`routes` is the trail to open with, the home page first."""
        super().__init__()
        self.work = work
        self.trail: list[Page] = []
        self.below = Below(work)
        self._stack = QStackedWidget()
        self._steps = QHBoxLayout()
        self.rail = Rail(work)
        self.status = Status(work)
        self.top = Top(work)
        self.top.search.left.connect(lambda: self.page.begin())
        self._lay()
        self._make_keys()
        work.going.connect(self.open)
        work.replacing.connect(self.replace)
        work.leaving_to.connect(self.back_to)
        work.leaving.connect(self.back)
        work.said.connect(self.status.say)
        work.changed.connect(self._on_changed)
        work.narrowed.connect(self._count_overdue)
        work.retitled.connect(self.show_trail)
        self._saved = self._timer(500, self._show_saved)
        self.keeper = Keeper(work, self)
        self.watch = Watch(work, self.status, self)
        self.watch.gone.connect(self.lock)
        for route in routes:
            self._push(route)
        self._settle()
        self._count_overdue()
        self.news = News(work)
        self.rounds = Rounds(work, self.rail, self.status, self)

    def note_copied(self, text: str) -> None:
        """Who was shown a record may take it along: the log says that he did."""
        route, desk = self.page.route, self.work.desk

        def job() -> None:
            with desk.act("note-copy") as act:
                log.note_copy(act, text, route.register, route.id)

        self.work.ask(job, lambda _none: None, self)

    def _timer(self, every: int, act: object) -> QTimer:
        timer = QTimer(self)
        timer.timeout.connect(act)
        timer.start(every)
        return timer

    def _lay(self) -> None:
        self._steps.setContentsMargins(14, 4, 14, 0)
        self._steps.setSpacing(2)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.top)
        right.addLayout(self._steps)
        right.addWidget(self._stack, 1)
        right.addWidget(self.below)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.rail)
        middle.addWidget(_rule(QFrame.Shape.VLine))
        middle.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(middle, 1)
        column.addWidget(_rule(QFrame.Shape.HLine))
        column.addWidget(self.status)

    def _make_keys(self) -> None:
        for key in KEYS:
            if key.where is ANYWHERE or key.name == "save":  # forms take it first
                made = QShortcut(QKeySequence(key.sequence), self)
                made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                made.activated.connect(partial(self.press, key.name))

    # Where one is

    @property
    def page(self) -> Page:
        return self.trail[-1]

    @property
    def routes(self) -> list[Route]:
        return [page.route for page in self.trail]

    def open(self, route: Route) -> None:
        """From the rail a new trail begins; elsewhere the trail goes on."""
        self.page.keep()
        if self.rail.holds(route):
            while len(self.trail) > 1:
                self._pop()
            if route == HOME:
                self._settle()
                return
        self._push(route)
        self._settle()

    def replace(self, route: Route) -> None:
        """The page shown is done with: another stands in its place, maybe the one below."""
        self._pop()
        if not self.trail or self.page.route != route:
            self._push(route)
        self._settle()

    def back(self) -> None:
        self.page.keep()
        if len(self.trail) > 1:
            self._pop()
        self._settle()

    def back_to(self, route: Route) -> None:
        """The pages between are done with; the home page where the trail does not hold it."""
        wanted = route if route in self.routes else HOME
        while self.page.route != wanted:
            self._pop()
        self._settle()

    def _push(self, route: Route) -> None:
        page = page_for(self.work, route)
        self.trail.append(page)
        self._stack.addWidget(page)

    def _pop(self) -> None:
        page = self.trail.pop()
        self._stack.removeWidget(page)
        page.deleteLater()

    def _settle(self) -> None:
        self._stack.setCurrentWidget(self.page)
        self.status.say("", Tone.PLAIN)
        self.rail.mark(next((r for r in reversed(self.routes) if self.rail.holds(r)), HOME))
        self.show_trail()
        self._show_saved()
        self.page.begin()

    def show_trail(self) -> None:
        while (item := self._steps.takeAt(0)) is not None:
            if widget := item.widget():
                widget.deleteLater()
        for at, page in enumerate(self.trail):
            if at:
                arrow = label("›")
                tone(arrow, Tone.QUIET)
                self._steps.addWidget(arrow)
            step = QToolButton()
            step.setText(on_button(page.title))
            step.setAutoRaise(True)
            step.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            step.clicked.connect(partial(self._back_to, at))
            self._steps.addWidget(step)
        self._steps.addStretch()

    def _back_to(self, at: int) -> None:
        self.page.keep()
        while len(self.trail) > at + 1:
            self._pop()
        self._settle()

    # Keys

    def press(self, key: str) -> None:
        if key == "back" and self.below.is_open:
            self.below.leave()
            return
        if self.page.press(key):
            return
        own = getattr(self, f"_press_{key}", None)
        if own is not None:
            own()

    def _press_back(self) -> None:
        self.back()

    def _press_search(self) -> None:
        self.top.search.begin()

    def _press_help(self) -> None:
        self._open_once(Route("keys"))

    def _press_paste_call(self) -> None:
        if self.work.may("paste-call"):
            self._open_once(Route("call_paste", "calls"))

    def _press_hand_over(self) -> None:
        if self.work.may("hand-over"):
            self._open_once(Route("hand_over"))

    def _press_exchange(self) -> None:
        if (route := self.status.exchange.route) is not None:
            self._open_once(route)

    def _press_ticket(self) -> None:
        ticket = self.work.ticket
        self.work.ticket = replace(ticket, route=self.page.route)
        self._open_once(Route("ticket"))

    def _open_once(self, route: Route) -> None:
        if self.page.route != route:
            self.open(route)

    def _press_rare(self) -> None:
        self.below.rare()

    def _press_usual(self) -> None:
        self.below.usual()

    def _press_agenda(self) -> None:
        self.open(HOME)

    def _press_lock(self) -> None:
        self.lock()

    def _press_undo(self) -> None:
        self.work.take_back(self)

    # Locking and what others have saved

    def lock(self) -> None:
        self.keep()
        self.work.locking.emit()

    def keep(self) -> None:
        for page in self.trail:
            page.keep()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.watch.see(self.window().windowHandle())

    def _show_saved(self) -> None:
        self.status.show_saved(any(page.unsaved for page in self.trail))

    def _on_changed(self, changes: Changes) -> None:
        for page in self.trail:
            page.on_changed(changes)
        self._count_overdue()

    def _count_overdue(self) -> None:
        if self.work.may("agenda"):
            wanted = self.work.wanted
            self.work.read(
                "agenda", lambda view: figures(view, wanted), self.rail.show_overdue, self
            )


def _rule(shape: QFrame.Shape) -> QFrame:
    rule = QFrame()
    rule.setFrameShape(shape)
    rule.setFrameShadow(QFrame.Shadow.Sunken)
    return rule
