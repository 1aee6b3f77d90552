"""未被县局接受的登记: what the county refused, with its reason, until somebody deals with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from station_app.access import secrecy
from station_app.access.act import Act, View
from station_app.access.records import NOT_OWN
from station_app.access.service import service
from station_app.core.errors import Absent, Refused
from station_app.core.records import Fact
from station_app.core.register import Register
from station_app.core.show import typed
from station_app.core.texts import Text, _
from station_app.core.wire import from_plain
from station_app.storage import log, pages
from station_app.storage.exchange_tables import Quarantined
from station_app.storage.tables import Operation

GONE = _("没有这项登记，或已处理")
WHY: Mapping[str, Text] = {  # code of docs/exchange.md
    "exists": _("县局已有这条记录"),
    "absent": _("县局没有这条记录"),
    "gone": _("这条记录在县局已删除或移交他处"),
    "register": _("县局认为本单位不登记这一类"),
    "role": _("县局认为经办人的角色不能办理这一项"),
    "scope": _("这条记录不属于本单位"),
    "ring": _("另一处已先把这两条反向合并，这次合并没有采用"),
    "own-case": _("数据不一致由填写人自己处理，县局不予采用"),
    "closed": _("数据不一致已由他人处理"),
    "stale": _("处理时这一项又已改动，请重新处理"),
    "body": _("县局读不懂这项登记的内容，可能程序版本不同"),
    "together": _("与它一起办理的另一项未被接受"),
}
NOT_THERE = _("县局没有这个接收单位，或者不能把它送交那里")
RESENT = ("file", "amend")  # what a form can say again


@dataclass(frozen=True, slots=True)
class Refusal:
    op_id: UUID
    register: str
    id: UUID
    kind: str  # of the operation
    called: str  # masked
    why: Text
    at: datetime  # of the refusal
    officer: str  # who had entered it
    again: bool  # whether who asks may correct and send it again


@service(right="quarantine", audit=None)
def refusals(view: View) -> list[Refusal]:
    """Those nobody has dealt with, of the registers this role may see, the oldest first."""
    waiting = view.all(
        select(Quarantined).where(Quarantined.settled_at.is_(None)).order_by(Quarantined.at)
    )
    of = {one.op_id: one for one in waiting}
    found = log.operations(view.session, Operation.op_id.in_(list(of)))
    seen = [(op, body) for op, body in found if _may_see(view, op)]
    return [
        _told(view, op, body, of[op.op_id])
        for op, body in sorted(seen, key=lambda one: of[one[0].op_id].at)
    ]


def _may_see(view: View, op: Operation) -> bool:
    """What was sent is of a register that this home need not keep."""
    known = op.register in view.registers
    known = known and (op.kind == "send" or view.may(f"list:{op.register}"))
    return known and not secrecy.shut(view, view.registers[op.register], [op.record_id])


def _told(view: View, op: Operation, body: Mapping[str, Any], held: Quarantined) -> Refusal:
    register = view.registers[op.register]
    names = pages.titles(view.session, view.registers, register, [op.record_id])
    called = names.get(op.record_id, "") or _called(register, body)
    again = op.kind in RESENT and bool(body) and not issubclass(register.record, Fact)
    astray = held.code == "scope" and op.kind in ("send", "move")
    return Refusal(
        op.op_id,
        op.register,
        op.record_id,
        op.kind,
        called,
        NOT_THERE if astray else WHY.get(held.code, Text(held.code)),
        held.at,
        op.actor,
        again and _own(view, op),
    )


def _called(register: Register, body: Mapping[str, Any]) -> str:
    """Of a record that is not here any more."""
    values = from_plain(register, {n: body.get(n) for n in register.subject})
    return pages.title(register, values)


def _own(view: View, op: Operation) -> bool:
    return view.role == "chief" or op.actor == view.stamp.officer


@service(right="show", purpose=True, audit="read")
def refused_texts(act: Act, register: Register, op_id: UUID) -> dict[str, str]:
    """Field → text, as it would be typed again. Raises Absent, Refused."""
    op, body = _operation(act, op_id)
    secrecy.refuse(act, register, op.record_id)
    act.show(register.name, op.record_id)
    fields = {n: register[n] for n in body if n in register.by_name and register[n].typed}
    values = from_plain(register, {n: body[n] for n in fields})
    return {n: typed(field.kind, values[n]) for n, field in fields.items()}


@service(right="quarantine", audit=None)
def revision_of(view: View, id: UUID, of: Register) -> int:
    """As it stands here, for who sends it again without having opened it. Raises Absent."""
    found = view.all(select(of.record).where(of.record.id == id))
    if not found:
        raise Absent(GONE)
    return int(getattr(found[0], "revision", 1))


@service(right="settle-refused", audit="refusal corrected")
def resend(act: Act, op_id: UUID, values: Mapping[str, Any], revision: int) -> None:
    """Corrected by these values, and reported again. Raises Absent, Refused, Rejected, Conflict.

    What was refused as new is filed once more: what was changed since then is in it.
    """
    op, _body = _operation(act, op_id)
    register = act.registers[op.register]
    secrecy.refuse(act, register, op.record_id)
    along = {op_id}
    if op.kind == "file":
        again = act.refile(register, op.record_id).revision
        if again != revision + 1:
            raise Refused(_("这条记录刚被改过，请重新打开再改"))
        revision = again
        of = log.operations(act.session, Operation.record_id == op.record_id)
        along |= {one.op_id for one, _said in of}
    if values:
        act.amend(register, op.record_id, values, revision=revision)
    _settle(act, along)


@service(right="settle-refused", audit="refusal settled")
def settle(act: Act, op_id: UUID) -> None:
    """Nothing more is to come of it: it was sent again, or is given up. Raises Absent, Refused."""
    op, _body = _operation(act, op_id)
    _settle(act, {op_id})
    act.touch(op.register, op.record_id)


def _settle(act: Act, op_ids: Iterable[UUID]) -> None:
    asked = select(Quarantined).where(Quarantined.op_id.in_(list(op_ids)))
    for held in act.all(asked.where(Quarantined.settled_at.is_(None))):
        held.settled_by, held.settled_at = act.stamp.officer, act.stamp.now


def _operation(act: Act, op_id: UUID) -> tuple[Operation, dict[str, Any]]:
    """Of who entered it, or for the chief."""
    found = log.operations(act.session, Operation.op_id == op_id)
    asked = select(Quarantined.op_id).where(Quarantined.op_id == op_id)
    if not found or not act.all(asked.where(Quarantined.settled_at.is_(None))):
        raise Absent(GONE)
    if not _own(act, found[0][0]):
        raise Refused(NOT_OWN)
    return found[0]
