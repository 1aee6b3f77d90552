from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from station_app.core.records import Current, Fact

DETOX, RECOVERY = "detox", "recovery"
EXPECTED, UNDER, PAUSED, MOVING, ENDED = "expected", "under", "paused", "moving", "ended"
REFUSED, RELAPSED, SERIOUS = "refused", "relapsed", "serious"
RELEASED, TRANSFERRED = "released", "transferred"
WORKER, OFFICER, MEDIC, FAMILY, VOLUNTEER = "worker", "officer", "medic", "family", "volunteer"


class Rehabilitation(Current, kw_only=True, eq=False):
    """One person under one decision (戒毒条例 13, 37).

    `start` is the day the decision was received: from it the fifteen days to report in run
    (戒毒条例 14). `first_reported_on` is the report-in at an earlier place, whose days count
    (戒毒条例 22); `shift_days` is what pauses have put the term off. `breach_on` is when a ground
    for a report to the police was found, blank again once it was reported.
    """

    __tablename__ = "rehabilitation"

    person_id: Mapped[UUID]
    place_id: Mapped[UUID | None] = mapped_column(default=None)
    kind: Mapped[str]
    deciding_organ: Mapped[str]
    document_number: Mapped[str]
    decided_on: Mapped[date]
    start: Mapped[date]
    months: Mapped[int | None] = mapped_column(default=None)
    plan: Mapped[str | None] = mapped_column(default=None)
    first_reported_on: Mapped[date | None] = mapped_column(default=None)
    from_place: Mapped[str | None] = mapped_column(default=None)
    police_station: Mapped[str | None] = mapped_column(default=None)
    worker: Mapped[str | None] = mapped_column(default=None)
    remarks: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default=EXPECTED)
    reported_on: Mapped[date | None] = mapped_column(default=None)
    report_late: Mapped[bool | None] = mapped_column(default=None)
    end: Mapped[date | None] = mapped_column(default=None)
    agreed_on: Mapped[date | None] = mapped_column(default=None)
    teamed_on: Mapped[date | None] = mapped_column(default=None)
    planned_on: Mapped[date | None] = mapped_column(default=None)
    measures: Mapped[str | None] = mapped_column(default=None)
    half_year_on: Mapped[date | None] = mapped_column(default=None)
    yearly_on: Mapped[date | None] = mapped_column(default=None)
    evaded_times: Mapped[int | None] = mapped_column(default=None)
    left_times: Mapped[int | None] = mapped_column(default=None)
    left_days: Mapped[int | None] = mapped_column(default=None)
    breach_kind: Mapped[str | None] = mapped_column(default=None)
    breach_on: Mapped[date | None] = mapped_column(default=None)
    breach_reported_on: Mapped[date | None] = mapped_column(default=None)
    paused_on: Mapped[date | None] = mapped_column(default=None)
    shift_days: Mapped[int | None] = mapped_column(default=None)
    moving_on: Mapped[date | None] = mapped_column(default=None)
    moving_to: Mapped[str | None] = mapped_column(default=None)
    ended_on: Mapped[date | None] = mapped_column(default=None)
    end_kind: Mapped[str | None] = mapped_column(default=None)
    end_number: Mapped[str | None] = mapped_column(default=None)

    __table_args__ = (
        Index("ix_rehabilitation_live", "row", "withdrawn_at"),
        Index("ix_rehabilitation_person", "person_id"),
    )


class TeamMember(Current, kw_only=True, eq=False):
    """One of a 社区戒毒工作小组; `account` is by whom the record is seen (戒毒条例 17)."""

    __tablename__ = "rehabilitation_team"

    rehabilitation_id: Mapped[UUID]
    role: Mapped[str]
    name: Mapped[str]
    phone: Mapped[str] = mapped_column(default="")
    account: Mapped[str | None] = mapped_column(default=None)
    since: Mapped[date]
    until: Mapped[date | None] = mapped_column(default=None)
    left_why: Mapped[str] = mapped_column(default="")

    __table_args__ = (
        Index("ix_rehabilitation_team_of", "rehabilitation_id"),
        Index("ix_rehabilitation_team_account", "account"),
    )


class RehabilitationStep(Fact, kw_only=True, eq=False):
    """What was done in the course of it, and by which paper."""

    __tablename__ = "rehabilitation_step"

    rehabilitation_id: Mapped[UUID]
    kind: Mapped[str]
    on: Mapped[date]
    by: Mapped[str] = mapped_column(default="")
    number: Mapped[str | None] = mapped_column(default=None)
    said: Mapped[str] = mapped_column(default="")

    __table_args__ = (Index("ix_rehabilitation_step_of", "rehabilitation_id"),)
