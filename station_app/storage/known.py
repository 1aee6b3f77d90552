"""What there is here of records that the county speaks of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from station_app.core.records import Current, Record
from station_app.core.register import Register
from station_app.storage import log, write
from station_app.storage.driver import ask_of
from station_app.storage.outbox import PULLED
from station_app.storage.rebasing import Image, Standing, differences, is_written_by, rebase
from station_app.storage.resolving import KEPT, WITHDRAWN
from station_app.storage.tables import Alias, Distinct, Operation


def shown(
    session: Session, register: Register, ids: Sequence[UUID], *, hold: bool = True
) -> dict[UUID, Record]:
    """Those that are here, held until the act is done."""
    record = register.record
    query = select(record).where(record.id.in_(ids)).order_by(record.row)
    if hold:
        query = query.with_for_update().execution_options(**write.AFRESH)
    return {one.id: one for one in session.scalars(query)}


TRACES = """exists (select 1 from "{}" where id = one.id)
or exists (select 1 from operation where record_id = one.id)
or exists (select 1 from sealed where record_id = one.id)
or exists (select 1 from alias where gone_id = one.id)
or exists (select 1 from distinct_pair where one_id = one.id)"""


def heard_of(session: Session, register: Register, ids: Iterable[UUID]) -> set[UUID]:
    """Those of which there is or was anything here: the others need no further question."""
    return ask_of(session, ids, TRACES.format(register.record.__tablename__))


def pending(
    session: Session, ids: Sequence[UUID], upto: int
) -> dict[UUID, list[tuple[Operation, dict[str, Any]]]]:
    """Our own operations on these records that no image holds yet."""
    waits = or_(Operation.acked_seq.is_(None), Operation.acked_seq > upto)
    mine = Operation.record_id.in_(ids), Operation.kind != PULLED
    found = defaultdict[UUID, list[tuple[Operation, dict[str, Any]]]](list)
    for op, body in log.operations(session, *mine, waits):
        found[op.record_id].append((op, body))
    return found


def links(session: Session, ids: Sequence[UUID]) -> tuple[dict[UUID, UUID], dict[UUID, set[UUID]]]:
    """Merged into whom, and found not to be whom."""
    merged = select(Alias.gone_id, Alias.kept_id).where(Alias.gone_id.in_(ids))
    apart = defaultdict[UUID, set[UUID]](set)
    for one, other in session.execute(
        select(Distinct.one_id, Distinct.other_id).where(Distinct.one_id.in_(ids))
    ):
        apart[one].add(other)
    return dict(session.execute(merged).all()), apart


def here(session: Session, register: Register, ids: Sequence[UUID]) -> set[UUID]:
    """Those of which there is a record."""
    return set(session.scalars(select(register.record.id).where(register.record.id.in_(ids))))


@dataclass(frozen=True, slots=True)
class Known:
    """What there is of some records of one register."""

    records: Mapping[UUID, Record]
    pending: Mapping[UUID, list[tuple[Operation, dict[str, Any]]]]
    merged: Mapping[UUID, UUID]
    apart: Mapping[UUID, set[UUID]]

    @classmethod
    def of(
        cls,
        session: Session,
        register: Register,
        ids: Sequence[UUID],
        upto: int,
        *,
        hold: bool = True,
    ) -> Known:
        """`hold`: they are about to be written."""
        if not ids:
            return cls({}, {}, {}, {})
        records = shown(session, register, ids, hold=hold)
        return cls(records, pending(session, ids, upto), *links(session, ids))

    def becomes(self, register: Register, image: Image) -> Standing:
        return rebase(register, image, self.pending.get(image.id, ()), self.records.get(image.id))

    def write_down(self, image: Image, to: Standing) -> None:
        """Who wrote what, which nobody sees."""
        record = self.records[image.id]
        if isinstance(record, Current) and not is_written_by(record, to):
            record.writers = dict(to.writers)
            record.made_by = to.made or record.made_by

    def news(self, register: Register, image: Image, to: Standing) -> dict[str, Any]:
        """What changes for whoever looks, as the log keeps it."""
        record = self.records[image.id]
        news = differences(register, record, to)
        if record.withdrawn_at != to.withdrawn:
            news[WITHDRAWN] = to.withdrawn.isoformat() if to.withdrawn else None
        if self.merged.get(image.id) != to.kept:
            news[KEPT] = str(to.kept) if to.kept else None
        if others := self.apart.get(image.id, set()) ^ to.apart:
            news["other_id"] = ", ".join(sorted(map(str, others)))
        return news
