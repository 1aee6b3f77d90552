"""Work that says by itself why records are looked at: it needs no ticket."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import QObject

from station_app.access.purposes import Purpose
from station_app.core.texts import Shown, Text
from station_app.tasks.service import number_of_own
from ui.kit.text import words
from ui.pages.work import Work


def bring_purpose(work: Work, code: str, reference: Shown) -> None:
    """Unless the ticket in hand has brought its own."""
    if work.purpose is None:
        work.set_ticket(replace(work.ticket, purpose=Purpose(code, words(reference))))


def bring_task(
    work: Work,
    id: UUID,
    then: Callable[[], None],
    owner: QObject,
    failed: Callable[[Text], None] | None = None,
) -> None:
    """One's own task, while it is open, says by its number why what it needs is opened."""

    def job() -> str:
        with work.desk.view("own-task") as view:
            return number_of_own(view, id)

    def told(number: str) -> None:
        if number:
            bring_purpose(work, "TASK", number)
        then()

    work.ask(job, told, owner, failed)
