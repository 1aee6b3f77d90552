"""The warning that terms of the coming weeks are reckoned without a year's holiday notice."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from station_app.access.rulebook import unknown_year
from station_app.core.texts import Text
from ui.kit.text import words
from ui.kit.theme import Tone, tone
from ui.pages.work import Work


class UnknownYear(QLabel):
    """Hidden while every year is known."""

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work
        self.setWordWrap(True)
        tone(self, Tone.RED)
        self.hide()

    def read(self) -> None:
        self._work.read("rulebook", unknown_year, self._show, self)

    def _show(self, warning: Text | None) -> None:
        self.setText(words(warning) if warning else "")
        self.setVisible(warning is not None)
