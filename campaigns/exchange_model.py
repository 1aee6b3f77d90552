"""The exchange as a model: hypothesis draws schedules of `exchange_steps` (S1).

Homes, client and county are the real ones. When everybody has exchanged everything the oracles of
`exchange_oracles` are asked. `--times` counts schedules.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test
from sqlalchemy import create_engine

from campaigns.county import PostgreSQL, database, served
from campaigns.exchange_home import NOW
from campaigns.exchange_line import CALLS
from campaigns.exchange_station import COUNTY_KEY, SCHEMA_AFTER
from campaigns.exchange_steps import Exchange
from campaigns.exchange_world import World, world
from campaigns.home import in_memory
from campaigns.paper import Figure
from station_app.county import limits
from station_app.county.book import Book, Node
from station_app.county.schema import bring_up
from station_app.registers import REGISTERS
from station_app.sync.line import Line

TIMES = 1_000
STEPS = 50
STEPS_DONE = (
    *("create", "household", "edit", "withdraw", "undo", "merge", "two_people", "guardian"),
    *("move out", "hand over", "photograph", "seal", "purge", "resolve", "round", "push", "pull"),
)
BEFELL = {  # as it is counted by who plays it, when it really was played
    "a request is lost": [f"request {call}" for call in CALLS],
    "an answer is lost": [f"response {call}" for call in CALLS],
    "a message comes twice": [f"twice {call}" for call in CALLS],
    "a message comes long after": ["late message"],
    "a photograph comes garbled": ["garbled get_blob"],
    "the program ends while it takes in": ["program ends: Fallen"],
    "a file is put back": ["put back"],
    "a file is copied to the other desk": ["copy"],
    "a clock is 11 days off": ["clock -11 days off", "clock 11 days off"],
    "all is compared on another day": ["asked compare"],
    "operations of the next program": ["newer program"],
    "two wrote one field": ["conflict"],
    "an operation is refused": ["refused"],
}


def machine(world: World) -> type[Exchange]:
    return type("Exchange", (Exchange,), {"world": world})


def play(world: World, times: int, begin: int | None, steps: int = STEPS) -> None:
    """Raises AssertionError with the steps of the shortest schedule that shows a fault."""
    how = settings(
        max_examples=times,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        derandomize=begin is None,
        suppress_health_check=list(HealthCheck),
        print_blob=False,
        phases=(Phase.generate, Phase.shrink),
    )
    run_state_machine_as_test(
        machine(world) if begin is None else seed(begin)(machine(world)), settings=how
    )


@contextmanager
def county(url: str) -> Iterator[Book]:
    """Over an empty database; it already reads the schema after this one."""
    engine = create_engine(url, pool_size=8)
    bring_up(engine)
    try:
        said = {"name": "清水县公安局", "key": COUNTY_KEY, "wire": SCHEMA_AFTER}
        yield Book(engine, REGISTERS, lambda: NOW, **said)  # type: ignore[arg-type]
    finally:
        engine.dispose()


@contextmanager
def over_http(folder: Path, postgresql: PostgreSQL) -> Iterator[World]:
    """The same world, each home with a line of its own: TLS, signatures, tokens (S3)."""
    newest = patch.object(limits, "SCHEMA", SCHEMA_AFTER.newest)
    with newest, served(postgresql) as (home, _port, server):
        for book in (server.push, server.pull):
            object.__setattr__(book, "wire", SCHEMA_AFTER)

        def join(node: Node) -> Line:
            key = Ed25519PrivateKey.generate()
            public = key.public_key().public_bytes_raw()
            server.pull.enter_device(node.device, node.scope, public)
            return Line(home.card.url, home.ca, node.device, key)

        with world(folder, server.pull, join) as found:
            yield found


def run(times: int, begin: int) -> list[Figure]:
    folder = partial(TemporaryDirectory, dir=in_memory())
    with database() as far, folder() as homes, over_http(Path(homes), far) as there:
        play(there, max(1, times // 20), begin)
    with (
        database() as near,
        folder() as homes,
        county(near.url) as book,
        world(Path(homes), book) as here,
    ):
        play(here, times, begin)
    whole, *kinds = figures_of("in process", here)
    return [whole, figures_of("over HTTPS", there)[0], *kinds]


def figures_of(how: str, world: World) -> list[Figure]:
    """All of it, and each kind of what people do and of what befalls them: none may be absent."""
    counted = world.counted
    times, steps = counted["schedules"], sum(counted.get(step, 0) for step in STEPS_DONE)
    struck = {name: sum(counted.get(what, 0) for what in whats) for name, whats in BEFELL.items()}
    whole = figure(f"four homes of two scopes, {how}", times, sum(struck.values()), steps)
    kinds = struck | {step: counted.get(step, 0) for step in STEPS_DONE}
    return [whole, *(figure(f"{how}: {name}", times, n, steps) for name, n in kinds.items())]


def figure(what: str, times: int, struck: int, acknowledged: int) -> Figure:
    return Figure(what=what, times=times, struck=struck, acknowledged=acknowledged, lost=0)
