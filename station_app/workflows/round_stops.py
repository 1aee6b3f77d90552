"""A round that stands, and its houses that are done: by an inspection of its day that stands."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select

from station_app.access.act import Act, View
from station_app.core.errors import Absent
from station_app.core.texts import _
from station_app.inspections.records import Inspection
from station_app.rounds.records import Round, Stop
from station_app.rounds.register import STOPS


def standing_round(view: View, id: UUID) -> Round:
    """Raises Absent."""
    found = view.all(select(Round).where(Round.id == id, Round.withdrawn_at.is_(None)))
    if not found:
        raise Absent(_("没有这条检查路线，或已作废"))
    return found[0]


def visits(view: View, stops: Iterable[Stop]) -> dict[UUID | None, Inspection]:
    """Those that still stand, by id."""
    ids = [stop.inspection_id for stop in stops if stop.inspection_id]
    held = select(Inspection).where(Inspection.id.in_(ids), Inspection.withdrawn_at.is_(None))
    return {visit.id: visit for visit in view.all(held)}


def tick(act: Act, visit: Inspection) -> None:
    """The house is done on every round of that day and kind, whichever page it was entered on."""
    on_it = (
        select(Stop)
        .join(Round, Round.id == Stop.round_id)
        .where(
            Stop.house_id == visit.house_id,
            Stop.withdrawn_at.is_(None),
            Round.withdrawn_at.is_(None),
            Round.on == visit.on,
            Round.kind == visit.kind,
        )
    )
    stops = act.all(on_it)
    done = visits(act, stops)
    for stop in stops:
        if stop.inspection_id not in done:
            before, after = {"inspection_id": stop.inspection_id}, {"inspection_id": visit.id}
            act.set_state(STOPS, stop.id, before=before, after=after)
