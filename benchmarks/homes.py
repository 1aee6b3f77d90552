"""A training home around a station of N invented residents, with work that is due."""

from __future__ import annotations

import shutil
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from benchmarks.station import KEY, NOW, identity, station
from station_app import app
from station_app.access.roles import ROLES
from station_app.residents.register import RESIDENTS
from station_app.storage import keys
from station_app.storage.engine import open_sqlcipher

TODAY = NOW.date()
OWING = 10  # every tenth resident owes something
SPREAD = range(-20, 160)  # days from today on which it is due


def make_home(folder: Path, n: int) -> Path:
    """Opened with officer/officer; the database of `station(n)` under the home's own key."""
    opened, _code = app.make_training_home(folder, "演示派出所")
    key = keys.derive(opened.key, "db")
    opened.close()
    database = folder / keys.DATABASE
    for left in folder.glob(f"{keys.DATABASE}*"):
        left.unlink()
    shutil.copy(station(n), database)
    engines = open_sqlcipher(database, keys.derive(KEY, "db"))
    with closing(engines.writing.raw_connection()) as pooled:
        raw: Any = pooled.dbapi_connection
        raw.set_authorizer(None)  # a station never lets its key be changed
        _fill(raw, n)
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        raw.execute("PRAGMA journal_mode = DELETE").fetchall()
        raw.execute(f"PRAGMA rekey = \"x'{key.hex()}'\"").fetchall()
    engines.dispose()
    return folder


def _fill(raw: Any, n: int) -> None:
    raw.execute("begin")
    raw.executemany(
        "insert into officer (name, role, scope, active) values (?, ?, '339901-01', 1)",
        [(role, role) for role in ROLES],
    )
    raw.executemany(
        "insert into duty (record_id, rule, since, register, due_on, owner, action)"
        " values (?, 'expected_leave', ?, 'residents', ?, 'officer', 'move_out')",
        (
            (identity(RESIDENTS.number, row), day.isoformat(), day.isoformat())
            for row, day in ((row, _due(row)) for row in range(1, n + 1, OWING))
        ),
    )
    raw.execute("commit")


def _due(row: int) -> date:
    return TODAY + timedelta(days=SPREAD[row // OWING * 7 % len(SPREAD)])
