"""What a supervised person answers for, and what is told in his favour, each until its decision."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from station_app.core.decided import Decided
from station_app.core.records import Current

ADMONITION, WARNING, PENALTY = "admonition", "warning", "penalty"
REVOKE_PROBATION, REVOKE_PAROLE = "revoke_probation", "revoke_parole"
IMPRISON, ARREST = "imprison", "arrest"
PROPOSED, SENT, DECIDED, REFUSED, TOLD = "proposed", "sent", "decided", "refused", "told"
SEARCHING, ASKED, FOUND = "searching", "asked", "found"
COMMENDATION, REDUCTION = "commendation", "reduction"


class Sanction(Current, Decided, kw_only=True, eq=False):
    """One step of the ladder (训诫 … 提请收监执行), from its ground to the day he is told.

    `since` and `days` are what the record itself showed of the ground when it was proposed.
    `proposing` is the level of the body that proposes (实施办法 46-49), `sent_to` who is asked.
    """

    __tablename__ = "sanction"

    supervision_id: Mapped[UUID]
    kind: Mapped[str]
    ground: Mapped[str]
    since: Mapped[date | None] = mapped_column(default=None)
    days: Mapped[int | None] = mapped_column(default=None)
    facts: Mapped[str]
    evidence: Mapped[str | None] = mapped_column(default=None)
    proposed_on: Mapped[date]
    proposing: Mapped[str]
    sent_to: Mapped[str | None] = mapped_column(default=None)
    sent_at: Mapped[datetime | None] = mapped_column(default=None)
    sent_number: Mapped[str | None] = mapped_column(default=None)
    copied_on: Mapped[date | None] = mapped_column(default=None)
    heard_on: Mapped[date | None] = mapped_column(default=None)
    heard: Mapped[str | None] = mapped_column(default=None)
    lawyer: Mapped[str | None] = mapped_column(default=None)
    result: Mapped[str | None] = mapped_column(default=None)
    told_on: Mapped[date | None] = mapped_column(default=None)
    guardian: Mapped[str | None] = mapped_column(default=None)
    posted_on: Mapped[date | None] = mapped_column(default=None)
    state: Mapped[str] = mapped_column(default=PROPOSED)

    __table_args__ = (
        Index("ix_sanction_live", "row", "withdrawn_at"),
        Index("ix_sanction_supervision", "supervision_id"),
    )


class Search(Current, kw_only=True, eq=False):
    """查找 of somebody with whom contact was lost: by whom, how, until he is found."""

    __tablename__ = "search"

    supervision_id: Mapped[UUID]
    lost_since: Mapped[date]
    last_contact: Mapped[date]
    begun_on: Mapped[date]
    methods: Mapped[str]
    notes: Mapped[str] = mapped_column(default="")
    asked_on: Mapped[date | None] = mapped_column(default=None)
    asked_organ: Mapped[str | None] = mapped_column(default=None)
    asked_number: Mapped[str | None] = mapped_column(default=None)
    copied_on: Mapped[date | None] = mapped_column(default=None)
    found_on: Mapped[date | None] = mapped_column(default=None)
    found_how: Mapped[str | None] = mapped_column(default=None)
    state: Mapped[str] = mapped_column(default=SEARCHING)

    __table_args__ = (
        Index("ix_search_live", "row", "withdrawn_at"),
        Index("ix_search_supervision", "supervision_id"),
    )


class Detention(Current, kw_only=True, eq=False):
    """羁押、强制措施、强制隔离戒毒 of a supervised person, and who was told of it when (法 32).

    `release_from`: the court has refused, the police must release at once (法 48).
    """

    __tablename__ = "detention"

    supervision_id: Mapped[UUID]
    sanction_id: Mapped[UUID | None] = mapped_column(default=None)
    kind: Mapped[str]
    organ: Mapped[str]
    document_number: Mapped[str]
    decided_on: Mapped[date]
    custody_from: Mapped[date | None] = mapped_column(default=None)
    place: Mapped[str | None] = mapped_column(default=None)
    county_told_on: Mapped[date | None] = mapped_column(default=None)
    procuratorate_told_on: Mapped[date | None] = mapped_column(default=None)
    release_from: Mapped[date | None] = mapped_column(default=None)
    ended_on: Mapped[date | None] = mapped_column(default=None)
    end_kind: Mapped[str | None] = mapped_column(default=None)

    __table_args__ = (
        Index("ix_detention_live", "row", "withdrawn_at"),
        Index("ix_detention_supervision", "supervision_id"),
    )


class Commendation(Current, Decided, kw_only=True, eq=False):
    """表扬 (实施办法 33), or a reduction of the sentence proposed level by level (法 33)."""

    __tablename__ = "commendation"

    supervision_id: Mapped[UUID]
    kind: Mapped[str]
    accepts: Mapped[bool | None] = mapped_column(default=None)
    obeys_law: Mapped[bool | None] = mapped_column(default=None)
    obeys_rules: Mapped[bool | None] = mapped_column(default=None)
    takes_education: Mapped[bool | None] = mapped_column(default=None)
    outstanding: Mapped[bool | None] = mapped_column(default=None)
    facts: Mapped[str]
    proposed_on: Mapped[date]
    forwarded_on: Mapped[date | None] = mapped_column(default=None)
    sent_to: Mapped[str | None] = mapped_column(default=None)
    sent_on: Mapped[date | None] = mapped_column(default=None)
    sent_number: Mapped[str | None] = mapped_column(default=None)
    copied_on: Mapped[date | None] = mapped_column(default=None)
    result: Mapped[str | None] = mapped_column(default=None)
    told_on: Mapped[date | None] = mapped_column(default=None)
    guardian: Mapped[str | None] = mapped_column(default=None)
    posted_on: Mapped[date | None] = mapped_column(default=None)
    state: Mapped[str] = mapped_column(default=PROPOSED)

    __table_args__ = (
        Index("ix_commendation_live", "row", "withdrawn_at"),
        Index("ix_commendation_supervision", "supervision_id"),
    )
