"""Forms not yet saved, and tickets parked at the counter: kept encrypted, one a place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from station_app.access.act import View
from station_app.access.service import service
from station_app.storage.own_tables import Draft


@service(right="drafts", audit=None)
def drafts(view: View) -> Sequence[Draft]:
    """One's own, the latest first."""
    mine = select(Draft).where(Draft.officer == view.stamp.officer)
    return view.all(mine.order_by(Draft.at.desc()))


@service(right="save-draft", audit=None)
def save_draft(view: View, place: str, body: Mapping[str, Any]) -> None:
    """Of no record yet, so of no event: `view` is a writing one (`Desk.jot`)."""
    mine = Draft(officer=view.stamp.officer, place=place, at=view.stamp.now, body=dict(body))
    view.session.merge(mine)


@service(right="drop-draft", audit=None)
def drop_draft(view: View, place: str) -> None:
    if found := view.session.get(Draft, (view.stamp.officer, place)):
        view.session.delete(found)
