"""A short list of lines, headings between them: agenda, history, links, what was read from a file.

The lines of a register, of which there may be a million, are `ui/kit/table.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QFont, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from station_app.core.texts import Shown, Text
from ui.kit.keys import ENTER
from ui.kit.text import tip, words
from ui.kit.theme import ACCENT, QUIET, RED, Tone, colour

TABLES = {Tone.RED: RED, Tone.QUIET: QUIET, Tone.ASK: ACCENT}
NOWHERE = QModelIndex()
MEASURED = 50  # lines a column takes its width from; Qt's thousand stop the window for 0.2 s


@dataclass(frozen=True, slots=True)
class Row:
    """`value` None: a heading over the lines below it."""

    texts: tuple[Shown, ...]
    value: Any = None
    tip: Shown | Callable[[], Shown] = ""  # worked out when it is asked for
    tone: Tone = Tone.PLAIN
    toned: int = 99  # leading columns that carry the tone


class SheetModel(QAbstractTableModel):
    def __init__(self, columns: Sequence[Text]) -> None:
        super().__init__()
        self._columns = [words(column) for column in columns]
        self.rows: list[Row] = []

    def show(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def retell(self, rows: Sequence[Row]) -> None:
        self.rows = list(rows)
        last = self.index(len(rows) - 1, self.columnCount() - 1)
        self.dataChanged.emit(self.index(0, 0), last)

    def add(self, rows: Sequence[Row]) -> None:
        first = len(self.rows)
        self.beginInsertRows(NOWHERE, first, first + len(rows) - 1)
        self.rows += rows
        self.endInsertRows()

    def rowCount(self, parent: Any = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Any = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def flags(self, index: Any) -> Qt.ItemFlag:
        if self.rows[index.row()].value is None:
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index)

    def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                at = index.column()
                return words(row.texts[at]) if at < len(row.texts) else ""
            case Qt.ItemDataRole.ToolTipRole:
                return tip(row.tip() if callable(row.tip) else row.tip) or None
            case Qt.ItemDataRole.ForegroundRole if (
                row.tone in TABLES and index.column() < row.toned
            ):
                return QBrush(colour(TABLES[row.tone]))
            case Qt.ItemDataRole.FontRole if row.value is None:
                font = QFont()
                font.setWeight(QFont.Weight.DemiBold)
                return font
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return self._columns[section]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None


class Sheet(QTableView):
    taken = Signal(object)  # the value of the line Enter was pressed on
    moved = Signal(object)  # the value of the line one is on

    def __init__(
        self,
        name: Text,
        columns: Sequence[Text],
        *,
        stretch: int = -1,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(words(name))
        self.lines = SheetModel(columns)
        self.lines.setParent(self)
        self._stretch = stretch
        self.setModel(self.lines)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAlternatingRowColors(True)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 8)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setResizeContentsPrecision(MEASURED)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(stretch < 0)
        if stretch >= 0:
            header.setSectionResizeMode(stretch, QHeaderView.ResizeMode.Stretch)
        self.doubleClicked.connect(self._take)
        self.selectionModel().currentChanged.connect(lambda now, _was: self.moved.emit(self.value))

    def show_rows(self, rows: Sequence[Row], *, in_place: bool = False) -> None:
        """The line one was on stays the current one where it is still there.

        Else the first is, or with `in_place` the one that has come into its place.
        """
        was, there = self.value, self.currentIndex().row()
        self.clearSpans()
        self.lines.show(rows)
        self._span(0)
        for at in range(self.lines.columnCount()):
            if at != self._stretch:  # the one that takes the rest of the width
                self.resizeColumnToContents(at)
        values = self._values()
        again = [at for at in values if rows[at].value == was]
        if not again and in_place and was is not None:
            again = [at for at in values if at >= there] or values[-1:]
        if values:
            self.go_to((again or values)[0])

    def retell(self, rows: Sequence[Row]) -> None:
        """The same lines in other words: where one is, and how far one has scrolled, stays."""
        if rows:
            self.lines.retell(rows)

    def add_rows(self, rows: Sequence[Row]) -> None:
        """Below what is shown."""
        first = len(self.lines.rows)
        self.lines.add(rows)
        self._span(first)

    def _span(self, first: int) -> None:
        """Headings go over all columns."""
        width = self.lines.columnCount()
        for at, row in enumerate(self.lines.rows[first:], start=first):
            if row.value is None and width > 1:
                self.setSpan(at, 0, 1, width)

    def _values(self) -> list[int]:
        return [at for at, row in enumerate(self.lines.rows) if row.value is not None]

    def go_to_first(self) -> None:
        if values := self._values():
            self.go_to(values[0])
            self.scrollToTop()  # to its heading

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Over headings, on which there is nothing to do."""
        to, rows = super().moveCursor(action, modifiers), self.lines.rows
        at, step = to.row(), 1 if to.row() >= self.currentIndex().row() else -1
        while 0 <= at < len(rows) and rows[at].value is None:
            at += step
        return to.siblingAtRow(at) if 0 <= at < len(rows) else self.currentIndex()

    def go_to_last(self) -> None:
        if values := self._values():
            self.go_to(values[-1])

    def go_to(self, row: int) -> None:
        model = self.selectionModel()
        flags = QItemSelectionModel.SelectionFlag
        model.setCurrentIndex(self.lines.index(row, 0), flags.ClearAndSelect | flags.Rows)

    @property
    def value(self) -> Any:
        at = self.currentIndex().row()
        return self.lines.rows[at].value if 0 <= at < len(self.lines.rows) else None

    def _take(self) -> None:
        if self.value is not None:
            self.taken.emit(self.value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            self._take()
        elif event.key() == Qt.Key.Key_Home:
            self.go_to_first()
        elif event.key() == Qt.Key.Key_End:
            self.go_to_last()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def sizeHintForColumn(self, column: int) -> int:
        return min(super().sizeHintForColumn(column) + 12, 420)
