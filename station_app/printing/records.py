from __future__ import annotations

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
    reason: Mapped[str] = mapped_column(default="")  # of a reprint
