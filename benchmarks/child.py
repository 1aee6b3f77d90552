"""What runs in a process of its own: `python -m benchmarks.child WHAT [HOME]`, one line of JSON.

Nothing heavy is imported above: the first two are about what an import costs.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.program import Program

PATIENCE = 120.0  # seconds for anything that is waited for
KEPT: list[object] = []  # the application lives as long as the process
FILLED = 50  # lines of the bare window's table


def now() -> float:
    """Milliseconds on a clock that parent and child share."""
    return time.monotonic_ns() / 1e6


def bare() -> dict[str, Any]:
    """A PySide6 window with menu, tool bar, tree and table, nothing of ours."""
    from PySide6.QtCore import Qt, QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import (
        QApplication,
        QMainWindow,
        QSplitter,
        QTableWidget,
        QTableWidgetItem,
        QTreeWidget,
        QTreeWidgetItem,
    )

    told: dict[str, Any] = {}

    class Bare(QMainWindow):
        def paintEvent(self, event: QPaintEvent) -> None:
            super().paintEvent(event)
            QTimer.singleShot(0, end)

    def end() -> None:
        told.setdefault("painted", now())
        app.quit()

    app = QApplication(sys.argv[:1])
    window, middle = Bare(), QSplitter(Qt.Orientation.Horizontal)
    window.menuBar().addMenu("文件").addAction("退出")
    window.addToolBar("工具").addAction("新增")
    tree, table = QTreeWidget(), QTableWidget(FILLED, 5)
    for name in ("人员", "地址", "实有人口"):
        QTreeWidgetItem(tree, [name])
    for row in range(FILLED):
        for column in range(5):
            table.setItem(row, column, QTableWidgetItem(f"张三 {row}"))
    middle.addWidget(tree)
    middle.addWidget(table)
    window.setCentralWidget(middle)
    window.resize(1280, 720)
    window.showMaximized()
    app.exec()
    return told


def painted(home: str) -> dict[str, Any]:
    """The program as it is started, ended where it would begin to read in the rest."""
    gc.disable()  # as `ui.__main__` does
    import ui.program as program
    from ui.__main__ import main

    told: dict[str, Any] = {}

    def end(self: Program) -> None:
        told.update(painted=now(), modules=sorted(sys.modules))
        self.frame.close()

    program.Program.read_in = end  # type: ignore[assignment, method-assign]
    main(["--home", home])
    return told


class Beat:
    """Gaps between turns of the event loop, in ms, the longest first.

    `work` is the longest of what the main thread itself did in one gap: a gap may be another
    program's turn on the processor, work is ours.
    """

    EVERY = 2  # ms

    def __init__(self) -> None:
        from PySide6.QtCore import Qt, QTimer

        self.gaps: list[float] = []
        self.work = 0.0
        self._last, self._used = now(), time.thread_time_ns()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._turn)
        self._timer.start(self.EVERY)

    def _turn(self) -> None:
        self.gaps.append(now() - self._last)
        self.work = max(self.work, (time.thread_time_ns() - self._used) / 1e6)
        self._last, self._used = now(), time.thread_time_ns()

    def take(self) -> list[float]:
        """The worst since the last taking."""
        self._turn()
        worst, self.gaps, self.work = sorted(self.gaps, reverse=True)[:5], [], 0.0
        return worst


def wait(until: Callable[[], object]) -> None:
    """Turn the event loop as `exec` does. Raises TimeoutError."""
    from PySide6.QtCore import QCoreApplication, QEventLoop

    last, flag = now() + PATIENCE * 1000, QEventLoop.ProcessEventsFlag.WaitForMoreEvents
    while not until():
        QCoreApplication.processEvents(flag)
        if now() > last:
            raise TimeoutError


def let_pass(ms: float) -> None:
    end = now() + ms
    wait(lambda: now() > end)


def started(home: str) -> tuple[Program, Beat]:
    """The program with its sign-in page painted and all modules read in."""
    gc.disable()
    from pathlib import Path

    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QApplication

    from ui.kit import theme
    from ui.program import Program

    app = QApplication(sys.argv[:1])
    KEPT.append(app)
    theme.prepare(app)
    program = Program(Path(home), QSettings(f"{home}/screen.ini", QSettings.Format.IniFormat))
    painted: list[bool] = []
    program.show()
    page: Any = program.frame.centralWidget()
    page.painted.connect(lambda: painted.append(True))
    wait(lambda: painted)
    beat = Beat()
    wait(program.read_in().done)
    return program, beat


def sign_in(program: Program) -> dict[str, float]:
    """By typing and Enter. When the key was unlocked, and when the agenda was painted."""
    from station_app import app
    from ui.pages.home import Home

    told: dict[str, float] = {}
    unlock = app.unlock

    def unlocked(*given: Any) -> Any:
        key = unlock(*given)
        told["unlocked"] = now()
        return key

    app.unlock = unlocked  # type: ignore[assignment]
    page: Any = program.frame.centralWidget()
    page.officer.setText("officer")
    page.password.setText("officer")
    page.button.click()
    wait(lambda: program.window is not None)
    home = program.window.page  # type: ignore[union-attr]
    assert isinstance(home, Home)  # noqa: S101  nobody was anywhere before
    wait(lambda: home.sheet.lines.rows)
    told["painted"] = paint(home.sheet.viewport())
    app.unlock = unlock
    return told


def paint(widget: QWidget) -> float:
    """When what is shown has been painted."""
    widget.repaint()
    return now()


def signed_in(home: str) -> dict[str, Any]:
    program, beat = started(home)
    reading = beat.take()
    told = sign_in(program)
    program.frame.close()
    return {"took": told["painted"] - told["unlocked"], "gaps": reading, "building": beat.take()}


def screen() -> dict[str, Any]:
    from benchmarks.screen import measure

    return measure()


def slots(home: str) -> dict[str, Any]:
    from benchmarks.slots import measure

    return measure(home)


if __name__ == "__main__":
    print(json.dumps(globals()[sys.argv[1]](*sys.argv[2:])))  # noqa: T201
