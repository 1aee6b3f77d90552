"""Ten thousand residents or a million: what is done all day takes the same time."""

from __future__ import annotations

import random

from benchmarks.harness import Figure, percentile, timed
from benchmarks.save import filings
from benchmarks.search import WARM, answers, keystrokes
from benchmarks.station import SEED, desk_at, station, store_at
from station_app.access import records
from station_app.access.desk import Desk
from station_app.registers import REGISTERS
from station_app.storage.pages import Query

TITLE = "From 10,000 residents to 1,000,000"
SMALL, LARGE = 10_000, 1_000_000
PEOPLE = REGISTERS["people"]
LIMIT = 1.5
PAGES = 50  # times the same page is read


def figures() -> list[Figure]:
    small, large = _station(SMALL), _station(LARGE)
    return [
        Figure(
            name=name,
            value=large[name],
            against=f"{SMALL:,} residents",
            base=small[name],
            limit=LIMIT,
        )
        for name in small
    ]


def _station(n: int) -> dict[str, float]:
    store = store_at(station(n))
    desk = desk_at(store)
    with store.reading() as session:
        typed = list(keystrokes(session, random.Random(SEED), n))  # noqa: S311
    found = {
        "search, p99": percentile(answers(desk, typed, WARM), 0.99),
        "first page of a list": timed(lambda: _page(desk, Query()), PAGES),
        "first page by name": timed(lambda: _page(desk, Query(sort="name")), PAGES),
        "save, p50": percentile(filings(desk, 200), 0.5),
    }
    store.dispose()
    return found


def _page(desk: Desk, query: Query) -> None:
    with desk.view("list:people") as view:
        records.page(view, PEOPLE, query)
