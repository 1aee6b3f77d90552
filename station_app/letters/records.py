from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from station_app.core.records import Current

RECEIVED, ACCEPTED, FORWARDED, ANSWERED = "received", "accepted", "forwarded", "answered"
REPORT = "report"  # 检举、控告: kept secret without being asked


class Letter(Current, kw_only=True, eq=False):
    """A letter of a citizen, or his coming with something (来信来访), until it is answered.

    `secret`, on request: its officer and the chief alone know of it.
    """

    __tablename__ = "letter"

    number: Mapped[str]
    on: Mapped[date]
    way: Mapped[str]
    kind: Mapped[str]
    secret: Mapped[bool | None] = mapped_column(default=None)
    from_id: Mapped[UUID | None] = mapped_column(default=None)
    from_said: Mapped[str | None] = mapped_column(default=None)
    from_phone: Mapped[list[dict[str, str]]] = mapped_column(default_factory=list)
    title: Mapped[str]
    content: Mapped[str] = mapped_column(default="")
    handler: Mapped[str | None] = mapped_column(default=None)
    remarks: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default=RECEIVED)
    accepted_on: Mapped[date | None] = mapped_column(default=None)
    forwarded_on: Mapped[date | None] = mapped_column(default=None)
    forwarded_to: Mapped[str | None] = mapped_column(default=None)
    forward_number: Mapped[str | None] = mapped_column(default=None)
    until: Mapped[date | None] = mapped_column(default=None)
    extended_why: Mapped[str] = mapped_column(default="")
    answered_on: Mapped[date | None] = mapped_column(default=None)
    answered_how: Mapped[str | None] = mapped_column(default=None)
    answer: Mapped[str] = mapped_column(default="")

    __table_args__ = (
        Index("ix_letter_live", "row", "withdrawn_at"),
        Index("ix_letter_state", "state"),
    )
