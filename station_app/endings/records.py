from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from station_app.core.records import Current, Fact

SUMMARY, APPRAISAL = "summary", "appraisal"
EXECUTION, WORKING = "execution", "working"


class Appraisal(Fact, kw_only=True, eq=False):
    """What is said of a supervision as it ends: by the person himself (个人总结), and by the county
    as received (书面鉴定; 实施办法 53).
    """

    __tablename__ = "appraisal"

    supervision_id: Mapped[UUID]
    kind: Mapped[str]
    on: Mapped[date]
    text: Mapped[str]
    organ: Mapped[str | None] = mapped_column(default=None)
    document_number: Mapped[str | None] = mapped_column(default=None)

    __table_args__ = (Index("ix_appraisal_supervision", "supervision_id"),)


class AfterCare(Fact, kw_only=True, eq=False):
    """Handed over to those who help him afterwards (安置帮教; 实施办法 53)."""

    __tablename__ = "after_care"

    supervision_id: Mapped[UUID]
    on: Mapped[date]
    handed_to: Mapped[str]
    receiver: Mapped[str | None] = mapped_column(default=None)
    place: Mapped[str | None] = mapped_column(default=None)
    needs: Mapped[str] = mapped_column(default="")
    materials: Mapped[str] = mapped_column(default="")

    __table_args__ = (Index("ix_after_care_supervision", "supervision_id"),)


class Incident(Fact, kw_only=True, eq=False):
    """突发事件 of a supervised person, dealt with together with the police (实施办法 52)."""

    __tablename__ = "incident"

    supervision_id: Mapped[UUID]
    kind: Mapped[str]
    at: Mapped[datetime]
    on: Mapped[date]  # the day of `at` at the station
    text: Mapped[str]
    measures: Mapped[str] = mapped_column(default="")

    __table_args__ = (Index("ix_incident_supervision", "supervision_id"),)


class ArchiveItem(Current, kw_only=True, eq=False):
    """What an officer said of one paper of an archive: its pages, or that there is such a paper.

    `source` is register/id of the record or print it stands for, and empty where only the paper
    itself exists.
    """

    __tablename__ = "archive_item"

    supervision_id: Mapped[UUID]
    archive: Mapped[str]
    source: Mapped[str] = mapped_column(default="")
    title: Mapped[str]
    on: Mapped[date | None] = mapped_column(default=None)
    pages: Mapped[int | None] = mapped_column(default=None)
    remarks: Mapped[str] = mapped_column(default="")

    __table_args__ = (Index("ix_archive_item_supervision", "supervision_id"),)
