"""Why somebody looks: a code and what it belongs to, asked once, then carried by the ticket."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QWidget

from station_app.access.purposes import OPENS, PURPOSES, Purpose
from station_app.core.texts import _
from ui.kit.fields import Line
from ui.kit.keys import ENTER
from ui.kit.text import label, words


class PurposeBar(QWidget):
    """A digit chooses, Enter goes on to the reference and then gives the purpose."""

    given = Signal(object)  # Purpose

    def __init__(
        self, *, reference_needed: bool = True, button: bool = True, free: bool = False
    ) -> None:
        """`free`: said for this look-up alone, so it is counted (自主查询)."""
        super().__init__()
        self._needed, self._free = reference_needed, free
        self.code = QComboBox()
        self.code.setAccessibleName(words(_("查询事由")))
        for at, (code, title) in enumerate(PURPOSES.items(), start=1):
            if OPENS[code]:
                self.code.addItem(f"{at}  {words(title)}", code)
        self.reference = Line()
        self.reference.setAccessibleName(words(_("依据")))
        self.reference.setPlaceholderText(words(_("依据：接待单、案（事）件、申请或计划的编号")))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(label(_("查询事由")))
        line.addWidget(self.code)
        line.addWidget(self.reference, 1)
        self.explanation = Line()
        self.explanation.setAccessibleName(words(_("说明")))
        self.explanation.setPlaceholderText(words(_("抽查：请用一句话说明为什么查询")))
        self.explanation.returnPressed.connect(self._give)
        self.explanation.hide()
        line.addWidget(self.explanation, 1)
        self.button = QPushButton(words(_("查看全部信息")))
        self.button.clicked.connect(self._give)
        line.addWidget(self.button)
        self.button.setHidden(not button)
        self.setFocusProxy(self.code)
        self.code.installEventFilter(self)
        self.reference.installEventFilter(self)

    @property
    def purpose(self) -> Purpose | None:
        reference = self.reference.text().strip()
        if self._needed and not reference:
            return None
        why = self.explanation.text().strip()
        return Purpose(self.code.currentData(), reference, self._free, why)

    def ask_why(self, asked: bool) -> None:
        """One free look-up in so many needs a sentence."""
        self.explanation.setVisible(asked)

    def _give(self) -> None:
        if (purpose := self.purpose) is None:
            self.reference.setFocus()
        elif not purpose.explanation and not self.explanation.isHidden():
            self.explanation.setFocus()
        else:
            self.given.emit(purpose)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        enter = isinstance(event, QKeyEvent) and event.key() in ENTER and not event.modifiers()
        if not enter or event.type() != QEvent.Type.KeyPress or self.reference.composing:
            return False
        if watched is self.code:
            self.reference.setFocus()
        else:
            self._give()
        return True
