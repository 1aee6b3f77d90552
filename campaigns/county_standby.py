"""The county's database is killed under load; a standby that had to hear of all goes on: S6.

The red run is a standby that is not waited for, and whose line fell just before.
"""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from uuid import UUID

from campaigns.county import PATIENCE, County, PostgreSQL, county
from campaigns.county_killed import HURRY, OPS, SCOPES
from campaigns.paper import Figure
from campaigns.stations import Node, lost, nodes

TIMES = 50
NAME = "standby"
LOAD = 1.0  # s of work before the blow
FALLEN = 0.4  # s before it


def run(times: int, seed: int) -> list[Figure]:
    return [failovers(times, seed), failovers(max(1, times // 10), seed, waited_for=False)]


def failovers(times: int, seed: int = 1, *, waited_for: bool = True) -> Figure:
    told = [_failover(seed + n, waited_for) for n in range(times)]
    took = max(seconds for _s, _a, _l, seconds in told)
    what = f"the database lost, a standby promoted; stations go on after at most {took:.1f} s"
    return Figure(
        what=what if waited_for else f"{what}, not waited for",
        times=times,
        struck=sum(struck for struck, _a, _l, _t in told),
        acknowledged=sum(acked for _s, acked, _l, _t in told),
        lost=sum(gone for _s, _a, gone, _t in told),
        red=not waited_for,
    )


def _failover(seed: int, waited_for: bool) -> tuple[int, int, int, float]:
    """Whether it was struck at work, acknowledged, lost, seconds until somebody was heard again."""
    with county() as (server, primary), Standby(primary) as standby:
        if waited_for:
            _wait_for(primary)
        sending = nodes(server.home, SCOPES, seed, 2)
        for node in sending:
            node.wait = lambda seconds: time.sleep(seconds / HURRY)
        enough = Event()
        with ThreadPoolExecutor(len(sending)) as pool:
            for node in sending:
                pool.submit(_work, node, enough)
            time.sleep(LOAD)
            if not waited_for:
                standby.ask("alter system set primary_conninfo = ''")
                standby.ask("select pg_reload_conf()")
                time.sleep(FALLEN)
            took = _go_on(server, primary, standby, sending)
            enough.set()
        acked = set[UUID]().union(*(node.acked for node in sending))
        tried = any(node.tries for node in sending)
        return int(tried), len(acked), len(lost(standby, acked)), took


def _go_on(server: County, primary: PostgreSQL, standby: PostgreSQL, sending: list[Node]) -> float:
    before, began = sum(len(node.acked) for node in sending), time.monotonic()
    primary.kill()
    standby.ask("select pg_promote()")
    server.kill()
    server.pointed_at(standby.url)
    server.begin()
    while sum(len(node.acked) for node in sending) < before + OPS * len(sending):
        if time.monotonic() > began + PATIENCE:
            raise TimeoutError("no station was heard again")
        time.sleep(0.01)
    return time.monotonic() - began


def _work(node: Node, enough: Event) -> None:
    node.hello()
    while not enough.is_set():
        node.send(node.batch(OPS))
    node.line.close()


class Standby:
    """A copy that follows, over a line of its own."""

    def __init__(self, primary: PostgreSQL) -> None:
        self.primary, self.one = primary, PostgreSQL(primary.folder.parent / NAME)

    def __enter__(self) -> PostgreSQL:
        self.one.folder.mkdir()
        self.one.own()
        source = f"host={self.primary.folder} user=postgres application_name={NAME}"
        self.one.run("pg_basebackup", "-d", source, "-D", str(self.one.data), "-R", "-c", "fast")
        self.one.begin()
        return self.one

    def __exit__(self, *_why: object) -> None:
        self.one.end()


def _wait_for(primary: PostgreSQL) -> None:
    primary.ask(f"alter system set synchronous_standby_names = '{NAME}'")
    primary.ask("select pg_reload_conf()")
    until = time.monotonic() + PATIENCE
    while primary.ask("select sync_state from pg_stat_replication") != [("sync",)]:
        if time.monotonic() > until:
            raise TimeoutError("the standby does not follow")
        time.sleep(0.02)
