"""Why once more: a code by a few letters, and words where the code says too little."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from station_app.core.kinds import Code
from station_app.core.texts import _
from station_app.identity.codes import TABLES
from station_app.printing.reasons import OTHER, TABLE
from ui.kit.editors import editor_for
from ui.kit.fields import Line
from ui.kit.text import words
from ui.pages.giving import given
from ui.pages.work import Work


class Reason(QWidget):
    """Enter on a code says it; the other reason goes on to the words."""

    said = Signal()

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._code = editor_for(Code(TABLE), given(work))
        self._words = Line()
        self._name(self._code.focus, words(_("补打原因")))
        self._name(self._words, words(_("补打说明")))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._code.widget, 2)
        row.addWidget(self._words, 3)
        self.setFocusProxy(self._code.focus)
        if isinstance(self._code.focus, QLineEdit):
            self._code.focus.returnPressed.connect(self._settle)
        self._words.returnPressed.connect(self.said)

    def _name(self, line: QWidget, name: str) -> None:
        line.setAccessibleName(name)
        if isinstance(line, QLineEdit):
            line.setPlaceholderText(name)

    def text(self) -> str:
        """As `printing.reasons` reads it."""
        self._code.settle()
        code, said = self._code.text().strip(), self._words.text().strip()
        label = TABLES[TABLE].get(code, code)
        return f"{label}：{said}" if label and said else label or said

    def clear(self) -> None:
        self._code.show_text("")
        self._words.clear()

    def _settle(self) -> None:
        self._code.settle()
        if self._code.text() == OTHER and not self._words.text().strip():
            self._words.setFocus()
        else:
            self.said.emit()
