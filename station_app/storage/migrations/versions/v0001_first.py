"""The first schema."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from station_app.core.columns import Id, Instant, SortText

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "alias",
        sa.Column("gone_id", Id(), nullable=False),
        sa.Column("kept_id", Id(), nullable=False),
        sa.Column("act_id", Id(), nullable=False),
        sa.PrimaryKeyConstraint("gone_id", name=op.f("pk_alias")),
    )
    op.create_index(op.f("ix_alias_kept_id"), "alias", ["kept_id"], unique=False)
    op.create_table(
        "audit_event",
        sa.Column("log_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("log_id", "number", name=op.f("pk_audit_event")),
    )
    op.create_table(
        "audit_head",
        sa.Column("log_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("log_id", name=op.f("pk_audit_head")),
    )
    op.create_table(
        "audit_read",
        sa.Column("record_id", Id(), nullable=False),
        sa.Column("log_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("record_id", "log_id", "number", name=op.f("pk_audit_read")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "base_image",
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("register", sa.String(), nullable=False),
        sa.Column("record_id", Id(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("v", sa.JSON(), nullable=False),
        sa.Column("w", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("scope", "register", "record_id", name=op.f("pk_base_image")),
    )
    op.create_index(op.f("ix_base_image_seq"), "base_image", ["seq"], unique=False)
    op.create_table(
        "beat_officer",
        sa.Column("officer", sa.String(), nullable=False),
        sa.Column("beat", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("given_by", sa.String(), nullable=False),
        sa.Column("ended_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("officer", "beat", "since", name=op.f("pk_beat_officer")),
    )
    op.create_table(
        "blob",
        sa.Column("sha", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column(
            "put_at", Instant(), server_default=sa.text("(CURRENT_TIMESTAMP)"), nullable=False
        ),
        sa.PrimaryKeyConstraint("sha", name=op.f("pk_blob")),
    )
    op.create_table(
        "digit_key",
        sa.Column("register", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("window", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("row", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("register", "window", "row", name=op.f("pk_digit_key")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "distinct_pair",
        sa.Column("one_id", Id(), nullable=False),
        sa.Column("other_id", Id(), nullable=False),
        sa.Column("act_id", Id(), nullable=False),
        sa.PrimaryKeyConstraint("one_id", "other_id", name=op.f("pk_distinct_pair")),
    )
    op.create_table(
        "draft",
        sa.Column("officer", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("officer", "place", name=op.f("pk_draft")),
    )
    op.create_table(
        "duty",
        sa.Column("record_id", Id(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("since", sa.String(), nullable=False),
        sa.Column("register", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("due_at", Instant(), nullable=True),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("record_id", "rule", "since", name=op.f("pk_duty")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_duty_due_on"), "duty", ["due_on"], unique=False)
    op.create_table(
        "officer",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_officer")),
    )
    op.create_table(
        "op_body",
        sa.Column("op_id", Id(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("op_id", name=op.f("pk_op_body")),
    )
    op.create_table(
        "operation",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("op_id", Id(), nullable=False),
        sa.Column("tx_id", Id(), nullable=False),
        sa.Column("act_id", Id(), nullable=False),
        sa.Column("register", sa.String(), nullable=False),
        sa.Column("record_id", Id(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("base", sa.JSON(), nullable=False),
        sa.Column("hlc", sa.BigInteger(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("acked_seq", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_operation")),
        sa.UniqueConstraint("op_id", name=op.f("uq_operation_op_id")),
    )
    op.create_index(op.f("ix_operation_act_id"), "operation", ["act_id"], unique=False)
    op.create_index(op.f("ix_operation_record_id"), "operation", ["record_id"], unique=False)
    op.create_table(
        "person",
        sa.Column("name", SortText, nullable=False),
        sa.Column("id_number", SortText, nullable=True),
        sa.Column("number_note", sa.String(), nullable=False),
        sa.Column("documents", sa.JSON(), nullable=False),
        sa.Column("nationality", sa.String(), nullable=True),
        sa.Column("sex", sa.String(), nullable=True),
        sa.Column("birth", sa.Date(), nullable=True),
        sa.Column("ethnicity", sa.String(), nullable=True),
        sa.Column("former_name", sa.String(), nullable=True),
        sa.Column("other_name", sa.String(), nullable=True),
        sa.Column("reading", sa.String(), nullable=True),
        sa.Column("phone", sa.JSON(), nullable=False),
        sa.Column("hukou_address", sa.String(), nullable=True),
        sa.Column("birthplace", sa.String(), nullable=True),
        sa.Column("native_place", sa.String(), nullable=True),
        sa.Column("education", sa.String(), nullable=True),
        sa.Column("marital", sa.String(), nullable=True),
        sa.Column("military", sa.String(), nullable=True),
        sa.Column("height_cm", sa.Integer(), nullable=True),
        sa.Column("blood_type", sa.String(), nullable=True),
        sa.Column("occupation", sa.String(), nullable=True),
        sa.Column("employer", sa.String(), nullable=True),
        sa.Column("guardian_id", Id(), nullable=True),
        sa.Column("guardian_relation", sa.String(), nullable=True),
        sa.Column("photo", sa.String(), nullable=True),
        sa.Column("died_on", sa.Date(), nullable=True),
        sa.Column("remarks", sa.String(), nullable=False),
        sa.Column("made_by", Id(), nullable=False),
        sa.Column("writers", sa.JSON(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_person")),
        sa.UniqueConstraint("id", name=op.f("uq_person_id")),
    )
    op.create_index("ix_person_birth", "person", ["birth", "row"], unique=False)
    op.create_index(op.f("ix_person_id_number"), "person", ["id_number"], unique=False)
    op.create_index("ix_person_live", "person", ["row", "withdrawn_at"], unique=False)
    op.create_index("ix_person_name", "person", ["name", "row", "withdrawn_at"], unique=False)
    op.create_table(
        "place",
        sa.Column("level", sa.String(), nullable=True),
        sa.Column("division", sa.String(), nullable=True),
        sa.Column("county", sa.String(), nullable=True),
        sa.Column("village", sa.String(), nullable=True),
        sa.Column("street", sa.String(), nullable=True),
        sa.Column("door_plate", sa.String(), nullable=True),
        sa.Column("estate", sa.String(), nullable=True),
        sa.Column("building", sa.String(), nullable=True),
        sa.Column("unit", sa.String(), nullable=True),
        sa.Column("floor", sa.Integer(), nullable=True),
        sa.Column("room", sa.String(), nullable=True),
        sa.Column("line", SortText, nullable=True),
        sa.Column("base", SortText, nullable=True),
        sa.Column("tail", sa.String(), nullable=True),
        sa.Column("building_id", Id(), nullable=True),
        sa.Column("old_name", sa.String(), nullable=True),
        sa.Column("old_name_until", sa.Date(), nullable=True),
        sa.Column("beat", sa.String(), nullable=True),
        sa.Column("use", sa.String(), nullable=True),
        sa.Column("nature", sa.String(), nullable=True),
        sa.Column("remarks", sa.String(), nullable=False),
        sa.Column("made_by", Id(), nullable=False),
        sa.Column("writers", sa.JSON(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_place")),
        sa.UniqueConstraint("id", name=op.f("uq_place_id")),
    )
    op.create_index("ix_place_base", "place", ["base"], unique=False)
    op.create_index("ix_place_beat", "place", ["beat", "id"], unique=False)
    op.create_index(op.f("ix_place_building_id"), "place", ["building_id"], unique=False)
    op.create_index("ix_place_line", "place", ["line", "row", "withdrawn_at"], unique=False)
    op.create_index("ix_place_live", "place", ["row", "withdrawn_at"], unique=False)
    op.create_table(
        "print",
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("form_version", sa.String(), nullable=False),
        sa.Column("subject_register", sa.String(), nullable=False),
        sa.Column("subject_id", sa.String(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("text_hash", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("copy", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_print")),
        sa.UniqueConstraint("id", name=op.f("uq_print_id")),
    )
    op.create_index(op.f("ix_print_code"), "print", ["code"], unique=False)
    op.create_index(op.f("ix_print_subject_id"), "print", ["subject_id"], unique=False)
    op.create_table(
        "reference",
        sa.Column("from_id", Id(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("from_register", sa.String(), nullable=False),
        sa.Column("to_register", sa.String(), nullable=False),
        sa.Column("to_id", Id(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("from_id", "field", name=op.f("pk_reference")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_reference_to_id"), "reference", ["to_id"], unique=False)
    op.create_table(
        "resident",
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("place_id", Id(), nullable=False),
        sa.Column("household", SortText, nullable=True),
        sa.Column("household_type", sa.String(), nullable=True),
        sa.Column("relation_to_head", sa.String(), nullable=True),
        sa.Column("resident_class", sa.String(), nullable=True),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("moved_from", sa.String(), nullable=True),
        sa.Column("arrived_on", sa.Date(), nullable=True),
        sa.Column("stay_reason", sa.String(), nullable=True),
        sa.Column("expected_leave", sa.Date(), nullable=True),
        sa.Column("registered_on", sa.Date(), nullable=True),
        sa.Column("permit_applied_on", sa.Date(), nullable=True),
        sa.Column("permit_number", sa.String(), nullable=True),
        sa.Column("permit_issued_on", sa.Date(), nullable=True),
        sa.Column("endorsed_on", sa.Date(), nullable=True),
        sa.Column("years_from", sa.Date(), nullable=True),
        sa.Column("abroad_kind", sa.String(), nullable=True),
        sa.Column("moved_in_at", Instant(), nullable=True),
        sa.Column("lodging_registered_at", Instant(), nullable=True),
        sa.Column("entered_on", sa.Date(), nullable=True),
        sa.Column("entry_port", sa.String(), nullable=True),
        sa.Column("visa_type", sa.String(), nullable=True),
        sa.Column("visa_number", sa.String(), nullable=True),
        sa.Column("visa_until", sa.Date(), nullable=True),
        sa.Column("host_id", Id(), nullable=True),
        sa.Column("host_relation", sa.String(), nullable=True),
        sa.Column("remarks", sa.String(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("end_reason", sa.String(), nullable=True),
        sa.Column("moved_to", sa.String(), nullable=True),
        sa.Column("made_by", Id(), nullable=False),
        sa.Column("writers", sa.JSON(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_resident")),
        sa.UniqueConstraint("id", name=op.f("uq_resident_id")),
    )
    op.create_index(
        "ix_resident_household", "resident", ["household", "row", "withdrawn_at"], unique=False
    )
    op.create_index("ix_resident_live", "resident", ["row", "withdrawn_at"], unique=False)
    op.create_index("ix_resident_person", "resident", ["person_id"], unique=False)
    op.create_index("ix_resident_place", "resident", ["place_id"], unique=False)
    op.create_table(
        "search_key",
        sa.Column("lane", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", SortText, nullable=False),
        sa.Column("row", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("lane", "key", "row", name=op.f("pk_search_key")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "setting",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_setting")),
    )
    op.create_table(
        "sweep",
        sa.Column("place_id", Id(), nullable=False),
        sa.Column("resident_id", Id(), nullable=True),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("remarks", sa.String(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_sweep")),
        sa.UniqueConstraint("id", name=op.f("uq_sweep_id")),
    )
    op.create_table(
        "tally",
        sa.Column("register", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("period", SortText, nullable=False),
        sa.Column("a", sa.String(), nullable=False),
        sa.Column("b", sa.String(), nullable=False),
        sa.Column("c", sa.String(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("register", "name", "period", "a", "b", "c", name=op.f("pk_tally")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "audit_checkpoint",
        sa.Column("log_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("log_id", "number", name=op.f("pk_audit_checkpoint")),
    )
    op.create_table(
        "free_look",
        sa.Column("officer", sa.String(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("log_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("full", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("officer", "at", "log_id", "number", name=op.f("pk_free_look")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "look_review",
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("looks", sa.Integer(), nullable=False),
        sa.Column("remarks", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("week", "at", name=op.f("pk_look_review")),
    )
    op.create_table(
        "quota_lift",
        sa.Column("officer", sa.String(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("officer", "at", name=op.f("pk_quota_lift")),
    )
    op.create_table(
        "custodian",
        sa.Column("public", sa.String(), nullable=False),
        sa.Column("officer", sa.String(), nullable=False),
        sa.Column("admitted_by", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("public", name=op.f("pk_custodian")),
    )
    op.create_table(
        "gone_tally",
        sa.Column("register", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("period", SortText, nullable=False),
        sa.Column("a", sa.String(), nullable=False),
        sa.Column("b", sa.String(), nullable=False),
        sa.Column("c", sa.String(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "register", "name", "period", "a", "b", "c", name=op.f("pk_gone_tally")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "purge",
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("subject_register", sa.String(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("request_id", sa.String(), nullable=False),
        sa.Column("proposed_by", sa.String(), nullable=False),
        sa.Column("proposed_at", Instant(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("approved", sa.Boolean(), nullable=True),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.Column("refusal", sa.String(), nullable=False),
        sa.Column("removed", sa.Integer(), nullable=True),
        sa.Column("made_by", Id(), nullable=False),
        sa.Column("writers", sa.JSON(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_purge")),
        sa.UniqueConstraint("id", name=op.f("uq_purge_id")),
    )
    op.create_table(
        "sealed",
        sa.Column("record_id", Id(), nullable=False),
        sa.Column("register", sa.String(), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("record_id", name=op.f("pk_sealed")),
    )
    op.create_table(
        "sealed_key",
        sa.Column("record_id", Id(), nullable=False),
        sa.Column("custodian", sa.String(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("record_id", "custodian", name=op.f("pk_sealed_key")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "sealed_look",
        sa.Column("request_id", Id(), nullable=False),
        sa.Column("record_id", Id(), nullable=False),
        sa.Column("reader", sa.String(), nullable=False),
        sa.Column("until", Instant(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("request_id", "record_id", name=op.f("pk_sealed_look")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "sealed_request",
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("subject_register", sa.String(), nullable=False),
        sa.Column("subject_id", sa.String(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("approved", sa.Boolean(), nullable=True),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.Column("until", Instant(), nullable=True),
        sa.Column("refusal", sa.String(), nullable=False),
        sa.Column("made_by", Id(), nullable=False),
        sa.Column("writers", sa.JSON(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_sealed_request")),
        sa.UniqueConstraint("id", name=op.f("uq_sealed_request_id")),
    )


def downgrade() -> None:
    op.drop_table("sealed_request")
    op.drop_table("sealed_look")
    op.drop_table("sealed_key")
    op.drop_table("sealed")
    op.drop_table("purge")
    op.drop_table("gone_tally")
    op.drop_table("custodian")
    op.drop_table("quota_lift")
    op.drop_table("look_review")
    op.drop_table("free_look")
    op.drop_table("audit_checkpoint")
    op.drop_table("tally")
    op.drop_table("sweep")
    op.drop_table("setting")
    op.drop_table("search_key")
    op.drop_index("ix_resident_place", table_name="resident")
    op.drop_index("ix_resident_person", table_name="resident")
    op.drop_index("ix_resident_live", table_name="resident")
    op.drop_index("ix_resident_household", table_name="resident")
    op.drop_table("resident")
    op.drop_index(op.f("ix_reference_to_id"), table_name="reference")
    op.drop_table("reference")
    op.drop_index(op.f("ix_print_subject_id"), table_name="print")
    op.drop_index(op.f("ix_print_code"), table_name="print")
    op.drop_table("print")
    op.drop_index("ix_place_live", table_name="place")
    op.drop_index("ix_place_line", table_name="place")
    op.drop_index(op.f("ix_place_building_id"), table_name="place")
    op.drop_index("ix_place_beat", table_name="place")
    op.drop_index("ix_place_base", table_name="place")
    op.drop_table("place")
    op.drop_index("ix_person_name", table_name="person")
    op.drop_index("ix_person_live", table_name="person")
    op.drop_index(op.f("ix_person_id_number"), table_name="person")
    op.drop_index("ix_person_birth", table_name="person")
    op.drop_table("person")
    op.drop_index(op.f("ix_operation_record_id"), table_name="operation")
    op.drop_index(op.f("ix_operation_act_id"), table_name="operation")
    op.drop_table("operation")
    op.drop_table("op_body")
    op.drop_table("officer")
    op.drop_index(op.f("ix_duty_due_on"), table_name="duty")
    op.drop_table("duty")
    op.drop_table("draft")
    op.drop_table("distinct_pair")
    op.drop_table("digit_key")
    op.drop_table("blob")
    op.drop_table("beat_officer")
    op.drop_index(op.f("ix_base_image_seq"), table_name="base_image")
    op.drop_table("base_image")
    op.drop_table("audit_read")
    op.drop_table("audit_head")
    op.drop_table("audit_event")
    op.drop_index(op.f("ix_alias_kept_id"), table_name="alias")
    op.drop_table("alias")
