"""Community correction."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from station_app.core.columns import Id, Instant, SortText

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _assessments()
    _copies()
    _corrections()
    _discipline()
    _endings()
    _houses_again()
    _intake()
    _leaves()
    _notes()
    _paper()
    _positioning()
    _relocations()
    _remedies()
    _reports()


def downgrade() -> None:
    op.drop_column("recheck", "inspection_id")
    op.drop_table("positioning")
    op.drop_table("note")
    op.drop_table("penalty_result")
    op.drop_table("correction_task")
    op.drop_table("correction_copy")
    for table in ("form_template", "text_template", "voided_number"):
        op.drop_table(table)
    for table in (
        *("announcement", "assessment", "class_change", "correction_notice", "correction_paper"),
        *("correction_plan", "group_member", "injunction"),
    ):
        op.drop_table(table)
    for table in ("commendation", "detention", "sanction", "search"):
        op.drop_table(table)
    for table in ("correction_report", "correction_contact", "report_interval"):
        op.drop_table(table)
    for table in ("objection", "archive_item", "incident", "after_care", "appraisal"):
        op.drop_table(table)
    op.drop_table("relocation")
    for table in ("leave", "permit", "travel"):
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


def _leaves() -> None:
    op.create_table(
        "leave",
        sa.Column("supervision_id", Id(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("details", sa.String(), nullable=False),
        sa.Column("proof", sa.String(), nullable=False),
        sa.Column("destination", sa.String(), nullable=False),
        sa.Column("division", sa.String(), nullable=True),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("assisting", sa.String(), nullable=True),
        sa.Column("remarks", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=True),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("told_number", sa.String(), nullable=True),
        sa.Column("contacted_on", sa.Date(), nullable=True),
        sa.Column("returned_on", sa.Date(), nullable=True),
        sa.Column("late_days", sa.Integer(), nullable=True),
        sa.Column("late_cause", sa.String(), nullable=True),
        sa.Column("ordered_back_on", sa.Date(), nullable=True),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=True),
        sa.Column("decision", sa.String(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column("decision_number", sa.String(), nullable=True),
        sa.Column("refusal", sa.String(), nullable=True),
        sa.Column("made_by", Id(), nullable=False),
        sa.Column("writers", sa.JSON(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_leave")),
        sa.UniqueConstraint("id", name=op.f("uq_leave_id")),
    )
    op.create_index("ix_leave_supervision", "leave", ["supervision_id"], unique=False)
    op.create_table(
        "permit",
        sa.Column("supervision_id", Id(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("whom", sa.String(), nullable=True),
        sa.Column("party", sa.String(), nullable=True),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("escort", sa.String(), nullable=True),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("remarks", sa.String(), nullable=False),
        sa.Column("court_told_on", sa.Date(), nullable=True),
        sa.Column("procuratorate_told_on", sa.Date(), nullable=True),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=True),
        sa.Column("decision", sa.String(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column("decision_number", sa.String(), nullable=True),
        sa.Column("refusal", sa.String(), nullable=True),
        sa.Column("made_by", Id(), nullable=False),
        sa.Column("writers", sa.JSON(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_permit")),
        sa.UniqueConstraint("id", name=op.f("uq_permit_id")),
    )
    op.create_index("ix_permit_supervision", "permit", ["supervision_id"], unique=False)
    op.create_table(
        "travel",
        sa.Column("supervision_id", Id(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("places", sa.String(), nullable=False),
        sa.Column("times", sa.String(), nullable=False),
        sa.Column("frequency", sa.String(), nullable=False),
        sa.Column("proof", sa.String(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("remarks", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("renewed_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=True),
        sa.Column("decision", sa.String(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column("decision_number", sa.String(), nullable=True),
        sa.Column("refusal", sa.String(), nullable=True),
        sa.Column("made_by", Id(), nullable=False),
        sa.Column("writers", sa.JSON(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_travel")),
        sa.UniqueConstraint("id", name=op.f("uq_travel_id")),
    )
    op.create_index("ix_travel_supervision", "travel", ["supervision_id"], unique=False)


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
        sa.Column("report_by", sa.Date(), nullable=True),
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
        sa.Column("searched_on", sa.Date(), nullable=True),
        sa.Column("pending", sa.String(), nullable=True),
        sa.Column("summary_on", sa.Date(), nullable=True),
        sa.Column("appraised_on", sa.Date(), nullable=True),
        sa.Column("after_care_on", sa.Date(), nullable=True),
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


def _relocations() -> None:
    op.create_table(
        "relocation",
        sa.Column("direction", sa.String(), nullable=False),
        sa.Column("supervision_id", Id(), nullable=True),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("other_organ", sa.String(), nullable=False),
        sa.Column("destination", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("proof", sa.String(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("moving_on", sa.Date(), nullable=True),
        sa.Column("letter_on", sa.Date(), nullable=True),
        sa.Column("letter_number", sa.String(), nullable=True),
        sa.Column("minor", sa.Boolean(), nullable=True),
        sa.Column("worker", sa.String(), nullable=True),
        sa.Column("remarks", sa.String(), nullable=False),
        sa.Column("stage", sa.String(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("answer_number", sa.String(), nullable=True),
        sa.Column("answer_reason", sa.String(), nullable=True),
        sa.Column("dispute_on", sa.Date(), nullable=True),
        sa.Column("dispute_organ", sa.String(), nullable=True),
        sa.Column("coordinated_on", sa.Date(), nullable=True),
        sa.Column("coordinated", sa.String(), nullable=True),
        sa.Column("coordination_number", sa.String(), nullable=True),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("papers_on", sa.Date(), nullable=True),
        sa.Column("receipt_on", sa.Date(), nullable=True),
        sa.Column("decider_on", sa.Date(), nullable=True),
        sa.Column("procuratorate_on", sa.Date(), nullable=True),
        sa.Column("police_on", sa.Date(), nullable=True),
        sa.Column("arrived_on", sa.Date(), nullable=True),
        sa.Column("missed_on", sa.Date(), nullable=True),
        sa.Column("custody_on", sa.Date(), nullable=True),
        sa.Column("custody_by", sa.String(), nullable=True),
        sa.Column("custody_told_on", sa.Date(), nullable=True),
        sa.Column("cancelled_on", sa.Date(), nullable=True),
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
        sa.PrimaryKeyConstraint("row", name=op.f("pk_relocation")),
        sa.UniqueConstraint("id", name=op.f("uq_relocation_id")),
    )
    op.create_index("ix_relocation_live", "relocation", ["row", "withdrawn_at"], unique=False)
    op.create_index("ix_relocation_person", "relocation", ["person_id"], unique=False)
    op.create_index("ix_relocation_supervision", "relocation", ["supervision_id"], unique=False)


def _reports() -> None:
    op.create_table(
        "correction_contact",
        sa.Column("supervision_id", Id(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=True),
        sa.Column("met", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("worker", sa.String(), nullable=False),
        sa.Column("second", sa.String(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_correction_contact")),
        sa.UniqueConstraint("id", name=op.f("uq_correction_contact_id")),
    )
    op.create_index(
        "ix_correction_contact_live", "correction_contact", ["row", "withdrawn_at"], unique=False
    )
    op.create_index(
        "ix_correction_contact_supervision", "correction_contact", ["supervision_id"], unique=False
    )
    op.create_table(
        "correction_report",
        sa.Column("supervision_id", Id(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("change", sa.String(), nullable=True),
        sa.Column("happened_on", sa.Date(), nullable=True),
        sa.Column("designated", sa.Boolean(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("taken_by", sa.String(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_correction_report")),
        sa.UniqueConstraint("id", name=op.f("uq_correction_report_id")),
    )
    op.create_index(
        "ix_correction_report_live", "correction_report", ["row", "withdrawn_at"], unique=False
    )
    op.create_index(
        "ix_correction_report_supervision", "correction_report", ["supervision_id"], unique=False
    )
    op.create_table(
        "report_interval",
        sa.Column("supervision_id", Id(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("ground", sa.String(), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=True),
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
        sa.PrimaryKeyConstraint("row", name=op.f("pk_report_interval")),
        sa.UniqueConstraint("id", name=op.f("uq_report_interval_id")),
    )
    op.create_index(
        "ix_report_interval_live", "report_interval", ["row", "withdrawn_at"], unique=False
    )
    op.create_index(
        "ix_report_interval_supervision", "report_interval", ["supervision_id"], unique=False
    )


def _assessments() -> None:
    op.create_table(
        "assessment",
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("organ_kind", sa.String(), nullable=False),
        sa.Column("organ", sa.String(), nullable=False),
        sa.Column("commission_number", sa.String(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("expedited", sa.Boolean(), nullable=True),
        sa.Column("crime", sa.String(), nullable=True),
        sa.Column("intended", sa.String(), nullable=True),
        sa.Column("minor", sa.Boolean(), nullable=True),
        sa.Column("worker", sa.String(), nullable=True),
        sa.Column("remarks", sa.String(), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("agreed_until", sa.Date(), nullable=True),
        sa.Column("agreed_by", sa.String(), nullable=True),
        sa.Column("home", sa.String(), nullable=True),
        sa.Column("family", sa.String(), nullable=True),
        sa.Column("conduct", sa.String(), nullable=True),
        sa.Column("effect", sa.String(), nullable=True),
        sa.Column("views", sa.String(), nullable=True),
        sa.Column("bans", sa.String(), nullable=True),
        sa.Column("result", sa.String(), nullable=True),
        sa.Column("finding", sa.String(), nullable=True),
        sa.Column("finding_number", sa.String(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("made_by", Id(), nullable=False),
        sa.Column("writers", sa.JSON(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_assessment")),
        sa.UniqueConstraint("id", name=op.f("uq_assessment_id")),
    )
    op.create_index("ix_assessment_live", "assessment", ["row", "withdrawn_at"], unique=False)
    op.create_index("ix_assessment_person", "assessment", ["person_id"], unique=False)


def _houses_again() -> None:
    op.add_column("recheck", sa.Column("inspection_id", Id(), nullable=True))


def _intake() -> None:
    op.create_table(
        "announcement",
        sa.Column("supervision_id", Id(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("read_by", sa.String(), nullable=False),
        sa.Column("present", sa.String(), nullable=False),
        sa.Column("guardian", sa.String(), nullable=True),
        sa.Column("guardian_absent", sa.String(), nullable=False),
        sa.Column("signed", sa.Boolean(), nullable=True),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_announcement")),
        sa.UniqueConstraint("id", name=op.f("uq_announcement_id")),
    )
    op.create_index("ix_announcement_live", "announcement", ["row", "withdrawn_at"], unique=False)
    op.create_index("ix_announcement_supervision", "announcement", ["supervision_id"], unique=False)
    op.create_table(
        "class_change",
        sa.Column("supervision_id", Id(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("before", sa.String(), nullable=True),
        sa.Column("after", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("decision_number", sa.String(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_class_change")),
        sa.UniqueConstraint("id", name=op.f("uq_class_change_id")),
    )
    op.create_index("ix_class_change_live", "class_change", ["row", "withdrawn_at"], unique=False)
    op.create_index("ix_class_change_supervision", "class_change", ["supervision_id"], unique=False)
    op.create_table(
        "correction_notice",
        sa.Column("supervision_id", Id(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("organ", sa.String(), nullable=False),
        sa.Column("organ_name", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("document_number", sa.String(), nullable=True),
        sa.Column("about_register", sa.String(), nullable=False),
        sa.Column("about_id", sa.String(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_correction_notice")),
        sa.UniqueConstraint("id", name=op.f("uq_correction_notice_id")),
    )
    op.create_index(
        "ix_correction_notice_live", "correction_notice", ["row", "withdrawn_at"], unique=False
    )
    op.create_index(
        "ix_correction_notice_supervision", "correction_notice", ["supervision_id"], unique=False
    )
    op.create_table(
        "correction_paper",
        sa.Column("supervision_id", Id(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("receipt_on", sa.Date(), nullable=True),
        sa.Column("made_by", Id(), nullable=False),
        sa.Column("writers", sa.JSON(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_correction_paper")),
        sa.UniqueConstraint("id", name=op.f("uq_correction_paper_id")),
    )
    op.create_index(
        "ix_correction_paper_live", "correction_paper", ["row", "withdrawn_at"], unique=False
    )
    op.create_index(
        "ix_correction_paper_supervision", "correction_paper", ["supervision_id"], unique=False
    )
    op.create_table(
        "correction_plan",
        sa.Column("supervision_id", Id(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("situation", sa.String(), nullable=False),
        sa.Column("needs", sa.String(), nullable=False),
        sa.Column("measures", sa.String(), nullable=False),
        sa.Column("report_days", sa.Integer(), nullable=False),
        sa.Column("often_why", sa.String(), nullable=False),
        sa.Column("adjusted_why", sa.String(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_correction_plan")),
        sa.UniqueConstraint("id", name=op.f("uq_correction_plan_id")),
    )
    op.create_index(
        "ix_correction_plan_live", "correction_plan", ["row", "withdrawn_at"], unique=False
    )
    op.create_index(
        "ix_correction_plan_supervision", "correction_plan", ["supervision_id"], unique=False
    )
    op.create_table(
        "group_member",
        sa.Column("supervision_id", Id(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sex", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("knows_minors", sa.Boolean(), nullable=True),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("letter_on", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("left_why", sa.String(), nullable=True),
        sa.Column("made_by", Id(), nullable=False),
        sa.Column("writers", sa.JSON(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_group_member")),
        sa.UniqueConstraint("id", name=op.f("uq_group_member_id")),
    )
    op.create_index("ix_group_member_live", "group_member", ["row", "withdrawn_at"], unique=False)
    op.create_index("ix_group_member_supervision", "group_member", ["supervision_id"], unique=False)
    op.create_table(
        "injunction",
        sa.Column("supervision_id", Id(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("organ", sa.String(), nullable=False),
        sa.Column("document_number", sa.String(), nullable=False),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("end", sa.Date(), nullable=False),
        sa.Column("last_report_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("made_by", Id(), nullable=False),
        sa.Column("writers", sa.JSON(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_injunction")),
        sa.UniqueConstraint("id", name=op.f("uq_injunction_id")),
    )
    op.create_index("ix_injunction_live", "injunction", ["row", "withdrawn_at"], unique=False)
    op.create_index("ix_injunction_supervision", "injunction", ["supervision_id"], unique=False)


def _endings() -> None:
    op.create_table(
        "after_care",
        sa.Column("supervision_id", Id(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("handed_to", sa.String(), nullable=False),
        sa.Column("receiver", sa.String(), nullable=True),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("needs", sa.String(), nullable=False),
        sa.Column("materials", sa.String(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_after_care")),
        sa.UniqueConstraint("id", name=op.f("uq_after_care_id")),
    )
    op.create_index("ix_after_care_supervision", "after_care", ["supervision_id"], unique=False)
    op.create_table(
        "appraisal",
        sa.Column("supervision_id", Id(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("organ", sa.String(), nullable=True),
        sa.Column("document_number", sa.String(), nullable=True),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_appraisal")),
        sa.UniqueConstraint("id", name=op.f("uq_appraisal_id")),
    )
    op.create_index("ix_appraisal_supervision", "appraisal", ["supervision_id"], unique=False)
    op.create_table(
        "archive_item",
        sa.Column("supervision_id", Id(), nullable=False),
        sa.Column("archive", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("remarks", sa.String(), nullable=False),
        sa.Column("made_by", Id(), nullable=False),
        sa.Column("writers", sa.JSON(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_archive_item")),
        sa.UniqueConstraint("id", name=op.f("uq_archive_item_id")),
    )
    op.create_index("ix_archive_item_supervision", "archive_item", ["supervision_id"], unique=False)
    op.create_table(
        "incident",
        sa.Column("supervision_id", Id(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("measures", sa.String(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_incident")),
        sa.UniqueConstraint("id", name=op.f("uq_incident_id")),
    )
    op.create_index("ix_incident_supervision", "incident", ["supervision_id"], unique=False)


def _remedies() -> None:
    op.create_table(
        "objection",
        sa.Column("supervision_id", Id(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("said_by", sa.String(), nullable=True),
        sa.Column("document_number", sa.String(), nullable=True),
        sa.Column("about", sa.String(), nullable=True),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=True),
        sa.Column("remarks", sa.String(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("answer_number", sa.String(), nullable=True),
        sa.Column("adopted", sa.Boolean(), nullable=True),
        sa.Column("taken_on", sa.Date(), nullable=True),
        sa.Column("outcome_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("made_by", Id(), nullable=False),
        sa.Column("writers", sa.JSON(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_objection")),
        sa.UniqueConstraint("id", name=op.f("uq_objection_id")),
    )
    op.create_index("ix_objection_supervision", "objection", ["supervision_id"], unique=False)


def _paper() -> None:
    op.create_table(
        "form_template",
        sa.Column("id", Id(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=False),
        sa.Column("outline", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("issuer", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("entered_at", Instant(), nullable=False),
        sa.Column("ended_by", sa.String(), nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_template")),
    )
    op.create_table(
        "text_template",
        sa.Column("id", Id(), nullable=False),
        sa.Column("register", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("entered_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_template")),
    )
    op.create_table(
        "voided_number",
        sa.Column("number", SortText, nullable=False),
        sa.Column("typed", sa.String(), nullable=False),
        sa.Column("paper", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("entered_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_voided_number")),
    )


def _copies() -> None:
    op.create_table(
        "correction_copy",
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("from_organ", sa.String(), nullable=False),
        sa.Column("document_number", sa.String(), nullable=True),
        sa.Column("dated", sa.Date(), nullable=True),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_correction_copy")),
        sa.UniqueConstraint("id", name=op.f("uq_correction_copy_id")),
    )
    op.create_index(
        "ix_correction_copy_live", "correction_copy", ["row", "withdrawn_at"], unique=False
    )
    op.create_index("ix_correction_copy_person", "correction_copy", ["person_id"], unique=False)
    op.create_table(
        "correction_task",
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=True),
        sa.Column("document_number", sa.String(), nullable=True),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("remarks", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("handled_by", sa.String(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("told_to", sa.String(), nullable=True),
        sa.Column("procuratorate_on", sa.Date(), nullable=True),
        sa.Column("made_by", Id(), nullable=False),
        sa.Column("writers", sa.JSON(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_correction_task")),
        sa.UniqueConstraint("id", name=op.f("uq_correction_task_id")),
    )
    op.create_index(
        "ix_correction_task_live", "correction_task", ["row", "withdrawn_at"], unique=False
    )
    op.create_index("ix_correction_task_person", "correction_task", ["person_id"], unique=False)
    op.create_table(
        "penalty_result",
        sa.Column("task_id", Id(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("decision_number", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_penalty_result")),
        sa.UniqueConstraint("id", name=op.f("uq_penalty_result_id")),
    )
    op.create_index("ix_penalty_result_task", "penalty_result", ["task_id"], unique=False)


def _notes() -> None:
    op.create_table(
        "note",
        sa.Column("subject_register", sa.String(), nullable=False),
        sa.Column("subject_id", sa.String(), nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("scan", sa.String(), nullable=True),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_note")),
        sa.UniqueConstraint("id", name=op.f("uq_note_id")),
    )
    op.create_index(op.f("ix_note_subject_id"), "note", ["subject_id"], unique=False)


def _positioning() -> None:
    op.create_table(
        "positioning",
        sa.Column("supervision_id", Id(), nullable=False),
        sa.Column("extends_id", Id(), nullable=True),
        sa.Column("ground", sa.String(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("facts", sa.String(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("fitted_on", sa.Date(), nullable=True),
        sa.Column("device_number", sa.String(), nullable=True),
        sa.Column("extended_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end_reason", sa.String(), nullable=True),
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
        sa.PrimaryKeyConstraint("row", name=op.f("pk_positioning")),
        sa.UniqueConstraint("id", name=op.f("uq_positioning_id")),
    )
    op.create_index("ix_positioning_live", "positioning", ["row", "withdrawn_at"], unique=False)
    op.create_index("ix_positioning_supervision", "positioning", ["supervision_id"], unique=False)
