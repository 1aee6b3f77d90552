"""The station knows when it was last copied, and tells those who answer for it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from station_app import app
from station_app.access.upkeep import Backup, last_backup
from station_app.core.errors import Refused


@pytest.fixture
def station(tmp_path, monkeypatch, training_home):
    monkeypatch.setenv("STATION_TODAY", "2026-03-09")
    monkeypatch.setenv("HOME", str(tmp_path))
    station, _code = training_home(tmp_path / "home")
    yield station
    station.close()


def told(desk):
    with desk.view("last-backup") as view:
        return last_backup(view)


def test_the_day_and_the_file_of_the_last_backup_are_known(station, tmp_path, monkeypatch):
    admin, chief = station.desk("admin"), station.desk("chief")
    assert told(chief).at is None
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
    assert told(admin).at is None


def test_whoever_sits_at_the_desk_is_told(station):
    """He is the one who can put the stick in."""
    assert all(told(station.desk(role)).lost(station.now()) for role in ("officer", "clerk"))


@pytest.mark.parametrize(
    ("hours", "late", "lost"), [(0, False, False), (25, True, False), (24 * 8, True, True)]
)
def test_a_backup_grows_late_in_a_day_and_counts_for_nothing_in_a_week(hours, late, lost):
    made = datetime(2026, 3, 9, 2, 0, tzinfo=UTC)
    backup, now = Backup(made), made + timedelta(hours=hours)
    assert (backup.late(now), backup.lost(now)) == (late, lost)
    assert Backup(made, trouble="absent").lost(now)
    assert backup.due(made + timedelta(hours=4))
    assert not backup.due(made + timedelta(hours=3, minutes=59))
