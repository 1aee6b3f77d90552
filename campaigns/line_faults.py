"""A line that refuses, cuts, falls silent, delays, crawls and repeats, between a real station and a
real server: S4.
"""

from __future__ import annotations

import json
import random
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch
from uuid import UUID

import httpx

from campaigns.county import PostgreSQL, database, served
from campaigns.home import ask, in_memory, new_home
from campaigns.line_proxy import KINDS, SILENT, Faulty, Proxy, Repeating
from campaigns.paper import Figure
from campaigns.stations import lost
from campaigns.work import Work
from station_app import app
from station_app.county.batch import Batch
from station_app.county.home import Home
from station_app.county.server import Server
from station_app.station import Station
from station_app.sync import enrolment, sending, status
from station_app.sync.county import Denied, Unreachable
from station_app.sync.exchange import exchange
from station_app.sync.line import TIMES as PATIENCE
from station_app.sync.line import trusting
from station_app.sync.status import LATE, SOON

TIMES = 10_000
BATCH = 4  # operations
ACTS = 12  # that the officer does at most between two rounds
SILENCE = 0.6  # s until this station gives up a line that says nothing
STALL = 60.0  # s
PATIENT = 30  # times as many batches until an answer is cut off that nobody kept
DOUBLED = "select op_id from sync_log group by op_id having count(*) > 1 limit 1"
UNANSWERED = "select count(*) from operation where acked_seq is null and kind <> 'pulled'"
KEYS = ("sync_log", "op_body", "op_rejected")


def run(times: int, seed: int) -> list[Figure]:
    few = max(50, times // 50)
    return [
        *faults(times, seed),
        *faults(few, seed, without="answers"),
        *faults(few, seed, without="pause"),
        silence(),
    ]


def faults(times: int, seed: int = 1, without: str = "") -> list[Figure]:
    """One line each kind of fault, and one for what the station did about them.

    `without` the answers that the county keeps, and the numbers: what is sent again is done again.
    `without` the pause after a failure: it is tried at once.
    """
    most = times * PATIENT if without == "answers" else times
    with _story(seed, without) as story:
        while story.line.pushes < times or (story.line.pushes < most and not story.doubled()):
            story.round()
        wrong = story.wrong()
    if without:
        loss = story.untold if without == "pause" else wrong
        return [_about(story, f"no {without} kept", len(loss), red=True)]
    shown = [
        Figure(
            what=f"the line: {kind}",
            times=story.line.armed[kind],
            struck=story.struck(kind),
            acknowledged=story.line.told,
            lost=len(wrong),
        )
        for kind in KINDS
    ]
    what = f"told, and later each time; the longest of {story.rounds} rounds {story.slowest:.0f} s"
    return [*shown, _about(story, what, len(story.untold))]


def _about(story: Story, what: str, loss: int, *, red: bool = False) -> Figure:
    return Figure(
        what=f"the line: rounds that failed, {what}",
        times=story.line.pushes,
        struck=story.failed,
        acknowledged=story.line.told,
        lost=loss,
        red=red,
    )


@dataclass
class Story:
    """One officer who works on, and exchanges whenever the station says that it may."""

    station: Station
    work: Work
    line: Faulty
    postgresql: PostgreSQL
    chance: random.Random
    later: timedelta = timedelta()
    rounds: int = 0
    failed: int = 0
    running: int = 0  # failures since the last success
    slowest: float = 0.0  # s of a round
    pauses: list[timedelta] = field(default_factory=list)
    untold: list[str] = field(default_factory=list)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.later

    def round(self) -> None:
        for _each in range(self.chance.randint(1, ACTS)):
            getattr(self.work, self.chance.choice(("file", "household", "amend", "amend")))()
        self._exchange()

    def _exchange(self) -> None:
        desk = self.station.desk("officer")
        self.rounds, began = self.rounds + 1, time.monotonic()
        try:
            exchange(desk, self.line)
            self.running = 0
        except (Unreachable, Denied) as why:
            self.line.failed()
            self.failed, self.running = self.failed + 1, self.running + 1
            self._told(isinstance(why, Denied))
        self.slowest = max(self.slowest, time.monotonic() - began)
        self._expect(self.slowest <= STALL, "a round stalled")

    def _told(self, denied: bool) -> None:
        """What the status line says after a failure, and when the next try is."""
        desk = self.station.desk("officer")
        with desk.view("exchange-status") as view:
            found = status.standing(view)
            due = status.due(view.session, desk.now())
        assert found is not None
        assert found.retry_at is not None
        pause = found.retry_at - desk.now()
        self.pauses.append(pause)
        self._expect(not denied, "the county denied")
        self._expect(not due and self._is_in_order(pause), "tried at once")
        self._expect(found.failures == self.running, "failures not counted")
        self._expect(self._waiting() == found.waiting, "what waits is not told")
        self.later += max(pause, timedelta())

    def _is_in_order(self, pause: timedelta) -> bool:
        wanted = min(SOON * (1 << min(self.running - 1, 10)), LATE)
        return wanted * 0.7 <= pause <= wanted * 1.3

    def _waiting(self) -> int:
        return int(ask(self.station.desk("officer"), UNANSWERED)[0][0])

    def _expect(self, held: bool, what: str) -> None:
        if not held:
            self.untold.append(what)

    def doubled(self) -> bool:
        return bool(self.postgresql.ask(DOUBLED))

    def struck(self, kind: str) -> int:
        return (
            self.line.struck[kind] + self.line.proxy.struck[kind] + self.line.repeating.struck[kind]
        )

    def wrong(self) -> list[str]:
        """When the line is good again, each operation is there once, and all is as it is here."""
        self.line.calm = True
        for _each in range(3):
            self._exchange()
        spread = {round(pause.total_seconds()) for pause in self.pauses}
        self._expect(len(spread) > len(self.pauses) // 3, "all stations come again at once")
        desk = self.station.desk("officer")
        ours = {
            UUID(op)
            for (op,) in ask(desk, "select hex(op_id) from operation where kind <> 'pulled'")
        }
        found = lost(self.postgresql, ours)
        rows = self.postgresql.ask("select op_id from sync_log")
        found += [f"{op} not once" for op, n in Counter(op for (op,) in rows).items() if n > 1]
        found += [f"{op} refused" for (op,) in self.postgresql.ask("select op_id from op_rejected")]
        found += ["waiting"] * self._waiting() + ["another answer"] * self.line.differ
        found += [f"{kind} taken" for kind, n in self.line.repeating.taken.items() if n]
        there = self.postgresql.ask(
            "select replace(id::text, '-', ''), v->>'occupation' from sync_row where ent = 'people'"
        )
        here = ask(desk, "select lower(hex(id)), nullif(occupation, '') from person")
        return found + [f"person {id}" for id, _value in set(here) ^ set(there)]


@contextmanager
def _story(seed: int, without: str) -> Iterator[Story]:
    chance = random.Random(seed)
    with database() as postgresql, served(postgresql) as (county, port, server):
        if without == "answers":
            for table in KEYS:
                postgresql.ask(f"alter table {table} drop constraint pk_{table}")
        with _station(county, server) as station, _proxied(station, port, chance) as line:
            desk = station.desk("officer")
            story = Story(station, Work(desk, seed, lambda _told: None), line, postgresql, chance)
            station.now = story.now
            story.work.file()
            with _changed(without):
                yield story


@contextmanager
def _changed(without: str) -> Iterator[None]:
    known: Any = patch.object(Batch, "_known", lambda *_: {})
    count = patch.object(Batch, "_count", lambda _self, tx, *_: (tx.ops[-1].n, None, False))
    pause = patch.object(status, "pause", lambda *_: timedelta())
    answers = without == "answers"
    with (
        patch.object(sending, "MOST_OPS", BATCH),
        known if answers else nullcontext(),
        count if answers else nullcontext(),
        pause if without == "pause" else nullcontext(),
    ):
        yield


@contextmanager
def _station(county: Home, server: Server) -> Iterator[Station]:
    """A home that has joined, as its administrator does it."""
    with TemporaryDirectory(dir=in_memory()) as folder:
        home, file = Path(folder) / "home", Path(folder) / "code.json"
        key = new_home(home)
        station = app.open_home(home, bytearray(key))
        try:
            scope = station.card.organisation
            code = server.enrolling.issue(scope, "training", "演示派出所")
            said = {"url": county.card.url, "ca": county.ca, "code": code, "scope": scope}
            file.write_text(json.dumps(said | {"county": county.card.name, "training": True}))
            enrolment.enrol(station.desk("admin"), file)
            yield station
        finally:
            station.close()


@contextmanager
def _proxied(
    station: Station, port: int, chance: random.Random, patience: Any = None
) -> Iterator[Faulty]:
    proxy = Proxy(port, chance)
    line = enrolment.line(station.desk("officer"))
    times = patience or httpx.Timeout(SILENCE, connect=SILENCE)
    over = httpx.HTTPTransport(verify=trusting(line.ca), trust_env=False)
    repeating = Repeating(over, chance)
    base = f"https://127.0.0.1:{proxy.port}"
    line._client = httpx.Client(base_url=base, transport=repeating, timeout=times)
    try:
        yield Faulty(line, proxy, repeating, chance)
    finally:
        line.close()
        proxy.close()


def silence() -> Figure:
    """A line that says nothing, with the patience that stations have in earnest."""
    chance = random.Random(1)
    with database() as postgresql, served(postgresql) as (county, port, server):
        joined = _station(county, server)
        with joined as station, _proxied(station, port, chance, PATIENCE) as line:
            line.calm = True
            exchange(station.desk("officer"), line)
            Work(station.desk("officer"), 1, lambda _told: None).file()
            waits, began = 0, time.monotonic()
            line.proxy.arm(SILENT, 10)
            try:
                exchange(station.desk("officer"), line.line)
            except Unreachable:
                waits = 1
            took = time.monotonic() - began
    what = f"the line: silent, given up after {took:.0f} s"
    return Figure(what=what, times=1, struck=waits, acknowledged=0, lost=int(took > STALL))
