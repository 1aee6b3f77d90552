"""Beside the form of a call: how often the same place has called, a count and nothing more."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtWidgets import QLabel

from station_app.calls.service import MONTHS, repeats
from station_app.core.texts import _
from ui.kit.form import RecordForm
from ui.kit.text import label, words
from ui.kit.theme import Tone, tone
from ui.pages.work import Work


def show_repeats(work: Work, form: RecordForm) -> QLabel:
    """A line that follows the address as it is chosen."""
    note = label(wrap=True)
    tone(note, Tone.ASK)

    def show(n: int) -> None:
        note.setText(words(_("该地址近 {m} 个月有警情 {n} 起", m=MONTHS, n=n)))
        note.setVisible(n > 0)

    def ask(place: UUID) -> None:
        work.read("repeats", lambda view: repeats(view, place), show, note)

    follow_place(form, note, ask)
    return note


def follow_place(form: RecordForm, note: QLabel, ask: Callable[[UUID], None]) -> None:
    """Asks once for each address that is chosen; `note` is hidden until there is an answer."""
    place, asked = form.editors["place_id"], ""

    def look() -> None:
        nonlocal asked
        if (typed := place.text()) == asked:
            return
        asked = typed
        note.hide()
        try:
            id = UUID(typed)
        except ValueError:
            return
        ask(id)

    place.changed.connect(look)
    note.hide()
    look()
