"""After a day's work nothing of anybody can be read on the machine, but what was asked for."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from station_app import app
from station_app.core.errors import Explained
from station_app.registers import REGISTERS
from station_app.storage.blobs import FileBlobs
from tests.leaks.marks import REGISTERED, SAID, all_marks, bodies, leaks, number, word

DAY = Path(__file__).with_name("day.py")
GIVEN = ("given", "plain")  # what the officer brought, and what he asked for


def started(folder, what, **more):
    user = folder / "user"
    places = {"HOME": user, "XDG_STATE_HOME": user / "state", "XDG_DATA_HOME": user / "data",
              "XDG_CACHE_HOME": user / "cache", "XDG_CONFIG_HOME": user / "config",
              "XDG_RUNTIME_DIR": user / "run", "TMPDIR": folder / "temp",
              "STATION_HOME": user / "home"}  # fmt: skip
    for place in (*places.values(), *(folder / name for name in GIVEN)):
        if place.name != "home":
            place.mkdir(parents=True, exist_ok=True)
    env = {k: v for k, v in os.environ.items() if not k.startswith(("XDG_", "STATION_"))}
    env |= {name: str(path) for name, path in places.items()}
    env |= {"QT_QPA_PLATFORM": "offscreen", "LANG": "C.UTF-8", "PYTHONUTF8": "1"}
    return subprocess.Popen(
        [sys.executable, DAY, what, folder], env=env, text=True,
        stdout=subprocess.PIPE, stderr=(folder / f"{what}.log").open("w"), **more,
    )  # fmt: skip


@pytest.fixture(scope="module")
def day(tmp_path_factory):
    """The folder in which everything the machine has lies, after shell and window have ended."""
    folder = tmp_path_factory.mktemp("day")
    for what in ("shell", "screen"):
        process = started(folder, what)
        said = process.communicate(timeout=240)[0]
        assert process.returncode == 0, (folder / f"{what}.log").read_text()
        (folder / f"{what}.out").write_text(said)
    return folder


def photograph_of(folder):
    """As it is kept: read back, so that it can be looked for."""
    home = folder / "user/home"
    station = app.open_home(home, app.unlock(home, "officer", SAID["password"]))
    try:
        with station.store.reading() as session:
            table = station.store.registers["people"].record
            (sha,) = {p for (p,) in session.query(table.photo).all() if p}
        return FileBlobs(home, station.key).get(sha)
    finally:
        station.close()


def in_plain(folder):
    whole = photograph_of(folder)
    middle = (whole[200:232], whole[-64:-32])
    marks = all_marks() | {(folder / "given/code").read_text()}
    return leaks(folder, marks, middle, tuple(folder / name for name in GIVEN))


def test_every_register_of_the_menu_is_in_the_day():
    assert {name for name, register in REGISTERS.items() if not register.inner} == set(REGISTERED)


def test_everything_that_was_entered_is_there_for_who_may_read_it(day):
    """Or the search below would find nothing because there was nothing."""
    home = day / "user/home"
    station = app.open_home(home, app.unlock(home, "officer", SAID["password"]))
    try:
        with station.store.reading() as session:
            raw = session.connection().connection.dbapi_connection
            tables = [
                n for (n,) in raw.execute("select name from sqlite_master where type='table'")
            ]
            held = "\n".join(
                str(row) for n in tables for row in raw.execute(f'select * from "{n}"')
            )
    finally:
        station.close()
    entered = {mark.split()[-1] for body in bodies().values() for mark in body.values()}
    kept = ("note", "withdrawal", "amended", "imported", "draft", "typed", "recheck", "signer")
    said = {SAID[name] for name in (*kept, "receiver", "witness")}
    missing = {mark for mark in entered | said | {number(701)} if mark not in held}
    assert missing == set()
    for name in ("search", "list search", "password", "copied", "bug"):
        assert SAID[name] not in held, name  # kept by nobody at all


def test_nothing_of_it_lies_anywhere_in_plain(day):
    assert photograph_of(day)
    assert in_plain(day) == set()


def test_the_papers_and_sheets_that_were_asked_for_are_readable(day):
    """So that the search is known to see what lies in plain, in archives too."""
    found = {mark for _file, mark in leaks(day / "plain", all_marks())}
    assert {bodies()["people"]["name"], number(701), SAID["export"]} <= found


def test_the_log_that_was_handed_over_names_nobody(day):
    found = {mark for file, mark in leaks(day / "plain", all_marks()) if file == "log.jsonl"}
    assert found == {SAID["note"], SAID["export"]}  # why somebody looked, in his own words


def test_the_bugs_were_reported_by_kind_and_place_alone(day):
    reports = [path.read_text("utf-8") for path in (day / "user/home/logs").glob("report-*")]
    assert sum("builtins.LookupError" in report for report in reports) >= 1
    told = (day / "screen.log").read_text()
    assert "builtins.LookupError" in told
    assert SAID["bug"] not in told


def test_no_temporary_file_is_left_and_the_machine_s_own_place_was_never_used(day):
    assert [path for path in (day / "temp").rglob("*") if path.is_file()] == []
    assert [path.name for path in (day / "user/home/tmp").iterdir()] == ["lock"]


def test_what_an_export_had_spilled_when_it_was_killed_goes_at_the_next_start(day):
    process = started(day, "killed")
    assert process.stdout.readline() == "half\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
    (day / "killed.log").unlink()
    spilled = {file for file, _mark in in_plain_without_opening(day)}
    assert spilled  # in the home, for this account: this is what the next start removes
    assert not [path for path in (day / "temp").rglob("*") if path.is_file()]
    app.open_home(
        day / "user/home", app.unlock(day / "user/home", "officer", SAID["password"])
    ).close()
    assert in_plain_without_opening(day) == set()


def in_plain_without_opening(folder):
    return leaks(folder, all_marks(), (), tuple(folder / name for name in GIVEN))


def test_a_mark_left_anywhere_is_found(tmp_path):
    (tmp_path / "a").mkdir()
    for n, encoding in enumerate(("utf-8", "utf-16-le", "gb18030")):
        (tmp_path / f"a/{n}.log").write_bytes(b"\x00x" + word(n).encode(encoding))
    (tmp_path / "a" / word(3)).touch()
    (tmp_path / "a/s.json").write_text(json.dumps({"t": word(4)}))
    marks = {word(n) for n in range(5)}
    assert {mark for _file, mark in leaks(tmp_path, marks)} == marks


def test_the_password_typed_opens_and_the_old_one_does_not(day):
    home = day / "user/home"
    with pytest.raises(Explained):
        app.unlock(home, "officer", "officer")
