"""The station knows when it was last copied, and tells those who answer for it."""

from __future__ import annotations

import pytest

from station_app import app
from station_app.access.upkeep import last_backup
from station_app.core.errors import Refused


@pytest.fixture
def station(tmp_path, monkeypatch):
    monkeypatch.setenv("STATION_TODAY", "2026-03-09")
    monkeypatch.setenv("HOME", str(tmp_path))
    station, _code = app.make_training_home(tmp_path / "home", "演示派出所")
    yield station
    station.close()


def told(desk):
    with desk.view("last-backup") as view:
        return last_backup(view)


def test_the_day_and_the_file_of_the_last_backup_are_known(station, tmp_path, monkeypatch):
    admin, chief = station.desk("admin"), station.desk("chief")
    assert told(chief) is None
    app.backup(station, admin, tmp_path / "一.backup")
    monkeypatch.setenv("STATION_TODAY", "2026-03-12")
    assert told(chief).file == str(tmp_path / "一.backup")
    assert told(admin).days(chief.today) == 3


def test_a_backup_that_was_refused_is_not_the_last_one(station, tmp_path):
    admin = station.desk("admin")
    taken = tmp_path / "一.backup"
    taken.write_bytes(b"")
    with pytest.raises(Refused, match="已存在"):
        app.backup(station, admin, taken)
    assert told(admin) is None


def test_who_has_nothing_to_do_with_backups_is_not_told(station):
    with pytest.raises(Refused):
        told(station.desk("officer"))
