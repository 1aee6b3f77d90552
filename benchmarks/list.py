"""A register's list on the screen: 1,000,000 lines open like 100, and any line is one jump away."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import (
    QApplication,
    QTableView,
    QTableWidget,
    QTableWidgetItem,
)

from benchmarks.harness import Figure, percentile, timed
from benchmarks.station import SEED, desk_at, station, store_at
from station_app.access import records
from station_app.registers import REGISTERS
from station_app.storage.pages import Anchor, Query
from ui.kit.background import Background
from ui.kit.listing import Rows
from ui.kit.table import RegisterTable

TITLE = "A list of 1,000,000 lines"
MANY, FEW, PLAIN = 1_000_000, 100, 100_000
JUMPS = 60
PEOPLE = REGISTERS["people"]
BY_NAME = Query(sort="name")
SIZE = 1200, 800


class Screen:
    """The list of one station, as the program shows it."""

    def __init__(self, n: int) -> None:
        self.store = store_at(station(n))
        self.background = Background()
        self.model = RegisterTable(PEOPLE, desk_at(self.store), self.background)
        self.view = Rows(self.model)
        _show(self.view)

    def open(self, query: Query) -> None:
        _wait(self.model.arrived, lambda: self.model.ask(query))
        self.view.viewport().repaint()

    def jumps(self) -> list[float]:
        """Milliseconds from a line to its page of 256, read and masked as the model reads it."""
        desk, chance = desk_at(self.store), random.Random(SEED)  # noqa: S311
        with desk.view("list:people") as view:
            starts, _count = records.anchors(view, PEOPLE, BY_NAME)

        def page(start: Anchor) -> None:
            with desk.view("list:people") as view:
                records.page(view, PEOPLE, BY_NAME, start)

        return [timed(lambda at=at: page(at), 1) for at in chance.sample(starts, JUMPS)]

    def close(self) -> None:
        self.view.close()
        self.background.close()
        self.store.dispose()


def figures() -> list[Figure]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication.instance() or QApplication([])
    few, many = Screen(FEW), Screen(MANY)
    opened = [
        (timed(lambda: many.open(query), 2), timed(lambda: few.open(query), 2))  # noqa: B023
        for query in (Query(), BY_NAME)
    ]
    jumps = many.jumps()
    widget = _plain()  # held here, or Qt drops it while it is measured
    ours, theirs = timed(many.view.viewport().repaint, 50), timed(widget.viewport().repaint, 50)
    for screen in (few, many):
        screen.close()
    del application
    return _told(opened, jumps, ours, theirs)


def _told(
    opened: list[tuple[float, float]], jumps: list[float], ours: float, theirs: float
) -> list[Figure]:
    (newest, newest_few), (named, named_few) = opened
    few, widget = f"the same of {FEW}", f"a QTableWidget of {PLAIN:,}"
    worst = percentile(jumps, 0.99)
    return [
        Figure(
            name="first rows painted, newest first",
            value=newest,
            against=few,
            base=newest_few,
            limit=2,
        ),
        Figure(
            name="first rows painted, by name", value=named, against=few, base=named_few, limit=2
        ),
        Figure(name="repaint", value=ours, against=widget, base=theirs, limit=2),
        Figure(name="page of any line read, p99", value=worst, against="50 ms", base=50, limit=1),
    ]


def _wait(signal: Any, begin: Callable[[], None]) -> None:
    """Until the signal comes."""
    loop = QEventLoop()
    signal.connect(loop.quit)
    begin()
    loop.exec()
    signal.disconnect(loop.quit)


def _plain() -> QTableWidget:
    widget = QTableWidget(PLAIN, len(PEOPLE.columns))
    for row in range(PLAIN):
        for column in range(len(PEOPLE.columns)):
            widget.setItem(row, column, QTableWidgetItem("339901********0013"))
    _show(widget)
    return widget


def _show(view: QTableView) -> None:
    view.resize(*SIZE)
    view.show()
    QApplication.processEvents()
