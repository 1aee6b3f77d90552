"""A station backs itself up, in two places, says what went wrong, and is put back beside itself."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from station_app import app, recovery
from station_app.access import copies, upkeep
from station_app.core.errors import Damaged, Explained, Refused
from station_app.storage import settings
from station_app.storage.blobs import FileBlobs
from station_app.workflows import check


class Home:
    def __init__(self, folder, training_home):
        self.folder = folder
        self.station, self.code = training_home(folder / "home")
        FileBlobs(folder / "home", self.station.key).put(b"photograph")
        self.stick = folder / "stick"
        self.stick.mkdir()

    def keep(self, officer="officer", **how):
        return app.keep_copy(self.station, self.station.desk(officer), **how)

    def series(self):
        return sorted((self.folder / "home" / "backups").glob("*.backup"))

    def kept_on_stick(self):
        return sorted(self.stick.rglob("*.backup"))

    def last(self):
        with self.station.desk("officer").view("last-backup") as view:
            return upkeep.last_backup(view)

    def setting(self, name, station=None):
        with (station or self.station).store.reading() as session:
            return settings.get(session, name)


@pytest.fixture
def home(tmp_path, monkeypatch, training_home):
    monkeypatch.setenv("STATION_NOW", "2026-03-09T10:00")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    home = Home(tmp_path, training_home)
    yield home
    home.station.close()


def test_whoever_is_signed_in_the_station_backs_itself_up(home):
    for role in ("clerk", "auditor", "chief"):
        assert home.keep(role).file == str(home.series()[-1])
    assert len(home.series()) == 3
    assert not home.last().trouble


def test_every_four_hours_and_not_before(home, monkeypatch):
    home.keep(if_due=True)
    monkeypatch.setenv("STATION_NOW", "2026-03-09T13:59")
    home.keep(if_due=True)
    assert len(home.series()) == 1
    monkeypatch.setenv("STATION_NOW", "2026-03-09T14:00")
    home.keep(if_due=True)
    assert len(home.series()) == 2


def test_each_backup_leaves_one_event(home):
    def told():
        with home.station.store.reading() as session:
            count = "select count(*) from audit_event where body like '%backed up by itself%'"
            return session.scalar(text(count))

    home.keep()
    assert told() == 1
    home.keep(if_due=True)
    assert told() == 1


def test_the_second_place_is_named_by_the_administrator_alone(home):
    with pytest.raises(Refused):
        copies.name_place(home.station.desk("officer"), home.stick)
    copies.name_place(home.station.desk("admin"), home.stick)
    made = home.keep()
    assert made.placed_at == made.at
    assert len(home.kept_on_stick()) == 1
    copies.name_place(home.station.desk("admin"), None)
    home.keep()
    assert len(home.kept_on_stick()) == 1


def test_a_place_that_cannot_be_written_is_refused(home):
    with pytest.raises(Refused, match="写不进"):
        copies.name_place(home.station.desk("admin"), home.folder / "absent")
    assert home.last().place == ""


@pytest.mark.parametrize(
    ("harm", "trouble", "said"),
    [
        (lambda stick: shutil.rmtree(next(stick.iterdir())), "absent", "插好 U 盘"),
        (lambda stick: shutil.rmtree(stick), "absent", "插好 U 盘"),
        (lambda stick: _block(stick), "unwritten", "检查空间和权限"),
    ],
)
def test_a_failure_of_the_second_place_is_said_and_red_and_the_first_stands(
    home, harm, trouble, said
):
    copies.name_place(home.station.desk("admin"), home.stick)
    harm(home.stick)
    made = home.keep()
    assert made.trouble == trouble
    assert said in str(upkeep.trouble(made))
    assert made.lost(home.station.now())
    assert len(home.series()) == 1


def _block(stick):
    """A file where the photographs are to lie."""
    (place,) = (path for path in stick.rglob("*") if path.is_dir() and path.parent != stick)
    (place / "blobs").write_bytes(b"")


def test_an_empty_mount_point_is_not_taken_for_the_stick(home):
    """Else the backup of the stick would fill this machine's own disk, and nobody knew."""
    copies.name_place(home.station.desk("admin"), home.stick)
    shutil.rmtree(home.stick)
    home.stick.mkdir()
    assert home.keep().trouble == "absent"
    assert list(home.stick.iterdir()) == []


def test_when_the_stick_is_back_all_is_well_again(home):
    copies.name_place(home.station.desk("admin"), home.stick)
    away = home.stick.rename(home.folder / "away")
    assert home.keep().trouble == "absent"
    away.rename(home.stick)
    made = home.keep()
    assert not made.trouble
    assert not made.lost(home.station.now())


def test_a_backup_that_was_not_made_is_said_and_red_and_the_last_stays_the_last(home):
    first = home.keep()
    with home.station.store.writing() as session:
        session.execute(text("update audit_event set hash = 'x' where number = 1"))
    with pytest.raises(Damaged, match="不能备份"):
        home.keep()
    last = home.last()
    assert (last.file, last.trouble) == (first.file, "failed")
    assert last.lost(home.station.now())
    assert len(home.series()) == 1


def test_the_check_names_a_backup_that_cannot_be_restored_and_what_to_do(home):
    home.keep()
    made = home.keep()
    folder, key = home.folder / "home", home.station.key
    assert check.of_backups(folder, key) == []
    file = Path(made.file)
    raw = bytearray(file.read_bytes())
    raw[len(raw) // 2] ^= 1
    file.write_bytes(raw)
    (found,) = check.of_backups(folder, key)
    assert (found.what, found.where) == ("backup", file.name)
    assert "再备份一次" in str(found.mend)


# On another machine, or beside itself


def elsewhere(monkeypatch, home):
    monkeypatch.setenv("XDG_STATE_HOME", str(home.folder / "other machine"))


def test_a_restored_home_has_its_own_log_and_epoch_and_asks_for_a_backup(home, monkeypatch):
    copies.name_place(home.station.desk("admin"), home.stick)
    file = home.keep().file
    elsewhere(monkeypatch, home)
    recovery.restore_by_code(home.series()[0], home.folder / "new", home.code, None)
    station, desk = app.sign_in(home.folder / "new", "officer", "officer")
    try:
        for name in ("device", "epoch"):
            assert home.setting(name)
            assert home.setting(name, station) != home.setting(name)
        with desk.view("last-backup") as view:
            last = upkeep.last_backup(view)
        assert last.due(desk.now())
        assert last.place == ""  # two homes in one place would rotate each other's backups away
        with desk.survey("check") as act:
            assert check.check(act) == []
    finally:
        station.close()
    assert file == str(home.series()[0])


def test_numbers_given_after_the_backup_are_not_given_again(home, monkeypatch):
    """They stand on papers that the backup knows nothing of."""
    home.keep()
    elsewhere(monkeypatch, home)
    recovery.restore_by_code(home.series()[0], home.folder / "new", home.code, None)
    station, _desk = app.sign_in(home.folder / "new", "officer", "officer")
    try:
        with station.store.writing() as session:
            day = home.station.desk("officer").today
            assert settings.next_number(session, "339901-01", "P", day).endswith("5001")
            assert settings.next_number(session, "339901-01", "P", day).endswith("5002")
            tomorrow = day + timedelta(days=1)
            assert settings.next_number(session, "339901-01", "P", tomorrow).endswith("0001")
    finally:
        station.close()


def test_a_restore_beside_the_running_home_leaves_it_as_it_is(home):
    """Its passwords too: the new home does not take its device secret away."""
    home.keep()
    before = {
        path: path.read_bytes()
        for path in (home.folder / "home").glob("*")
        if path.suffix in (".json", ".key")
    }
    recovery.restore_by_code(home.series()[0], home.folder / "new", home.code, None)
    assert all(path.read_bytes() == raw for path, raw in before.items())
    for folder in ("home", "new"):
        app.sign_in(home.folder / folder, "officer", "officer")[0].close()


def test_a_wrong_code_is_one_sentence_and_leaves_nothing(home):
    home.keep()
    other, code = app.make_training_home(home.folder / "other", "别的所")
    other.close()
    for wrong in (code, "这不是恢复码"):
        with pytest.raises(Explained):
            recovery.restore_by_code(home.series()[0], home.folder / "new", wrong, None)
    assert list(home.folder.glob("new*")) == []


def test_a_backup_that_is_not_there_is_one_sentence(home):
    with pytest.raises(Refused, match="没有备份文件"):
        recovery.restore_by_code(home.folder / "absent", home.folder / "new", home.code, None)
