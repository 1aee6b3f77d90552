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


@cache
def alike() -> dict[str, frozenset[int]]:
    """Character → the groups of look-alikes it stands in; two that share one look alike."""
    groups = [line for name in ("alike", "alike_parts") for line in _plain(name)]
    found: dict[str, set[int]] = {}
    for n, group in enumerate(groups):
        for char in group:
            found.setdefault(char, set()).add(n)
    return {char: frozenset(numbers) for char, numbers in found.items()}


def _pairs(name: str) -> dict[str, str]:
    cells = (line.split(",") for line in _plain(name))
    return {cell[0]: cell[1] for cell in cells}


def _plain(name: str) -> list[str]:
    """Forty thousand lines without quotes: taken as they are, without the csv module."""
    lines = (CHARACTERS / f"{name}.csv").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line[0] != "#"][1:]
