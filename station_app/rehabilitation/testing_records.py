from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from station_app.core.records import Current

PLANNED, SURPRISE = "planned", "surprise"
DUE, TAKEN, MISSED, HELD, OFF = "due", "taken", "missed", "held", "off"
NEGATIVE, POSITIVE = "negative", "positive"


class DrugTest(Current, kw_only=True, eq=False):
    """One test (检测) of the plan, or one beside it; taken, missed or still due.

    `number` is its place in the plan, blank for a surprise test; `due_on` the middle of its
    window. A sample of a positive test is kept in two parts (A, B), both signed for and sealed.
    """

    __tablename__ = "drug_test"

    rehabilitation_id: Mapped[UUID]
    kind: Mapped[str]
    number: Mapped[int | None] = mapped_column(default=None)
    due_on: Mapped[date]
    state: Mapped[str] = mapped_column(default=DUE)
    moved_why: Mapped[str] = mapped_column(default="")
    on: Mapped[date | None] = mapped_column(default=None)
    place: Mapped[str | None] = mapped_column(default=None)
    method: Mapped[str | None] = mapped_column(default=None)
    sample: Mapped[str | None] = mapped_column(default=None)
    sample_number: Mapped[str | None] = mapped_column(default=None)
    reagent: Mapped[str | None] = mapped_column(default=None)
    reagent_until: Mapped[date | None] = mapped_column(default=None)
    items: Mapped[str | None] = mapped_column(default=None)
    result: Mapped[str | None] = mapped_column(default=None)
    tester: Mapped[str | None] = mapped_column(default=None)
    second_tester: Mapped[str | None] = mapped_column(default=None)
    female_tester: Mapped[str | None] = mapped_column(default=None)
    witness: Mapped[str | None] = mapped_column(default=None)
    sample_a: Mapped[str | None] = mapped_column(default=None)
    sample_b: Mapped[str | None] = mapped_column(default=None)
    sealed: Mapped[bool | None] = mapped_column(default=None)
    signed: Mapped[bool | None] = mapped_column(default=None)
    told_on: Mapped[date | None] = mapped_column(default=None)
    objected_on: Mapped[date | None] = mapped_column(default=None)
    lab_decided_on: Mapped[date | None] = mapped_column(default=None)
    lab: Mapped[str | None] = mapped_column(default=None)
    lab_result: Mapped[str | None] = mapped_column(default=None)
    lab_result_on: Mapped[date | None] = mapped_column(default=None)
    samples_gone_on: Mapped[date | None] = mapped_column(default=None)
    missed_why: Mapped[str | None] = mapped_column(default=None)
    missed_said: Mapped[str] = mapped_column(default="")

    __table_args__ = (Index("ix_drug_test_of", "rehabilitation_id", "due_on"),)


class Absence(Current, kw_only=True, eq=False):
    """Away from the county where it is executed (戒毒条例 19); both end days are days away.

    `reported_on` is the day of the written report; without one, or with one of a later day,
    it was left without leave.
    """

    __tablename__ = "absence"

    rehabilitation_id: Mapped[UUID]
    since: Mapped[date]
    until: Mapped[date | None] = mapped_column(default=None)
    destination: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    reported_on: Mapped[date | None] = mapped_column(default=None)
    returned_on: Mapped[date | None] = mapped_column(default=None)

    __table_args__ = (Index("ix_absence_of", "rehabilitation_id"),)
