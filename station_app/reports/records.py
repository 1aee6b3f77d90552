"""Reports of supervised persons, contacts of the office with them, and longer intervals allowed."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from station_app.core.decided import Decided
from station_app.core.records import Current, Fact

PERIODIC, HEALTH, REEXAM, INJUNCTION, CHANGE = (
    *("periodic", "health", "reexam"),
    *("injunction", "change"),
)
IN_PERSON, PHONE, VIDEO, WRITTEN = "1", "2", "3", "4"
REMOTE, CHECKED, VISIT = "remote", "checked", "visit"  # 办法第二十六条（法26）的三种方式
TALK, EDUCATION, ACTIVITY = "talk", "education", "activity"


class Report(Fact, kw_only=True, eq=False):
    """What a supervised person reported (定期报告等): nothing of an illness but that it was told.

    `next_on` is the day agreed for the next one, where it is earlier than the rule's.
    """

    __tablename__ = "correction_report"

    supervision_id: Mapped[UUID]
    kind: Mapped[str]
    on: Mapped[date]
    way: Mapped[str]
    outcome: Mapped[str]
    change: Mapped[str | None] = mapped_column(default=None)
    happened_on: Mapped[date | None] = mapped_column(default=None)
    designated: Mapped[bool | None] = mapped_column(default=None)
    text: Mapped[str] = mapped_column(default="")
    next_on: Mapped[date | None] = mapped_column(default=None)
    taken_by: Mapped[str]

    __table_args__ = (
        Index("ix_correction_report_live", "row", "withdrawn_at"),
        Index("ix_correction_report_supervision", "supervision_id"),
    )


class Contact(Fact, kw_only=True, eq=False):
    """One contact of the office with a supervised person: a check, a visit, a talk, education."""

    __tablename__ = "correction_contact"

    supervision_id: Mapped[UUID]
    kind: Mapped[str]
    on: Mapped[date]
    verified: Mapped[bool | None] = mapped_column(default=None)
    met: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    subject: Mapped[str] = mapped_column(default="")
    hours: Mapped[int | None] = mapped_column(default=None)
    text: Mapped[str] = mapped_column(default="")
    worker: Mapped[str]
    second: Mapped[str] = mapped_column(default="")

    __table_args__ = (
        Index("ix_correction_contact_live", "row", "withdrawn_at"),
        Index("ix_correction_contact_supervision", "supervision_id"),
    )


class Interval(Current, Decided, kw_only=True, eq=False):
    """A longer interval between reports of health or re-examination, as it was decided (办24)."""

    __tablename__ = "report_interval"

    supervision_id: Mapped[UUID]
    kind: Mapped[str]
    months: Mapped[int]
    ground: Mapped[str] = mapped_column(default="")
    told_on: Mapped[date | None] = mapped_column(default=None)

    __table_args__ = (
        Index("ix_report_interval_live", "row", "withdrawn_at"),
        Index("ix_report_interval_supervision", "supervision_id"),
    )
