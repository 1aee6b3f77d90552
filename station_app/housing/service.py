"""What happens to a house to let: who lets it, whether it is let, its class and its last check."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, cast
from uuid import UUID

from sqlalchemy import select

from station_app.access.act import Act, View
from station_app.access.service import service
from station_app.core.errors import Absent
from station_app.core.texts import _
from station_app.housing.records import House
from station_app.housing.register import HOUSING
from station_app.storage import references


def house(view: View, id: UUID) -> House:
    found = view.all(select(House).where(House.id == id, House.withdrawn_at.is_(None)))
    if not found:
        raise Absent(_("没有这处出租房屋，或已作废"))
    return found[0]


def at_places(view: View, places: Iterable[UUID]) -> dict[UUID, House]:
    """Place → the house to let there, let now or not; a merged place is its other entry too."""
    families = {one: place for place in places for one in references.family(view.session, place)}
    held = select(House).where(House.place_id.in_(list(families)), House.withdrawn_at.is_(None))
    return {families[one.place_id]: one for one in view.all(held)}


@service(right="grade-house", audit="house graded")
def set_grade(act: Act, house_id: UUID, grade: str, reason: str) -> House:
    """管理类别, by safety alone; `reason` is shown with it."""
    return _state(act, house_id, grade=grade, grade_reason=reason)


@service(right="note-check", audit="house checked")
def note_check(act: Act, house_id: UUID, on: date) -> House:
    """The day somebody inspected it; one entered late does not turn the clock back."""
    last = house(act, house_id).checked_on
    return _state(act, house_id, checked_on=max(on, last) if last else on)


@service(right="list-house", audit="house listed")
def set_listed(act: Act, house_id: UUID, listed: bool) -> House:
    """挂牌督办, or no longer."""
    return _state(act, house_id, listed=listed)


def _state(act: Act, id: UUID, **after: Any) -> House:
    one = house(act, id)
    before = {name: getattr(one, name) for name in after}
    return cast(House, act.set_state(HOUSING, one.id, before=before, after=after))
