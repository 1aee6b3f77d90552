"""The tables under resources/codes: CSV whose first lines (`# …`) name source and date."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "resources" / "codes"
CHARACTERS = FOLDER / "characters"

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


@cache
def readings() -> dict[str, str]:
    """Character → its readings, likeliest first, divided by "/"."""
    return _pairs("readings")


@cache
def surnames() -> dict[str, str]:
    """Surname → its readings divided by "/", syllables by spaces."""
    return _pairs("surnames")


def _pairs(name: str) -> dict[str, str]:
    """Two plain columns, forty thousand lines: split here, without the csv module."""
    lines = (CHARACTERS / f"{name}.csv").read_text(encoding="utf-8").splitlines()
    cells = (line.split(",") for line in lines if line[0] != "#")
    return {cell[0]: cell[1] for cell in list(cells)[1:]}
