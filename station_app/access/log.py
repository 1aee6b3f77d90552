"""Services on the audit log: prove it, hand it over, ask who looked."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from station_app.access.act import Act
from station_app.access.service import service
from station_app.core.progress import Progress, Tell, unheard
from station_app.storage import audit, references
from station_app.storage.audit import Fault


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody saw a record."""

    at: datetime
    officer: str
    role: str
    event: str
    purpose: str
    reference: str


@service(right="settle-search", audit="searched")
def settle_search(act: Act, term: str, count: int) -> None:
    """A look-up that has settled: the term as an HMAC, and how many were shown."""
    act.notes |= {"term": act.term(term), "hits": count}


@service(right="back-up", audit="backed up")
def back_up(act: Act, file: str) -> None:
    """The event of a backup; the copy is made by who holds the key."""
    act.notes |= {"file": file}


@service(right="verify-audit", audit="log verified")
def verify_audit(act: Act, tell: Tell = unheard) -> list[Fault]:
    """The first fault of every device's chain."""
    return audit.faults(act.session, Progress(audit.size(act.session), tell))


@service(right="export-audit", audit="log handed over")
def export_audit(act: Act) -> list[dict[str, Any]]:
    """Every event with its place in the chain."""
    return [
        {"log": e.log_id, "number": e.number, "hash": e.hash, "event": json.loads(e.body)}
        for e in audit.events(act.session)
    ]


@service(right="who-looked", audit="who looked")
def who_looked(act: Act, record_id: UUID) -> list[Look]:
    """Everybody who saw this record or one merged with it, the newest first."""
    looks = []
    for event in audit.who(act.session, references.family(act.session, record_id)):
        body = json.loads(event.body)
        code, reference = body["purpose"] or ("", "")
        at = datetime.fromisoformat(body["at"])
        looks.append(Look(at, body["officer"], body["role"], body["event"], code, reference))
    return sorted(looks, key=lambda look: look.at, reverse=True)
