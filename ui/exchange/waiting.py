"""A list of what waits for somebody: how many they are, one line each, and the keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from station_app.access.act import View
from station_app.core.records import Changes
from station_app.core.texts import Shown, Text
from ui.kit.text import label, words
from ui.kit.theme import Tone, tone
from ui.pages.page import Page
from ui.pages.sheet import Row, Sheet
from ui.pages.work import Route, Work


class WaitingPage(Page):
    heading: Text
    columns: tuple[Text, ...]
    stretch: int  # the column that takes the rest of the width
    keys: Text
    right: str  # to read the list

    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        self.head(self.heading)
        self.count = label("…")
        tone(self.count, Tone.QUIET)
        self.column.addWidget(self.count)
        self.sheet = Sheet(self.heading, self.columns, stretch=self.stretch)
        self.sheet.taken.connect(self.take)
        self.column.addWidget(self.sheet, 1)
        self.column.addWidget(self.quiet(self.keys))
        self.setFocusProxy(self.sheet)

    @property
    def title(self) -> Shown:
        return self.heading

    def found(self, view: View) -> Sequence[Any]:
        """On the database thread."""
        raise LookupError(self.route.page)

    def counted(self, n: int) -> Text:
        raise LookupError(self.route.page)

    def row(self, one: Any) -> Row:
        raise LookupError(self.route.page)

    def take(self, one: Any) -> None:
        """Enter."""
        raise LookupError(self.route.page)

    def begin(self) -> None:
        """Also where one has come back: something may have been dealt with."""
        super().begin()
        self.press_refresh()

    def press_refresh(self) -> None:
        self.work.read(self.right, self.found, self._show, self)

    def on_changed(self, changes: Changes) -> None:
        self.press_refresh()

    def _show(self, found: Sequence[Any]) -> None:
        self.count.setText(words(self.counted(len(found))))
        self.sheet.show_rows([self.row(one) for one in found], in_place=True)
