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
    _absences()
    _cards()
    _certificates()
    _citizens()
    _disputes()
    _drug_tests()
    _lost_found()
    _missing()
    _rehabilitation()
    _rehabilitation_steps()
    _rehabilitation_team()


def downgrade() -> None:
    """Each takes away what it brought."""
    for table in ("missing_step", "missing", "lost_found", "card_move", "card"):
        op.drop_table(table)
    for table in ("record_query", "certificate"):
        op.drop_table(table)
    for table in (
        "visit",
        "matter",
        "letter",
        "rehabilitation_team",
        "rehabilitation_step",
        "absence",
        "drug_test",
    ):
        op.drop_table(table)
    op.drop_table("rehabilitation")
    for table in ("mediator", "dispute_step", "dispute"):
        op.drop_table(table)


def _citizens() -> None:
    op.create_table(
        "letter",
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("secret", sa.Boolean(), nullable=True),
        sa.Column("from_id", Id(), nullable=True),
        sa.Column("from_said", sa.String(), nullable=True),
        sa.Column("from_phone", sa.JSON(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("handler", sa.String(), nullable=True),
        sa.Column("remarks", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("accepted_on", sa.Date(), nullable=True),
        sa.Column("forwarded_on", sa.Date(), nullable=True),
        sa.Column("forwarded_to", sa.String(), nullable=True),
        sa.Column("forward_number", sa.String(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("extended_why", sa.String(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answered_how", sa.String(), nullable=True),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("made_by", Id(), nullable=False),
        sa.Column("writers", sa.JSON(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_letter")),
        sa.UniqueConstraint("id", name=op.f("uq_letter_id")),
    )
    op.create_index("ix_letter_live", "letter", ["row", "withdrawn_at"], unique=False)
    op.create_index("ix_letter_state", "letter", ["state"], unique=False)
    op.create_table(
        "matter",
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("source_number", sa.String(), nullable=True),
        sa.Column("visit_id", Id(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("raiser_id", Id(), nullable=True),
        sa.Column("raiser_said", sa.String(), nullable=True),
        sa.Column("raiser_phone", sa.JSON(), nullable=False),
        sa.Column("place_id", Id(), nullable=True),
        sa.Column("place_said", sa.String(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("handler", sa.String(), nullable=True),
        sa.Column("remarks", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("extended_why", sa.String(), nullable=False),
        sa.Column("done", sa.String(), nullable=False),
        sa.Column("cause", sa.String(), nullable=True),
        sa.Column("prevention", sa.String(), nullable=False),
        sa.Column("handled_on", sa.Date(), nullable=True),
        sa.Column("told_whom", sa.String(), nullable=True),
        sa.Column("told_at", Instant(), nullable=True),
        sa.Column("told_how", sa.String(), nullable=True),
        sa.Column("returned_note", sa.String(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closed_by", sa.String(), nullable=True),
        sa.Column("made_by", Id(), nullable=False),
        sa.Column("writers", sa.JSON(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_matter")),
        sa.UniqueConstraint("id", name=op.f("uq_matter_id")),
    )
    op.create_index("ix_matter_live", "matter", ["row", "withdrawn_at"], unique=False)
    op.create_index("ix_matter_source_number", "matter", ["source_number"], unique=False)
    op.create_index("ix_matter_state", "matter", ["state"], unique=False)
    op.create_index("ix_matter_visit", "matter", ["visit_id"], unique=False)
    op.create_table(
        "visit",
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("met_id", Id(), nullable=True),
        sa.Column("met_said", sa.String(), nullable=True),
        sa.Column("place_id", Id(), nullable=True),
        sa.Column("place_said", sa.String(), nullable=True),
        sa.Column("into_home", sa.Boolean(), nullable=True),
        sa.Column("consent", sa.String(), nullable=True),
        sa.Column("consent_by", sa.String(), nullable=True),
        sa.Column("officer", sa.String(), nullable=True),
        sa.Column("companions", sa.String(), nullable=True),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("second_topic", sa.String(), nullable=True),
        sa.Column("third_topic", sa.String(), nullable=True),
        sa.Column("leaflet", sa.String(), nullable=True),
        sa.Column("card_left", sa.Boolean(), nullable=True),
        sa.Column("found", sa.String(), nullable=False),
        sa.Column("ask_kind", sa.String(), nullable=True),
        sa.Column("ask", sa.String(), nullable=True),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_visit")),
        sa.UniqueConstraint("id", name=op.f("uq_visit_id")),
    )
    op.create_index("ix_visit_live", "visit", ["row", "withdrawn_at"], unique=False)


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


def _rehabilitation() -> None:
    op.create_table(
        "rehabilitation",
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("place_id", Id(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("deciding_organ", sa.String(), nullable=False),
        sa.Column("document_number", sa.String(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=True),
        sa.Column("plan", sa.String(), nullable=True),
        sa.Column("first_reported_on", sa.Date(), nullable=True),
        sa.Column("from_place", sa.String(), nullable=True),
        sa.Column("police_station", sa.String(), nullable=True),
        sa.Column("worker", sa.String(), nullable=True),
        sa.Column("remarks", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.Column("report_late", sa.Boolean(), nullable=True),
        sa.Column("end", sa.Date(), nullable=True),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("teamed_on", sa.Date(), nullable=True),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("measures", sa.String(), nullable=True),
        sa.Column("half_year_on", sa.Date(), nullable=True),
        sa.Column("yearly_on", sa.Date(), nullable=True),
        sa.Column("evaded_times", sa.Integer(), nullable=True),
        sa.Column("left_times", sa.Integer(), nullable=True),
        sa.Column("left_days", sa.Integer(), nullable=True),
        sa.Column("breach_kind", sa.String(), nullable=True),
        sa.Column("breach_on", sa.Date(), nullable=True),
        sa.Column("breach_reported_on", sa.Date(), nullable=True),
        sa.Column("paused_on", sa.Date(), nullable=True),
        sa.Column("shift_days", sa.Integer(), nullable=True),
        sa.Column("moving_on", sa.Date(), nullable=True),
        sa.Column("moving_to", sa.String(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end_kind", sa.String(), nullable=True),
        sa.Column("end_number", sa.String(), nullable=True),
        sa.Column("made_by", Id(), nullable=False),
        sa.Column("writers", sa.JSON(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_rehabilitation")),
        sa.UniqueConstraint("id", name=op.f("uq_rehabilitation_id")),
    )
    op.create_index(
        "ix_rehabilitation_live", "rehabilitation", ["row", "withdrawn_at"], unique=False
    )
    op.create_index("ix_rehabilitation_person", "rehabilitation", ["person_id"], unique=False)


def _drug_tests() -> None:
    op.create_table(
        "drug_test",
        sa.Column("rehabilitation_id", Id(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("moved_why", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("method", sa.String(), nullable=True),
        sa.Column("sample", sa.String(), nullable=True),
        sa.Column("sample_number", sa.String(), nullable=True),
        sa.Column("reagent", sa.String(), nullable=True),
        sa.Column("reagent_until", sa.Date(), nullable=True),
        sa.Column("items", sa.String(), nullable=True),
        sa.Column("result", sa.String(), nullable=True),
        sa.Column("tester", sa.String(), nullable=True),
        sa.Column("second_tester", sa.String(), nullable=True),
        sa.Column("female_tester", sa.String(), nullable=True),
        sa.Column("witness", sa.String(), nullable=True),
        sa.Column("sample_a", sa.String(), nullable=True),
        sa.Column("sample_b", sa.String(), nullable=True),
        sa.Column("sealed", sa.Boolean(), nullable=True),
        sa.Column("signed", sa.Boolean(), nullable=True),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("objected_on", sa.Date(), nullable=True),
        sa.Column("lab_decided_on", sa.Date(), nullable=True),
        sa.Column("lab", sa.String(), nullable=True),
        sa.Column("lab_result", sa.String(), nullable=True),
        sa.Column("lab_result_on", sa.Date(), nullable=True),
        sa.Column("samples_gone_on", sa.Date(), nullable=True),
        sa.Column("missed_why", sa.String(), nullable=True),
        sa.Column("missed_said", sa.String(), nullable=False),
        sa.Column("made_by", Id(), nullable=False),
        sa.Column("writers", sa.JSON(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_drug_test")),
        sa.UniqueConstraint("id", name=op.f("uq_drug_test_id")),
    )
    op.create_index("ix_drug_test_of", "drug_test", ["rehabilitation_id", "due_on"], unique=False)


def _absences() -> None:
    op.create_table(
        "absence",
        sa.Column("rehabilitation_id", Id(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("destination", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.Column("returned_on", sa.Date(), nullable=True),
        sa.Column("made_by", Id(), nullable=False),
        sa.Column("writers", sa.JSON(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_absence")),
        sa.UniqueConstraint("id", name=op.f("uq_absence_id")),
    )
    op.create_index("ix_absence_of", "absence", ["rehabilitation_id"], unique=False)


def _rehabilitation_steps() -> None:
    op.create_table(
        "rehabilitation_step",
        sa.Column("rehabilitation_id", Id(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=True),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_rehabilitation_step")),
        sa.UniqueConstraint("id", name=op.f("uq_rehabilitation_step_id")),
    )
    op.create_index(
        "ix_rehabilitation_step_of", "rehabilitation_step", ["rehabilitation_id"], unique=False
    )


def _rehabilitation_team() -> None:
    op.create_table(
        "rehabilitation_team",
        sa.Column("rehabilitation_id", Id(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=True),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("left_why", sa.String(), nullable=False),
        sa.Column("made_by", Id(), nullable=False),
        sa.Column("writers", sa.JSON(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_rehabilitation_team")),
        sa.UniqueConstraint("id", name=op.f("uq_rehabilitation_team_id")),
    )
    op.create_index(
        "ix_rehabilitation_team_account", "rehabilitation_team", ["account"], unique=False
    )
    op.create_index(
        "ix_rehabilitation_team_of", "rehabilitation_team", ["rehabilitation_id"], unique=False
    )


def _certificates() -> None:
    op.create_table(
        "certificate",
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("other_id", Id(), nullable=True),
        sa.Column("applicant_id", Id(), nullable=True),
        sa.Column("authority", sa.String(), nullable=True),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("addressee", sa.String(), nullable=True),
        sa.Column("remarks", sa.String(), nullable=False),
        sa.Column("officer", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("promised_on", sa.Date(), nullable=True),
        sa.Column("wanting", sa.String(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("facts", sa.String(), nullable=True),
        sa.Column("basis", sa.String(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("stock_number", sa.String(), nullable=True),
        sa.Column("handed_on", sa.Date(), nullable=True),
        sa.Column("handed_to", sa.String(), nullable=True),
        sa.Column("refused_on", sa.Date(), nullable=True),
        sa.Column("ground", sa.String(), nullable=True),
        sa.Column("explanation", sa.String(), nullable=True),
        sa.Column("where_to", sa.String(), nullable=True),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.Column("reported_to", sa.String(), nullable=True),
        sa.Column("voided_on", sa.Date(), nullable=True),
        sa.Column("void_reason", sa.String(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("made_by", Id(), nullable=False),
        sa.Column("writers", sa.JSON(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_certificate")),
        sa.UniqueConstraint("id", name=op.f("uq_certificate_id")),
    )
    op.create_index("ix_certificate_live", "certificate", ["row", "withdrawn_at"], unique=False)
    op.create_index("ix_certificate_person", "certificate", ["person_id"], unique=False)
    op.create_index("ix_certificate_state", "certificate", ["state", "on"], unique=False)
    op.create_table(
        "record_query",
        sa.Column("certificate_id", Id(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("applicant", sa.String(), nullable=False),
        sa.Column("agent_id", Id(), nullable=True),
        sa.Column("authority", sa.String(), nullable=True),
        sa.Column("unit", sa.String(), nullable=True),
        sa.Column("unit_basis", sa.String(), nullable=True),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("abroad", sa.Boolean(), nullable=True),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("handler", sa.String(), nullable=False),
        sa.Column("checking_since", sa.Date(), nullable=True),
        sa.Column("checking_until", sa.Date(), nullable=True),
        sa.Column("checking_by", sa.String(), nullable=True),
        sa.Column("checking_why", sa.String(), nullable=True),
        sa.Column("result", sa.String(), nullable=True),
        sa.Column("base_number", sa.String(), nullable=True),
        sa.Column("typed_on", sa.Date(), nullable=True),
        sa.Column("secret", sa.Boolean(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("review_why", sa.String(), nullable=True),
        sa.Column("extended_by", sa.String(), nullable=True),
        sa.Column("review", sa.String(), nullable=True),
        sa.Column("review_number", sa.String(), nullable=True),
        sa.Column("reviewed_on", sa.Date(), nullable=True),
        sa.Column("made_by", Id(), nullable=False),
        sa.Column("writers", sa.JSON(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_record_query")),
        sa.UniqueConstraint("id", name=op.f("uq_record_query_id")),
    )
    op.create_index("ix_record_query_certificate", "record_query", ["certificate_id"], unique=False)
    op.create_index("ix_record_query_person", "record_query", ["person_id"], unique=False)


def _cards() -> None:
    op.create_table(
        "card",
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("accepted_on", sa.Date(), nullable=False),
        sa.Column("receipt_number", sa.String(), nullable=True),
        sa.Column("remote", sa.Boolean(), nullable=True),
        sa.Column("old_number", sa.String(), nullable=True),
        sa.Column("remarks", sa.String(), nullable=False),
        sa.Column("residence_id", Id(), nullable=True),
        sa.Column("replaces_id", Id(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("card_number", sa.String(), nullable=True),
        sa.Column("arrived_on", sa.Date(), nullable=True),
        sa.Column("called_on", sa.Date(), nullable=True),
        sa.Column("handed_on", sa.Date(), nullable=True),
        sa.Column("agent_id", Id(), nullable=True),
        sa.Column("agent_paper", sa.String(), nullable=True),
        sa.Column("old_back_on", sa.Date(), nullable=True),
        sa.Column("lost_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_why", sa.String(), nullable=True),
        sa.Column("made_by", Id(), nullable=False),
        sa.Column("writers", sa.JSON(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_card")),
        sa.UniqueConstraint("id", name=op.f("uq_card_id")),
    )
    op.create_index("ix_card_live", "card", ["row", "withdrawn_at"], unique=False)
    op.create_index("ix_card_number", "card", ["card_number"], unique=False)
    op.create_index("ix_card_person", "card", ["person_id"], unique=False)
    op.create_index("ix_card_receipt", "card", ["receipt_number"], unique=False)
    op.create_index("ix_card_state", "card", ["state", "arrived_on"], unique=False)
    # ### commands auto generated by Alembic - please adjust! ###
    op.create_table(
        "card_move",
        sa.Column("card_id", Id(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("officer", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=True),
        sa.Column("way", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_card_move")),
        sa.UniqueConstraint("id", name=op.f("uq_card_move_id")),
    )
    op.create_index("ix_card_move_card", "card_move", ["card_id"], unique=False)


# ### commands auto generated by Alembic - please adjust! ###


def _lost_found() -> None:
    op.create_table(
        "lost_found",
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("features", sa.String(), nullable=False),
        sa.Column("contents", sa.String(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=True),
        sa.Column("person_id", Id(), nullable=True),
        sa.Column("person_said", sa.String(), nullable=True),
        sa.Column("place_id", Id(), nullable=True),
        sa.Column("place_said", sa.String(), nullable=True),
        sa.Column("kept_where", sa.String(), nullable=True),
        sa.Column("call_number", sa.String(), nullable=True),
        sa.Column("remarks", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("notice_on", sa.Date(), nullable=True),
        sa.Column("notice_where", sa.String(), nullable=True),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("told_whom", sa.String(), nullable=True),
        sa.Column("claimant_id", Id(), nullable=True),
        sa.Column("claimed_on", sa.Date(), nullable=True),
        sa.Column("proof", sa.String(), nullable=False),
        sa.Column("refused_why", sa.String(), nullable=False),
        sa.Column("match_id", Id(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_with", sa.String(), nullable=True),
        sa.Column("made_by", Id(), nullable=False),
        sa.Column("writers", sa.JSON(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_lost_found")),
        sa.UniqueConstraint("id", name=op.f("uq_lost_found_id")),
    )
    op.create_index("ix_lost_found_live", "lost_found", ["row", "withdrawn_at"], unique=False)
    op.create_index("ix_lost_found_state", "lost_found", ["state"], unique=False)


# ### commands auto generated by Alembic - please adjust! ###


def _missing() -> None:
    op.create_table(
        "missing",
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("reported_at", Instant(), nullable=False),
        sa.Column("accepted_at", Instant(), nullable=True),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("person_id", Id(), nullable=True),
        sa.Column("described", sa.String(), nullable=False),
        sa.Column("sex", sa.String(), nullable=True),
        sa.Column("age", sa.Integer(), nullable=True),
        sa.Column("seen_at", Instant(), nullable=True),
        sa.Column("place_id", Id(), nullable=True),
        sa.Column("place_said", sa.String(), nullable=True),
        sa.Column("facts", sa.String(), nullable=False),
        sa.Column("belongings", sa.String(), nullable=False),
        sa.Column("reporter_id", Id(), nullable=True),
        sa.Column("reporter_said", sa.String(), nullable=True),
        sa.Column("harmed", sa.Boolean(), nullable=True),
        sa.Column("call_number", sa.String(), nullable=True),
        sa.Column("handler", sa.String(), nullable=True),
        sa.Column("remarks", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("noticed_at", Instant(), nullable=True),
        sa.Column("worked_on", sa.Date(), nullable=True),
        sa.Column("examined_on", sa.Date(), nullable=True),
        sa.Column("told_family_on", sa.Date(), nullable=True),
        sa.Column("nature", sa.String(), nullable=True),
        sa.Column("concluded_on", sa.Date(), nullable=True),
        sa.Column("case_number", sa.String(), nullable=True),
        sa.Column("found_at", Instant(), nullable=True),
        sa.Column("found_how", sa.String(), nullable=True),
        sa.Column("handed_to", sa.String(), nullable=True),
        sa.Column("handed_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("result", sa.String(), nullable=True),
        sa.Column("made_by", Id(), nullable=False),
        sa.Column("writers", sa.JSON(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_missing")),
        sa.UniqueConstraint("id", name=op.f("uq_missing_id")),
    )
    op.create_index("ix_missing_live", "missing", ["row", "withdrawn_at"], unique=False)
    op.create_index("ix_missing_state", "missing", ["state"], unique=False)
    # ### commands auto generated by Alembic - please adjust! ###
    op.create_table(
        "missing_step",
        sa.Column("missing_id", Id(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("officer", sa.String(), nullable=False),
        sa.Column("organ", sa.String(), nullable=True),
        sa.Column("organ_name", sa.String(), nullable=True),
        sa.Column("receiver", sa.String(), nullable=True),
        sa.Column("number", sa.String(), nullable=True),
        sa.Column("condition", sa.String(), nullable=False),
        sa.Column("belongings", sa.String(), nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_missing_step")),
        sa.UniqueConstraint("id", name=op.f("uq_missing_step_id")),
    )
    op.create_index("ix_missing_step_missing", "missing_step", ["missing_id"], unique=False)
