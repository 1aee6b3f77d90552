"""One member of a household as he is typed: a row of editors and what there is to say of it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from PySide6.QtWidgets import QLabel

from station_app.core.register import Field
from station_app.people.register import PEOPLE
from station_app.places.register import PLACES
from station_app.residents.register import RESIDENTS
from ui.kit.editor import Editor
from ui.kit.theme import Tone, tone
from ui.pages.work import Work

OF_PERSON = ("id_number", "name")
OF_RESIDENCE = ("relation_to_head",)
REST = ("phone", "hukou_address")
WIDTHS = {
    "id_number": 180,
    "name": 130,
    "relation_to_head": 170,
    "phone": 130,
    "hukou_address": 240,
}
MEMBERS = 3  # rows to begin with


@dataclass(slots=True)
class Line:
    """One member as he is typed."""

    editors: dict[str, Editor]
    note: QLabel
    known: str = ""  # name of the person who already holds this number

    def say(self, wanted: Tone, text: str) -> None:
        self.note.setText(text)
        tone(self.note, wanted)

    @property
    def texts(self) -> dict[str, str]:
        return {name: editor.text() for name, editor in self.editors.items()}

    @property
    def filled(self) -> bool:
        return any(self.editors[name].text().strip() for name in OF_PERSON)


def field_of(name: str) -> Field:
    return PEOPLE[name] if name in PEOPLE.by_name else RESIDENTS[name]


def line_of(work: Work, place: str) -> str:
    """What was typed, or the line of the address that was taken."""
    try:
        id = UUID(place)
    except ValueError:
        return place
    return work.titles(PLACES, [id])[id]
