from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from station_app.core.columns import SortText
from station_app.core.records import Current

BUILDING, DWELLING = "building", "dwelling"
UNKNOWN, OWNER, LET, EMPTY = "unknown", "owner", "let", "empty"


class Place(Current, kw_only=True, eq=False):
    """A building with its door plate, or one dwelling (户室) in it.

    `line` is the whole address, `base` what finds the building, `tail` what finds
    the dwelling inside it: a room is looked for in its building, never among all rooms.
    """

    __tablename__ = "place"

    level: Mapped[str | None] = mapped_column(default=None)
    division: Mapped[str | None] = mapped_column(default=None)
    county: Mapped[str | None] = mapped_column(default=None)
    village: Mapped[str | None] = mapped_column(default=None)
    street: Mapped[str | None] = mapped_column(default=None)
    door_plate: Mapped[str | None] = mapped_column(default=None)
    estate: Mapped[str | None] = mapped_column(default=None)
    building: Mapped[str | None] = mapped_column(default=None)
    unit: Mapped[str | None] = mapped_column(default=None)
    floor: Mapped[int | None] = mapped_column(default=None)
    room: Mapped[str | None] = mapped_column(default=None)
    line: Mapped[str | None] = mapped_column(SortText, default=None)
    base: Mapped[str | None] = mapped_column(SortText, default=None)
    tail: Mapped[str | None] = mapped_column(default=None)
    building_id: Mapped[UUID | None] = mapped_column(default=None, index=True)
    old_name: Mapped[str | None] = mapped_column(default=None)
    old_name_until: Mapped[date | None] = mapped_column(default=None)
    beat: Mapped[str | None] = mapped_column(default=None)
    use: Mapped[str | None] = mapped_column(default=None)
    nature: Mapped[str | None] = mapped_column(default=None)
    remarks: Mapped[str] = mapped_column(default="")

    __table_args__ = (
        Index("ix_place_line", "line", "row", "withdrawn_at"),  # a list is counted by it alone
        Index("ix_place_live", "row", "withdrawn_at"),
        Index("ix_place_base", "base"),
        Index("ix_place_beat", "beat", "id"),
    )
