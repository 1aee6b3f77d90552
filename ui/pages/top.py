"""Above the page: the one search box, and the ticket of the work in hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from station_app.access.log import settle_search
from station_app.access.purposes import PURPOSES
from station_app.core.errors import Absent
from station_app.core.texts import Text, _
from station_app.identity.names import syllables
from station_app.workflows.desk.query import COUNTER, by_code, tidy
from station_app.workflows.find import find
from station_app.workflows.typed import left_out
from ui.kit.search_box import Hit, SearchBox
from ui.kit.text import on_button, words
from ui.kit.theme import Tone, icon
from ui.pages.rail import WORKS
from ui.pages.work import Work

WIDEST = 560  # pixels of the search box
HITS = 30
PAGE, ANSWER = "page", "answer"


@dataclass(frozen=True, slots=True)
class PageHit:
    """A page of the rail, found by its name or the first letters of its pinyin."""

    register: str
    id: Any  # Route
    title: Text
    matched: str = ""


def _pages(work: Work, typed: str) -> list[PageHit]:
    wanted = typed.casefold()
    return [
        PageHit(PAGE, route, title)
        for route, title, _icon, right in WORKS
        if (not right or work.may(right))
        and (wanted in words(title).casefold() or _initials(title.msgid).startswith(wanted))
    ]


@cache
def _initials(chinese: str) -> str:
    return "".join(syllables(char)[0][0] for char in chinese if syllables(char))


class Top(QWidget):
    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work
        titles = {name: register.title for name, register in work.desk.registers.items()}
        titles |= {PAGE: _("功能"), ANSWER: _("回执查询")}
        self.search = SearchBox(self._find, titles, work.background, left_out=self._left_out)
        self.search.setMaximumWidth(WIDEST)
        self.search.setEnabled(work.may("find"))
        self.search.opened.connect(self._open)
        self.search.settled.connect(self._settled)
        self.search.refused.connect(lambda text: work.say(text, Tone.RED))
        self.ticket = QToolButton()
        self.ticket.setIcon(icon("ticket"))
        self.ticket.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.ticket.setAutoRaise(True)
        self.ticket.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.ticket.clicked.connect(lambda: work.go("ticket"))
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 8, 16, 0)
        line.addWidget(self.search, 1)
        line.addStretch()
        line.addWidget(self.ticket)
        work.ticket_changed.connect(self.show_ticket)
        self.show_ticket()

    def show_ticket(self) -> None:
        ticket = self._work.ticket
        if ticket.purpose is None:
            said: Text = _("无接待单（F8）")
        else:
            said = _(
                "接待单 {n} · {purpose} · {reference}",
                n=ticket.number or "—",
                purpose=PURPOSES[ticket.purpose.code],
                reference=ticket.purpose.reference or "—",
            )
        self.ticket.setText(on_button(said))

    def _find(self, typed: str) -> Sequence[Hit]:
        with self._work.desk.view("find") as view:
            purposeful = self._work.purpose is not None
            hits = find(view, typed, limit=HITS, purposeful=purposeful).hits
        return [*self._asked(typed), *hits, *_pages(self._work, typed)]

    def _asked(self, typed: str) -> list[PageHit]:
        """At the counter, what is told by the code of a receipt."""
        work = self._work
        if not (code := tidy(typed)) or work.purpose is None or work.purpose.code != COUNTER:
            return []
        try:
            answer = work.seen("ask-by-code", lambda act: by_code(act, code))
        except Absent:
            return []
        return [PageHit(ANSWER, answer.said, answer.said)]

    def _left_out(self, typed: str) -> Text | None:
        return left_out(typed) if self._work.purpose is None else None

    def _open(self, register: str, id: Any) -> None:
        self.search.line.clear()
        if register == ANSWER:
            self._work.say(id)
        elif register == PAGE:
            self._work.going.emit(id)
        else:
            self._work.go("record", register, id)

    def _settled(self, text: str, count: int) -> None:
        """A look-up is one event, whether or not a hit was opened."""
        self._work.look(
            "settle-search", lambda act: settle_search(act, text, count), lambda _none: None, self
        )
