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
    _discipline()


def downgrade() -> None:
    for table in ("commendation", "detention", "sanction", "search"):
        op.drop_table(table)
    op.drop_table("supervision")  # and its indexes


def _discipline() -> None:
    op.create_table(
        "commendation",
        sa.Column("supervision_id", Id(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("accepts", sa.Boolean(), nullable=True),
        sa.Column("obeys_law", sa.Boolean(), nullable=True),
        sa.Column("obeys_rules", sa.Boolean(), nullable=True),
        sa.Column("takes_education", sa.Boolean(), nullable=True),
        sa.Column("outstanding", sa.Boolean(), nullable=True),
        sa.Column("facts", sa.String(), nullable=False),
        sa.Column("proposed_on", sa.Date(), nullable=False),
        sa.Column("forwarded_on", sa.Date(), nullable=True),
        sa.Column("sent_to", sa.String(), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("sent_number", sa.String(), nullable=True),
        sa.Column("copied_on", sa.Date(), nullable=True),
        sa.Column("result", sa.String(), nullable=True),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("guardian", sa.String(), nullable=True),
        sa.Column("posted_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("made_by", Id(), nullable=False),
        sa.Column("writers", sa.JSON(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=True),
        sa.Column("decision", sa.String(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column("decision_number", sa.String(), nullable=True),
        sa.Column("refusal", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_commendation")),
        sa.UniqueConstraint("id", name=op.f("uq_commendation_id")),
    )
    op.create_index("ix_commendation_live", "commendation", ["row", "withdrawn_at"], unique=False)
    op.create_index("ix_commendation_supervision", "commendation", ["supervision_id"], unique=False)
    op.create_table(
        "detention",
        sa.Column("supervision_id", Id(), nullable=False),
        sa.Column("sanction_id", Id(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("organ", sa.String(), nullable=False),
        sa.Column("document_number", sa.String(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("custody_from", sa.Date(), nullable=True),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("county_told_on", sa.Date(), nullable=True),
        sa.Column("procuratorate_told_on", sa.Date(), nullable=True),
        sa.Column("release_from", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end_kind", sa.String(), nullable=True),
        sa.Column("made_by", Id(), nullable=False),
        sa.Column("writers", sa.JSON(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_detention")),
        sa.UniqueConstraint("id", name=op.f("uq_detention_id")),
    )
    op.create_index("ix_detention_live", "detention", ["row", "withdrawn_at"], unique=False)
    op.create_index("ix_detention_supervision", "detention", ["supervision_id"], unique=False)
    op.create_table(
        "sanction",
        sa.Column("supervision_id", Id(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("ground", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("facts", sa.String(), nullable=False),
        sa.Column("evidence", sa.String(), nullable=True),
        sa.Column("proposed_on", sa.Date(), nullable=False),
        sa.Column("proposing", sa.String(), nullable=False),
        sa.Column("sent_to", sa.String(), nullable=True),
        sa.Column("sent_at", Instant(), nullable=True),
        sa.Column("sent_number", sa.String(), nullable=True),
        sa.Column("copied_on", sa.Date(), nullable=True),
        sa.Column("heard_on", sa.Date(), nullable=True),
        sa.Column("heard", sa.String(), nullable=True),
        sa.Column("lawyer", sa.String(), nullable=True),
        sa.Column("result", sa.String(), nullable=True),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("guardian", sa.String(), nullable=True),
        sa.Column("posted_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("made_by", Id(), nullable=False),
        sa.Column("writers", sa.JSON(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=True),
        sa.Column("decision", sa.String(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column("decision_number", sa.String(), nullable=True),
        sa.Column("refusal", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_sanction")),
        sa.UniqueConstraint("id", name=op.f("uq_sanction_id")),
    )
    op.create_index("ix_sanction_live", "sanction", ["row", "withdrawn_at"], unique=False)
    op.create_index("ix_sanction_supervision", "sanction", ["supervision_id"], unique=False)
    op.create_table(
        "search",
        sa.Column("supervision_id", Id(), nullable=False),
        sa.Column("lost_since", sa.Date(), nullable=False),
        sa.Column("last_contact", sa.Date(), nullable=False),
        sa.Column("begun_on", sa.Date(), nullable=False),
        sa.Column("methods", sa.String(), nullable=False),
        sa.Column("notes", sa.String(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("asked_organ", sa.String(), nullable=True),
        sa.Column("asked_number", sa.String(), nullable=True),
        sa.Column("copied_on", sa.Date(), nullable=True),
        sa.Column("found_on", sa.Date(), nullable=True),
        sa.Column("found_how", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("made_by", Id(), nullable=False),
        sa.Column("writers", sa.JSON(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_search")),
        sa.UniqueConstraint("id", name=op.f("uq_search_id")),
    )
    op.create_index("ix_search_live", "search", ["row", "withdrawn_at"], unique=False)
    op.create_index("ix_search_supervision", "search", ["supervision_id"], unique=False)


def _corrections() -> None:
    op.create_table(
        "supervision",
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("place_id", Id(), nullable=True),
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
