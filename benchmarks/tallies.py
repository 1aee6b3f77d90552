"""Charts from tallies, and a count of 1,000,000 calls that are all in memory.

Ten years of calls of every category and hour, in the tallies as an act leaves them. The limit has
month and category of 1,000,000 calls as two arrays of small numbers and counts their pairs.
"""

from __future__ import annotations

import random
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.harness import Figure, timed
from benchmarks.station import KEY, NOW, SEED, desk_at, store_at
from station_app.access.desk import Desk
from station_app.calls.register import CALLS
from station_app.identity import codes
from station_app.statistics import desk as charts
from station_app.storage import keys, tallies
from station_app.storage.engine import open_sqlcipher
from station_app.storage.schema import bring_up

TITLE = "Charts of 1,000,000 calls"
CALLS_THERE, YEARS = 1_000_000, 10
PART = 100_000  # calls counted into the tables at once
TURNS = 25
TODAY = NOW.date()
Held = tuple[date, str, str]  # day, category, hour


def figures(n: int = CALLS_THERE) -> list[Figure]:
    held = list(invented(n))
    kinds = sorted(codes.TABLES["call_category"])
    at = {kind: nth for nth, kind in enumerate(kinds)}
    month = np.array([_month(on) for on, _kind, _hour in held], dtype=np.int32)
    code = np.array([at[kind] for _on, kind, _hour in held], dtype=np.int32)
    with _station(held) as desk, desk.view("desk-figures") as view:
        year = partial(_by_month, view.session, _ago(11), TODAY)
        decade = partial(_by_month, view.session, _ago(12 * YEARS), TODAY)
        plain = Counter((f"{on:%Y-%m}", kind) for on, kind, _hour in held)
        assert {(month, code): n for month, code, n in decade()} == plain  # noqa: S101  the same
        base = timed(lambda: np.bincount(month * len(kinds) + code), TURNS)
        return [
            _figure("12 months × category", timed(year, TURNS), base, 0.2),
            _figure("10 years × category", timed(decade, TURNS), base, 1.2),
            _figure("30 days and last year's", timed(partial(charts.by_day, view)), base, 20),
            _figure("weekday × hour, 12 weeks", timed(partial(charts.by_hour, view)), base, 20),
            _figure(
                "weekday × hour of one category",
                timed(partial(charts.by_hour, view, kinds[0])),
                base,
                20,
            ),
        ]


def _figure(name: str, took: float, base: float, limit: float) -> Figure:
    against = "numpy counting 1,000,000 calls in memory"
    return Figure(name=name, value=took, against=against, base=base, limit=limit)


def _by_month(session: Any, first: date, last: date) -> Any:
    return tallies.by_code(session, CALLS, "by_month", f"{first:%Y-%m}", f"{last:%Y-%m}")


def _month(on: date) -> int:
    return on.year * 12 + on.month - (TODAY.year - YEARS) * 12


def _ago(months: int) -> date:
    at = TODAY.year * 12 + TODAY.month - 1 - months
    return date(at // 12, at % 12 + 1, 1)


def invented(n: int, seed: int = SEED) -> Iterator[Held]:
    chance = random.Random(seed)  # noqa: S311
    kinds = sorted(codes.TABLES["call_category"])
    for _nth in range(n):
        day = TODAY - timedelta(days=chance.randrange(365 * YEARS))
        yield day, chance.choice(kinds), f"{chance.randrange(24):02}"


@contextmanager
def _station(held: list[Held]) -> Iterator[Desk]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "station.db"
        engines = open_sqlcipher(path, keys.derive(KEY, "db"))
        bring_up(engines)
        engines.dispose()
        store = store_at(path)
        for at in range(0, len(held), PART):
            with store.writing() as session:
                tallies.count(session, (), _cells(held[at : at + PART]))
        yield desk_at(store)
        store.dispose()


def _cells(held: list[Held]) -> Iterator[tallies.Cell]:
    for on, kind, hour in held:
        values = {"on": on, "category": kind, "channel": "110", "hour": hour}
        yield from tallies.cells(CALLS, values, withdrawn=False)
