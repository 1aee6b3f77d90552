"""Work that says by itself why records are looked at: it needs no ticket."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from station_app.access.purposes import Purpose
from station_app.core.texts import Shown
from station_app.tasks.service import number_of_own
from ui.kit.text import words
from ui.pages.work import Work


def bring_purpose(work: Work, code: str, reference: Shown) -> None:
    """Unless the ticket in hand has brought its own."""
    if work.purpose is None:
        work.set_ticket(replace(work.ticket, purpose=Purpose(code, words(reference))))


def own_number(work: Work, id: UUID) -> str:
    """Of a task that is open and one's own; empty for any other."""
    with work.desk.view("own-task") as view:
        return number_of_own(view, id)
