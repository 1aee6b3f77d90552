"""When a look-up has settled, it is one event: after Enter, a hit opened, or a short rest."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

REST = 700  # ms without a key


class Settling(QObject):
    settled = Signal(str, int)  # what was looked for, and how many were shown

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._text, self._count = "", -1  # -1: no answer shown yet
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REST)
        self._timer.timeout.connect(self.now)

    def typed(self, text: str) -> None:
        self._timer.stop()
        self._text, self._count = text.strip(), -1

    def shown(self, count: int) -> None:
        """The answer to what was typed last is on the screen."""
        if self._text:
            self._count = count
            self._timer.start()

    def now(self) -> None:
        """Once for each text, and only for an answer that was seen."""
        self._timer.stop()
        if self._text and self._count >= 0:
            text, count = self._text, self._count
            self._text, self._count = "", -1
            self.settled.emit(text, count)
