from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from station_app.core.records import Current

UNTRUE, ELSEWHERE = "untrue", "elsewhere"


class Assessment(Current, kw_only=True, eq=False):
    """One commission (调查评估委托) and its opinion (社区矫正法 18): about a person who is under
    no supervision yet, asked for by who decides, by the police or by the procuratorate.
    """

    __tablename__ = "assessment"

    person_id: Mapped[UUID]
    organ_kind: Mapped[str]
    organ: Mapped[str]
    commission_number: Mapped[str]
    received_on: Mapped[date]
    expedited: Mapped[bool | None] = mapped_column(default=None)
    crime: Mapped[str | None] = mapped_column(default=None)
    intended: Mapped[str | None] = mapped_column(default=None)
    minor: Mapped[bool | None] = mapped_column(default=None)
    worker: Mapped[str | None] = mapped_column(default=None)
    remarks: Mapped[str] = mapped_column(default="")
    told_on: Mapped[date | None] = mapped_column(default=None)
    agreed_until: Mapped[date | None] = mapped_column(default=None)
    agreed_by: Mapped[str | None] = mapped_column(default=None)
    home: Mapped[str | None] = mapped_column(default=None)
    family: Mapped[str | None] = mapped_column(default=None)
    conduct: Mapped[str | None] = mapped_column(default=None)
    effect: Mapped[str | None] = mapped_column(default=None)
    views: Mapped[str | None] = mapped_column(default=None)
    bans: Mapped[str | None] = mapped_column(default=None)
    result: Mapped[str | None] = mapped_column(default=None)
    finding: Mapped[str | None] = mapped_column(default=None)
    finding_number: Mapped[str | None] = mapped_column(default=None)
    answered_on: Mapped[date | None] = mapped_column(default=None)

    __table_args__ = (
        Index("ix_assessment_live", "row", "withdrawn_at"),
        Index("ix_assessment_person", "person_id"),
    )
