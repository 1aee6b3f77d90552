"""The tables under resources/codes: CSV whose first lines (`# …`) name source and date."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "resources" / "codes"

Row = dict[str, str]


@cache
def rows(name: str) -> tuple[Row, ...]:
    """Raises KeyError where there is no such table."""
    try:
        text = (FOLDER / f"{name}.csv").read_text(encoding="utf-8")
    except FileNotFoundError:
        raise KeyError(name) from None
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return tuple(csv.DictReader(lines))


def source(name: str) -> str:
    """The lines that name source and date, without their mark."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8") as lines:
        return "\n".join(line[1:].strip() for line in lines if line.startswith("#"))
