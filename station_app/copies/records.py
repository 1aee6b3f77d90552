from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from station_app.core.records import Current, Fact

SEARCH, SCENE, ARREST = "search", "scene", "arrest"
CHASE, ESCORT, PENALTY, DETAINED = "chase", "escort", "penalty", "detained"
OPEN, DONE = "open", "done"


class CorrectionCopy(Fact, kw_only=True, eq=False):
    """A document copied to the station (收文): that it came, from whom and of what day."""

    __tablename__ = "correction_copy"

    person_id: Mapped[UUID]
    kind: Mapped[str]
    on: Mapped[date]
    from_organ: Mapped[str]
    document_number: Mapped[str | None] = mapped_column(default=None)
    dated: Mapped[date | None] = mapped_column(default=None)
    about: Mapped[str] = mapped_column(default="")

    __table_args__ = (
        Index("ix_correction_copy_live", "row", "withdrawn_at"),
        Index("ix_correction_copy_person", "person_id"),
    )


class CorrectionTask(Current, kw_only=True, eq=False):
    """What the station does for community correction: asked for by its organ or by a court.

    `detained` is its own: it holds a supervised person, and tells county body and procuratorate.
    """

    __tablename__ = "correction_task"

    person_id: Mapped[UUID]
    kind: Mapped[str]
    on: Mapped[date]
    asked_by: Mapped[str | None] = mapped_column(default=None)
    document_number: Mapped[str | None] = mapped_column(default=None)
    what: Mapped[str]
    until: Mapped[date | None] = mapped_column(default=None)
    remarks: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default=OPEN)
    done_on: Mapped[date | None] = mapped_column(default=None)
    handled_by: Mapped[str | None] = mapped_column(default=None)
    outcome: Mapped[str | None] = mapped_column(default=None)
    told_on: Mapped[date | None] = mapped_column(default=None)
    told_to: Mapped[str | None] = mapped_column(default=None)
    procuratorate_on: Mapped[date | None] = mapped_column(default=None)

    __table_args__ = (
        Index("ix_correction_task_live", "row", "withdrawn_at"),
        Index("ix_correction_task_person", "person_id"),
    )


class PenaltyResult(Fact, kw_only=True, eq=False):
    """What became of a proposed penalty, as it is told back (治安处罚结果)."""

    __tablename__ = "penalty_result"

    task_id: Mapped[UUID]
    on: Mapped[date]
    result: Mapped[str]
    decision_number: Mapped[str | None] = mapped_column(default=None)
    reason: Mapped[str] = mapped_column(default="")

    __table_args__ = (Index("ix_penalty_result_task", "task_id"),)
