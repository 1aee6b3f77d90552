"""The clocks of cards, found things and missing people, as a table.

2026: 15 to 23 February is free, 4 to 6 April, 25 to 27 September, 1 to 7 October.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from station_app.clocks.load import load_rules, load_terms

TABLE = {  # rule → "began due" over a feast · from the end of a month · over a year or leap day
    "card_id_card": "1217 0224 · 0131 0401 · 20231231 20240229",
    "card_id_card_remote": "1117 0224 · 0131 0506 · 20231201 20240229",
    "card_permit": "0131 0224 · 0228 0316 · 20240215 20240301",
    "card_permit_extended": "0120 0224 · 0131 0302 · 20240131 20240301",
    "card_permit_replaced": "0131 0224 · 0228 0316 · 20240215 20240301",
    "card_sending": "0213 0225 · 0228 0304 · 20240227 20240301",
    "card_call": "0213 0225 · 0228 0304 · 20240227 20240301",
    "card_unclaimed": "0120 0219 · 0131 0302 · 20240131 20240301",
    "lost_found_notice": "0213 0225 · 0228 0304 · 20240227 20240301",
    "lost_found_claim": "0213 0227 · 0228 0306 · 20240227 20240305",
    "lost_found_unclaimed": "0228 20270228 · 20240229 20250228 · 0309 20270309",
    "missing_search": "0213 0220 · 0228 0307 · 20240228 20240306",
    "death_conclusion": "0213 0220 · 0228 0307 · 20240228 20240306",
    "missing_closing": "0213 0225 · 0228 0304 · 20240227 20240301",
    "retention_cards": "0131 20310131 · 20240229 20290228",
    "retention_lost_found": "0131 20310131 · 20240229 20290228",
    "retention_missing": "0131 20360131 · 20240229 20340228",
}
LINES = [(rule, *pair.split()) for rule, line in TABLE.items() for pair in line.split(" · ")]
HOURS = {
    "missing_notice_missed": 1,
    "missing_notice_found_person": 2,
    "missing_notice_foundling": 24,
    "missing_notice_death": 1,
    "foundling_hospital": 24,
    "foundling_handover": 72,
    "found_person_handover": 24,
    "death_family": 24,
}
LAW = {"card_id_card", "card_id_card_remote", "card_permit", "card_permit_extended"}


def day(said: str) -> date:
    """Without a year that of 2026; November and December before it of 2025."""
    if len(said) == 8:
        return date.fromisoformat(said)
    return date.fromisoformat(f"{2025 if said[:2] in ('11', '12') else 2026}{said}")


@pytest.fixture(scope="module")
def terms():
    return load_terms("city")


@pytest.mark.parametrize(("rule", "since", "due_on"), LINES)
def test_a_clock_of_the_counter_ends_on_the_day_it_ends_on_paper(terms, rule, since, due_on):
    assert terms.due(rule, day(since)).due_on == day(due_on)


@pytest.mark.parametrize(("rule", "hours"), HOURS.items())
@pytest.mark.parametrize("at", ["2026-02-16T15:59", "2026-12-31T16:00"])
def test_hours_run_to_the_minute_over_midnight_and_feasts(terms, rule, hours, at):
    told = datetime.fromisoformat(at).replace(tzinfo=UTC)
    assert terms.due(rule, told).due_at == told + timedelta(hours=hours)


def test_only_what_the_law_says_of_cards_is_confirmed_and_no_clock_lacks_its_line():
    ours = {r.id: r for r in load_rules() if r.register in ("cards", "lost_found", "missing")}
    assert ours.keys() == {*TABLE, *HOURS}
    assert {id for id, rule in ours.items() if rule.confirmed} == LAW
