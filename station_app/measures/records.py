from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from station_app.core.records import Current, Fact

RUNNING, ENDED = "running", "ended"


class Measure(Current, kw_only=True, eq=False):
    """One person under one decision that this station executes or helps to execute.

    `protected_id` is for whose sake it is: who applied, who was hurt, whose parent is ordered.
    `handler` is the account of the officer whose it is; `secret` keeps it from all others but
    the chief. `term_from` is the day the present term began, where it was extended; the fields
    of a leave are those of the one that is not settled. No case is pointed at: a closed case is
    sealed, and a measure may outlast it.
    """

    __tablename__ = "measure"

    number: Mapped[str]
    kind: Mapped[str]
    person_id: Mapped[UUID]
    protected_id: Mapped[UUID | None] = mapped_column(default=None)
    place_id: Mapped[UUID | None] = mapped_column(default=None)
    minor: Mapped[bool | None] = mapped_column(default=None)
    guardian: Mapped[str | None] = mapped_column(default=None)
    organ: Mapped[str]
    organ_kind: Mapped[str]
    document_number: Mapped[str]
    decided_on: Mapped[date]
    received_on: Mapped[date | None] = mapped_column(default=None)
    case_number: Mapped[str | None] = mapped_column(default=None)
    cause: Mapped[str | None] = mapped_column(default=None)
    start: Mapped[date]
    end: Mapped[date]
    security: Mapped[str | None] = mapped_column(default=None)
    guarantor: Mapped[str | None] = mapped_column(default=None)
    guarantor_phone: Mapped[list[dict[str, str]]] = mapped_column(default_factory=list)
    deposit: Mapped[int | None] = mapped_column(default=None)
    education: Mapped[str | None] = mapped_column(default=None)
    orders: Mapped[str | None] = mapped_column(default=None)
    facts: Mapped[str | None] = mapped_column(default=None)
    committee: Mapped[str | None] = mapped_column(default=None)
    workplace: Mapped[str | None] = mapped_column(default=None)
    handler: Mapped[str | None] = mapped_column(default=None)
    remarks: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default=RUNNING)
    secret: Mapped[bool | None] = mapped_column(default=None)
    told_on: Mapped[date | None] = mapped_column(default=None)
    protected_told_on: Mapped[date | None] = mapped_column(default=None)
    guardian_told_on: Mapped[date | None] = mapped_column(default=None)
    committee_told_on: Mapped[date | None] = mapped_column(default=None)
    workplace_told_on: Mapped[date | None] = mapped_column(default=None)
    recorded_on: Mapped[date | None] = mapped_column(default=None)
    visited_on: Mapped[date | None] = mapped_column(default=None)
    protected_visited_on: Mapped[date | None] = mapped_column(default=None)
    leave_kind: Mapped[str | None] = mapped_column(default=None)
    leave_asked_on: Mapped[date | None] = mapped_column(default=None)
    leave_since: Mapped[date | None] = mapped_column(default=None)
    leave_until: Mapped[date | None] = mapped_column(default=None)
    leave_reason: Mapped[str | None] = mapped_column(default=None)
    leave_approved_on: Mapped[date | None] = mapped_column(default=None)
    breach_on: Mapped[date | None] = mapped_column(default=None)
    guarantor_lost_on: Mapped[date | None] = mapped_column(default=None)
    expiry_told_on: Mapped[date | None] = mapped_column(default=None)
    term_from: Mapped[date | None] = mapped_column(default=None)
    ended_on: Mapped[date | None] = mapped_column(default=None)
    end_kind: Mapped[str | None] = mapped_column(default=None)

    __table_args__ = (
        Index("ix_measure_live", "row", "withdrawn_at"),
        Index("ix_measure_person", "person_id"),
        Index("ix_measure_place", "place_id", "kind"),
    )


class MeasureStep(Fact, kw_only=True, eq=False):
    """What was done in the course of a measure; `late` where a term of law was missed."""

    __tablename__ = "measure_step"

    measure_id: Mapped[UUID]
    kind: Mapped[str]
    on: Mapped[date]
    whom: Mapped[str | None] = mapped_column(default=None)
    by: Mapped[str | None] = mapped_column(default=None)
    until: Mapped[date | None] = mapped_column(default=None)
    number: Mapped[str | None] = mapped_column(default=None)
    late: Mapped[bool | None] = mapped_column(default=None)
    said: Mapped[str] = mapped_column(default="")

    __table_args__ = (Index("ix_measure_step_measure", "measure_id"),)
