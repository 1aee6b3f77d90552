from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from station_app.core.decided import Decided
from station_app.core.records import Current


class Positioning(Current, Decided, kw_only=True, eq=False):
    """One term of use, at most three months; an extension is another, decided anew (法 29).

    `basis` is what the record itself showed of the ground on the day it was asked for.
    """

    __tablename__ = "positioning"

    supervision_id: Mapped[UUID]
    extends_id: Mapped[UUID | None] = mapped_column(default=None)
    ground: Mapped[str]
    basis: Mapped[str]
    facts: Mapped[str]
    asked_on: Mapped[date]
    since: Mapped[date]
    until: Mapped[date]
    told_on: Mapped[date | None] = mapped_column(default=None)
    fitted_on: Mapped[date | None] = mapped_column(default=None)
    device_number: Mapped[str | None] = mapped_column(default=None)
    extended_on: Mapped[date | None] = mapped_column(default=None)
    ended_on: Mapped[date | None] = mapped_column(default=None)
    end_reason: Mapped[str | None] = mapped_column(default=None)

    __table_args__ = (
        Index("ix_positioning_live", "row", "withdrawn_at"),
        Index("ix_positioning_supervision", "supervision_id"),
    )
