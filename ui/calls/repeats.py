"""Beside the form of a call: how often the same place has called, a count and nothing more."""

from __future__ import annotations

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
    note, place = label(wrap=True), form.editors["place_id"]
    tone(note, Tone.ASK)
    asked = ""

    def show(n: int) -> None:
        note.setText(words(_("该地址近 {m} 个月有警情 {n} 起", m=MONTHS, n=n)))
        note.setVisible(n > 0)

    def ask() -> None:
        nonlocal asked
        if (typed := place.text()) == asked:
            return
        asked = typed
        note.hide()
        try:
            id = UUID(typed)
        except ValueError:
            return
        work.read("repeats", lambda view: repeats(view, id), show, note)

    place.changed.connect(ask)
    note.hide()
    ask()
    return note
