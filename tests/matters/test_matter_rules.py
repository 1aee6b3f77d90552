"""The clocks of matters, visits and letters, on paper with the calendar of 2026; what is refused.

15 to 23 February 2026 is free, Saturday 14 and Saturday 28 are worked.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from station_app.clocks.load import load_rules, load_terms
from station_app.letters import rules as letters
from station_app.matters import rules as matters
from station_app.registers import REGISTERS
from station_app.visits import rules as visits

TERMS = load_terms("city")
SAME_DAY = "0217 0217 · 0131 0131 · 20240229 20240229"
KEPT = "20210217 0217 · 0131 20310131 · 20240229 20290228"
TABLE = {  # rule → "began due" over the feast · from the end of a month · in a leap year
    "matter_handling": "0210 0217 · 0131 0207 · 20240223 20240301",
    "matter_extended": SAME_DAY,
    "matter_telling": "0213 0224 · 0130 0203 · 20240229 20240304",
    "matter_closing": "0214 0224 · 0130 0202 · 20240229 20240301",
    "letter_acceptance": "0202 0217 · 0131 0215 · 20240215 20240301",
    "letter_forward_told": "0213 0225 · 0130 0204 · 20240229 20240305",
    "letter_answer": "0101 0302 · 0131 0401 · 20240101 20240301",
    "letter_extended": SAME_DAY,
    "retention_matters": KEPT,
    "retention_letters": KEPT,
    "retention_visits": "20230217 0217 · 0131 20290131 · 20240229 20270228",
}
LINES = [(rule, *pair.split()) for rule, line in TABLE.items() for pair in line.split(" · ")]
TODAY = date(2026, 3, 9)
NOON = datetime(2026, 3, 9, 4, tzinfo=UTC)


def _day(said):
    return date.fromisoformat(said if len(said) == 8 else f"2026{said}")


@pytest.mark.parametrize(("rule", "since", "due_on"), LINES)
def test_a_clock_of_matters_visits_and_letters_ends_on_the_day_it_ends_on_paper(
    rule, since, due_on
):
    assert TERMS.due(rule, _day(since)).due_on == _day(due_on)


def test_none_is_without_its_line_and_all_of_them_are_the_stations_own():
    ours = [rule for rule in load_rules() if rule.register in ("matters", "visits", "letters")]
    assert {rule.id for rule in ours} == TABLE.keys()
    assert all(rule.local and not rule.confirmed for rule in ours)


@pytest.mark.parametrize("left_out", matters.TOLD_CITIZEN)
def test_whom_when_and_how_must_all_be_said(left_out):
    told = {"told_whom": "孙大娘", "told_at": NOON, "told_how": "face"}
    matter = SimpleNamespace(handled_on=TODAY)
    assert list(matters.check_told(matter, told, TODAY)) == []
    [problem] = matters.check_told(matter, told | {left_out: None}, TODAY)
    assert (problem.field, problem.message) == (left_out, matters.NOT_TOLD)


def test_nobody_is_told_before_it_was_handled_or_tomorrow():
    told = {"told_whom": "孙大娘", "told_at": NOON, "told_how": "face"}
    early = matters.check_told(SimpleNamespace(handled_on=date(2026, 3, 10)), told, TODAY)
    late = matters.check_told(SimpleNamespace(handled_on=None), told, date(2026, 3, 8))
    assert [problem.field for problem in (*early, *late)] == ["told_at", "told_at"]


VISIT = {field.name: None for field in REGISTERS["visits"].fields}
VISIT |= {"at": NOON, "met_said": "孙大娘", "topic": "fraud"}


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({}, set()),
        ({"met_said": None}, {"met_said"}),
        ({"met_said": None, "place_said": "石桥广场"}, set()),
        ({"into_home": True}, {"consent", "consent_by"}),
        ({"into_home": True, "consent": "refused", "consent_by": "孙大娘"}, {"consent"}),
        ({"into_home": True, "consent": "nobody", "consent_by": "房东"}, {"consent"}),
        ({"into_home": True, "consent": "given"}, {"consent_by"}),
        ({"into_home": True, "consent": "given", "consent_by": "孙大娘"}, set()),
        ({"consent": "refused"}, set()),  # at the door
        ({"third_topic": "fraud"}, {"second_topic"}),
        ({"ask": "修路灯"}, {"ask_kind"}),
        ({"ask_kind": "hazard"}, {"ask"}),
        ({"ask": "修路灯", "ask_kind": "hazard", "met_said": None, "place_said": "广场"},
         {"met_said"}),
        ({"at": datetime(2026, 3, 10, 4, tzinfo=UTC)}, {"at"}),
    ],
)  # fmt: skip
def test_a_home_is_entered_with_its_occupants_consent_alone(typed, wrong):
    visit = SimpleNamespace(**VISIT | typed)
    assert {problem.field for problem in visits.check(visit, TODAY)} == wrong


def test_a_report_is_secret_without_being_asked_and_cannot_be_otherwise():
    assert letters.derive({"kind": "report"}) == {"secret": True}
    assert letters.derive({"kind": "advice"}) == {}
    open_one = SimpleNamespace(on=TODAY, kind="report", secret=False)
    assert [problem.field for problem in letters.check(open_one, TODAY)] == ["secret"]
