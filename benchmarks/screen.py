"""The list of residents on the screen: 1,000,000 of them against 100, and against Qt's own table.

In a process of its own, on the program's widget and the encrypted database. A jump ends when
the lines of the new place are painted, not when the place is.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from benchmarks.child import now, paint, wait
from benchmarks.harness import Figure, percentile, timed
from benchmarks.start import SLOT, ask
from benchmarks.station import NOW, SEED, desk_at, station, store_at
from station_app.residents.register import RESIDENTS

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractScrollArea, QTableWidget, QWidget

    from ui.kit.listing import RegisterList

TITLE = "A list of 1,000,000 residents"
MANY, FEW, ITEMS = 1_000_000, 100, 100_000
SIZE = (1200, 800)  # pixels
OPENED, REPAINTS, JUMPS, ROUNDS = 7, 200, 200, 3


def figures() -> list[Figure]:
    station(MANY), station(FEW)
    told = ask("screen")
    return [
        Figure(
            name="first rows painted",
            value=told["open_many"],
            against="the same of 100",
            base=told["open_few"],
            limit=2,
        ),
        Figure(
            name="repaint",
            value=told["repaint"],
            against="a QTableWidget of 100,000",
            base=told["repaint_items"],
            limit=2,
        ),
        Figure(
            name="jump to any place until its rows are painted, p99",
            value=told["jump"],
            against="50 ms",
            base=SLOT,
            limit=1,
        ),
    ]


def measure() -> dict[str, Any]:
    """Milliseconds, in the child."""
    from PySide6.QtWidgets import QApplication

    from ui.kit import theme
    from ui.kit.background import Background

    app = QApplication([])
    theme.prepare(app, "light")
    background = Background()
    try:
        return _lists(background) | {"repaint_items": _repaint(_items())}
    finally:
        background.close()


def _lists(background: Any) -> dict[str, float]:
    from ui.kit.editor import Given
    from ui.kit.listing import RegisterList

    stores = {n: store_at(station(n)) for n in (MANY, FEW)}
    given = Given(
        now=lambda: NOW, background=background, keep=lambda _data: "", picture=lambda _name: b""
    )
    opened: dict[int, list[float]] = {MANY: [], FEW: []}
    for _each in range(OPENED):
        for n, store in stores.items():
            begun = now()
            made = RegisterList(RESIDENTS, desk_at(store), given)
            shown = _shown(made, made.rows, lambda m=made: m.model.id_at(0))  # type: ignore[misc]
            opened[n].append(shown - begun)
            wait(lambda m=made, n=n: m.model.rowCount() == n)  # type: ignore[misc]
            made.deleteLater() if (n, _each) != (MANY, OPENED - 1) else None
            if n == MANY:
                many = made
    told = {"open_many": min(opened[MANY]), "open_few": min(opened[FEW])}
    return told | {"jump": percentile(_jumps(many), 0.99), "repaint": _repaint(many.rows)}


def _shown(widget: QWidget, rows: QAbstractScrollArea, until: Callable[[], object]) -> float:
    widget.resize(*SIZE)
    widget.show()
    wait(until)
    wait(lambda: widget.windowHandle().isExposed())
    return paint(rows.viewport())


def _jumps(made: RegisterList) -> list[float]:
    """The best of some rounds for each place; between two rounds its page is long dropped."""
    chance = random.Random(SEED)  # noqa: S311
    places = [chance.randrange(MANY) for _each in range(JUMPS)]
    rounds = [[_jump(made, row) for row in places] for _each in range(ROUNDS)]
    return [min(times) for times in zip(*rounds, strict=True)]


def _jump(made: RegisterList, place: int) -> float:
    bar = made.rows.verticalScrollBar()
    first = min(place, bar.maximum())
    last = min(first + bar.pageStep(), MANY - 1)
    begun = now()
    bar.setValue(first)
    wait(lambda: made.model.id_at(first) and made.model.id_at(last))
    return paint(made.rows.viewport()) - begun


def _repaint(rows: QAbstractScrollArea) -> float:
    return timed(rows.viewport().repaint, REPAINTS)


def _items() -> QTableWidget:
    """As wide, as dense and as full as ours."""
    from PySide6.QtWidgets import QTableWidget, QTableWidgetItem

    from ui.kit.record_rows import DENSE

    columns = len(RESIDENTS.columns)
    table = QTableWidget(ITEMS, columns)
    for row in range(ITEMS):
        for column in range(columns):
            table.setItem(row, column, QTableWidgetItem(f"张{row % 900} {column}"))
    table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + DENSE)
    table.verticalHeader().setVisible(False)
    _shown(table, table, lambda: True)
    table.verticalScrollBar().setValue(ITEMS // 2)
    return table
