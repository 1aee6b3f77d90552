from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from station_app.core.records import Current, Fact

SEIZED, REGISTERED, PRESERVED, EFFECTS = "seized", "registered", "preserved", "effects"
VICTIM, THIRD, UNKNOWN = "victim", "third", "unknown"
CONTRABAND, KNIFE, DRUG_TOOL, ILLEGAL = "contraband", "knife", "drug_tool", "illegal"
HELD, KEPT, OUT, LEFT = "held", "kept", "out", "left"
RETURNED, DESTROYED, SURRENDERED = "returned", "destroyed", "surrendered"
AUCTIONED, WITH_CASE = "auctioned", "with_case"
TAKEN, HANDED, MOVED, BACK = "taken", "handed", "moved", "back"
EXAM = "exam"
CONFISCATED, RECOVERED = "confiscated", "recovered"
STATION, COUNTY = "station", "county"


class Item(Current, kw_only=True, eq=False):
    """One thing of a case (涉案财物), from the moment it was taken to its return.

    `exams` are the spans that it was out to be examined, "2026-03-02—2026-03-06；2026-03-09—":
    they do not count in the term of a seizure. `anew_on` is the day on which the case came by a
    transfer of jurisdiction: the term begins anew (程 62). `bag` is the seal that it is under now;
    those before stand in its moves.
    """

    __tablename__ = "property_item"

    number: Mapped[str]
    case_id: Mapped[UUID | None] = mapped_column(default=None)
    kind: Mapped[str]
    name: Mapped[str]
    quantity: Mapped[str]
    features: Mapped[str] = mapped_column(default="")
    nature: Mapped[str | None] = mapped_column(default=None)
    value: Mapped[int | None] = mapped_column(default=None)
    owner_role: Mapped[str]
    owner_id: Mapped[UUID | None] = mapped_column(default=None)
    owner_said: Mapped[str | None] = mapped_column(default=None)
    lawful: Mapped[bool | None] = mapped_column(default=None)
    must_exam: Mapped[bool | None] = mapped_column(default=None)
    taken_at: Mapped[datetime]
    taken_on: Mapped[date | None] = mapped_column(default=None)
    taken_where: Mapped[str | None] = mapped_column(default=None)
    on_spot: Mapped[bool | None] = mapped_column(default=None)
    approver: Mapped[str | None] = mapped_column(default=None)
    decision_number: Mapped[str | None] = mapped_column(default=None)
    list_number: Mapped[str | None] = mapped_column(default=None)
    witness: Mapped[str | None] = mapped_column(default=None)
    recorder: Mapped[str | None] = mapped_column(default=None)
    officer: Mapped[str | None] = mapped_column(default=None)
    second: Mapped[str | None] = mapped_column(default=None)
    anew_on: Mapped[date | None] = mapped_column(default=None)
    bag: Mapped[str | None] = mapped_column(default=None)
    remarks: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default=HELD)
    place: Mapped[str | None] = mapped_column(default=None)
    keeper: Mapped[str | None] = mapped_column(default=None)
    kept_at: Mapped[datetime | None] = mapped_column(default=None)
    approved_by: Mapped[str | None] = mapped_column(default=None)
    approved_at: Mapped[datetime | None] = mapped_column(default=None)
    exams: Mapped[str] = mapped_column(default="")
    extended_on: Mapped[date | None] = mapped_column(default=None)
    extension_number: Mapped[str | None] = mapped_column(default=None)
    extension_told_on: Mapped[date | None] = mapped_column(default=None)
    unclaimed_since: Mapped[date | None] = mapped_column(default=None)
    decision: Mapped[str | None] = mapped_column(default=None)
    decided_by: Mapped[str | None] = mapped_column(default=None)
    decided_on: Mapped[date | None] = mapped_column(default=None)
    confiscation_number: Mapped[str | None] = mapped_column(default=None)
    settled_on: Mapped[date | None] = mapped_column(default=None)
    settled_with: Mapped[str | None] = mapped_column(default=None)

    __table_args__ = (
        Index("ix_property_item_live", "row", "withdrawn_at"),
        Index("ix_property_item_case", "case_id"),
        Index("ix_property_item_state", "state"),
        Index("ix_property_item_bag", "bag"),
    )


class Move(Fact, kw_only=True, eq=False):
    """One move of a thing: from whose hand to whose, where it lies then, under which seal."""

    __tablename__ = "property_move"

    item_id: Mapped[UUID]
    kind: Mapped[str]
    at: Mapped[datetime]
    officer: Mapped[str]
    second: Mapped[str | None] = mapped_column(default=None)
    receiver: Mapped[str | None] = mapped_column(default=None)
    place: Mapped[str | None] = mapped_column(default=None)
    bag: Mapped[str | None] = mapped_column(default=None)
    number: Mapped[str | None] = mapped_column(default=None)
    note: Mapped[str] = mapped_column(default="")

    __table_args__ = (
        Index("ix_property_move_item", "item_id"),
        Index("ix_property_move_bag", "bag"),
    )
