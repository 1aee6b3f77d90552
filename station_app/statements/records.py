from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from station_app.core.records import Current

VICTIM, SUSPECT = "victim", "suspect"
ALOUD, SIGNED, UNSIGNED = "aloud", "signed", "refused"


class Statement(Current, kw_only=True, eq=False):
    """What one person of a case was asked and answered; once read and signed it stands as it is.

    `role` and `minor` are those of the day it began. `penalties` is what he said himself: no
    program fills it in (治安管理处罚法 136).
    """

    __tablename__ = "statement"

    case_id: Mapped[UUID]
    person_id: Mapped[UUID]
    role: Mapped[str]
    nth: Mapped[int] = mapped_column(default=1)
    minor: Mapped[bool | None] = mapped_column(default=None)
    since: Mapped[datetime]
    place: Mapped[str]
    officer: Mapped[str]
    second: Mapped[str | None] = mapped_column(default=None)
    recorder: Mapped[str | None] = mapped_column(default=None)
    standard_place: Mapped[bool | None] = mapped_column(default=None)
    recorded: Mapped[bool | None] = mapped_column(default=None)
    remote: Mapped[bool | None] = mapped_column(default=None)
    arrived_at: Mapped[datetime | None] = mapped_column(default=None)
    rights_shown: Mapped[bool | None] = mapped_column(default=None)
    address: Mapped[str | None] = mapped_column(default=None)
    deputy: Mapped[str | None] = mapped_column(default=None)
    penalties: Mapped[str | None] = mapped_column(default=None)
    visa: Mapped[str | None] = mapped_column(default=None)
    entered_on: Mapped[date | None] = mapped_column(default=None)
    entry_reason: Mapped[str | None] = mapped_column(default=None)
    guardian: Mapped[str | None] = mapped_column(default=None)
    guardian_absent: Mapped[str | None] = mapped_column(default=None)
    helper_kind: Mapped[str | None] = mapped_column(default=None)
    helper: Mapped[str | None] = mapped_column(default=None)
    sample: Mapped[str | None] = mapped_column(default=None)
    sample_consent: Mapped[str | None] = mapped_column(default=None)
    meals: Mapped[str | None] = mapped_column(default=None)
    body: Mapped[str] = mapped_column(default="")
    until: Mapped[datetime | None] = mapped_column(default=None)
    left_at: Mapped[datetime | None] = mapped_column(default=None)
    reading: Mapped[str | None] = mapped_column(default=None)
    signing: Mapped[str | None] = mapped_column(default=None)
    refusal: Mapped[str | None] = mapped_column(default=None)

    __table_args__ = (
        Index("ix_statement_case", "case_id"),
        Index("ix_statement_since", "since"),
    )
