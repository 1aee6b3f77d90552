"""Rare characters (F9): found by reading, parts, strokes or code point, put where one types."""

from __future__ import annotations

from concurrent.futures import Future
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QListView,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from station_app.core.texts import _
from station_app.identity import characters
from station_app.identity.characters import Character
from ui.kit.background import Background, Lane
from ui.kit.fields import Line, LongText
from ui.kit.keys import ENTER
from ui.kit.text import label, tip, words
from ui.kit.theme import Tone, large, tone

BIG = 20  # points
CELL = QSize(44, 48)
ASKED = {
    "pinyin": (_("读音"), "shan"),
    "parts": (_("部件"), "木木"),
    "strokes": (_("总笔画"), "12"),
    "code_point": (_("编码"), "20BB7"),
}


class RareCharacters(QWidget):
    inserted = Signal(str)
    left = Signal()  # Escape: nothing was put in

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._aim: QWidget | None = None
        self._asked: Future[list[Character]] | None = None
        self._lines: dict[str, Line] = {}
        grid = QGridLayout()
        for at, (name, (title, example)) in enumerate(ASKED.items()):
            line = self._lines[name] = Line()
            line.setAccessibleName(words(title))
            line.setPlaceholderText(example)
            if name != "parts":
                line.take_letters_as_they_are()
            line.textChanged.connect(self._typed)
            line.installEventFilter(self)
            grid.addWidget(label(title), at // 2, 2 * (at % 2))
            grid.addWidget(line, at // 2, 2 * (at % 2) + 1)
        self.found = self._make_list()
        self._about = label(_("键入任意一项，几项可以同时用"), wrap=True)
        tone(self._about, Tone.QUIET)
        layout = QVBoxLayout(self)
        layout.addLayout(grid)
        layout.addWidget(self.found)
        layout.addWidget(self._about)
        self.setFocusProxy(self._lines["pinyin"])

    def _make_list(self) -> QListWidget:
        found = QListWidget()
        found.setAccessibleName(words(_("生僻字")))
        found.setViewMode(QListView.ViewMode.IconMode)
        found.setMovement(QListView.Movement.Static)
        found.setResizeMode(QListView.ResizeMode.Adjust)
        found.setGridSize(CELL)
        found.setUniformItemSizes(True)
        found.setFont(large(BIG))
        found.itemActivated.connect(self._take)
        found.itemClicked.connect(self._take)
        found.currentItemChanged.connect(lambda item, _old: self._tell(item))
        found.installEventFilter(self)
        return found

    def aim(self, widget: QWidget | None = None) -> None:
        """Where the character goes: what has the focus, unless told."""
        wanted = widget or QApplication.focusWidget()
        if isinstance(wanted, Line | LongText) and wanted not in self._lines.values():
            self._aim = wanted

    def _typed(self) -> None:
        if self._asked is not None:
            self._asked.cancel()
            self._asked = None
        typed = {name: line.text().strip() for name, line in self._lines.items()}
        given: dict[str, Any] = {name: text for name, text in typed.items() if text}
        if "strokes" in given:
            count = given.pop("strokes")
            if count.isdecimal():
                given["strokes"] = int(count)
        if not given:
            self.found.clear()
            return
        self._asked = self._background.run(
            lambda: characters.find(**given),
            lambda found: self._show(typed, found),
            lane=Lane.ASIDE,
            owner=self,
        )

    def _show(self, typed: dict[str, str], found: list[Character]) -> None:
        if typed != {name: line.text().strip() for name, line in self._lines.items()}:
            return  # an answer to what stands there no more
        self._asked = None
        self.found.clear()
        for one in found:
            item = QListWidgetItem(one.char, self.found)
            item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
            item.setData(Qt.ItemDataRole.UserRole, one)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, _describe(one))
            item.setToolTip(tip(_describe(one)))
        if found:
            self.found.setCurrentRow(0)
        else:
            self._about.setText(words(_("没有这样的字，请换一项再试")))

    def _tell(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self._about.setText(_describe(item.data(Qt.ItemDataRole.UserRole)))

    def _take(self, item: QListWidgetItem) -> None:
        if self._aim is not None and isValid(self._aim):
            assert isinstance(self._aim, Line | LongText)  # noqa: S101  see `aim`
            self._aim.setFocus()
            self._aim.insert(item.text())
        self.inserted.emit(item.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or getattr(watched, "composing", False):
            return super().eventFilter(watched, event)
        assert isinstance(event, QKeyEvent)  # noqa: S101  so says the type
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.left.emit()
            return True
        if key in ENTER and (item := self.found.currentItem()) is not None:
            self._take(item)
            return True
        if key == Qt.Key.Key_Down and watched is not self.found and self.found.count():
            self.found.setFocus()
            return True
        return super().eventFilter(watched, event)


def _describe(one: Character) -> str:
    return words(
        _(
            "{char}　{code}　{strokes} 画　{readings}",
            char=one.char,
            code=one.code_point,
            strokes=one.strokes or "?",
            readings="、".join(one.readings),
        )
    )
