"""The clocks of community rehabilitation, worked out on paper with the calendar of 2026.

15 to 23 February 2026 is free, Saturday 14 and Saturday 28 are worked.
"""

from __future__ import annotations

from datetime import date

import pytest

from station_app.clocks.load import load_rules, load_terms
from station_app.registers import ACTIONS, REGISTERS

TERMS = load_terms("city")
OURS = ("rehabilitation", "drug_tests", "absences")
TABLE = {  # rule: "began due" over the feast · from the end of a month · in a leap year
    "rehabilitation_report_in": "0202 0217 · 0131 0215 · 20240214 20240229",
    "rehabilitation_move_report": "0202 0217 · 0131 0215 · 20240214 20240229",
    "rehabilitation_release": "0210 0217 · 0131 0207 · 20240222 20240229",
    "rehabilitation_agreement": "0213 0225 · 0131 0204 · 20240228 20240304",
    "rehabilitation_team": "0210 0217 · 0131 0207 · 20240222 20240229",
    "rehabilitation_plan": "0202 0217 · 0131 0215 · 20240214 20240229",
    "rehabilitation_half_year": "0831 20270228 · 0131 0731 · 20230831 20240229",
    "rehabilitation_yearly": "0217 20270217 · 0131 20270131 · 20240229 20250228",
    "rehabilitation_breach": "0216 0217 · 0131 0201 · 20240228 20240229",
    "rehabilitation_return": "0217 0217 · 0131 0131 · 20240229 20240229",
    "drug_test": "0214 0217 · 0131 0203 · 20240227 20240301",
    "drug_test_early": "0220 0217 · 0303 0228 · 20240303 20240229",
    "drug_objection": "0214 0217 · 0131 0203 · 20240227 20240301",
    "drug_lab_decided": "0214 0217 · 0131 0203 · 20240227 20240301",
    "drug_lab_result": "0214 0217 · 0131 0203 · 20240227 20240301",
    "drug_sample_kept": "0217 0817 · 0831 20270228 · 20230831 20240229",
}
READ = {  # whose article names the days
    *("rehabilitation_report_in", "rehabilitation_move_report", "rehabilitation_release"),
    *("drug_objection", "drug_lab_decided", "drug_lab_result", "drug_sample_kept"),
}


def _day(said):
    return date.fromisoformat(said if len(said) == 8 else f"2026{said}")


@pytest.mark.parametrize("rule", TABLE)
def test_a_clock_ends_on_the_day_it_ends_on_paper(rule):
    for line in TABLE[rule].split(" · "):
        since, due_on = map(_day, line.split())
        assert TERMS.due(rule, since).due_on == due_on


def test_no_clock_is_without_its_line_and_what_was_read_says_so():
    ours = (rule for rule in load_rules() if rule.register in OURS)
    shipped = {rule.id: rule for rule in ours if not rule.id.startswith("retention")}
    assert set(shipped) == set(TABLE)
    assert {rule.id for rule in shipped.values() if rule.confirmed} == READ
    assert {rule.id for rule in shipped.values() if rule.local} == set(TABLE) - READ


def test_no_figures_are_kept_of_who_is_rehabilitated_or_how_he_was_tested():
    for name in (*OURS, "rehabilitation_steps", "rehabilitation_team"):
        assert not REGISTERS[name].tallies
        assert not REGISTERS[name].monthly
    assert {"drug_test", "report_breach", "release"} <= set(ACTIONS["rehabilitation"])
