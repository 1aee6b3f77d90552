"""Proves that an installation works: everything once, in a home that is thrown away."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from station_app import app as homes
from station_app import recovery
from station_app.access import log, records
from station_app.access.desk import Desk
from station_app.access.purposes import Purpose
from station_app.core.errors import Explained
from station_app.people.register import PEOPLE
from station_app.printing import fonts
from station_app.registers import FORMS
from station_app.station import Station
from station_app.storage.pages import Query
from station_app.workflows import check, demo, find, paper
from station_app.workflows.verify import verify

WHY = Purpose("TASK", "self-test")
DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
PATIENCE = 30  # seconds
RARE = "㐀𠀀𪜀𫝀𫠠𬺰"  # one character each of extensions A to F


def run() -> dict[str, Any]:
    """{"ok", "steps": {step: what was found}}; a step that fails says why and ends it."""
    steps: dict[str, str] = {}
    with tempfile.TemporaryDirectory(prefix="station-self-test-") as folder:
        try:
            with _opened(Path(folder) / "home") as (station, desk):
                for name, step in STEPS.items():
                    steps[name] = step(station, desk)
        except Explained as error:
            steps[error.code] = str(error.text)
            return {"ok": False, "steps": steps}
    return {"ok": True, "steps": steps}


@contextmanager
def _opened(home: Path) -> Iterator[tuple[Station, Desk]]:
    made, _code = homes.make_training_home(home, "self-test")
    made.close()
    station, desk = homes.sign_in(home, "officer", "officer")
    try:
        yield station, desk
    finally:
        station.close()


def _encrypted(station: Station, _desk: Desk) -> str:
    import sqlcipher3.dbapi2 as sqlcipher

    head = (station.home / "station.db").read_bytes()[:16]
    if head.startswith(b"SQLite"):
        raise AssertionError("the database is not encrypted")
    return f"SQLite {sqlcipher.sqlite_version}"


def _filed(_station: Station, desk: Desk) -> str:
    counts = demo.fill(desk, people=30, seed=1)
    with desk.act("file:people") as act:
        records.file(act, PEOPLE, {"name": f"单{RARE}", "id_number": "339901198001010013"})
    return ", ".join(f"{name} {n}" for name, n in counts.items())


def _found(_station: Station, desk: Desk) -> str:
    with desk.view("find") as view:
        hits = find.find(view, "shan", limit=5).hits
    if not hits:
        raise AssertionError("a surname reading finds nobody")
    return f"{len(hits)}"


def _printed(_station: Station, desk: Desk) -> str:
    with desk.view("list:residents") as view:
        first = records.page(view, desk.registers["residents"], Query())[0]
    with desk.act("print", purpose=WHY) as act:
        made = paper.print_form(act, FORMS["household_sheet"], first.id)
    with desk.act("verify", purpose=WHY) as act:
        state = verify(act, FORMS, made.code).state
    if state != "same":
        raise AssertionError(f"a paper just printed is {state}")
    return f"{made.pages} · {made.code}"


def _checked(_station: Station, desk: Desk) -> str:
    with desk.survey("check") as act:
        found = [finding.what for finding in check.check(act)]
    with desk.survey("verify-audit") as act:
        found += [fault.log_id for fault in log.verify_audit(act)]
    if found or desk.engine_faults():
        raise AssertionError(f"not sound: {found}")
    return "ok"


def _backed_up(station: Station, _desk: Desk) -> str:
    file, again = station.home.parent / "backup", station.home.parent / "again"
    homes.backup(station, station.desk("admin"), file)
    recovery.restore_by_password(file, again, "admin", "admin")
    restored, desk = homes.sign_in(again, "officer", "officer")
    try:
        with desk.survey("check") as act:
            found = check.check(act)
    finally:
        restored.close()
    if found:
        raise AssertionError("the restored home is not sound")
    return f"{file.stat().st_size // 1024} KiB"


def _fonts(_station: Station, _desk: Desk) -> str:
    fonts.runs(f"所务台{RARE}")  # raises where a character has no glyph
    return "Noto Serif SC, Hanazono Mincho B"


def _input_method(_station: Station, _desk: Desk) -> str:
    """What Qt takes when the window opens, asked of Qt in a process of its own."""
    if importlib.util.find_spec("PySide6") is None:
        return "no window installed"
    if sys.platform == "linux" and not any(map(os.environ.get, DISPLAYS)):
        return "no display"
    command = [sys.executable, "-m", "ui", "--input-method"]
    asked = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)  # noqa: S603  our own program
    if asked.returncode:
        return "no window opens"
    return asked.stdout.strip() or "none loaded"


STEPS: dict[str, Callable[[Station, Desk], str]] = {
    "database": _encrypted,
    "filed": _filed,
    "found": _found,
    "fonts": _fonts,
    "printed": _printed,
    "checked": _checked,
    "backup": _backed_up,
    "input method": _input_method,
}
