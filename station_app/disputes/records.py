from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from station_app.core.records import Current, Fact

OPEN, MEDIATING, AGREED, SETTLED, FAILED, CLOSED = (
    *("open", "mediating", "agreed"),
    *("settled", "failed", "closed"),
)


class Dispute(Current, kw_only=True, eq=False):
    """A quarrel of two parties, from the day it was found to the day it is closed.

    More parties, calls, visits, papers and links are steps; none but people and the place are
    pointed at from here, since a call, a case and a measure may be sealed or go before it.
    `handler` is the account of the officer whose it is; `secret` (domestic violence) keeps it
    from all others but the chief, and out of the figures: `counted_on`, `turned_counted_on` and
    `closed_counted_on` are the days by which the others are counted.
    """

    __tablename__ = "dispute"

    number: Mapped[str]
    on: Mapped[date]
    source: Mapped[str]
    kind: Mapped[str]
    one_id: Mapped[UUID]
    other_id: Mapped[UUID]
    place_id: Mapped[UUID | None] = mapped_column(default=None)
    facts: Mapped[str]
    domestic: Mapped[bool | None] = mapped_column(default=None)
    level: Mapped[str]
    level_owner: Mapped[str | None] = mapped_column(default=None)
    committee: Mapped[str | None] = mapped_column(default=None)
    handler: Mapped[str | None] = mapped_column(default=None)
    remarks: Mapped[str] = mapped_column(default="")
    secret: Mapped[bool | None] = mapped_column(default=None)
    state: Mapped[str] = mapped_column(default=OPEN)
    graded_on: Mapped[date | None] = mapped_column(default=None)
    visited_on: Mapped[date | None] = mapped_column(default=None)
    raise_on: Mapped[date | None] = mapped_column(default=None)
    raise_why: Mapped[str | None] = mapped_column(default=None)
    risk_on: Mapped[date | None] = mapped_column(default=None)
    channel: Mapped[str | None] = mapped_column(default=None)
    mediator_id: Mapped[UUID | None] = mapped_column(default=None)
    mediating_from: Mapped[date | None] = mapped_column(default=None)
    mediating_until: Mapped[date | None] = mapped_column(default=None)
    oral: Mapped[bool | None] = mapped_column(default=None)
    agreed_on: Mapped[date | None] = mapped_column(default=None)
    responsibility: Mapped[str | None] = mapped_column(default=None)
    terms: Mapped[str | None] = mapped_column(default=None)
    manner: Mapped[str | None] = mapped_column(default=None)
    perform_by: Mapped[date | None] = mapped_column(default=None)
    effective_on: Mapped[date | None] = mapped_column(default=None)
    performed_on: Mapped[date | None] = mapped_column(default=None)
    not_performed_on: Mapped[date | None] = mapped_column(default=None)
    confirmation: Mapped[str | None] = mapped_column(default=None)
    revisited_on: Mapped[date | None] = mapped_column(default=None)
    again_on: Mapped[date | None] = mapped_column(default=None)
    warned_on: Mapped[date | None] = mapped_column(default=None)
    protected_on: Mapped[date | None] = mapped_column(default=None)
    turned_on: Mapped[date | None] = mapped_column(default=None)
    tried: Mapped[str | None] = mapped_column(default=None)
    closed_on: Mapped[date | None] = mapped_column(default=None)
    result: Mapped[str | None] = mapped_column(default=None)
    counted_on: Mapped[date | None] = mapped_column(default=None)
    turned_counted_on: Mapped[date | None] = mapped_column(default=None)
    closed_counted_on: Mapped[date | None] = mapped_column(default=None)

    __table_args__ = (
        Index("ix_dispute_live", "row", "withdrawn_at"),
        Index("ix_dispute_handler", "handler", "state"),
        Index("ix_dispute_level", "level"),
    )


class DisputeStep(Fact, kw_only=True, eq=False):
    """What was done about a dispute, or what it is linked to: `on` of a call is the day of it."""

    __tablename__ = "dispute_step"

    dispute_id: Mapped[UUID]
    kind: Mapped[str]
    on: Mapped[date]
    by: Mapped[str | None] = mapped_column(default=None)
    visitor: Mapped[str | None] = mapped_column(default=None)
    channel: Mapped[str | None] = mapped_column(default=None)
    number: Mapped[str | None] = mapped_column(default=None)
    person_id: Mapped[UUID | None] = mapped_column(default=None)
    call_id: Mapped[UUID | None] = mapped_column(default=None)
    case_id: Mapped[UUID | None] = mapped_column(default=None)
    measure_id: Mapped[UUID | None] = mapped_column(default=None)
    until: Mapped[date | None] = mapped_column(default=None)
    place: Mapped[str | None] = mapped_column(default=None)
    present: Mapped[str | None] = mapped_column(default=None)
    said: Mapped[str] = mapped_column(default="")

    __table_args__ = (Index("ix_dispute_step_dispute", "dispute_id", "kind"),)


class Mediator(Current, kw_only=True, eq=False):
    """Somebody of a mediation committee's register, from the day he was elected or engaged."""

    __tablename__ = "mediator"

    person_id: Mapped[UUID]
    kind: Mapped[str]
    committee: Mapped[str]
    since: Mapped[date]
    until: Mapped[date | None] = mapped_column(default=None)

    __table_args__ = (Index("ix_mediator_person", "person_id"),)
