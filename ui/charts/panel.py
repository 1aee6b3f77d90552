"""The four charts above today's work: read and drawn when the list below is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from importlib import import_module
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from station_app.core.register import Register
from station_app.core.texts import Text, _
from station_app.identity import codes
from station_app.statistics import desk as figures
from station_app.statistics.charts import Cell, Chart, Series, Shape
from station_app.workflows.agenda import Figures
from ui.charts.tile import Tile
from ui.kit.background import Lane
from ui.kit.text import words
from ui.pages.work import Route, Work

HEIGHT = 9  # lines of text
MOST = 4  # registers that are told apart under a chart
KEPT = "figures/category"
DRAWS = "ui.charts.plot"  # read in once the list is there: neither signing in nor the list waits
HOURS, OVERDUE = "calls_by_hour", "overdue"
ORDER = ("calls_by_day", HOURS, "cases_by_month", OVERDUE)


def overdue(registers: Mapping[str, Register], owed: Mapping[str, Figures]) -> Chart:
    """Of the registers in which most is overdue, in the order of the rail."""
    most = sorted(owed, key=lambda name: -owed[name].overdue)[:MOST]
    shown = [name for name in registers if name in most and owed[name].overdue]
    cells = (Cell(owed[name].overdue, {"register": name}) for name in shown)
    return Chart(
        OVERDUE,
        _("各登记簿超期"),
        Shape.BARS,
        tuple(registers[name].title for name in shown),
        (Series(_("超期"), "", tuple(cells)),),
    )


class Charts(QWidget):
    narrowed = Signal(str)  # today's work to one register

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work
        self.tiles = dict[str, Tile]()
        self._plot: Any = None  # the module that draws, once it is read in
        self._charts = dict[str, Chart]()
        self._begun = False
        self._making: Iterator[bool] | None = None
        self.category = self._choice()
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(12)
        self.setFixedHeight(self.fontMetrics().height() * HEIGHT)

    def _choice(self) -> QComboBox:
        box = QComboBox(self)
        box.hide()
        box.setAccessibleName(words(_("警情类别")))
        box.addItem(words(_("全部类别")), "")
        for code, text in codes.TABLES["call_category"].items():
            box.addItem(words(Text(text)), code)
        box.setCurrentIndex(max(0, box.findData(self._work.setting(KEPT, ""))))
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(5)
        box.currentIndexChanged.connect(self._choose)
        return box

    def _choose(self) -> None:
        self._work.settings.setValue(KEPT, self.category.currentData())
        self.read()

    def tell(self, owed: Mapping[str, Figures]) -> None:
        """Today's work has been counted: the first time, all that follows begins."""
        self._charts[OVERDUE] = overdue(self._work.desk.registers, owed)
        self.read()
        if not self._begun:
            self._begun = True
            load = partial(import_module, DRAWS)
            self._work.ask(load, self._loaded, self, lane=Lane.ASIDE)

    def read(self) -> None:
        category = self.category.currentData()

        def job() -> tuple[Chart, ...]:
            with self._work.desk.view("desk-figures") as view:
                return figures.charts(view, category)

        self._work.ask(job, self._known, self, lane=Lane.COUNTING)

    def _loaded(self, plot: Any) -> None:
        self._plot = plot
        self._draw()

    def _known(self, charts: tuple[Chart, ...]) -> None:
        self._charts |= {chart.name: chart for chart in charts}
        self._draw()

    def _draw(self) -> None:
        """What is there anew; what is missing in turns, none of which takes long."""
        if self._plot is None or len(self._charts) < len(ORDER):
            return
        for name, tile in self.tiles.items():
            if tile.chart != self._charts[name]:
                tile.show_chart(self._charts[name])
        if self._making is None:
            self._making = self._made()
            self._make()

    def _make(self) -> None:
        if self._making is not None and next(self._making, None) is not None:
            QTimer.singleShot(0, self, self._make)

    def _made(self) -> Iterator[bool]:
        for name in ORDER:
            plot = self._plot.Plot(self._charts[name])
            yield True
            beside = [self.category] if name == HOURS else []
            tile = self.tiles[name] = Tile(self._charts[name], plot, *beside)
            self.category.setVisible(HOURS in self.tiles)
            tile.opened.connect(self._open)
            self._line.addWidget(tile, 1)
            yield True

    def _open(self, chart: Chart, at: int, place: int) -> None:
        series = chart.series[at]
        where = dict(series.cells[place].where or {})
        if chart.name == OVERDUE:
            self.narrowed.emit(where["register"])
        else:
            given = tuple(where.items())
            self._work.going.emit(Route("figure_rows", series.register, given=given))
