from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from station_app.core.decided import Decided
from station_app.core.records import Current

OUT, IN = "out", "in"
AGREE, REFUSE = "agree", "refuse"
APPLIED, ASKED, ANSWERED, DISPUTED = "applied", "asked", "answered", "disputed"
APPROVED, REFUSED, MOVED, CANCELLED = "approved", "refused", "moved", "cancelled"


class Relocation(Current, Decided, kw_only=True, eq=False):
    """One change of place with its steps: `out` in the old home, `in` in the new one.

    The two homes never share a record: what one prints the other types; the first letter alone
    may come by the county, as a record of the new home. What one of them does
    the other receives, so a day is that of sending here and of receiving there. `stage` follows
    from the days. Until the person has arrived the new home has no supervision of him.
    """

    __tablename__ = "relocation"

    direction: Mapped[str] = mapped_column(default=IN)
    supervision_id: Mapped[UUID | None] = mapped_column(default=None)
    person_id: Mapped[UUID]
    other_organ: Mapped[str]
    destination: Mapped[str]
    reason: Mapped[str]
    proof: Mapped[str] = mapped_column(default="")
    asked_on: Mapped[date]
    moving_on: Mapped[date | None] = mapped_column(default=None)
    letter_on: Mapped[date | None] = mapped_column(default=None)
    letter_number: Mapped[str | None] = mapped_column(default=None)
    minor: Mapped[bool | None] = mapped_column(default=None)
    worker: Mapped[str | None] = mapped_column(default=None)
    remarks: Mapped[str] = mapped_column(default="")
    stage: Mapped[str | None] = mapped_column(default=None)
    answered_on: Mapped[date | None] = mapped_column(default=None)
    answer: Mapped[str | None] = mapped_column(default=None)
    answer_number: Mapped[str | None] = mapped_column(default=None)
    answer_reason: Mapped[str | None] = mapped_column(default=None)
    dispute_on: Mapped[date | None] = mapped_column(default=None)
    dispute_organ: Mapped[str | None] = mapped_column(default=None)
    coordinated_on: Mapped[date | None] = mapped_column(default=None)
    coordinated: Mapped[str | None] = mapped_column(default=None)
    coordination_number: Mapped[str | None] = mapped_column(default=None)
    told_on: Mapped[date | None] = mapped_column(default=None)
    papers_on: Mapped[date | None] = mapped_column(default=None)
    receipt_on: Mapped[date | None] = mapped_column(default=None)
    decider_on: Mapped[date | None] = mapped_column(default=None)
    procuratorate_on: Mapped[date | None] = mapped_column(default=None)
    police_on: Mapped[date | None] = mapped_column(default=None)
    arrived_on: Mapped[date | None] = mapped_column(default=None)
    missed_on: Mapped[date | None] = mapped_column(default=None)
    custody_on: Mapped[date | None] = mapped_column(default=None)
    custody_by: Mapped[str | None] = mapped_column(default=None)
    custody_told_on: Mapped[date | None] = mapped_column(default=None)
    cancelled_on: Mapped[date | None] = mapped_column(default=None)

    __table_args__ = (
        Index("ix_relocation_live", "row", "withdrawn_at"),
        Index("ix_relocation_supervision", "supervision_id"),
        Index("ix_relocation_person", "person_id"),
    )
