"""A home of an older program is backed up as it is before its database is brought up."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime

import pytest

from campaigns.home import new_home, opened
from station_app.access import copies, records
from station_app.core.errors import Full
from station_app.people.register import PEOPLE
from station_app.storage import schema
from station_app.storage.backup_file import read_manifest
from station_app.storage.backup_series import FOLDER, Series
from station_app.storage.engine import open_sqlcipher
from station_app.storage.keys import DATABASE, derive
from station_app.storage.pages import Query
from station_app.storage.restore import restore

OLD = "0001"
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@pytest.fixture
def old(tmp_path):
    """A home as the program before this one left it, with a person; and its key."""
    home = tmp_path / "home"
    key = new_home(home)
    with opened(home, key) as desk, desk.act("file:people") as act:
        records.file(act, PEOPLE, {"name": "张三"})
    engines = open_sqlcipher(home / DATABASE, derive(key, "db"))
    schema.migrate(engines, OLD)
    engines.dispose()
    return home, key


def version_of(home, key):
    engines = open_sqlcipher(home / DATABASE, derive(key, "db"))
    with engines.reading.connect() as connection:
        found = schema.version(connection)
    engines.dispose()
    return found


def opened_once(home, key):
    with opened(home, key):
        pass


def copies_of(home, key):
    return list(Series(home / FOLDER, key).files().values())


def test_it_is_backed_up_before_it_is_changed(old):
    home, key = old
    opened_once(home, key)
    assert version_of(home, key) == schema.HEAD
    (file,) = copies_of(home, key)
    manifest = read_manifest(file, key)
    assert (manifest.schema, manifest.counts["person"]) == (OLD, 1)


def test_what_was_backed_up_opens_in_the_program_of_today(old, tmp_path):
    home, key = old
    opened_once(home, key)
    again = tmp_path / "again"
    restore(copies_of(home, key)[0], again, lambda _slots: key, lambda _card: NOW)
    shutil.copy(home / "device.key", again)
    with opened(again, key) as desk, desk.view("list:people") as view:
        assert len(records.page(view, PEOPLE, Query())) == 1


def test_without_room_for_the_backup_nothing_is_changed(old, monkeypatch):
    home, key = old

    def no_room(*_args, **_kwargs):
        raise Full

    monkeypatch.setattr(Series, "write", no_room)
    with pytest.raises(Full, match="磁盘已满"):
        opened_once(home, key)
    assert version_of(home, key) == OLD


def test_without_it_a_home_that_was_changed_has_no_way_back(old, monkeypatch):
    home, key = old
    monkeypatch.setattr(copies, "keep_before", lambda *_args: None)
    opened_once(home, key)
    assert version_of(home, key) == schema.HEAD
    assert copies_of(home, key) == []


def test_a_home_of_today_is_not_backed_up_at_each_opening(old):
    home, key = old
    for _time in range(3):
        opened_once(home, key)
    assert len(copies_of(home, key)) == 1
