"""The program killed at every statement of every migration, up and down."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from itertools import count
from multiprocessing import get_context
from pathlib import Path
from shutil import copy
from signal import SIGKILL
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from alembic.script import ScriptDirectory
from sqlalchemy import Connection, event

from campaigns.home import in_memory
from campaigns.paper import Figure
from station_app.storage import engine, keys
from station_app.storage.engine import Engines, open_sqlcipher
from station_app.storage.integrity import is_sound
from station_app.storage.schema import MIGRATIONS, migrate

TIMES = 5
KEY = bytes(range(32))
LINES = "select type, name, sql from sqlite_schema where name not like 'sqlite_%' order by 1, 2"
VERSIONS = "select version_num from alembic_version"
Step = tuple[str, str]  # from, to

_context = get_context("forkserver")
_context.set_forkserver_preload(["campaigns.migration", "station_app.registers"])


def run(times: int, _seed: int) -> list[Figure]:
    return [*(kills(step, times) for step in steps()), kills(steps()[0], 1, begin=False)]


def steps() -> list[Step]:
    """Every migration there is, up and down."""
    found = ScriptDirectory(str(MIGRATIONS)).walk_revisions()
    ups = [(str(one.down_revision or "base"), one.revision) for one in found][::-1]
    return [*ups, *((new, old) for old, new in ups[::-1])]


def kills(step: Step, times: int = 1, *, every: int = 1, begin: bool = True) -> Figure:
    """`times` at each statement, or `every` so many; `begin` False takes the transaction away."""
    done = struck = lost = 0
    with TemporaryDirectory(dir=in_memory()) as folder:
        old, new = Path(folder) / "old.db", Path(folder) / "new.db"
        for file, version in zip((old, new), step, strict=True):
            _migrated(file, "base")
            _migrated(file, version)
        wanted = [_schema(old), _schema(new)]
        proved = dict[bytes, bool]()  # by the bytes that were left: many a kill leaves the old ones
        for at in count(0, every):
            file = Path(folder) / f"{at}.db"
            code: int | None = 0
            for _n in range(times):
                copy(old, file)
                code = _dies(file, step[1], at, begin)
                done += 1
                struck += code == -SIGKILL
                left = _left(file)
                if left not in proved:
                    proved[left] = _whole(file, wanted, step[1])
                lost += not proved[left]
            if code == 0:  # there is no such statement: it went through
                break
    what = f"killed at every statement from {step[0]} to {step[1]}"
    return Figure(
        what=what + ("" if begin else ", no BEGIN"),
        times=done,
        struck=struck,
        acknowledged=0,
        lost=lost,
        red=not begin,
    )


def _left(file: Path) -> bytes:
    """Digest of the database and of the log and the journal beside it, where there is one."""
    found = sha256()
    for ending in ("", "-wal", "-journal"):
        part = file.with_name(file.name + ending)
        content = part.read_bytes() if part.exists() else b""
        found.update(len(content).to_bytes(8, "big") + content)
    return found.digest()


def _whole(file: Path, wanted: list[Any], target: str) -> bool:
    """Sound, the old schema or the new and nothing between, and a second run succeeds."""
    with _opened(file) as engines:
        if is_sound(engines) or _schema(file) not in wanted:
            return False
    _migrated(file, target)
    return bool(_schema(file) == wanted[1])


@contextmanager
def _opened(file: Path) -> Iterator[Engines]:
    engines = open_sqlcipher(file, keys.derive(KEY, "db"))
    try:
        yield engines
    finally:
        engines.dispose()


def _migrated(file: Path, version: str) -> None:
    with _opened(file) as engines:
        migrate(engines, version)


def _schema(file: Path) -> tuple[Any, ...]:
    with closing(engine._connect(file, keys.derive(KEY, "db"))) as connection:
        lines = connection.execute(LINES).fetchall()
        there = any(name == "alembic_version" for _type, name, _sql in lines)
        return lines, connection.execute(VERSIONS).fetchall() if there else None


def _dies(file: Path, target: str, at: int, begin: bool) -> int | None:
    process = _context.Process(target=_migrates, args=(file, target, at, begin))
    process.start()
    process.join()
    return process.exitcode


def _begins_nothing(connection: Connection) -> None:
    connection.exec_driver_sql("SELECT 1")


def _migrates(file: Path, target: str, at: int, begin: bool) -> None:
    """Dies before its statement number `at`; the last ones are COMMIT and what follows it."""
    real = engine._sqlcipher_engine
    changed = real if begin else lambda connect, _begin: real(connect, _begins_nothing)
    with patch.object(engine, "_sqlcipher_engine", changed):
        engines = open_sqlcipher(file, keys.derive(KEY, "db"))
    left = iter(range(at, -1, -1))

    def count_down(*_: Any) -> None:
        if next(left) == 0:
            os.kill(os.getpid(), SIGKILL)

    for moment in ("before_cursor_execute", "commit"):
        event.listen(engines.writing, moment, count_down)
    migrate(engines, target)
    count_down()
