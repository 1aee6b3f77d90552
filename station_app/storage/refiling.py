"""What the county refused, said again: a record that only this station has, and open cases."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.core.errors import Absent
from station_app.core.records import Current, Record
from station_app.core.register import Register
from station_app.core.texts import _
from station_app.storage import log
from station_app.storage.exchange_tables import ConflictCase
from station_app.storage.log import Stamp
from station_app.storage.tables import Alias, Distinct, Operation


def refile(session: Session, stamp: Stamp, register: Register, record: Record) -> None:
    """Another operation that files it, as it stands now; what was changed meanwhile is in it.

    Raises Absent where it was withdrawn meanwhile: then there is nothing to be said again.
    """
    if record.withdrawn_at is not None:
        raise Absent(_("没有这条记录，或已作废"))
    known = {name: getattr(record, name) for name in register.by_name}
    said = {name: value for name, value in known.items() if value or value == 0}
    op_id = log.write(session, stamp, register, record.id, "file", said)
    record.revision += 1
    if isinstance(record, Current):
        record.made_by, record.writers = op_id, {}
    if alias := session.get(Alias, record.id):
        log.write(session, stamp, register, record.id, "merge", {"kept_id": str(alias.kept_id)})
    apart = select(Distinct.other_id).where(Distinct.one_id == record.id)
    for other in session.scalars(apart.order_by(Distinct.other_id)).all():
        log.write(session, stamp, register, record.id, "distinct", {"other_id": str(other)})
    session.flush()


def reopen(session: Session, refused: Sequence[UUID]) -> None:
    """A decision the county did not take is to be made again."""
    mine = Operation.op_id.in_(refused), Operation.kind == "resolve"
    for op in session.scalars(select(Operation).where(*mine)):
        here = ConflictCase.record_id == op.record_id, ConflictCase.field.in_(list(op.base))
        closed = select(ConflictCase).where(*here, ConflictCase.closed_at == op.at)
        for case in session.scalars(closed):
            case.closed_by, case.closed_at, case.reason = "", None, ""
