"""Numbers for what waits for the county: whole transactions, in the order they were written.

Nothing here is on the path of an ordinary act: what was written since is found by its place in
the log when somebody exchanges.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Select, SelectBase, func, insert, select, union_all
from sqlalchemy import text as sql
from sqlalchemy.orm import Session

from station_app.core.records import table_of
from station_app.storage import settings
from station_app.storage.driver import is_postgresql
from station_app.storage.exchange_tables import Outgoing
from station_app.storage.outbox import ANSWERED, LOT, PULLED, TAKEN, number_of
from station_app.storage.tables import Operation

FEW = 10_000  # not yet numbered, that are counted one by one
PLACE = Operation.n, Operation.op_id, Operation.tx_id


def take_up(session: Session, most: int = LOT) -> int:
    """Gives numbers to what was written since, whole transactions; answers to how many.

    On PostgreSQL a lower place in the log may be committed later than a higher one, so nobody
    else may be in the middle of writing while the log is read.
    """
    if is_postgresql(session):
        session.execute(sql("lock table operation in share mode"))
    after = number_of(session, TAKEN)
    upto = session.scalar(_new(after, Operation.n).order_by(Operation.n).offset(most - 1).limit(1))
    if upto is None:
        part: SelectBase = _new(after, *PLACE)
        upto = session.scalar(select(func.max(Operation.n))) or 0
    else:
        here = _new(after, *PLACE).where(Operation.n <= upto)
        part = union_all(here, _rest(session, after, upto))
    settings.put(session, TAKEN, str(upto))
    return _number_them(session, part)


def _number_them(session: Session, part: SelectBase) -> int:
    last = session.scalar(select(func.max(Outgoing.n))) or 0
    op = part.subquery().c
    first = func.min(op.n).over(partition_by=op.tx_id).label("first")
    of_tx = select(op.op_id, op.n, first).subquery().c
    n = func.row_number().over(order_by=(of_tx.first, of_tx.n))
    numbered = select(max(last, number_of(session, ANSWERED)) + n, of_tx.op_id)
    into = insert(table_of(Outgoing)).from_select(["n", "op_id"], numbered)
    done = session.connection().execute(into, execution_options={"preserve_rowcount": True})
    return done.rowcount


def _new(after: int, *columns: Any) -> Select[*tuple[Any, ...]]:
    """Operations beyond a place in the log that have no number yet."""
    return (
        select(*columns)
        .select_from(Operation)
        .outerjoin(Outgoing, Outgoing.op_id == Operation.op_id)
        .where(
            Operation.n > after,
            Operation.kind != PULLED,
            Operation.acked_seq.is_(None),
            Outgoing.n.is_(None),
        )
    )


def _rest(session: Session, after: int, upto: int) -> Select[*tuple[Any, ...]]:
    """What these transactions wrote beyond: on a server, between what others wrote."""
    first = after + 1 if is_postgresql(session) else upto
    open_ones = session.execute(
        select(Operation.act_id, Operation.tx_id).where(Operation.n.between(first, upto)).distinct()
    ).all()
    acts, txs = {act for act, _tx in open_ones}, {tx for _act, tx in open_ones}
    return _new(upto, *PLACE).where(Operation.act_id.in_(acts), Operation.tx_id.in_(txs))


def waiting(session: Session) -> tuple[int, datetime | None]:
    """How many operations the county has not answered, and when the oldest was written.

    Of what has no number yet a long stretch is taken at its length, not counted.
    """
    answered, taken = number_of(session, ANSWERED), number_of(session, TAKEN)
    last = max(session.scalar(select(func.max(Outgoing.n))) or 0, answered)
    stretch = (session.scalar(select(func.max(Operation.n))) or 0) - taken
    if 0 < stretch <= FEW:
        stretch = session.scalar(_new(taken, func.count())) or 0
    oldest = (
        select(Operation.at)
        .join(Outgoing, Outgoing.op_id == Operation.op_id)
        .where(Outgoing.n > answered)
        .order_by(Outgoing.n)
        .limit(1)
    )
    at = session.scalar(oldest)
    if at is None and stretch:
        mine = Operation.n > taken, Operation.kind != PULLED
        at = session.scalar(select(Operation.at).where(*mine).order_by(Operation.n).limit(1))
    return last - answered + max(stretch, 0), at
