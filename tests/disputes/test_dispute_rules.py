"""The clocks of disputes, worked out on paper with the calendar of 2026; levels; repeated calls.

15 to 23 February 2026 is free, Saturday 14 and Saturday 28 are worked.
"""

from __future__ import annotations

from datetime import date

import pytest

from station_app.clocks.load import load_rules, load_terms
from station_app.disputes import rules
from station_app.identity.codes import TABLES

TERMS = load_terms("city")
SAME_DAY = "0217 0217 · 0131 0131 · 20240229 20240229"
MONTH = "0118 0217 · 0131 0302 · 20240130 20240229"
TABLE = {  # rule → "began due" over the feast · from the end of a month (· in a leap year)
    "dispute_visit_red": "0214 0217 · 0131 0203 · 20240227 20240301",
    "dispute_visit_orange": "0210 0217 · 0131 0207 · 20240223 20240301",
    "dispute_visit_yellow": "0202 0217 · 0131 0215 · 20240215 20240301",
    "dispute_visit_blue": MONTH,
    "dispute_deadline_red": "0210 0217 · 0131 0207 · 20240223 20240301",
    "dispute_deadline_orange": "0202 0217 · 0131 0215 · 20240215 20240301",
    "dispute_deadline_yellow": MONTH,
    "dispute_deadline_blue": "0101 0302 · 0131 0401 · 20240101 20240301",
    "dispute_escalation": "0216 0217 · 0131 0201 · 20240229 20240301",
    "dispute_mediation": MONTH,
    "dispute_mediation_extended": SAME_DAY,
    "dispute_signing": "0214 0217 · 0131 0203 · 20240227 20240301",
    "dispute_performance": SAME_DAY,
    "dispute_confirmation": MONTH,
    "dispute_revisit_first": "0210 0217 · 0131 0207 · 20240223 20240301",
    "dispute_revisit_second": MONTH,
    "dispute_closing": "0210 0217 · 0131 0207 · 20240223 20240301",
    "retention_disputes": "20210217 0217 · 0131 20310131 · 20240229 20290228",
}
LINES = [(rule, *pair.split()) for rule, line in TABLE.items() for pair in line.split(" · ")]


def _day(said):
    return date.fromisoformat(said if len(said) == 8 else f"2026{said}")


@pytest.mark.parametrize(("rule", "since", "due_on"), LINES)
def test_a_clock_of_disputes_ends_on_the_day_it_ends_on_paper(rule, since, due_on):
    assert TERMS.due(rule, _day(since)).due_on == _day(due_on)


def test_none_is_without_its_line_and_only_what_the_law_says_is_confirmed():
    shipped = {rule.id: rule for rule in load_rules() if rule.register == "disputes"}
    assert shipped.keys() == TABLE.keys()
    assert {id for id, rule in shipped.items() if rule.confirmed} == {"dispute_confirmation"}
    assert all(rule.local for id, rule in shipped.items() if id != "dispute_confirmation")


def test_every_level_has_its_clocks_its_leader_and_the_one_above_it():
    for level in TABLES["dispute_level"]:
        assert {f"dispute_visit_{level}", f"dispute_deadline_{level}"} <= TABLE.keys()
        assert rules.owner_of(level) in TABLES["dispute_owner"]
    assert [rules.above(level) for level in ("blue", "yellow", "orange", "red")] == [
        *("yellow", "orange", "red", None)
    ]
    assert rules.is_lower("blue", "red")
    assert not rules.is_lower("red", "blue")
    assert not rules.is_lower("red", "red")


@pytest.mark.parametrize(
    ("days", "often"),
    [
        ("0309", False),
        ("0207 0309", False),  # the thirtieth day back is counted, the one before it is not
        ("0208 0309", True),
        ("0309 0309", True),
        ("20250915 20251201 0309", True),
        ("20250909 20251201 0309", False),  # six months ago to the day
        ("20250910 20251201 0309", True),
        ("0309 0310", False),  # what is dated later is not counted yet
    ],
)
def test_two_calls_in_thirty_days_or_three_in_six_months_are_too_often(days, often):
    assert rules.too_often([_day(day) for day in days.split()], date(2026, 3, 9)) is often
