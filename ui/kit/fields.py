"""The two things people type into. Both know when an input method is composing: then
Enter, Escape and the arrows belong to it.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from ui.kit.keys import ENTER

STAYS = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
TALLEST = 8  # lines of a long text before it scrolls


class Line(QLineEdit):
    left = Signal()  # the focus went to another widget of the window
    typed = Signal(str)  # by a person, never by the program

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.composing = False
        self._replacing = self._as_they_are = False
        self.textEdited.connect(lambda text: None if self._replacing else self.typed.emit(text))

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.composing and event.key() in (*ENTER, Qt.Key.Key_Escape):
            event.accept()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in STAYS:
            self.composing = False
            self.left.emit()

    def take_letters_as_they_are(self) -> None:
        """For codes, numbers and pinyin: no input method stands between key and line."""
        self._as_they_are = True

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> Any:  # type: ignore[override]
        if self._as_they_are and query == Qt.InputMethodQuery.ImEnabled:
            return False  # the attribute alone is overruled by QLineEdit's own answer
        return super().inputMethodQuery(query)

    def replace(self, text: str) -> None:
        """Put another text in, so that Ctrl+Z still brings back what was typed."""
        if text == self.text():
            return
        self._replacing = True
        self.selectAll()
        self.insert(text) if text else self.del_()
        self._replacing = False


class LongText(QPlainTextEdit):
    left = Signal()

    def __init__(self, lines: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.composing = False
        self.setTabChangesFocus(True)
        self._lines = min(lines, TALLEST)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in STAYS:
            self.composing = False
            self.left.emit()

    def insert(self, text: str) -> None:
        """As a `Line` does: at the cursor, to be undone."""
        self.insertPlainText(text)

    def sizeHint(self) -> QSize:
        margins = 2 * (self.frameWidth() + int(self.document().documentMargin()))
        height = self._lines * QFontMetrics(self.font()).lineSpacing() + margins
        return QSize(super().sizeHint().width(), height)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())
