"""The counter and the township."""

from __future__ import annotations

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Each register brings its tables in a function of its own."""


def downgrade() -> None:
    """Each takes away what it brought."""
