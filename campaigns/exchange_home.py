"""One real home: SQLCipher, photographs, and whoever sits at its desk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select

from station_app.access.act import Act
from station_app.access.desk import Desk
from station_app.access.purposes import Purpose
from station_app.access.roles import ROLES
from station_app.clocks.load import load_terms
from station_app.core.register import Register
from station_app.registers import REGISTERS
from station_app.storage import keys, outbox, seals, settings
from station_app.storage.blobs import FileBlobs
from station_app.storage.engine import Engines, open_sqlcipher
from station_app.storage.own_tables import Officer, Setting
from station_app.storage.schema import bring_up
from station_app.storage.store import Store
from station_app.storage.tables import Operation
from station_app.sync import status

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
KEY = bytes(range(32))
PEOPLE, RESIDENTS = REGISTERS["people"], REGISTERS["residents"]
OFFICERS = ("wang", "li", "zhao", "qian")  # one at each home, known at all: a file may be copied
VISIT = Purpose("VISIT", "2026-17")


@dataclass
class Home:
    home: Path
    engines: Engines
    name: str
    scope: str = ""
    kind: str = "police"
    after: timedelta = timedelta()  # by which its clock is off
    acts: list[UUID] = field(default_factory=list)

    def enter(self, scope: str, device: UUID) -> None:
        """What a new home is told before it exchanges."""
        self.scope = scope
        known = status.Enrolment("https://127.0.0.1", "", str(device), scope, "清水县公安局")
        with self.store.writing() as session:
            accounts = [*((role, role) for role in ROLES), *((n, "officer") for n in OFFICERS)]
            session.add_all(Officer(name=n, role=r, scope=scope) for n, r in accounts)
            seals.enter(session, "chief", "09" + 31 * "00")
            status.enrol(session, known)

    # The file

    def put(self, content: bytes) -> None:
        """This file in place of the one that is there."""
        self.engines.dispose()
        for name in ("station.db-wal", "station.db-shm"):
            (self.home / name).unlink(missing_ok=True)
        (self.home / "station.db").write_bytes(content)
        files = FileBlobs(self.home, KEY)
        self.store = Store(self.engines, REGISTERS, lambda _s: files, partial(keys.derive, KEY))

    def file(self) -> bytes:
        with self.engines.writing.connect() as connection:
            connection.exec_driver_sql("rollback")
            connection.exec_driver_sql("pragma wal_checkpoint(truncate)")
        return (self.home / "station.db").read_bytes()

    def renew(self) -> None:
        """What `station restore` does to a copy before anybody opens it."""
        with self.store.writing() as session:
            session.execute(delete(Setting).where(Setting.name.in_(settings.OWN)))
        files = FileBlobs(self.home, KEY)
        self.store = Store(self.engines, REGISTERS, lambda _s: files, partial(keys.derive, KEY))

    def unanswered(self) -> set[UUID]:
        """What goes with this disk."""
        query = select(Operation.op_id).where(
            Operation.acked_seq.is_(None), Operation.kind != outbox.PULLED
        )
        with self.store.reading() as session:
            return set(session.scalars(query))

    # Who sits there

    def now(self) -> datetime:
        return NOW + self.after

    def desk(self, role: str = "officer") -> Desk:
        officer = self.name if role == "officer" else role
        given = {"officer": officer, "role": role, "scope": self.scope, "kind": self.kind}
        return Desk(store=self.store, now=self.now, terms=_terms(), **given)  # type: ignore[arg-type]

    @contextmanager
    def act(self, right: str, role: str = "officer") -> Iterator[Act]:
        with self.desk(role).act(right, purpose=VISIT) as act:
            yield act
        self.acts.append(act.stamp.act_id)

    def _ids(self, register: Register) -> list[UUID]:
        """Those that stand, in the order in which they came here."""
        record = register.record
        query = select(record.id).where(record.withdrawn_at.is_(None)).order_by(record.row)
        with self.store.reading() as session:
            return list(session.scalars(query))

    def one(self, which: int, register: Register = PEOPLE) -> UUID | None:
        ids = self._ids(register)
        return ids[which % len(ids)] if ids else None


@cache
def _terms() -> Any:
    return load_terms("city")


@cache
def template() -> bytes:
    """A migrated home that nobody has opened yet."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        path = Path(folder) / "station.db"
        engines = open_sqlcipher(path, keys.derive(KEY, "db"))
        bring_up(engines)
        with engines.writing.connect() as connection:
            connection.exec_driver_sql("rollback")
            connection.exec_driver_sql("pragma wal_checkpoint(truncate)")
        engines.dispose()
        return path.read_bytes()
