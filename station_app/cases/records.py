from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from station_app.core.records import Current, Fact

SECURITY, ADMIN, CRIMINAL = "security", "admin", "criminal"
ACCEPTED, FILED, NOT_FILED = "accepted", "filed", "not_filed"
SUSPECT, VICTIM, REPORTER, GUARDIAN = "suspect", "victim", "reporter", "guardian"
DOUBTFUL, GRAVE = "doubtful", "grave"
DECIDED, CLOSED, STOPPED, TRANSFERRED = "decided", "closed", "stopped", "transferred"


class Case(Current, kw_only=True, eq=False):
    """One case of the station, by its internal number; the official one is typed when it exists.

    Its time runs from `filed_on`, anew from `restarted_on` after a mediation that failed (程 185),
    and stands still in `pauses`, written as `2026-03-02—2026-03-09；2026-03-20—`: the first and the
    last day of each, without a last one while it lasts. `submitted` is what waits for approval,
    `submitted_by` whose hand it came from.
    """

    __tablename__ = "case_file"

    number: Mapped[str]
    official_number: Mapped[str | None] = mapped_column(default=None)
    kind: Mapped[str]
    title: Mapped[str]
    cause: Mapped[str | None] = mapped_column(default=None)
    source: Mapped[str | None] = mapped_column(default=None)
    call_id: Mapped[UUID | None] = mapped_column(default=None)
    place_id: Mapped[UUID | None] = mapped_column(default=None)
    place_said: Mapped[str | None] = mapped_column(default=None)
    occurred_at: Mapped[datetime | None] = mapped_column(default=None)
    facts: Mapped[str] = mapped_column(default="")
    from_unit: Mapped[str | None] = mapped_column(default=None)
    evidence: Mapped[bool | None] = mapped_column(default=None)
    handler: Mapped[str | None] = mapped_column(default=None)
    second: Mapped[str | None] = mapped_column(default=None)
    minor: Mapped[bool | None] = mapped_column(default=None)
    public_official: Mapped[bool | None] = mapped_column(default=None)
    remarks: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default=ACCEPTED)
    accepted_at: Mapped[datetime]
    accepted_on: Mapped[date | None] = mapped_column(default=None)
    examination: Mapped[str | None] = mapped_column(default=None)
    filed_on: Mapped[date | None] = mapped_column(default=None)
    not_filed_on: Mapped[date | None] = mapped_column(default=None)
    not_filed_why: Mapped[str | None] = mapped_column(default=None)
    told_on: Mapped[date | None] = mapped_column(default=None)
    extended: Mapped[int] = mapped_column(default=0)
    pauses: Mapped[str | None] = mapped_column(default=None)
    restarted_on: Mapped[date | None] = mapped_column(default=None)
    remedy: Mapped[str | None] = mapped_column(default=None)
    remedy_on: Mapped[date | None] = mapped_column(default=None)
    fast_track: Mapped[bool | None] = mapped_column(default=None)
    fast_from: Mapped[datetime | None] = mapped_column(default=None)
    fast_consent_on: Mapped[date | None] = mapped_column(default=None)
    submitted: Mapped[str | None] = mapped_column(default=None)
    submitted_by: Mapped[str | None] = mapped_column(default=None)
    submitted_on: Mapped[date | None] = mapped_column(default=None)
    returned_on: Mapped[date | None] = mapped_column(default=None)
    decided_on: Mapped[date | None] = mapped_column(default=None)
    transfer_found_at: Mapped[datetime | None] = mapped_column(default=None)
    transferred_to: Mapped[str | None] = mapped_column(default=None)
    transferred_at: Mapped[datetime | None] = mapped_column(default=None)
    closed_on: Mapped[date | None] = mapped_column(default=None)
    close_kind: Mapped[str | None] = mapped_column(default=None)
    sampling_found_on: Mapped[date | None] = mapped_column(default=None)
    stop_kind: Mapped[str | None] = mapped_column(default=None)
    stop_why: Mapped[str | None] = mapped_column(default=None)

    __table_args__ = (
        Index("ix_case_live", "row", "withdrawn_at"),
        Index("ix_case_handler", "handler", "state"),
        Index("ix_case_call", "call_id"),
    )


class CasePerson(Fact, kw_only=True, eq=False):
    """Somebody in a case, with the role he has there; a guardian with whose he is (`ward_id`)."""

    __tablename__ = "case_person"

    case_id: Mapped[UUID]
    person_id: Mapped[UUID]
    role: Mapped[str]
    ward_id: Mapped[UUID | None] = mapped_column(default=None)
    minor: Mapped[bool | None] = mapped_column(default=None)
    remarks: Mapped[str] = mapped_column(default="")

    __table_args__ = (Index("ix_case_person_case", "case_id"),)


class CaseStep(Fact, kw_only=True, eq=False):
    """One step of a case in the one list of what happened: numbered, with day, hand and note.

    `number` and `by` are those of the paper and the organ where another decided; `hand` is the
    officer who entered it.
    """

    __tablename__ = "case_step"

    case_id: Mapped[UUID]
    nth: Mapped[int]
    kind: Mapped[str]
    on: Mapped[date]
    hand: Mapped[str]
    by: Mapped[str | None] = mapped_column(default=None)
    number: Mapped[str | None] = mapped_column(default=None)
    note: Mapped[str] = mapped_column(default="")

    __table_args__ = (Index("ix_case_step_case", "case_id", "nth"),)
