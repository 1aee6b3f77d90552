from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from station_app.core.records import Fact

CHECK, PATROL = "check", "patrol"
GIVEN, REFUSED, NOBODY = "given", "refused", "nobody"
MET, NOT_MET, UNREGISTERED = "met", "not_met", "unregistered"
NO_FAULT, NOT_ENTERED, CORRECTED_NOW = "no_fault", "not_entered", "corrected_now"
TO_CORRECT = "to_correct"
ADVISE_STOP, REFERRED, NOTED = "advise_stop", "referred", "noted"


class Inspection(Fact, kw_only=True, eq=False):
    """One visit to a house to let: a check by two officers (检查), or a patrol (巡查).

    What only the act of inspecting may say (who was second, the consent, the outcome) is a state
    field: a plain entry without them is a patrol.
    """

    __tablename__ = "inspection"

    house_id: Mapped[UUID]
    kind: Mapped[str]
    at: Mapped[datetime]
    on: Mapped[date]  # the day of `at` at the station
    inspector: Mapped[str]
    second: Mapped[str | None] = mapped_column(default=None)
    assistants: Mapped[str] = mapped_column(default="")
    accompanied_by: Mapped[str | None] = mapped_column(default=None)
    consent: Mapped[str | None] = mapped_column(default=None)
    registered: Mapped[int | None] = mapped_column(default=None)
    found: Mapped[int | None] = mapped_column(default=None)
    outcome: Mapped[str | None] = mapped_column(default=None)
    remarks: Mapped[str] = mapped_column(default="")
    internal: Mapped[str] = mapped_column(default="")

    __table_args__ = (
        Index("ix_inspection_live", "row", "withdrawn_at"),
        Index("ix_inspection_house", "house_id"),
    )


class Headcount(Fact, kw_only=True, eq=False):
    """One person of a headcount: registered and met, registered and not met, or not registered."""

    __tablename__ = "headcount"

    inspection_id: Mapped[UUID]
    person_id: Mapped[UUID | None] = mapped_column(default=None)
    name: Mapped[str | None] = mapped_column(default=None)
    result: Mapped[str]

    __table_args__ = (Index("ix_headcount_inspection", "inspection_id"),)
