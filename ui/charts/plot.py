"""One chart drawn: a cursor goes from cell to cell by the arrow keys, Enter or a click opens.

The only module that names pyqtgraph: it is imported off the main thread, after the first list.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QGraphicsGridLayout

from station_app.core.texts import Shown, _
from station_app.statistics.charts import Cell, Chart, Shape
from station_app.statistics.hidden import told
from station_app.storage.tallies import FEWEST
from ui.kit.keys import ENTER
from ui.kit.text import tip, words
from ui.kit.theme import ACCENT, BASE, PLAIN, QUIET, colour

pg.setConfigOptions(antialias=True, exitCleanup=False)

KEY = Qt.Key
STEPS = {KEY.Key_Left: (0, -1), KEY.Key_Right: (0, 1), KEY.Key_Up: (-1, 0), KEY.Key_Down: (1, 0)}
SIDES = ("bottom", "left")
BAR = 0.8  # of the room that the bars of one place share
FEW = 4  # places that each have their name below
ROOM, APART = 200, 8  # pixels below a chart, and between two names there
AXIS = 30  # pixels for figures at the left


def cell_said(chart: Chart, at: int, place: int) -> Shown:
    series, across = chart.series[at], chart.across[place]
    n = told(series.cells[place].n)
    return _("{place} {series}：{n}", place=across, series=series.label, n=n)


class Plot(pg.GraphicsView):  # type: ignore[misc]  # it is not typed
    """`at`, `place`: the series and the cell in it that the cursor is on."""

    opened = Signal(int, int)
    tabled = Signal()  # as a table instead
    _drawn: Sequence[Any] = ()

    def __init__(self, chart: Chart) -> None:
        super().__init__(background=None)
        self.chart = chart
        self.at, self.place = 0, len(chart.across) - 1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(self.Shape.NoFrame)
        self.view = pg.ViewBox(enableMenu=False, enableMouse=False)
        self.below, self.beside = (pg.AxisItem(side, linkView=self.view) for side in SIDES)
        self.beside.setWidth(AXIS if chart.shape is not Shape.GRID else None)
        layout = QGraphicsGridLayout()
        layout.setContentsMargins(0, 4, 4, 0)
        layout.setSpacing(0)
        for item, row, column in ((self.view, 0, 1), (self.beside, 0, 0), (self.below, 1, 1)):
            layout.addItem(item, row, column)
        middle = pg.GraphicsWidget()
        middle.setLayout(layout)
        self.setCentralItem(middle)

    def show_chart(self, chart: Chart) -> None:
        self.chart = chart
        self.at = min(self.at, len(chart.series) - 1)
        self.place = max(0, min(self.place, len(chart.across) - 1))
        self._draw()

    # Drawing

    def _draw(self) -> None:
        for gone in self._drawn:
            self.view.removeItem(gone)
        for axis in (self.below, self.beside):
            axis.setTextPen(colour(QUIET))
            axis.setPen(colour(QUIET))
            axis.setStyle(tickFont=self.font(), tickLength=3)
        draw = {Shape.LINES: self._lines, Shape.BARS: self._bars, Shape.GRID: self._grid}
        self._drawn = [*draw[self.chart.shape](), *self._marked()]
        for drawn in self._drawn:
            self.view.addItem(drawn, ignoreBounds=True)
        self._frame()
        self._say()

    def _frame(self) -> None:
        """All of it, from zero, without room that says nothing."""
        chart = self.chart
        self.below.setTicks([[*self._names()]])
        self.view.setXRange(-0.6, max(len(chart.across), 1) - 0.4, padding=0)
        if chart.shape is Shape.GRID:
            self.view.setYRange(-0.5, len(chart.series) - 0.5, padding=0)
            lines = [(n, words(one.label)) for n, one in enumerate(reversed(chart.series))]
            self.beside.setTicks([lines[::2]])
        else:
            self.view.setYRange(0, max(chart.most, FEWEST) * 1.1, padding=0)

    def _names(self) -> Iterator[tuple[int, str]]:
        """Of few places each, as far as there is room; of many some."""
        across, font = [*map(words, self.chart.across)], self.fontMetrics()
        widest = max(map(font.horizontalAdvance, across), default=0) + APART
        room = ROOM // max(1, min(len(across), FEW))
        every = -(-len(across) * widest // ROOM) if len(across) > FEW else 1
        for n, name in enumerate(across):
            if n % every == every // 2:
                yield n, font.elidedText(name, Qt.TextElideMode.ElideRight, room - APART)

    def _lines(self) -> Iterator[Any]:
        """The first in the accent colour above the others, which are broken lines."""
        for at, one in reversed([*enumerate(self.chart.series)]):
            style = Qt.PenStyle.DashLine if at else Qt.PenStyle.SolidLine
            pen = pg.mkPen(self._colour(at), width=1.5 if at else 2, style=style)
            yield pg.PlotCurveItem(x=np.arange(len(one.cells)), y=_heights(one.cells), pen=pen)

    def _bars(self) -> Iterator[Any]:
        width = BAR / len(self.chart.series)
        for at, one in enumerate(self.chart.series):
            x = np.arange(len(one.cells)) + self._left(at) + width / 2
            fills = [
                pg.mkBrush(self._colour(at), style=_fill(cell.n is None)) for cell in one.cells
            ]
            yield pg.BarGraphItem(
                x=x, height=_heights(one.cells), width=width, brushes=fills, pen=None
            )

    def _grid(self) -> Iterator[Any]:
        n = np.array([_heights(one.cells) for one in reversed(self.chart.series)])
        ends = [colour(BASE), colour(ACCENT)]
        table = pg.ColorMap([0.0, 1.0], ends).getLookupTable(nPts=64)
        image = pg.ImageItem(n.T, lut=table, levels=(0, max(self.chart.most, 1)))
        image.setRect(-0.5, -0.5, len(self.chart.across), len(self.chart.series))
        yield image

    def _marked(self) -> Iterator[Any]:
        """Where the cursor is, while the keys come here."""
        if not self.hasFocus() or not self.chart.across:
            return
        pen = pg.mkPen(colour(PLAIN), width=1.5)
        if self.chart.shape is Shape.LINES:
            height = _heights(self.chart.series[self.at].cells)[self.place]
            yield pg.ScatterPlotItem([self.place], [height], size=9, pen=pen, brush=None)
            return
        left, low, width, high = self._box()
        x = [left, left + width, left + width, left, left]
        yield pg.PlotCurveItem(x=x, y=[low, low, low + high, low + high, low], pen=pen)

    def _box(self) -> tuple[float, float, float, float]:
        """Left, low, width, height."""
        if self.chart.shape is Shape.GRID:
            return self.place - 0.5, len(self.chart.series) - self.at - 1.5, 1, 1
        height = _heights(self.chart.series[self.at].cells)[self.place]
        width = BAR / len(self.chart.series)
        return self.place + self._left(self.at), 0, width, max(height, 0.1)

    def _left(self, at: int) -> float:
        return -BAR / 2 + at * BAR / len(self.chart.series)

    def _colour(self, at: int) -> QColor:
        return colour(QUIET if at else ACCENT)

    # Keys and clicks

    def _say(self) -> None:
        chart = self.chart
        here = cell_said(chart, self.at, self.place) if chart.across else ""
        said = words(here)
        self.setAccessibleName(
            words(_("{title}，共 {n}；{here}", title=chart.title, n=chart.total, here=said))
        )
        self.setToolTip(tip(said))

    def go_to(self, at: int, place: int) -> None:
        if 0 <= at < len(self.chart.series) and 0 <= place < len(self.chart.across):
            self.at, self.place = at, place
            self._draw()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = KEY(event.key())
        if key in STEPS:
            down, along = STEPS[key]
            self.go_to(self.at + down, self.place + along)
        elif key in ENTER:
            self.opened.emit(self.at, self.place)
        elif key == KEY.Key_Space:
            self.tabled.emit()
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Opens what is under it: the nearest place, and of its series the one that is hit."""
        self.setFocus()
        spot = self.view.mapSceneToView(self.mapToScene(event.position().toPoint()))
        place = round(spot.x())
        if not 0 <= place < len(self.chart.across):
            return
        self.go_to(self._hit(spot.x() - place, spot.y(), place), place)
        self.opened.emit(self.at, self.place)

    def _hit(self, beside: float, high: float, place: int) -> int:
        """The series that a click at this height, this far from the middle of a place, is on."""
        all_of_it = self.chart.series
        match self.chart.shape:
            case Shape.GRID:
                at = len(all_of_it) - 1 - round(high)
            case Shape.BARS:
                at = int((beside + BAR / 2) / BAR * len(all_of_it))
            case Shape.LINES:
                heights = [_heights(one.cells)[place] for one in all_of_it]
                at = min(range(len(heights)), key=lambda n: abs(heights[n] - high))
        return max(0, min(at, len(all_of_it) - 1))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        event.ignore()  # nothing is dragged

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def focusInEvent(self, event: Any) -> None:
        super().focusInEvent(event)
        self._draw()

    def focusOutEvent(self, event: Any) -> None:
        super().focusOutEvent(event)
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        """Light and dark follow the system while it is shown."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._drawn:
            self._draw()


def _heights(cells: Sequence[Cell]) -> list[int]:
    """What is not told stands as high as the least that is."""
    return [FEWEST if cell.n is None else cell.n for cell in cells]


def _fill(hidden: bool) -> Qt.BrushStyle:
    return Qt.BrushStyle.BDiagPattern if hidden else Qt.BrushStyle.SolidPattern
