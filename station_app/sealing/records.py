from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Mapped, mapped_column

from station_app.core.records import Current


class SealedRequest(Current, kw_only=True, eq=False):
    """One request to read what is sealed about an entry, or one sealed record by its id.

    Whether there is any is neither looked up when it is made nor kept here, nor is what was
    answered to a unit: only that its letter was, under which number. `unit` is empty where the
    station asks for a case of its own.
    """

    __tablename__ = "sealed_request"

    number: Mapped[str]
    subject_register: Mapped[str]
    subject_id: Mapped[str]
    asked_by: Mapped[str]
    asked_at: Mapped[datetime]
    purpose: Mapped[str]  # code
    reference: Mapped[str]
    reason: Mapped[str]
    unit: Mapped[str | None] = mapped_column(default=None)
    basis: Mapped[str | None] = mapped_column(default=None)
    letter: Mapped[str | None] = mapped_column(default=None)
    approved: Mapped[bool | None] = mapped_column(default=None)  # None: waits
    decided_by: Mapped[str | None] = mapped_column(default=None)
    decided_at: Mapped[datetime | None] = mapped_column(default=None)
    until: Mapped[datetime | None] = mapped_column(default=None)
    refusal: Mapped[str] = mapped_column(default="")
    replied_on: Mapped[date | None] = mapped_column(default=None)
    reply: Mapped[str | None] = mapped_column(default=None)
