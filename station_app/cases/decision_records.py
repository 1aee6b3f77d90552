"""What is decided about each offender of a case, from the proposal to its execution."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from station_app.core.records import Current

WARNING, FINE, DETENTION, DETENTION_FINE = "warning", "fine", "detention", "detention_fine"
REVOCATION, CLOSURE, NO_PENALTY = "revocation", "closure", "no_penalty"
PROPOSED, DECIDED, EXECUTED = "proposed", "decided", "executed"
SPOT, STATION, COUNTY = "spot", "station", "county"
BANK = "bank"


class CaseDecision(Current, kw_only=True, eq=False):
    """One decision (处罚, 不予处罚) on one offender; a case has as many as it has offenders.

    `age` is his on the day of the act, where both are known; `amount` in yuan. `grave`: complex
    or serious, so that it is discussed by the heads (治安管理处罚法 113); `review_ground`: one of
    the three kinds that need 法制审核 (114). `not_detained`: why the detention is not carried
    out (23).
    """

    __tablename__ = "case_decision"

    case_id: Mapped[UUID]
    person_id: Mapped[UUID]
    kind: Mapped[str]
    amount: Mapped[int | None] = mapped_column(default=None)
    days: Mapped[int | None] = mapped_column(default=None)
    basis: Mapped[str]
    age: Mapped[int | None] = mapped_column(default=None)
    entered_by: Mapped[str]
    proposed_on: Mapped[date]
    review_ground: Mapped[str | None] = mapped_column(default=None)
    grave: Mapped[bool | None] = mapped_column(default=None)
    told_on: Mapped[date | None] = mapped_column(default=None)
    defence: Mapped[str | None] = mapped_column(default=None)
    guardian: Mapped[str | None] = mapped_column(default=None)
    guardian_said: Mapped[str | None] = mapped_column(default=None)
    hearing_told_on: Mapped[date | None] = mapped_column(default=None)
    hearing_waived: Mapped[bool | None] = mapped_column(default=None)
    heard_on: Mapped[date | None] = mapped_column(default=None)
    reviewed_on: Mapped[date | None] = mapped_column(default=None)
    reviewed_by: Mapped[str | None] = mapped_column(default=None)
    discussed_on: Mapped[date | None] = mapped_column(default=None)
    discussion: Mapped[str | None] = mapped_column(default=None)
    level: Mapped[str | None] = mapped_column(default=None)
    decided_at: Mapped[datetime | None] = mapped_column(default=None)
    decided_on: Mapped[date | None] = mapped_column(default=None)
    decided_by: Mapped[str | None] = mapped_column(default=None)
    decision_number: Mapped[str | None] = mapped_column(default=None)
    remedies: Mapped[bool | None] = mapped_column(default=None)
    reported_on: Mapped[date | None] = mapped_column(default=None)
    served_on: Mapped[date | None] = mapped_column(default=None)
    served_how: Mapped[str | None] = mapped_column(default=None)
    victim_copied_on: Mapped[date | None] = mapped_column(default=None)
    family_told_on: Mapped[date | None] = mapped_column(default=None)
    organ_told_on: Mapped[date | None] = mapped_column(default=None)
    paid_on: Mapped[date | None] = mapped_column(default=None)
    paid_how: Mapped[str | None] = mapped_column(default=None)
    handed_in_on: Mapped[date | None] = mapped_column(default=None)
    not_detained: Mapped[str | None] = mapped_column(default=None)
    carried_out_on: Mapped[date | None] = mapped_column(default=None)
    state: Mapped[str] = mapped_column(default=PROPOSED)

    __table_args__ = (
        Index("ix_case_decision_case", "case_id"),
        Index("ix_case_decision_live", "row", "withdrawn_at"),
    )
