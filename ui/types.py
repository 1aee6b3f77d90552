"""The wheel's types, made on the main thread in turns nobody notices.

The wheel makes a type when it is first named, hundreds at the first table. Two threads that
name one at the same time bring the program down, so no other thread names any before all are made.
"""

from __future__ import annotations

from importlib import import_module
from threading import Event
from time import monotonic

from PySide6.QtCore import QObject, QTimer

MODULES = (
    *("QtCore", "QtGui", "QtWidgets"),
    *("QtSvg", "QtTest", "QtOpenGL", "QtOpenGLWidgets"),  # named by what draws charts
)
TURN = 0.004  # seconds


class Types(QObject):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.made = Event()  # or given up, as the program ends
        modules = [import_module(f"PySide6.{name}") for name in MODULES]
        self._left = iter([(module, name) for module in modules for name in dir(module)])
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._make_some)

    def start(self) -> None:
        self._timer.start(0)

    def stop(self) -> None:
        self._timer.stop()
        self.made.set()

    def _make_some(self) -> None:
        end = monotonic() + TURN
        for module, name in self._left:
            getattr(module, name)
            if monotonic() > end:
                return
        self.stop()
