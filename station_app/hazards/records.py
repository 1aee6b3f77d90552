from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from station_app.core.records import Current, Fact

OPEN, CORRECTED, CLOSED = "open", "corrected", "closed"
DONE, PARTLY, NOT = "done", "partly", "not"
AGAIN, LISTED, PENALTY, REFER = "again", "listed", "penalty", "refer"


class Hazard(Current, kw_only=True, eq=False):
    """One fault of one house (隐患), from an item of the checklist, until a re-check closes it.

    `power` follows from the item and is never typed: what the station may order is decided by it.
    """

    __tablename__ = "hazard"

    house_id: Mapped[UUID]
    inspection_id: Mapped[UUID]
    item: Mapped[str]
    power: Mapped[str | None] = mapped_column(default=None)
    description: Mapped[str]
    photo: Mapped[str | None] = mapped_column(default=None)
    found_on: Mapped[date]
    repeat: Mapped[bool | None] = mapped_column(default=None)
    remarks: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default=OPEN)
    deadline: Mapped[date | None] = mapped_column(default=None)
    reported_on: Mapped[date | None] = mapped_column(default=None)
    rechecked: Mapped[str | None] = mapped_column(default=None)
    listed: Mapped[bool | None] = mapped_column(default=None)
    penalty_on: Mapped[date | None] = mapped_column(default=None)
    referred_to: Mapped[str | None] = mapped_column(default=None)
    referred_on: Mapped[date | None] = mapped_column(default=None)
    closed_on: Mapped[date | None] = mapped_column(default=None)

    __table_args__ = (
        Index("ix_hazard_live", "row", "withdrawn_at"),
        Index("ix_hazard_house", "house_id"),
        Index("ix_hazard_inspection", "inspection_id"),
    )


class Recheck(Fact, kw_only=True, eq=False):
    """What two officers found when they came back to a hazard (复查)."""

    __tablename__ = "recheck"

    hazard_id: Mapped[UUID]
    on: Mapped[date]
    result: Mapped[str]
    inspector: Mapped[str]
    second: Mapped[str | None] = mapped_column(default=None)
    follow: Mapped[str | None] = mapped_column(default=None)
    deadline: Mapped[date | None] = mapped_column(default=None)
    remarks: Mapped[str] = mapped_column(default="")
    photo: Mapped[str | None] = mapped_column(default=None)
    inspection_id: Mapped[UUID | None] = mapped_column(default=None)  # a check that saw it again

    __table_args__ = (Index("ix_recheck_hazard", "hazard_id"),)
