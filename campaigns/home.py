"""Homes to be broken, and the proof that one of them is whole."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from station_app import app
from station_app.access.desk import Desk
from station_app.core.errors import Damaged
from station_app.storage import known_homes
from station_app.storage.ballast import NAME as BALLAST
from station_app.workflows.check import check


def make_home(home: Path) -> bytes:
    """An empty training home, made anew; answers its key."""
    with patch.object(known_homes, "remember"):  # not a home of this machine
        station, _code = app.make_training_home(home, "演示派出所")
    key = station.key
    station.close()
    (home / BALLAST).unlink(missing_ok=True)
    return key


@cache
def _first() -> tuple[TemporaryDirectory[str], bytes]:
    kept = TemporaryDirectory(prefix="station-campaign-")  # goes with this process
    return kept, make_home(Path(kept.name) / "home")


def new_home(folder: Path) -> bytes:
    """The same, copied, which is faster; into a folder that is not there yet."""
    kept, key = _first()
    shutil.copytree(Path(kept.name) / "home", folder)
    return key


@contextmanager
def opened(home: Path, key: bytes, officer: str = "officer") -> Iterator[Desk]:
    """As after a restart. Raises Damaged."""
    station = app.open_home(home, bytearray(key))
    try:
        yield station.desk(officer)
    finally:
        station.close()


def in_memory() -> str | None:
    """A folder whose syncs cost nothing, where there is one."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


def faults(desk: Desk) -> list[str]:
    """All that `station check` has to say."""
    if found := desk.engine_faults():
        return found
    with desk.survey("check") as act:
        return [f"{one.what} {one.where}" for one in check(act)]


def faults_of(
    home: Path, key: bytes, more: Callable[[Desk], list[str]] = lambda _: []
) -> list[str]:
    """Opens the home, checks it, and asks `more`; a home that does not open is one fault."""
    try:
        with opened(home, key) as desk:
            return faults(desk) + more(desk)
    except Damaged as why:
        return [str(why)]


def ask(desk: Desk, query: str, *values: Any) -> list[tuple[Any, ...]]:
    """Straight from the database: what is there, whoever may see it."""
    with desk.store.engines.reading.connect() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(query, values)]
