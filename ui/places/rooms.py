"""The rooms of a building, as they lie in the house or one below the other for a round."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from station_app.core.texts import Text, _
from station_app.places.register import PLACES
from station_app.places.service import Room, grid
from station_app.residents.service import Member, at_place
from ui.pages import reading
from ui.pages.work import Work

USES: dict[str, tuple[str, Text]] = {  # code → symbol, word
    "owner": ("■", _("自住")),
    "let": ("▲", _("出租")),
    "empty": ("○", _("空置")),
    "unknown": ("·", _("未核查")),
}


@dataclass(frozen=True, slots=True)
class Building:
    id: UUID
    name: str
    rooms: list[Room]


def read(work: Work, id: UUID) -> Building:
    """Of the place itself, or of the building it lies in; on the database thread."""
    building, name = id, ""
    if work.purpose:
        building = getattr(work.shown(PLACES, id).record, "building_id", None) or id
        name = work.titles(PLACES, [building]).get(building, "")
    name = name or reading.masked(work, PLACES, building).title
    with work.desk.view("building-grid") as view:
        return Building(building, name, grid(view, building))


def living(work: Work, id: UUID) -> list[Member]:
    return work.seen("at-place", lambda act: at_place(act, id))
