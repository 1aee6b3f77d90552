"""Houses to let."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from station_app.core.columns import Id, Instant

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _houses()
    _inspections()
    _rounds()
    _rules_of_the_station()
    _agenda()
    _devices()
    _papers()


def downgrade() -> None:
    op.drop_table("paper_step")
    op.drop_column("print", "overprint")
    op.drop_column("print", "reason_code")
    op.drop_table("device_key")
    op.execute("delete from setting where name in ('law', 'law settled', 'law settled by')")
    op.drop_table("holiday_year")
    op.drop_table("local_rule")
    op.drop_index("ix_duty_due", table_name="duty")
    op.create_index(op.f("ix_duty_due_on"), "duty", ["due_on"], unique=False)
    op.drop_column("duty", "course")
    for table in ("round_stop", "house_round", "recheck", "hazard", "headcount", "inspection"):
        op.drop_table(table)
    op.drop_table("tenancy")  # and its indexes
    op.drop_table("house_photo")
    op.drop_table("house")


def _houses() -> None:
    op.create_table(
        "house",
        sa.Column("place_id", Id(), nullable=False),
        sa.Column("landlord_id", Id(), nullable=True),
        sa.Column("landlord_unit", sa.String(), nullable=True),
        sa.Column("keeper_id", Id(), nullable=True),
        sa.Column("keeper_unit", sa.String(), nullable=True),
        sa.Column("letting_way", sa.String(), nullable=True),
        sa.Column("let_from", sa.Date(), nullable=True),
        sa.Column("let_until", sa.Date(), nullable=True),
        sa.Column("land", sa.String(), nullable=True),
        sa.Column("building_use", sa.String(), nullable=True),
        sa.Column("structure", sa.String(), nullable=True),
        sa.Column("storeys", sa.Integer(), nullable=True),
        sa.Column("area", sa.Integer(), nullable=True),
        sa.Column("rooms", sa.Integer(), nullable=True),
        sa.Column("beds", sa.Integer(), nullable=True),
        sa.Column("letter_signed_on", sa.Date(), nullable=True),
        sa.Column("filing_number", sa.String(), nullable=True),
        sa.Column("filed_on", sa.Date(), nullable=True),
        sa.Column("remarks", sa.String(), nullable=False),
        sa.Column("grade", sa.String(), nullable=True),
        sa.Column("grade_reason", sa.String(), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("listed", sa.Boolean(), nullable=True),
        sa.Column("made_by", Id(), nullable=False),
        sa.Column("writers", sa.JSON(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_house")),
        sa.UniqueConstraint("id", name=op.f("uq_house_id")),
    )
    op.create_index("ix_house_live", "house", ["row", "withdrawn_at"], unique=False)
    op.create_index("ix_house_place", "house", ["place_id"], unique=False)
    op.create_table(
        "house_photo",
        sa.Column("house_id", Id(), nullable=False),
        sa.Column("photo", sa.String(), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("caption", sa.String(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_house_photo")),
        sa.UniqueConstraint("id", name=op.f("uq_house_photo_id")),
    )
    op.create_index("ix_house_photo_house", "house_photo", ["house_id"], unique=False)
    op.create_table(
        "tenancy",
        sa.Column("house_id", Id(), nullable=False),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("role", sa.String(), nullable=True),
        sa.Column("room", sa.String(), nullable=True),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("expected_until", sa.Date(), nullable=True),
        sa.Column("rent", sa.Integer(), nullable=True),
        sa.Column("lease", sa.String(), nullable=True),
        sa.Column("remarks", sa.String(), nullable=False),
        sa.Column("residence_id", Id(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("end_reason", sa.String(), nullable=True),
        sa.Column("made_by", Id(), nullable=False),
        sa.Column("writers", sa.JSON(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_tenancy")),
        sa.UniqueConstraint("id", name=op.f("uq_tenancy_id")),
    )
    op.create_index("ix_tenancy_house", "tenancy", ["house_id"], unique=False)
    op.create_index("ix_tenancy_live", "tenancy", ["row", "withdrawn_at"], unique=False)
    op.create_index("ix_tenancy_person", "tenancy", ["person_id"], unique=False)


def _inspections() -> None:
    op.create_table(
        "inspection",
        sa.Column("house_id", Id(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("inspector", sa.String(), nullable=False),
        sa.Column("second", sa.String(), nullable=True),
        sa.Column("assistants", sa.String(), nullable=False),
        sa.Column("accompanied_by", sa.String(), nullable=True),
        sa.Column("consent", sa.String(), nullable=True),
        sa.Column("registered", sa.Integer(), nullable=True),
        sa.Column("found", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("remarks", sa.String(), nullable=False),
        sa.Column("internal", sa.String(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_inspection")),
        sa.UniqueConstraint("id", name=op.f("uq_inspection_id")),
    )
    op.create_index("ix_inspection_house", "inspection", ["house_id"], unique=False)
    op.create_index("ix_inspection_live", "inspection", ["row", "withdrawn_at"], unique=False)
    op.create_table(
        "headcount",
        sa.Column("inspection_id", Id(), nullable=False),
        sa.Column("person_id", Id(), nullable=True),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_headcount")),
        sa.UniqueConstraint("id", name=op.f("uq_headcount_id")),
    )
    op.create_index("ix_headcount_inspection", "headcount", ["inspection_id"], unique=False)
    op.create_table(
        "hazard",
        sa.Column("house_id", Id(), nullable=False),
        sa.Column("inspection_id", Id(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("power", sa.String(), nullable=True),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("photo", sa.String(), nullable=True),
        sa.Column("found_on", sa.Date(), nullable=False),
        sa.Column("repeat", sa.Boolean(), nullable=True),
        sa.Column("remarks", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("deadline", sa.Date(), nullable=True),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.Column("rechecked", sa.String(), nullable=True),
        sa.Column("listed", sa.Boolean(), nullable=True),
        sa.Column("penalty_on", sa.Date(), nullable=True),
        sa.Column("referred_to", sa.String(), nullable=True),
        sa.Column("referred_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("made_by", Id(), nullable=False),
        sa.Column("writers", sa.JSON(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_hazard")),
        sa.UniqueConstraint("id", name=op.f("uq_hazard_id")),
    )
    op.create_index("ix_hazard_house", "hazard", ["house_id"], unique=False)
    op.create_index("ix_hazard_inspection", "hazard", ["inspection_id"], unique=False)
    op.create_index("ix_hazard_live", "hazard", ["row", "withdrawn_at"], unique=False)
    op.create_table(
        "recheck",
        sa.Column("hazard_id", Id(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("inspector", sa.String(), nullable=False),
        sa.Column("second", sa.String(), nullable=True),
        sa.Column("follow", sa.String(), nullable=True),
        sa.Column("deadline", sa.Date(), nullable=True),
        sa.Column("remarks", sa.String(), nullable=False),
        sa.Column("photo", sa.String(), nullable=True),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_recheck")),
        sa.UniqueConstraint("id", name=op.f("uq_recheck_id")),
    )
    op.create_index("ix_recheck_hazard", "recheck", ["hazard_id"], unique=False)


def _rounds() -> None:
    op.create_table(
        "house_round",
        sa.Column("at", Instant(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("inspector", sa.String(), nullable=False),
        sa.Column("second", sa.String(), nullable=True),
        sa.Column("assistants", sa.String(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_house_round")),
        sa.UniqueConstraint("id", name=op.f("uq_house_round_id")),
    )
    op.create_index("ix_house_round_live", "house_round", ["row", "withdrawn_at"], unique=False)
    op.create_table(
        "round_stop",
        sa.Column("round_id", Id(), nullable=False),
        sa.Column("nth", sa.Integer(), nullable=False),
        sa.Column("house_id", Id(), nullable=False),
        sa.Column("place_id", Id(), nullable=False),
        sa.Column("inspection_id", Id(), nullable=True),
        sa.Column("made_by", Id(), nullable=False),
        sa.Column("writers", sa.JSON(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_round_stop")),
        sa.UniqueConstraint("id", name=op.f("uq_round_stop_id")),
    )
    op.create_index("ix_round_stop_house", "round_stop", ["house_id"], unique=False)
    op.create_index("ix_round_stop_round", "round_stop", ["round_id"], unique=False)


def _rules_of_the_station() -> None:
    op.add_column("duty", sa.Column("course", sa.Text(), server_default="", nullable=False))
    op.create_table(
        "local_rule",
        sa.Column("id", Id(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("roll", sa.Boolean(), nullable=False),
        *_order(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_local_rule")),
    )
    op.create_table(
        "holiday_year",
        sa.Column("id", Id(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("holidays", sa.JSON(), nullable=False),
        sa.Column("workdays", sa.JSON(), nullable=False),
        *_order(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holiday_year")),
    )
    op.execute("insert into setting (name, value) values ('law', '0')")


def _papers() -> None:
    op.add_column("print", sa.Column("reason_code", sa.String(), nullable=True))
    op.add_column("print", sa.Column("overprint", sa.Boolean(), nullable=True))
    op.create_table(
        "paper_step",
        sa.Column("print_id", Id(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("way", sa.String(), nullable=True),
        sa.Column("witness", sa.String(), nullable=False),
        sa.Column("scan", sa.String(), nullable=True),
        sa.Column("remarks", sa.String(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_paper_step")),
        sa.UniqueConstraint("id", name=op.f("uq_paper_step_id")),
    )
    op.create_index("ix_paper_step_print", "paper_step", ["print_id"], unique=False)


def _devices() -> None:
    op.create_table(
        "device_key",
        sa.Column("log_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("public", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("log_id", "number", name=op.f("pk_device_key")),
    )


def _agenda() -> None:
    """Read in its own order, page by page."""
    op.drop_index(op.f("ix_duty_due_on"), table_name="duty")
    key = ["due_on", "register", "record_id", "rule", "since"]
    op.create_index("ix_duty_due", "duty", key, unique=False)


def _order() -> list[sa.Column[Any]]:
    """By whose paper it holds, who entered it, and who took it back and why."""
    return [
        sa.Column("issuer", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("entered_at", Instant(), nullable=False),
        sa.Column("ended_by", sa.String(), nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
    ]
