"""Where several desks share a database: asks every few seconds whether another has saved."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from station_app.access.news import news
from station_app.core.records import Changes
from station_app.core.texts import Text
from station_app.storage.news import Heads
from ui.kit.theme import Tone
from ui.pages.work import Work

EVERY = 3000  # ms


class News(QObject):
    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work
        self._heads: Heads | None = None
        self._asking = self._cut_off = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.ask)
        if work.station.on_server and work.may("news"):
            self._timer.start(EVERY)
            self.ask()

    def ask(self) -> None:
        if self._asking:
            return
        self._asking = True
        desk, before = self._work.desk, self._heads

        def job() -> tuple[Heads, Changes]:
            with desk.view("news") as view:
                return news(view, desk.store.device, before)

        self._work.ask(job, self._told, self, self._failed)

    def _told(self, answer: tuple[Heads, Changes]) -> None:
        self._heads, changes = answer
        self._asking = self._cut_off = False
        if changes.records:
            self._work.changed.emit(changes)

    def _failed(self, text: Text) -> None:
        """Said once: whoever saves meanwhile is told anyway."""
        self._asking = False
        if not self._cut_off:
            self._cut_off = True
            self._work.say(text, Tone.RED)
