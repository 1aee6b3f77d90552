"""300 stations after three weeks without a line, all of them at once: S8.

`times` is how many operations each brings; in earnest a desk writes 4,200 in three weeks. Whoever
has sent his own takes in his scope from the beginning, while the others still send.
"""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import quantiles
from uuid import UUID

from campaigns.county import County, county
from campaigns.paper import Figure
from campaigns.stations import Left, Node, lost, nodes

TIMES = 4_200
STATIONS = 300
AT_ONCE = 8  # stations that talk at the same moment
BATCH = 200
EARNEST = 6 * 4_200 * STATIONS  # operations of a county with six desks a station
SLOW, HOUR = 0.5, 3600.0  # s: of a pull, of the whole
GROWN = 1.25  # memory at the end, over that after a third


@dataclass
class Told:
    seconds: list[float] = field(default_factory=list)  # of each pull
    memory: list[float] = field(default_factory=list)  # MB, after each station
    left: int = 0


def run(times: int, seed: int) -> list[Figure]:
    return [backlog(times, seed)]


def backlog(ops: int, seed: int = 1, stations: int = STATIONS) -> Figure:
    with county() as (server, postgresql):
        scopes = [f"3399{n // 90 + 1:02}-{n % 90 + 1:02}" for n in range(stations)]
        all_of_them, told = nodes(server.home, scopes, seed), Told()
        began = time.monotonic()
        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(lambda node: _catch_up(node, ops, server, told), all_of_them))
        took = time.monotonic() - began
        acked = set[UUID]().union(*(node.acked for node in all_of_them))
        gone = lost(postgresql, acked)
    p95 = quantiles(told.seconds, n=20)[-1]
    early, late = max(told.memory[: stations // 3]), max(told.memory)
    speed = len(acked) / took
    hours = EARNEST / speed / HOUR
    wrong = (late > early * GROWN, told.left > 0)
    missed = "; slower than asked" if p95 > SLOW or hours > 1 else ""
    return Figure(
        what=f"{stations} stations, {ops:,} operations each: {speed:,.0f}/s clients on the "
        f"same cores, so {EARNEST / 1e6:.1f} million in {hours * 60:.0f} min; p95 of a pull "
        f"{p95 * 1000:.0f} ms; server {early:.0f} MB after a third, {late:.0f} at the end{missed}",
        times=stations,
        struck=len(told.seconds),
        acknowledged=len(acked),
        lost=len(gone) + stations * ops - len(acked) + sum(wrong),
    )


def _catch_up(node: Node, ops: int, server: County, told: Told) -> None:
    try:
        node.hello()
        cuts = [*range(0, ops, BATCH), ops]
        for begin, end in pairwise(cuts):
            node.send(node.batch(end - begin))
        _take_in(node, told)
    except Left:
        told.left += 1
    finally:
        node.line.close()
        told.memory.append(server.memory())


def _take_in(node: Node, told: Told) -> None:
    after, head = 0, 1
    while after < head:
        began = time.monotonic()
        page = node.persist(lambda after=after: node.line.pull(node.scope, after))  # type: ignore[misc]
        told.seconds.append(time.monotonic() - began)
        after, head = page.upto, page.head
