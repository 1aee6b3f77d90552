"""No ranking of officers: nothing is counted or summed by who did it."""

from __future__ import annotations

import ast
from dataclasses import fields
from pathlib import Path

import pytest

from station_app.registers import REGISTERS
from station_app.workflows.agenda import Figures

ROOT = Path(__file__).parents[2]
SOURCES = sorted(f for room in ("station_app", "ui") for f in (ROOT / room).rglob("*.py"))
WHO = {"officer", "owner", "actor", "made_by", "given_by", "entered_by", "inspector", "second"}
GROUPS = {"group_by", "groupby", "Counter"}


def counted_by_officer(source: str) -> list[int]:
    """Lines that group or count by something that says who."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    return [
        call.lineno
        for call in calls
        if getattr(call.func, "attr", getattr(call.func, "id", "")) in GROUPS
        and any(_named(each) & WHO for each in (*call.args, *call.keywords))
    ]


def _named(node: ast.AST) -> set[object]:
    """Every attribute and word that stands in an expression."""
    inside = list(ast.walk(node))
    return {each.attr for each in inside if isinstance(each, ast.Attribute)} | {
        each.value for each in inside if isinstance(each, ast.Constant)
    }


def test_nothing_is_grouped_or_counted_by_who_did_it():
    found = {
        f"{path.relative_to(ROOT)}:{line}"
        for path in SOURCES
        for line in counted_by_officer(path.read_text("utf-8"))
    }
    assert found == set()


@pytest.mark.parametrize(
    "source",
    [
        "select(DutyRow.owner, func.count()).group_by(DutyRow.owner)",
        "Counter(item.owner for item in items)",
        "groupby(rows, key=lambda row: row.officer)",
        'asked.group_by(table.c["officer"])',
    ],
)
def test_a_count_by_officer_would_be_found(source):
    assert counted_by_officer(source) == [1]


def test_no_figure_of_a_register_is_kept_by_officer():
    for register in REGISTERS.values():
        for on, codes in (*register.tallies.values(), *register.monthly.values()):
            assert not {on, *codes} & WHO


def test_the_figures_of_the_agenda_have_no_place_for_an_officer():
    assert [(each.name, each.type) for each in fields(Figures)] == [
        ("overdue", "int"),
        ("today", "int"),
        ("ahead", "int"),
    ]
