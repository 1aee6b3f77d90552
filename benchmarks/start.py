"""From the start of the process to the sign-in page, and from the key to what is due today.

The key's own work (Argon2id) is not in the second: it is as long as was chosen.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.harness import Figure
from benchmarks.homes import TODAY, make_home

TITLE = "Start, and what is due today with 100,000 residents"
N = 100_000
STARTS = 9  # each, in turns, so that a busy moment meets all
SIGN_INS = 5
HALF_A_SECOND, SLOT = 500.0, 50.0  # ms


def figures(n: int = N) -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        home = make_home(Path(folder) / "home", n)
        ask("bare"), ask("painted", home)  # what is compiled is kept
        starts = [(_start("bare"), _start("painted", home)) for _ in range(STARTS)]
        opened = [ask("signed_in", home) for _ in range(SIGN_INS)]
    bare, ours = (min(times) for times in zip(*starts, strict=True))
    return [
        Figure(
            name="first paint of the sign-in page",
            value=ours,
            against="a PySide6 window with menu, tree and table",
            base=bare,
            limit=1.2,
        ),
        Figure(
            name="key unlocked to today's list painted",
            value=min(each["took"] for each in opened),
            against="half a second",
            base=HALF_A_SECOND,
            limit=1,
        ),
        Figure(
            name="longest stop while modules are read in",
            value=min(each["gaps"][0] for each in opened),
            against="one slot",
            base=SLOT,
            limit=1,
        ),
    ]


def ask(what: str, *given: Path) -> dict[str, Any]:
    """The answer of a child. Raises CalledProcessError."""
    told = subprocess.run(  # noqa: S603  our own module
        [sys.executable, "-m", "benchmarks.child", what, *map(str, given)],
        env=_environment(),
        cwd=Path(__file__).parents[1],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=True,
        text=True,
    ).stdout
    answer: dict[str, Any] = json.loads(told.splitlines()[-1])
    return answer


def _start(what: str, *given: Path) -> float:
    from benchmarks.child import now

    begun = now()
    painted: float = ask(what, *given)["painted"]
    return painted - begun


def _environment() -> dict[str, str]:
    """Offscreen, on the day of the station, compiled modules kept as in an installation."""
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"QT_QPA_PLATFORM": "offscreen", "STATION_TODAY": TODAY.isoformat()}
