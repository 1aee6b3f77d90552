"""What is typed is kept within two seconds, so that a crash or an interruption loses no more."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from ui.kit.background import Background
from ui.kit.form import RecordForm

WAIT = 1000  # ms from the first change: a keystroke never waits for a write, nor puts one off

Keep = Callable[[str, dict[str, str]], object]


class Drafts(QObject):
    """Keeps one form's draft at one place: `people/new`, `people/<id>`."""

    def __init__(
        self,
        form: RecordForm,
        place: str,
        keep: Keep,
        drop: Callable[[str], object],
        background: Background,
    ) -> None:
        """`keep` and `drop` run on the database thread, in the order they were asked for."""
        super().__init__(form)
        self._form, self._place, self._keep, self._drop = form, place, keep, drop
        self._background = background
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT)
        self._timer.timeout.connect(self._write)
        form.touched.connect(self._touched)

    @property
    def waiting(self) -> bool:
        """Whether something typed is not kept yet."""
        return self._timer.isActive()

    def _touched(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def keep_now(self) -> None:
        """Before the page is left, the desk locked, or the window closed."""
        if self._timer.isActive():
            self._write()

    def _write(self) -> None:
        self._timer.stop()
        place, typed = self._place, self._form.values_typed()
        self._background.run(lambda: self._keep(place, typed), lambda _kept: None)

    def forget(self) -> None:
        """The record is saved: its draft goes."""
        self._timer.stop()
        place = self._place
        self._background.run(lambda: self._drop(place), lambda _gone: None)
