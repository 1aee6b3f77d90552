"""A station in few words: it numbers what it writes and sends it."""

from __future__ import annotations

from uuid import UUID, uuid4

from station_app.core.ids import new_id
from station_app.sync.protocol import SCHEMA, Account, Hello, Op, Push, Tx

AT = "2026-11-22T08:00:00Z"
HLC = 1_763_800_000_000 << 16
OFFICERS = {
    "A000": "chief",
    "A001": "officer",
    "A002": "officer",
    "A003": "clerk",
    "J1": "corrections",
}


class Writer:
    def __init__(self, county, node, schema=SCHEMA):
        self.county, self.node, self.schema = county, node, schema
        self.epoch, self.n = uuid4(), 0

    def hello(self, **changes):
        accounts = [Account(name=name, role=role) for name, role in OFFICERS.items()]
        said = {
            "device": self.node.device,
            "epoch": self.epoch,
            "schema": self.schema,
            "program": "0.1.0",
            "officer": "A001",
            "cursors": {self.node.scope: 0},
            "officers": accounts,
        }
        return self.county.hello(Hello(**said | changes))

    def op(self, kind, id=None, ent="people", **parts):
        self.n += 1
        said = {"op": new_id(), "n": self.n, "ent": ent, "id": id or new_id(), "kind": kind}
        return Op(**{**said, "at": AT, "hlc": HLC + self.n, "actor": "A001", **parts})

    def batch(self, *ops, together=False, **changes):
        """Each operation a transaction of its own, or all of them one."""
        cut = [ops] if together else [[op] for op in ops]
        said = {
            "device": self.node.device,
            "epoch": self.epoch,
            "schema": self.schema,
            "scope": self.node.scope,
            "batch": new_id(),
            "tx": [Tx(tx=new_id(), ops=list(tx)) for tx in cut],
        }
        return Push(**said | changes)

    def push(self, *ops, **how):
        return self.county.push(self.batch(*ops, **how))

    def answer(self, *ops, **how):
        """Result and code of the last."""
        ack = self.push(*ops, **how).acks[ops[-1].op]
        return (ack.result, ack.code) if ack.code else ack.result

    def file(self, ent="people", **values):
        """A new record; answers its operation."""
        op = self.op("file", ent=ent, set=values or {"name": "赵一", "sex": "1"})
        assert self.push(op).acks[op.op].result == "applied"
        return op

    def amend(self, record: UUID, base, ent="people", kind="amend", **values):
        known = dict.fromkeys(values, str(getattr(base, "op", base)))
        return self.op(kind, record, ent, set=values, base=known)

    def rows(self, after=0):
        return self.county.pull(self.node.scope, after).rows

    def row(self, id):
        return next((row for row in self.rows() if row.id == id), None)

    def cases(self):
        return [row for row in self.rows() if row.ent == "~conflict"]
