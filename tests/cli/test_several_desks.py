"""A home whose records stand on PostgreSQL: the same words, the same answers."""

from __future__ import annotations

from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text

ZHANG = {"name": "张三", "id_number": "339901198001010013", "phone": "19900001234"}


@pytest.fixture
def database(postgresql):
    name = f"h{uuid4().hex}"
    admin = create_engine(postgresql, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"create database {name}"))
    admin.dispose()
    return postgresql.replace("/postgres?", f"/{name}?")


@pytest.fixture
def station(shell, database):
    shell.ok("init", "--training", "--database", database, officer=None)
    return shell


def test_a_station_on_postgresql_works_as_one_on_a_file(station, tmp_path):
    assert station.ok("demo", "--people", 60)["people"] == 60
    zhang = station.enter("people", ZHANG)["ids"][0]
    assert station.ok("find", "zhangsan", "--purpose", "CASE")["hits"][0]["id"] == zhang
    resident = station.enter("residents", {"person": ZHANG, "place": "演示县新丰街33号"})["ids"][0]
    made = station.ok("print", "household_sheet", resident, "--out", tmp_path / "a.pdf")
    assert station.ok("verify", made["code"])["state"] == "same"
    assert station.ok("check") == {"ok": True, "found": []}


def test_where_the_database_stands_is_not_readable_from_the_home(station, database, tmp_path):
    kept = (tmp_path / "home" / "database.url").read_bytes()
    assert b"postgresql" not in kept
    assert station.run("backup", tmp_path / "b", officer="admin")[0] == 1
