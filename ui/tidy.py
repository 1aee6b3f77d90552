"""Python's collector on the main thread alone.

Pages are full of cycles, and whichever thread happens to start a collection destroys what
it finds: a model or a picture destroyed by the database thread brings the program down.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY = 400  # ms


class Tidy(QObject):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.timeout.connect(collect)

    def pause(self) -> None:
        """While modules are read in there is little to collect and much to look through."""
        gc.disable()

    def start(self) -> None:
        """What is read in by now stays for good: later rounds need not look at it."""
        gc.freeze()
        self._timer.start(EVERY)

    def stop(self) -> None:
        self._timer.stop()


def collect() -> None:
    """The generation that is due by Python's own thresholds, if any."""
    due = [at for at, n in enumerate(gc.get_count()) if n > gc.get_threshold()[at] > 0]
    if due:
        gc.collect(due[-1])
