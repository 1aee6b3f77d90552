"""One push in its transaction: lock, known already?, count, authorise, merge in memory, write."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from operator import attrgetter
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Connection,
    Text,
    any_,
    bindparam,
    case,
    cast,
    func,
    literal,
    null,
    select,
    union_all,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from station_app.county import blobs
from station_app.county.allowed import are_readable, fits, is_alone, refusal
from station_app.county.bulk import among, uuids, write_rows
from station_app.county.images import Refused, Step, Written, kept_id, needed
from station_app.county.keeping import Line, Scope, body_of
from station_app.county.merging import Merging
from station_app.county.tables import BODY, DEVICE, EPOCH, LOG, OFFICER, REJECTED, SCOPE
from station_app.sync.protocol import Ack, Op, Push, Pushed, Tx
from station_app.sync.versions import upcast

if TYPE_CHECKING:
    from station_app.county.book import Book, Node

AHEAD = timedelta(minutes=5)  # that a station's clock may be before ours
ALL_CASES = ("resolve", "erase", "move")

# Made once: to make one anew takes longer than to run it.
_MINE = bindparam("mine", type_=Text)
_LOCK = (
    select(SCOPE.c.id, SCOPE.c.kind, SCOPE.c.head, SCOPE.c.digest)
    .where(SCOPE.c.id == any_(bindparam("ids", type_=ARRAY(Text))))
    .order_by(SCOPE.c.id)
    .with_for_update()
)
_KNOWN = union_all(
    select(LOG.c.op_id, LOG.c.result, LOG.c.seq, literal("")).where(
        LOG.c.scope == _MINE,
        LOG.c.op_id.between(bindparam("first"), bindparam("last")),
        among(LOG.c.op_id, "ids"),
    ),
    select(REJECTED.c.op_id, literal("rejected"), cast(null(), BigInteger), REJECTED.c.code).where(
        REJECTED.c.scope == _MINE, among(REJECTED.c.op_id, "ids")
    ),
)
_LAST_N = select(EPOCH.c.last_n).where(
    EPOCH.c.scope == _MINE,
    EPOCH.c.device == bindparam("device"),
    EPOCH.c.epoch == bindparam("epoch"),
)
_WRITTEN = (
    select(LOG.c.op_id, LOG.c.actor, LOG.c.hlc, BODY.c.body)
    .outerjoin(BODY, (BODY.c.scope == LOG.c.scope) & (BODY.c.op_id == LOG.c.op_id))
    .where(LOG.c.scope == _MINE, among(LOG.c.op_id, "ids"))
)
_ROLES = select(OFFICER.c.name, OFFICER.c.role, OFFICER.c.current).where(
    OFFICER.c.scope == _MINE, OFFICER.c.name == any_(bindparam("names", type_=ARRAY(Text)))
)
_LEFT = func.greatest(DEVICE.c.waiting - bindparam("new"), 0)
_OWES_LESS = (  # what the device said at its greeting that it owes, less what came now
    update(DEVICE)
    .where(DEVICE.c.scope == _MINE, DEVICE.c.id == bindparam("device"))
    .values(waiting=_LEFT, oldest=case((_LEFT == 0, ""), else_=DEVICE.c.oldest))
)
_REACHED = (
    insert(EPOCH)
    .values(scope=_MINE, device=bindparam("device"), epoch=bindparam("epoch"))
    .values(last_n=bindparam("last_n"))
    .on_conflict_do_update(
        index_elements=["scope", "device", "epoch"], set_={"last_n": bindparam("last_n")}
    )
    .add_cte(_OWES_LESS.cte("told"))
)


class Batch:
    def __init__(self, connection: Connection, book: Book, node: Node, message: Push) -> None:
        self.connection, self.book, self.node, self.message = connection, book, node, message
        self.now: datetime = book.clock()
        self.latest = int((self.now + AHEAD).timestamp() * 1000) << 16
        ops = [op for tx in message.tx for op in tx.ops]
        self.unreadable = (
            set() if are_readable(ops) else {op.op for op in ops if not are_readable([op])}
        )
        self.scopes = self._lock({op.to for op in ops if op.to and op.op not in self.unreadable})
        self.here = self.scopes[node.scope]
        self.acks: dict[UUID, Ack] = {}
        self.rejected: list[dict[str, Any]] = []

    def _lock(self, others: Collection[str]) -> dict[str, Scope]:
        """All counter rows that this batch may move on, always in the same order."""
        found = self.connection.execute(_LOCK, {"ids": [self.node.scope, *others]})
        return {s.id: Scope(s.id, s.kind, s.head, s.digest) for s in found}

    def _asked(self, **more: Any) -> dict[str, Any]:
        mine = {"mine": self.node.scope, "device": self.node.device}
        return {**mine, "epoch": self.message.epoch, **more}

    def take(self) -> Pushed:
        known = self._known([op.op for tx in self.message.tx for op in tx.ops])
        sent = self._read()
        self._load([op for tx in sent for op in tx.ops if op.op not in known])
        last = began = self.connection.scalar(_LAST_N, self._asked()) or 0
        expect, fork = None, False
        for tx in sent:
            last, expect, fork = self._count(tx, last, known)
            if expect is not None or fork:
                break
            new = {op.op: op for op in tx.ops if op.op not in known}
            if len(new) < len(tx.ops):
                self.acks |= {op.op: known[op.op] for op in tx.ops if op.op in known}
            if new:
                answers = self._take_tx(tx, list(new.values()))
                self.acks |= answers
                known |= answers
        self._write(last, last - began)
        now = int(self.now.timestamp() * 1000)
        return Pushed(now=now, acks=self.acks, expect=expect, fork=fork)

    def _read(self) -> list[Tx]:
        """In the words of today."""
        schema, wire = self.message.schema_, self.book.wire
        if schema >= wire.newest:
            return self.message.tx
        how = (schema, wire.steps, wire.newest)
        return [
            tx.model_copy(update={"ops": [upcast(op, *how) for op in tx.ops]})
            for tx in self.message.tx
        ]

    def _known(self, ids: list[UUID]) -> dict[UUID, Ack]:
        """Answers given before. The ends of the ids tell PostgreSQL which months to look in."""
        of_time = attrgetter("int")
        first, last = min(ids, key=of_time), max(ids, key=of_time)
        asked = self._asked(first=first, last=last, ids=uuids(ids))
        found = self.connection.execute(_KNOWN, asked)
        return {op_id: Ack(result, seq, code) for op_id, result, seq, code in found}

    def _count(self, tx: Tx, last: int, known: Mapping[UUID, Ack]) -> tuple[int, int | None, bool]:
        """The last number after this transaction; else the one waited for, or that it is used."""
        began = last
        for op in tx.ops:
            if op.n > last + 1:
                return began, last + 1, False
            if op.n <= last and op.op not in known:
                return began, None, True
            last = max(last, op.n)
        return last, None, False

    def _load(self, ops: list[Op]) -> None:
        if self.unreadable:
            ops = [op for op in ops if op.op not in self.unreadable]
        self.merging = Merging(self.book.registers, {})
        times = Counter([(op.ent, op.id) for op in ops])
        self.here.load(self.connection, times.keys())
        self.here.load_cases(self.connection, {op.id for op in ops if op.kind in ALL_CASES})
        for scope in self.scopes.values():
            if scope is not self.here:
                scope.load(self.connection, {(op.ent, op.id) for op in ops if op.to == scope.id})
        self._load_kept({(op.ent, id) for op in ops if (id := kept_id(op.set))})
        asked: set[str] = set()
        for op in ops:
            if row := self.here.sheet.rows.get((op.ent, op.id)):
                asked |= needed(op, row, every=times[op.ent, op.id] > 1)
        self.merging.written.update(self._written(asked))
        self.roles = self._roles({op.actor for op in ops})

    def _load_kept(self, ahead: set[tuple[str, UUID]]) -> None:
        """Those into which others are to be merged, and whom they were merged into, to the end."""
        seen, rows = set[tuple[str, UUID]](), self.here.sheet.rows
        while ahead:
            seen |= ahead
            self.here.load(self.connection, ahead - rows.keys())
            found = {key: kept_id(rows[key].v) for key in ahead & rows.keys()}
            ahead = {(ent, id) for (ent, _id), id in found.items() if id} - seen

    def _written(self, ids: Iterable[str]) -> dict[str, Written]:
        found = [UUID(id) for id in ids if _is_id(id)]
        if not found:
            return {}
        return {
            str(op_id): Written(actor, hlc, (body or {}).get("set", {}))
            for op_id, actor, hlc, body in self.connection.execute(
                _WRITTEN, {"mine": self.node.scope, "ids": uuids(found)}
            )
        }

    def _roles(self, names: set[str]) -> dict[str, dict[str, bool]]:
        """Account → each role it ever had, and whether it is the one of today."""
        asked = {"mine": self.node.scope, "names": list(names)}
        roles: dict[str, dict[str, bool]] = {}
        for name, role, current in self.connection.execute(_ROLES, asked):
            roles.setdefault(name, {})[role] = current
        return roles

    def _take_tx(self, tx: Tx, ops: list[Op]) -> dict[UUID, Ack]:
        """All of it, or nothing and every one of its operations rejected."""
        taken = {scope.id: scope.head for scope in self.scopes.values()}
        lines: list[tuple[Scope, Line]] = []
        try:
            for op in ops:
                at_fault = op
                if is_alone(op, tx.ops):
                    raise Refused("register")
                lines += self._take_op(op)
        except Refused as refused:
            for scope in self.scopes.values():
                scope.head = taken[scope.id]
                scope.sheet.drop()
            codes = {op.op: refused.code if op is at_fault else "together" for op in ops}
            self.rejected += [{"op_id": op.op, "n": op.n, "code": codes[op.op]} for op in ops]
            return {id: Ack("rejected", None, code) for id, code in codes.items()}
        for scope in self.scopes.values():
            scope.keep()
        for scope, line in lines:
            scope.lines.append((tx.tx, line))
        own = (line for scope, line in lines if scope is self.here)
        return {line.step.op.op: Ack(line.result, line.seq) for line in own}

    def _take_op(self, op: Op) -> list[tuple[Scope, Line]]:
        unreadable = self.unreadable and op.op in self.unreadable
        if unreadable or not fits(op, self.book.readers.get(op.ent, ())):
            raise Refused("body")
        there = self.scopes.get(op.to) if op.to else None
        roles = self.roles.get(op.actor, {})
        to = there.kind if there and there is not self.here else None
        if code := refusal(op, self.here.kind, roles, to):
            raise Refused(code)
        self.here.head += 1
        if there:
            there.head += 1
        step = Step(
            op,
            str(op.op),
            f"{self.node.scope}/{op.actor}",
            self.here.head,
            max(0, min(op.hlc, self.latest)),
            chief=roles.get("chief", False),
            there_seq=there.head if there else 0,
        )
        result = self.merging.apply(step, self.here.sheet, there.sheet if there else None)
        self.merging.written[step.id] = Written(step.who, step.hlc, op.set)
        lines = [(self.here, Line(step.seq, step, result, body_of(op)))]
        if there:
            arrived = {"set": there.sheet.changed[op.ent, op.id].v}
            lines.append((there, Line(step.there_seq, step, "applied", arrived)))
        return lines

    def _write(self, last: int, new: int) -> None:
        """`last`: the number that was reached, `new`: by how many that were not known."""
        own = {"device": str(self.node.device), "epoch": str(self.message.epoch)}
        scope = {"scope": self.node.scope}
        for each in self.scopes.values():
            each.write(self.connection, own | {"taken_at": self.now.isoformat()}, self.book.key)
        named = [
            blobs.names(self.book.registers, each.id, each.new.values(), each.before)
            for each in sorted(self.scopes.values(), key=lambda one: one is not self.here)
        ]
        blobs.follow(self.connection, *named)
        if self.rejected:
            same = own | scope | {"at": self.now.isoformat()}
            write_rows(self.connection, REJECTED, self.rejected, same)
        if new:
            self.connection.execute(_REACHED, self._asked(last_n=last, new=new))


def _is_id(word: str) -> bool:
    try:
        UUID(word)
    except ValueError:
        return False
    return True
