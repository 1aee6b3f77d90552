"""The exchange as a model: hypothesis draws schedules of `exchange_steps` (S1).

Homes, client and county are the real ones. When everybody has exchanged everything the oracles of
`exchange_oracles` are asked. `--times` counts schedules.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test
from sqlalchemy import create_engine

from campaigns.county import PostgreSQL, database, served
from campaigns.exchange_station import COUNTY_KEY, NOW, SCHEMA_AFTER
from campaigns.exchange_steps import Exchange
from campaigns.exchange_world import World, world
from campaigns.home import in_memory
from campaigns.paper import Figure
from station_app.county.book import Book, Node
from station_app.county.schema import bring_up
from station_app.registers import REGISTERS
from station_app.sync.line import Line

TIMES = 1_000
STEPS = 50


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
    with served(postgresql) as (home, _port, server):
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
    figures = list[Figure]()
    with database() as postgresql, TemporaryDirectory(dir=in_memory()) as folder:
        near, far = Path(folder) / "near", Path(folder) / "far"
        near.mkdir()
        far.mkdir()
        with over_http(far, postgresql) as there:
            play(there, max(1, times // 20), begin)
            figures.append(figure("over HTTP", there))
        with county(postgresql.url) as book, world(near, book) as here:
            play(here, times, begin)
            figures.insert(0, figure("in process", here))
    return figures


def figure(how: str, world: World) -> Figure:
    counted = world.counted
    done = sum(n for what, n in counted.items() if what != "schedules")
    befell = ("put back", "copy", "late message", "push twice", "round twice", "pull twice")
    struck = sum(counted.get(what, 0) for what in befell)
    struck += sum(n for what, n in counted.items() if what.endswith(("Unreachable", "Fallen")))
    return Figure(
        what=f"four homes of two scopes, {how}",
        times=counted["schedules"],
        struck=struck,
        acknowledged=done,
        lost=0,
    )
