from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from station_app.core.records import Fact


class Print(Fact, kw_only=True, eq=False):
    """One paper, as it left the printer."""

    __tablename__ = "print"

    form: Mapped[str]
    form_version: Mapped[str]
    subject_register: Mapped[str]
    subject_id: Mapped[str] = mapped_column(index=True)  # of any register: no one reference
    basis: Mapped[str]  # canonical JSON of the records it shows and their revisions
    text_hash: Mapped[str]  # SHA-256 of the printed text, hexadecimal
    code: Mapped[str] = mapped_column(index=True)  # the short code on the paper
    number: Mapped[str]
    copy: Mapped[int]
    pages: Mapped[int]
    reason: Mapped[str] = mapped_column(default="")  # of a reprint, in words
    reason_code: Mapped[str | None] = mapped_column(default=None)  # why it was printed again
    overprint: Mapped[bool | None] = mapped_column(default=None)  # its values only (套打)


class PaperStep(Fact, kw_only=True, eq=False):
    """What became of one paper: signed, served, come back with its signatures.

    `person` signed or received it; `witness` was there when it was refused or left.
    """

    __tablename__ = "paper_step"

    print_id: Mapped[UUID]
    step: Mapped[str]
    at: Mapped[datetime]
    person: Mapped[str] = mapped_column(default="")
    way: Mapped[str | None] = mapped_column(default=None)
    witness: Mapped[str] = mapped_column(default="")
    scan: Mapped[str | None] = mapped_column(default=None)
    remarks: Mapped[str] = mapped_column(default="")

    __table_args__ = (Index("ix_paper_step_print", "print_id"),)
