"""The clocks of taking over and of assessments: over Spring Festival, at month ends, in leap years.

Worked out on paper as in tests/clocks/test_tables.py: 15 to 23 February 2026 is free, Saturday 14
and Saturday 28 are worked.
"""

from __future__ import annotations

from datetime import date

import pytest

from station_app.clocks.load import load_rules, load_terms

REGISTERS = ("correction_papers", "injunctions", "assessments")
TABLE = {  # rule → "began due" over the feast · from the end of a month · in a leap year
    # 社区矫正法 20, 21: who is late is late by the day, who serves papers has a working day
    "correction_report_in": "0207 0217 · 0131 0210 · 20240219 20240229",
    "correction_hand_over": "0207 0217 · 0131 0210 · 20240219 20240229",
    "correction_papers": "0206 0224 · 0131 0210 · 20240219 20240229",
    # 办法 16
    "paper_receipt": "0212 0224 · 0131 0205 · 20240224 20240229",
    "paper_supply": "0212 0224 · 0131 0205 · 20240224 20240229",
    # ours: the law sets no days
    "correction_group": "0210 0224 · 0131 0209 · 20240222 20240229",
    "correction_announcement": "0207 0224 · 0131 0210 · 20240219 20240229",
    "correction_plan": "0118 0224 · 0131 0302 · 20240130 20240229",
    "correction_class": "0118 0224 · 0131 0302 · 20240130 20240229",
    "correction_exit_ban": "0213 0227 · 0130 0206 · 20240228 20240306",
    "injunction_end": "0217 0217 · 0131 0131 · 20240229 20240229",
    # 办法 13, 14
    "assessment": "0213 0305 · 0130 0213 · 20240228 20240313",
    "assessment_fast": "0213 0227 · 0130 0206 · 20240228 20240306",
    "assessment_agreed": "0217 0217 · 0131 0131 · 20240229 20240229",
    "assessment_told": "0214 0224 · 0131 0202 · 20240229 20240301",
}
BY_HEART = {"paper_receipt", "paper_supply", "assessment", "assessment_fast", "assessment_agreed"}
OF_THE_LAW = {"correction_report_in", "correction_hand_over", "correction_papers"}


def _day(said: str) -> date:
    return date.fromisoformat(said if len(said) == 8 else f"2026{said}")


@pytest.mark.parametrize("rule", TABLE)
def test_a_clock_ends_on_the_day_it_ends_on_paper(rule: str) -> None:
    terms = load_terms("city")
    for pair in TABLE[rule].split(" · "):
        since, due_on = map(_day, pair.split())
        assert terms.due(rule, since).due_on == due_on, pair


def test_no_clock_of_papers_injunctions_and_assessments_is_without_its_line() -> None:
    ours = {rule.id for rule in load_rules() if rule.register in REGISTERS}
    others = {"injunction_report", *(one for one in ours if one.startswith("retention_"))}
    assert ours - others <= TABLE.keys()


def test_what_was_read_is_confirmed_what_is_recalled_is_not_and_ours_is_local() -> None:
    standing = {r.id: (r.confirmed, r.local) for r in load_rules() if r.id in TABLE}
    for rule in TABLE:
        recalled = (False, False) if rule in BY_HEART else (False, True)
        assert standing[rule] == ((True, False) if rule in OF_THE_LAW else recalled), rule
