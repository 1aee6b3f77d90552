"""What follows from records, worked out anew from them: search keys, references, duties, tallies.

For a station whose check found one of these wrong. The records themselves are not touched.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete, exists, func, select
from sqlalchemy.orm import Session

from station_app.core.records import Record
from station_app.core.register import Register
from station_app.storage import duties, references, search, tallies
from station_app.storage.log import Stamp
from station_app.storage.tables import DigitKey, DutyRow, Operation, Reference, SearchKey, Tally
from station_app.storage.write import values_of


def some(session: Session, stamp: Stamp, register: Register, records: Sequence[Record]) -> None:
    """Of these records, whatever stands there now."""
    rows, ids = [record.row for record in records], [record.id for record in records]
    lanes = search.lanes_of(register)
    owners = _owners(session, ids)
    for gone in (
        delete(SearchKey).where(SearchKey.lane.in_(lanes), SearchKey.row.in_(rows)),
        delete(DigitKey).where(DigitKey.register.in_(lanes), DigitKey.row.in_(rows)),
        delete(Reference).where(Reference.from_id.in_(ids)),
        delete(DutyRow).where(DutyRow.record_id.in_(ids)),
    ):
        session.execute(gone)
    keys, links, owed = [], list[dict[str, Any]](), list[dict[str, Any]]()
    for record in records:
        withdrawn, values = record.withdrawn_at is not None, values_of(register, record)
        keys.append((record.row, search.keys_of(register, values, withdrawn=withdrawn)))
        links += references.of(register, record)
        owed += duties.of(stamp, register, record, owners.get(record.id, stamp.officer))
    search.write(session, register, keys)
    references.write(session, links)
    duties.write(session, stamp, owed)


def rest(session: Session, register: Register) -> None:
    """What belongs to no record of the register goes; its figures are counted again."""
    record, lanes = register.record, search.lanes_of(register)
    rows = select(record.row)
    for gone in (
        delete(SearchKey).where(SearchKey.lane.in_(lanes), SearchKey.row.not_in(rows)),
        delete(DigitKey).where(DigitKey.register.in_(lanes), DigitKey.row.not_in(rows)),
        delete(Reference).where(
            Reference.from_register == register.name,
            ~exists().where(record.id == Reference.from_id),
        ),
        delete(DutyRow).where(
            DutyRow.register == register.name, ~exists().where(record.id == DutyRow.record_id)
        ),
    ):
        session.execute(gone)
    session.execute(delete(Tally).where(Tally.register == register.name))
    counted = Counter(tallies.gone(session, register))
    for one in session.scalars(select(record).execution_options(yield_per=1000)):
        withdrawn, values = one.withdrawn_at is not None, values_of(register, one)
        counted.update(tallies.cells(register, values, withdrawn=withdrawn))
    tallies.count(session, (), counted.elements())


def _owners(session: Session, ids: Sequence[UUID]) -> dict[UUID, str]:
    """Who owes it: who is named now, if he ever wrote the record, else who entered it."""
    wrote = select(Operation.record_id, Operation.actor).where(Operation.record_id.in_(ids))
    actors: dict[UUID, list[str]] = {}
    for id, actor in session.execute(wrote.order_by(Operation.n)):
        actors.setdefault(id, []).append(actor)
    held = select(DutyRow.record_id, func.min(DutyRow.owner)).where(DutyRow.record_id.in_(ids))
    kept: dict[UUID, str] = dict(session.execute(held.group_by(DutyRow.record_id)).all())
    return {
        id: named if (named := kept.get(id, "")) in those else those[0]
        for id, those in actors.items()
    }
