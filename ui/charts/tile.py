"""One small chart with its heading; Space or a button shows the same as a table, and back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from station_app.core.texts import _
from station_app.statistics.charts import Chart, Shape
from station_app.statistics.hidden import told
from ui.kit.text import label, tip, words
from ui.kit.theme import Tone, icon, tone
from ui.pages.sheet import Row, Sheet

if TYPE_CHECKING:
    from ui.charts.plot import Plot

COLUMNS = (_("时间（登记簿）"), _("项目"), _("数量"))


class Figures(Sheet):
    spaced = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.spaced.emit()
        else:
            super().keyPressEvent(event)


class Tile(QWidget):
    opened = Signal(object, int, int)  # Chart, series, place

    def __init__(self, chart: Chart, plot: Plot, *beside: QWidget) -> None:
        super().__init__()
        self.chart = chart
        self.heading = label()
        tone(self.heading, Tone.QUIET)
        self.heading.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.turn = QToolButton()
        self.turn.setIcon(icon("list"))
        self.turn.setAutoRaise(True)
        self.turn.setAccessibleName(words(_("{title}：以表格显示", title=chart.title)))
        self.turn.setToolTip(tip(_("以表格显示（空格键）")))
        self.turn.clicked.connect(self.press_turn)
        self.plot = plot
        self.sheet = Figures(chart.title, COLUMNS, stretch=0)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.plot)
        self.stack.addWidget(self.sheet)
        self.plot.opened.connect(self._open)
        self.plot.tabled.connect(self.press_turn)
        self.sheet.taken.connect(lambda cell: self._open(*cell))
        self.sheet.spaced.connect(self.press_turn)
        line = QHBoxLayout()
        line.addWidget(self.heading, 1)
        for widget in (*beside, self.turn):
            line.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(line)
        column.addWidget(self.stack, 1)
        self.show_chart(chart)

    def show_chart(self, chart: Chart) -> None:
        self.chart = chart
        two = chart.shape is not Shape.GRID and len(chart.series) > 1
        parts = [words(chart.title), *(self._legend() if two else ())]
        self.heading.setText("　".join(parts))
        self.heading.setToolTip(tip("　".join(parts)))
        self.plot.show_chart(chart)
        self.sheet.show_rows(list(_rows(chart)), in_place=True)

    def _legend(self) -> Iterator[str]:
        for sign, one in zip(("▇", "░"), self.chart.series, strict=True):
            yield f"{sign} {words(one.label)}"

    def press_turn(self) -> None:
        """To the other of the two, with the focus where it was."""
        other = self.sheet if self.stack.currentWidget() is self.plot else self.plot
        self.stack.setCurrentWidget(other)
        other.setFocus()

    def _open(self, at: int, place: int) -> None:
        if self.chart.across and self.chart.series[at].cells[place].opens:
            self.opened.emit(self.chart, at, place)


def _rows(chart: Chart) -> Iterator[Row]:
    for at, place in chart.told():
        one = chart.series[at]
        texts = (chart.across[place], one.label, told(one.cells[place].n))
        yield Row(texts, (at, place))
