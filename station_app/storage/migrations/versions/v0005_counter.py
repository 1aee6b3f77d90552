"""The counter and the township."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from station_app.core.columns import Id, Instant

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Each register brings its tables in a function of its own."""
    _disputes()


def downgrade() -> None:
    """Each takes away what it brought."""
    for table in ("mediator", "dispute_step", "dispute"):
        op.drop_table(table)


def _disputes() -> None:
    op.create_table(
        "dispute",
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("one_id", Id(), nullable=False),
        sa.Column("other_id", Id(), nullable=False),
        sa.Column("place_id", Id(), nullable=True),
        sa.Column("facts", sa.String(), nullable=False),
        sa.Column("domestic", sa.Boolean(), nullable=True),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("level_owner", sa.String(), nullable=True),
        sa.Column("committee", sa.String(), nullable=True),
        sa.Column("handler", sa.String(), nullable=True),
        sa.Column("remarks", sa.String(), nullable=False),
        sa.Column("secret", sa.Boolean(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("graded_on", sa.Date(), nullable=True),
        sa.Column("visited_on", sa.Date(), nullable=True),
        sa.Column("raise_on", sa.Date(), nullable=True),
        sa.Column("raise_why", sa.String(), nullable=True),
        sa.Column("risk_on", sa.Date(), nullable=True),
        sa.Column("channel", sa.String(), nullable=True),
        sa.Column("mediator_id", Id(), nullable=True),
        sa.Column("mediating_from", sa.Date(), nullable=True),
        sa.Column("mediating_until", sa.Date(), nullable=True),
        sa.Column("oral", sa.Boolean(), nullable=True),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("responsibility", sa.String(), nullable=True),
        sa.Column("terms", sa.String(), nullable=True),
        sa.Column("manner", sa.String(), nullable=True),
        sa.Column("perform_by", sa.Date(), nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("performed_on", sa.Date(), nullable=True),
        sa.Column("not_performed_on", sa.Date(), nullable=True),
        sa.Column("confirmation", sa.String(), nullable=True),
        sa.Column("revisited_on", sa.Date(), nullable=True),
        sa.Column("again_on", sa.Date(), nullable=True),
        sa.Column("warned_on", sa.Date(), nullable=True),
        sa.Column("protected_on", sa.Date(), nullable=True),
        sa.Column("turned_on", sa.Date(), nullable=True),
        sa.Column("tried", sa.String(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("result", sa.String(), nullable=True),
        sa.Column("counted_on", sa.Date(), nullable=True),
        sa.Column("turned_counted_on", sa.Date(), nullable=True),
        sa.Column("closed_counted_on", sa.Date(), nullable=True),
        sa.Column("made_by", Id(), nullable=False),
        sa.Column("writers", sa.JSON(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_dispute")),
        sa.UniqueConstraint("id", name=op.f("uq_dispute_id")),
    )
    op.create_index("ix_dispute_handler", "dispute", ["handler", "state"], unique=False)
    op.create_index("ix_dispute_level", "dispute", ["level"], unique=False)
    op.create_index("ix_dispute_live", "dispute", ["row", "withdrawn_at"], unique=False)
    op.create_table(
        "dispute_step",
        sa.Column("dispute_id", Id(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("by", sa.String(), nullable=True),
        sa.Column("visitor", sa.String(), nullable=True),
        sa.Column("channel", sa.String(), nullable=True),
        sa.Column("number", sa.String(), nullable=True),
        sa.Column("person_id", Id(), nullable=True),
        sa.Column("call_id", Id(), nullable=True),
        sa.Column("case_id", Id(), nullable=True),
        sa.Column("measure_id", Id(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("present", sa.String(), nullable=True),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_dispute_step")),
        sa.UniqueConstraint("id", name=op.f("uq_dispute_step_id")),
    )
    op.create_index("ix_dispute_step_dispute", "dispute_step", ["dispute_id", "kind"], unique=False)
    op.create_table(
        "mediator",
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("committee", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("made_by", Id(), nullable=False),
        sa.Column("writers", sa.JSON(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_mediator")),
        sa.UniqueConstraint("id", name=op.f("uq_mediator_id")),
    )
    op.create_index("ix_mediator_person", "mediator", ["person_id"], unique=False)
