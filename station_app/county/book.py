"""The county's book: everything that is asked of it, each in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine, func, select, update
from sqlalchemy.dialects.postgresql import insert

from station_app.core.texts import Text, _
from station_app.county import digest
from station_app.county.allowed import Readers, is_plain, readers_of
from station_app.county.batch import Batch
from station_app.county.merging import Registers
from station_app.county.sweeping import must_begin_anew, sweep
from station_app.county.tables import COUNTY, DEVICE, EPOCH, OFFICER, ROW, SCOPE
from station_app.storage.secrecy import is_open
from station_app.sync.protocol import (
    OLDEST,
    PAGE,
    SCHEMA,
    Greeting,
    Hello,
    Pulled,
    Push,
    Pushed,
    Row,
)
from station_app.sync.versions import STEPS, Steps

MOST = 2**31 - 1  # that a device may say of itself
CERTIFIED = timedelta(days=365)  # how long the key of a device is good


class Rejected(Exception):
    """The county says no to the whole request. `http` is what the server answers with."""

    def __init__(self, code: str, text: Text, http: int = 403) -> None:
        super().__init__(code)
        self.code, self.text, self.http = code, text, http


@dataclass(frozen=True, slots=True)
class Node:
    """Who asks, as its signature proved."""

    device: UUID
    scope: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class Wire:
    """The schema this county reads, and how it reads older ones."""

    newest: int = SCHEMA
    oldest: int = OLDEST
    steps: Steps = field(default_factory=lambda: STEPS)


@dataclass(frozen=True)
class Book:
    engine: Engine
    registers: Registers
    clock: Callable[[], datetime]
    name: str = ""
    training: bool = False
    key: bytes = b""  # for the fingerprints of ID numbers
    wire: Wire = Wire()

    @cached_property
    def readers(self) -> dict[str, Readers]:
        """By register."""
        return {name: readers_of(register) for name, register in self.registers.items()}

    def hello(self, node: Node, message: Hello) -> Greeting:
        """The token is left empty: who answers on the line fills it."""
        self.prove(node, message.device, node.scope)
        if not is_plain(message.model_dump(mode="json")):
            raise Rejected("body", _("上报的内容无法读取"), 400)
        now, cursor = self.clock(), message.cursors.get(node.scope, 0)
        with self.engine.begin() as connection:
            orders = connection.scalar(_seen(node, message, now, self._told(message)))
            if orders is None:
                raise Rejected("scope", _("县局没有登记本所或这台设备，请联系县局管理员"))
            _announce(connection, node.scope, message)
            sweep(connection, node.scope, now)
            asked = select(SCOPE.c.head, SCOPE.c.swept).where(SCOPE.c.id == node.scope)
            head, swept = connection.execute(asked).one()
            if must_begin_anew(cursor, swept):
                orders = [*orders, "rebootstrap"]
            return Greeting(
                now=_ms(now),
                oldest=self.wire.oldest,
                newest=self.wire.newest,
                county=self.name,
                training=self.training,
                generation=UUID(connection.scalar(_state("generation"))),
                last_n=_last_n(connection, node, message.epoch),
                heads={node.scope: head},
                token="",
                token_until=0,
                orders=orders,
            )

    def _told(self, message: Hello) -> dict[str, list[int]]:
        """Of registers that this county knows, and may be told of."""
        known = self.registers
        told = (name for name in message.owed if name in known and is_open(known, known[name]))
        return {name: [min(max(n, 0), MOST) for n in message.owed[name]] for name in told}

    def push(self, node: Node, message: Push) -> Pushed:
        """One transaction a batch; sent again it is answered the same."""
        self.prove(node, message.device, message.scope)
        if message.schema_ > self.wire.newest:
            raise Rejected("newer", _("本所程序比县局的新，待县局升级后再上报，数据都在本所"), 426)
        with self.engine.begin() as connection:
            batch = Batch(connection, self, node, message)
            return batch.take()

    def pull(self, node: Node, scope: str, after: int, limit: int = PAGE) -> Pulled:
        """A page never cuts the rows of one operation."""
        self.prove(node, node.device, scope)
        snapshot = self.engine.connect().execution_options(isolation_level="REPEATABLE READ")
        with snapshot as connection, connection.begin():
            mine = select(DEVICE.c.schema).where(
                DEVICE.c.scope == scope, DEVICE.c.id == node.device
            )
            asked = select(SCOPE.c.head, mine.scalar_subquery()).where(SCOPE.c.id == scope)
            head, schema = connection.execute(asked).one()
            if schema and schema < self.wire.oldest:
                raise Rejected(
                    "older", _("本所程序过旧，不能接收县局下发的数据，请先升级程序"), 426
                )
            page = (
                select(ROW)
                .where(ROW.c.scope == scope, ROW.c.seq > after)
                .order_by(ROW.c.seq)
                .fetch(max(1, min(limit, PAGE)), with_ties=True)
            )
            rows = [row_of(found) for found in connection.execute(page).all()]
        upto = rows[-1].seq if len(rows) >= min(limit, PAGE) else head
        return Pulled(scope=scope, rows=rows, upto=upto, head=head, now=_ms(self.clock()))

    def enter_scope(self, scope: str, kind: str, name: str) -> None:
        new = insert(SCOPE).values(id=scope, kind=kind, name=name, head=0, digest=digest.NONE)
        known = new.on_conflict_do_update(index_elements=["id"], set_={"name": name})
        with self.engine.begin() as connection:
            connection.execute(known)

    def enter_device(self, device: UUID, scope: str, public_key: bytes) -> None:
        now = self.clock()
        with self.engine.begin() as connection:
            connection.execute(
                insert(DEVICE).values(
                    id=device, scope=scope, public_key=public_key, since=now, until=now + CERTIFIED
                )
            )

    def prove(self, node: Node, device: UUID, scope: str) -> None:
        if node.device != device or node.scope != scope:
            raise Rejected("scope", _("这台设备只能上报、接收本所的数据"))


def _seen(node: Node, message: Hello, now: datetime, owed: dict[str, list[int]]) -> Any:
    """Answers the orders that wait for the device; none at all where it is not known."""
    mine = (DEVICE.c.scope == node.scope, DEVICE.c.id == node.device)
    said = {
        "seen_at": now,
        "program": message.program,
        "schema": min(message.schema_, MOST),
        "cursor": min(message.cursors.get(node.scope, 0), MOST),
        "waiting": min(message.waiting, MOST),
        "oldest": message.oldest,
        "owed": owed,
    }
    return update(DEVICE).where(*mine).values(**said).returning(DEVICE.c.orders)


def _state(name: str) -> Any:
    return select(COUNTY.c.value).where(COUNTY.c.name == name)


def _ms(now: datetime) -> int:
    return int(now.timestamp() * 1000)


def _last_n(connection: Connection, node: Node, epoch: UUID) -> int:
    mine = (EPOCH.c.scope == node.scope, EPOCH.c.device == node.device, EPOCH.c.epoch == epoch)
    return connection.scalar(select(func.coalesce(func.max(EPOCH.c.last_n), 0)).where(*mine)) or 0


def _announce(connection: Connection, scope: str, message: Hello) -> None:
    """What an account was stays known: what it wrote then may come now."""
    if not message.officers:
        return
    names = [account.name for account in message.officers]
    of = (OFFICER.c.scope == scope, OFFICER.c.name.in_(names))
    connection.execute(update(OFFICER).where(*of).values(current=False))
    new = insert(OFFICER)
    known = new.on_conflict_do_update(
        index_elements=["scope", "name", "role"], set_={"current": new.excluded.current}
    )
    rows = [
        {"scope": scope, "name": a.name, "role": a.role, "current": a.active}
        for a in message.officers
    ]
    connection.execute(known, rows)


def row_of(found: Any) -> Row:
    return Row.model_validate(
        {
            "ent": found.ent,
            "id": found.id,
            "seq": found.seq,
            "del": found.gone,
            "made": found.made or None,
            "by": found.by,
            "at": found.at,
            "v": found.v,
            "w": found.w,
        }
    )
