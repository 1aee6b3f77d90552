"""A register's list as people see it: find line, filter chips, columns, count, dense rows.

The focus lies in the find line and the arrows move in the rows, so an input method works
from the first letter on. Enter opens.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from station_app.access.desk import Desk
from station_app.core.kinds import FormOnly
from station_app.core.records import Changes
from station_app.core.register import Register
from station_app.core.texts import Text, _
from station_app.storage.pages import Query
from ui.kit.editor import Given
from ui.kit.fields import Line
from ui.kit.filters import Filters
from ui.kit.keys import ENTER
from ui.kit.record_rows import ENDS, MOVES, Rows, is_plain
from ui.kit.settle import Settling
from ui.kit.table import RegisterTable, usual_width
from ui.kit.text import label, words
from ui.kit.theme import Tone, icon, tone


class RegisterList(QWidget):
    """One register's list. `choice` is what was kept of it: columns, widths, sort, down."""

    opened = Signal(object)  # UUID
    settled = Signal(str, int)  # a look-up in this list, for the log
    choice_changed = Signal(dict)
    refused = Signal(object)  # Text

    def __init__(
        self,
        register: Register,
        desk: Desk,
        given: Given,
        choice: Mapping[str, Any] | None = None,
        parent: QWidget | None = None,
        *,
        beats: tuple[str, ...] = (),
    ) -> None:
        super().__init__(parent)
        self.register, self._beats = register, beats
        self.choice: dict[str, Any] = dict(choice or {})
        self.model = RegisterTable(register, desk, given.background)
        self.model.setParent(self)
        self.rows = Rows(self.model)
        self.find_line = Line()
        self.count = label("")
        self.filters = Filters(register, given)
        self._settling = Settling(self)
        self._draw()
        self._listen()
        self.setFocusProxy(self.find_line)
        self.ask()

    def _draw(self) -> None:
        title = words(self.register.title)
        self.rows.setAccessibleName(title)
        self.find_line.setAccessibleName(
            words(_("在{register}中查找", register=self.register.title))
        )
        self.find_line.setPlaceholderText(words(_("键入即查找")))
        self.find_line.setClearButtonEnabled(True)
        self.find_line.setMaximumWidth(280)
        tone(self.count, Tone.QUIET)
        self._columns = QToolButton()
        self._columns.setIcon(icon("columns-3"))
        self._columns.setText(words(_("列与排序")))
        self._columns.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._columns.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._columns.setMenu(QMenu(self))
        bar = QHBoxLayout()
        for widget in (self.find_line, self.filters, self.count, self._columns):
            bar.addWidget(widget)
        self.filters.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(bar)
        layout.addWidget(self.rows)

    def _listen(self) -> None:
        self.find_line.textChanged.connect(self._typed)
        self.find_line.installEventFilter(self)
        self.filters.changed.connect(self.ask)
        self.filters.left.connect(self.find_line.setFocus)
        self.rows.opened.connect(self._open)
        self.rows.letters.connect(self._letters)
        self.model.counted.connect(self._counted)
        self.model.refused.connect(self.refused)
        self._settling.settled.connect(self.settled)
        self._columns.menu().aboutToShow.connect(self._fill_menu)
        header = self.rows.horizontalHeader()
        header.setSectionsClickable(True)
        header.sectionClicked.connect(lambda at: self.sort(self.model.columns[at]))
        header.sectionResized.connect(self._widened)

    def ask(self) -> None:
        """The list as find line, chips and choices say."""
        columns = tuple(n for n in self.choice.get("columns", ()) if n in self.register.by_name)
        sort = str(self.choice.get("sort", ""))
        self.model.ask(
            Query(
                columns=columns,
                where=self.filters.where,
                text=self.find_line.text().strip(),
                beats=self._beats,
                sort=sort if sort in self.register.sorts else "",
                down=bool(self.choice.get("down", False)),
            )
        )
        self._show_choice()

    def narrow_to(self, beats: tuple[str, ...]) -> None:
        """Only what lies in these beats; everything where none is named."""
        self._beats = beats
        self.ask()

    def on_changed(self, changes: Changes) -> None:
        self.model.on_changed(changes)

    def refresh(self) -> None:
        self.model.refresh()

    def sort(self, column: str) -> None:
        """By a column that has an index; once more turns it round; "" is the newest first."""
        if column in self.register.sorts or not column:
            down = column == self.choice.get("sort", "") and not self.choice.get("down", False)
            self._choose(sort=column, down=down)

    def show_column(self, name: str, *, visible: bool) -> None:
        shown = [n for n in self.model.columns if n != name] + ([name] if visible else [])
        order = [field.name for field in self.register.fields]
        first = [n for n in self.register.columns if n in shown]
        later = sorted((n for n in shown if n not in first), key=order.index)
        if shown:
            self._choose(columns=[*first, *later])

    def _choose(self, **news: Any) -> None:
        self.choice |= news
        self.ask()
        self.choice_changed.emit(dict(self.choice))

    def _show_choice(self) -> None:
        header, sort = self.rows.horizontalHeader(), self.model.query.sort
        header.setSortIndicatorShown(bool(sort))
        if sort in self.model.columns:
            orders = Qt.SortOrder
            order = orders.DescendingOrder if self.model.query.down else orders.AscendingOrder
            header.setSortIndicator(self.model.columns.index(sort), order)
        header.blockSignals(True)  # shown widths are no new choice
        for at, name in enumerate(self.model.columns):
            usual = usual_width(self.register[name])
            header.resizeSection(at, int(self.choice.get("widths", {}).get(name, usual)))
        header.blockSignals(False)

    def _widened(self, at: int, _old: int, new: int) -> None:
        if self.isVisible() and at < len(self.model.columns) - 1:
            self.choice.setdefault("widths", {})[self.model.columns[at]] = new
            self.choice_changed.emit(dict(self.choice))

    def _fill_menu(self) -> None:
        menu = self._columns.menu()
        menu.clear()
        for each in self.register.fields:
            if not isinstance(each.kind, FormOnly):
                action = menu.addAction(words(each.label))
                action.setCheckable(True)
                action.setChecked(each.name in self.model.columns)
                action.toggled.connect(lambda on, n=each.name: self.show_column(n, visible=on))
        menu.addSeparator()
        menu.addAction(words(_("按最近登记排序"))).triggered.connect(lambda: self.sort(""))
        for name in self.register.sorts:
            text = words(_("按{field}排序", field=self.register[name].label))
            menu.addAction(text).triggered.connect(lambda _on=False, n=name: self.sort(n))

    def _typed(self, text: str) -> None:
        self._settling.typed(text)
        self.model.ask(replace(self.model.query, text=text.strip()))

    def _letters(self, letters: str) -> None:
        self.find_line.setFocus()
        self.find_line.insert(letters)

    def _open(self, id: UUID) -> None:
        self._settling.now()
        self.opened.emit(id)

    def _counted(self, count: int, whole: bool) -> None:
        text: Text = _("{n} 条", n=f"{count:,}") if whole else _("{n} 条以上", n=f"{count:,}")
        self.count.setText(words(text))
        self._settling.shown(count)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.find_line and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)  # noqa: S101  so says the type
            key, plain = Qt.Key(event.key()), is_plain(event)
            at_end = key in ENDS and not self.find_line.text()
            if not self.find_line.composing and plain and (key in MOVES or key in ENTER or at_end):
                self.rows.keyPressEvent(event)
                return True
        return super().eventFilter(watched, event)
