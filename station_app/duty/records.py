from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from station_app.core.records import Current, Fact


class Shift(Current, kw_only=True, eq=False):
    """One line of the roster (值班备勤安排): its span, who leads, who is there or ready."""

    __tablename__ = "duty_shift"

    since: Mapped[datetime]
    until: Mapped[datetime]
    on: Mapped[date | None] = mapped_column(default=None)  # the day on which it begins
    leader: Mapped[str]
    officers: Mapped[str]
    standby: Mapped[str] = mapped_column(default="")
    auxiliaries: Mapped[str] = mapped_column(default="")
    remarks: Mapped[str] = mapped_column(default="")

    __table_args__ = (
        Index("ix_duty_shift_live", "row", "withdrawn_at"),
        Index("ix_duty_shift_since", "since"),
    )


class DiaryEntry(Fact, kw_only=True, eq=False):
    """One entry of the diary (勤务日志): when, what, who. What the registers know is not in it."""

    __tablename__ = "duty_entry"

    shift_id: Mapped[UUID]
    at: Mapped[datetime]
    text: Mapped[str]
    officer: Mapped[str]

    __table_args__ = (Index("ix_duty_entry_shift", "shift_id"),)


class Handover(Fact, kw_only=True, eq=False):
    """One hand-over of a shift (交接班): what was handed over, as it stood, by whom and to whom.

    Who hands over was signed in, who takes over gave his own password. Of records that may be
    sealed one day the lines keep number and masked name, as a list shows them. `log` is the audit
    log of that desk and `entries` how many it had before: the checkpoint that follows is printed.
    """

    __tablename__ = "handover"

    number: Mapped[str]
    shift_id: Mapped[UUID]
    next_id: Mapped[UUID | None] = mapped_column(default=None)
    at: Mapped[datetime]
    given_by: Mapped[str]
    taken_by: Mapped[str]
    leader: Mapped[str]
    inside: Mapped[str] = mapped_column(default="")
    safe: Mapped[str] = mapped_column(default="")
    orders: Mapped[str] = mapped_column(default="")
    calls: Mapped[str] = mapped_column(default="")
    owed: Mapped[str] = mapped_column(default="")
    remarks: Mapped[str] = mapped_column(default="")
    log: Mapped[str]
    entries: Mapped[int]

    __table_args__ = (Index("ix_handover_shift", "shift_id"),)


class EquipmentCount(Fact, kw_only=True, eq=False):
    """How many there were of one thing at a hand-over, and how many there should be."""

    __tablename__ = "equipment_count"

    handover_id: Mapped[UUID]
    name: Mapped[str]
    expected: Mapped[int]
    counted: Mapped[int]
    remarks: Mapped[str] = mapped_column(default="")

    __table_args__ = (Index("ix_equipment_count_handover", "handover_id"),)
