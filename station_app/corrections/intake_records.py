from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from station_app.core.records import Current, Fact

FIRST, ADJUSTED = "first", "adjusted"  # kinds of a plan


class Injunction(Current, kw_only=True, eq=False):
    """禁止令: only with 管制 or 缓刑 (刑法 38, 72), with dates of its own."""

    __tablename__ = "injunction"

    supervision_id: Mapped[UUID]
    kind: Mapped[str]
    content: Mapped[str]
    organ: Mapped[str]
    document_number: Mapped[str]
    start: Mapped[date]
    end: Mapped[date]
    last_report_on: Mapped[date | None] = mapped_column(default=None)
    ended_on: Mapped[date | None] = mapped_column(default=None)

    __table_args__ = (
        Index("ix_injunction_live", "row", "withdrawn_at"),
        Index("ix_injunction_supervision", "supervision_id"),
    )


class GroupMember(Current, kw_only=True, eq=False):
    """One of a 矫正小组 (社区矫正法 25): no more of a helper than name, sex and telephone."""

    __tablename__ = "group_member"

    supervision_id: Mapped[UUID]
    name: Mapped[str]
    sex: Mapped[str]
    role: Mapped[str]
    knows_minors: Mapped[bool | None] = mapped_column(default=None)
    phone: Mapped[str] = mapped_column(default="")
    since: Mapped[date]
    letter_on: Mapped[date | None] = mapped_column(default=None)
    until: Mapped[date | None] = mapped_column(default=None)
    left_why: Mapped[str | None] = mapped_column(default=None)

    __table_args__ = (
        Index("ix_group_member_live", "row", "withdrawn_at"),
        Index("ix_group_member_supervision", "supervision_id"),
    )


class CorrectionPlan(Fact, kw_only=True, eq=False):
    """矫正方案 (社区矫正法 24). An adjustment is another one: the last is in force."""

    __tablename__ = "correction_plan"

    supervision_id: Mapped[UUID]
    kind: Mapped[str]
    on: Mapped[date]
    situation: Mapped[str]
    needs: Mapped[str] = mapped_column(default="")
    measures: Mapped[str]
    report_days: Mapped[int]
    often_why: Mapped[str] = mapped_column(default="")
    adjusted_why: Mapped[str] = mapped_column(default="")

    __table_args__ = (
        Index("ix_correction_plan_live", "row", "withdrawn_at"),
        Index("ix_correction_plan_supervision", "supervision_id"),
    )


class CorrectionPaper(Current, kw_only=True, eq=False):
    """A document of who decided (社区矫正法 20): received, or missing and asked for."""

    __tablename__ = "correction_paper"

    supervision_id: Mapped[UUID]
    kind: Mapped[str]
    number: Mapped[str | None] = mapped_column(default=None)
    received_on: Mapped[date | None] = mapped_column(default=None)
    asked_on: Mapped[date | None] = mapped_column(default=None)
    receipt_on: Mapped[date | None] = mapped_column(default=None)

    __table_args__ = (
        Index("ix_correction_paper_live", "row", "withdrawn_at"),
        Index("ix_correction_paper_supervision", "supervision_id"),
    )


class CorrectionNotice(Fact, kw_only=True, eq=False):
    """Who was told of what, when, by which paper. `about_register`, `about_id`: the record."""

    __tablename__ = "correction_notice"

    supervision_id: Mapped[UUID | None] = mapped_column(default=None)
    kind: Mapped[str]
    organ: Mapped[str]
    organ_name: Mapped[str] = mapped_column(default="")
    on: Mapped[date]
    document_number: Mapped[str | None] = mapped_column(default=None)
    about_register: Mapped[str] = mapped_column(default="")
    about_id: Mapped[str] = mapped_column(default="")

    __table_args__ = (
        Index("ix_correction_notice_live", "row", "withdrawn_at"),
        Index("ix_correction_notice_supervision", "supervision_id"),
    )


class ClassChange(Fact, kw_only=True, eq=False):
    """管理类别 given or changed (社区矫正法 24; which classes there are is local)."""

    __tablename__ = "class_change"

    supervision_id: Mapped[UUID]
    on: Mapped[date]
    before: Mapped[str | None] = mapped_column(default=None)
    after: Mapped[str]
    reason: Mapped[str]
    decided_by: Mapped[str]
    decision_number: Mapped[str]

    __table_args__ = (
        Index("ix_class_change_live", "row", "withdrawn_at"),
        Index("ix_class_change_supervision", "supervision_id"),
    )


class Announcement(Fact, kw_only=True, eq=False):
    """入矫宣告, 解矫宣告: who read it out to whom. One of a minor is not public (办法 20, 55)."""

    __tablename__ = "announcement"

    supervision_id: Mapped[UUID]
    kind: Mapped[str]
    on: Mapped[date]
    place: Mapped[str]
    read_by: Mapped[str]
    present: Mapped[str] = mapped_column(default="")
    guardian: Mapped[str | None] = mapped_column(default=None)
    guardian_absent: Mapped[str] = mapped_column(default="")
    signed: Mapped[bool | None] = mapped_column(default=None)

    __table_args__ = (
        Index("ix_announcement_live", "row", "withdrawn_at"),
        Index("ix_announcement_supervision", "supervision_id"),
    )
