"""Taking a record out with everything that tells of it: to be sealed, or to be purged.

What stays is what names nobody: its operations without their bodies, and the figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Select, delete, or_, select, union, update
from sqlalchemy.orm import Session, class_mapper

from station_app.core.columns import Id, Instant
from station_app.core.errors import Refused
from station_app.core.kinds import Picture
from station_app.core.records import Record, Table, table_of
from station_app.core.register import Register
from station_app.core.texts import _
from station_app.storage import references, search, tallies, write
from station_app.storage.exchange_tables import ConflictCase, Quarantined, SentOf, Staged
from station_app.storage.own_tables import Draft
from station_app.storage.tables import (
    Alias,
    AuditRead,
    BaseImage,
    Distinct,
    DutyRow,
    OpBody,
    Operation,
    Reference,
)

Plain = dict[str, Any]


def lift(session: Session, register: Register, record: Record) -> Plain:
    """All rows of it as plain values, by table; they are gone when this returns."""
    id, values = record.id, {f.name: getattr(record, f.name) for f in register.fields}
    withdrawn = record.withdrawn_at is not None
    tallies.keep_counted(session, tallies.cells(register, values, withdrawn=withdrawn))
    keys = search.keys_of(register, values, withdrawn=withdrawn)
    search.rewrite(session, register, record.row, keys, search.Keys())
    _drop_drafts(session, id)
    operations = union(
        select(Operation.op_id).where(Operation.record_id == id),
        select(SentOf.op_id).where(SentOf.record_id == id),
    )
    cases = select(ConflictCase.id).where(ConflictCase.record_id == id)
    taken: Plain = {
        "operation": _plain(session, _bases(id)),
        "op_body": _take(session, OpBody, OpBody.op_id.in_(operations)),
        "quarantined": _take(session, Quarantined, Quarantined.op_id.in_(operations)),
        "sent_of": _take(session, SentOf, SentOf.record_id == id),
        "audit_read": _take(session, AuditRead, AuditRead.record_id == id),
        "base_image": _take(
            session, BaseImage, or_(BaseImage.record_id == id, BaseImage.record_id.in_(cases))
        ),
        "conflict_case": _take(session, ConflictCase, ConflictCase.record_id == id),
        "staged": _take(session, Staged, Staged.record_id == id),
        "alias": _take(session, Alias, or_(Alias.gone_id == id, Alias.kept_id == id)),
        "distinct_pair": _take(
            session, Distinct, or_(Distinct.one_id == id, Distinct.other_id == id)
        ),
        "reference": _take(session, Reference, Reference.from_id == id),
        "duty": _take(session, DutyRow, DutyRow.record_id == id),
    }
    session.execute(update(Operation).where(Operation.record_id == id).values(base={}))
    session.expunge(record)
    taken["record"] = _take(session, register.record, register.record.id == id)[0]
    return taken


def _bases(id: UUID) -> Select[Any]:
    return select(Operation.op_id, Operation.base).where(Operation.record_id == id)


def _take(session: Session, table: type[Table], *where: Any) -> list[Plain]:
    rows = _plain(session, select(*table_of(table).columns).where(*where))
    if rows:
        session.execute(
            delete(table).where(*where), execution_options={"synchronize_session": False}
        )
    return rows


def _plain(session: Session, query: Select[Any]) -> list[Plain]:
    return [{k: _said(v) for k, v in row.items()} for row in session.execute(query).mappings()]


def _said(value: Any) -> Any:
    """As JSON holds it."""
    if isinstance(value, UUID):
        return str(value)
    return value.isoformat() if hasattr(value, "isoformat") else value


def read(record: type[Record], plain: Plain) -> Record:
    """The record as it was, in no database."""
    columns = table_of(record).columns
    known = {name: _meant(columns[name].type, value) for name, value in plain.items()}
    one: Record = class_mapper(record).class_manager.new_instance()
    vars(one).update(known)
    return one


def _meant(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(kind, Id):
        return UUID(value)
    if isinstance(kind, Instant):
        return datetime.fromisoformat(value)
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    return value


def pictures(register: Register, record: Record) -> Iterator[str]:
    """SHA-256 of its photographs."""
    for name in _photographed(register):
        if sha := getattr(record, name):
            yield sha


def unnamed(session: Session, registers: Iterable[Register], shas: Iterable[str]) -> list[str]:
    """Photographs that no record shows any more."""
    return [
        sha
        for sha in shas
        if not any(
            session.scalar(select(register.record.row).where(column == sha).limit(1))
            for register in registers
            for column in (getattr(register.record, n) for n in _photographed(register))
        )
    ]


def _photographed(register: Register) -> list[str]:
    return [field.name for field in register.fields if isinstance(field.kind, Picture)]


def _drop_drafts(session: Session, id: UUID) -> None:
    """What somebody has begun to change in it and not saved."""
    session.execute(delete(Draft).where(Draft.place.contains(str(id))))


def _signed_and_served(
    session: Session, registers: Mapping[str, Register], ids: Iterable[UUID]
) -> list[tuple[Register, Record]]:
    """What became of the papers printed of these records: it names who signed, and shows it."""
    prints, steps = table_of(registers["prints"].record).columns, registers["paper_steps"]
    papers = select(prints.id).where(prints.subject_id.in_([str(id) for id in ids]))
    named = select(Reference.from_id).where(
        Reference.from_register == steps.name, Reference.to_id.in_(papers)
    )
    return [(steps, write.load(session, steps, id, lock=True)) for id in session.scalars(named)]


def _noted(
    session: Session, registers: Mapping[str, Register], ids: Iterable[UUID]
) -> list[tuple[Register, Record]]:
    """What was noted on these records, and the scans that were kept with them."""
    if (notes := registers.get("notes")) is None:
        return []
    columns = table_of(notes.record).columns
    mine = select(columns.id).where(columns.subject_id.in_([str(id) for id in ids]))
    return [(notes, write.load(session, notes, id, lock=True)) for id in session.scalars(mine)]


def whole(
    session: Session,
    registers: Mapping[str, Register],
    register: Register,
    id: UUID,
    along: Iterable[tuple[Register, UUID]] = (),
) -> list[tuple[Register, Record]]:
    """A record, those merged into it, `along`, and the inner ones that stand on any of them.

    Raises Absent, and Refused where records of other registers point at them.
    """
    ids = dict.fromkeys(references.family(session, id), register)
    ids |= {one: of for of, one in along}
    found = [(of, write.load(session, of, one, lock=True)) for one, of in ids.items()]
    for of, one in _standing_on(session, registers, ids):
        found.append((of, write.load(session, of, one, lock=True)))
    found += _signed_and_served(session, registers, [record.id for _of, record in found])
    found += _noted(session, registers, [record.id for _of, record in found])
    return list({record.id: (of, record) for of, record in found}.values())


def _standing_on(
    session: Session, registers: Mapping[str, Register], ids: Iterable[UUID]
) -> Iterator[tuple[Register, UUID]]:
    """Inner records that point at these, at those again, and so on."""
    known, new = set(ids), list(ids)
    while new:
        pointing = select(Reference.from_register, Reference.from_id).where(
            Reference.to_id.in_(new)
        )
        new = []
        for name, one in session.execute(pointing.order_by(Reference.from_id)).all():
            if one in known:
                continue
            if not registers[name].inner:
                title = registers[name].title
                raise Refused(_("还有“{register}”的记录用到它，请先处理那些记录", register=title))
            known.add(one)
            new.append(one)
            yield registers[name], one
