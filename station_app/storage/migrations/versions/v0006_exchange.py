"""The exchange with the county."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from station_app.core.columns import Id, Instant

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _countersigned()
    op.add_column("base_image", sa.Column("made_by", Id(), nullable=True))
    op.add_column(
        "base_image", sa.Column("gone", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.drop_index(op.f("ix_base_image_seq"), table_name="base_image")  # nothing looks by it
    op.create_table(
        "outgoing",
        sa.Column("n", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("op_id", Id(), nullable=False),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_outgoing")),
        sa.UniqueConstraint("op_id", name=op.f("uq_outgoing_op_id")),
    )
    op.create_table(
        "quarantined",
        sa.Column("op_id", Id(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("settled_by", sa.String(), nullable=False),
        sa.Column("settled_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("op_id", name=op.f("pk_quarantined")),
    )
    op.create_table(
        "staged",
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("register", sa.String(), nullable=False),
        sa.Column("record_id", Id(), nullable=False),
        sa.Column("image", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("scope", "seq", "register", "record_id", name=op.f("pk_staged")),
    )
    op.create_table(
        "conflict_case",
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("register", sa.String(), nullable=False),
        sa.Column("record_id", Id(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("base", sa.JSON(), nullable=False),
        sa.Column("kept", sa.JSON(), nullable=False),
        sa.Column("refused", sa.JSON(), nullable=False),
        sa.Column("kept_by", sa.String(), nullable=False),
        sa.Column("refused_by", sa.String(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("closed_by", sa.String(), nullable=False),
        sa.Column("closed_at", Instant(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conflict_case")),
    )
    op.create_index(
        op.f("ix_conflict_case_record_id"), "conflict_case", ["record_id"], unique=False
    )
    op.create_table(
        "sent_of",
        sa.Column("op_id", Id(), nullable=False),
        sa.Column("record_id", Id(), nullable=False),
        sa.PrimaryKeyConstraint("op_id", "record_id", name=op.f("pk_sent_of")),
    )
    op.create_index(op.f("ix_sent_of_record_id"), "sent_of", ["record_id"], unique=False)


def _countersigned() -> None:
    op.create_table(
        "audit_countersigned",
        sa.Column("log_id", sa.String(), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("signature", sa.String(), nullable=False),
        sa.Column("leaf", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("log_id", "number", name=op.f("pk_audit_countersigned")),
    )
    op.create_table(
        "county_head",
        sa.Column("generation", Id(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("refused", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("generation", name=op.f("pk_county_head")),
    )
    op.create_table(
        "audit_alarm",
        sa.Column("log_id", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("log_id", "code", name=op.f("pk_audit_alarm")),
    )
    _photographs()


def _photographs() -> None:
    op.create_table(
        "arriving",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("off", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("length", sa.BigInteger(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", "off", name=op.f("pk_arriving")),
    )
    op.create_table(
        "awaited_blob",
        sa.Column("sha", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("sha", name=op.f("pk_awaited_blob")),
    )


def downgrade() -> None:
    for table in ("arriving", "awaited_blob", "audit_countersigned", "county_head", "audit_alarm"):
        op.drop_table(table)
    for table in ("outgoing", "quarantined", "staged", "conflict_case", "sent_of"):
        op.drop_table(table)
    op.drop_column("base_image", "gone")
    op.drop_column("base_image", "made_by")
    op.create_index(op.f("ix_base_image_seq"), "base_image", ["seq"], unique=False)
