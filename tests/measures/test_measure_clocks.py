"""The clocks of measures, worked out on paper with the calendar of 2026.

15 to 23 February 2026 is free, Saturday 14 and Saturday 28 are worked.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from station_app.clocks.load import load_rules, load_terms
from station_app.core.days import BEIJING
from station_app.identity.codes import TABLES
from station_app.measures.kinds import KINDS
from station_app.registers import ACTIONS

TERMS = load_terms("city")
AT_ONCE = "0217 0217 · 0131 0131"
TABLE = {  # rule: "began due" over the feast · from the end of a month (· in a leap year)
    "bail_told": AT_ONCE,
    "bail_record": "0117 0217 · 0131 0228 · 20240131 20240229",
    "bail_breach_told": AT_ONCE,
    "guarantor_told": "0214 0217 · 0131 0203 · 20240227 20240301",
    "bail_expiry_told": "0304 0217 · 0315 0228 · 20240315 20240229",
    "bail_end": AT_ONCE,
    "surveillance_told": AT_ONCE,
    "surveillance_record": "0210 0217 · 0131 0207 · 20240223 20240301",
    "surveillance_breach_told": AT_ONCE,
    "surveillance_expiry_told": "0304 0217 · 0315 0228 · 20240315 20240229",
    "surveillance_end": AT_ONCE,
    "measure_leave_decision": "0213 0214 · 0131 0202 · 20240209 20240218",
    "measure_leave_back": AT_ONCE,
    "deprivation_told": "0213 0225 · 0131 0204 · 20240228 20240304",
    "deprivation_committee_told": "0213 0225 · 0131 0204 · 20240228 20240304",
    "deprivation_workplace_told": "0213 0225 · 0131 0204 · 20240228 20240304",
    "deprivation_end": AT_ONCE,
    "protection_breach_told": AT_ONCE,
    "protection_end": AT_ONCE,
    "warning_served": "0214 0215 · 0131 0201 · 20240228 20240229",
    "warning_victim_served": "0214 0215 · 0131 0201 · 20240228 20240229",
    "warning_committee_told": "0214 0217 · 0131 0203 · 20240227 20240301",
    "warning_visit": "0117 0217 · 0131 0228 · 20240131 20240229",
    "warning_victim_visit": "0117 0217 · 0131 0228 · 20240131 20240229",
    "warning_end": AT_ONCE,
    "corrective_told": "0214 0215 · 0131 0201 · 20240228 20240229",
    "corrective_guardian_told": "0214 0215 · 0131 0201 · 20240228 20240229",
    "corrective_record": "0117 0217 · 0131 0228 · 20240131 20240229",
    "corrective_end": AT_ONCE,
    "guidance_told": "0214 0215 · 0131 0201 · 20240228 20240229",
    "guidance_end": AT_ONCE,
}
READ = {  # whose article names the days, or says “at once”
    *("bail_told", "bail_move_reported", "bail_breach_told", "guarantor_told", "bail_end"),
    *("surveillance_told", "surveillance_breach_told", "surveillance_end"),
    *("deprivation_end", "protection_end"),
}


def _day(said):
    return date.fromisoformat(said if len(said) == 8 else f"2026{said}")


@pytest.mark.parametrize("rule", TABLE)
def test_a_clock_ends_on_the_day_it_ends_on_paper(rule):
    for line in TABLE[rule].split(" · "):
        since, due_on = map(_day, line.split())
        assert TERMS.due(rule, since).due_on == due_on


def test_a_move_is_reported_within_24_hours_midnight_or_feast_or_not():
    moved = datetime(2026, 2, 16, 23, 30, tzinfo=BEIJING)
    due = TERMS.due("bail_move_reported", moved)
    assert due.due_at == moved + timedelta(hours=24)
    assert not due.is_over(moved + timedelta(hours=24))
    assert due.is_over(moved + timedelta(hours=24, minutes=1))


def test_no_clock_of_measures_is_without_its_line_and_what_was_read_says_so():
    shipped = {rule.id: rule for rule in load_rules() if rule.register == "measures"}
    del shipped["retention_measures"]  # test_retention.py
    assert shipped.keys() == TABLE.keys() | {"bail_move_reported"}
    assert {id for id, rule in shipped.items() if rule.confirmed} == READ
    assert all(rule.local for id, rule in shipped.items() if id not in READ)


def test_every_kind_has_its_data_and_every_duty_an_act():
    assert KINDS.keys() == TABLES["measure_kind"].keys()
    assert len(TABLES["corrective_kind"]) == 9
    for kind in KINDS.values():
        assert set(kind.organs) <= TABLES["measure_organ"].keys()
        assert set(kind.ends) <= TABLES["measure_end"].keys()
        assert set(kind.leaves) <= TABLES["measure_leave"].keys()
        assert {*kind.told, *kind.visits} <= TABLES["measure_whom"].keys()
    assert {"tell", "record", "visit", "approve_leave", "return_leave", "tell_organ", "end"} <= (
        ACTIONS["measures"].keys()
    )
