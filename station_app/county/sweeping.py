"""Tombstones go when every device that still comes has passed them."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, select, update

from station_app.county.tables import DEVICE, ROW, SCOPE

SILENT = timedelta(days=400)  # who was away for longer takes everything anew


def sweep(connection: Connection, scope: str, now: datetime) -> None:
    """They count nothing in the digest, so that no counter is held."""
    passed = select(func.min(DEVICE.c.cursor)).where(
        DEVICE.c.scope == scope, DEVICE.c.revoked_at.is_(None), DEVICE.c.seen_at > now - SILENT
    )
    upto = connection.scalar(passed) or 0
    old = delete(ROW).where(ROW.c.scope == scope, ROW.c.gone, ROW.c.seq <= upto)
    gone = connection.scalars(old.returning(ROW.c.seq)).all()
    if gone:
        mine = update(SCOPE).where(SCOPE.c.id == scope)
        connection.execute(mine.values(swept=func.greatest(SCOPE.c.swept, max(gone))))


def must_begin_anew(cursor: int, swept: int) -> bool:
    """Whether it may hold what was erased meanwhile; who holds nothing has nothing to lose."""
    return 0 < cursor < swept
