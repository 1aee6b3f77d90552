"""What the county keeps of the stations' audit logs, and its tree over what it countersigned."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    LargeBinary,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.dialects.postgresql import JSONB

from station_app.county.tables import METADATA

LOG = Table(  # how far it has come
    "audit_log",
    METADATA,
    Column("log_id", Uuid, primary_key=True),
    Column("scope", Text, nullable=False, index=True),
    Column("epoch", Uuid, nullable=False),
    Column("number", BigInteger, nullable=False),
    Column("hash", Text, nullable=False),
    Column("latest", DateTime(timezone=True)),  # the latest time any event of it tells
    Column("keys", JSONB, nullable=False),  # [[number, public half], …] of its device, as it named
    Column("taken_at", DateTime(timezone=True)),
)

EVENT = Table(
    "audit_event",
    METADATA,
    Column("log_id", Uuid, primary_key=True),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("hash", Text, nullable=False),
    Column("body", Text, nullable=False),
)

FAULT = Table(  # refused, or told
    "audit_fault",
    METADATA,
    Column("log_id", Uuid, primary_key=True),
    Column("code", Text, primary_key=True),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("scope", Text, nullable=False),
    Column("device", Uuid, nullable=False),  # that sent it
    Column("at", DateTime(timezone=True), nullable=False),
)

LEAF = Table(  # what was countersigned
    "audit_leaf",
    METADATA,
    Column("leaf", BigInteger, primary_key=True, autoincrement=False),
    Column("log_id", Uuid, nullable=False),
    Column("number", BigInteger, nullable=False),
    Column("hash", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Column("checkpoint", Text, nullable=False),  # of the station, as it came
    UniqueConstraint("log_id", "number"),
)

NODE = Table(  # the subtrees that are whole; written once
    "tree_node",
    METADATA,
    Column("level", SmallInteger, primary_key=True, autoincrement=False),
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("hash", LargeBinary, nullable=False),
)
