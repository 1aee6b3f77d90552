"""What the station keeps for itself: accounts, settings, drafts, its own terms, what is sealed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from station_app.core.columns import SortText
from station_app.core.records import Table

NO_ROWID = {"sqlite_with_rowid": False}


class LocalRule(Table, kw_only=True, eq=False):
    """A version of a local rule as its order says it, for what begins on `valid_from` or later.

    One that was taken back stays, with who did it and why.
    """

    __tablename__ = "local_rule"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    rule: Mapped[str]
    place: Mapped[str]  # empty where city and country are alike
    valid_from: Mapped[date]
    length: Mapped[int]
    unit: Mapped[str]
    roll: Mapped[bool]
    issuer: Mapped[str]
    number: Mapped[str]  # 文号
    entered_by: Mapped[str]
    entered_at: Mapped[datetime]
    ended_by: Mapped[str] = mapped_column(default="")
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    reason: Mapped[str] = mapped_column(default="")


class HolidayYear(Table, kw_only=True, eq=False):
    """A year's holiday notice as typed from the paper; the last that was not taken back holds."""

    __tablename__ = "holiday_year"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    year: Mapped[int]
    holidays: Mapped[list[str]]  # ISO days: weekdays made free
    workdays: Mapped[list[str]]  # weekend days made working
    issuer: Mapped[str]
    number: Mapped[str]
    entered_by: Mapped[str]
    entered_at: Mapped[datetime]
    ended_by: Mapped[str] = mapped_column(default="")
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    reason: Mapped[str] = mapped_column(default="")


class Setting(Table, kw_only=True, eq=False):
    """What this database knows of itself: device, epoch, counters of internal numbers."""

    __tablename__ = "setting"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(Text)


class FormTemplate(Table, kw_only=True, eq=False):
    """A county's template for one form, rebuilt; the last that was not taken back is filled."""

    __tablename__ = "form_template"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    form: Mapped[str]
    pdf: Mapped[bytes]
    outline: Mapped[str] = mapped_column(Text)  # JSON: its text, its fields, what goes into them
    digest: Mapped[str]  # SHA-256 of the file that was brought
    issuer: Mapped[str]
    number: Mapped[str]  # 文号
    day: Mapped[date]
    entered_by: Mapped[str]
    entered_at: Mapped[datetime]
    ended_by: Mapped[str] = mapped_column(default="")
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    reason: Mapped[str] = mapped_column(default="")


class TextTemplate(Table, kw_only=True, eq=False):
    """A text of the station's own for one field of one register, put in where it is typed."""

    __tablename__ = "text_template"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    register: Mapped[str]
    field: Mapped[str]
    title: Mapped[str]
    text: Mapped[str] = mapped_column(Text)
    entered_by: Mapped[str]
    entered_at: Mapped[datetime]


class VoidedNumber(Table, kw_only=True, eq=False):
    """A 文号 that was spoilt: it stands on no paper, and on none later."""

    __tablename__ = "voided_number"

    number: Mapped[str] = mapped_column(SortText, primary_key=True)  # as it is compared
    typed: Mapped[str]
    paper: Mapped[str]  # what kind of document
    reason: Mapped[str]
    entered_by: Mapped[str]
    entered_at: Mapped[datetime]


class Officer(Table, kw_only=True, eq=False):
    """An account. Its password lives in the key slots, never here."""

    __tablename__ = "officer"

    name: Mapped[str] = mapped_column(primary_key=True)
    role: Mapped[str]
    scope: Mapped[str]
    active: Mapped[bool] = mapped_column(default=True)


class BeatOfficer(Table, kw_only=True, eq=False):
    """Who looks after a beat (警务区), from `since` up to, not with, `until`."""

    __tablename__ = "beat_officer"

    officer: Mapped[str] = mapped_column(primary_key=True)
    beat: Mapped[str] = mapped_column(primary_key=True)
    since: Mapped[date] = mapped_column(primary_key=True)
    until: Mapped[date | None] = mapped_column(default=None)
    given_by: Mapped[str]
    ended_by: Mapped[str] = mapped_column(default="")


class Draft(Table, kw_only=True, eq=False):
    """A form not yet saved, or parked: kept every two seconds, at most one a place."""

    __tablename__ = "draft"

    officer: Mapped[str] = mapped_column(primary_key=True)
    place: Mapped[str] = mapped_column(primary_key=True)  # the page and record it belongs to
    at: Mapped[datetime]
    body: Mapped[dict[str, Any]]


class Sealed(Table, kw_only=True, eq=False):
    """A sealed record: its row and all that told of it, in one ciphertext.

    Erasing deletes its keys: the ciphertext stays and nobody reads it again.
    """

    __tablename__ = "sealed"

    record_id: Mapped[UUID] = mapped_column(primary_key=True)
    register: Mapped[str]
    box: Mapped[bytes]


class SealedKey(Table, kw_only=True, eq=False):
    """The key of one sealed record, wrapped for one custodian."""

    __tablename__ = "sealed_key"

    record_id: Mapped[UUID] = mapped_column(primary_key=True)
    custodian: Mapped[str] = mapped_column(primary_key=True)
    wrapped: Mapped[bytes]

    __table_args__ = (NO_ROWID,)


class Custodian(Table, kw_only=True, eq=False):
    """Whose public key (X25519, hexadecimal) sealed records are wrapped for."""

    __tablename__ = "custodian"

    public: Mapped[str] = mapped_column(primary_key=True)
    officer: Mapped[str]  # empty: the recovery code in its sealed envelope
    admitted_by: Mapped[str | None] = mapped_column(default=None)  # None: waits to be admitted


class SealedLook(Table, kw_only=True, eq=False):
    """The key of a sealed record for one approved request, until its time is over."""

    __tablename__ = "sealed_look"

    request_id: Mapped[UUID] = mapped_column(primary_key=True)
    record_id: Mapped[UUID] = mapped_column(primary_key=True)
    reader: Mapped[str]
    until: Mapped[datetime]
    wrapped: Mapped[bytes]

    __table_args__ = (NO_ROWID,)


class GoneTally(Table, kw_only=True, eq=False):
    """Of each tally, what counts records that were sealed or purged: figures stay as they were."""

    __tablename__ = "gone_tally"

    register: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    period: Mapped[str] = mapped_column(SortText, primary_key=True)
    a: Mapped[str] = mapped_column(primary_key=True)
    b: Mapped[str] = mapped_column(primary_key=True)
    c: Mapped[str] = mapped_column(primary_key=True)
    n: Mapped[int]

    __table_args__ = (NO_ROWID,)
