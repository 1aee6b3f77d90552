"""The one search box: every key asks, answers come from the background, Enter opens."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from typing import Protocol
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from station_app.core.errors import Explained
from station_app.core.texts import Shown, _
from ui.kit.background import Background, raise_here
from ui.kit.fields import Line
from ui.kit.keys import ENTER
from ui.kit.settle import Settling
from ui.kit.suggestions import Suggestion, Suggestions
from ui.kit.text import words
from ui.kit.theme import icon


class Hit(Protocol):
    """What a look-up answers: masked, with the label of the field that holds the words."""

    @property
    def register(self) -> str: ...
    @property
    def id(self) -> UUID: ...
    @property
    def title(self) -> Shown: ...
    @property
    def matched(self) -> Shown: ...


class SearchBox(QWidget):
    opened = Signal(str, object)  # register, UUID
    settled = Signal(str, int)  # what was looked for, and how many hits were shown
    left = Signal()  # Escape: the focus goes back to the page
    refused = Signal(object)  # Text

    def __init__(
        self,
        find: Callable[[str], Sequence[Hit]],
        titles: Mapping[str, Shown],
        background: Background,
        parent: QWidget | None = None,
        left_out: Callable[[str], Shown | None] = lambda _typed: None,
    ) -> None:
        """`find` runs on the database thread; `titles` are the headings of its registers;
        `left_out` says below the hits what was not looked for.
        """
        super().__init__(parent)
        self._left_out = left_out
        self._find, self._titles, self._background = find, titles, background
        self._asked: Future[Sequence[Hit]] | None = None
        self._opening = False  # Enter came before the answer
        self.line = Line()
        self.line.setPlaceholderText(words(_("查人、查房、查号码（Ctrl+K）")))
        self.line.setAccessibleName(words(_("一查通")))
        self.line.setClearButtonEnabled(True)
        self.line.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.list = Suggestions(self.line, _("查询结果"))
        self._settling = Settling(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.line)
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(self._typed)
        self.line.installEventFilter(self)
        self.list.taken.connect(self._open)
        self.list.asked.connect(lambda: self._typed(self.line.text()))
        self._settling.settled.connect(self.settled)

    def begin(self) -> None:
        """Ctrl+K: what stands there is typed over."""
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def _typed(self, text: str) -> None:
        if self._asked is not None:
            self._asked.cancel()
        self._opening = False
        self._settling.typed(text)
        typed = text.strip()
        if not typed:
            self._asked = None
            self.list.offer(())
            return
        self._asked = self._background.run(
            lambda: self._find(typed),
            lambda hits: self._found(typed, hits),
            self._failed,
            owner=self,
        )

    def _found(self, typed: str, hits: Sequence[Hit]) -> None:
        if typed != self.line.text().strip():
            return  # an answer to what stands there no more
        self._asked = None
        shown: list[Suggestion] = []
        group = ""
        for hit in hits:
            if hit.register != group:
                group = hit.register
                shown.append(Suggestion(None, words(self._titles.get(group, group))))
            text = f"    {words(hit.title)}    {words(hit.matched)}".rstrip()
            shown.append(Suggestion((hit.register, hit.id), text))
        if self.line.hasFocus():
            shown = shown or [Suggestion(None, words(_("没有符合的记录")))]
            if said := self._left_out(typed):
                shown.append(Suggestion(None, words(said)))
            self.list.offer(shown)
        self._settling.shown(len(hits))
        if self._opening and hits:
            self._open((hits[0].register, hits[0].id))

    def _open(self, taken: tuple[str, UUID]) -> None:
        self._settling.now()
        self.list.hide()
        self.opened.emit(*taken)

    def _failed(self, problem: BaseException) -> None:
        self._asked = None
        if isinstance(problem, Explained):
            self.refused.emit(problem.text)
        else:
            raise_here(problem)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or self.line.composing:
            return super().eventFilter(watched, event)
        assert isinstance(event, QKeyEvent)  # noqa: S101  so says the type
        key = Qt.Key(event.key())
        if key in ENTER:
            self._settling.now()
            if self._asked is not None:  # the list still answers fewer letters: never its hit
                self._opening = True
            elif (chosen := self.list.chosen) is not None:
                self._open(chosen)
            return True
        if key == Qt.Key.Key_Escape and not self.list.isVisible():
            self.left.emit()
            return True
        return super().eventFilter(watched, event)
