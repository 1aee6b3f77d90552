"""A scope while a batch holds its counter: its rows in memory, and what is written at the end."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ARRAY, Connection, Text, any_, bindparam, not_, select, update

from station_app.county import digest, identities
from station_app.county.bulk import among, uuids, write_rows
from station_app.county.images import Image, Sheet, Step
from station_app.county.snapshot_tables import forget
from station_app.county.tables import BODY, LOG, ROW, SCOPE
from station_app.sync.protocol import Op, Result

_ASKED = (ROW.c.ent, ROW.c.id, ROW.c.seq, ROW.c.gone, ROW.c.made, ROW.c.owner, ROW.c.by)
_ROWS = select(*_ASKED, ROW.c.at, ROW.c.v, ROW.c.w, ROW.c.about, ROW.c.hash).where(
    ROW.c.scope == bindparam("mine")
)
_OF_KEYS = _ROWS.where(
    ROW.c.ent == any_(bindparam("ents", type_=ARRAY(Text))), among(ROW.c.id, "ids")
)
_OF_CASES = _ROWS.where(among(ROW.c.about, "ids"))
_MOVED = update(SCOPE).where(SCOPE.c.id == bindparam("mine"))
_ERASED = (
    update(BODY)
    .where(
        BODY.c.scope == bindparam("mine"),
        among(BODY.c.id, "ids"),
        not_(among(BODY.c.op_id, "left")),  # a move says where to
    )
    .values(body=None)
)


class Line(NamedTuple):
    """An operation at its place in the log of one scope."""

    seq: int
    step: Step
    result: Result
    body: dict[str, Any]

    @property
    def is_an_end(self) -> bool:
        """After it nothing of the record stands in this scope."""
        kind = self.step.op.kind
        return kind == "erase" or (kind == "move" and "to" in self.body)


def body_of(op: Op) -> dict[str, Any]:
    """What is sent elsewhere is kept there alone."""
    said = {"set": {} if op.kind == "send" else op.set}
    more = {"base": op.base, "reason": op.reason, "to": op.to}
    return said | {name: value for name, value in more.items() if value}


@dataclass(slots=True)
class Scope:
    id: str
    kind: str
    head: int
    digest: bytes
    sheet: Sheet = field(default_factory=Sheet)
    before: dict[tuple[str, UUID], Image] = field(default_factory=dict)
    new: dict[tuple[str, UUID], Image] = field(default_factory=dict)
    lines: list[tuple[UUID, Line]] = field(default_factory=list)

    def load(self, connection: Connection, keys: Collection[tuple[str, UUID]]) -> None:
        if keys:
            asked: dict[str, Any] = {"mine": self.id, "ids": uuids(id for _, id in keys)}
            asked["ents"] = list({ent for ent, _ in keys})
            self._read(connection.execute(_OF_KEYS, asked))

    def load_cases(self, connection: Connection, ids: Collection[UUID]) -> None:
        if ids:
            self._read(connection.execute(_OF_CASES, {"mine": self.id, "ids": uuids(ids)}))

    def _read(self, rows: Iterable[Any]) -> None:
        for row in rows:
            image = Image(*row)
            self.before[image.ent, image.id] = image
            self.sheet.load(image)

    def keep(self) -> None:
        self.new |= self.sheet.changed
        self.sheet.keep()

    def write(self, connection: Connection, same: dict[str, Any], key: bytes) -> None:
        """`same`: what all operations of the batch share in the log."""
        if not self.lines:
            return
        own = {"scope": self.id}
        write_rows(connection, LOG, [_logged(tx, line) for tx, line in self.lines], own | same)
        bodies = [
            {"op_id": op.op, "id": op.id, "body": line.body}
            for _, line in self.lines
            if (op := line.step.op).kind not in ("erase", "void")
        ]
        write_rows(connection, BODY, bodies, own)
        if self.new:
            write_rows(connection, ROW, self._rows(), own, replace=True)
            changed = [(self.before.get(at), image) for at, image in self.new.items()]
            own_kind = {"scope": self.id, "kind": self.kind}
            identities.write(connection, key, own_kind, changed, same["taken_at"])
        self._erase(connection)
        reached = {"mine": self.id, "head": self.head, "digest": self.digest}
        connection.execute(_MOVED, reached)

    def _erase(self, connection: Connection) -> None:
        """What was typed of a record that was erased here, or has left."""
        ended = [line.step.op for _, line in self.lines if line.is_an_end]
        if ended:
            asked = {"mine": self.id, "ids": uuids({op.id for op in ended})}
            connection.execute(_ERASED, asked | {"left": uuids(op.op for op in ended)})
            forget(connection, self.id)

    def _rows(self) -> list[dict[str, Any]]:
        """The images as they are now; the digest takes the place of the old by the new."""
        taken = added = 0
        rows = []
        for image in self.new.values():
            hash = digest.of_row(image.ent, image.id, image.seq, image.gone, image.v, image.w)
            taken += int.from_bytes(image.hash, "big")
            added += int.from_bytes(hash, "big")
            rows.append(stored(image) | {"hash": hash})
        self.digest = digest.moved(self.digest, taken, added)
        return rows


def _logged(tx: UUID, line: Line) -> dict[str, Any]:
    op, step = line.step.op, line.step
    return {
        "op_id": op.op,
        "seq": line.seq,
        "tx_id": tx,
        "ent": op.ent,
        "id": op.id,
        "kind": op.kind,
        "n": op.n,
        "actor": step.who,
        "result": line.result,
        "hlc": step.hlc,
        "at": op.at,
    }


def stored(image: Image) -> dict[str, Any]:
    return {
        "ent": image.ent,
        "id": image.id,
        "seq": image.seq,
        "del": image.gone,
        "made": image.made,
        "owner": image.owner,
        "by": image.by,
        "at": image.at,
        "v": image.v,
        "w": image.w,
        "about": image.about,
    }
