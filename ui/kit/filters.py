"""Chips that say what a list is narrowed to; each goes with a click or with Delete."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from station_app.core.kinds import Code, Day, Flag, Ref
from station_app.core.parse import parse
from station_app.core.register import Field, Register
from station_app.core.show import show
from station_app.core.texts import _
from ui.kit.editor import Editor, Given
from ui.kit.editors import editor_for
from ui.kit.keys import ENTER
from ui.kit.text import tip, words
from ui.kit.theme import icon

BY = (Code, Flag, Day, Ref)  # kinds a list can be narrowed by, never one that forms alone print


class Filters(QWidget):
    changed = Signal()
    left = Signal()  # a filter was set or given up: the focus belongs to the list again

    def __init__(self, register: Register, given: Given) -> None:
        super().__init__()
        self.register, self._given = register, given
        self.where: dict[str, Any] = {}  # field → stored value
        self._chips: dict[str, QToolButton] = {}
        self._asking: tuple[Field, Editor] | None = None
        self._add = QToolButton()
        self._add.setIcon(icon("list-filter"))
        self._add.setText(words(_("筛选")))
        self._add.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._add.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        for each in register.fields:
            if isinstance(each.kind, BY):
                menu.addAction(words(each.label)).triggered.connect(partial(self.ask, each.name))
        self._add.setMenu(menu)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(self._add)
        self._add.setHidden(menu.isEmpty())  # once it has a parent: shown alone it is a window
        self._layout.addStretch()

    def ask(self, name: str, _on: bool = False) -> None:
        """An editor in place of the chip: Enter narrows the list, Escape gives it up."""
        self._give_up()
        field = self.register[name]
        editor = editor_for(field.kind, self._given)
        editor.focus.setAccessibleName(words(field.label))
        editor.focus.setToolTip(tip(field.label))
        editor.widget.setMaximumWidth(160)
        editor.focus.installEventFilter(self)
        self._asking = field, editor
        self._layout.insertWidget(self._layout.count() - 1, editor.widget)
        editor.widget.show()  # what is not shown yet cannot take the focus
        editor.focus.setFocus()

    def narrow(self, name: str, value: Any, shown: str = "") -> None:
        """Only lines that hold this stored value."""
        self.drop(name, tell=False)
        field = self.register[name]
        self.where = self.where | {name: value}
        text = shown or words(show(field.kind, value))
        chip = self._chips[name] = QToolButton()
        chip.setText(words(_("{field}：{value}", field=field.label, value=text)))
        chip.setIcon(icon("x"))
        chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        chip.setAccessibleName(words(_("去掉筛选 {filter}", filter=chip.text())))
        chip.clicked.connect(partial(self.drop, name))
        chip.installEventFilter(self)
        self._layout.insertWidget(self._layout.count() - 1, chip)
        self.changed.emit()

    def drop(self, name: str, _on: bool = False, *, tell: bool = True) -> None:
        chip = self._chips.pop(name, None)
        if chip is None:
            return
        self.where = {n: v for n, v in self.where.items() if n != name}
        chip.hide()
        chip.deleteLater()
        if tell:
            self.changed.emit()
            self.left.emit()

    def _take(self) -> None:
        if self._asking is None:
            return
        field, editor = self._asking
        editor.settle()
        now = self._given.now()
        text = editor.text().strip()
        if not text or editor.problem(now):
            return
        shown = getattr(editor.focus, "text", lambda: "")()
        value = parse(field.kind, text, now)
        self._give_up()
        self.narrow(field.name, value, shown)
        self.left.emit()

    def _give_up(self) -> None:
        if self._asking is not None:
            widget = self._asking[1].widget
            self._asking = None
            widget.hide()
            widget.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress:
            return False
        assert isinstance(event, QKeyEvent)  # noqa: S101  so says the type
        key = Qt.Key(event.key())
        chip = next((n for n, chip in self._chips.items() if chip is watched), None)
        if chip is not None and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, *ENTER):
            self.drop(chip)
            return True
        if self._asking is None or watched is not self._asking[1].focus:
            return False
        editor = self._asking[1]
        if editor.composing or (key == Qt.Key.Key_Escape and editor.open):
            return False
        if key in ENTER:
            self._take()
        elif key == Qt.Key.Key_Escape:
            self._give_up()
            self.left.emit()
        return key in (*ENTER, Qt.Key.Key_Escape)
