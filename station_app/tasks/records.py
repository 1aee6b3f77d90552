from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from station_app.core.records import Current, Fact

ISSUED, SIGNED, ANSWERED, CLOSED = "issued", "signed", "answered", "closed"
RETURNED = "returned"


class Task(Current, kw_only=True, eq=False):
    """What somebody was told to do (交办事项): an order of an organ, or of the station's own.

    Three times are kept: signed for, answered, checked and closed. One that was returned is
    answered again; every time of each stands in its steps.
    """

    __tablename__ = "task"

    number: Mapped[str]
    source: Mapped[str]
    from_organ: Mapped[str | None] = mapped_column(default=None)
    from_person: Mapped[str | None] = mapped_column(default=None)
    paper: Mapped[str | None] = mapped_column(default=None)
    title: Mapped[str]
    what: Mapped[str] = mapped_column(default="")
    on: Mapped[date]
    until: Mapped[date | None] = mapped_column(default=None)
    to_officer: Mapped[str | None] = mapped_column(default=None)
    to_group: Mapped[str | None] = mapped_column(default=None)
    person_id: Mapped[UUID | None] = mapped_column(default=None)
    place_id: Mapped[UUID | None] = mapped_column(default=None)
    remarks: Mapped[str] = mapped_column(default="")
    given_by: Mapped[str | None] = mapped_column(default=None)
    state: Mapped[str] = mapped_column(default=ISSUED)
    signed_at: Mapped[datetime | None] = mapped_column(default=None)
    signed_by: Mapped[str | None] = mapped_column(default=None)
    answered_at: Mapped[datetime | None] = mapped_column(default=None)
    answered_by: Mapped[str | None] = mapped_column(default=None)
    answer: Mapped[str] = mapped_column(default="")
    returned_note: Mapped[str] = mapped_column(default="")
    closed_at: Mapped[datetime | None] = mapped_column(default=None)
    closed_on: Mapped[date | None] = mapped_column(default=None)
    closed_by: Mapped[str | None] = mapped_column(default=None)

    __table_args__ = (
        Index("ix_task_live", "row", "withdrawn_at"),
        Index("ix_task_state", "state"),
    )


class Step(Fact, kw_only=True, eq=False):
    """One step of a task, with its time and hand."""

    __tablename__ = "task_step"

    task_id: Mapped[UUID]
    kind: Mapped[str]
    at: Mapped[datetime]
    officer: Mapped[str]
    note: Mapped[str] = mapped_column(default="")

    __table_args__ = (Index("ix_task_step_task", "task_id"),)
