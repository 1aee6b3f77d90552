from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Mapped, mapped_column

from station_app.core.records import Current


class Purge(Current, kw_only=True, eq=False):
    """A list of records proposed to be destroyed, and what became of it. It names none of them."""

    __tablename__ = "purge"

    number: Mapped[str]
    rule: Mapped[str]
    subject_register: Mapped[str]
    as_of: Mapped[date]
    count: Mapped[int]
    digest: Mapped[str]  # SHA-256 of the ids, sorted, one a line
    request_id: Mapped[str] = mapped_column(default="")  # of an erasure: who read it, and why
    proposed_by: Mapped[str]
    proposed_at: Mapped[datetime]
    reason: Mapped[str]
    approved: Mapped[bool | None] = mapped_column(default=None)  # None: waits for the second
    decided_by: Mapped[str | None] = mapped_column(default=None)
    decided_at: Mapped[datetime | None] = mapped_column(default=None)
    refusal: Mapped[str] = mapped_column(default="")
    removed: Mapped[int | None] = mapped_column(default=None)  # with what went along
