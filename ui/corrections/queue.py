"""Today's queue: a card's number or a name typed, Enter, and the person's page is there.

With nothing typed Enter takes the first of the list.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from station_app.access.log import settle_search
from station_app.core.records import Changes
from station_app.core.texts import Text, _
from station_app.corrections.register import CORRECTIONS
from station_app.workflows.supervision.people import Mine, find_own, my_people
from ui.corrections.people import COLUMNS, row
from ui.corrections.told import WHY
from ui.kit.keys import ENTER
from ui.kit.search_box import Hit, SearchBox
from ui.kit.text import label, words
from ui.kit.theme import Tone, tone
from ui.pages.own_purpose import bring_purpose
from ui.pages.page import Page
from ui.pages.sheet import Sheet
from ui.pages.work import Route, Work


class Queue(Page):
    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        bring_purpose(work, "CORRECTION", WHY)
        self.counts = label()
        tone(self.counts, Tone.QUIET)
        self.head(self.title, self.counts)
        titles = {CORRECTIONS.name: CORRECTIONS.title}
        self.search = SearchBox(self._find, titles, work.background)
        self.search.line.setPlaceholderText(words(_("刷卡、键入证件号码或者姓名，Enter 打开")))
        self.search.opened.connect(self._open)
        self.search.settled.connect(self._settled)
        self.search.refused.connect(lambda text: work.say(text, Tone.RED))
        self.search.left.connect(work.back)
        self.search.line.installEventFilter(self)
        self.sheet = Sheet(self.title, COLUMNS, stretch=3)
        self.sheet.taken.connect(lambda mine: self._open(CORRECTIONS.name, mine.one.id))
        self.column.addWidget(self.search)
        self.column.addWidget(self.sheet, 1)
        self.column.addWidget(
            self.quiet(_("Enter 登记报告（没有键入时打开第一人）　Tab 到名单　F5 刷新"))
        )
        self.setFocusProxy(self.search.line)
        self.press_refresh()

    @property
    def title(self) -> Text:
        return _("今日报告")

    def begin(self) -> None:
        self.search.line.clear()
        self.search.begin()

    def press_refresh(self) -> None:
        everyone = self.work.desk.role == "chief"
        self.work.look("my-people", lambda act: my_people(act, everyone=everyone), self._show, self)

    def on_changed(self, changes: Changes) -> None:
        if changes.touch(CORRECTIONS.name):
            self.press_refresh()

    def _show(self, found: Sequence[Mine]) -> None:
        """Who is still to report, and how many have today."""
        today = self.work.desk.today
        reports = sorted((mine.reporting for mine in found), key=lambda mine: mine.due_on)
        waiting = [mine for mine in reports if mine.is_due(today)]
        self.sheet.show_rows([row(mine, today) for mine in waiting])
        done = sum(mine.told for mine in found)
        self.counts.setText(words(_("待办 {n} 人，今天已报告 {m} 人", n=len(waiting), m=done)))

    def _find(self, typed: str) -> Sequence[Hit]:
        with self.work.desk.view("find-own") as view:
            return find_own(view, typed)

    def _open(self, register: str, id: UUID) -> None:
        page = "report" if self.work.may("report-sheet") else "record"
        self.work.go(page, register, id)

    def _settled(self, text: str, count: int) -> None:
        """A look-up is one event, whether or not a hit was opened."""
        self.work.look(
            "settle-search", lambda act: settle_search(act, text, count), lambda _none: None, self
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self.search.line or event.type() != QEvent.Type.KeyPress:
            return False
        assert isinstance(event, QKeyEvent)  # noqa: S101  so say the two types
        line, key = self.search.line, Qt.Key(event.key())
        if line.composing or line.text().strip() or key not in ENTER:
            return False
        if (mine := self.sheet.value) is not None:
            self._open(CORRECTIONS.name, mine.one.id)
        return True
