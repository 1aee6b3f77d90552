"""How the county stands with each organisation, and whether its book is sound. Ids and counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, Engine, func, select

from station_app.county import audit, digest
from station_app.county.tables import DEVICE, IDENTITY, LOG, ROW, SCOPE
from station_app.sync.protocol import CONFLICT


@dataclass(frozen=True, slots=True)
class Standing:
    scope: str
    kind: str
    name: str
    head: int
    contact: datetime | None  # the last of any of its devices
    waiting: int  # operations, as its devices announced
    oldest: str  # instant of the first of them
    conflicts: int  # open
    duplicates: int  # persons of it who are entered elsewhere too
    devices: list[UUID]  # that are let in
    audited: datetime | None  # when the county last countersigned a log of it
    audit: list[str]  # what was refused of its logs, or is to be looked at


def of_all(engine: Engine) -> list[Standing]:
    with engine.connect() as connection:
        found = connection.execute(select(SCOPE).order_by(SCOPE.c.id)).all()
        return [_of(connection, one.id, one.kind, one.name, one.head) for one in found]


def _of(connection: Connection, scope: str, kind: str, name: str, head: int) -> Standing:
    known = select(DEVICE).where(DEVICE.c.scope == scope).order_by(DEVICE.c.since)
    devices = connection.execute(known).all()
    live = [one for one in devices if one.revoked_at is None]
    seen = [one.seen_at for one in devices if one.seen_at]
    cases = select(func.count()).where(
        ROW.c.scope == scope,
        ROW.c.ent == CONFLICT,
        ROW.c.gone.is_(False),
        ROW.c.v["closed_by"].astext == "",
    )
    other = IDENTITY.alias()
    same = select(func.count(IDENTITY.c.id.distinct())).where(
        IDENTITY.c.scope == scope,
        other.c.kind == IDENTITY.c.kind,
        other.c.print == IDENTITY.c.print,
        (other.c.scope != scope) | (other.c.id != IDENTITY.c.id),
    )
    return Standing(
        *(scope, kind, name, head, max(seen, default=None)),
        sum(one.waiting for one in live),
        min((one.oldest for one in live if one.oldest), default=""),
        connection.scalar(cases) or 0,
        connection.scalar(same) or 0,
        [one.id for one in live],
        audit.contact(connection, scope),
        [f"{one.code} {one.log_id}/{one.number}" for one in audit.faults(connection, scope)],
    )


@dataclass(frozen=True, slots=True)
class Fault:
    what: str  # gap, digest, row
    scope: str
    where: str = ""


def faults(engine: Engine) -> list[Fault]:
    """A head that is not the number of its log's entries, and rows that are not as was counted."""
    snapshot = engine.connect().execution_options(isolation_level="REPEATABLE READ")
    with snapshot as connection, connection.begin():
        scopes = connection.execute(select(SCOPE).order_by(SCOPE.c.id)).all()
        return [
            fault
            for one in scopes
            for fault in (
                *_gaps(connection, one.id, one.head),
                *_sums(connection, one.id, one.digest),
            )
        ]


def _gaps(connection: Connection, scope: str, head: int) -> list[Fault]:
    of = LOG.c.scope == scope
    counted = select(func.count(LOG.c.seq.distinct()), func.count(), func.max(LOG.c.seq)).where(of)
    entries, rows, last = connection.execute(counted).one()
    sound = entries == rows == head == (last or 0)
    return [] if sound else [Fault("gap", scope, f"{head}/{rows}/{last}")]


def _sums(connection: Connection, scope: str, kept: bytes) -> list[Fault]:
    found, total = list[Fault](), digest.NONE
    rows = select(ROW).where(ROW.c.scope == scope)
    for row in connection.execution_options(yield_per=1000).execute(rows):
        own = digest.of_row(row.ent, row.id, row.seq, row.gone, row.v, row.w)
        if own != row.hash:
            found.append(Fault("row", scope, f"{row.ent}/{row.id}"))
        total = digest.moved(total, 0, int.from_bytes(row.hash, "big"))
    return found if total == kept else [*found, Fault("digest", scope)]
