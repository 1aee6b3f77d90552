"""The exchange while somebody is signed in: what the status line says, and a round now and then.

Where the station is not enrolled nothing of it runs, and nothing of it is imported.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from station_app.core.errors import Explained
from station_app.core.records import Changes
from station_app.core.texts import Shown, Text, _
from station_app.sync.status import Standing, standing
from ui.kit.processes import Cancelled
from ui.kit.theme import Tone
from ui.pages.rail import Rail
from ui.pages.status import Status
from ui.pages.work import Route, Work

if TYPE_CHECKING:
    from station_app.sync.exchange import Outcome

MINUTE = 60_000  # ms
FIRST = MINUTE  # after signing in
EVERY = 5 * MINUTE
OLD = timedelta(hours=24)  # what waits longer than that is red
RIGHT, ENROL = "exchange", "enrol-county"


def waiting(found: Standing | None, now: datetime) -> tuple[Shown, Tone]:
    """The words of the status line; none where there is no county."""
    if found is None:
        return "", Tone.QUIET
    said, tint = unreported(found, now)
    if not found.conflicts:
        return said, tint
    said = _("{said}，数据不一致 {n} 项", said=said, n=found.conflicts)
    return said, Tone.ASK if tint is Tone.QUIET else tint


def unreported(found: Standing, now: datetime) -> tuple[Text, Tone]:
    if not found.waiting:
        return _("已全部上报"), Tone.QUIET
    if found.oldest is None:
        return _("待上报 {n} 项", n=found.waiting), Tone.QUIET
    late = now - found.oldest > OLD
    said = _("待上报 {n} 项，最早 {ago}", n=found.waiting, ago=ago(now - found.oldest))
    return said, Tone.RED if late else Tone.QUIET


def ago(span: timedelta) -> Text:
    minutes = max(0, int(span.total_seconds() // 60))
    if minutes < 60:
        return _("{n} 分钟前", n=minutes)
    if minutes < 48 * 60:
        return _("{n} 小时前", n=minutes // 60)
    return _("{n} 天前", n=minutes // (24 * 60))


def deals_with(found: Standing | None, work: Work) -> Route | None:
    """The page on which somebody does what is asked for: a decision first."""
    asked = (("conflicts", found.conflicts), ("quarantine", found.refused)) if found else ()
    for page, n in asked:
        if n and work.may(page):
            return Route(page)
    return Route("exchange") if found else None


class Rounds(QObject):
    def __init__(self, work: Work, rail: Rail, status: Status, owner: QObject) -> None:
        super().__init__(owner)
        self._work, self._rail, self._status = work, rail, status
        self._running = self._asking = self._once_more = False
        self._failure: Text | None = None  # of the last automatic round
        self._look = self._timer(self.ask)
        self._look.setInterval(MINUTE)
        self._next = self._timer(self._go)
        self._next.setSingleShot(True)
        work.changed.connect(self._on_changed)
        work.exchanged.connect(self.ask)
        if work.may("exchange-status"):
            self.ask()

    def _timer(self, act: object) -> QTimer:
        timer = QTimer(self)
        timer.timeout.connect(act)
        return timer

    # What waits

    def _on_changed(self, _changes: Changes) -> None:
        if self._work.exchanging:
            self.ask()

    def ask(self) -> None:
        if self._asking:
            self._once_more = True
            return
        self._asking = True
        self._work.read("exchange-status", standing, self._show, self)

    def _show(self, found: Standing | None) -> None:
        self._asking = False
        if self._once_more:
            self._once_more = False
            self.ask()
        self._work.exchanging = found is not None
        self._rail.show_exchange(found)
        said, tint = waiting(found, self._work.desk.now())
        if self._failure is not None and found is not None:
            said = _("{said}；自动上报未成：{why}", said=said, why=self._failure)
        self._status.show_exchange(said, tint, deals_with(found, self._work))
        if found is None:
            self._look.stop()
            self._next.stop()
            return
        if not self._look.isActive():
            self._look.start()
        if not (self._next.isActive() or self._running) and self._work.may(RIGHT):
            self._next.start(FIRST)

    # A round

    def _go(self) -> None:
        """Whether it is time the worker asks itself: after failures it waits longer."""
        if self._running:
            return
        from ui.exchange import job

        self._running = True
        work = self._work
        args = (work.station.home, work.desk.officer)
        work.processes.run(
            job.round_if_due, args, _unheard, self._done, self._failed, key=work.station.key
        )

    def _done(self, outcome: Outcome | None) -> None:
        if outcome is not None:
            self._failure = None
        self._again()
        if outcome is not None and outcome.received:
            self._work.changed.emit(outcome.changes)

    def _failed(self, problem: BaseException) -> None:
        """What we explain is said in the status line until a round has succeeded."""
        self._failure = problem.text if isinstance(problem, Explained) else None
        self._again()
        if not isinstance(problem, Explained | Cancelled):
            self._work.tell(problem)

    def _again(self) -> None:
        self._running = False
        self._next.start(EVERY)
        self.ask()


def _unheard(_progress: object) -> None:
    """Nobody looks at it."""
