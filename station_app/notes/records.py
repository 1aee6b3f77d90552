from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from station_app.core.records import Fact


class Note(Fact, kw_only=True, eq=False):
    """A few words about one record, a scan of what was brought, or both."""

    __tablename__ = "note"

    subject_register: Mapped[str]
    subject_id: Mapped[str] = mapped_column(index=True)  # of any register: no one reference
    said: Mapped[str] = mapped_column(default="")
    scan: Mapped[str | None] = mapped_column(default=None)
