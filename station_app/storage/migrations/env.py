"""Run by Alembic on the connection it is handed; the step commits with it or not at all."""

from __future__ import annotations

from alembic import context

from station_app.core.records import Table

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Table.metadata,
    transactional_ddl=True,  # BEGIN IMMEDIATE makes it true on SQLCipher as well
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
