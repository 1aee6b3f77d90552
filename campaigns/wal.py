"""The log of the database cut off at any length: what is left is the acts before the cut, whole."""

from __future__ import annotations

import random
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlcipher3.dbapi2 as sqlcipher

from campaigns.home import in_memory, new_home, opened
from campaigns.paper import Figure
from campaigns.recorded import SAYS, says
from campaigns.work import Work
from station_app.core.errors import Explained
from station_app.storage import keys
from station_app.storage.engine import _connect

TIMES = 100_000
ACTS = 4
HEADER, FRAME = 32, 24 + 4096  # bytes, https://www.sqlite.org/fileformat2.html#walformat


@dataclass(frozen=True, slots=True)
class Written:
    """A database with acts in its log, and after how many bytes of it each was committed."""

    key: bytes
    database: bytes
    log: bytes
    ends: list[int]
    states: list[str]  # one more: before the first act


def run(times: int, seed: int) -> list[Figure]:
    written = work(seed)
    return [
        cut(written, times),
        cut_everywhere(written),
        cut_database(written, max(20, times // 100)),
    ]


def work(seed: int = 1) -> Written:
    with TemporaryDirectory(dir=in_memory()) as folder:
        home = Path(folder) / "home"
        key, ends = new_home(home), list[int]()
        log = home / f"{keys.DATABASE}-wal"
        with opened(home, key) as desk:
            states = [says(desk)]
            officer = Work(desk, seed, lambda _told: ends.append(log.stat().st_size))
            while len(ends) < ACTS:
                officer.once()
                states.append(says(desk))
            return Written(key, (home / keys.DATABASE).read_bytes(), log.read_bytes(), ends, states)


def cut(written: Written, times: int) -> Figure:
    """At every edge of a frame and one byte beside it, and evenly in between."""
    return _cut(written, list(_lengths(len(written.log), times)), "log cut off")


def cut_everywhere(written: Written, first: int | None = None) -> Figure:
    """At every length there is, of the last two acts; or from the byte `first` on."""
    lengths = range(written.ends[-3] if first is None else first, len(written.log) + 1)
    return _cut(written, lengths, "the last two acts of the log cut off at every length")


def _cut(written: Written, lengths: Sequence[int], what: str) -> Figure:
    lost = told = 0
    with TemporaryDirectory(dir=in_memory()) as folder:
        for length in lengths:
            done = bisect_right(written.ends, length)
            told += done
            found = _state(Path(folder), written, written.database, written.log[:length])
            lost += found != written.states[done]
    struck = sum(length < len(written.log) for length in lengths)
    return Figure(what=what, times=len(lengths), struck=struck, acknowledged=told, lost=lost)


def cut_database(written: Written, times: int) -> Figure:
    """The database itself, which no checksum of the log protects: the count must see it."""
    chance, lost = random.Random(1), 0
    with TemporaryDirectory(dir=in_memory()) as folder:
        for _n in range(times):
            part = written.database[: chance.randrange(len(written.database) - FRAME)]
            lost += _state(Path(folder), written, part, written.log) != written.states[-1]
    done = times * len(written.ends)
    what = "the database itself cut off"
    return Figure(what=what, times=times, struck=times, acknowledged=done, lost=lost, red=True)


def _lengths(size: int, times: int) -> Iterator[int]:
    edges = {e + d for e in range(HEADER, size + 1, FRAME) for d in (-1, 0, 1)}
    near = {n for n in (0, 1, *edges) if n <= size}
    yield from sorted(near)
    rest = max(0, times - len(near))
    yield from (size * n // rest for n in range(rest))


def _state(folder: Path, written: Written, database: bytes, log: bytes) -> str:
    for path in folder.iterdir():
        path.unlink()
    (folder / keys.DATABASE).write_bytes(database)
    (folder / f"{keys.DATABASE}-wal").write_bytes(log)
    try:
        key = keys.derive(written.key, "db")
        with closing(_connect(folder / keys.DATABASE, key)) as connection:
            return repr(connection.execute(SAYS).fetchall())
    except (Explained, sqlcipher.Error) as why:
        return str(why)
