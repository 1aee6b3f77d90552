from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from station_app.core.records import Current

FOUND, LOST = "found", "lost"
KEPT, CLAIMED, RETURNED, SURRENDERED = "kept", "claimed", "returned", "surrendered"
SOUGHT, MATCHED, GIVEN_UP = "sought", "matched", "given_up"


class LostFound(Current, kw_only=True, eq=False):
    """A thing that was found and handed in (拾得物品), or a report of one that was lost.

    `match_id` joins the two. Who asks for it is `claimant_id`, until he has it or his proof was
    not enough; a thing nobody claimed within a year of the notice is the state's.
    """

    __tablename__ = "lost_found"

    number: Mapped[str]
    kind: Mapped[str]
    on: Mapped[date]
    name: Mapped[str]
    features: Mapped[str] = mapped_column(default="")
    contents: Mapped[str] = mapped_column(default="")
    value: Mapped[int | None] = mapped_column(default=None)
    person_id: Mapped[UUID | None] = mapped_column(default=None)
    person_said: Mapped[str | None] = mapped_column(default=None)
    place_id: Mapped[UUID | None] = mapped_column(default=None)
    place_said: Mapped[str | None] = mapped_column(default=None)
    kept_where: Mapped[str | None] = mapped_column(default=None)
    call_number: Mapped[str | None] = mapped_column(default=None)
    remarks: Mapped[str] = mapped_column(default="")
    state: Mapped[str]
    notice_on: Mapped[date | None] = mapped_column(default=None)
    notice_where: Mapped[str | None] = mapped_column(default=None)
    told_on: Mapped[date | None] = mapped_column(default=None)
    told_whom: Mapped[str | None] = mapped_column(default=None)
    claimant_id: Mapped[UUID | None] = mapped_column(default=None)
    claimed_on: Mapped[date | None] = mapped_column(default=None)
    proof: Mapped[str] = mapped_column(default="")
    refused_why: Mapped[str] = mapped_column(default="")
    match_id: Mapped[UUID | None] = mapped_column(default=None)
    ended_on: Mapped[date | None] = mapped_column(default=None)
    ended_with: Mapped[str | None] = mapped_column(default=None)

    __table_args__ = (
        Index("ix_lost_found_live", "row", "withdrawn_at"),
        Index("ix_lost_found_state", "state"),
    )
