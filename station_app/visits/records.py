from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from station_app.core.records import Fact

TOPICS = ("topic", "second_topic", "third_topic")
GIVEN = "given"  # consent to come in


class Visit(Fact, kw_only=True, eq=False):
    """One call on somebody of the community (社区走访), as it was.

    A home is entered with its occupant's consent alone (治安管理处罚法 103); `consent_by` says
    whose. What was asked (`ask`) becomes a matter in the same act.
    """

    __tablename__ = "visit"

    number: Mapped[str]
    at: Mapped[datetime]
    on: Mapped[date | None] = mapped_column(default=None)
    met_id: Mapped[UUID | None] = mapped_column(default=None)
    met_said: Mapped[str | None] = mapped_column(default=None)
    place_id: Mapped[UUID | None] = mapped_column(default=None)
    place_said: Mapped[str | None] = mapped_column(default=None)
    into_home: Mapped[bool | None] = mapped_column(default=None)
    consent: Mapped[str | None] = mapped_column(default=None)
    consent_by: Mapped[str | None] = mapped_column(default=None)
    officer: Mapped[str | None] = mapped_column(default=None)
    companions: Mapped[str | None] = mapped_column(default=None)
    topic: Mapped[str]
    second_topic: Mapped[str | None] = mapped_column(default=None)
    third_topic: Mapped[str | None] = mapped_column(default=None)
    leaflet: Mapped[str | None] = mapped_column(default=None)
    card_left: Mapped[bool | None] = mapped_column(default=None)
    found: Mapped[str] = mapped_column(default="")
    ask_kind: Mapped[str | None] = mapped_column(default=None)
    ask: Mapped[str | None] = mapped_column(default=None)

    __table_args__ = (Index("ix_visit_live", "row", "withdrawn_at"),)
