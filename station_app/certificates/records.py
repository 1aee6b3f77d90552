from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from station_app.core.records import Current

ACCEPTED, QUERYING, ISSUED, ANSWERED, REFUSED, VOIDED = (
    *("accepted", "querying", "issued"),
    *("answered", "refused", "voided"),
)
CLEAN, FOUND = "clean", "found"


class Certificate(Current, kw_only=True, eq=False):
    """Somebody asked for a certificate, and what he was given: it, or the refusal in writing.

    `person_id` is whom it is about, `other_id` the second of two relatives; `officer` the account
    of who was asked first (首接责任人) and answers for it to the end. What was found of records
    stands on its query alone: here one is only answered. That a paper was signed for is the
    paper's own (送达), so that what it says of the record still holds.
    """

    __tablename__ = "certificate"

    number: Mapped[str]
    on: Mapped[date]
    kind: Mapped[str]
    person_id: Mapped[UUID]
    other_id: Mapped[UUID | None] = mapped_column(default=None)
    applicant_id: Mapped[UUID | None] = mapped_column(default=None)
    authority: Mapped[str | None] = mapped_column(default=None)
    purpose: Mapped[str]
    addressee: Mapped[str | None] = mapped_column(default=None)
    remarks: Mapped[str] = mapped_column(default="")
    officer: Mapped[str | None] = mapped_column(default=None)
    state: Mapped[str] = mapped_column(default=ACCEPTED)
    promised_on: Mapped[date | None] = mapped_column(default=None)
    wanting: Mapped[str | None] = mapped_column(default=None)
    issued_on: Mapped[date | None] = mapped_column(default=None)
    facts: Mapped[str | None] = mapped_column(default=None)
    basis: Mapped[str | None] = mapped_column(default=None)
    valid_until: Mapped[date | None] = mapped_column(default=None)
    stock_number: Mapped[str | None] = mapped_column(default=None)
    handed_on: Mapped[date | None] = mapped_column(default=None)
    handed_to: Mapped[str | None] = mapped_column(default=None)
    refused_on: Mapped[date | None] = mapped_column(default=None)
    ground: Mapped[str | None] = mapped_column(default=None)
    explanation: Mapped[str | None] = mapped_column(default=None)
    where_to: Mapped[str | None] = mapped_column(default=None)
    told_on: Mapped[date | None] = mapped_column(default=None)
    reported_on: Mapped[date | None] = mapped_column(default=None)
    reported_to: Mapped[str | None] = mapped_column(default=None)
    voided_on: Mapped[date | None] = mapped_column(default=None)
    void_reason: Mapped[str | None] = mapped_column(default=None)
    ended_on: Mapped[date | None] = mapped_column(default=None)

    __table_args__ = (
        Index("ix_certificate_live", "row", "withdrawn_at"),
        Index("ix_certificate_person", "person_id"),
        Index("ix_certificate_state", "state", "on"),
    )


class RecordQuery(Current, kw_only=True, eq=False):
    """犯罪记录查询: asked for, typed from the national base, handed out, looked at again.

    Nothing here is searched for. From the day the result is typed it is `handler`'s and the
    chief's alone: `secret` follows from it, whatever it says.
    """

    __tablename__ = "record_query"

    certificate_id: Mapped[UUID]
    number: Mapped[str]
    person_id: Mapped[UUID]
    applicant: Mapped[str]
    agent_id: Mapped[UUID | None] = mapped_column(default=None)
    authority: Mapped[str | None] = mapped_column(default=None)
    unit: Mapped[str | None] = mapped_column(default=None)
    unit_basis: Mapped[str | None] = mapped_column(default=None)
    purpose: Mapped[str]
    abroad: Mapped[bool | None] = mapped_column(default=None)
    country: Mapped[str | None] = mapped_column(default=None)
    since: Mapped[date | None] = mapped_column(default=None)
    until: Mapped[date | None] = mapped_column(default=None)
    received_on: Mapped[date]
    handler: Mapped[str]
    checking_since: Mapped[date | None] = mapped_column(default=None)
    checking_until: Mapped[date | None] = mapped_column(default=None)
    checking_by: Mapped[str | None] = mapped_column(default=None)
    checking_why: Mapped[str | None] = mapped_column(default=None)
    result: Mapped[str | None] = mapped_column(default=None)
    base_number: Mapped[str | None] = mapped_column(default=None)
    typed_on: Mapped[date | None] = mapped_column(default=None)
    secret: Mapped[bool | None] = mapped_column(default=None)
    review_on: Mapped[date | None] = mapped_column(default=None)
    review_why: Mapped[str | None] = mapped_column(default=None)
    extended_by: Mapped[str | None] = mapped_column(default=None)
    review: Mapped[str | None] = mapped_column(default=None)
    review_number: Mapped[str | None] = mapped_column(default=None)
    reviewed_on: Mapped[date | None] = mapped_column(default=None)

    __table_args__ = (
        Index("ix_record_query_certificate", "certificate_id"),
        Index("ix_record_query_person", "person_id"),
    )
