"""What other desks have saved, by one small number for each of them: the length of its log.

A log grows in the transaction that writes the records, so nothing that was committed is missed,
whatever the order in which transactions end.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.storage import law, settling
from station_app.storage.tables import AuditEvent, AuditHead, Operation

MOST = 200  # acts that are looked through one by one; after more everything is read anew

LAW = "law"  # among the logs: rules changed, duties worked out again

Heads = Mapping[str, int]


def heads(session: Session, but: str) -> dict[str, int]:
    """Log → its length, without that of the desk that asks; and how far the rules have come."""
    others = select(AuditHead.log_id, AuditHead.number).where(AuditHead.log_id != but)
    found: dict[str, int] = dict(session.execute(others).all())
    return found | {LAW: law.count(session) + settling.settled_to(session)}


def written(session: Session, before: Heads, now: Heads) -> frozenset[tuple[str, UUID]] | None:
    """(register, id) of what was written between; None: too much to tell."""
    acts = set[UUID]()
    if now.get(LAW) != before.get(LAW):
        return None
    for log, number in now.items():
        since = before.get(log, 0)
        if number - since > MOST:
            return None
        told = select(AuditEvent.body).where(AuditEvent.log_id == log, AuditEvent.number > since)
        acts |= {UUID(act) for body in session.scalars(told) if (act := _act(body))}
    mine = select(Operation.register, Operation.record_id).where(Operation.act_id.in_(acts))
    found = session.execute(mine.limit(MOST + 1)).all() if acts else []
    return None if len(found) > MOST else frozenset((name, id) for name, id in found)


def _act(body: str) -> str:
    said = json.loads(body).get("act_id", "")
    return said if isinstance(said, str) else ""
