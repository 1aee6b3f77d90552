from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from station_app.core.records import Current

SECURITY, SCENE, SELF_SETTLED, PEOPLES = "security", "scene", "self_settled", "people"
PLANNED, AGREED, FAILED, PERFORMED, NOT_PERFORMED = (
    *("planned", "agreed", "failed"),
    *("performed", "not_performed"),
)


class Mediation(Current, kw_only=True, eq=False):
    """One attempt between two parties of a case, or of a call where it was settled at once.

    `one_id` is the side of who broke the rule, `other_id` that of who was harmed. `since` is the
    day from which this attempt has its days: of acceptance, of the injury report, of the first.
    """

    __tablename__ = "mediation"

    case_id: Mapped[UUID | None] = mapped_column(default=None)
    call_id: Mapped[UUID | None] = mapped_column(default=None)
    kind: Mapped[str]
    nth: Mapped[int] = mapped_column(default=1)
    one_id: Mapped[UUID]
    other_id: Mapped[UUID]
    cause: Mapped[str]
    ground: Mapped[str]
    since: Mapped[date]
    state: Mapped[str] = mapped_column(default=PLANNED)
    entered_by: Mapped[str] = mapped_column(default="")
    held_on: Mapped[date | None] = mapped_column(default=None)
    place: Mapped[str | None] = mapped_column(default=None)
    host: Mapped[str | None] = mapped_column(default=None)
    second: Mapped[str | None] = mapped_column(default=None)
    recorded: Mapped[bool | None] = mapped_column(default=None)
    present: Mapped[str | None] = mapped_column(default=None)
    one_minor: Mapped[bool | None] = mapped_column(default=None)
    one_guardian: Mapped[str | None] = mapped_column(default=None)
    one_works: Mapped[bool | None] = mapped_column(default=None)
    other_minor: Mapped[bool | None] = mapped_column(default=None)
    other_guardian: Mapped[str | None] = mapped_column(default=None)
    other_works: Mapped[bool | None] = mapped_column(default=None)
    agent: Mapped[str | None] = mapped_column(default=None)
    facts: Mapped[str | None] = mapped_column(default=None)
    agreement: Mapped[str | None] = mapped_column(default=None)
    way: Mapped[str | None] = mapped_column(default=None)
    perform_by: Mapped[date | None] = mapped_column(default=None)
    on_recording: Mapped[bool | None] = mapped_column(default=None)
    failure: Mapped[str | None] = mapped_column(default=None)
    ended_on: Mapped[date | None] = mapped_column(default=None)
    applied_on: Mapped[date | None] = mapped_column(default=None)

    __table_args__ = (
        Index("ix_mediation_case", "case_id"),
        Index("ix_mediation_call", "call_id"),
    )
