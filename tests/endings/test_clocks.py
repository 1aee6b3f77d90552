"""The clocks of an end and of what is answered, over Spring Festival, at month ends, in leap years.

2026: 15 to 23 February is free, Saturday 28 is worked.
"""

from __future__ import annotations

from datetime import date

import pytest

from station_app.clocks.load import load_terms

ON_THE_DAY = "0217 0217 · 0131 0131 · 20240229 20240229"
FIFTEEN = "0202 0224 · 0131 0224 · 0331 0415 · 20240214 20240229"
TABLE = {  # rule → "trigger due"
    "correction_summary": "0319 0217 · 0302 0131 · 20240330 20240229",
    "correction_appraisal": ON_THE_DAY,
    "correction_release": ON_THE_DAY,
    "after_care_handover": ON_THE_DAY,
    "objection_answer": FIFTEEN,
    "procurator_reply": FIFTEEN,
    "procurator_advice_reply": "20251217 0224 · 20251231 0228 · 20231229 20240229",
    "procurator_reply_named": ON_THE_DAY,
}
LINES = [(rule, *pair.split()) for rule, line in TABLE.items() for pair in line.split(" · ")]


def day(said: str) -> date:
    return date.fromisoformat(said if len(said) == 8 else f"2026{said}")


@pytest.mark.parametrize(("rule", "since", "due_on"), LINES)
def test_a_clock_of_the_end_ends_on_the_day_it_ends_on_paper(rule, since, due_on):
    assert load_terms("city").due(rule, day(since)).due_on == day(due_on)
