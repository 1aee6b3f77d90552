"""Named figures, each against the least that the same work could cost on the same machine."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter_ns
from typing import Any

PAPER = Path(__file__).parents[1] / "docs" / "performance.md"
HEAD = """# Performance

Every figure is a ratio against the least that the same work could cost, measured in the same
minute on the same machine; milliseconds are only context. `just bench NAME` measures a section
again and writes it here.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """`value` ms of ours over `base` ms of what it is held against; `faster` the other way."""

    name: str
    value: float
    against: str
    base: float
    limit: float
    faster: bool = False  # the ratio is base / value, and the limit the least it may be

    @property
    def ratio(self) -> float:
        return self.base / self.value if self.faster else self.value / self.base

    @property
    def met(self) -> bool:
        return self.ratio >= self.limit if self.faster else self.ratio <= self.limit

    def row(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "ms": round(self.value, 3),
            "against": self.against,
            "against_ms": round(self.base, 3),
            "ratio": round(self.ratio, 2),
            "limit": f"{'≥' if self.faster else '≤'} {self.limit:g}",
            "met": self.met,
        }


def timed(work: Callable[[], object], repeats: int = 5) -> float:
    """Milliseconds of the best of some runs."""
    return min(_once(work) for _ in range(repeats))


def _once(work: Callable[[], object]) -> float:
    begun = perf_counter_ns()
    work()
    return (perf_counter_ns() - begun) / 1e6


def percentile(times: Iterable[float], part: float) -> float:
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


def environment() -> str:
    import sqlcipher3.dbapi2 as sqlcipher

    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    return (
        f"{datetime.now(UTC):%Y-%m-%d} · {platform.machine()} · {os.cpu_count()} cores · "
        f"load {load:.1f} · Python {platform.python_version()} · SQLite {sqlcipher.sqlite_version}"
    )


def write(name: str, title: str, figures: Sequence[Figure]) -> None:
    """Put the section of one benchmark in place of the one that was there."""
    rows = [figure.row() for figure in figures]
    lines = [
        f"## {title}",
        f"<!-- {name} -->",
        environment(),
        "",
        "| Figure | ms | against | ms | ratio | limit | |",
        "|---|---|---|---|---|---|---|",
        *("| " + " | ".join(str(v) for v in _cells(row)) + " |" for row in rows),
        "",
    ]
    text = PAPER.read_text(encoding="utf-8") if PAPER.exists() else HEAD
    section = "\n".join([*lines, ""])
    old = re.compile(rf"## [^\n]*\n<!-- {name} -->\n.*?(?=^## |\Z)", re.S | re.M)
    text = old.sub(lambda _: section, text) if old.search(text) else f"{text}\n{section}"
    PAPER.parent.mkdir(parents=True, exist_ok=True)
    PAPER.write_text(text, encoding="utf-8")


def _cells(row: dict[str, Any]) -> list[Any]:
    return [*list(row.values())[:-1], "met" if row["met"] else "**missed**"]
