"""Community correction."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from station_app.core.columns import Id, Instant

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _corrections()


def downgrade() -> None:
    op.drop_table("supervision")  # and its indexes


def _corrections() -> None:
    op.create_table(
        "supervision",
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("deciding_organ", sa.String(), nullable=False),
        sa.Column("deciding_level", sa.String(), nullable=True),
        sa.Column("document_number", sa.String(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("end", sa.Date(), nullable=False),
        sa.Column("crime", sa.String(), nullable=True),
        sa.Column("sentence", sa.String(), nullable=True),
        sa.Column("additional", sa.String(), nullable=True),
        sa.Column("minor", sa.Boolean(), nullable=True),
        sa.Column("medical_ground", sa.String(), nullable=True),
        sa.Column("guarantor", sa.String(), nullable=True),
        sa.Column("guarantor_phone", sa.JSON(), nullable=False),
        sa.Column("executing_county", sa.String(), nullable=True),
        sa.Column("entrusted_office", sa.String(), nullable=True),
        sa.Column("police_station", sa.String(), nullable=True),
        sa.Column("procuratorate", sa.String(), nullable=True),
        sa.Column("worker", sa.String(), nullable=True),
        sa.Column("remarks", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("papers_on", sa.Date(), nullable=True),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.Column("report_late", sa.Boolean(), nullable=True),
        sa.Column("announced_on", sa.Date(), nullable=True),
        sa.Column("grouped_on", sa.Date(), nullable=True),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("exit_ban_on", sa.Date(), nullable=True),
        sa.Column("grade", sa.String(), nullable=True),
        sa.Column("graded_on", sa.Date(), nullable=True),
        sa.Column("last_report_on", sa.Date(), nullable=True),
        sa.Column("next_report_on", sa.Date(), nullable=True),
        sa.Column("focus_until", sa.Date(), nullable=True),
        sa.Column("last_health_on", sa.Date(), nullable=True),
        sa.Column("health_longer", sa.Integer(), nullable=True),
        sa.Column("last_reexam_on", sa.Date(), nullable=True),
        sa.Column("reexam_longer", sa.Integer(), nullable=True),
        sa.Column("last_contact_on", sa.Date(), nullable=True),
        sa.Column("lost_since", sa.Date(), nullable=True),
        sa.Column("pending", sa.String(), nullable=True),
        sa.Column("summary_on", sa.Date(), nullable=True),
        sa.Column("appraised_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end_kind", sa.String(), nullable=True),
        sa.Column("made_by", Id(), nullable=False),
        sa.Column("writers", sa.JSON(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_supervision")),
        sa.UniqueConstraint("id", name=op.f("uq_supervision_id")),
    )
    op.create_index("ix_supervision_live", "supervision", ["row", "withdrawn_at"], unique=False)
    op.create_index("ix_supervision_person", "supervision", ["person_id"], unique=False)
    op.create_index("ix_supervision_worker", "supervision", ["worker", "state"], unique=False)
