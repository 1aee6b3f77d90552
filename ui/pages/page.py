"""What a page is to the window: a title in the trail, keys of its own, a draft to keep."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from station_app.core.records import Changes
from station_app.core.texts import Shown, Text
from ui.kit.text import label
from ui.kit.theme import Tone, tone
from ui.pages.work import Route, Work

EDGE = 16  # pixels round a page


class Page(QWidget):
    def __init__(self, work: Work, route: Route) -> None:
        super().__init__()
        self.work, self.route = work, route
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(EDGE, 12, EDGE, 8)
        self.column.setSpacing(8)

    @property
    def title(self) -> Shown:
        raise LookupError(self.route.page)

    @property
    def unsaved(self) -> bool:
        return False

    def begin(self) -> None:
        """Shown for the first time, or again: put the focus where work begins."""
        self.setFocus()

    def keep(self) -> None:
        """Before the page is left, the desk locked or the window closed."""

    def on_changed(self, changes: Changes) -> None:
        """Another page has saved something."""

    def press(self, key: str) -> bool:
        """One of the window's keys; False where it means nothing here."""
        act = getattr(self, f"press_{key}", None)
        if act is None:
            return False
        act()
        return True

    def head(self, shown: Shown, *beside: QWidget) -> QHBoxLayout:
        """The page's heading with what stands at its right."""
        line = QHBoxLayout()
        heading = label(shown)
        tone(heading, Tone.TITLE)
        line.addWidget(heading)
        line.addStretch()
        for widget in beside:
            line.addWidget(widget)
        self.column.addLayout(line)
        return line

    def quiet(self, shown: Text | str = "") -> QWidget:
        note = label(shown, wrap=True)
        tone(note, Tone.QUIET)
        return note
