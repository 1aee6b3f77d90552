"""The duty desk."""

from __future__ import annotations

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Each register brings its tables in a function of its own."""


def downgrade() -> None:
    """The other way round."""
