from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from station_app.core.records import Current

TENANT, OCCUPANT, ELSEWHERE = "tenant", "actual_occupant", "tenant_elsewhere"


class Tenancy(Current, kw_only=True, eq=False):
    """One person in one house to let, as tenant or as actual occupant (住房租赁条例 37).

    `expected_until` None is 长期: no end was agreed. `rent` is yuan a month.
    """

    __tablename__ = "tenancy"

    house_id: Mapped[UUID]
    person_id: Mapped[UUID]
    role: Mapped[str | None] = mapped_column(default=None)
    room: Mapped[str | None] = mapped_column(default=None)
    since: Mapped[date | None] = mapped_column(default=None)
    expected_until: Mapped[date | None] = mapped_column(default=None)
    rent: Mapped[int | None] = mapped_column(default=None)
    lease: Mapped[str | None] = mapped_column(default=None)
    remarks: Mapped[str] = mapped_column(default="")
    residence_id: Mapped[UUID | None] = mapped_column(default=None)
    until: Mapped[date | None] = mapped_column(default=None)
    end_reason: Mapped[str | None] = mapped_column(default=None)

    __table_args__ = (
        Index("ix_tenancy_live", "row", "withdrawn_at"),
        Index("ix_tenancy_house", "house_id"),
        Index("ix_tenancy_person", "person_id"),
    )
