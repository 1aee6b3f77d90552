"""`python -m campaigns [NAME] [--times N] [--seed N]`: figures for docs/reliability.md."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from random import randrange
from time import perf_counter

from campaigns.paper import Figure, table, write

NAMES = (
    "kill",
    "power",
    "wal",
    "rot",
    "full",
    "migration",
    "audit",
    "copies",
    "drill",
    "desks",
    "importers",
    "fuzz",
    "tallies",
    "exchange_model",
    "line_faults",
    "county_killed",
    "county_standby",
    "county_flood",
    "county_api",
    "three_weeks",
)


def run(name: str, times: int | None, seed: int) -> list[Figure]:
    """A module `campaigns.NAME` has TIMES and `run(times, seed)`."""
    campaign = import_module(f"campaigns.{name}")
    begun = perf_counter()
    figures: list[Figure] = campaign.run(times or campaign.TIMES, seed)
    write(name, figures, seed, perf_counter() - begun)
    return figures


def main() -> int:
    parser = argparse.ArgumentParser(prog="campaigns")
    parser.add_argument("name", nargs="?", choices=NAMES, type=lambda said: said.replace("-", "_"))
    parser.add_argument("--times", type=int)
    parser.add_argument("--seed", type=int, default=randrange(10**6))  # another each night
    asked = parser.parse_args()
    figures = [
        figure
        for name in ([asked.name] if asked.name else NAMES)
        for figure in run(name, asked.times, asked.seed)
    ]
    print(*table(figures), sep="\n")
    return 0 if all(figure.held for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
