"""The machine is gone: from the stick and the paper code to the first look-up, timed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from sqlalchemy import select

from campaigns.paper import Figure
from station_app import app
from station_app.access import copies
from station_app.people.records import Person
from station_app.storage.backup_file import check_backup
from station_app.workflows.demo import fill

TIMES = 3
PEOPLE = 3000


def run(times: int, seed: int, people: int = PEOPLE) -> list[Figure]:
    """One line each time: how long the machine took. Fetching the code takes people longer."""
    return [drill(people, seed + n) for n in range(times)]


def drill(people: int, seed: int) -> Figure:
    with TemporaryDirectory() as name:
        folder = Path(name)
        before = dict(os.environ)
        os.environ["XDG_STATE_HOME"] = str(folder / "machine")
        try:
            file, code, rows, somebody = _lost(folder, people, seed)
        finally:
            os.environ.clear()
            os.environ.update(before)
        (folder / "code").write_text(code)
        (folder / "password").write_text("officer")
        size, begun = file.stat().st_size, perf_counter()
        home = folder / "new"
        _station(folder, "restore", file, "--home", home, "--code-file", folder / "code")
        restored = perf_counter() - begun
        signing = ("--as", "officer", "--password-file", folder / "password", "--home", home)
        hits = _station(folder, *signing, "find", somebody, "--purpose", "TASK")["hits"]
        found = perf_counter() - begun
        kept = _station(folder, *signing, "check")["ok"]
    what = (
        f"from nothing to the first look-up: {rows:,} people, {size / 1e6:.0f} MB, "
        f"restored in {restored:.1f} s, found after {found:.1f} s"
    )
    lost = int(not hits) + int(not kept)
    return Figure(what=what, times=1, struck=1, acknowledged=rows, lost=lost)


def _lost(folder: Path, people: int, seed: int) -> tuple[Path, str, int, str]:
    """A station that backed itself up to a stick, and somebody in it; then all else is gone."""
    stick = folder / "stick"
    stick.mkdir()
    station, code = app.make_training_home(folder / "home", "演示派出所")
    fill(station.desk("officer"), people=people, seed=seed)
    copies.name_place(station.desk("admin"), stick)
    app.keep_copy(station, station.desk("officer"))
    with station.store.reading() as session:
        somebody = session.scalars(select(Person.name).order_by(Person.row)).first()
    assert somebody
    key = station.key
    station.close()
    (file,) = stick.rglob("*.backup")
    rows = check_backup(file, key).counts["person"]
    for gone in ("home", "machine"):
        shutil.rmtree(folder / gone, ignore_errors=True)
    return file, code, rows, somebody


def _station(folder: Path, *words: object) -> dict[str, object]:
    """On another machine: it knows of no home."""
    command = [sys.executable, "-m", "station_app", "--json", *map(str, words)]
    known = os.environ | {"XDG_STATE_HOME": str(folder / "other machine")}
    root = Path(__file__).parents[1]
    asked = subprocess.run(command, capture_output=True, text=True, env=known, cwd=root, check=True)
    answer: dict[str, object] = json.loads(asked.stdout)
    return answer
