"""How the county stands with each organisation, and whether its book is sound. Ids and counts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine, Row, func, select, text
from sqlalchemy.dialects.postgresql import distinct_on

from station_app.core.days import BEIJING
from station_app.core.register import Register
from station_app.county import audit, audit_tables, digest, identities
from station_app.county.book import Book
from station_app.county.enrolling import is_due
from station_app.county.identities import Duplicate
from station_app.county.tables import DEVICE, IDENTITY, LOG, ROW, SCOPE
from station_app.storage.secrecy import is_open
from station_app.storage.tallies import FEWEST
from station_app.sync.protocol import CONFLICT

SILENT = timedelta(hours=24)
MONTHS = 12
MOST_DUPLICATES = 50


@dataclass(frozen=True, slots=True)
class Device:
    id: UUID
    until: datetime
    expiring: bool  # from when on it is asked to renew its key
    revoked: bool

    def state(self, now: datetime) -> str:
        """revoked, expired, expiring or active."""
        if self.revoked:
            return "revoked"
        if self.until <= now:
            return "expired"
        return "expiring" if self.expiring else "active"


@dataclass(frozen=True, slots=True)
class Standing:
    scope: str
    kind: str
    name: str
    head: int
    contact: datetime | None  # the last of any of its devices
    waiting: int  # operations, as its devices announced
    oldest: datetime | None  # the first of them
    silent: bool  # for a day
    late: bool  # what waits there, by a day
    conflicts: int  # open
    duplicates: int  # persons of it who are entered elsewhere too
    devices: list[UUID]  # that are let in
    audited: datetime | None  # when the county last countersigned a log of it
    audited_to: int  # event of that log
    audit: list[str]  # what was refused of its logs, or is to be looked at
    cases: Mapping[str, int] = field(default_factory=dict)  # register → open conflicts
    owed: Mapping[str, tuple[int, int]] = field(default_factory=dict)  # overdue, in seven days
    known: list[Device] = field(default_factory=list)

    @property
    def overdue(self) -> int:
        return sum(overdue for overdue, _soon in self.owed.values())

    @property
    def soon(self) -> int:
        return sum(soon for _overdue, soon in self.owed.values())


@dataclass(frozen=True, slots=True)
class Detail:
    """One organisation, as far as the county may be told."""

    standing: Standing
    months: tuple[str, ...]  # 2026-03
    records: Mapping[str, tuple[int | None, ...]]  # register → of each month; None: too few
    elsewhere: list[Duplicate]


def of_all(book: Book) -> list[Standing]:
    """In the order of their numbers."""
    with book.engine.connect() as connection:
        found = connection.execute(select(SCOPE).order_by(SCOPE.c.id)).all()
        told = _told(connection, book.registers)
        return [_of(book, one, told) for one in found]


def of_one(book: Book, scope: str) -> Detail | None:
    found = next((one for one in of_all(book) if one.scope == scope), None)
    if found is None:
        return None
    months = _months(book.clock())
    with book.engine.connect() as connection:
        counted = _by_month(connection, scope, _open(book.registers))
        of_scope = identities.duplicates(connection, MOST_DUPLICATES, scope)
    names = [name for name in book.registers if any((name, month) in counted for month in months)]
    records = {name: tuple(few(counted.get((name, m), 0)) for m in months) for name in names}
    return Detail(found, months, records, of_scope)


def few(n: int) -> int | None:
    """A figure that points at nobody."""
    return None if 0 < n < FEWEST else n


def instant(said: str) -> datetime | None:
    """As a station said it; None for what is none."""
    try:
        found = datetime.fromisoformat(said)
    except ValueError:
        return None
    return found if found.tzinfo else None


@dataclass(frozen=True, slots=True)
class _Told:
    """Of every scope, asked once."""

    devices: Mapping[str, list[Any]]
    cases: Mapping[str, dict[str, int]]
    duplicates: Mapping[str, int]
    audited: Mapping[str, tuple[datetime, int]]
    faults: Mapping[str, list[str]]


def _told(connection: Connection, registers: Mapping[str, Register]) -> _Told:
    asked = select(DEVICE).order_by(DEVICE.c.scope, DEVICE.c.since)
    devices, cases = dict[str, list[Any]](), dict[str, dict[str, int]]()
    for row in connection.execute(asked):
        devices.setdefault(row.scope, []).append(row)
    known = _open(registers)
    for scope, name, n in connection.execute(_CASES):
        of, name = cases.setdefault(scope, {}), name if name in known else ""
        of[name] = of.get(name, 0) + n
    faults = dict[str, list[str]]()
    for one in audit.faults(connection):
        faults.setdefault(one.scope, []).append(f"{one.code} {one.log_id}/{one.number}")
    audited = {scope: (at, n) for scope, at, n in connection.execute(_AUDITED)}
    duplicates = connection.execute(_DUPLICATES)
    return _Told(devices, cases, dict(map(tuple, duplicates)), audited, faults)


def _of(book: Book, one: Row[Any], told: _Told) -> Standing:
    now, devices = book.clock(), told.devices.get(one.id, [])
    live = [device for device in devices if device.revoked_at is None]
    contact = max((device.seen_at for device in devices if device.seen_at), default=None)
    said = (instant(d.oldest) for d in live if d.waiting)
    oldest = min((at for at in said if at), default=None)
    newest = max(live, key=lambda d: d.seen_at or d.since, default=None)
    cases, owed = told.cases.get(one.id, {}), newest.owed if newest else {}
    at, upto = told.audited.get(one.id, (None, 0))
    return Standing(
        scope=one.id,
        kind=one.kind,
        name=one.name,
        head=one.head,
        contact=contact,
        waiting=sum(device.waiting for device in live),
        oldest=oldest,
        silent=contact is None or now - contact > SILENT,
        late=oldest is not None and now - oldest > SILENT,
        conflicts=sum(cases.values()),
        duplicates=told.duplicates.get(one.id, 0),
        devices=[device.id for device in live],
        audited=at,
        audited_to=upto,
        audit=told.faults.get(one.id, []),
        cases={name: cases[name] for name in (*book.registers, "") if name in cases},
        owed={name: (owed[name][0], owed[name][1]) for name in book.registers if name in owed},
        known=[
            Device(d.id, d.until, is_due(d.until, now), d.revoked_at is not None) for d in devices
        ],
    )


_NAME = ROW.c.v["register"].astext
_CASES = (
    select(ROW.c.scope, _NAME, func.count())
    .where(ROW.c.ent == CONFLICT, ROW.c.gone.is_(False), ROW.c.v["closed_by"].astext == "")
    .group_by(ROW.c.scope, _NAME)
)
_OTHER = IDENTITY.alias()
_DUPLICATES = (
    select(IDENTITY.c.scope, func.count(IDENTITY.c.id.distinct()))
    .where(
        _OTHER.c.kind == IDENTITY.c.kind,
        _OTHER.c.print == IDENTITY.c.print,
        (_OTHER.c.scope != IDENTITY.c.scope) | (_OTHER.c.id != IDENTITY.c.id),
    )
    .group_by(IDENTITY.c.scope)
)
_AUDIT = audit_tables.LOG.c
_AUDITED = (
    select(_AUDIT.scope, _AUDIT.taken_at, _AUDIT.number)
    .where(_AUDIT.taken_at.is_not(None))
    .ext(distinct_on(_AUDIT.scope))
    .order_by(_AUDIT.scope, _AUDIT.taken_at.desc())
)


# Records by month


def _months(now: datetime) -> tuple[str, ...]:
    """The last twelve, this one last."""
    today = now.astimezone(BEIJING)
    last = today.year * 12 + today.month - 1
    return tuple(f"{n // 12}-{n % 12 + 1:02}" for n in range(last - MONTHS + 1, last + 1))


def _by_month(
    connection: Connection, scope: str, names: Collection[str]
) -> dict[tuple[str, str], int]:
    """Records that stand, by the month of the operation that filed them, as its id says it."""
    found = connection.execute(_BY_MONTH, {"scope": scope, "names": sorted(names)})
    return {(name, month): n for name, month, n in found}


_BY_MONTH = text(
    """
    select ent, to_char(to_timestamp(
        ('x' || translate(substr(made, 1, 13), '-', ''))::bit(48)::bigint / 1000
    ) at time zone 'UTC' + interval '8 hours', 'YYYY-MM'), count(*)
    from sync_row
    where scope = :scope and ent = any(:names) and not del
    and v->>'~withdrawn' is null and v->>'~kept' is null
    group by 1, 2
    """
)


def _open(registers: Mapping[str, Register]) -> set[str]:
    return {name for name, one in registers.items() if is_open(registers, one)}


# Whether the book is sound


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
