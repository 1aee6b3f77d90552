"""What the county keeps for who knocks: codes of enrolment, requests answered, new keys."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, DateTime, LargeBinary, Table, Text, Uuid

from station_app.county.tables import METADATA

CODE = Table(  # of one enrolment
    "enrol_code",
    METADATA,
    Column("mac", LargeBinary, primary_key=True),  # of the code, which is nowhere
    Column("scope", Text, nullable=False),
    Column("until", DateTime(timezone=True), nullable=False),
    Column("used_by", Uuid),  # device
)

NONCE = Table(  # of a request that was answered: none is answered twice
    "nonce",
    METADATA,
    Column("device", Uuid, primary_key=True),
    Column("nonce", Text, primary_key=True),
    Column("at", BigInteger, nullable=False, index=True),  # ms; past twice the window it goes
)

COMING_KEY = Table(  # of a renewed device: counts from its first use
    "coming_key",
    METADATA,
    Column("device", Uuid, primary_key=True),
    Column("public_key", LargeBinary, nullable=False),
)

MEDIUM = Table(  # the last that was read of what a device sends by hand
    "medium",
    METADATA,
    Column("scope", Text, primary_key=True),
    Column("device", Uuid, primary_key=True),
    Column("epoch", Uuid, primary_key=True),
    Column("number", BigInteger, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
)
