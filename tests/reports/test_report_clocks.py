"""The clocks of reports as a table: over Spring Festival, at a month's end, in a leap year.

2026: 15 to 23 February is free, Saturday 14 and Saturday 28 are worked.
"""

from __future__ import annotations

from datetime import date

import pytest

from station_app.clocks.load import load_rules, load_terms
from station_app.corrections import daily

TABLE = {  # rule → "began due" over the feast · from the end of a month · in a leap year
    "report_strict": "0210 0224 · 0131 0209 · 20240222 20240229",
    "report_common": "0203 0224 · 0131 0214 · 20240215 20240229",
    "report_relaxed": "0118 0224 · 0131 0302 · 20240131 20240301",
    "report_focus": "0210 0217 · 0131 0207 · 20240222 20240229",
    "report_appointed": "0217 0217 · 0131 0131 · 20240229 20240229",
    "health_report": "0117 0217 · 0131 0228 · 20240131 20240229",
    "reexam_report": "20251117 0217 · 0131 0430 · 20231130 20240229",
    "health_extended": "0217 0217 · 0131 0131 · 20240229 20240229",
    "reexam_extended": "0217 0217 · 0131 0131 · 20240229 20240229",
    "injunction_report": "0118 0224 · 0131 0302 · 20240131 20240301",
    "interval_told": "0213 0227 · 0130 0206 · 20240226 20240304",
}


def rows():
    for rule, line in TABLE.items():
        for pair in line.split(" · "):
            since, due = pair.split()
            yield rule, _day(since), _day(due)


def _day(said):
    """Without a year that of 2026."""
    return date.fromisoformat(said if len(said) == 8 else f"2026{said}")


@pytest.fixture(scope="module")
def terms():
    return load_terms("city")


@pytest.mark.parametrize(("rule", "since", "due_on"), list(rows()))
def test_a_clock_of_reports_ends_on_the_day_it_ends_on_paper(terms, rule, since, due_on):
    assert terms.due(rule, since).due_on == due_on


def test_no_clock_of_reports_is_without_its_line():
    shipped = {r.id for r in load_rules() if r.id.startswith(("report_", "health_", "reexam_"))}
    shipped -= {"report_late", "report_in"}
    assert shipped | {"injunction_report", "interval_told"} == set(TABLE)
    assert set(daily.BY_CLASS.values()) < set(TABLE)


def test_no_law_gives_a_number_of_reports_and_none_is_said_to():
    ours = [rule for rule in load_rules() if rule.id in TABLE]
    assert [rule.id for rule in ours if rule.confirmed] == []
    law = {rule.id for rule in ours if not rule.local}
    assert law == {"health_report", "reexam_report", "health_extended", "reexam_extended"}
