"""kill -9 of the county's server, and of its PostgreSQL, while stations send: S5.

What a station was told has arrived is there afterwards, the log of each scope is 1, 2, 3 …, and
every station finishes after the restart with the same batches.
"""

from __future__ import annotations

import random
import time
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from uuid import UUID

from campaigns.county import PATIENCE, County, PostgreSQL, county
from campaigns.paper import Figure
from campaigns.stations import Left, Node, lost, nodes

TIMES = 500
SCOPES = ["339901-01", "339901-02", "339901-03"]
EACH = 2  # devices of a scope, so that they wait for its lock
WORKING = 0.15  # s at most between the first answer after a restart and the blow
HURRY = 20  # times as fast as the county asks, who comes again
OPS = 20  # of a batch


def run(times: int, seed: int) -> list[Figure]:
    return [
        kills(times // 2, "server", seed),
        kills(times // 2, "PostgreSQL", seed),
        kills(max(5, times // 50), "PostgreSQL", seed, safe=False),
    ]


def kills(times: int, victim: str, seed: int = 1, *, safe: bool = True) -> Figure:
    """`safe`: PostgreSQL says yes when it is on the disk; else it forgets what it said last."""
    chance = random.Random(seed)
    with county() as (server, postgresql):
        if not safe:
            postgresql.ask("alter system set synchronous_commit = off")
            postgresql.ask("alter system set wal_writer_delay = '10s'")
            postgresql.ask("select pg_reload_conf()")
        sending = nodes(server.home, SCOPES, seed, EACH)
        for node in sending:
            node.wait = lambda seconds: time.sleep(seconds / HURRY)
        enough = Event()
        with ThreadPoolExecutor(len(sending)) as pool:
            working = [pool.submit(_work, node, enough) for node in sending]
            struck = _strike(times, victim, server, postgresql, chance)
            enough.set()
        acked = set[UUID]().union(*(node.acked for node in sending))
        gone = lost(postgresql, acked) + _unfinished(working)
    what = f"kill -9 of the county's {victim}, {len(sending)} stations sending"
    return Figure(
        what=what if safe else f"{what}, told before it is on the disk",
        times=times,
        struck=min(struck, sum(node.tries for node in sending)),
        acknowledged=len(acked),
        lost=len(gone),
        red=not safe,
    )


def _strike(
    times: int, victim: str, server: County, postgresql: PostgreSQL, chance: random.Random
) -> int:
    """How often it was working when it was struck."""
    struck = 0
    for _each in range(times):
        before, until = _count(postgresql), time.monotonic() + PATIENCE
        while _count(postgresql) == before and time.monotonic() < until:
            time.sleep(0.005)
        time.sleep(chance.uniform(0, WORKING))
        struck += _count(postgresql) > before
        one = server if victim == "server" else postgresql
        one.kill()
        one.begin()
    return struck


def _count(postgresql: PostgreSQL) -> int:
    return int(postgresql.ask("select coalesce(sum(head), 0) from scope")[0][0])


def _work(node: Node, enough: Event) -> int:
    """Batches, until it is told to end; the last one is finished."""
    node.hello()
    sent = 0
    while not enough.is_set():
        node.send(node.batch(OPS))
        sent += 1
    node.line.close()
    return sent


def _unfinished(working: list[Future[int]]) -> list[str]:
    return [str(why) for one in working if isinstance(why := one.exception(), Left)]
