"""What the county keeps. Every key begins with the scope, so that a province may divide by it."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _text(name: str, default: str | None = None) -> Column[str]:
    return Column(name, Text, nullable=False, server_default=default)


COUNTY = Table(  # what is one for the whole county: generation
    "county", METADATA, Column("name", Text, primary_key=True), _text("value")
)

SCOPE = Table(
    "scope",
    METADATA,
    Column("id", Text, primary_key=True),
    _text("kind"),  # police, justice, township, training
    _text("name"),
    Column("head", BigInteger, nullable=False, server_default=text("0")),  # locked by who writes
    Column("digest", LargeBinary, nullable=False),  # sum of the hashes of its rows, 32 bytes
    Column("swept", BigInteger, nullable=False, server_default=text("0")),  # tombstones up to here
)

ROW = Table(
    "sync_row",
    METADATA,
    Column("scope", Text),
    Column("ent", Text),
    Column("id", Uuid),
    Column("seq", BigInteger, nullable=False),
    Column("del", Boolean, key="gone", nullable=False),
    Column("v", JSONB, nullable=False),
    Column("w", JSONB, nullable=False),
    _text("made"),  # operation; empty: a tombstone
    _text("owner"),  # scope/account that filed it
    _text("by"),
    _text("at"),
    Column("about", Uuid),  # the record of a conflict case
    Column("hash", LargeBinary, nullable=False),  # as it stands in the digest
    PrimaryKeyConstraint("scope", "ent", "id"),
    Index("ix_sync_row_seq", "scope", "seq"),
    Index("ix_sync_row_gone", "scope", "seq", postgresql_where=text("del")),
    Index("ix_sync_row_about", "scope", "about", postgresql_where=text("about is not null")),
)

LOG = Table(
    "sync_log",
    METADATA,
    Column("scope", Text),
    Column("op_id", Uuid),  # of time, so that a month is a range of them
    Column("seq", BigInteger, nullable=False),
    Column("tx_id", Uuid, nullable=False),
    _text("ent"),
    Column("id", Uuid, nullable=False),
    _text("kind"),
    Column("device", Uuid, nullable=False),
    Column("epoch", Uuid, nullable=False),
    Column("n", BigInteger, nullable=False),
    _text("actor"),
    _text("result"),
    Column("hlc", BigInteger, nullable=False),  # clamped
    _text("at"),
    Column("taken_at", DateTime(timezone=True), nullable=False),
    PrimaryKeyConstraint("scope", "op_id"),
    Index("ix_sync_log_seq", "scope", "seq"),
    postgresql_partition_by="range (op_id)",
)

BODY = Table(  # apart, so that it can be erased and the log stays whole
    "op_body",
    METADATA,
    Column("scope", Text),
    Column("op_id", Uuid),
    Column("id", Uuid, nullable=False),  # of the record
    Column("body", JSONB(none_as_null=True)),  # {set, base, reason, to}
    PrimaryKeyConstraint("scope", "op_id"),
    Index("ix_op_body_id", "scope", "id"),
)

REJECTED = Table(
    "op_rejected",
    METADATA,
    Column("scope", Text),
    Column("op_id", Uuid),
    Column("device", Uuid, nullable=False),
    Column("epoch", Uuid, nullable=False),
    Column("n", BigInteger, nullable=False),
    _text("code"),
    Column("at", DateTime(timezone=True), nullable=False),
    PrimaryKeyConstraint("scope", "op_id"),
)

DEVICE = Table(
    "device",
    METADATA,
    Column("scope", Text),
    Column("id", Uuid),
    Column("public_key", LargeBinary, nullable=False),  # Ed25519, raw
    Column("since", DateTime(timezone=True), nullable=False),
    Column("until", DateTime(timezone=True), nullable=False),
    Column("revoked_at", DateTime(timezone=True)),
    Column("seen_at", DateTime(timezone=True)),
    _text("program", ""),
    Column("schema", Integer, nullable=False, server_default=text("0")),
    Column("cursor", BigInteger, nullable=False, server_default=text("0")),
    Column("waiting", BigInteger, nullable=False, server_default=text("0")),
    _text("oldest", ""),  # instant of the oldest operation that waits there
    Column("orders", JSONB, nullable=False, server_default=text("'[]'")),
    Column("owed", JSONB, nullable=False, server_default=text("'{}'")),  # as Hello has it
    PrimaryKeyConstraint("scope", "id"),
    Index("ix_device_id", "id"),
)

EPOCH = Table(
    "device_epoch",
    METADATA,
    Column("scope", Text),
    Column("device", Uuid),
    Column("epoch", Uuid),
    Column("last_n", BigInteger, nullable=False),
    PrimaryKeyConstraint("scope", "device", "epoch"),
)

OFFICER = Table(  # every role an account was announced with; the last of them is current
    "officer",
    METADATA,
    Column("scope", Text),
    Column("name", Text),
    Column("role", Text),
    Column("current", Boolean, nullable=False),
    PrimaryKeyConstraint("scope", "name", "role"),
)

IDENTITY = Table(  # the fingerprint of the ID number of each person who stands
    "identity",
    METADATA,
    Column("scope", Text),
    Column("id", Uuid),
    Column("kind", Text, nullable=False),  # of the scope: police and justice never meet here
    Column("print", LargeBinary, nullable=False),  # HMAC
    Column("at", DateTime(timezone=True), nullable=False),
    PrimaryKeyConstraint("scope", "id"),
    Index("ix_identity_print", "kind", "print"),
)
