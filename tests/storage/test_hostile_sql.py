"""What is typed is never a statement, and no statement undoes what protects the file."""

from __future__ import annotations

import secrets
from contextlib import closing, suppress

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from station_app.access import records
from station_app.core.errors import Explained
from station_app.core.kinds import Address, IdNumber, PersonName, Serial, Words
from station_app.core.sound import is_sound
from station_app.registers import REGISTERS
from station_app.storage import engine
from station_app.storage.pages import Query
from station_app.storage.schema import bring_up
from station_app.workflows.find import find

TYPED = (
    "'; drop table person; --", '" or 1=1 --', "x' or '1'='1", "%", "_", "%%", "*", "[a-z]*", "?*",
    "\\", "\\'", "');attach 'x' as y;--", "${1}", "%s", "%(n)s", ":name", "{table}", "NULL", "0x27",
    "张'三", '张"三', "张;三", "a\x00b", "张\ud800",
    "' union select name from person --", "(?P<a>", "^$", "++",
)  # fmt: skip


TEXT = (Words, Serial, Address, PersonName, IdNumber)


@pytest.fixture
def connection(tmp_path):
    key = secrets.token_bytes(32)
    engines = engine.open_sqlcipher(tmp_path / "station.db", key)
    bring_up(engines)
    engines.dispose()
    with closing(engine._connect(tmp_path / "station.db", key)) as connection:
        yield connection


UNDOING = (
    "attach ':memory:' as other",
    "attach database '/tmp/x.db' as other key ''",
    "vacuum into '/tmp/station-plain.db'",
    "select load_extension('x')",
    "pragma writable_schema = on",
    "pragma trusted_schema = on",
    "pragma synchronous = off",
    "pragma journal_mode = off",
    "pragma foreign_keys = off",
    "pragma ignore_check_constraints = on",
    "pragma temp_store = file",
    "pragma temp_store_directory = '/tmp'",
    "pragma secure_delete = off",
    "pragma cell_size_check = off",
    "pragma query_only = off",
    "pragma mmap_size = 1000000",
    "pragma rekey = \"x''\"",
    "pragma key = 'x'",
    "pragma cipher_log = '/tmp/x.log'",
    "pragma cipher_log_level = trace",
    "pragma cipher_memory_security = off",
    "pragma cipher_use_hmac = off",
    "pragma user_version = 7",
)


@pytest.mark.parametrize("statement", UNDOING)
def test_no_statement_opens_another_file_or_undoes_what_was_set(connection, statement):
    with pytest.raises(sqlcipher.DatabaseError, match=r"not authorized|authorization denied"):
        connection.execute(statement).fetchall()


def test_without_the_guard_they_would_pass(connection):
    connection.set_authorizer(None)
    passed = 0
    for statement in UNDOING[4:12]:
        connection.execute(statement).fetchall()
        passed += 1
    assert passed == 8
    connection.execute("attach ':memory:' as other")


def test_extensions_are_off_and_what_was_set_stands(connection):
    with pytest.raises(sqlcipher.OperationalError, match="not authorized"):
        connection.load_extension("x")
    stands = {"trusted_schema": 0, "synchronous": 2, "foreign_keys": 1, "temp_store": 2}
    for name, value in (stands | {"writable_schema": 0, "secure_delete": 1}).items():
        assert connection.execute(f"pragma {name}").fetchone() == (value,), name


@pytest.mark.parametrize("key", [b"", b"x' ; --", bytes(31)])
def test_a_key_reaches_its_pragma_as_hexadecimal_digits_only(tmp_path, key):
    """Whatever the bytes are: nothing of them is read as a statement."""
    with suppress(Explained, sqlcipher.Error), closing(engine._connect(tmp_path / "x.db", key)):
        pass
    assert not (tmp_path / "--").exists()


@pytest.fixture
def known(office, officer):
    office.person(officer, "张三", id_number="339901198001010013", phone="19900001234")
    office.person(officer, "李四", native_place="无")
    return officer


def test_what_is_typed_in_the_search_box_is_only_ever_looked_for(known, ask):
    for typed in TYPED:
        for lane in ("", "people", "places", "residents"):
            with known.view("find") as view:
                found = find(view, typed, register=lane or None, limit=20, purposeful=True)
            assert found.hits == [] or typed in ("张'三", "张\ud800"), (typed, lane)
    assert ask("select count(*) from person") == 2


def test_what_a_list_is_narrowed_by_or_sorted_by_is_no_statement(known, desk_of, ask):
    for register in (each for each in REGISTERS.values() if not each.inner):
        listed = f"list:{register.name}"
        desk = known if known.may(listed) else desk_of("corrections")
        for typed in TYPED:
            narrowed = [{f.name: typed} for f in register.fields if isinstance(f.kind, TEXT)]
            queries = [Query(where=where) for where in (*narrowed, {typed: "1"}) if is_sound(typed)]
            for query in (Query(text=typed), Query(sort=typed), *queries):
                with desk.view(listed) as view, suppress(Explained, KeyError):
                    records.page(view, register, query)
    assert ask("select count(*) from person") == 2


def test_what_is_typed_into_a_record_comes_back_to_the_letter(office, officer, ask):
    for typed in TYPED:
        if not is_sound(typed):
            continue
        person = office.person(officer, "王五", native_place=typed)
        assert office.show(officer, "people", person.id).native_place == typed
    assert ask("select count(*) from person") == len(TYPED) - 2


def test_what_is_said_of_a_failed_statement_names_nobody(store):
    with pytest.raises(SQLAlchemyError) as caught, store.writing() as session:
        session.execute(
            text("insert into person (id, name) values (:id, :name)"), {"id": 1, "name": "张三丰"}
        )
    assert "张三丰" not in str(caught.value)
    assert store.engines.writing.hide_parameters
