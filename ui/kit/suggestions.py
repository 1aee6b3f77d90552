"""A list below a line of text: choices of a code, hits of a search.

It lies inside the window and never takes the focus, so the input method stays with the
line. Up and Down move in it, Escape closes it; who owns the line decides what Enter does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListWidget, QListWidgetItem

from station_app.core.texts import Shown
from ui.kit.fields import Line
from ui.kit.text import words

ROWS = 12  # before it scrolls
WIDEST = 640  # pixels
SIDES = 40  # pixels for frame and scroll bar
MEASURED = 30  # rows whose width is looked at
STEPS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -8,
    Qt.Key.Key_PageDown: 8,
}


@dataclass(frozen=True, slots=True)
class Suggestion:
    value: Any  # what taking it means; None: a heading
    text: str


class Suggestions(QListWidget):
    taken = Signal(object)  # by the mouse; Enter belongs to the owner of the line
    asked = Signal()  # Down was pressed while nothing is shown

    def __init__(self, line: Line, name: Shown) -> None:
        super().__init__()
        self._line = line
        self.setAccessibleName(words(name))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setFrameShape(QFrame.Shape.Box)
        self.setUniformItemSizes(True)
        self.setAutoFillBackground(True)
        self._row = self.fontMetrics().height() + 6
        self.hide()
        self.itemClicked.connect(lambda item: self._take(item))
        line.installEventFilter(self)
        line.left.connect(self.hide)
        line.destroyed.connect(self.deleteLater)

    def offer(self, suggestions: Sequence[Suggestion], *, choose: bool = True) -> None:
        """Show these, the first chosen already; none hides the list."""
        self.clear()
        for one in suggestions:
            item = QListWidgetItem(one.text, self)
            item.setData(Qt.ItemDataRole.UserRole, one.value)
            item.setSizeHint(QSize(0, self._row))
            if one.value is None:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
        if not suggestions or not self._line.isVisible():
            self.hide()
            return
        if choose:
            self._step(1)
        self._place()
        self.show()
        self.raise_()

    @property
    def chosen(self) -> Any:
        """The value of the chosen row; None when nothing is shown or chosen."""
        item = self.currentItem() if self.isVisible() else None
        return item.data(Qt.ItemDataRole.UserRole) if item else None

    def _place(self) -> None:
        window = self._line.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        height = self._row * min(self.count(), ROWS) + 2 * self.frameWidth()
        letters = self.fontMetrics()
        texts = (self.item(row).text() for row in range(min(self.count(), MEASURED)))
        width = max(map(letters.horizontalAdvance, texts)) + SIDES
        width = min(max(width, self._line.width()), WIDEST, window.width())
        below = self._line.mapTo(window, QPoint(0, self._line.height()))
        above = below.y() - self._line.height()
        room_below, room_above = window.height() - below.y(), above
        under = height <= room_below or room_below >= room_above
        height = min(height, room_below if under else room_above)
        left = max(0, min(below.x(), window.width() - width))
        self.setGeometry(left, below.y() if under else above - height, width, height)

    def _step(self, by: int) -> None:
        """To the next row that can be taken; headings are passed over."""
        at, last = self.currentRow(), self.count() - 1
        wanted = max(0, min(at + by, last))
        way = 1 if by > 0 else -1
        while 0 <= wanted <= last and not self._can_be_taken(wanted):
            wanted += way
        if 0 <= wanted <= last:
            self.setCurrentRow(wanted)
            self.scrollToItem(self.item(wanted))
            self._announce()

    def _can_be_taken(self, row: int) -> bool:
        return self.item(row).data(Qt.ItemDataRole.UserRole) is not None

    def _announce(self) -> None:
        """The focus stays in the line, so a screen reader is told of the row."""
        item = self.currentItem()
        if item is not None and QAccessible.isActive():
            event = QAccessibleAnnouncementEvent(self._line, item.text())
            QAccessible.updateAccessibility(event)

    def _take(self, item: QListWidgetItem) -> None:
        if (value := item.data(Qt.ItemDataRole.UserRole)) is not None:
            self.hide()
            self.taken.emit(value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            return False
        assert isinstance(event, QKeyEvent)  # noqa: S101  so say the two types
        key = Qt.Key(event.key())
        ours = key in STEPS or (key == Qt.Key.Key_Escape and self.isVisible())
        if self._line.composing or not ours or event.modifiers() & ~KEYPAD:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return self._key(key)

    def _key(self, key: Qt.Key) -> bool:
        if self.isVisible():
            self.hide() if key == Qt.Key.Key_Escape else self._step(STEPS[key])
            return True
        if key == Qt.Key.Key_Down:
            self.asked.emit()
            return True
        return False


KEYPAD = Qt.KeyboardModifier.KeypadModifier
