"""Conflict cases of the county, as they are kept here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from station_app.storage.exchange_tables import ConflictCase
from station_app.storage.rebasing import Image


def take(session: Session, scope: str, images: Sequence[Image]) -> int:
    """Each in place of what was said of it before; how many they are."""
    for image in images:
        v = image.v
        closed = v.get("closed_at")
        case = ConflictCase(
            id=image.id,
            scope=scope,
            register=v["register"],
            record_id=UUID(v["record"]),
            field=v["field"],
            base=v["base"],
            kept=v["kept"],
            refused=v["refused"],
            kept_by=v["kept_by"],
            refused_by=v["refused_by"],
            at=datetime.fromisoformat(v["at"]),
            closed_by=v["closed_by"],
            closed_at=datetime.fromisoformat(closed) if closed else None,
            reason=v["reason"],
        )
        session.merge(case)
    session.flush()
    return len(images)
