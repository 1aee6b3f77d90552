"""What keeps a supervision from ending, worked out from what runs against it (法 44, 45)."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from station_app.access.act import Act, View
from station_app.corrections.records import COERCION, IMPRISONMENT, REVOCATION, Supervision
from station_app.discipline import rules
from station_app.discipline.records import IMPRISON, Detention
from station_app.workflows.supervision import grounds
from station_app.workflows.supervision.living import supervision, touch


def detentions(view: View, supervision_id: UUID) -> Sequence[Detention]:
    of_him = select(Detention).where(
        Detention.supervision_id == supervision_id, Detention.withdrawn_at.is_(None)
    )
    return view.all(of_him.order_by(Detention.row))


def settle_pending(act: Act, one: Supervision) -> None:
    """A proposal that was not refused goes before a measure that still runs."""
    against = [
        each
        for each in grounds.sanctions(act, one.id)
        if rules.is_undecided(each) or rules.is_made(each)
    ]
    pending = None
    if any(rules.is_held(each) for each in detentions(act, one.id)):
        pending = COERCION
    if any(each.kind == IMPRISON for each in against):
        pending = IMPRISONMENT
    if any(each.kind in rules.REVOKES for each in against):
        pending = REVOCATION
    touch(act, supervision(act, one.id), pending=pending)
