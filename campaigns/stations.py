"""Stations of the wire alone: each with a key of its own, numbers what it writes and sends it."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from campaigns.county import PostgreSQL
from station_app.core.ids import new_id
from station_app.county import serving
from station_app.county.home import Home
from station_app.sync.county import Unreachable
from station_app.sync.line import Line
from station_app.sync.protocol import SCHEMA, Account, Greeting, Hello, Op, Push, Tx

PERSON = {"name": "张三", "sex": "1", "phone": "19900000000", "occupation": "务农"}
AT = "2026-11-22T08:00:00Z"
T = TypeVar("T")
LONGEST = 120.0  # s after which a station is told to have been left


class Left(Exception):
    """Nobody answered it for so long."""


@dataclass
class Node:
    scope: str
    line: Line
    chance: random.Random
    wait: Callable[[float], None] = time.sleep
    epoch: UUID = field(default_factory=new_id)
    n: int = 0
    acked: set[UUID] = field(default_factory=set)
    tries: int = 0  # that were in vain
    slowest: float = 0.0  # s to an answer, with all tries
    _known: list[Op] = field(default_factory=list)

    def hello(self) -> Greeting:
        accounts = [Account(name="officer", role="officer")]
        return self.persist(lambda: self.line.hello(self._hello(accounts)))

    def _hello(self, accounts: list[Account]) -> Hello:
        return Hello(
            device=self.line.device,
            epoch=self.epoch,
            schema=SCHEMA,
            program="0.1.0",
            officer="officer",
            cursors={self.scope: 0},
            officers=accounts,
        )

    def batch(self, ops: int) -> Push:
        """Half of it new people, half changes of those it knows."""
        tx = [Tx(tx=new_id(), ops=[self._op()]) for _each in range(ops)]
        said: dict[str, Any] = {
            "device": self.line.device,
            "epoch": self.epoch,
            "scope": self.scope,
        }
        return Push(**said, schema=SCHEMA, batch=new_id(), tx=tx)

    def _op(self) -> Op:
        self.n += 1
        said: dict[str, Any] = {
            "op": new_id(),
            "n": self.n,
            "ent": "people",
            "at": AT,
            "actor": "officer",
        }
        if self._known and self.chance.random() < 0.5:
            was = self._known.pop(self.chance.randrange(len(self._known)))
            base = {"occupation": str(was.op)}
            values = {"occupation": f"第 {self.n} 次"}
            op = Op(**said, id=was.id, kind="amend", set=values, base=base)
        else:
            op = Op(**said, id=new_id(), kind="file", set=PERSON)
        self._known.append(op)
        return op

    def send(self, push: Push) -> None:
        """Again and again the same, until it is answered. Raises Left."""
        pushed = self.persist(lambda: self.line.push(push))
        self.acked |= {op for op, ack in pushed.acks.items() if ack.seq is not None}

    def persist(self, asked: Callable[[], T]) -> T:
        began = time.monotonic()
        while True:
            try:
                answer = asked()
                self.slowest = max(self.slowest, time.monotonic() - began)
                return answer
            except Unreachable as why:
                self.tries += 1
                if time.monotonic() > began + LONGEST:
                    raise Left from why
                self.wait(why.retry_after or 0.1)


def nodes(home: Home, scopes: list[str], seed: int, each: int = 1) -> list[Node]:
    """So many devices of each organisation, entered at the county."""
    made = list[Node]()
    with serving.opened(home) as book:
        for scope in scopes:
            book.enter_scope(scope, "training", "演示派出所")
            for _device in range(each):
                key, device = Ed25519PrivateKey.generate(), new_id()
                book.enter_device(device, scope, key.public_key().public_bytes_raw())
                line = Line(home.card.url, home.ca, device, key)
                made.append(Node(scope, line, random.Random(seed + len(made))))
    return made


def lost(postgresql: PostgreSQL, acked: set[UUID]) -> list[str]:
    """What was acknowledged and is not there, and where the log of a scope is not 1, 2, 3 …"""
    there = {op for (op,) in postgresql.ask("select op_id from sync_log")}
    gone = [f"operation {op}" for op in acked - there]
    heads = postgresql.ask(
        "select s.id from scope s left join sync_log l on l.scope = s.id group by s.id, s.head "
        "having s.head <> count(l.seq) or s.head <> coalesce(max(l.seq), 0) "
        "or count(distinct l.seq) <> count(l.seq)"
    )
    known = "select op_id from sync_log where kind = 'file' and not exists "
    known += "(select from sync_row r where r.scope = sync_log.scope and r.id = sync_log.id)"
    rows = postgresql.ask(known)
    return gone + [f"log {scope}" for (scope,) in heads] + [f"row of {op}" for (op,) in rows]
