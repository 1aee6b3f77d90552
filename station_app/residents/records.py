from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from station_app.core.columns import SortText
from station_app.core.records import Current, Fact

PERMANENT, SEPARATED, LODGED, FLOATING, ABROAD, NO_HUKOU = "1", "2", "3", "4", "5", "6"
HEAD = "02"
FAMILY = "1"


class Resident(Current, kw_only=True, eq=False):
    """One person's residence at one place (居住), from the day of moving in to that of leaving.

    A household is the residences that carry one household number; its head's says 户主.
    """

    __tablename__ = "resident"

    person_id: Mapped[UUID]
    place_id: Mapped[UUID]
    household: Mapped[str | None] = mapped_column(SortText, default=None)
    household_type: Mapped[str | None] = mapped_column(default=None)
    relation_to_head: Mapped[str | None] = mapped_column(default=None)
    resident_class: Mapped[str | None] = mapped_column(default=None)
    since: Mapped[date | None] = mapped_column(default=None)
    moved_from: Mapped[str | None] = mapped_column(default=None)
    arrived_on: Mapped[date | None] = mapped_column(default=None)
    stay_reason: Mapped[str | None] = mapped_column(default=None)
    expected_leave: Mapped[date | None] = mapped_column(default=None)
    registered_on: Mapped[date | None] = mapped_column(default=None)
    permit_applied_on: Mapped[date | None] = mapped_column(default=None)
    permit_number: Mapped[str | None] = mapped_column(default=None)
    permit_issued_on: Mapped[date | None] = mapped_column(default=None)
    endorsed_on: Mapped[date | None] = mapped_column(default=None)
    years_from: Mapped[date | None] = mapped_column(default=None)
    abroad_kind: Mapped[str | None] = mapped_column(default=None)
    moved_in_at: Mapped[datetime | None] = mapped_column(default=None)
    lodging_registered_at: Mapped[datetime | None] = mapped_column(default=None)
    entered_on: Mapped[date | None] = mapped_column(default=None)
    entry_port: Mapped[str | None] = mapped_column(default=None)
    visa_type: Mapped[str | None] = mapped_column(default=None)
    visa_number: Mapped[str | None] = mapped_column(default=None)
    visa_until: Mapped[date | None] = mapped_column(default=None)
    host_id: Mapped[UUID | None] = mapped_column(default=None)
    host_relation: Mapped[str | None] = mapped_column(default=None)
    remarks: Mapped[str] = mapped_column(default="")
    until: Mapped[date | None] = mapped_column(default=None)
    end_reason: Mapped[str | None] = mapped_column(default=None)
    moved_to: Mapped[str | None] = mapped_column(default=None)

    __table_args__ = (
        Index(
            "ix_resident_household", "household", "row", "withdrawn_at"
        ),  # lists are counted by it
        Index("ix_resident_live", "row", "withdrawn_at"),
        Index("ix_resident_person", "person_id"),
        Index("ix_resident_place", "place_id"),
    )


class Sweep(Fact, kw_only=True, eq=False):
    """What a round found at one door about one resident, or about the dwelling (核查)."""

    __tablename__ = "sweep"

    place_id: Mapped[UUID]
    resident_id: Mapped[UUID | None] = mapped_column(default=None)
    on: Mapped[date]
    result: Mapped[str]
    remarks: Mapped[str] = mapped_column(default="")
