"""More stations at once than the county has room for, after a line that was down for days: 429.

Everybody is heard in the end, with the pauses the county asks for, and who only asks for what is
new is answered meanwhile.
"""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from statistics import quantiles
from threading import Event
from uuid import UUID

from campaigns.county import county
from campaigns.paper import Figure
from campaigns.stations import Left, Node, lost, nodes
from station_app.sync.county import Unreachable

TIMES = 150  # stations
BATCHES, OPS = 3, 100
SCOPES = 10  # that they belong to
STARVED = 60.0  # s until one batch was answered
ASKING = 4  # who ask for what is new


def run(times: int, seed: int) -> list[Figure]:
    return [flood(times, seed), flood(times, seed, apart=False)]


def flood(stations: int, seed: int = 1, *, apart: bool = True) -> Figure:
    """`apart`: what comes in and what is asked for have threads of their own at the county."""
    with county(apart=apart) as (server, postgresql):
        scopes = [f"339901-{n:02}" for n in range(1, SCOPES + 1)]
        coming = nodes(server.home, scopes, seed, stations // SCOPES)
        asking = nodes(server.home, scopes[:ASKING], seed)
        for node in (*coming, *asking):
            node.hello()
        begin, over = Event(), Event()
        with ThreadPoolExecutor(len(coming) + ASKING) as pool:
            waiting = [pool.submit(_ask, node, begin, over) for node in asking]
            working = [pool.submit(_come, node, begin) for node in coming]
            begin.set()
            left = sum(isinstance(one.exception(), Left) for one in working)
            over.set()
            answered = [seconds for one in waiting for seconds in one.result()]
        acked = set[UUID]().union(*(node.acked for node in coming))
        gone = lost(postgresql, acked)
    turned = sum(node.tries for node in asking)
    starved = sum(node.slowest > STARVED for node in coming) + left + turned
    missing = len(coming) * BATCHES * OPS - len(acked)
    p95 = quantiles(answered, n=20)[-1] * 1000 if len(answered) > 1 else 0
    slowest = max(node.slowest for node in coming)
    return Figure(
        what=f"{len(coming)} stations at once: the slowest batch heard after {slowest:.0f} s, "
        f"{len(answered):,} pulls beside, p95 {p95:,.0f} ms"
        + ("" if apart else ", threads in common"),
        times=len(coming) * BATCHES,
        struck=sum(node.tries for node in coming),
        acknowledged=len(acked),
        lost=len(gone) + starved + missing,
        red=not apart,
    )


def _come(node: Node, begin: Event) -> None:
    batches = [node.batch(OPS) for _each in range(BATCHES)]
    begin.wait()
    for batch in batches:
        node.send(batch)
    node.line.close()


def _ask(node: Node, begin: Event, over: Event) -> list[float]:
    """Seconds of each pull; the ones that were turned away are the node's `tries`."""
    begin.wait()
    took = list[float]()
    while not over.is_set():
        began = time.monotonic()
        try:
            node.line.pull(node.scope, 0, 50)
            took.append(time.monotonic() - began)
        except Unreachable:
            node.tries += 1
        time.sleep(0.2)
    node.line.close()
    return took
