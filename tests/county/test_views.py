"""What the county may ask in SQL: typed, of its own scopes, nothing that is kept from anybody."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date

import pytest
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.exc import ProgrammingError

import station_app.county.serving  # noqa: F401  every table of the county
from station_app.core.ids import new_id
from station_app.core.kinds import FormOnly
from station_app.county import schema, views
from station_app.county.tables import METADATA
from station_app.registers import REGISTERS
from station_app.sync.protocol import KEPT

BY_LOG = {"audit_log", "audit_fault"}  # by the log, as each checkpoint names it
ODD = {"name": "钱二", "sex": "1", "height_cm": "tall", "ethnicity": "01"}


@contextmanager
def reader(book, scopes=None, role=views.READER):
    with book.engine.connect() as connection:
        connection.execute(text(f"set local role {role}"))
        if scopes is not None:
            asked = text("select set_config('app.scopes', :scopes, true)")
            connection.execute(asked, {"scopes": scopes})
        yield connection
        connection.rollback()


def names(connection, view="people_v"):
    asked = text(f"select scope, name from {views.SCHEMA}.{view} order by scope")
    return [tuple(row) for row in connection.execute(asked)]


@pytest.fixture
def two(new_station):
    here, there = new_station(), new_station("339901-02")
    here.file(name="赵一", sex="1", birth="1990-03-07")
    there.file(**ODD)
    return here, there


def test_a_reader_sees_the_scopes_that_were_named_and_no_other(book, two):
    first, second = ("339901-01", "赵一"), ("339901-02", "钱二")
    for scopes, seen in (
        ("339901-01", [first]),
        ("339901-02", [second]),
        ("339901-01,339901-02", [first, second]),
        ("339901", []),
        ("", []),
        (None, []),
    ):
        with reader(book, scopes) as connection:
            assert names(connection) == seen
    with book.engine.begin() as connection:
        connection.execute(text("drop policy told on sync_row"))
        connection.execute(text("alter table sync_row disable row level security"))
    with reader(book, "339901-01") as connection:
        assert names(connection) == [first, second]  # what the second line keeps apart


@pytest.mark.parametrize("role", [views.READER, views.OWNER])
@pytest.mark.parametrize(
    "asked",
    [
        "select w from sync_row",
        "select * from op_body",
        "select * from identity",
        "delete from sync_row",
    ],
)
def test_a_reader_reaches_nothing_below_the_views(book, role, asked):
    with reader(book, "339901-01", role) as connection, pytest.raises(ProgrammingError):
        connection.execute(text(asked))


def test_columns_have_the_type_of_their_field_and_an_odd_value_spoils_none(book, two):
    here, _there = two
    away = here.file(name="孙三", sex="2", birth="1980-01-01", height_cm=170)
    here.push(here.op("merge", away.id, set={KEPT: str(new_id())}))
    with reader(book, "339901-01,339901-02") as connection:
        asked = text(
            f"select name, birth, height_cm, gone, kept_id is null from {views.SCHEMA}.people_v"
        )
        assert {tuple(row) for row in connection.execute(asked)} == {
            ("赵一", date(1990, 3, 7), None, False, True),
            ("钱二", None, None, False, True),
            ("孙三", date(1980, 1, 1), 170, False, False),
        }


def test_nothing_secret_has_a_view_and_no_form_only_field_a_column(book):
    found = inspect(book.engine)
    made = set(found.get_view_names(views.SCHEMA))
    assert {"people_v", "residents_v", "cases_v"} < made
    kept = ("disputes", "letters", "corrections", "leaves", "rehabilitation", "drug_tests", "notes")
    assert not made & {f"{name}_v" for name in kept}
    for name in made:
        columns = {one["name"] for one in found.get_columns(name, views.SCHEMA)}
        fields = REGISTERS[name.removesuffix("_v")].fields
        only = {f.name for f in fields if isinstance(f.kind, FormOnly)}
        assert columns >= {f.name for f in fields} - only
        assert not columns & only
    assert "ethnicity" in {f.name for f in REGISTERS["people"].fields}


def test_every_key_of_what_belongs_to_a_scope_begins_with_it():
    of_scopes = {t.name: t for t in METADATA.tables.values() if "scope" in t.columns}
    keys = {name: next(iter(table.primary_key.columns)).name for name, table in of_scopes.items()}
    assert {name for name, first in keys.items() if first != "scope"} == BY_LOG | {"enrol_code"}


def test_who_may_not_make_roles_is_told_the_sql_and_then_has_the_views(county_template):
    url, name, door = county_template()
    with door.connect() as connection:
        for statement in (f"create role {name} login", f"alter database {name} owner to {name}"):
            connection.execute(text(statement))
    with create_engine(url).begin() as connection:
        views.drop(connection)
        connection.execute(text(f"create schema mine authorization {name}"))
        connection.execute(text(f"grant all on schema public to {name}"))
        for table in inspect(connection).get_table_names():
            connection.execute(text(f'alter table "{table}" owner to {name}'))
    mine = create_engine(url.replace("postgres:@", f"{name}:@"))
    schema.bring_up(mine)
    with mine.connect() as connection:
        assert connection.scalar(text("select current_user")) == name
        said = views.missing(connection)
    assert f"GRANT {views.OWNER} TO {name};" in said
    with door.connect() as connection:
        connection.execute(text(said))
    schema.bring_up(mine)
    with mine.connect() as connection:
        assert views.missing(connection) == ""
    mine.dispose()
    with door.connect() as connection:
        connection.execute(text(f"drop database {name} with (force)"))
        connection.execute(text(f"drop role {name}"))
