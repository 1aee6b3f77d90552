"""Writes what is made from data into docs/security.md: the table of rights, open requirements.

python tools/security.py
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from station_app.access.matrix import MATRIX
from station_app.access.roles import APART, ROLES
from station_app.access.titles import TITLES
from station_app.core.texts import render
from station_app.registers import REGISTERS

ROOT = Path(__file__).parents[1]
FILE = ROOT / "docs/security.md"


def matrix() -> Iterator[str]:
    yield "| right | 权限 | " + " | ".join(f"`{role}`" for role in ROLES) + " |"
    yield "|---|---|" + ":-:|" * len(ROLES)
    for right, roles in MATRIX.items():
        service, _colon, register = right.partition(":")
        title = render(TITLES[service])
        if register in REGISTERS:
            title += f"（{render(REGISTERS[register].title)}）"
        may = " | ".join("●" if role in roles else "" for role in ROLES)
        yield f"| `{right}` | {title} | {may} |"
    apart = sorted("`" + "` and `".join(sorted(pair)) + "`" for pair in APART)
    yield ""
    yield f"Never one person, in one home or in two: {'; '.join(apart)}."


def unmet() -> Iterator[str]:
    with (ROOT / "docs/asvs.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["applies"] == "yes"]
    yield f"Of {len(rows)} requirements that apply, {_n(rows, 'met')} are met."
    for state in ("open", "partly"):
        yield f"\n**{state.capitalize()}** ({_n(rows, state)})\n"
        yield from (
            f"- {row['id']} (level {row['level']}) {row['requirement']}: {row['note']}"
            for row in rows
            if row["state"] == state
        )


def _n(rows: list[dict[str, str]], state: str) -> int:
    return sum(row["state"] == state for row in rows)


MADE: dict[str, Callable[[], Iterator[str]]] = {"matrix": matrix, "asvs": unmet}


def document(text: str) -> str:
    """With what stands between the marks made anew."""
    for name, lines in MADE.items():
        begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
        body = "\n".join((begin, *lines(), end))
        text, n = re.subn(f"{begin}.*?{end}", lambda _found, body=body: body, text, flags=re.S)
        if n != 1:
            raise SystemExit(f"{FILE}: {begin} … {end} once, please")
    return text


if __name__ == "__main__":
    FILE.write_text(document(FILE.read_text("utf-8")), encoding="utf-8")
