"""Who may look at the county's page, who is signed in, and who guesses."""

from __future__ import annotations

from sqlalchemy import Column, DateTime, Integer, LargeBinary, Table, Text

from station_app.county.tables import METADATA

ACCOUNT = Table(
    "page_account",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("password", Text, nullable=False),  # Argon2id, as argon2-cffi writes it
    Column("off_at", DateTime(timezone=True)),
)

SESSION = Table(
    "page_session",
    METADATA,
    Column("mac", LargeBinary, primary_key=True),  # of the cookie, which is nowhere
    Column("name", Text, nullable=False),
    Column("since", DateTime(timezone=True), nullable=False),
    Column("seen_at", DateTime(timezone=True), nullable=False),
)

TRIES = Table(  # wrong ones in a row, also at names that nobody has
    "page_tries",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("n", Integer, nullable=False),
    Column("until", DateTime(timezone=True), nullable=False),  # before which nothing is tried
)
