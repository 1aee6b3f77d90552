"""The backups that a home keeps by itself: blobs once, damaged ones never counted, two places."""

from __future__ import annotations

import shutil
from datetime import timedelta

import pytest

from station_app.core.errors import Damaged, Refused
from station_app.core.texts import Text
from station_app.storage import backup
from station_app.storage.alone import alone
from station_app.storage.backup import blobs_of
from station_app.storage.backup_file import check_backup
from station_app.storage.backup_series import Series
from tests.storage.test_backup import MARK, NOW, Station, restore, rows

DAY = timedelta(days=1)


@pytest.fixture
def station(tmp_path):
    station = Station(tmp_path / "home")
    yield station
    station.live.close()


@pytest.fixture
def series(station):
    return Series(station.home / "backups", station.dek)


def spoil(file, at=0.5):
    raw = bytearray(file.read_bytes())
    raw[int(len(raw) * at)] ^= 1
    file.write_bytes(raw)


def test_a_photograph_is_copied_once_for_all_backups(station, series, monkeypatch):
    carried = []
    real = backup.carry
    monkeypatch.setattr(backup, "carry", lambda *args: carried.append(args[1]) or real(*args))
    first = series.write(station.home, NOW)
    station.blobs.put(b"a second photograph")
    second = series.write(station.home, NOW + timedelta(hours=4))
    assert len(carried) == 2
    assert len(blobs_of(series.folder)) == 2
    assert len(check_backup(first, station.dek).beside) == 1
    assert len(check_backup(second, station.dek).beside) == 2
    assert second.stat().st_size < first.stat().st_size + 4096


def test_each_of_them_restores_what_was_there_then(station, series, tmp_path):
    first = series.write(station.home, NOW)
    station.add(7)
    later = station.blobs.put(b"a second photograph")
    second = series.write(station.home, NOW + timedelta(hours=4))
    restore(first, tmp_path / "one", station.by_code)
    restore(second, tmp_path / "two", station.by_code)
    assert len(rows(tmp_path / "one", station.dek)) == 300
    assert len(rows(tmp_path / "two", station.dek)) == 307
    assert len(blobs_of(tmp_path / "one")) == 1
    assert type(station.blobs)(tmp_path / "two", station.dek).get(later) == b"a second photograph"


def test_a_backup_carried_away_without_its_photographs_says_what_is_missing(
    station, series, tmp_path
):
    alone_now = tmp_path / "alone.backup"
    shutil.copy(series.write(station.home, NOW), alone_now)
    with pytest.raises(Damaged, match="整个备份文件夹"):
        restore(alone_now, tmp_path / "new", station.by_code)
    assert not list(tmp_path.glob("new*"))
    with pytest.raises(Damaged, match="整个备份文件夹"):
        check_backup(alone_now, station.dek)


def test_a_photograph_lost_or_cut_short_beside_the_backups_is_copied_again(station, series):
    for harm in (lambda path: path.unlink(), lambda path: path.write_bytes(b"")):
        series.write(station.home, NOW)
        (kept,) = blobs_of(series.folder).values()
        whole = kept.read_bytes()
        harm(kept)
        series.write(station.home, NOW + timedelta(hours=4))
        assert kept.read_bytes() == whole


def test_one_that_rotted_there_is_found_within_sixteen_days_and_copied_again(station, series):
    series.write(station.home, NOW)
    (kept,) = blobs_of(series.folder).values()
    whole = kept.read_bytes()
    spoil(kept)
    days = 0
    while kept.read_bytes() != whole:
        days += 1
        series.write(station.home, NOW + days * DAY)
    assert 0 < days <= 16


def test_a_damaged_backup_stands_for_nothing(station, series):
    """The older one of that day stays in its place; without the reading back it would be gone."""
    older = series.write(station.home, NOW)
    newer = series.write(station.home, NOW + timedelta(hours=4))
    spoil(newer)
    series.write(station.home, NOW + DAY)
    assert older.exists()
    assert not newer.exists()
    assert series.damaged() == [newer.with_name(newer.name + ".damaged")]


def test_without_the_reading_back_the_good_one_would_be_gone(station, series, monkeypatch):
    monkeypatch.setattr(Series, "_sound", lambda *_: True)
    older = series.write(station.home, NOW)
    spoil(series.write(station.home, NOW + timedelta(hours=4)))
    series.write(station.home, NOW + DAY)
    assert not older.exists()


def test_a_photograph_goes_with_the_last_backup_that_has_it(station, series):
    series.write(station.home, NOW)
    for path in blobs_of(station.home).values():
        path.unlink()
    series.write(station.home, NOW + timedelta(hours=4))
    assert len(blobs_of(series.folder)) == 1
    series.write(station.home, NOW + 500 * DAY)
    assert len(series.files()) == 1
    assert blobs_of(series.folder) == {}


def test_no_photograph_goes_while_a_backup_cannot_say_which_are_its_own(station, series):
    spoil(series.write(station.home, NOW), 0.99)
    for path in blobs_of(station.home).values():
        path.unlink()
    series.write(station.home, NOW + timedelta(hours=4))
    assert len(blobs_of(series.folder)) == 1


def test_the_second_place_has_the_same_and_restores_alone(station, series, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    file = series.write(station.home, NOW)
    copy = series.mirror(file, stick, NOW)
    assert copy.read_bytes() == file.read_bytes()
    shutil.rmtree(station.home)
    restore(copy, tmp_path / "new", station.by_code)
    assert len(rows(tmp_path / "new", station.dek)) == 300
    assert type(station.blobs)(tmp_path / "new", station.dek).get(station.sha) == MARK.encode() * 9


def test_the_second_place_takes_only_new_photographs_and_rotates_too(station, series, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    for hours in (0, 4, 24, 48):
        moment = NOW + timedelta(hours=hours)
        series.mirror(series.write(station.home, moment), stick, moment)
    times = {path: path.stat().st_mtime_ns for path in blobs_of(stick).values()}
    later = NOW + 3 * DAY
    series.mirror(series.write(station.home, later), stick, later)
    assert {path: path.stat().st_mtime_ns for path in blobs_of(stick).values()} == times
    assert sorted(Series(stick, station.dek).files()) == sorted(series.files())
    assert len(series.files()) == 4


def test_a_photograph_spoilt_at_home_is_not_taken_to_the_second_place(station, series, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    file = series.write(station.home, NOW)
    spoil(next(iter(blobs_of(series.folder).values())))
    with pytest.raises(Damaged):
        series.mirror(file, stick, NOW)
    assert list(stick.glob("*.backup")) == []


def test_what_a_killed_one_left_is_tidied_and_hinders_nothing(station, series):
    series.write(station.home, NOW)
    (series.folder / "20260309-140000.backup.part").write_bytes(b"half")
    (series.folder / "blobs" / "aa").mkdir(exist_ok=True)
    (series.folder / "blobs" / "aa" / ("b" * 62 + ".part")).write_bytes(b"half")
    series.write(station.home, NOW + timedelta(hours=4))
    assert not list(series.folder.rglob("*.part"))
    assert len(series.files()) == 2


def test_two_backups_within_one_second_are_two(station, series):
    assert series.write(station.home, NOW) != series.write(station.home, NOW)
    assert len(series.files()) == 2


def test_two_windows_never_back_up_at_once(tmp_path):
    with (
        alone(tmp_path / "busy", Text("忙")),
        pytest.raises(Refused, match="忙"),
        alone(tmp_path / "busy", Text("忙")),
    ):
        pass
    with alone(tmp_path / "busy", Text("忙")):
        pass


def test_a_broken_audit_chain_is_no_good_backup(station, series):
    live = station.live
    live.execute("CREATE TABLE audit_event (log_id TEXT, number INT, body TEXT, hash TEXT)")
    live.execute("CREATE TABLE audit_head (log_id TEXT, number INT, hash TEXT)")
    series.write(station.home, NOW)
    live.execute("INSERT INTO audit_event VALUES ('a', 1, '{}', 'not the hash')")
    with pytest.raises(Damaged, match="不能备份"):
        series.write(station.home, NOW + timedelta(hours=4))
    assert len(series.files()) == 1
