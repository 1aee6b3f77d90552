"""What a station keeps of its exchange with the county; empty where there is none."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger
from sqlalchemy.orm import Mapped, mapped_column

from station_app.core.records import Table


class Outgoing(Table, kw_only=True, eq=False):
    """An operation that was given its number and is not settled yet."""

    __tablename__ = "outgoing"

    n: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    op_id: Mapped[UUID] = mapped_column(unique=True)


class Quarantined(Table, kw_only=True, eq=False):
    """An operation that the county refused: shown with its reason until somebody deals with it."""

    __tablename__ = "quarantined"

    op_id: Mapped[UUID] = mapped_column(primary_key=True)
    code: Mapped[str]
    at: Mapped[datetime]
    settled_by: Mapped[str] = mapped_column(default="")
    settled_at: Mapped[datetime | None] = mapped_column(default=None)


class Staged(Table, kw_only=True, eq=False):
    """A row of a pull that is not whole yet: nobody sees it.

    An operation may change several rows: a record, and the conflict cases it opens or closes.
    """

    __tablename__ = "staged"

    scope: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    register: Mapped[str] = mapped_column(primary_key=True)
    record_id: Mapped[UUID] = mapped_column(primary_key=True)
    image: Mapped[dict[str, Any]]  # protocol.Row as it came


class ConflictCase(Table, kw_only=True, eq=False):
    """数据不一致待处理: two wrote one field; what stands, stands until a person decides."""

    __tablename__ = "conflict_case"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    scope: Mapped[str]
    register: Mapped[str]
    record_id: Mapped[UUID] = mapped_column(index=True)
    field: Mapped[str]
    base: Mapped[Any] = mapped_column(JSON)  # plain values
    kept: Mapped[Any] = mapped_column(JSON)
    refused: Mapped[Any] = mapped_column(JSON)
    kept_by: Mapped[str]  # scope/account
    refused_by: Mapped[str]
    at: Mapped[datetime]  # when the refused one was written
    closed_by: Mapped[str] = mapped_column(default="")
    closed_at: Mapped[datetime | None] = mapped_column(default=None)
    reason: Mapped[str] = mapped_column(default="")


class Arriving(Table, kw_only=True, eq=False):
    """Bytes that have come of a photograph or a snapshot that is not whole yet."""

    __tablename__ = "arriving"

    name: Mapped[str] = mapped_column(primary_key=True)
    off: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    etag: Mapped[str]  # of what they are of
    length: Mapped[int] = mapped_column(BigInteger)
    content: Mapped[bytes]  # encrypted


class AwaitedBlob(Table, kw_only=True, eq=False):
    """A photograph that a record from elsewhere names and that has not come yet."""

    __tablename__ = "awaited_blob"

    sha: Mapped[str] = mapped_column(primary_key=True)


class SentOf(Table, kw_only=True, eq=False):
    """Of which records of this home something was sent elsewhere: it goes when one of them goes."""

    __tablename__ = "sent_of"

    op_id: Mapped[UUID] = mapped_column(primary_key=True)
    record_id: Mapped[UUID] = mapped_column(primary_key=True, index=True)
