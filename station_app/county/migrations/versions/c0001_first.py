"""The first schema of the county."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "c0001"
down_revision = None
branch_labels = None
depends_on = None

LOG = ("county", "scope", "sync_row", "sync_log", "op_body", "op_rejected")
AUDIT = ("audit_log", "audit_event", "audit_fault", "audit_leaf", "tree_node")
DOORS = ("coming_key", "enrol_code", "medium", "nonce")
STATIONS = ("device", "device_epoch", "officer", "identity")
PAGE = ("page_account", "page_session", "page_tries")
PHOTOGRAPHS = ("blob", "blob_part", "blob_scope", "snapshot", "snapshot_part")


def upgrade() -> None:
    _log()
    _stations()
    _doors()
    _audit()
    _page()
    _photographs()


def downgrade() -> None:
    for table in (*PHOTOGRAPHS, *PAGE, *DOORS, *AUDIT, *STATIONS, *LOG):
        op.drop_table(table)


def _log() -> None:
    op.create_table(
        "county",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_county")),
    )
    op.create_table(
        "scope",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("head", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("swept", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scope")),
    )
    op.create_table(
        "sync_row",
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("ent", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("del", sa.Boolean(), nullable=False),
        sa.Column("v", postgresql.JSONB(), nullable=False),
        sa.Column("w", postgresql.JSONB(), nullable=False),
        sa.Column("made", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("about", sa.Uuid(), nullable=True),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("scope", "ent", "id", name=op.f("pk_sync_row")),
    )
    op.create_index(
        "ix_sync_row_about",
        "sync_row",
        ["scope", "about"],
        unique=False,
        postgresql_where=sa.text("about is not null"),
    )
    op.create_index(
        "ix_sync_row_gone",
        "sync_row",
        ["scope", "seq"],
        unique=False,
        postgresql_where=sa.text("del"),
    )
    op.create_index("ix_sync_row_seq", "sync_row", ["scope", "seq"], unique=False)
    op.create_table(
        "sync_log",
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("op_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("tx_id", sa.Uuid(), nullable=False),
        sa.Column("ent", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("device", sa.Uuid(), nullable=False),
        sa.Column("epoch", sa.Uuid(), nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("hlc", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("scope", "op_id", name=op.f("pk_sync_log")),
        postgresql_partition_by="range (op_id)",
    )
    op.create_index("ix_sync_log_seq", "sync_log", ["scope", "seq"], unique=False)
    op.create_table(
        "op_body",
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("op_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("body", postgresql.JSONB(), nullable=True),
        sa.PrimaryKeyConstraint("scope", "op_id", name=op.f("pk_op_body")),
    )
    op.create_index("ix_op_body_id", "op_body", ["scope", "id"], unique=False)
    op.create_table(
        "op_rejected",
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("op_id", sa.Uuid(), nullable=False),
        sa.Column("device", sa.Uuid(), nullable=False),
        sa.Column("epoch", sa.Uuid(), nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("scope", "op_id", name=op.f("pk_op_rejected")),
    )


def _stations() -> None:
    op.create_table(
        "device",
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("program", sa.Text(), server_default="", nullable=False),
        sa.Column("schema", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("cursor", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("waiting", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("oldest", sa.Text(), server_default="", nullable=False),
        sa.Column("orders", postgresql.JSONB(), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("owed", postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False),
        sa.PrimaryKeyConstraint("scope", "id", name=op.f("pk_device")),
    )
    op.create_index("ix_device_id", "device", ["id"], unique=False)
    op.create_table(
        "device_epoch",
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("device", sa.Uuid(), nullable=False),
        sa.Column("epoch", sa.Uuid(), nullable=False),
        sa.Column("last_n", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("scope", "device", "epoch", name=op.f("pk_device_epoch")),
    )
    op.create_table(
        "officer",
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("scope", "name", "role", name=op.f("pk_officer")),
    )
    op.create_table(
        "identity",
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("print", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("scope", "id", name=op.f("pk_identity")),
    )
    op.create_index("ix_identity_print", "identity", ["kind", "print"], unique=False)


def _audit() -> None:
    op.create_table(
        "audit_log",
        sa.Column("log_id", sa.Uuid(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("epoch", sa.Uuid(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("latest", sa.DateTime(timezone=True), nullable=True),
        sa.Column("keys", postgresql.JSONB(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("log_id", name=op.f("pk_audit_log")),
    )
    op.create_index("ix_audit_log_scope", "audit_log", ["scope"], unique=False)
    op.create_table(
        "audit_event",
        sa.Column("log_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("log_id", "number", name=op.f("pk_audit_event")),
    )
    op.create_table(
        "audit_fault",
        sa.Column("log_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("device", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("log_id", "code", "number", name=op.f("pk_audit_fault")),
    )
    op.create_table(
        "audit_leaf",
        sa.Column("leaf", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("log_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("checkpoint", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("leaf", name=op.f("pk_audit_leaf")),
        sa.UniqueConstraint("log_id", "number", name=op.f("uq_audit_leaf_log_id")),
    )
    op.create_table(
        "tree_node",
        sa.Column("level", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("position", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("level", "position", name=op.f("pk_tree_node")),
    )


def _doors() -> None:
    op.create_table(
        "coming_key",
        sa.Column("device", sa.Uuid(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("device", name=op.f("pk_coming_key")),
    )
    op.create_table(
        "enrol_code",
        sa.Column("mac", sa.LargeBinary(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_by", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("mac", name=op.f("pk_enrol_code")),
    )
    op.create_table(
        "medium",
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("device", sa.Uuid(), nullable=False),
        sa.Column("epoch", sa.Uuid(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("scope", "device", "epoch", name=op.f("pk_medium")),
    )
    op.create_table(
        "nonce",
        sa.Column("device", sa.Uuid(), nullable=False),
        sa.Column("nonce", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("device", "nonce", name=op.f("pk_nonce")),
    )
    op.create_index("ix_nonce_at", "nonce", ["at"], unique=False)


def _page() -> None:
    op.create_table(
        "page_account",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("password", sa.Text(), nullable=False),
        sa.Column("off_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_page_account")),
    )
    op.create_table(
        "page_session",
        sa.Column("mac", sa.LargeBinary(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("mac", name=op.f("pk_page_session")),
    )
    op.create_table(
        "page_tries",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_page_tries")),
    )


def _photographs() -> None:
    op.create_table(
        "blob",
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("sha", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("held", sa.Integer(), nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("scope", "sha", name=op.f("pk_blob")),
    )
    op.create_table(
        "blob_part",
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("sha", sa.Text(), nullable=False),
        sa.Column("off", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("scope", "sha", "off", name=op.f("pk_blob_part")),
    )
    op.create_table(
        "blob_scope",
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sha", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("scope", "id", "sha", name=op.f("pk_blob_scope")),
    )
    op.create_index("ix_blob_scope_sha", "blob_scope", ["scope", "sha"], unique=False)
    op.create_index("ix_blob_scope_source", "blob_scope", ["source", "sha"], unique=False)
    op.create_table(
        "snapshot",
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("scope", "etag", name=op.f("pk_snapshot")),
    )
    op.create_table(
        "snapshot_part",
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=False),
        sa.Column("off", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("scope", "etag", "off", name=op.f("pk_snapshot_part")),
    )
