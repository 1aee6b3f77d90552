"""`python -m benchmarks [NAME]`: one benchmark, or all of them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from benchmarks.harness import Figure, environment, write

TOOLS = {"__init__", "__main__", "child", "colleague", "county_home", "harness", "homes", "station"}


def names() -> list[str]:
    found = (path.stem for path in Path(__file__).parent.glob("*.py"))
    return sorted(name for name in found if name not in TOOLS)


def run(name: str) -> Sequence[Figure]:
    """The figures of one benchmark, kept in docs/performance.md. Raises KeyError."""
    if name not in names():
        raise KeyError(name)
    script = import_module(f"benchmarks.{name}")
    figures: Sequence[Figure] = script.figures()
    write(name, script.TITLE, figures)
    return figures


def rows(name: str | None = None) -> list[dict[str, Any]]:
    return [figure.row() for one in ([name] if name else names()) for figure in run(one)]


def main() -> int:
    print(environment())  # noqa: T201
    found = rows(sys.argv[1] if len(sys.argv) > 1 else None)
    for row in found:
        print(*row.values(), sep=" · ")  # noqa: T201
    return 0 if all(row["met"] for row in found) else 1


if __name__ == "__main__":
    sys.exit(main())
