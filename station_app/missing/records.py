from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from station_app.core.records import Current, Fact

MISSED, FOUND_PERSON, FOUNDLING, DEATH = "missed", "found_person", "foundling", "death"
OPEN, CLOSED = "open", "closed"
NOTICE, SEARCH, CLUE, EXAMINED = "notice", "search", "clue", "examined"
IDENTIFIED, FAMILY, CONCLUDED, FOUND = "identified", "family", "concluded", "found"
SHELTER, HANDED, CLOSING = "shelter", "handed", "closing"


class Missing(Current, kw_only=True, eq=False):
    """A person who is missed, or who was found: alone, abandoned, or dead (走失、弃婴、非正常死亡).

    It is accepted the moment it is told: `accepted_at` is worked out, and no day is waited for.
    Who nobody knows yet is `described`; `person_id` comes when he is named.
    """

    __tablename__ = "missing"

    number: Mapped[str]
    kind: Mapped[str]
    reported_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None] = mapped_column(default=None)
    on: Mapped[date | None] = mapped_column(default=None)
    person_id: Mapped[UUID | None] = mapped_column(default=None)
    described: Mapped[str] = mapped_column(default="")
    sex: Mapped[str | None] = mapped_column(default=None)
    age: Mapped[int | None] = mapped_column(default=None)
    seen_at: Mapped[datetime | None] = mapped_column(default=None)
    place_id: Mapped[UUID | None] = mapped_column(default=None)
    place_said: Mapped[str | None] = mapped_column(default=None)
    facts: Mapped[str] = mapped_column(default="")
    belongings: Mapped[str] = mapped_column(default="")
    reporter_id: Mapped[UUID | None] = mapped_column(default=None)
    reporter_said: Mapped[str | None] = mapped_column(default=None)
    harmed: Mapped[bool | None] = mapped_column(default=None)
    call_number: Mapped[str | None] = mapped_column(default=None)
    handler: Mapped[str | None] = mapped_column(default=None)
    remarks: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default=OPEN)
    noticed_at: Mapped[datetime | None] = mapped_column(default=None)
    worked_on: Mapped[date | None] = mapped_column(default=None)
    examined_on: Mapped[date | None] = mapped_column(default=None)
    told_family_on: Mapped[date | None] = mapped_column(default=None)
    nature: Mapped[str | None] = mapped_column(default=None)
    concluded_on: Mapped[date | None] = mapped_column(default=None)
    case_number: Mapped[str | None] = mapped_column(default=None)
    found_at: Mapped[datetime | None] = mapped_column(default=None)
    found_how: Mapped[str | None] = mapped_column(default=None)
    handed_to: Mapped[str | None] = mapped_column(default=None)
    handed_on: Mapped[date | None] = mapped_column(default=None)
    closed_on: Mapped[date | None] = mapped_column(default=None)
    result: Mapped[str | None] = mapped_column(default=None)

    __table_args__ = (
        Index("ix_missing_live", "row", "withdrawn_at"),
        Index("ix_missing_state", "state"),
    )


class MissingStep(Fact, kw_only=True, eq=False):
    """One step: a notice, a search, a clue, an examination, a hand-over with its paper."""

    __tablename__ = "missing_step"

    missing_id: Mapped[UUID]
    kind: Mapped[str]
    at: Mapped[datetime]
    officer: Mapped[str]
    organ: Mapped[str | None] = mapped_column(default=None)
    organ_name: Mapped[str | None] = mapped_column(default=None)
    receiver: Mapped[str | None] = mapped_column(default=None)
    number: Mapped[str | None] = mapped_column(default=None)
    condition: Mapped[str] = mapped_column(default="")
    belongings: Mapped[str] = mapped_column(default="")
    said: Mapped[str] = mapped_column(default="")

    __table_args__ = (Index("ix_missing_step_missing", "missing_id"),)
