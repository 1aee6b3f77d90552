from __future__ import annotations

import io
import json
import random
import tarfile
from datetime import UTC, datetime
from uuid import UUID

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from station_app.core.errors import Damaged, Explained, Refused
from station_app.core.progress import unheard
from station_app.storage import backup
from station_app.storage.backup import write_backup
from station_app.storage.backup_file import check_backup
from station_app.storage.blobs import FileBlobs
from station_app.storage.device_secret import make_device_secret
from station_app.storage.keys import Card, KeySlots, Locked, Work, create, derive
from station_app.storage.restore import restore as restore_backup
from station_app.storage.schema import HEAD

HOME = UUID("01900000-0000-7000-8000-000000000002")
NOW = datetime(2026, 3, 9, 2, 0, tzinfo=UTC)
PASSWORD = "清水巷 的 早晨 七点"
MARK = "张三 33990119900101001X 19900001234"


def restore(file, home, unlock):
    return restore_backup(file, home, unlock, lambda _card: NOW)


def opened(path, key):
    connection = sqlcipher.connect(str(path), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    return connection


class Station:
    """A home as the program leaves it: slots, a database in WAL mode, one photograph."""

    def __init__(self, home):
        self.home = home
        self.secret, where = make_device_secret("file", home, HOME)
        card = Card(HOME, "police", "339901-01", "清水派出所", False, "2026-03-09", where)
        self.dek, self.code = create(home, card, {"A001": PASSWORD}, self.secret, Work(1024, 1, 1))
        self.live = opened(home / "station.db", derive(self.dek, "db"))
        self.live.execute("PRAGMA journal_mode = WAL")
        self.live.execute("CREATE TABLE alembic_version (version_num TEXT)")
        self.live.execute("INSERT INTO alembic_version VALUES (?)", (HEAD,))
        self.live.execute("CREATE TABLE person (row INTEGER PRIMARY KEY, name TEXT)")
        self.add(300)
        self.blobs = FileBlobs(home, self.dek)
        self.sha = self.blobs.put(MARK.encode() * 9)

    def add(self, rows):
        for n in range(rows):
            self.live.execute("INSERT INTO person (name) VALUES (?)", [f"{MARK} {n}"])

    def backup(self, target, tell=unheard):
        return write_backup(self.home, self.dek, target, NOW, tell)

    def by_password(self, slots):
        return slots.unlock("A001", PASSWORD, self.secret)

    def by_code(self, slots):
        return slots.unlock_with_code(self.code)


@pytest.fixture
def station(tmp_path):
    station = Station(tmp_path / "home")
    yield station
    station.live.close()


@pytest.fixture
def file(station, tmp_path):
    station.backup(tmp_path / "one.backup")
    return tmp_path / "one.backup"


def rows(home, dek):
    connection = opened(home / "station.db", derive(dek, "db"))
    try:
        return connection.execute("SELECT * FROM person ORDER BY row").fetchall()
    finally:
        connection.close()


@pytest.mark.parametrize("way", ["by_password", "by_code"])
def test_a_restored_home_opens_with_the_same_key_and_has_the_same_rows(
    station, file, tmp_path, way
):
    slots = restore(file, tmp_path / "new", getattr(station, way))
    dek = getattr(station, way)(slots)
    assert dek == station.dek
    assert slots.card == KeySlots.load(station.home).card
    assert rows(tmp_path / "new", dek) == rows(station.home, station.dek)
    assert FileBlobs(tmp_path / "new", dek).get(station.sha) == MARK.encode() * 9
    found = {p.name for p in (tmp_path / "new").iterdir()}
    assert found == {"station.db", "keyslots.json", "keyslots.bak.json", "blobs"}


def test_the_manifest_says_what_is_inside(station, tmp_path):
    manifest = station.backup(tmp_path / "one.backup")
    assert manifest == check_backup(tmp_path / "one.backup", station.dek)
    assert manifest.created == "2026-03-09T02:00:00+00:00"
    assert manifest.schema == HEAD
    assert manifest.counts == {"alembic_version": 1, "person": 300}
    assert manifest.card["organisation"] == "339901-01"
    with tarfile.open(tmp_path / "one.backup") as tar:
        inside = set(tar.getnames())
    assert inside == {*manifest.parts, "manifest.json", "key.bin"}
    assert {"keyslots.json", "station.db"} < set(manifest.parts)
    assert "device.key" not in inside


def test_nothing_in_the_backup_can_be_read_without_the_key(station, file):
    raw = file.read_bytes()
    for mark in (MARK, "张三", "33990119900101001X", "SQLite format 3"):
        assert mark.encode() not in raw
    assert bytes(station.dek) not in raw
    assert station.secret not in raw
    assert station.secret.hex().encode() not in raw


def test_each_backup_has_a_key_of_its_own(station, file, tmp_path):
    station.backup(tmp_path / "two.backup")
    salts = []
    for path in (file, tmp_path / "two.backup"):
        with tarfile.open(path) as tar:
            (tmp_path / "copy.db").write_bytes(tar.extractfile("station.db").read())
        with pytest.raises(sqlcipher.DatabaseError):
            opened(tmp_path / "copy.db", derive(station.dek, "db")).execute("SELECT * FROM person")
        salts.append((tmp_path / "copy.db").read_bytes()[16:4096])
    assert salts[0] != salts[1]


def test_a_backup_is_of_one_moment_while_others_go_on_working(station, tmp_path):
    station.live.execute("BEGIN IMMEDIATE")
    station.add(50)  # not committed
    manifest = station.backup(tmp_path / "one.backup")
    station.live.execute("COMMIT")
    assert manifest.counts["person"] == 300
    assert station.backup(tmp_path / "two.backup").counts["person"] == 350


def test_what_is_written_between_two_steps_of_the_copy_is_in_the_next_backup(
    station, tmp_path, monkeypatch
):
    monkeypatch.setattr(backup, "STEP", 1)  # a page a step
    heard = []

    def work_goes_on(done, left):
        heard.append((done, left))
        if len(heard) < 100:
            station.add(1)

    manifest = station.backup(tmp_path / "one.backup", work_goes_on)
    assert manifest.counts["person"] == 300
    assert station.backup(tmp_path / "two.backup").counts["person"] == 300 + min(len(heard), 99)


def test_a_backup_tells_how_far_it_is_until_nothing_is_left(station, tmp_path):
    station.live.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    heard = []
    station.backup(tmp_path / "one.backup", lambda *told: heard.append(told))
    done = [done for done, _left in heard]
    assert done == sorted(done)
    size = (tmp_path / "one.backup").stat().st_size
    assert heard[0][1] > size > heard[-1][1]


@pytest.mark.parametrize("at", [1, 2, 3, 5])
def test_a_backup_that_is_stopped_leaves_nothing(station, tmp_path, at):
    heard = []

    def stop(done, left):
        heard.append(done)
        if len(heard) == at:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        station.backup(tmp_path / "one.backup", stop)
    assert list(tmp_path.glob("one.backup*")) == []
    assert list(station.home.glob("*.part")) == []
    assert station.backup(tmp_path / "one.backup").counts["person"] == 300


def test_after_a_backup_nothing_is_left_beside_it(station, file, tmp_path):
    assert {p.name for p in tmp_path.iterdir()} == {"home", "one.backup"}
    assert not list(station.home.rglob("*.part*"))


def test_what_the_power_left_of_a_backup_does_not_hinder_the_next(station, tmp_path):
    (station.home / "backup.db.part").write_bytes(b"half")
    (tmp_path / "one.backup.part").write_bytes(b"half")
    (tmp_path / "new.part").mkdir()
    (tmp_path / "new.part" / "station.db").write_bytes(b"half")
    station.backup(tmp_path / "one.backup")
    restore(tmp_path / "one.backup", tmp_path / "new", station.by_code)
    assert len(rows(tmp_path / "new", station.dek)) == 300


def test_no_file_and_no_home_is_ever_overwritten(station, file, tmp_path):
    before = file.read_bytes()
    with pytest.raises(Refused, match="已存在"):
        station.backup(file)
    with pytest.raises(Refused, match="不是空目录"):
        restore(file, station.home, station.by_code)
    assert file.read_bytes() == before
    assert len(rows(station.home, station.dek)) == 300
    (tmp_path / "empty").mkdir()
    restore(file, tmp_path / "empty", station.by_code)


def test_a_wrong_password_restores_nothing(station, file, tmp_path):
    with pytest.raises(Locked) as caught:
        restore(file, tmp_path / "new", lambda s: s.unlock("A001", "不是这个密码", station.secret))
    assert caught.value.reason == "password"
    with pytest.raises(Locked) as caught:
        restore(file, tmp_path / "new", lambda s: s.unlock("A001", PASSWORD, bytes(32)))
    assert caught.value.reason == "device"
    assert not list(tmp_path.glob("new*"))


def test_with_a_key_of_another_home_there_is_no_backup(station, tmp_path):
    with pytest.raises(Locked) as caught:
        write_backup(station.home, bytes(32), tmp_path / "one.backup", NOW)
    assert caught.value.reason == "card"


def test_a_corrupt_database_is_told_from_a_wrong_key_and_is_not_backed_up(station, tmp_path):
    station.add(3000)
    station.live.close()
    path = station.home / "station.db"
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)
    with pytest.raises(Damaged, match="本所数据库已损坏"):
        station.backup(tmp_path / "one.backup")
    assert not list(tmp_path.glob("one*"))


def test_any_flipped_bit_of_a_backup_is_noticed_or_without_effect(station, file, tmp_path):
    chance, whole = random.Random(339901), file.read_bytes()
    with tarfile.open(file) as tar:
        edges = [m.offset for m in tar] + [m.offset_data for m in tar]
    spots = [e + chance.randrange(100) for e in edges]
    spots += [chance.randrange(len(whole)) for _n in range(60)]
    noticed = 0
    for n in spots:
        harmed = bytearray(whole)
        harmed[n] ^= 1 << chance.randrange(8)
        (tmp_path / "harmed").write_bytes(harmed)
        try:
            restore(tmp_path / "harmed", tmp_path / f"new{n}", station.by_code)
        except Explained:
            noticed += 1
            assert not list(tmp_path.glob(f"new{n}*"))
        else:
            assert rows(tmp_path / f"new{n}", station.dek) == rows(station.home, station.dek)
    assert noticed > len(spots) // 2


def test_a_cut_off_backup_is_damaged(station, file, tmp_path):
    whole = file.read_bytes()
    for part in (0, 100, 1000, len(whole) // 2, len(whole) - 11_000):
        (tmp_path / "cut").write_bytes(whole[:part])
        with pytest.raises(Damaged, match="备份已损坏"):
            restore(tmp_path / "cut", tmp_path / "new", station.by_code)
        with pytest.raises(Damaged, match="备份已损坏"):
            check_backup(tmp_path / "cut", station.dek)


@pytest.mark.parametrize("more", [b"garbage", bytes(tarfile.RECORDSIZE)])
def test_a_backup_with_anything_behind_its_end_is_damaged(station, file, tmp_path, more):
    with file.open("ab") as out:
        out.write(more)
    with pytest.raises(Damaged):
        check_backup(file, station.dek)
    with pytest.raises(Damaged):
        restore(file, tmp_path / "new", station.by_password)
    assert not (tmp_path / "new").exists()


def test_a_backup_whose_empty_end_was_written_over_is_damaged(station, file):
    whole = file.read_bytes()
    file.write_bytes(whole[:-7] + b"garbage")
    with pytest.raises(Damaged):
        check_backup(file, station.dek)


def rewritten(file, target, change):
    """Somebody without the key makes the container anew, checksums and all."""
    with tarfile.open(file) as old, tarfile.open(target, "w") as new:
        for member in old:
            content = change(member.name, old.extractfile(member).read())
            info = tarfile.TarInfo(member.name)
            info.size = len(content)
            new.addfile(info, io.BytesIO(content))


def test_a_manifest_that_was_rewritten_opens_nothing(station, file, tmp_path):
    def change(name, content):
        if name != "manifest.json":
            return content
        plain = json.loads(content)
        plain["parts"]["../escaped"] = plain["parts"]["station.db"]
        return json.dumps(plain).encode()

    rewritten(file, tmp_path / "forged", change)
    with pytest.raises(Damaged, match="被改动"):
        restore(tmp_path / "forged", tmp_path / "new", station.by_code)
    assert not (tmp_path / "escaped").exists()


def test_a_backup_survives_the_loss_of_the_machine(station, file, tmp_path):
    """Another machine, the recovery code, a new device secret, a new password."""
    slots = restore(file, tmp_path / "new", station.by_code)
    dek = station.by_code(slots)
    secret, where = make_device_secret("file", tmp_path / "new", HOME)
    assert not slots.belongs_to(secret)
    slots.move_here(dek, secret, where)
    slots.add(dek, "A001", "换机后的密码 一二三", secret)
    again = KeySlots.load(tmp_path / "new")
    assert again.belongs_to(secret)
    dek = again.unlock("A001", "换机后的密码 一二三", secret)
    assert len(rows(tmp_path / "new", dek)) == 300
