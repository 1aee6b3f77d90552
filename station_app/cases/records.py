from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from station_app.core.records import Current, Fact

SECURITY, ADMIN, CRIMINAL = "security", "admin", "criminal"
ACCEPTED, FILED, NOT_FILED = "accepted", "filed", "not_filed"
DECIDED, CLOSED, STOPPED, TRANSFERRED = "decided", "closed", "stopped", "transferred"


class Case(Current, kw_only=True, eq=False):
    """One case of the station, by its internal number; the official one is typed when it exists.

    `began_on` is the day from which its time is counted: of filing, or anew after a mediation
    that failed (程 185). `sealed` closes it to everybody but custodians (治安管理处罚法 136).
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
    place: Mapped[str | None] = mapped_column(default=None)
    occurred_at: Mapped[datetime | None] = mapped_column(default=None)
    facts: Mapped[str] = mapped_column(default="")
    handler: Mapped[str | None] = mapped_column(default=None)
    second: Mapped[str | None] = mapped_column(default=None)
    minor: Mapped[bool | None] = mapped_column(default=None)
    public_official: Mapped[bool | None] = mapped_column(default=None)
    remarks: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default=ACCEPTED)
    accepted_at: Mapped[datetime]
    accepted_on: Mapped[date | None] = mapped_column(default=None)
    filed_on: Mapped[date | None] = mapped_column(default=None)
    told_on: Mapped[date | None] = mapped_column(default=None)
    began_on: Mapped[date | None] = mapped_column(default=None)
    extended: Mapped[int] = mapped_column(default=0)
    paused_from: Mapped[date | None] = mapped_column(default=None)
    paused_days: Mapped[int] = mapped_column(default=0)
    fast_track: Mapped[bool | None] = mapped_column(default=None)
    fast_from: Mapped[datetime | None] = mapped_column(default=None)
    fast_consent_on: Mapped[date | None] = mapped_column(default=None)
    submitted: Mapped[str | None] = mapped_column(default=None)
    decided_on: Mapped[date | None] = mapped_column(default=None)
    transferred_to: Mapped[str | None] = mapped_column(default=None)
    transferred_at: Mapped[datetime | None] = mapped_column(default=None)
    closed_on: Mapped[date | None] = mapped_column(default=None)
    close_kind: Mapped[str | None] = mapped_column(default=None)
    stop_kind: Mapped[str | None] = mapped_column(default=None)
    stop_why: Mapped[str | None] = mapped_column(default=None)

    __table_args__ = (
        Index("ix_case_live", "row", "withdrawn_at"),
        Index("ix_case_handler", "handler", "state"),
        Index("ix_case_call", "call_id"),
    )


class CasePerson(Fact, kw_only=True, eq=False):
    """Somebody in a case, with the role he has there."""

    __tablename__ = "case_person"

    case_id: Mapped[UUID]
    person_id: Mapped[UUID]
    role: Mapped[str]
    minor: Mapped[bool | None] = mapped_column(default=None)
    remarks: Mapped[str] = mapped_column(default="")

    __table_args__ = (Index("ix_case_person_case", "case_id"),)
