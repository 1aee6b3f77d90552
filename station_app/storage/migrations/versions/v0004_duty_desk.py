"""The duty desk."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from station_app.core.columns import Id, Instant

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


SEALED_REQUEST = {  # of a unit that may ask, and the letter it got
    **dict.fromkeys(("unit", "basis", "letter", "reply"), sa.String),
    "replied_on": sa.Date,
}


def upgrade() -> None:
    """Each register brings its tables in a function of its own."""
    _calls()
    _case_decisions()
    _cases()
    _custody()
    _duty()
    _evidence()
    _footage()
    _measures()
    _mediations()
    _property()
    _sealed_requests()
    _statements()
    _tasks()


def downgrade() -> None:
    for column in SEALED_REQUEST:
        op.drop_column("sealed_request", column)
    for table in ("footage_request",):
        op.drop_table(table)
    for table in ("task_step", "task"):
        op.drop_table(table)
    for table in ("property_move", "property_item"):
        op.drop_table(table)
    for table in ("statement", "mediation"):
        op.drop_table(table)
    for table in ("measure_step", "measure"):
        op.drop_table(table)
    for table in (
        "custody_step",
        "custody",
        "equipment_count",
        "handover",
        "duty_entry",
        "duty_shift",
    ):
        op.drop_table(table)
    for table in ("case_decision", "case_step", "case_person", "case_file"):
        op.drop_table(table)
    for table in ("evidence_received", "call_person", "call"):
        op.drop_table(table)


def _evidence() -> None:
    op.create_table(
        "evidence_received",
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("call_id", Id(), nullable=True),
        sa.Column("case_id", Id(), nullable=True),
        sa.Column("received_at", Instant(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("quantity", sa.String(), nullable=False),
        sa.Column("features", sa.String(), nullable=False),
        sa.Column("from_id", Id(), nullable=True),
        sa.Column("from_said", sa.String(), nullable=False),
        sa.Column("officer", sa.String(), nullable=False),
        sa.Column("second", sa.String(), nullable=True),
        sa.Column("remarks", sa.String(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_evidence_received")),
        sa.UniqueConstraint("id", name=op.f("uq_evidence_received_id")),
    )
    op.create_index("ix_evidence_received_number", "evidence_received", ["number"], unique=False)


def _calls() -> None:
    op.create_table(
        "call",
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("external_number", sa.String(), nullable=True),
        sa.Column("reported_at", Instant(), nullable=False),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("weekday", sa.String(), nullable=True),
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
        sa.Column("place_said", sa.String(), nullable=True),
        sa.Column("occurred_at", Instant(), nullable=True),
        sa.Column("facts", sa.String(), nullable=False),
        sa.Column("from_unit", sa.String(), nullable=True),
        sa.Column("evidence", sa.Boolean(), nullable=True),
        sa.Column("handler", sa.String(), nullable=True),
        sa.Column("second", sa.String(), nullable=True),
        sa.Column("minor", sa.Boolean(), nullable=True),
        sa.Column("public_official", sa.Boolean(), nullable=True),
        sa.Column("remarks", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("accepted_at", Instant(), nullable=False),
        sa.Column("accepted_on", sa.Date(), nullable=True),
        sa.Column("examination", sa.String(), nullable=True),
        sa.Column("filed_on", sa.Date(), nullable=True),
        sa.Column("not_filed_on", sa.Date(), nullable=True),
        sa.Column("not_filed_why", sa.String(), nullable=True),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("extended", sa.Integer(), nullable=False),
        sa.Column("pauses", sa.String(), nullable=True),
        sa.Column("restarted_on", sa.Date(), nullable=True),
        sa.Column("remedy", sa.String(), nullable=True),
        sa.Column("remedy_on", sa.Date(), nullable=True),
        sa.Column("fast_track", sa.Boolean(), nullable=True),
        sa.Column("fast_from", Instant(), nullable=True),
        sa.Column("fast_consent_on", sa.Date(), nullable=True),
        sa.Column("submitted", sa.String(), nullable=True),
        sa.Column("submitted_by", sa.String(), nullable=True),
        sa.Column("submitted_on", sa.Date(), nullable=True),
        sa.Column("returned_on", sa.Date(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("transfer_found_at", Instant(), nullable=True),
        sa.Column("transferred_to", sa.String(), nullable=True),
        sa.Column("transferred_at", Instant(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("close_kind", sa.String(), nullable=True),
        sa.Column("sampling_found_on", sa.Date(), nullable=True),
        sa.Column("stop_kind", sa.String(), nullable=True),
        sa.Column("stop_why", sa.String(), nullable=True),
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
        sa.Column("ward_id", Id(), nullable=True),
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
    op.create_table(
        "case_step",
        sa.Column("case_id", Id(), nullable=False),
        sa.Column("nth", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("hand", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=True),
        sa.Column("number", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_case_step")),
        sa.UniqueConstraint("id", name=op.f("uq_case_step_id")),
    )
    op.create_index("ix_case_step_case", "case_step", ["case_id", "nth"], unique=False)


def _case_decisions() -> None:
    op.create_table(
        "case_decision",
        sa.Column("case_id", Id(), nullable=False),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=True),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("age", sa.Integer(), nullable=True),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("proposed_on", sa.Date(), nullable=False),
        sa.Column("review_ground", sa.String(), nullable=True),
        sa.Column("grave", sa.Boolean(), nullable=True),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("defence", sa.String(), nullable=True),
        sa.Column("guardian", sa.String(), nullable=True),
        sa.Column("guardian_said", sa.String(), nullable=True),
        sa.Column("hearing_told_on", sa.Date(), nullable=True),
        sa.Column("hearing_waived", sa.Boolean(), nullable=True),
        sa.Column("heard_on", sa.Date(), nullable=True),
        sa.Column("reviewed_on", sa.Date(), nullable=True),
        sa.Column("reviewed_by", sa.String(), nullable=True),
        sa.Column("discussed_on", sa.Date(), nullable=True),
        sa.Column("discussion", sa.String(), nullable=True),
        sa.Column("level", sa.String(), nullable=True),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column("decision_number", sa.String(), nullable=True),
        sa.Column("remedies", sa.Boolean(), nullable=True),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.Column("served_on", sa.Date(), nullable=True),
        sa.Column("served_how", sa.String(), nullable=True),
        sa.Column("victim_copied_on", sa.Date(), nullable=True),
        sa.Column("family_told_on", sa.Date(), nullable=True),
        sa.Column("organ_told_on", sa.Date(), nullable=True),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.Column("paid_how", sa.String(), nullable=True),
        sa.Column("handed_in_on", sa.Date(), nullable=True),
        sa.Column("not_detained", sa.String(), nullable=True),
        sa.Column("carried_out_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("made_by", Id(), nullable=False),
        sa.Column("writers", sa.JSON(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_case_decision")),
        sa.UniqueConstraint("id", name=op.f("uq_case_decision_id")),
    )
    op.create_index("ix_case_decision_case", "case_decision", ["case_id"], unique=False)
    op.create_index("ix_case_decision_live", "case_decision", ["row", "withdrawn_at"], unique=False)


def _duty() -> None:
    op.create_table(
        "duty_shift",
        sa.Column("since", Instant(), nullable=False),
        sa.Column("until", Instant(), nullable=False),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("leader", sa.String(), nullable=False),
        sa.Column("officers", sa.String(), nullable=False),
        sa.Column("standby", sa.String(), nullable=False),
        sa.Column("auxiliaries", sa.String(), nullable=False),
        sa.Column("remarks", sa.String(), nullable=False),
        sa.Column("made_by", Id(), nullable=False),
        sa.Column("writers", sa.JSON(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_duty_shift")),
        sa.UniqueConstraint("id", name=op.f("uq_duty_shift_id")),
    )
    op.create_index("ix_duty_shift_live", "duty_shift", ["row", "withdrawn_at"], unique=False)
    op.create_index("ix_duty_shift_since", "duty_shift", ["since"], unique=False)
    op.create_table(
        "duty_entry",
        sa.Column("shift_id", Id(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("officer", sa.String(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_duty_entry")),
        sa.UniqueConstraint("id", name=op.f("uq_duty_entry_id")),
    )
    op.create_index("ix_duty_entry_shift", "duty_entry", ["shift_id"], unique=False)
    op.create_table(
        "handover",
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("shift_id", Id(), nullable=False),
        sa.Column("next_id", Id(), nullable=True),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("given_by", sa.String(), nullable=False),
        sa.Column("taken_by", sa.String(), nullable=False),
        sa.Column("leader", sa.String(), nullable=False),
        sa.Column("inside", sa.String(), nullable=False),
        sa.Column("safe", sa.String(), nullable=False),
        sa.Column("orders", sa.String(), nullable=False),
        sa.Column("calls", sa.String(), nullable=False),
        sa.Column("owed", sa.String(), nullable=False),
        sa.Column("remarks", sa.String(), nullable=False),
        sa.Column("log", sa.String(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_handover")),
        sa.UniqueConstraint("id", name=op.f("uq_handover_id")),
    )
    op.create_index("ix_handover_shift", "handover", ["shift_id"], unique=False)
    op.create_table(
        "equipment_count",
        sa.Column("handover_id", Id(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("expected", sa.Integer(), nullable=False),
        sa.Column("counted", sa.Integer(), nullable=False),
        sa.Column("remarks", sa.String(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_equipment_count")),
        sa.UniqueConstraint("id", name=op.f("uq_equipment_count_id")),
    )
    op.create_index("ix_equipment_count_handover", "equipment_count", ["handover_id"], unique=False)


def _custody() -> None:
    op.create_table(
        "custody",
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("person_id", Id(), nullable=True),
        sa.Column("described", sa.String(), nullable=True),
        sa.Column("ground", sa.String(), nullable=False),
        sa.Column("arrived_at", Instant(), nullable=False),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("cause", sa.String(), nullable=True),
        sa.Column("summons_number", sa.String(), nullable=True),
        sa.Column("circumstance", sa.String(), nullable=True),
        sa.Column("special", sa.String(), nullable=True),
        sa.Column("call_id", Id(), nullable=True),
        sa.Column("case_id", Id(), nullable=True),
        sa.Column("officer", sa.String(), nullable=True),
        sa.Column("second", sa.String(), nullable=True),
        sa.Column("room", sa.String(), nullable=True),
        sa.Column("remarks", sa.String(), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=True),
        sa.Column("counted_from", Instant(), nullable=True),
        sa.Column("restarted_at", Instant(), nullable=True),
        sa.Column("items_held", sa.Boolean(), nullable=True),
        sa.Column("left_at", Instant(), nullable=True),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("left_how", sa.String(), nullable=True),
        sa.Column("left_with", sa.String(), nullable=True),
        sa.Column("over_reason", sa.String(), nullable=True),
        sa.Column("made_by", Id(), nullable=False),
        sa.Column("writers", sa.JSON(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_custody")),
        sa.UniqueConstraint("id", name=op.f("uq_custody_id")),
    )
    op.create_index("ix_custody_case", "custody", ["case_id"], unique=False)
    op.create_index("ix_custody_inside", "custody", ["left_at"], unique=False)
    op.create_index("ix_custody_live", "custody", ["row", "withdrawn_at"], unique=False)
    op.create_table(
        "custody_step",
        sa.Column("custody_id", Id(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("until", Instant(), nullable=True),
        sa.Column("officer", sa.String(), nullable=True),
        sa.Column("checker", sa.String(), nullable=True),
        sa.Column("whom", sa.String(), nullable=True),
        sa.Column("relation", sa.String(), nullable=True),
        sa.Column("level", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("number", sa.String(), nullable=True),
        sa.Column("hours", sa.Integer(), nullable=True),
        sa.Column("signed", sa.Boolean(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_custody_step")),
        sa.UniqueConstraint("id", name=op.f("uq_custody_step_id")),
    )
    op.create_index("ix_custody_step_custody", "custody_step", ["custody_id"], unique=False)


def _measures() -> None:
    op.create_table(
        "measure",
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("protected_id", Id(), nullable=True),
        sa.Column("place_id", Id(), nullable=True),
        sa.Column("minor", sa.Boolean(), nullable=True),
        sa.Column("guardian", sa.String(), nullable=True),
        sa.Column("organ", sa.String(), nullable=False),
        sa.Column("organ_kind", sa.String(), nullable=False),
        sa.Column("document_number", sa.String(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("case_number", sa.String(), nullable=True),
        sa.Column("cause", sa.String(), nullable=True),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("end", sa.Date(), nullable=False),
        sa.Column("security", sa.String(), nullable=True),
        sa.Column("guarantor", sa.String(), nullable=True),
        sa.Column("guarantor_phone", sa.JSON(), nullable=False),
        sa.Column("deposit", sa.Integer(), nullable=True),
        sa.Column("education", sa.String(), nullable=True),
        sa.Column("orders", sa.String(), nullable=True),
        sa.Column("facts", sa.String(), nullable=True),
        sa.Column("committee", sa.String(), nullable=True),
        sa.Column("workplace", sa.String(), nullable=True),
        sa.Column("handler", sa.String(), nullable=True),
        sa.Column("remarks", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("secret", sa.Boolean(), nullable=True),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("protected_told_on", sa.Date(), nullable=True),
        sa.Column("guardian_told_on", sa.Date(), nullable=True),
        sa.Column("committee_told_on", sa.Date(), nullable=True),
        sa.Column("workplace_told_on", sa.Date(), nullable=True),
        sa.Column("recorded_on", sa.Date(), nullable=True),
        sa.Column("visited_on", sa.Date(), nullable=True),
        sa.Column("protected_visited_on", sa.Date(), nullable=True),
        sa.Column("leave_kind", sa.String(), nullable=True),
        sa.Column("leave_asked_on", sa.Date(), nullable=True),
        sa.Column("leave_since", sa.Date(), nullable=True),
        sa.Column("leave_until", sa.Date(), nullable=True),
        sa.Column("leave_reason", sa.String(), nullable=True),
        sa.Column("leave_approved_on", sa.Date(), nullable=True),
        sa.Column("breach_on", sa.Date(), nullable=True),
        sa.Column("guarantor_lost_on", sa.Date(), nullable=True),
        sa.Column("expiry_told_on", sa.Date(), nullable=True),
        sa.Column("term_from", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end_kind", sa.String(), nullable=True),
        sa.Column("made_by", Id(), nullable=False),
        sa.Column("writers", sa.JSON(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_measure")),
        sa.UniqueConstraint("id", name=op.f("uq_measure_id")),
    )
    op.create_index("ix_measure_live", "measure", ["row", "withdrawn_at"], unique=False)
    op.create_index("ix_measure_person", "measure", ["person_id"], unique=False)
    op.create_index("ix_measure_place", "measure", ["place_id", "kind"], unique=False)
    op.create_table(
        "measure_step",
        sa.Column("measure_id", Id(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("whom", sa.String(), nullable=True),
        sa.Column("by", sa.String(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("number", sa.String(), nullable=True),
        sa.Column("late", sa.Boolean(), nullable=True),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_measure_step")),
        sa.UniqueConstraint("id", name=op.f("uq_measure_step_id")),
    )
    op.create_index("ix_measure_step_measure", "measure_step", ["measure_id"], unique=False)


def _statements() -> None:
    op.create_table(
        "statement",
        sa.Column("case_id", Id(), nullable=False),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("nth", sa.Integer(), nullable=False),
        sa.Column("minor", sa.Boolean(), nullable=True),
        sa.Column("since", Instant(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("officer", sa.String(), nullable=False),
        sa.Column("second", sa.String(), nullable=True),
        sa.Column("recorder", sa.String(), nullable=True),
        sa.Column("standard_place", sa.Boolean(), nullable=True),
        sa.Column("recorded", sa.Boolean(), nullable=True),
        sa.Column("remote", sa.Boolean(), nullable=True),
        sa.Column("arrived_at", Instant(), nullable=True),
        sa.Column("rights_shown", sa.Boolean(), nullable=True),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("deputy", sa.String(), nullable=True),
        sa.Column("penalties", sa.String(), nullable=True),
        sa.Column("visa", sa.String(), nullable=True),
        sa.Column("entered_on", sa.Date(), nullable=True),
        sa.Column("entry_reason", sa.String(), nullable=True),
        sa.Column("guardian", sa.String(), nullable=True),
        sa.Column("guardian_absent", sa.String(), nullable=True),
        sa.Column("helper_kind", sa.String(), nullable=True),
        sa.Column("helper", sa.String(), nullable=True),
        sa.Column("sample", sa.String(), nullable=True),
        sa.Column("sample_consent", sa.String(), nullable=True),
        sa.Column("meals", sa.String(), nullable=True),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("until", Instant(), nullable=True),
        sa.Column("left_at", Instant(), nullable=True),
        sa.Column("reading", sa.String(), nullable=True),
        sa.Column("signing", sa.String(), nullable=True),
        sa.Column("refusal", sa.String(), nullable=True),
        sa.Column("made_by", Id(), nullable=False),
        sa.Column("writers", sa.JSON(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_statement")),
        sa.UniqueConstraint("id", name=op.f("uq_statement_id")),
    )
    op.create_index("ix_statement_case", "statement", ["case_id"], unique=False)
    op.create_index("ix_statement_since", "statement", ["since"], unique=False)


def _mediations() -> None:
    op.create_table(
        "mediation",
        sa.Column("case_id", Id(), nullable=True),
        sa.Column("call_id", Id(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("nth", sa.Integer(), nullable=False),
        sa.Column("one_id", Id(), nullable=False),
        sa.Column("other_id", Id(), nullable=False),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("ground", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("host", sa.String(), nullable=True),
        sa.Column("second", sa.String(), nullable=True),
        sa.Column("recorded", sa.Boolean(), nullable=True),
        sa.Column("present", sa.String(), nullable=True),
        sa.Column("one_minor", sa.Boolean(), nullable=True),
        sa.Column("one_guardian", sa.String(), nullable=True),
        sa.Column("one_works", sa.Boolean(), nullable=True),
        sa.Column("other_minor", sa.Boolean(), nullable=True),
        sa.Column("other_guardian", sa.String(), nullable=True),
        sa.Column("other_works", sa.Boolean(), nullable=True),
        sa.Column("agent", sa.String(), nullable=True),
        sa.Column("facts", sa.String(), nullable=True),
        sa.Column("agreement", sa.String(), nullable=True),
        sa.Column("way", sa.String(), nullable=True),
        sa.Column("perform_by", sa.Date(), nullable=True),
        sa.Column("on_recording", sa.Boolean(), nullable=True),
        sa.Column("failure", sa.String(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("applied_on", sa.Date(), nullable=True),
        sa.Column("made_by", Id(), nullable=False),
        sa.Column("writers", sa.JSON(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_mediation")),
        sa.UniqueConstraint("id", name=op.f("uq_mediation_id")),
    )
    op.create_index("ix_mediation_call", "mediation", ["call_id"], unique=False)
    op.create_index("ix_mediation_case", "mediation", ["case_id"], unique=False)


def _property() -> None:
    op.create_table(
        "property_item",
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("case_id", Id(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("quantity", sa.String(), nullable=False),
        sa.Column("features", sa.String(), nullable=False),
        sa.Column("nature", sa.String(), nullable=True),
        sa.Column("value", sa.Integer(), nullable=True),
        sa.Column("owner_role", sa.String(), nullable=False),
        sa.Column("owner_id", Id(), nullable=True),
        sa.Column("owner_said", sa.String(), nullable=True),
        sa.Column("lawful", sa.Boolean(), nullable=True),
        sa.Column("must_exam", sa.Boolean(), nullable=True),
        sa.Column("taken_at", Instant(), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=True),
        sa.Column("taken_where", sa.String(), nullable=True),
        sa.Column("on_spot", sa.Boolean(), nullable=True),
        sa.Column("approver", sa.String(), nullable=True),
        sa.Column("decision_number", sa.String(), nullable=True),
        sa.Column("list_number", sa.String(), nullable=True),
        sa.Column("witness", sa.String(), nullable=True),
        sa.Column("recorder", sa.String(), nullable=True),
        sa.Column("officer", sa.String(), nullable=True),
        sa.Column("second", sa.String(), nullable=True),
        sa.Column("anew_on", sa.Date(), nullable=True),
        sa.Column("bag", sa.String(), nullable=True),
        sa.Column("remarks", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("keeper", sa.String(), nullable=True),
        sa.Column("kept_at", Instant(), nullable=True),
        sa.Column("approved_by", sa.String(), nullable=True),
        sa.Column("approved_at", Instant(), nullable=True),
        sa.Column("exams", sa.String(), nullable=False),
        sa.Column("extended_on", sa.Date(), nullable=True),
        sa.Column("extension_number", sa.String(), nullable=True),
        sa.Column("extension_told_on", sa.Date(), nullable=True),
        sa.Column("unclaimed_since", sa.Date(), nullable=True),
        sa.Column("decision", sa.String(), nullable=True),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("confiscation_number", sa.String(), nullable=True),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("settled_with", sa.String(), nullable=True),
        sa.Column("made_by", Id(), nullable=False),
        sa.Column("writers", sa.JSON(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_property_item")),
        sa.UniqueConstraint("id", name=op.f("uq_property_item_id")),
    )
    op.create_index("ix_property_item_bag", "property_item", ["bag"], unique=False)
    op.create_index("ix_property_item_case", "property_item", ["case_id"], unique=False)
    op.create_index("ix_property_item_live", "property_item", ["row", "withdrawn_at"], unique=False)
    op.create_index("ix_property_item_state", "property_item", ["state"], unique=False)
    op.create_table(
        "property_move",
        sa.Column("item_id", Id(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("officer", sa.String(), nullable=False),
        sa.Column("second", sa.String(), nullable=True),
        sa.Column("receiver", sa.String(), nullable=True),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("bag", sa.String(), nullable=True),
        sa.Column("number", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_property_move")),
        sa.UniqueConstraint("id", name=op.f("uq_property_move_id")),
    )
    op.create_index("ix_property_move_bag", "property_move", ["bag"], unique=False)
    op.create_index("ix_property_move_item", "property_move", ["item_id"], unique=False)


def _tasks() -> None:
    op.create_table(
        "task",
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("from_organ", sa.String(), nullable=True),
        sa.Column("from_person", sa.String(), nullable=True),
        sa.Column("paper", sa.String(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("to_officer", sa.String(), nullable=True),
        sa.Column("to_group", sa.String(), nullable=True),
        sa.Column("person_id", Id(), nullable=True),
        sa.Column("place_id", Id(), nullable=True),
        sa.Column("remarks", sa.String(), nullable=False),
        sa.Column("given_by", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("signed_at", Instant(), nullable=True),
        sa.Column("signed_by", sa.String(), nullable=True),
        sa.Column("answered_at", Instant(), nullable=True),
        sa.Column("answered_by", sa.String(), nullable=True),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("returned_note", sa.String(), nullable=False),
        sa.Column("closed_at", Instant(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closed_by", sa.String(), nullable=True),
        sa.Column("made_by", Id(), nullable=False),
        sa.Column("writers", sa.JSON(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_task")),
        sa.UniqueConstraint("id", name=op.f("uq_task_id")),
    )
    op.create_index("ix_task_live", "task", ["row", "withdrawn_at"], unique=False)
    op.create_index("ix_task_state", "task", ["state"], unique=False)
    op.create_table(
        "task_step",
        sa.Column("task_id", Id(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("officer", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_task_step")),
        sa.UniqueConstraint("id", name=op.f("uq_task_step_id")),
    )
    op.create_index("ix_task_step_task", "task_step", ["task_id"], unique=False)


def _footage() -> None:
    op.create_table(
        "footage_request",
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("asker", sa.String(), nullable=True),
        sa.Column("paper_number", sa.String(), nullable=True),
        sa.Column("ground", sa.String(), nullable=False),
        sa.Column("case_id", Id(), nullable=True),
        sa.Column("case_number", sa.String(), nullable=True),
        sa.Column("place_id", Id(), nullable=True),
        sa.Column("site", sa.String(), nullable=True),
        sa.Column("since", Instant(), nullable=False),
        sa.Column("until", Instant(), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.Column("refusal", sa.String(), nullable=True),
        sa.Column("result", sa.String(), nullable=True),
        sa.Column("handed_to", sa.String(), nullable=True),
        sa.Column("handed_at", Instant(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("made_by", Id(), nullable=False),
        sa.Column("writers", sa.JSON(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_footage_request")),
        sa.UniqueConstraint("id", name=op.f("uq_footage_request_id")),
    )
    op.create_index("ix_footage_request_case", "footage_request", ["case_id"], unique=False)
    op.create_index(
        "ix_footage_request_live", "footage_request", ["row", "withdrawn_at"], unique=False
    )


def _sealed_requests() -> None:
    for column, kind in SEALED_REQUEST.items():
        op.add_column("sealed_request", sa.Column(column, kind(), nullable=True))
