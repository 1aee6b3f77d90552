from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from station_app.core.records import Current, Fact

COUNTER, CHANNEL_110 = "counter", "110"
ADMIN_CASE, CRIMINAL_CASE = "admin_case", "criminal_case"
SETTLED, TRANSFERRED, OTHER, REPEATED = "settled", "transferred", "other_department", "repeat_call"
FALSE, CALLER = "false_call", "caller"


class Call(Current, kw_only=True, eq=False):
    """One alarm, by 110 or at the counter, from the report to its disposal (接处警).

    Times may contradict each other, since clocks differ: that is a note, never a refusal.
    `query_code` is what the reporter asks by (接报案规定 四). Who asked to stay unknown (`secret`,
    程 63) stands in no field of it: he is a `CallPerson` that his officer and the chief know of.
    """

    __tablename__ = "call"

    number: Mapped[str]
    channel: Mapped[str]
    external_number: Mapped[str | None] = mapped_column(default=None)
    reported_at: Mapped[datetime]
    on: Mapped[date | None] = mapped_column(default=None)
    weekday: Mapped[str | None] = mapped_column(default=None)
    hour: Mapped[str | None] = mapped_column(default=None)
    taken_at: Mapped[datetime | None] = mapped_column(default=None)
    dispatched_at: Mapped[datetime | None] = mapped_column(default=None)
    set_out_at: Mapped[datetime | None] = mapped_column(default=None)
    arrived_at: Mapped[datetime | None] = mapped_column(default=None)
    answered_at: Mapped[datetime | None] = mapped_column(default=None)
    caller_id: Mapped[UUID | None] = mapped_column(default=None)
    caller_said: Mapped[str | None] = mapped_column(default=None)
    caller_phone: Mapped[list[dict[str, str]]] = mapped_column(default_factory=list)
    secret: Mapped[bool | None] = mapped_column(default=None)
    place_id: Mapped[UUID | None] = mapped_column(default=None)
    place_said: Mapped[str | None] = mapped_column(default=None)
    category: Mapped[str | None] = mapped_column(default=None)
    facts: Mapped[str] = mapped_column(default="")
    foreign: Mapped[bool | None] = mapped_column(default=None)
    minor: Mapped[bool | None] = mapped_column(default=None)
    domestic: Mapped[bool | None] = mapped_column(default=None)
    officer: Mapped[str | None] = mapped_column(default=None)
    second: Mapped[str | None] = mapped_column(default=None)
    auxiliaries: Mapped[str | None] = mapped_column(default=None)
    recorder: Mapped[str | None] = mapped_column(default=None)
    recorded_from: Mapped[datetime | None] = mapped_column(default=None)
    recorded_until: Mapped[datetime | None] = mapped_column(default=None)
    course: Mapped[str] = mapped_column(default="")
    losses: Mapped[str | None] = mapped_column(default=None)
    campaign: Mapped[str | None] = mapped_column(default=None)
    remarks: Mapped[str] = mapped_column(default="")
    disposal: Mapped[str | None] = mapped_column(default=None)
    disposed_at: Mapped[datetime | None] = mapped_column(default=None)
    transferred_to: Mapped[str | None] = mapped_column(default=None)
    repeat_of: Mapped[UUID | None] = mapped_column(default=None)
    case_number: Mapped[str | None] = mapped_column(default=None)
    query_code: Mapped[str | None] = mapped_column(default=None)

    __table_args__ = (
        Index("ix_call_live", "row", "withdrawn_at"),
        Index("ix_call_place", "place_id"),
        Index("ix_call_query", "query_code"),
        Index("ix_call_on", "on"),
    )


class CallPerson(Fact, kw_only=True, eq=False):
    """Somebody, a vehicle or a thing that an alarm is about; `officer` handles who is secret."""

    __tablename__ = "call_person"

    call_id: Mapped[UUID]
    role: Mapped[str]
    person_id: Mapped[UUID | None] = mapped_column(default=None)
    said: Mapped[str] = mapped_column(default="")
    secret: Mapped[bool | None] = mapped_column(default=None)
    officer: Mapped[str | None] = mapped_column(default=None)

    __table_args__ = (Index("ix_call_person_call", "call_id"),)


class Evidence(Fact, kw_only=True, eq=False):
    """One thing handed in with a report or a case; lines of one list share its number (程 64)."""

    __tablename__ = "evidence_received"

    number: Mapped[str]
    call_id: Mapped[UUID | None] = mapped_column(default=None)
    case_id: Mapped[UUID | None] = mapped_column(default=None)
    received_at: Mapped[datetime]
    name: Mapped[str]
    quantity: Mapped[str]
    features: Mapped[str] = mapped_column(default="")
    from_id: Mapped[UUID | None] = mapped_column(default=None)
    from_said: Mapped[str] = mapped_column(default="")
    officer: Mapped[str]
    second: Mapped[str | None] = mapped_column(default=None)
    remarks: Mapped[str] = mapped_column(default="")

    __table_args__ = (Index("ix_evidence_received_number", "number"),)
