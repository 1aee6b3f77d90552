from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from station_app.core.records import Current, Fact

ID_CARD, PERMIT = "id_card", "residence_permit"
FIRST, EXPIRED, DAMAGED, CHANGED, LOST = "first", "expired", "damaged", "changed", "lost"
ACCEPTED, SENT, ARRIVED, CALLED = "accepted", "sent", "arrived", "called"
HANDED, LOST_SINCE, REPLACED, ENDED = "handed", "reported_lost", "replaced", "ended"
RETURNED, OLD_BACK = "returned", "old_back"  # moves that are no state of their own


class Card(Current, kw_only=True, eq=False):
    """One card asked for (证件流转), until it was handed out and for as long as it is the holder's.

    The term of the law ends as the card lies here (`arrived_on`): when it is fetched is the
    holder's own affair, and what is owed then is to call him. `residence_id` is the residence
    whose permit it is, and `replaces_id` the card in whose place it came.
    """

    __tablename__ = "card"

    number: Mapped[str]
    kind: Mapped[str]
    why: Mapped[str]
    person_id: Mapped[UUID]
    accepted_on: Mapped[date]
    receipt_number: Mapped[str | None] = mapped_column(default=None)
    remote: Mapped[bool | None] = mapped_column(default=None)
    old_number: Mapped[str | None] = mapped_column(default=None)
    remarks: Mapped[str] = mapped_column(default="")
    residence_id: Mapped[UUID | None] = mapped_column(default=None)
    replaces_id: Mapped[UUID | None] = mapped_column(default=None)
    state: Mapped[str] = mapped_column(default=ACCEPTED)
    sent_on: Mapped[date | None] = mapped_column(default=None)
    card_number: Mapped[str | None] = mapped_column(default=None)
    arrived_on: Mapped[date | None] = mapped_column(default=None)
    called_on: Mapped[date | None] = mapped_column(default=None)
    handed_on: Mapped[date | None] = mapped_column(default=None)
    agent_id: Mapped[UUID | None] = mapped_column(default=None)
    agent_paper: Mapped[str | None] = mapped_column(default=None)
    old_back_on: Mapped[date | None] = mapped_column(default=None)
    lost_on: Mapped[date | None] = mapped_column(default=None)
    ended_on: Mapped[date | None] = mapped_column(default=None)
    ended_why: Mapped[str | None] = mapped_column(default=None)

    __table_args__ = (
        Index("ix_card_live", "row", "withdrawn_at"),
        Index("ix_card_state", "state", "arrived_on"),
        Index("ix_card_receipt", "receipt_number"),
        Index("ix_card_number", "card_number"),
        Index("ix_card_person", "person_id"),
    )


class CardMove(Fact, kw_only=True, eq=False):
    """One step of a card, with its day and hand."""

    __tablename__ = "card_move"

    card_id: Mapped[UUID]
    kind: Mapped[str]
    on: Mapped[date]
    officer: Mapped[str]
    number: Mapped[str | None] = mapped_column(default=None)
    way: Mapped[str | None] = mapped_column(default=None)
    note: Mapped[str] = mapped_column(default="")

    __table_args__ = (Index("ix_card_move_card", "card_id"),)
