"""The clocks of a change of place, of positioning and of the police's share, as tables.

2026: 15 to 23 February is free, Saturday 14 and Saturday 28 are worked.
"""

from __future__ import annotations

from datetime import date

import pytest

from station_app.clocks.load import load_rules, load_terms

REGISTERS = ("relocations", "positionings", "correction_tasks", "correction_copies")
FIVE = "0212 0217 · 0131 0205 · 20240224 20240229"
FIVE_ROLLED = "0212 0224 · 0131 0205 · 20240225 20240301"
ON_THE_DAY = "0217 0217 · 0131 0131 · 20240229 20240229"
FIVE_YEARS = "20210217 0217 · 0131 20310131 · 20240229 20290228"
THREE = "0214 0217 · 0131 0203 · 20240226 20240229"
TABLE = {  # rule → "began due" over the feast · from the end of a month · in a leap year
    "relocation_application": "0317 0217 · 0331 0228 · 20240331 20240229",
    "relocation_ask": FIVE,
    "relocation_answer": FIVE,
    "relocation_chase": "0207 0224 · 0131 0210 · 20240219 20240229",
    "relocation_decision": FIVE_ROLLED,
    "relocation_tell": FIVE,
    "relocation_serve": FIVE_ROLLED,
    "relocation_papers": FIVE,
    "relocation_receipt": FIVE,
    "relocation_arrival": "0210 0217 · 0131 0207 · 20240222 20240229",
    "relocation_no_show": "0209 0217 · 0131 0208 · 20240221 20240229",
    "relocation_search": ON_THE_DAY,
    "relocation_register": ON_THE_DAY,
    "relocation_custody": FIVE,
    "positioning_term": "0218 0517 · 0228 0527 · 1130 20270227 · 20231201 20240229",
    "positioning_expiry": ON_THE_DAY,
    "positioning_tell": ON_THE_DAY,
    "correction_task_detained": THREE,
    "correction_task_due": ON_THE_DAY,
    "correction_task_open": THREE,
    "correction_task_told": THREE,
    "retention_correction_tasks": FIVE_YEARS,
    "retention_correction_copies": FIVE_YEARS,
}
LINES = [(rule, *pair.split()) for rule, line in TABLE.items() for pair in line.split(" · ")]


def day(said: str) -> date:
    """Without a year that of 2026."""
    return date.fromisoformat(said if len(said) == 8 else f"2026{said}")


@pytest.fixture(scope="module")
def terms():
    return load_terms("city")


@pytest.mark.parametrize(("rule", "since", "due_on"), LINES)
def test_a_clock_of_moving_ends_on_the_day_it_ends_on_paper(terms, rule, since, due_on):
    assert terms.due(rule, day(since)).due_on == day(due_on)


def test_no_clock_of_moving_is_without_its_line():
    assert {rule.id for rule in load_rules() if rule.register in REGISTERS} == set(TABLE)
