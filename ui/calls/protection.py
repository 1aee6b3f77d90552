"""Beside the form of a call: that the address is under a protection order, and no name."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from PySide6.QtWidgets import QLabel

from station_app.core.texts import _
from station_app.measures.protecting import protected
from ui.calls.repeats import follow_place
from ui.kit.form import RecordForm
from ui.kit.text import label, words
from ui.kit.theme import Tone, tone
from ui.pages.work import Work

RIGHT = "protected-place"


def show_protection(work: Work, form: RecordForm) -> QLabel:
    """A line that follows the address as it is chosen; who asked stands in the log."""
    note = label(wrap=True)
    tone(note, Tone.RED)

    def look(place: UUID) -> date | None:
        with work.desk.act(RIGHT, purpose=work.purpose) as act:
            return protected(act, place)

    def show(until: date | None) -> None:
        note.setText(words(_("该地址在人身安全保护令保护之下（至 {day}）：请优先处置", day=until)))
        note.setVisible(until is not None)

    follow_place(form, note, lambda place: work.ask(lambda: look(place), show, note))
    return note
