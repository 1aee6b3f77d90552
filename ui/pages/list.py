"""One register's list. What was chosen of columns and order is kept for this desk."""

from __future__ import annotations

import json
from uuid import UUID

from PySide6.QtWidgets import QPushButton

from station_app.access.log import settle_search
from station_app.core.records import Changes
from station_app.core.texts import Shown, Text, _
from ui.kit.listing import RegisterList
from ui.kit.text import words
from ui.kit.theme import Tone, icon
from ui.pages.giving import given
from ui.pages.own_beat import OwnBeat
from ui.pages.page import Page
from ui.pages.work import Chosen, Route, Work


class List(Page):
    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        self.register = work.desk.registers[route.register]
        self._kept = f"list/{work.desk.officer}/{route.register}"
        new = QPushButton(icon("plus"), words(_("新增（Ctrl+N）")))
        new.clicked.connect(self.press_new)
        export = QPushButton(icon("download"), words(_("导出（F12）")))
        export.clicked.connect(self.press_export)
        self.own_beat = OwnBeat(work)
        self.head(self.register.title, self.own_beat, export, new)
        self.own_beat.setHidden(not work.desk.beats)
        export.setHidden(not self._may_export)
        new.setHidden(not self._may_file)
        choice = json.loads(str(work.settings.value(self._kept, "{}")))
        self.list = RegisterList(self.register, work.desk, given(work), choice, beats=work.beats)
        work.narrowed.connect(self._narrow)
        self.list.opened.connect(self._open)
        self.list.settled.connect(self._settled)
        self.list.choice_changed.connect(
            lambda chosen: work.settings.setValue(self._kept, json.dumps(chosen))
        )
        self.list.refused.connect(self._refused)
        self.column.addWidget(self.list, 1)
        self.setFocusProxy(self.list)

    @property
    def title(self) -> Shown:
        return self.register.title

    @property
    def _may_file(self) -> bool:
        return self.work.may(f"file:{self.register.name}")

    @property
    def _may_export(self) -> bool:
        return self.work.may(f"export:{self.register.name}")

    def on_changed(self, changes: Changes) -> None:
        self.list.on_changed(changes)

    def press_refresh(self) -> None:
        self.list.refresh()

    def press_new(self) -> None:
        if self._may_file:
            self.work.go("form", self.register.name)

    def press_print(self) -> None:
        """Every record of the list as it stands."""
        self.work.chosen = Chosen(self.register.name, self.list.model.query)
        self.work.go("batch", self.register.name)

    def press_export(self) -> None:
        if self._may_export:
            self.work.chosen = Chosen(self.register.name, self.list.model.query)
            self.work.go("export", self.register.name)

    def _narrow(self) -> None:
        self.list.narrow_to(self.work.beats)

    def _open(self, id: UUID) -> None:
        self.work.go("record", self.register.name, id)

    def _refused(self, text: Text) -> None:
        self.work.say(text, Tone.RED)

    def _settled(self, text: str, count: int) -> None:
        """A look-up is one event, whether or not a hit was opened."""
        self.work.look(
            "settle-search", lambda act: settle_search(act, text, count), lambda _none: None, self
        )
