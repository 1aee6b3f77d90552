"""The rounds of the station, the last first: Enter goes on with one, Ctrl+N prepares another."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QPushButton

from station_app.core.records import Changes
from station_app.core.show import show
from station_app.core.texts import Shown, _
from station_app.rounds.register import ROUNDS
from station_app.workflows.round_walk import Prepared, rounds
from ui.kit.text import words
from ui.kit.theme import Tone, icon
from ui.pages.page import Page
from ui.pages.sheet import Row, Sheet
from ui.pages.work import Route, Work

COLUMNS = (
    ROUNDS["on"].label,
    ROUNDS["kind"].label,
    ROUNDS["inspector"].label,
    ROUNDS["second"].label,
    _("户数"),
    _("已录入"),
)


class Rounds(Page):
    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        new = QPushButton(icon("plus"), words(_("安排检查路线（Ctrl+N）")))
        new.clicked.connect(self.press_new)
        self.head(self.title, new)
        new.setHidden(not work.may("prepare-round"))
        self.sheet = Sheet(ROUNDS.title, COLUMNS)
        self.sheet.taken.connect(partial(work.go, "round", ROUNDS.name))
        self.column.addWidget(self.sheet, 1)
        self.column.addWidget(self.quiet(_("Enter 走后录入　F3 清单和文书　Ctrl+N 安排检查路线")))
        self.setFocusProxy(self.sheet)
        self.press_refresh()

    @property
    def title(self) -> Shown:
        return ROUNDS.title

    def press_refresh(self) -> None:
        self.work.read("rounds", rounds, self._show, self)

    def on_changed(self, changes: Changes) -> None:
        if changes.touch(ROUNDS.name) or changes.touch("inspections"):
            self.press_refresh()

    def press_new(self) -> None:
        if self.work.may("prepare-round"):
            self.work.go("round_new", ROUNDS.name)

    def press_print(self) -> None:
        if (id := self.sheet.value) is not None:
            self.work.go("round_papers", ROUNDS.name, id)

    def _show(self, found: list[Prepared]) -> None:
        self.sheet.show_rows([_row(one) for one in found])


def _row(one: Prepared) -> Row:
    texts = (show(ROUNDS[name].kind, getattr(one.round, name)) for name in
             ("on", "kind", "inspector", "second"))  # fmt: skip
    done = one.houses == one.done
    figures = (str(one.houses), str(one.done))
    return Row((*texts, *figures), one.round.id, tone=Tone.QUIET if done else Tone.PLAIN)
