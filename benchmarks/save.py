"""Saving one record with everything that is owed to it, in a file of 1,000,000 residents."""

from __future__ import annotations

import os
import random
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import Any

from benchmarks.harness import Figure, percentile, timed
from benchmarks.station import GIVEN, KEPT, KEY, SEED, SURNAMES, desk_at, station, store_at
from station_app.access import records
from station_app.access.desk import Desk
from station_app.identity.numbers import check_digit
from station_app.registers import REGISTERS
from station_app.storage import keys
from station_app.storage.engine import open_sqlcipher

TITLE = "Saving, in a file of 1,000,000 residents"
N = 1_000_000
SAVES = 300
PEOPLE = REGISTERS["people"]
BLOCK = b"\\0" * 12 * 1024  # what one record and its audit event make the file write
NUMBERS = count(1)


def figures() -> list[Figure]:
    raw = percentile(_synced(), 0.5)
    bare = percentile(_record_and_event(), 0.5)
    path = station(N)
    _warm(path)
    store = store_at(path)
    filings(desk_at(store), SAVES // 3)
    whole = filings(desk_at(store), SAVES)
    store.dispose()
    least = "one raw fdatasync of 12 KiB"
    return [
        Figure(name="a record and its event, p50", value=bare, against=least, base=raw, limit=7),
        Figure(
            name="the whole save, p50",
            value=percentile(whole, 0.5),
            against=least,
            base=raw,
            limit=40,
        ),
        Figure(
            name="the whole save, p99",
            value=percentile(whole, 0.99),
            against="25 ms",
            base=25,
            limit=1,
        ),
    ]


def _warm(path: Path) -> None:
    """As on a machine that has worked with the file today: its pages are in memory."""
    with path.open("rb") as file:
        while file.read(1 << 22):
            pass


def filings(desk: Desk, n: int) -> list[float]:
    """Milliseconds of filing so many new people, each in an act of its own."""
    chance = random.Random(SEED + next(NUMBERS))  # noqa: S311
    return [timed(lambda one=one: _file(desk, one), 1) for one in _people(chance, n)]


def _people(chance: random.Random, n: int) -> Iterator[dict[str, Any]]:
    """Of a division that no station of these benchmarks has, so that none is a twin."""
    for _ in range(n):
        born = f"{chance.randrange(1935, 2026)}{chance.randrange(1, 13):02}01"
        body = f"339902{born}{chance.randrange(1000):03}"
        yield {
            "name": chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=2)),
            "id_number": body + check_digit(body),
            "number_note": f"invented for measuring, {chance.random()}",
            "phone": [{"number": f"1990000{chance.randrange(10_000):04}"}],
        }


def _file(desk: Desk, values: dict[str, Any]) -> None:
    with desk.act("file:people") as act:
        records.file(act, PEOPLE, values)


def _synced() -> list[float]:
    KEPT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=KEPT) as file:

        def write() -> None:
            os.pwrite(file.fileno(), BLOCK, 0)
            os.fdatasync(file.fileno())

        write()
        return [timed(write, 1) for _ in range(SAVES)]


def _record_and_event() -> list[float]:
    """One row amended and one event appended by the driver itself, encrypted and synced."""
    folder = Path(tempfile.mkdtemp(dir=KEPT))
    engines = open_sqlcipher(folder / "bare.db", keys.derive(KEY, "db"))
    with closing(engines.writing.raw_connection()) as pooled:
        raw: Any = pooled.dbapi_connection
        raw.execute("create table record (row integer primary key, body text)")
        raw.execute("create table event (number integer primary key, body text, hash text)")
        raw.executemany("insert into record values (?, ?)", ((n, "x" * 300) for n in range(10_000)))

        def save() -> None:
            raw.execute("begin immediate")
            raw.execute(
                "update record set body = ? where row = ?", ("y" * 300, next(NUMBERS) % 10_000)
            )
            raw.execute("insert into event (body, hash) values (?, ?)", ("z" * 400, "0" * 64))
            raw.execute("commit")

        times = [timed(save, 1) for _ in range(SAVES)]
    engines.dispose()
    shutil.rmtree(folder)
    return times
