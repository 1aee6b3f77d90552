"""What was sealed or purged here: nothing of it is taken in again."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.storage.own_tables import Sealed
from station_app.storage.rebasing import Image
from station_app.storage.tables import Operation


def never_again(session: Session, ids: Sequence[UUID]) -> set[UUID]:
    """Those of `ids` that were sealed or purged here: they do not come back."""
    erased = Operation.record_id.in_(ids), Operation.kind.in_(("purge", "seal"))
    sealed = select(Sealed.record_id).where(Sealed.record_id.in_(ids))
    found = set(session.scalars(select(Operation.record_id).where(*erased)))
    return found | set(session.scalars(sealed))


def without(session: Session, cases: Sequence[Image]) -> list[Image]:
    """Conflict cases, but those of such records."""
    gone = never_again(session, [UUID(case.v["record"]) for case in cases])
    return [case for case in cases if UUID(case.v["record"]) not in gone]
