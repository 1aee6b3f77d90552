"""A home and its backups are read by the account that made them, and by no other."""

from __future__ import annotations

import os
import stat
from datetime import UTC, datetime

import pytest

from station_app import app, recovery
from station_app.core import reports
from station_app.storage.blobs import FileBlobs

pytestmark = pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")


@pytest.fixture(autouse=True)
def as_accounts_are(monkeypatch, tmp_path):
    """The usual mask, under which others may read whatever is not made private."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    before = os.umask(0o022)
    yield
    os.umask(before)


def modes(folder):
    """Of the folder and all in it: path → mode, where others may do anything."""
    found = [folder, *folder.rglob("*")]
    return {
        str(path): oct(mode)
        for path in found
        if (mode := stat.S_IMODE(path.stat().st_mode)) & 0o077
    }


def test_nobody_else_reads_a_home_its_reports_or_its_backup(tmp_path):
    home, copy, again = tmp_path / "home", tmp_path / "copy", tmp_path / "again"
    home.mkdir()
    assert modes(home)
    station, code = app.make_training_home(home, "演练")
    FileBlobs(home, station.key).put(b"photograph")
    reports.write(home, ValueError("x"), datetime(2026, 3, 9, tzinfo=UTC))
    app.backup(station, station.desk("admin"), copy)
    station.close()
    recovery.restore_by_code(copy, again, code, None)
    assert modes(home) == {}
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert stat.S_IMODE(again.stat().st_mode) == 0o700
    app.sign_in(again, "officer", "officer")[0].close()
    assert modes(again) == {}


def test_an_open_home_of_an_older_program_is_closed_to_others_at_the_next_sign_in(
    tmp_path, training_home
):
    home = tmp_path / "home"
    training_home(home)[0].close()
    home.chmod(0o755)
    (home / "station.db").chmod(0o644)
    other = home / "他人的文件"
    other.touch()
    app.sign_in(home, "officer", "officer")[0].close()
    assert set(modes(home)) == {str(other)}
