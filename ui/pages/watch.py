"""Whether somebody still sits at this desk, and whether its clock is right."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QWindow

from station_app.access import clockwork, idle, log
from station_app.access.act import Act
from station_app.access.idle import USUAL
from station_app.moments import both_clocks
from ui.kit.presence import Presence
from ui.kit.text import words
from ui.kit.theme import Tone
from ui.pages.status import Status
from ui.pages.work import Work

SIGNS_OF_LIFE = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
)


class Watch(QObject):
    gone = Signal()

    def __init__(self, work: Work, status: Status, owner: QObject) -> None:
        """The usual minutes, until those of this station are read."""
        super().__init__(owner)
        self._work, self._status = work, status
        self._seen: QWindow | None = None
        self.presence = Presence(both_clocks, USUAL, self)
        self.presence.gone.connect(self.gone)
        self.presence.left.connect(status.show_lock)
        self.presence.clock_set.connect(self.note_clock)
        status.show_lock(USUAL)
        work.idle_set.connect(self._set_minutes)
        work.read("idle-lock", idle.idle_lock, self._set_minutes, self)
        work.read("clock", clockwork.clock, self._warn_of_clock, self)
        work.read("verify-audit", log.was_cut, self._warn_of_cut, self)

    def see(self, window: QWindow | None) -> None:
        """Signs of life are seen on the platform's window: once each, not at every widget."""
        if window is not None and window is not self._seen:
            self._seen = window
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in SIGNS_OF_LIFE:
            self.presence.alive()
        return False

    def _set_minutes(self, minutes: int) -> None:
        self.presence.minutes = minutes
        self._status.show_lock(minutes)

    def note_clock(self, expected: datetime) -> None:
        """Told to the log at once: what is printed and signed from now on is dated by it."""

        def noted(act: Act) -> timedelta:
            return clockwork.note_clock(act, expected)

        self._work.act("note-clock", noted, self._warn_of_clock, self)

    def _warn_of_clock(self, wrong: timedelta) -> None:
        if (warning := clockwork.warning(wrong)) is not None:
            self._status.say(words(warning), Tone.RED)

    def _warn_of_cut(self, cut: bool) -> None:
        if cut:
            self._status.say(words(log.WAS_CUT), Tone.RED)
