"""What waits for the county: operations of the log, numbered as they were written.

Nothing here is on the path of an ordinary act: what was written since is found by its place in
the log (`TAKEN`) when somebody exchanges. Rules: docs/exchange.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, bindparam, delete, exists, func, select, update
from sqlalchemy.orm import Session

from station_app.core.ids import new_id
from station_app.core.records import table_of
from station_app.storage import refiling, settings
from station_app.storage.driver import ask_each, insert_rows
from station_app.storage.exchange_tables import Outgoing, Quarantined
from station_app.storage.tables import BaseImage, OpBody, Operation

TAKEN = "county taken"  # the place in the log up to which operations were given numbers
ANSWERED = "county answered"  # the number up to which the county has answered
EPOCH = "county epoch"  # the incarnation whose numbers these are
LOT = 2_000  # operations that are dealt with in one act
PULLED = "pulled"  # the county's own, written down here: never sent
SENT = (
    Operation.op_id,
    Operation.tx_id,
    Operation.register,
    Operation.record_id,
    Operation.kind,
    Operation.base,
    Operation.hlc,
    Operation.at,
    Operation.actor,
)


@dataclass(frozen=True, slots=True)
class Waiting:
    n: int
    op: Any  # a row with the columns of SENT
    body: Mapping[str, Any] | None  # None: erased since


def begin(session: Session) -> UUID:
    """The epoch of this database. A restored one has another, and numbers of its own."""
    epoch = settings.get(session, "epoch")
    if settings.get(session, EPOCH, epoch) != epoch:
        _renumber(session)
    settings.put(session, EPOCH, epoch)
    return UUID(epoch)


def epoch(session: Session) -> UUID:
    """The one whose numbers these are."""
    return UUID(settings.get(session, EPOCH) or settings.get(session, "epoch"))


def new_epoch(session: Session) -> UUID:
    """These numbers were used by somebody else: what waits gets others."""
    settings.put(session, "epoch", str(new_id()))
    return begin(session)


def start_again(session: Session) -> None:
    """The county was put back from a backup: all is offered once more, what it has it knows.

    Photographs of rows are taken in again as well; see `replica`.
    """
    sent = Operation.acked_seq > 0, Operation.kind != PULLED
    session.execute(
        update(Operation).where(*sent).values(acked_seq=None),
        execution_options={"synchronize_session": False},
    )
    session.execute(delete(Outgoing))
    settings.put(session, TAKEN, "0")
    settings.put(session, ANSWERED, "0")
    new_epoch(session)


def _renumber(session: Session) -> None:
    """1, 2, 3 … for what waits; what was answered keeps a place below."""
    held = session.execute(select(Outgoing.n, Outgoing.op_id).order_by(Outgoing.n)).all()
    answered = number_of(session, ANSWERED)
    first = sum(n <= answered for n, _op in held) - 1
    session.execute(delete(Outgoing))
    rows = [{"n": at - first, "op_id": op_id} for at, (_n, op_id) in enumerate(held)]
    insert_rows(session, table_of(Outgoing), rows)
    settings.put(session, ANSWERED, "0")


def batch(
    session: Session, most: int, longest: int, after: int | None = None
) -> list[list[Waiting]]:
    """The next whole transactions, together at most `most` operations; or one that has more.

    What has more than `longest` comes in pieces: no act writes so much. The next ones are those
    beyond the number `after`; beyond what the county has answered where none is said.
    """
    after = number_of(session, ANSWERED) if after is None else after
    found = _waiting(session, after, most + 1)
    whole = [list(ops) for _tx, ops in groupby(found, key=lambda one: one.op.tx_id)]
    if len(found) <= most:
        return whole
    if len(whole) > 1:
        return whole[:-1]
    first, tx = found[0].n, found[0].op.tx_id
    last = session.scalar(
        select(func.max(Outgoing.n))
        .join(Operation, Operation.op_id == Outgoing.op_id)
        .where(Outgoing.n >= first, Outgoing.n < first + longest, Operation.tx_id == tx)
    )
    of_it = _waiting(session, after, (last or first) - first + 1)
    return [[one for one in of_it if one.op.tx_id == tx]]


def _waiting(session: Session, after: int, most: int) -> list[Waiting]:
    query = (
        select(Outgoing.n, OpBody.body, *SENT)
        .join(Operation, Operation.op_id == Outgoing.op_id)
        .outerjoin(OpBody, OpBody.op_id == Outgoing.op_id)
        .where(Outgoing.n > after)
        .order_by(Outgoing.n)
        .limit(most)
    )
    return [Waiting(row.n, row, row.body) for row in session.execute(query)]


def acknowledge(
    session: Session, answers: Mapping[UUID, tuple[int | None, str]], now: datetime
) -> list[UUID]:
    """Operation → its place in the county's log, or None and why not; answers the refused."""
    if not answers:
        return []
    operation = table_of(Operation).c
    mine = operation.op_id == bindparam("op"), operation.acked_seq.is_(None)
    known = [{"op": op, "seq": seq or 0} for op, (seq, _code) in answers.items()]
    statement = update(table_of(Operation)).where(*mine).values(acked_seq=bindparam("seq"))
    session.connection().execute(statement, known)
    last = session.scalar(select(func.max(Outgoing.n)).where(Outgoing.op_id.in_(list(answers))))
    settings.put(session, ANSWERED, str(max(last or 0, number_of(session, ANSWERED))))
    refused = [op for op, (seq, _code) in answers.items() if seq is None]
    held = set(session.scalars(select(Quarantined.op_id).where(Quarantined.op_id.in_(refused))))
    news = [{"op_id": op, "code": answers[op][1], "at": now} for op in refused if op not in held]
    insert_rows(session, table_of(Quarantined), [{"settled_by": "", **one} for one in news])
    refiling.reopen(session, refused)
    return refused


def go_on_from(session: Session, expected: int) -> None:
    """The county waits for this number: it is sent from there, or there are new numbers."""
    if session.get(Outgoing, expected) is not None:
        settings.put(session, ANSWERED, str(expected - 1))
    else:
        new_epoch(session)


def drop_echoed(
    session: Session, scope: str, since: int, upto: int, after: int, most: int = LOT
) -> int | None:
    """Takes out what the county's own image already holds; the last looked at, None at the end.

    May be done before the cursor has come from `since` to `upto`: the image is there. Not of what
    was answered only after its image had come: that was laid on top, and is still what shows.
    """
    seen = and_(
        BaseImage.scope == scope,
        BaseImage.register == Operation.register,
        BaseImage.record_id == Operation.record_id,
        BaseImage.seq >= Operation.acked_seq,
    )
    query = _answered(session, upto).where(Outgoing.n > after, Operation.acked_seq > since)
    rows = session.execute(query.add_columns(exists().where(seen)).limit(most)).all()
    gone = [row[0] for row in rows if row[-1]]
    if gone:
        session.execute(delete(Outgoing).where(Outgoing.n.in_(gone)))
    return rows[-1][0] if len(rows) == most else None


def drop(session: Session, ops: Sequence[UUID]) -> None:
    """Takes out those that the county has answered, whose image is there."""
    gone = "delete from outgoing where op_id in (select id from one) and n <= ? returning n"
    ask_each(session, ops, gone, number_of(session, ANSWERED))


def settle(session: Session, upto: int) -> set[tuple[str, UUID]]:
    """Takes out all that was answered up to there; the records that it was about."""
    rows = session.execute(_answered(session, upto)).all()
    for at in range(0, len(rows), LOT):
        ns = [row[0] for row in rows[at : at + LOT]]
        session.execute(delete(Outgoing).where(Outgoing.n.in_(ns)))
    return {(register, id) for _n, register, id in rows}


def is_unsettled(session: Session, upto: int) -> bool:
    return session.execute(_answered(session, upto).limit(1)).first() is not None


def _answered(session: Session, upto: int) -> Select[int, str, UUID]:
    return (
        select(Outgoing.n, Operation.register, Operation.record_id)
        .join(Operation, Operation.op_id == Outgoing.op_id)
        .where(Outgoing.n <= number_of(session, ANSWERED), Operation.acked_seq <= upto)
        .order_by(Outgoing.n)
    )


def answered(session: Session) -> int:
    """The last number of this epoch that the county has counted."""
    return number_of(session, ANSWERED)


def number_of(session: Session, name: str) -> int:
    return int(settings.get(session, name, "0"))
