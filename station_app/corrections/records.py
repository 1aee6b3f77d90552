from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from station_app.core.records import Current

CONTROL, PROBATION, PAROLE, MEDICAL = "control", "probation", "parole", "medical"
EXPECTED, UNDER, ENDED = "expected", "under", "ended"
STRICT, COMMON, RELAXED = "strict", "common", "relaxed"
REVOCATION, IMPRISONMENT, COERCION = "revocation", "imprisonment", "coercion"


class Supervision(Current, kw_only=True, eq=False):
    """One person under one decision (社区矫正法 2): nothing else is supervision in law.

    `worker` is the account of the correction worker whose person this is. `pending` is what
    keeps the end from being told (社区矫正法 44, 45). Of an illness only the legal ground is kept.
    """

    __tablename__ = "supervision"

    person_id: Mapped[UUID]
    place_id: Mapped[UUID | None] = mapped_column(default=None)  # where he lives: 执行地
    category: Mapped[str]
    deciding_organ: Mapped[str]
    deciding_level: Mapped[str | None] = mapped_column(default=None)
    document_number: Mapped[str]
    decided_on: Mapped[date | None] = mapped_column(default=None)
    effective_on: Mapped[date | None] = mapped_column(default=None)
    start: Mapped[date]
    end: Mapped[date]
    crime: Mapped[str | None] = mapped_column(default=None)
    sentence: Mapped[str | None] = mapped_column(default=None)
    additional: Mapped[str | None] = mapped_column(default=None)
    minor: Mapped[bool | None] = mapped_column(default=None)
    medical_ground: Mapped[str | None] = mapped_column(default=None)
    guarantor: Mapped[str | None] = mapped_column(default=None)
    guarantor_phone: Mapped[list[dict[str, str]]] = mapped_column(default_factory=list)
    executing_county: Mapped[str | None] = mapped_column(default=None)
    entrusted_office: Mapped[str | None] = mapped_column(default=None)
    police_station: Mapped[str | None] = mapped_column(default=None)
    procuratorate: Mapped[str | None] = mapped_column(default=None)
    worker: Mapped[str | None] = mapped_column(default=None)
    remarks: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default=EXPECTED)
    papers_on: Mapped[date | None] = mapped_column(default=None)
    reported_on: Mapped[date | None] = mapped_column(default=None)
    report_by: Mapped[date | None] = mapped_column(default=None)
    report_late: Mapped[bool | None] = mapped_column(default=None)
    announced_on: Mapped[date | None] = mapped_column(default=None)
    grouped_on: Mapped[date | None] = mapped_column(default=None)
    planned_on: Mapped[date | None] = mapped_column(default=None)
    exit_ban_on: Mapped[date | None] = mapped_column(default=None)
    grade: Mapped[str | None] = mapped_column(default=None)
    graded_on: Mapped[date | None] = mapped_column(default=None)
    last_report_on: Mapped[date | None] = mapped_column(default=None)
    next_report_on: Mapped[date | None] = mapped_column(default=None)
    focus_until: Mapped[date | None] = mapped_column(default=None)
    last_health_on: Mapped[date | None] = mapped_column(default=None)
    health_longer: Mapped[int | None] = mapped_column(default=None)
    last_reexam_on: Mapped[date | None] = mapped_column(default=None)
    reexam_longer: Mapped[int | None] = mapped_column(default=None)
    last_contact_on: Mapped[date | None] = mapped_column(default=None)
    lost_since: Mapped[date | None] = mapped_column(default=None)
    searched_on: Mapped[date | None] = mapped_column(default=None)
    pending: Mapped[str | None] = mapped_column(default=None)
    summary_on: Mapped[date | None] = mapped_column(default=None)
    appraised_on: Mapped[date | None] = mapped_column(default=None)
    after_care_on: Mapped[date | None] = mapped_column(default=None)
    ended_on: Mapped[date | None] = mapped_column(default=None)
    end_kind: Mapped[str | None] = mapped_column(default=None)

    __table_args__ = (
        Index("ix_supervision_live", "row", "withdrawn_at"),
        Index("ix_supervision_person", "person_id"),
        Index("ix_supervision_worker", "worker", "state"),
    )
