from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from station_app.core.records import Current

OPEN, HANDLED, TOLD, CLOSED = "open", "handled", "told", "closed"
FROM_CALL, FROM_VISIT = "call", "visit"


class Matter(Current, kw_only=True, eq=False):
    """Something small that a citizen raised (群众诉求), until he has been told what came of it.

    A call is named by its number alone, since it may be sealed with its case; `until` is the day
    to which the term was extended.
    """

    __tablename__ = "matter"

    number: Mapped[str]
    on: Mapped[date]
    source: Mapped[str]
    source_number: Mapped[str | None] = mapped_column(default=None)
    visit_id: Mapped[UUID | None] = mapped_column(default=None)
    kind: Mapped[str]
    raiser_id: Mapped[UUID | None] = mapped_column(default=None)
    raiser_said: Mapped[str | None] = mapped_column(default=None)
    raiser_phone: Mapped[list[dict[str, str]]] = mapped_column(default_factory=list)
    place_id: Mapped[UUID | None] = mapped_column(default=None)
    place_said: Mapped[str | None] = mapped_column(default=None)
    title: Mapped[str]
    what: Mapped[str] = mapped_column(default="")
    handler: Mapped[str | None] = mapped_column(default=None)
    remarks: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default=OPEN)
    until: Mapped[date | None] = mapped_column(default=None)
    extended_why: Mapped[str] = mapped_column(default="")
    done: Mapped[str] = mapped_column(default="")
    cause: Mapped[str | None] = mapped_column(default=None)
    prevention: Mapped[str] = mapped_column(default="")
    handled_on: Mapped[date | None] = mapped_column(default=None)
    told_whom: Mapped[str | None] = mapped_column(default=None)
    told_at: Mapped[datetime | None] = mapped_column(default=None)
    told_how: Mapped[str | None] = mapped_column(default=None)
    returned_note: Mapped[str] = mapped_column(default="")
    closed_on: Mapped[date | None] = mapped_column(default=None)
    closed_by: Mapped[str | None] = mapped_column(default=None)

    __table_args__ = (
        Index("ix_matter_live", "row", "withdrawn_at"),
        Index("ix_matter_state", "state"),
        Index("ix_matter_source_number", "source_number"),
        Index("ix_matter_visit", "visit_id"),
    )
