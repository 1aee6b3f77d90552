from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from station_app.core.decided import Decided
from station_app.core.records import Current

ASKED, APPROVED, REFUSED, RETURNED, STAYED = "asked", "approved", "refused", "returned", "stayed"
OTHER = "other"
VISITOR, CONTACT, PLACE = "visitor", "contact", "place"
COURT, PROCURATORATE = "court", "procuratorate"


class Leave(Decided, Current, kw_only=True, eq=False):
    """One leave (外出): asked for, decided, over when the person has reported back (销假).

    `division` is what the words of `destination` name, where they name one. `total` is what was
    counted when it was asked for and again when it was decided: all days away within two months
    that end with this leave, its own among them.
    """

    __tablename__ = "leave"

    supervision_id: Mapped[UUID]
    reason: Mapped[str]
    details: Mapped[str] = mapped_column(default="")
    proof: Mapped[str]
    destination: Mapped[str]
    division: Mapped[str | None] = mapped_column(default=None)
    since: Mapped[date]
    until: Mapped[date]
    days: Mapped[int | None] = mapped_column(default=None)
    asked_on: Mapped[date]
    assisting: Mapped[str | None] = mapped_column(default=None)
    remarks: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default=ASKED)
    total: Mapped[int | None] = mapped_column(default=None)
    told_on: Mapped[date | None] = mapped_column(default=None)
    told_number: Mapped[str | None] = mapped_column(default=None)
    contacted_on: Mapped[date | None] = mapped_column(default=None)
    returned_on: Mapped[date | None] = mapped_column(default=None)
    late_days: Mapped[int | None] = mapped_column(default=None)
    late_cause: Mapped[str | None] = mapped_column(default=None)
    ordered_back_on: Mapped[date | None] = mapped_column(default=None)

    __table_args__ = (Index("ix_leave_supervision", "supervision_id"),)


class Travel(Decided, Current, kw_only=True, eq=False):
    """Regular travel across a city or county (经常性跨市、县活动), good for six months."""

    __tablename__ = "travel"

    supervision_id: Mapped[UUID]
    reason: Mapped[str]
    places: Mapped[str]
    times: Mapped[str]
    frequency: Mapped[str]
    proof: Mapped[str]
    asked_on: Mapped[date]
    remarks: Mapped[str] = mapped_column(default="")
    since: Mapped[date | None] = mapped_column(default=None)
    until: Mapped[date | None] = mapped_column(default=None)
    renewed_on: Mapped[date | None] = mapped_column(default=None)
    ended_on: Mapped[date | None] = mapped_column(default=None)

    __table_args__ = (Index("ix_travel_supervision", "supervision_id"),)


class Permit(Decided, Current, kw_only=True, eq=False):
    """Leave to meet somebody or to enter a place (会客, 接触特定人员, 进入特定区域)."""

    __tablename__ = "permit"

    supervision_id: Mapped[UUID]
    kind: Mapped[str]
    whom: Mapped[str | None] = mapped_column(default=None)
    party: Mapped[str | None] = mapped_column(default=None)
    place: Mapped[str | None] = mapped_column(default=None)
    since: Mapped[date]
    until: Mapped[date]
    reason: Mapped[str]
    escort: Mapped[str | None] = mapped_column(default=None)
    asked_on: Mapped[date]
    remarks: Mapped[str] = mapped_column(default="")
    court_told_on: Mapped[date | None] = mapped_column(default=None)
    procuratorate_told_on: Mapped[date | None] = mapped_column(default=None)

    __table_args__ = (Index("ix_permit_supervision", "supervision_id"),)
