"""Temporary files lie in the home and go with their process, however it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from station_app import app
from station_app.storage import scratch

ROOT = Path(__file__).parents[2]
MARKER = "留痕甲乙丙"
SPILL = f"""
import sys, time, tempfile
from pathlib import Path
from station_app.storage import scratch
scratch.begin_scratch(Path(sys.argv[1]))
tempfile.NamedTemporaryFile("w", delete=False).write({MARKER!r}), sys.stdout.write("there\\n")
sys.stdout.flush()
time.sleep(60)
"""


@pytest.fixture
def home(tmp_path):
    (tmp_path / "home").mkdir()
    return tmp_path / "home"


def spilling(home):
    process = subprocess.Popen([sys.executable, "-c", SPILL, home], stdout=subprocess.PIPE,
                               env=os.environ | {"PYTHONPATH": str(ROOT)})  # fmt: skip
    assert process.stdout.readline() == b"there\n"
    return process


def folders(home):
    return [path for path in (home / "tmp").iterdir() if path.is_dir()]


def test_what_a_killed_process_left_goes_at_the_next_start_and_that_of_a_living_one_stays(home):
    dead, living = spilling(home), spilling(home)
    assert len(folders(home)) == 2
    dead.send_signal(signal.SIGKILL)
    dead.wait()
    assert len(folders(home)) == 2  # so far it is there
    scratch.begin_scratch(home)
    try:
        assert len(folders(home)) == 2  # the living one's and ours
    finally:
        scratch.end_scratch(home)
        living.kill()
        living.wait()
    assert len(folders(home)) == 1
    scratch.begin_scratch(home)
    scratch.end_scratch(home)
    assert [path.name for path in (home / "tmp").iterdir()] == ["lock"]


def test_temporary_files_lie_in_the_open_home_for_this_account_only(home, monkeypatch):
    before, umask = tempfile.gettempdir(), os.umask(0o022)
    try:
        scratch.begin_scratch(home)
        scratch.begin_scratch(home)  # a second time, in the same process
        where = Path(tempfile.mkdtemp())
        assert where.is_relative_to(home / "tmp")
        assert os.environ["TMPDIR"] == str(where.parent)  # what Qt and CUPS go by
        assert {oct(p.stat().st_mode & 0o077) for p in (home / "tmp").rglob("*")} == {"0o0"}
        scratch.end_scratch(home)
        assert where.is_dir()
    finally:
        os.umask(umask)
        scratch.end_scratch(home)
    assert not where.exists()
    assert tempfile.gettempdir() == before


def test_a_link_in_its_place_is_not_followed(home, tmp_path):
    (tmp_path / "elsewhere" / "old").mkdir(parents=True)
    (home / "tmp").symlink_to(tmp_path / "elsewhere")
    scratch.begin_scratch(home)
    scratch.end_scratch(home)
    assert not (home / "tmp").is_symlink()
    assert (tmp_path / "elsewhere" / "old").is_dir()


def test_where_no_folder_can_be_made_nothing_spills_anywhere_else(tmp_path):
    scratch.begin_scratch(tmp_path / "gone")
    try:
        with pytest.raises(OSError):  # noqa: PT011
            tempfile.mkstemp()
    finally:
        scratch.end_scratch(tmp_path / "gone")
    tempfile.TemporaryFile().close()


def test_an_open_station_has_its_folder_and_a_closed_one_none(home):
    station, _code = app.make_training_home(home, "演练")
    assert len(folders(home)) == 1
    assert tempfile.gettempdir().startswith(str(home))
    station.close()
    assert folders(home) == []
