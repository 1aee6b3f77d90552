"""Rows that the county had said, and knows nothing of any more: it was put back, or damaged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from station_app.core.register import Register
from station_app.storage import arriving, outbox
from station_app.storage.arriving import Taking
from station_app.storage.log import Stamp
from station_app.storage.rebasing import Image
from station_app.storage.tables import BaseImage, Operation

MOST = 500  # ids in one question


def keep(
    session: Session,
    stamp: Stamp,
    registers: Mapping[str, Register],
    scope: str,
    at: int,
    rows: Mapping[UUID, str],
) -> bool:
    """What the county said of these rows (id → register) counts no more; none of them is erased.

    What nobody here wrote is withdrawn: who wrote it offers it again, and then it stands again.
    Answers whether the county had acknowledged anything that was written here.
    """
    ours, acknowledged = _written_here(session, rows)
    taking = Taking(session, stamp, at)
    for id in rows.keys() - ours:
        if register := registers.get(rows[id]):
            nobody = Image(register.name, id, at, {}, {}, None, True, "")
            arriving.withdraw(taking, register, [nobody])
    for some in _cut(rows):
        said = BaseImage.scope == scope, BaseImage.record_id.in_(some)
        session.execute(delete(BaseImage).where(*said))
    return acknowledged


def _written_here(session: Session, rows: Mapping[UUID, str]) -> tuple[set[UUID], bool]:
    ours, acknowledged = set[UUID](), False
    for some in _cut(rows):
        own = Operation.record_id.in_(some), Operation.kind != outbox.PULLED
        for id, seq in session.execute(
            select(Operation.record_id, Operation.acked_seq).where(*own)
        ):
            ours.add(id)
            acknowledged |= bool(seq)
    return ours, acknowledged


def _cut(rows: Mapping[UUID, str]) -> Iterator[list[UUID]]:
    ids = sorted(rows)
    return (ids[at : at + MOST] for at in range(0, len(ids), MOST))
