"""Snapshots of whole scopes, as long as somebody may fetch them."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Connection, DateTime, LargeBinary, Table, Text, delete

from station_app.county.tables import METADATA

SNAPSHOT = Table(
    "snapshot",
    METADATA,
    Column("scope", Text, primary_key=True),
    Column("etag", Text, primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Column("size", BigInteger, nullable=False),  # bytes, packed
    Column("made_at", DateTime(timezone=True), nullable=False),
)

SNAPSHOT_PART = Table(
    "snapshot_part",
    METADATA,
    Column("scope", Text, primary_key=True),
    Column("etag", Text, primary_key=True),
    Column("off", BigInteger, primary_key=True, autoincrement=False),
    Column("content", LargeBinary, nullable=False),
)


def forget(connection: Connection, scope: str) -> None:
    """Something that they hold was erased: who is fetching one begins another."""
    for table in (SNAPSHOT_PART, SNAPSHOT):
        connection.execute(delete(table).where(table.c.scope == scope))
