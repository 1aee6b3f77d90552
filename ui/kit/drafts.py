"""What is typed is kept within two seconds, so that a crash or an interruption loses no more."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, QTimer, Signal

from station_app.access import drafts
from station_app.access.desk import Desk
from station_app.core.errors import Explained
from ui.kit.background import Background, raise_here
from ui.kit.form import RecordForm

WAIT = 1000  # ms from the first change: a keystroke never waits for a write, nor puts one off


class Drafts(QObject):
    """Keeps one form's draft at one place: `people/new`, `people/<id>`."""

    kept = Signal()
    refused = Signal(object)  # Text: it could not be kept, and why

    def __init__(
        self,
        form: RecordForm,
        place: str,
        desk: Desk,
        background: Background,
        beside: Callable[[], Mapping[str, str]] = dict,
    ) -> None:
        """`beside`: what is kept with the texts, under names that no field has."""
        super().__init__(form)
        self._beside = beside
        self._form, self._place, self._desk = form, place, desk
        self._background = background
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT)
        self._timer.timeout.connect(self._write)
        form.touched.connect(self._touched)

    @property
    def waiting(self) -> bool:
        """Whether something typed is not on its way to the disk yet."""
        return self._timer.isActive()

    def _touched(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def keep_now(self, *, always: bool = False) -> None:
        """Before the page is left, the desk locked, or the window closed."""
        if always or self._timer.isActive():
            self._write()

    def _write(self) -> None:
        self._timer.stop()
        desk, place, typed = (
            self._desk,
            self._place,
            {**self._form.values_typed(), **self._beside()},
        )

        def keep() -> None:
            with desk.jot("save-draft") as view:
                drafts.save_draft(view, place, typed)

        self._background.run(keep, lambda _done: self._told(), self._failed, owner=self)

    def _told(self) -> None:
        self.kept.emit()

    def _failed(self, problem: BaseException) -> None:
        if isinstance(problem, Explained):
            self.refused.emit(problem.text)
            self._touched()  # once more, a little later
        else:
            raise_here(problem)

    def forget(self) -> None:
        """The record is saved: its draft goes, after any write still under way."""
        self._timer.stop()
        forget(self._desk, self._place, self._background)


def keep(desk: Desk, place: str, texts: Mapping[str, str], background: Background) -> None:
    def put() -> None:
        with desk.jot("save-draft") as view:
            drafts.save_draft(view, place, texts)

    background.run(put, lambda _kept: None)


def forget(desk: Desk, place: str, background: Background) -> None:
    def drop() -> None:
        with desk.jot("drop-draft") as view:
            drafts.drop_draft(view, place)

    background.run(drop, lambda _gone: None)


def kept_at(desk: Desk, place: str) -> dict[str, str] | None:
    """What was typed there before an interruption; off the main thread."""
    with desk.view("drafts") as view:
        found = next((d for d in drafts.drafts(view) if d.place == place), None)
        return dict(found.body) if found else None
