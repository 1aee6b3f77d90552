"""The command line: a fixed contract for automation, support by telephone, and tests."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import typer
from typer.exceptions import Abort, TyperException

from station_app.cli import (
    agenda,
    audit,
    county,
    desks,
    duty,
    figures,
    homes,
    options,
    output,
    paper,
    paper_own,
    records,
    rulebook,
    sheets,
    upkeep,
)
from station_app.core.errors import Explained
from station_app.core.texts import _

HELP = """所务台 — one station's records, encrypted and offline.

Anywhere on the line: --home DIR · --as OFFICER · --password-file FILE · --factor-file FILE ·
--json · --purpose CODE · --note TEXT. $STATION_HOME, $STATION_OFFICER, $STATION_PASSWORD_FILE
and $STATION_FACTOR_FILE stand in for what is not said.
"""


def build() -> typer.Typer:
    app = typer.Typer(
        help=HELP,
        add_completion=False,
        pretty_exceptions_enable=False,
        epilog="例: station --home /tmp/t --as officer --password-file p find 张三",
    )
    for group in (
        homes,
        desks,
        records,
        agenda,
        sheets,
        paper,
        paper_own,
        duty,
        figures,
        rulebook,
        upkeep,
        audit,
        county,
    ):
        group.add_to(app)
    return app


def run(words: Sequence[str] | None = None) -> int:
    """0 done · 1 refused · 2 wrong usage · 3 the home is damaged or cannot be unlocked."""
    return started(build, "station", words)


def started(build: Callable[[], typer.Typer], name: str, words: Sequence[str] | None) -> int:
    """One line of a program of ours; every error of it in the same shape."""
    try:
        left = options.take(sys.argv[1:] if words is None else words)
        ended = _command(build)(left, prog_name=name, standalone_mode=False)
    except Explained as error:
        return output.fail(error)
    except Abort:
        return output.fail(options.Stopped(_("已中断；导入中断后可用 --go-on 继续")))
    except TyperException as misused:
        return output.advise(misused)
    except Exception as bug:
        return output.apologise(bug)
    return ended if isinstance(ended, int) else 0


@cache
def _command(build: Callable[[], typer.Typer]) -> Callable[..., Any]:
    """Reading the signatures of them all takes longer than many a line."""
    return typer.main.get_command(build()).main
