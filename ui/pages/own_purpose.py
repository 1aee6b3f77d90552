"""Work that says by itself why records are looked at: it needs no ticket."""

from __future__ import annotations

from dataclasses import replace

from station_app.access.purposes import Purpose
from station_app.core.texts import Text
from ui.kit.text import words
from ui.pages.work import Work


def bring_purpose(work: Work, code: str, reference: Text) -> None:
    """Unless the ticket in hand has brought its own."""
    if work.purpose is None:
        work.set_ticket(replace(work.ticket, purpose=Purpose(code, words(reference))))
