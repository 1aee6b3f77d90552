"""Everybody brought to the station, and each thing that was done for him or with him there."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from station_app.core.records import Current, Fact

STOP_QUESTION = "stop_and_question"
RELEASED = "released"
BODY_CHECK, APPROVED, EXTENDED, RESTARTED = "body_check", "approved", "extended", "restarted"
FAMILY_TOLD, FAMILY_NOT_TOLD, GUARDIAN = "family_told", "family_not_told", "guardian"
ITEMS_TAKEN, ITEMS_RETURNED = "items_taken", "items_returned"
MEAL, REST, MEDICAL, MOVED, GROUND = "meal", "rest", "medical", "moved", "ground"
IDENTIFIED, SPECIAL, LEFT = "identified", "special", "left"


class Custody(Current, kw_only=True, eq=False):
    """One person in the station, from his arrival to his leaving freely or being handed on.

    Who he is may be unknown: then `described` says what is seen of him. `hours` is the limit in
    force, None where the ground has none; it runs from `counted_from` (the arrival, or the hour
    at which a stay of free will ended), anew from `restarted_at` (程 62).
    """

    __tablename__ = "custody"

    number: Mapped[str]
    person_id: Mapped[UUID | None] = mapped_column(default=None)
    described: Mapped[str | None] = mapped_column(default=None)
    ground: Mapped[str]
    arrived_at: Mapped[datetime]
    on: Mapped[date | None] = mapped_column(default=None)
    cause: Mapped[str | None] = mapped_column(default=None)
    summons_number: Mapped[str | None] = mapped_column(default=None)
    circumstance: Mapped[str | None] = mapped_column(default=None)
    special: Mapped[str | None] = mapped_column(default=None)
    call_id: Mapped[UUID | None] = mapped_column(default=None)
    case_id: Mapped[UUID | None] = mapped_column(default=None)
    officer: Mapped[str | None] = mapped_column(default=None)
    second: Mapped[str | None] = mapped_column(default=None)
    room: Mapped[str | None] = mapped_column(default=None)
    remarks: Mapped[str] = mapped_column(default="")
    hours: Mapped[int | None] = mapped_column(default=None)
    counted_from: Mapped[datetime | None] = mapped_column(default=None)
    restarted_at: Mapped[datetime | None] = mapped_column(default=None)
    items_held: Mapped[bool | None] = mapped_column(default=None)
    left_at: Mapped[datetime | None] = mapped_column(default=None)
    left_on: Mapped[date | None] = mapped_column(default=None)
    left_how: Mapped[str | None] = mapped_column(default=None)
    left_with: Mapped[str | None] = mapped_column(default=None)
    over_reason: Mapped[str | None] = mapped_column(default=None)

    __table_args__ = (
        Index("ix_custody_live", "row", "withdrawn_at"),
        Index("ix_custody_inside", "left_at"),
        Index("ix_custody_case", "case_id"),
    )


class CustodyStep(Fact, kw_only=True, eq=False):
    """What happened to somebody in the station: one thing at one hour, by one officer.

    `whom` is who was told, came, approved or took over; `hours` the limit that was approved.
    """

    __tablename__ = "custody_step"

    custody_id: Mapped[UUID]
    kind: Mapped[str]
    at: Mapped[datetime]
    until: Mapped[datetime | None] = mapped_column(default=None)
    officer: Mapped[str | None] = mapped_column(default=None)
    checker: Mapped[str | None] = mapped_column(default=None)
    whom: Mapped[str | None] = mapped_column(default=None)
    relation: Mapped[str | None] = mapped_column(default=None)
    level: Mapped[str | None] = mapped_column(default=None)
    reason: Mapped[str | None] = mapped_column(default=None)
    number: Mapped[str | None] = mapped_column(default=None)
    hours: Mapped[int | None] = mapped_column(default=None)
    signed: Mapped[bool | None] = mapped_column(default=None)
    text: Mapped[str] = mapped_column(default="")

    __table_args__ = (Index("ix_custody_step_custody", "custody_id"),)
