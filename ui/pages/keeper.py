"""Backs the station up while people work: every four hours, in a process of its own."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from station_app.access.upkeep import Backup, last_backup, trouble
from station_app.core.errors import Explained
from ui.kit.background import raise_here
from ui.kit.processes import Cancelled, Job
from ui.kit.theme import Tone
from ui.pages import station_job
from ui.pages.work import Work

LOOKS = 5 * 60_000  # ms between two looks whether one is due
FIRST = 60_000  # ms: whoever has just signed in is left in peace


class Keeper(QObject):
    def __init__(self, work: Work, owner: QObject) -> None:
        super().__init__(owner)
        self._work = work
        self.job: Job | None = None
        self.timer = QTimer(self)
        self.timer.timeout.connect(self.look)
        if not work.station.on_server:
            self.timer.start(FIRST)

    def look(self) -> None:
        self.timer.setInterval(LOOKS)
        if self.job is None:
            self._work.read("last-backup", last_backup, self._seen, self)

    def _seen(self, last: Backup) -> None:
        if last.due(self._work.desk.now()) and self.job is None:
            args = (self._work.station.home, self._work.desk.officer, True)
            self.job = self._work.processes.run(
                station_job.keep_copy,
                args,
                lambda _told: None,
                self._done,
                self._failed,
                key=self._work.station.key,
            )

    def _done(self, made: Backup) -> None:
        self.job = None
        self._work.backed_up.emit()
        if (why := trouble(made)) is not None:
            self._work.say(why, Tone.RED)

    def _failed(self, problem: BaseException) -> None:
        self.job = None
        if isinstance(problem, Cancelled):
            return
        self._work.backed_up.emit()
        if isinstance(problem, Explained):
            self._work.say(problem.text, Tone.RED)
        else:
            raise_here(problem)
