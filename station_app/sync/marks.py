"""What is said beside one record: own changes the county has not confirmed, open cases."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select

from station_app.access.act import View
from station_app.access.service import service
from station_app.storage.exchange_tables import ConflictCase
from station_app.storage.outbox import PULLED
from station_app.storage.tables import OpBody, Operation

SILENT = (PULLED, "seal", "purge")


@dataclass(frozen=True, slots=True)
class Marks:
    waiting: int = 0
    cases: int = 0


@service(right="exchange-status", audit=None)
def marks(view: View, id: UUID) -> Marks:
    """Of what was sealed here nothing is said: its operations have lost their bodies."""
    own = Operation.acked_seq.is_(None), Operation.kind.not_in(SILENT), Operation.record_id == id
    counted = (
        select(func.count()).select_from(Operation).join(OpBody, Operation.op_id == OpBody.op_id)
    )
    waiting = view.all(counted.where(*own))
    of = ConflictCase.record_id == id, ConflictCase.closed_at.is_(None)
    cases = view.all(select(func.count()).select_from(ConflictCase).where(*of))
    return Marks(waiting[0], cases[0])
