"""docs/asvs.csv against OWASP ASVS 5.0.0: level 2, and level 3 where most is at stake.

The numbers are the standard's: 70 requirements of level 1, 183 of level 2, and of level 3
those of authentication, cryptography, data protection and logging.
"""

from __future__ import annotations

import ast
import csv
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LEVEL_3 = {"V6": 12, "V11": 10, "V14": 4, "V16": 1}
SECTIONS = (5, 4, 7, 4, 4, 8, 6, 4, 2, 7, 7, 3, 4, 3, 4, 5, 3)  # of V1 to V17


def rows():
    with (ROOT / "docs/asvs.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


ROWS = rows()


def numbers(row):
    return tuple(int(n) for n in row["id"].removeprefix("V").split("."))


def chapter(row):
    return row["id"].partition(".")[0]


@cache
def names_in(path):
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    return {one.name for one in tree.body if isinstance(one, ast.FunctionDef)}


def fault(row):
    """What is wrong with this line, or None."""
    if not row["requirement"]:
        return "says nothing"
    if row["applies"] == "no":
        return None if row["note"] and not row["where"] + row["test"] + row["state"] else "why not?"
    if row["applies"] != "yes" or row["state"] not in ("met", "partly", "open"):
        return "neither yes nor no"
    if not row["where"] or not all((ROOT / place).exists() for place in row["where"].split()):
        return "where?"
    if row["state"] != "met" and not row["note"]:
        return "what is missing?"
    if not row["test"]:
        return None if row["note"] else "neither test nor reason"
    path, _, name = row["test"].partition("::")
    if not path.startswith("tests/") or not (ROOT / path).is_file():
        return "no such file of tests"
    return None if name in names_in(path) else "no such test"


def test_every_requirement_of_level_1_and_2_stands_there_once():
    assert Counter(row["level"] for row in ROWS if row["level"] in "12") == {"1": 70, "2": 183}
    assert len({row["id"] for row in ROWS}) == len(ROWS)


def test_level_3_stands_there_where_most_is_at_stake():
    found = Counter(chapter(row) for row in ROWS if row["level"] == "3")
    assert {name: found[name] for name in LEVEL_3} == LEVEL_3


def test_the_ids_are_of_the_chapters_there_are_and_in_their_order():
    assert all(re.fullmatch(r"V\d{1,2}\.\d\.\d{1,2}", row["id"]) for row in ROWS)
    assert [numbers(row) for row in ROWS] == sorted(numbers(row) for row in ROWS)
    assert {numbers(row)[0] for row in ROWS} == set(range(1, len(SECTIONS) + 1))
    assert all(numbers(row)[1] <= SECTIONS[numbers(row)[0] - 1] for row in ROWS)


def test_every_line_says_where_and_how_it_is_proved_or_why_not():
    assert {row["id"]: said for row in ROWS if (said := fault(row))} == {}


@pytest.mark.parametrize(
    "change",
    [
        {"where": "station_app/storage/gone.py"},
        {"where": ""},
        {"test": "tests/storage/test_keys.py::test_that_nobody_wrote"},
        {"test": "tests/gone.py::test_anything"},
        {"test": "", "note": ""},
        {"state": "open", "note": ""},
        {"state": ""},
        {"applies": "no"},
        {"requirement": ""},
    ],
)
def test_a_line_that_proves_nothing_is_found(change):
    sound = next(row for row in ROWS if row["state"] == "met" and row["test"])
    assert fault(sound) is None
    assert fault(sound | change)
