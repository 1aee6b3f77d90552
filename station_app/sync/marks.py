"""What is said beside one record: own changes the county has not confirmed, open cases."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select

from station_app.access.act import View
from station_app.access.service import service
from station_app.storage.exchange_tables import ConflictCase
from station_app.storage.outbox import PULLED
from station_app.storage.tables import Operation


@dataclass(frozen=True, slots=True)
class Marks:
    waiting: int = 0
    cases: int = 0


@service(right="exchange-status", audit=None)
def marks(view: View, id: UUID) -> Marks:
    own = Operation.acked_seq.is_(None), Operation.kind != PULLED, Operation.record_id == id
    waiting = view.all(select(func.count()).select_from(Operation).where(*own))
    of = ConflictCase.record_id == id, ConflictCase.closed_at.is_(None)
    cases = view.all(select(func.count()).select_from(ConflictCase).where(*of))
    return Marks(waiting[0], cases[0])
