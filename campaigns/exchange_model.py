"""The exchange as a model: hypothesis draws schedules of `exchange_steps` (S1).

Homes, client and county are the real ones. When everybody has exchanged everything the oracles of
`exchange_oracles` are asked. `--times` counts schedules.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test
from sqlalchemy import Engine, create_engine, text

from campaigns.desks import server
from campaigns.exchange_steps import Exchange
from campaigns.exchange_world import World, world
from campaigns.home import in_memory
from campaigns.paper import Figure
from station_app.county.schema import bring_up

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
def county(url: str) -> Iterator[Engine]:
    engine = create_engine(url, pool_size=8)
    bring_up(engine)
    try:
        yield engine
    finally:
        engine.dispose()


def run(times: int, begin: int) -> list[Figure]:
    with TemporaryDirectory(dir=in_memory()) as folder, server(Path(folder)) as url:
        address = url(1)
        with county(address) as engine:
            quick(engine)
            with world(Path(folder), engine) as here:
                play(here, times, begin)
                return [figure(here)]


def quick(engine: Engine) -> None:
    """Its disk outlives no campaign."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as at:
        for name in ("fsync", "full_page_writes", "synchronous_commit"):
            at.execute(text(f"alter system set {name} = off"))
        at.execute(text("select pg_reload_conf()"))


def figure(world: World) -> Figure:
    counted = world.counted
    done = sum(n for what, n in counted.items() if what != "schedules")
    befell = ("put back", "copy", "late message", "push twice", "round twice", "pull twice")
    struck = sum(counted.get(what, 0) for what in befell)
    struck += sum(n for what, n in counted.items() if what.endswith(("Unreachable", "Fallen")))
    return Figure(
        what=f"four homes, two scopes, in process: {done:,} steps",
        times=counted["schedules"],
        struck=struck,
        acknowledged=done,
        lost=0,
    )
