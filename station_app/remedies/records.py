from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from station_app.core.records import Current

OBJECTION, COMPLAINT = "objection", "complaint"
CORRECTION, ADVICE = "correction", "advice"
LETTERS = (CORRECTION, ADVICE)  # of the procuratorate


class Objection(Current, kw_only=True, eq=False):
    """One thing said against what was done, until it is answered in writing.

    By the person: an objection (异议) to a result that he was told, or a complaint (控告、申诉、
    检举; 法 34, 办 32). By the procuratorate: 纠正意见 or 检察建议 (法 62). `answer_by` is the day
    that its letter names.
    """

    __tablename__ = "objection"

    supervision_id: Mapped[UUID]
    kind: Mapped[str]
    on: Mapped[date]
    said_by: Mapped[str | None] = mapped_column(default=None)
    document_number: Mapped[str | None] = mapped_column(default=None)
    about: Mapped[str | None] = mapped_column(default=None)
    told_on: Mapped[date | None] = mapped_column(default=None)
    text: Mapped[str]
    answer_by: Mapped[date | None] = mapped_column(default=None)
    remarks: Mapped[str] = mapped_column(default="")
    answered_on: Mapped[date | None] = mapped_column(default=None)
    answer: Mapped[str | None] = mapped_column(default=None)
    answer_number: Mapped[str | None] = mapped_column(default=None)
    adopted: Mapped[bool | None] = mapped_column(default=None)
    taken_on: Mapped[date | None] = mapped_column(default=None)
    outcome_on: Mapped[date | None] = mapped_column(default=None)
    outcome: Mapped[str | None] = mapped_column(default=None)

    __table_args__ = (Index("ix_objection_supervision", "supervision_id"),)
