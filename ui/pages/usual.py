"""F11: usual texts for the long field one is typing in, below the page; one key puts one in."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget
from shiboken6 import isValid

from station_app.core.texts import _
from station_app.workflows.texts import Usual, texts_for
from ui.kit.fields import LongText
from ui.kit.form import USUAL
from ui.kit.keys import ENTER
from ui.kit.text import label, tip, words
from ui.kit.theme import Tone, tone
from ui.pages.work import Work

SHOWN = 60  # letters of a text beside its title


class UsualTexts(QWidget):
    inserted = Signal(str)
    left = Signal()  # Escape: nothing was put in

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._aim: LongText | None = None
        self._place = ("", "")
        self.found = QListWidget()
        self.found.setAccessibleName(words(_("常用文字")))
        self.found.itemActivated.connect(self._take)
        self.found.itemClicked.connect(self._take)
        self.found.installEventFilter(self)
        about = label(_("数字键或 Enter 选用，Esc 返回"))
        tone(about, Tone.QUIET)
        column = QVBoxLayout(self)
        column.addWidget(self.found)
        column.addWidget(about)
        self.setFocusProxy(self.found)

    def aim(self, widget: QWidget | None) -> bool:
        """Whether there is a long field to put a text in."""
        place = widget.property(USUAL) if isinstance(widget, LongText) else None
        if not place or not isinstance(widget, LongText):
            return False
        register, field = place.split("/")
        self._aim, self._place = widget, (register, field)
        self.found.clear()
        self._work.read("texts", lambda view: texts_for(view, register, field), self._show, self)
        return True

    def _show(self, found: tuple[Usual, ...]) -> None:
        self.found.clear()
        for n, one in enumerate(found, 1):
            head = f"{n}　{one.title}　" if n < 10 else f"　 {one.title}　"
            flat = " ".join(one.text.split())
            said = flat if len(flat) <= SHOWN else f"{flat[:SHOWN]}…"
            item = QListWidgetItem(head + said, self.found)
            item.setData(Qt.ItemDataRole.UserRole, one.text)
            item.setToolTip(tip(one.text))
        if self._work.may("keep-text"):
            item = QListWidgetItem(words(_("＋　把本栏文字存为常用文字…")), self.found)
            item.setData(Qt.ItemDataRole.UserRole, None)
        self.found.setCurrentRow(0)

    def _take(self, item: QListWidgetItem) -> None:
        aim = self._aim
        if aim is None or not isValid(aim):
            return
        text = item.data(Qt.ItemDataRole.UserRole)
        if text is None:
            self._keep(aim.toPlainText())
            return
        aim.setFocus()
        aim.insert(text)
        self.inserted.emit(text)

    def _keep(self, text: str) -> None:
        self.left.emit()
        register, field = self._place
        self._work.go("usual_text", where=register, field=field, text=text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        assert isinstance(event, QKeyEvent)  # noqa: S101  so says the type
        typed, row = event.text(), -1
        if typed.isdecimal() and typed.isascii() and 0 < int(typed) <= self.found.count():
            row = int(typed) - 1
        elif event.key() in ENTER:
            row = self.found.currentRow()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return True
        if (item := self.found.item(row)) is None:
            return super().eventFilter(watched, event)
        self._take(item)
        return True
