"""Taking an operation back: its opposite is written, and the log only ever grows."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.core.errors import Refused
from station_app.core.records import Current
from station_app.core.register import Register, empty
from station_app.core.texts import _
from station_app.core.wire import from_plain
from station_app.storage import log, references, write
from station_app.storage.log import Stamp
from station_app.storage.tables import Alias, BaseImage, Operation


def undo(session: Session, stamp: Stamp, register: Register, op: Operation) -> None:
    """Take one operation back by writing its opposite; the log only ever grows."""
    match op.kind:
        case "file":
            write.withdraw(session, stamp, register, op.record_id, "undo")
        case "withdraw" | "restore":
            back = op.kind == "withdraw"
            write.withdraw(session, stamp, register, op.record_id, "undo", back=back)
        case "amend" | "state":
            record = write.load(session, register, op.record_id, lock=True)
            if not isinstance(record, Current) or any(
                record.writer(name) != str(op.op_id) for name in op.base
            ):
                raise write.changed(session, stamp, op.record_id)
            _refuse_overtaken(session, stamp, register, op)
            known = log.values_before(session, op)
            was = {name: known.get(name, empty(register[name].kind)) for name in op.base}
            before = from_plain(register, was)  # what was empty is in no operation
            write.change(session, stamp, register, record, op.kind, before)
        case "merge":
            alias = session.get(Alias, op.record_id)
            if alias is not None and alias.act_id != op.act_id:  # merged anew since
                raise write.changed(session, stamp, op.record_id)
            references.unmerge(session, stamp, register, op.record_id)
        case "distinct":
            references.undistinguish(session, stamp, register, op.record_id, op.act_id)
        case _:
            raise Refused(_("这一步不能撤销"))


def _refuse_overtaken(session: Session, stamp: Stamp, register: Register, op: Operation) -> None:
    """The county knows a writer that neither this edit nor what it stands on saw: Conflict."""
    image = session.get(BaseImage, (stamp.scope, register.name, op.record_id))
    if image is None or image.gone:
        return
    for name in op.base:
        there = str(image.w.get(name, image.made_by))
        if there not in _stands_on(session, op, name):
            raise write.changed(session, stamp, op.record_id)


def _stands_on(session: Session, op: Operation, name: str) -> set[str]:
    """The edit itself, and who wrote the field before it as far as this log knows."""
    found, at = {str(op.op_id)}, op
    while (writer := at.base.get(name)) and writer not in found:
        found.add(writer)
        earlier = session.scalar(select(Operation).where(Operation.op_id == UUID(writer)))
        if earlier is None:
            break
        at = earlier
    return found
