from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from station_app.core.records import Current

ASKED, APPROVED, REFUSED, DONE = "asked", "approved", "refused", "done"
COPIED = "copied"


class Request(Current, kw_only=True, eq=False):
    """Somebody asked for footage (视频调取): who, on what ground, of where and when; its result.

    A record of asking. No field holds footage, a picture of it, or the way to one.
    """

    __tablename__ = "footage_request"

    number: Mapped[str]
    asked_at: Mapped[datetime]
    asked_on: Mapped[date | None] = mapped_column(default=None)
    asked_by: Mapped[str]
    asker: Mapped[str | None] = mapped_column(default=None)
    paper_number: Mapped[str | None] = mapped_column(default=None)
    ground: Mapped[str]
    case_id: Mapped[UUID | None] = mapped_column(default=None)
    case_number: Mapped[str | None] = mapped_column(default=None)
    place_id: Mapped[UUID | None] = mapped_column(default=None)
    site: Mapped[str | None] = mapped_column(default=None)
    since: Mapped[datetime]
    until: Mapped[datetime]
    entered_by: Mapped[str | None] = mapped_column(default=None)
    state: Mapped[str] = mapped_column(default=ASKED)
    decided_by: Mapped[str | None] = mapped_column(default=None)
    decided_at: Mapped[datetime | None] = mapped_column(default=None)
    refusal: Mapped[str | None] = mapped_column(default=None)
    result: Mapped[str | None] = mapped_column(default=None)
    handed_to: Mapped[str | None] = mapped_column(default=None)
    handed_at: Mapped[datetime | None] = mapped_column(default=None)
    note: Mapped[str | None] = mapped_column(default=None)

    __table_args__ = (
        Index("ix_footage_request_live", "row", "withdrawn_at"),
        Index("ix_footage_request_case", "case_id"),
    )
