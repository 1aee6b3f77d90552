"""The clocks of discipline as a table: at month ends, over Spring Festival, in a leap year.

2026: 15 to 23 February is free, Saturday 14 and Saturday 28 are worked.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from station_app.clocks.load import load_rules, load_terms
from station_app.core.days import BEIJING

REGISTERS = ("sanctions", "searches", "detentions", "commendations")
TABLE = {  # rule → "began due" over the feast · from the end of a month · in a leap year
    "off_supervision_light": "0210 0220 · 0131 0210 · 20240219 20240229",
    "off_supervision_grave": "0117 0217 · 0131 0228 · 20240131 20240229",
    "sanction_sent": "0212 0224 · 0130 0204 · 20240227 20240301",
    "sanction_answer": "0212 0226 · 0130 0206 · 20240226 20240304",
    "sanction_copied": "0212 0226 · 0130 0206 · 20240226 20240304",
    "sanction_told": "0212 0224 · 0130 0204 · 20240227 20240301",
    "revocation_ruling": "0118 0217 · 0131 0302 · 20240130 20240229",
    "imprison_decision": "0118 0217 · 0131 0302 · 20240130 20240229",
    "arrest_decision": "0215 0217 · 0131 0202 · 20240228 20240301",
    "search_begin": "0217 0217 · 0131 0131 · 20240229 20240229",
    "search_assistance": "0216 0217 · 0131 0201 · 20240228 20240229",
    "search_copied": "0216 0217 · 0131 0201 · 20240228 20240229",
    "detention_notice": "0214 0217 · 0131 0203 · 20240226 20240229",
    "arrest_custody": "0119 0217 · 0131 0301 · 20240131 20240229",
    "release_at_once": "0217 0217 · 0131 0131 · 20240229 20240229",
    "commendation_months": "20250817 0217 · 20250831 0228 · 20230831 20240229",
    "reduction_ruling": "0118 0217 · 0131 0302 · 20240130 20240229",
}


def rows():
    for rule, line in TABLE.items():
        for pair in line.split(" · "):
            yield (rule, *(_day(said) for said in pair.split()))


def _day(said):
    return date.fromisoformat(said if len(said) == 8 else f"2026{said}")


@pytest.fixture(scope="module")
def terms():
    return load_terms("city")


@pytest.mark.parametrize(("rule", "since", "due_on"), list(rows()))
def test_a_clock_of_discipline_ends_on_the_day_it_ends_on_paper(terms, rule, since, due_on):
    assert terms.due(rule, since).due_on == due_on


def test_no_clock_of_discipline_is_without_its_line():
    assert {rule.id for rule in load_rules() if rule.register in REGISTERS} == set(TABLE)


def test_the_forty_eight_hours_of_an_arrest_run_through_feast_and_night_to_the_minute(terms):
    received = datetime(2026, 2, 14, 23, 40, tzinfo=BEIJING)
    due = terms.due("arrest_decision", received)
    assert due.due_at == datetime(2026, 2, 16, 23, 40, tzinfo=BEIJING).astimezone(UTC)


def test_what_was_not_read_in_the_law_itself_says_so():
    ours = {rule.id: rule for rule in load_rules() if rule.register in REGISTERS}
    read = {id for id, rule in ours.items() if rule.confirmed}
    assert read == {"revocation_ruling", "imprison_decision", "arrest_decision", "arrest_custody",
                    "release_at_once", "search_begin", "reduction_ruling"}  # fmt: skip
    assert all("社区矫正法》" in ours[id].article for id in read)
