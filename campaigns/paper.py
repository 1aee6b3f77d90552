"""What a campaign tells, and its place in docs/reliability.md."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.harness import environment

PAPER = Path(__file__).parents[1] / "docs" / "reliability.md"
COLUMNS = ("What was done", "times", "struck", "acknowledged before", "lost or unnoticed", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One fault. A red run is the same with the protection taken away: it must show a loss."""

    what: str
    times: int
    struck: int  # times the fault really happened while something was under way
    acknowledged: int  # what had been told to be done before the faults
    lost: int
    red: bool = False

    @property
    def held(self) -> bool:
        return self.struck > 0 and (self.lost > 0) is self.red

    def cells(self) -> list[str]:
        verdict = (
            ("loss seen, as it must be" if self.red else "held") if self.held else "**failed**"
        )
        name = f"without protection: {self.what}" if self.red else self.what
        numbers = (self.times, self.struck, self.acknowledged, self.lost)
        return [name, *(f"{n:,}" for n in numbers), verdict]


def table(figures: Iterable[Figure]) -> list[str]:
    rows = [COLUMNS, ("---",) * len(COLUMNS), *(figure.cells() for figure in figures)]
    return ["| " + " | ".join(row) + " |" for row in rows]


def write(name: str, figures: Iterable[Figure], seed: int, seconds: float) -> None:
    """In place of what stood between the two marks of this campaign."""
    begin, end = f"<!-- {name}: figures -->", f"<!-- {name}: end -->"
    lines = [begin, f"{environment()} · seed {seed} · {seconds:.0f} s", "", *table(figures), end]
    text = PAPER.read_text(encoding="utf-8")
    old = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    if not old.search(text):
        raise LookupError(f"docs/reliability.md has no place for {name}")
    PAPER.write_text(old.sub(lambda _: "\n".join(lines), text), encoding="utf-8")
