"""The first schema of the county."""

from __future__ import annotations

from alembic import op

from station_app.county import tables

revision = "c0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    tables.METADATA.create_all(op.get_bind())


def downgrade() -> None:
    tables.METADATA.drop_all(op.get_bind())
