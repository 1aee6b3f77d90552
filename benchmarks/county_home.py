"""A station of N invented residents that nobody has heard of yet, and a county of its own.

The station is the training home that `station demo` makes, as far as its households; the county
is the program itself in a process of its own, over a PostgreSQL of its own, on loopback with TLS.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import NullPool, create_engine, make_url, text

from benchmarks.station import KEPT
from station_app import app
from station_app.access.desk import Desk
from station_app.core.ids import new_id
from station_app.county import loopback
from station_app.station import Station
from station_app.workflows.demo import _build, _move_in
from station_app.workflows.demo_people import CHUNK, Invented, households

SEED = 20261123
SCOPE = "339901-01"
PATIENCE = 60  # s for a server to start or to end
HOMES = 60  # people a building


def home_of(people: int) -> Path:
    """A home of so many people and their residences; made when it is not there yet."""
    path = KEPT / f"exchange-{people}"
    if not path.exists():
        making = path.with_name(f"{path.name}-making")
        shutil.rmtree(making, ignore_errors=True)
        opened, _code = app.make_training_home(making, "演示派出所")
        opened.close()
        with signed_in(making) as (_station, desk):
            _fill(desk, people)
        making.rename(path)
    return path


def _fill(desk: Desk, people: int) -> None:
    source = Invented(random.Random(SEED), desk.today, set())  # noqa: S311
    with desk.act("fill-demo") as act:
        homes = _build(act, source.buildings(max(2, people // HOMES)))
    source.chance.shuffle(homes)
    for at, some in enumerate(households(source, people, homes)):
        with desk.act("fill-demo") as act:
            _move_in(act, some, at * CHUNK)


@contextmanager
def copied(folder: Path, people: int) -> Iterator[tuple[Station, Desk]]:
    """A copy of that home, signed in. Of no people: an empty one."""
    if people:
        shutil.copytree(home_of(people), folder)
    else:
        app.make_training_home(folder, "演示派出所")[0].close()
    with signed_in(folder) as opened:
        yield opened


@contextmanager
def signed_in(home: Path) -> Iterator[tuple[Station, Desk]]:
    station, desk = app.sign_in(home, "officer", "officer")
    try:
        yield station, desk
    finally:
        station.close()


@dataclass(frozen=True, slots=True)
class County:
    """A server that runs."""

    folder: Path
    database: str

    def code(self) -> Path:
        file = self.folder / f"{new_id()}.json"
        said = ("--scope", SCOPE, "--kind", "police", "--name", "演示派出所", "--out", str(file))
        _ran(self.folder, "enrol-code", *said)
        return file

    def database_of(self, name: str) -> str:
        """Another one of the same PostgreSQL, empty."""
        return _new_database(self.database, name)


@contextmanager
def county(folder: Path) -> Iterator[County]:
    folder.mkdir()
    with loopback.running(folder / "postgresql") as server, _serving(folder, server) as one:
        yield one


@contextmanager
def _serving(folder: Path, server: str) -> Iterator[County]:
    port, database = _free_port(), _new_database(server, "county")
    url = f"https://127.0.0.1:{port}"
    where = ("--url", url, "--database", database)
    _ran(folder / "home", "init", "--name", "演示县局", "--training", *where)
    running = subprocess.Popen(  # noqa: S603
        _words(folder / "home", "serve", "--port", str(port)), stdout=subprocess.PIPE, text=True
    )
    assert running.stdout is not None  # noqa: S101
    running.stdout.readline()  # it is ready
    reader = subprocess.Popen(["/bin/cat"], stdin=running.stdout, stdout=subprocess.DEVNULL)
    try:
        yield County(folder / "home", database)
    finally:
        running.terminate()
        running.wait(PATIENCE)
        reader.wait(PATIENCE)


def _new_database(url: str, name: str) -> str:
    door = create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with door.connect() as connection:
        connection.execute(text(f"create database {name}"))
    return make_url(url).set(database=name).render_as_string(hide_password=False)


def _words(folder: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "station_app.county", "--home", str(folder), "--json", *words]


def _ran(folder: Path, *words: str) -> dict[str, object]:
    done = subprocess.run(  # noqa: S603
        _words(folder, *words), capture_output=True, text=True, check=True, env=os.environ
    )
    found: dict[str, object] = json.loads(done.stdout)
    return found


def _free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port: int = door.getsockname()[1]
    return port
