"""The duty desk."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from station_app.core.columns import Id, Instant

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Each register brings its tables in a function of its own."""
    _calls()
    _cases()


def downgrade() -> None:
    for table in ("case_person", "case_file", "call_person", "call"):
        op.drop_table(table)


def _calls() -> None:
    op.create_table(
        "call",
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("external_number", sa.String(), nullable=True),
        sa.Column("reported_at", Instant(), nullable=False),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("hour", sa.String(), nullable=True),
        sa.Column("taken_at", Instant(), nullable=True),
        sa.Column("dispatched_at", Instant(), nullable=True),
        sa.Column("set_out_at", Instant(), nullable=True),
        sa.Column("arrived_at", Instant(), nullable=True),
        sa.Column("answered_at", Instant(), nullable=True),
        sa.Column("caller_id", Id(), nullable=True),
        sa.Column("caller_said", sa.String(), nullable=True),
        sa.Column("caller_phone", sa.JSON(), nullable=False),
        sa.Column("secret", sa.Boolean(), nullable=True),
        sa.Column("place_id", Id(), nullable=True),
        sa.Column("place_said", sa.String(), nullable=True),
        sa.Column("category", sa.String(), nullable=True),
        sa.Column("facts", sa.String(), nullable=False),
        sa.Column("foreign", sa.Boolean(), nullable=True),
        sa.Column("minor", sa.Boolean(), nullable=True),
        sa.Column("domestic", sa.Boolean(), nullable=True),
        sa.Column("officer", sa.String(), nullable=True),
        sa.Column("second", sa.String(), nullable=True),
        sa.Column("auxiliaries", sa.String(), nullable=True),
        sa.Column("recorder", sa.String(), nullable=True),
        sa.Column("recorded_from", Instant(), nullable=True),
        sa.Column("recorded_until", Instant(), nullable=True),
        sa.Column("course", sa.String(), nullable=False),
        sa.Column("losses", sa.String(), nullable=True),
        sa.Column("campaign", sa.String(), nullable=True),
        sa.Column("remarks", sa.String(), nullable=False),
        sa.Column("disposal", sa.String(), nullable=True),
        sa.Column("disposed_at", Instant(), nullable=True),
        sa.Column("transferred_to", sa.String(), nullable=True),
        sa.Column("repeat_of", Id(), nullable=True),
        sa.Column("case_number", sa.String(), nullable=True),
        sa.Column("query_code", sa.String(), nullable=True),
        sa.Column("made_by", Id(), nullable=False),
        sa.Column("writers", sa.JSON(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_call")),
        sa.UniqueConstraint("id", name=op.f("uq_call_id")),
    )
    op.create_index("ix_call_live", "call", ["row", "withdrawn_at"], unique=False)
    op.create_index("ix_call_on", "call", ["on"], unique=False)
    op.create_index("ix_call_place", "call", ["place_id"], unique=False)
    op.create_index("ix_call_query", "call", ["query_code"], unique=False)
    op.create_table(
        "call_person",
        sa.Column("call_id", Id(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("person_id", Id(), nullable=True),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("secret", sa.Boolean(), nullable=True),
        sa.Column("officer", sa.String(), nullable=True),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_call_person")),
        sa.UniqueConstraint("id", name=op.f("uq_call_person_id")),
    )
    op.create_index("ix_call_person_call", "call_person", ["call_id"], unique=False)


def _cases() -> None:
    op.create_table(
        "case_file",
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("official_number", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("cause", sa.String(), nullable=True),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("call_id", Id(), nullable=True),
        sa.Column("place_id", Id(), nullable=True),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("occurred_at", Instant(), nullable=True),
        sa.Column("facts", sa.String(), nullable=False),
        sa.Column("handler", sa.String(), nullable=True),
        sa.Column("second", sa.String(), nullable=True),
        sa.Column("minor", sa.Boolean(), nullable=True),
        sa.Column("public_official", sa.Boolean(), nullable=True),
        sa.Column("remarks", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("accepted_at", Instant(), nullable=False),
        sa.Column("accepted_on", sa.Date(), nullable=True),
        sa.Column("filed_on", sa.Date(), nullable=True),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("began_on", sa.Date(), nullable=True),
        sa.Column("extended", sa.Integer(), nullable=False),
        sa.Column("paused_from", sa.Date(), nullable=True),
        sa.Column("paused_days", sa.Integer(), nullable=False),
        sa.Column("fast_track", sa.Boolean(), nullable=True),
        sa.Column("fast_from", Instant(), nullable=True),
        sa.Column("submitted", sa.String(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("served_on", sa.Date(), nullable=True),
        sa.Column("fine", sa.Integer(), nullable=True),
        sa.Column("fine_paid_on", sa.Date(), nullable=True),
        sa.Column("transferred_to", sa.String(), nullable=True),
        sa.Column("transferred_at", Instant(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("close_kind", sa.String(), nullable=True),
        sa.Column("made_by", Id(), nullable=False),
        sa.Column("writers", sa.JSON(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_case_file")),
        sa.UniqueConstraint("id", name=op.f("uq_case_file_id")),
    )
    op.create_index("ix_case_call", "case_file", ["call_id"], unique=False)
    op.create_index("ix_case_handler", "case_file", ["handler", "state"], unique=False)
    op.create_index("ix_case_live", "case_file", ["row", "withdrawn_at"], unique=False)
    op.create_table(
        "case_person",
        sa.Column("case_id", Id(), nullable=False),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("minor", sa.Boolean(), nullable=True),
        sa.Column("remarks", sa.String(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_case_person")),
        sa.UniqueConstraint("id", name=op.f("uq_case_person_id")),
    )
    op.create_index("ix_case_person_case", "case_person", ["case_id"], unique=False)
