"""What no linter here counts: length, unfinished work, and words printed past the edge."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
LONGEST_FILE = 400
LONGEST_FUNCTION = 60

LONG_FILES: dict[str, str] = {}  # path → the reason
MIGRATIONS = (  # one list of steps each, never edited
    "station_app/storage/migrations/versions/",
    "station_app/county/migrations/versions/",
)
LONG_FUNCTIONS: dict[str, str] = {}  # path:function → the reason


@cache
def sources() -> dict[str, str]:
    return {
        str(path.relative_to(ROOT)): path.read_text("utf-8")
        for package in ("station_app", "ui", "tools", "benchmarks", "campaigns")
        for path in sorted((ROOT / package).rglob("*.py"))
    }


@cache
def nodes() -> list[tuple[str, ast.AST]]:
    return [(name, node) for name, text in sources().items() for node in ast.walk(ast.parse(text))]


CLOCKS = {  # files that may ask the machine what time it is
    "station_app/moments.py",  # for everything that is recorded, owed or shown
    "station_app/core/reports.py",  # names the file of a report: nothing of the station knows when
    "station_app/cli/output.py",
    "station_app/county/serving.py",  # what the county says of its own time comes from here
    "station_app/sync/line.py",  # when a request is signed; the county sets it right
}
ASKED = re.compile(
    r"datetime\.now|utcnow|date\.today|fromtimestamp|localtime|time\.time\b|current(Date|Time|DateTime)\b"
)


def asks_the_clock(sources: dict[str, str]) -> set[str]:
    return {
        name
        for name, text in sources.items()
        if name.startswith(("station_app/", "ui/")) and ASKED.search(text)
    }


def test_nothing_but_the_edge_asks_what_time_it_is():
    """Rules, slices and pages are told: else a set clock of practice, or a term, is passed by."""
    assert asks_the_clock(sources()) == CLOCKS


def test_a_rule_that_asks_the_clock_is_found():
    for said in ("date.today()", "datetime.now(UTC)", "time.time()", "QDate.currentDate()"):
        asking = {"station_app/residents/rules.py": f"day = {said}"}
        assert asks_the_clock(asking) == set(asking)


def test_a_long_file_has_its_reason():
    long = {
        name
        for name, text in sources().items()
        if not name.startswith(MIGRATIONS) and text.count("\n") > LONGEST_FILE
    }
    assert long == set(LONG_FILES)


def test_a_long_function_has_its_reason():
    long = {
        f"{name}:{node.name}"
        for name, node in nodes()
        if not name.startswith(MIGRATIONS)
        and isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    }
    assert long == set(LONG_FUNCTIONS)


def test_nothing_is_left_unfinished():
    unfinished = re.compile(r"\b(TODO|FIXME|XXX)\b|raise NotImplementedError")
    assert [name for name, text in sources().items() if unfinished.search(text)] == []


def test_the_library_never_prints():
    """Words go out at the edge, rendered: `typer.echo` in the command line, widgets on screen."""
    printing = [
        f"{name}:{node.lineno}"
        for name, node in nodes()
        if name.startswith(("station_app/", "ui/"))
        and isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "print"
    ]
    assert printing == []
