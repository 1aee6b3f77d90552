"""The stations' audit logs at the county, which countersigns how far each has come."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, Engine, delete, select, update
from sqlalchemy.dialects.postgresql import insert

from station_app.county import tree
from station_app.county.audit_tables import EVENT, FAULT, LEAF, LOG
from station_app.county.book import Book, Node
from station_app.county.continuity import Held, Went, follow
from station_app.storage.audit import START
from station_app.storage.checkpoints import NotACheckpoint, read
from station_app.storage.countersigned import MOMENT, text_of
from station_app.sync.protocol import Audit, Audited, Countersigned, TreeHead

TOLD = ("restored", "clock", "key")  # to be looked at; everything else was refused


@dataclass(frozen=True, slots=True)
class Fault:
    scope: str
    log_id: UUID
    code: str
    number: int
    at: datetime

    @property
    def refused(self) -> bool:
        return self.code not in TOLD


@dataclass(frozen=True)
class Audits:
    engine: Engine
    clock: Callable[[], datetime]
    key: bytes = field(repr=False)  # 32; of an Ed25519 key

    @cached_property
    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.key)

    @property
    def public(self) -> str:
        """What a station pins when it is enrolled."""
        return self._private.public_key().public_bytes_raw().hex()

    def head(self, seen: int) -> TreeHead:
        """For a station that has seen so many leaves: in every greeting."""
        with self.engine.connect() as connection:
            return tree.head(connection, self._private, seen)

    def take(self, node: Node, message: Audit) -> Audited:
        """Sent again, it is answered the same; what was refused is remembered."""
        with self.engine.begin() as connection:
            held = _held(connection, node, message)
            went = follow(held, node.scope, message, _hashes(connection, message))
            self._remember(connection, node, message, went)
            if went.fault:
                return Audited(number=held.number, hash=held.hash, fault=went.fault[0])
            if message.after + len(message.events) >= held.number:
                _not_short(connection, message.log)
            if went.new:
                self._keep(connection, message, went)
            return self._answer(connection, message, went)

    def _remember(self, connection: Connection, node: Node, message: Audit, went: Went) -> None:
        found = [*went.told, *([went.fault] if went.fault else [])]
        who = {"log_id": message.log, "scope": node.scope, "device": node.device}
        rows = [{**who, "code": code, "number": n, "at": self.clock()} for code, n in found]
        if rows:
            connection.execute(insert(FAULT).on_conflict_do_nothing(), rows)

    def _keep(self, connection: Connection, message: Audit, went: Went) -> None:
        at = self.clock().replace(microsecond=0)
        first = went.number - went.new + 1
        new = enumerate(message.events[-went.new :], start=first)
        rows = [
            {"log_id": message.log, "number": n, "hash": e.hash, "body": e.body} for n, e in new
        ]
        connection.execute(insert(EVENT), rows)
        come: dict[str, Any] = {"number": went.number, "hash": went.hash, "latest": went.latest}
        mine = update(LOG).where(LOG.c.log_id == message.log)
        connection.execute(mine.values(**come, keys=went.keys, epoch=message.epoch, taken_at=at))
        text = text_of(str(message.log), went.number, went.hash, at).encode()
        leaf = insert(LEAF).values(
            leaf=tree.add(connection, text),
            log_id=message.log,
            number=went.number,
            hash=went.hash,
            at=at,
            signature=self._private.sign(text),
            checkpoint=message.checkpoint,
        )
        connection.execute(leaf)

    def _answer(self, connection: Connection, message: Audit, went: Went) -> Audited:
        newest = select(LEAF).where(LEAF.c.log_id == message.log).order_by(LEAF.c.number.desc())
        leaf = connection.execute(newest.limit(1)).one_or_none()
        signed = _countersigned(leaf, tree.path(connection, leaf.leaf)) if leaf else None
        head = tree.head(connection, self._private, message.tree)
        return Audited(number=went.number, hash=went.hash, countersigned=signed, tree=head)


def _not_short(connection: Connection, log_id: UUID) -> None:
    """It has all that is held: an older message had come late."""
    mine = FAULT.c.log_id == log_id, FAULT.c.code == "short"
    connection.execute(delete(FAULT).where(*mine))


def audits_of(derive: Callable[[str], bytes], book: Book) -> Audits:
    """With the key that grows from the county's own."""
    return Audits(book.engine, book.clock, derive("audit"))


def _countersigned(leaf: Any, path: list[str]) -> Countersigned:
    return Countersigned(
        number=leaf.number,
        hash=leaf.hash,
        at=f"{leaf.at.astimezone(UTC):{MOMENT}}",
        signature=leaf.signature.hex(),
        leaf=leaf.leaf,
        path=path,
    )


def _held(connection: Connection, node: Node, message: Audit) -> Held:
    """Locked; entered with its first message."""
    begun = {"scope": node.scope, "epoch": message.epoch, "number": 0, "hash": START, "keys": []}
    new = insert(LOG).values(log_id=message.log, **begun)
    connection.execute(new.on_conflict_do_nothing())
    mine = select(LOG).where(LOG.c.log_id == message.log).with_for_update()
    row = connection.execute(mine).one()
    keys = [(n, public) for n, public in row.keys]
    return Held(
        scope=row.scope,
        epoch=row.epoch,
        number=row.number,
        hash=row.hash,
        latest=row.latest,
        keys=keys,
    )


def _hashes(connection: Connection, message: Audit) -> dict[int, str]:
    upto = message.after + len(message.events)
    also = message.after
    with suppress(NotACheckpoint):  # said by the continuity
        also = read(message.checkpoint).number
    numbers = EVENT.c.number.between(message.after, upto) | (EVENT.c.number == also)
    mine = select(EVENT.c.number, EVENT.c.hash).where(EVENT.c.log_id == message.log, numbers)
    start = {0: START} if message.after == 0 else {}
    return start | {row.number: row.hash for row in connection.execute(mine)}


def faults(connection: Connection, scope: str = "") -> list[Fault]:
    """What was refused of its logs or is to be looked at, the newest first; of all without one."""
    columns = FAULT.c.scope, FAULT.c.log_id, FAULT.c.code, FAULT.c.number, FAULT.c.at
    mine = select(*columns).where(*([FAULT.c.scope == scope] if scope else ()))
    rows = connection.execute(mine.order_by(FAULT.c.at.desc(), *columns))
    return [Fault(*row) for row in rows]
