from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

import station_app.county
from station_app.core.errors import Damaged
from station_app.county import schema
from station_app.county.tables import METADATA

for _, module, _ in iter_modules(station_app.county.__path__):  # each that has tables says so
    if module != "__main__":
        import_module(f"station_app.county.{module}")


def test_the_county_is_brought_up_once_and_taken_down_again(book):
    with book.engine.begin() as connection:
        compared = MigrationContext.configure(
            connection,
            opts={"include_name": lambda name, kind, _: not (name or "").startswith("sync_log_")},
        )
        assert compare_metadata(compared, METADATA) == []
        known = connection.scalar(text("select value from county where name = 'generation'"))
    schema.bring_up(book.engine)
    with book.engine.begin() as connection:
        asked = text("select value from county where name = 'generation'")
        assert connection.scalar(asked) == known
        schema.migrate(connection, "base")
        assert inspect(connection).get_table_names() == ["alembic_version"]
    schema.bring_up(book.engine)


def test_a_newer_database_is_refused_in_words(book):
    with book.engine.begin() as connection:
        connection.execute(text("update alembic_version set version_num = 'c9999'"))
    with pytest.raises(Damaged, match="请先升级程序"):
        schema.bring_up(book.engine)


def test_what_is_written_lies_in_the_part_of_its_month(book, station):
    station.file()
    with book.engine.connect() as connection:
        assert connection.scalar(text("select count(*) from sync_log")) == 1
        assert connection.scalar(text("select count(*) from sync_log_rest")) == 0
