"""The rows of a list: one is chosen, and keeps its place when the list changes."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ui.kit.keys import ENTER
from ui.kit.table import RegisterTable

DENSE = 6  # pixels a row is higher than its letters
MOVES = {
    Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
}  # fmt: skip
ENDS = {Qt.Key.Key_Home, Qt.Key.Key_End}
KEYPAD = Qt.KeyboardModifier.KeypadModifier


def is_plain(event: QKeyEvent) -> bool:
    """Without Ctrl, Alt or Shift; those of the number block too."""
    return event.modifiers() & ~KEYPAD == Qt.KeyboardModifier.NoModifier


class Rows(QTableView):
    """Dense rows, one chosen; a record keeps its choice and its place when the list changes."""

    opened = Signal(object)  # UUID
    letters = Signal(str)  # typed over the rows: they belong to the find line

    def __init__(self, model: RegisterTable) -> None:
        super().__init__()
        self._table = model
        self._chosen: UUID | None = None
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        rows = self.verticalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(1)
        rows.setDefaultSectionSize(self.fontMetrics().height() + DENSE)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        self.horizontalHeader().setDefaultAlignment(left)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setStretchLastSection(True)
        self.activated.connect(self._open)
        model.arrived.connect(self._keep_place)
        self.selectionModel().currentRowChanged.connect(self._choose)

    def _open(self, index: QModelIndex) -> None:
        if (id := self._table.id_at(index.row())) is not None:
            self.opened.emit(id)

    def _choose(self, index: QModelIndex) -> None:
        self._chosen = self._table.id_at(index.row()) if index.isValid() else None

    def _keep_place(self) -> None:
        now = self.currentIndex()
        if not now.isValid():
            return
        if self._chosen is None:
            self._chosen = self._table.id_at(now.row())
        elif self._table.id_at(now.row()) != self._chosen:
            row = self._table.row_of(self._chosen)
            if row is not None:
                top = self.verticalScrollBar().value() + row - now.row()
                self._go(row)
                self.verticalScrollBar().setValue(top)

    def _go(self, row: int) -> None:
        if self._table.rowCount():
            index = self._table.index(max(0, min(row, self._table.rowCount() - 1)), 0)
            whole = QItemSelectionModel.SelectionFlag.Rows
            chosen = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().setCurrentIndex(index, chosen | whole)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plain = Qt.Key(event.key()), is_plain(event)
        at = self.currentIndex().row()
        if key in ENTER and plain:
            self._open(self.currentIndex()) if at >= 0 else self._open(self._table.index(0, 0))
        elif key in ENDS and plain:
            self._go(0 if key == Qt.Key.Key_Home else self._table.rowCount())
        elif key == Qt.Key.Key_Down and at < 0:
            self._go(0)
        elif key not in MOVES and plain and event.text().isprintable() and event.text():
            self.letters.emit(event.text())
        else:
            super().keyPressEvent(event)
