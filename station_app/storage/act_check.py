"""What `station check` can prove of what only acts may write: merges, and who did what."""

from __future__ import annotations

import json
from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.storage.outbox import PULLED
from station_app.storage.resolving import KEPT
from station_app.storage.tables import Alias, AuditEvent, OpBody, Operation

MERGING = ("merge", "resolve", PULLED)


def aliases(session: Session) -> Iterator[str]:
    """Entries said to be another one that no act has merged, or not into that one."""
    of_merge = (OpBody.op_id == Operation.op_id) & Operation.kind.in_(MERGING)
    merged = select(Operation.record_id, Operation.act_id, OpBody.body).join(OpBody, of_merge)
    acts = {
        (gone, act, body.get("kept_id") or body.get(KEPT))
        for gone, act, body in session.execute(merged)
    }
    known = select(Alias.gone_id, Alias.act_id, Alias.kept_id).order_by(Alias.gone_id)
    for gone, act, kept in session.execute(known):
        if (gone, act, str(kept)) not in acts:
            yield str(gone)


def actors(session: Session) -> Iterator[str]:
    """Acts whose operations name another officer than the audit log does.

    An act of which no log here tells is passed over: its desk keeps its log elsewhere. What the
    county sent is its author's, whoever exchanged.
    """
    did = dict[UUID, set[str]]()
    wrote = select(Operation.act_id, Operation.actor).where(Operation.kind != PULLED)
    for act, actor in session.execute(wrote.distinct()):
        did.setdefault(act, set()).add(actor)
    for body in session.scalars(select(AuditEvent.body).execution_options(yield_per=1000)):
        told = json.loads(body)
        act, officer = UUID(told["act_id"]), {told["officer"]}
        if did.pop(act, officer) != officer:
            yield str(act)
