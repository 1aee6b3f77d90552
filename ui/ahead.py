"""What the window is made of, read in while the officer types the password."""

from __future__ import annotations

import sys
from importlib import import_module
from threading import Event

from PySide6.QtCore import QObject

from ui.kit.background import Background, Lane
from ui.tidy import Tidy
from ui.types import Types

SMALL_TURNS = 0.0005  # seconds a thread may hold the interpreter while the window waits for it


class Ahead(QObject):
    """Modules one after the other in a thread of small turns, so that typing never waits."""

    def __init__(self, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._tidy, self._types = Tidy(self), Types(self)
        self._tidy.pause()
        made = self._types.made
        self.done = background.run(
            lambda: _read_in(made), lambda _none: self._tidy.start(), lane=Lane.ASIDE
        )
        self._types.start()

    def stop(self) -> None:
        self._types.stop()
        self._tidy.stop()


def _read_in(types_made: Event) -> None:
    sys.setswitchinterval(SMALL_TURNS)
    import_module("station_app.app")
    types_made.wait()  # what follows names them, and two threads at once must not
    import_module("ui.window")
    for name in import_module("ui.pages.book").modules():
        import_module(name)
