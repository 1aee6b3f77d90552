"""`python -m campaigns [NAME] [--times N]`: figures for docs/reliability.md."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from time import perf_counter

from campaigns.paper import Figure, table, write

NAMES = ("kill", "power", "wal", "rot", "full", "migration")


def run(name: str, times: int | None) -> list[Figure]:
    """A module `campaigns.NAME` has TIMES and `run(times)`."""
    campaign = import_module(f"campaigns.{name}")
    begun = perf_counter()
    figures: list[Figure] = campaign.run(times or campaign.TIMES)
    write(name, figures, perf_counter() - begun)
    return figures


def main() -> int:
    parser = argparse.ArgumentParser(prog="campaigns")
    parser.add_argument("name", nargs="?", choices=NAMES)
    parser.add_argument("--times", type=int)
    asked = parser.parse_args()
    figures = [
        figure
        for name in ([asked.name] if asked.name else NAMES)
        for figure in run(name, asked.times)
    ]
    print(*table(figures), sep="\n")
    return 0 if all(figure.held for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
