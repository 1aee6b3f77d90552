"""Run by Alembic on the connection it is handed; the step commits with it or not at all."""

from __future__ import annotations

from alembic import context

from station_app.county import audit_tables, blobs, snapshots  # noqa: F401  their tables
from station_app.county.page import tables  # noqa: F401  its own
from station_app.county.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
