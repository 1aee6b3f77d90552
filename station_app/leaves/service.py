"""A person's leaves, travels and permits, as the acts and pages on them need them."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from station_app.access.act import View
from station_app.core.errors import Refused
from station_app.core.texts import _
from station_app.leaves import rules
from station_app.leaves.records import Leave, Travel


def leaves(view: View, supervision_id: UUID) -> Sequence[Leave]:
    """All that stand, the earliest first."""
    asked = select(Leave).where(
        Leave.supervision_id == supervision_id, Leave.withdrawn_at.is_(None)
    )
    return view.all(asked.order_by(Leave.since, Leave.row))


def travels(view: View, supervision_id: UUID) -> Sequence[Travel]:
    asked = select(Travel).where(
        Travel.supervision_id == supervision_id, Travel.withdrawn_at.is_(None)
    )
    return view.all(asked.order_by(Travel.row))


def out(view: View, supervision_id: UUID) -> Leave:
    """The leave that is not reported back from. Raises Refused."""
    found = [leave for leave in leaves(view, supervision_id) if rules.is_out(leave)]
    if not found:
        raise Refused(_("没有已批准而未销假的外出"))
    return found[-1]
