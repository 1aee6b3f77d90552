from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from station_app.core.records import Current, Fact


class Round(Fact, kw_only=True, eq=False):
    """One walk past several houses (检查路线), as it was prepared."""

    __tablename__ = "house_round"

    at: Mapped[datetime]  # when it is to begin
    on: Mapped[date]  # the day of `at` at the station
    kind: Mapped[str]
    inspector: Mapped[str]
    second: Mapped[str | None] = mapped_column(default=None)
    assistants: Mapped[str] = mapped_column(default="")

    __table_args__ = (Index("ix_house_round_live", "row", "withdrawn_at"),)


class Stop(Current, kw_only=True, eq=False):
    """One house of a round; done once its inspection is filed."""

    __tablename__ = "round_stop"

    round_id: Mapped[UUID]
    nth: Mapped[int]  # in the order of walking, from 1
    house_id: Mapped[UUID]
    place_id: Mapped[UUID]  # by which a round lies in a beat
    inspection_id: Mapped[UUID | None] = mapped_column(default=None)

    __table_args__ = (
        Index("ix_round_stop_round", "round_id"),
        Index("ix_round_stop_house", "house_id"),
    )
