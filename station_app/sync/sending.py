"""What a station says: itself, and its operations as they stand on the wire."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from importlib.metadata import PackageNotFoundError, version
from typing import Any
from uuid import UUID

from sqlalchemy import select

from station_app.access.act import Act, View
from station_app.access.service import service
from station_app.core.ids import new_id
from station_app.core.register import Merge, Register
from station_app.storage import countersigned, numbering, outbox, owed, replica
from station_app.storage.log import REASON
from station_app.storage.outbox import PULLED, Waiting
from station_app.storage.own_tables import Officer
from station_app.storage.secrecy import is_open
from station_app.storage.tables import Operation
from station_app.sync import snapshot
from station_app.sync.protocol import (
    APART,
    KEPT,
    LARGEST,
    LONGEST_TX,
    MOST_BYTES,
    MOST_OPS,
    SCHEMA,
    WITHDRAWN,
    Account,
    Hello,
    Op,
    Push,
    Pushed,
    Tx,
)
from station_app.sync.status import Enrolment

SOON = timedelta(days=7)
ERASED = ("purge", "seal")  # here; the wire does not say which


@service(right="exchange", audit=None)
def introduce(view: View, to: Enrolment, scope: str) -> Hello:
    """Who asks, how far it has come, and which accounts have which role."""
    session = view.session
    waiting, oldest = numbering.waiting(session)
    accounts = session.execute(select(Officer.name, Officer.role, Officer.active))
    return Hello(
        device=UUID(to.device),
        epoch=outbox.begin(session),
        schema=SCHEMA,
        program=program(),
        officer=view.stamp.officer,
        cursors={scope: replica.cursor(session, scope)},
        officers=[Account(name=n, role=r, active=a) for n, r, a in accounts],
        waiting=waiting,
        oldest=oldest.isoformat() if oldest else "",
        tree=countersigned.size(session),
        owed=_owed(view),
    )


def _owed(view: View) -> dict[str, tuple[int, int]]:
    """Of registers in which nothing is kept from anybody: figures of the others tell too much."""
    today, found = view.stamp.today, dict[str, tuple[int, int]]()
    names = [name for name, one in view.registers.items() if is_open(view.registers, one)]
    for due_on, name, n in owed.counts(view.session, names, (), last=today + SOON):
        overdue, soon = found.get(name, (0, 0))
        found[name] = (overdue + n, soon) if due_on < today else (overdue, soon + n)
    return found


def program() -> str:
    """Its version; empty where it runs from a folder that nobody installed."""
    try:
        return version("station-desk")
    except PackageNotFoundError:
        return ""


@service(right="exchange", audit=None)
def number(view: View) -> int:
    """Gives numbers to the next part of what was written since; answers to how many."""
    return numbering.take_up(view.session)


@service(right="exchange", audit=None)
def start_again(view: View, scope: str) -> None:
    """The county was put back: all of ours is offered, all of its own is taken in once more."""
    outbox.start_again(view.session)
    replica.drop_staged(view.session, scope)
    replica.move_cursor(view.session, scope, 0)
    snapshot.drop(view, scope)


@service(right="exchange", audit=None)
def next_push(view: View, to: Enrolment, scope: str, after: int | None = None) -> Push | None:
    """Whole transactions, within the limits; None where nothing waits. `after`: see outbox."""
    whole = outbox.batch(view.session, MOST_OPS, LONGEST_TX, after)
    tx = _fitting([Tx(tx=ops[0].op.tx_id, ops=_ops(view.registers, ops)) for ops in whole])
    if not tx:
        return None
    epoch = outbox.epoch(view.session)
    device = UUID(to.device)
    return Push(device=device, epoch=epoch, schema=SCHEMA, scope=scope, batch=new_id(), tx=tx)


def _fitting(found: Sequence[Tx]) -> list[Tx]:
    """As many as a batch may hold; one that is larger goes alone, or in pieces."""
    fits, size = list[Tx](), 0
    for tx in found:
        size += len(tx.model_dump_json(by_alias=True).encode())
        if fits and size > MOST_BYTES:
            return fits
        fits.append(tx)
    while len(fits) == 1 and size > LARGEST // 2 and len(fits[0].ops) > 1:
        fits = [Tx(tx=fits[0].tx, ops=fits[0].ops[: len(fits[0].ops) // 2])]
        size = len(fits[0].model_dump_json(by_alias=True).encode())
    return fits


def _ops(registers: Mapping[str, Register], ops: Iterable[Waiting]) -> list[Op]:
    return [on_wire(registers.get(one.op.register), one) for one in ops]


def on_wire(register: Register | None, one: Waiting) -> Op:
    """docs/exchange.md, “What is sent”. Derived fields stay here."""
    op, body = one.op, one.body
    said: dict[str, Any] = {
        "op": op.op_id,
        "n": one.n,
        "ent": op.register,
        "id": op.record_id,
        "hlc": op.hlc,
        "at": op.at.isoformat(),
        "actor": op.actor,
    }
    if op.kind in ERASED:
        return Op(kind="erase", **said)
    if body is None or (op.kind == "undistinct" and not body.get("not_id")):
        return Op(kind="void", **said)
    said |= {"kind": op.kind, "set": _set(register, one, body), "reason": body.get(REASON) or ""}
    if op.kind in ("amend", "state", "resolve"):
        said["base"] = {name: op.base[name] for name in said["set"] if name in op.base}
    elif op.kind == "withdraw":
        said["base"] = op.base
    elif op.kind in ("move", "send"):
        said["to"] = body["to"]
    return Op(**said)


def _set(register: Register | None, one: Waiting, body: Mapping[str, Any]) -> dict[str, Any]:
    match one.op.kind:
        case "withdraw":
            return {WITHDRAWN: one.op.at.isoformat()}
        case "restore":
            return {WITHDRAWN: None}
        case "merge" | "unmerge":
            return {KEPT: body.get("kept_id")}
        case "distinct":
            return {APART + body["other_id"]: True}
        case "undistinct":
            return {APART + body["not_id"]: None}
        case "move":
            return {}
        case "resolve":
            return {name: value for name, value in body.items() if name != REASON}
        case _:
            return {n: v for n, v in body.items() if _is_sent(register, n)}


def _is_sent(register: Register | None, name: str) -> bool:
    if register is None:
        return True
    field = register.by_name.get(name)
    return field is not None and field.merge is not Merge.DERIVED


@service(right="exchange", audit="sent to the county")
def acknowledge(act: Act, push: Push, pushed: Pushed) -> int:
    """What the county answered, in one act with who was told; how many were answered."""
    return _acknowledge(act, {op.op: (op.ent, op.id) for tx in push.tx for op in tx.ops}, pushed)


@service(right="exchange", audit="sent to the county")
def acknowledge_carried(act: Act, pushed: Pushed) -> int:
    """The same, of what was written on a medium."""
    columns = Operation.op_id, Operation.register, Operation.record_id
    mine = select(*columns).where(Operation.op_id.in_(list(pushed.acks)), Operation.kind != PULLED)
    ids = {op: (register, id) for op, register, id in act.session.execute(mine)}
    return _acknowledge(act, ids, pushed)


def _acknowledge(act: Act, ids: Mapping[UUID, tuple[str, UUID]], pushed: Pushed) -> int:
    answers = {op: (ack.seq, ack.code) for op, ack in pushed.acks.items() if op in ids}
    refused = outbox.acknowledge(act.session, answers, act.stamp.now)
    for op in answers:
        act.touch(*ids[op])
    act.notes |= {"operations": len(answers), "refused": len(refused)}
    if pushed.fork:
        outbox.new_epoch(act.session)
    elif pushed.expect is not None:
        outbox.go_on_from(act.session, pushed.expect)
    return len(answers)
