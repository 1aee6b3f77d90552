"""What `station check` can prove of sealed records without opening any."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from station_app.core.register import Register
from station_app.storage.own_tables import Custodian, Sealed, SealedKey
from station_app.storage.seals import BLOCK
from station_app.storage.tables import DutyRow, OpBody, Operation, Reference

TAG = 16  # bytes that AES-GCM adds to a text


def faults(session: Session, registers: Mapping[str, Register]) -> Iterator[str]:
    """`register/id` of a record that is sealed and yet told of, or whose box or keys are wrong."""
    by_register = dict[str, list[UUID]]()
    boxes = select(Sealed.record_id, Sealed.register, func.length(Sealed.box))
    for id, name, length in session.execute(boxes.order_by(Sealed.record_id)):
        by_register.setdefault(name, []).append(id)
        if name not in registers or length % BLOCK != TAG:
            yield f"{name}/{id}"
    for name, ids in by_register.items():
        told = _told(session, registers[name], ids) if name in registers else set()
        yield from (f"{name}/{id}" for id in sorted(told, key=str))
    strange = select(SealedKey.record_id).where(
        SealedKey.custodian.not_in(select(Custodian.public))
        | SealedKey.record_id.not_in(select(Sealed.record_id))
    )
    yield from (f"sealed/{id}" for id in session.scalars(strange.distinct()))


def _told(session: Session, register: Register, ids: Sequence[UUID]) -> set[UUID]:
    bodies = select(Operation.record_id).join(OpBody, OpBody.op_id == Operation.op_id)
    record = register.record
    return {
        id
        for query in (
            select(record.id).where(record.id.in_(ids)),
            select(Reference.from_id).where(Reference.from_id.in_(ids)),
            select(DutyRow.record_id).where(DutyRow.record_id.in_(ids)),
            bodies.where(Operation.record_id.in_(ids)),
        )
        for id in session.scalars(query)
    }
