from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from station_app.core.records import Current, Fact

STATE_LAND, COLLECTIVE_LAND = "1", "2"
RELAXED, ATTENTION, KEY = "relaxed", "attention", "key"
GRADES = (RELAXED, ATTENTION, KEY)  # from seldom to often looked at


class House(Current, kw_only=True, eq=False):
    """A place that is let for living, whoever lets it and whether or not anybody lives there now.

    `land` chooses the rules: 住房租赁条例 holds on state-owned land only (2), a provincial method
    on collective land (49).
    """

    __tablename__ = "house"

    place_id: Mapped[UUID]
    landlord_id: Mapped[UUID | None] = mapped_column(default=None)
    landlord_unit: Mapped[str | None] = mapped_column(default=None)
    keeper_id: Mapped[UUID | None] = mapped_column(default=None)
    keeper_unit: Mapped[str | None] = mapped_column(default=None)
    letting_way: Mapped[str | None] = mapped_column(default=None)
    let_from: Mapped[date | None] = mapped_column(default=None)
    let_until: Mapped[date | None] = mapped_column(default=None)
    land: Mapped[str | None] = mapped_column(default=None)
    building_use: Mapped[str | None] = mapped_column(default=None)
    structure: Mapped[str | None] = mapped_column(default=None)
    storeys: Mapped[int | None] = mapped_column(default=None)
    area: Mapped[int | None] = mapped_column(default=None)
    rooms: Mapped[int | None] = mapped_column(default=None)
    beds: Mapped[int | None] = mapped_column(default=None)
    letter_signed_on: Mapped[date | None] = mapped_column(default=None)
    filing_number: Mapped[str | None] = mapped_column(default=None)
    filed_on: Mapped[date | None] = mapped_column(default=None)
    remarks: Mapped[str] = mapped_column(default="")
    grade: Mapped[str | None] = mapped_column(default=None)
    grade_reason: Mapped[str | None] = mapped_column(default=None)
    checked_on: Mapped[date | None] = mapped_column(default=None)
    listed: Mapped[bool | None] = mapped_column(default=None)

    __table_args__ = (
        Index("ix_house_live", "row", "withdrawn_at"),
        Index("ix_house_place", "place_id"),
    )


class HousePhoto(Fact, kw_only=True, eq=False):
    """One photograph of a house: of the building, never of people."""

    __tablename__ = "house_photo"

    house_id: Mapped[UUID]
    photo: Mapped[str]
    taken_on: Mapped[date]
    caption: Mapped[str] = mapped_column(default="")

    __table_args__ = (Index("ix_house_photo_house", "house_id"),)
