"""The clocks of what is held, as a table; and what the rules say of a thing, without a database.

2026: 15 to 23 February is free, 4 to 6 April, 25 to 27 September, 1 to 7 October.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from station_app.clocks.due import NEVER
from station_app.clocks.load import load_rules, load_terms
from station_app.core.course import Course, Pause
from station_app.property import rules
from station_app.property.records import Item

TABLE = {  # rule → "began due" over a feast · from the end of a month · over a year or leap day
    "property_seizure": "0120 0224 · 0131 0302 · 20240131 20240301 · 0309 0408",
    "property_seizure_extended": "1218 0224 · 0131 0401 · 20240131 20240401 · 0309 0508",
    "property_preserved": "0209 0224 · 0131 0209 · 20240223 20240301",
    "property_unclaimed": "0820 20270220 · 0831 20270228 · 20270831 20280229",
    "retention_property": "20160217 0217 · 0131 20360131 · 20240229 20340228",
}
LINES = [(rule, *pair.split()) for rule, line in TABLE.items() for pair in line.split(" · ")]
HOURS = ("property_handover", "property_on_the_spot")


def day(said: str) -> date:
    """Without a year that of 2026; December before it of 2025."""
    if len(said) == 8:
        return date.fromisoformat(said)
    return date.fromisoformat(f"{2025 if said.startswith('12') else 2026}{said}")


@pytest.fixture(scope="module")
def terms():
    return load_terms("city")


@pytest.mark.parametrize(("rule", "since", "due_on"), LINES)
def test_a_clock_of_what_is_held_ends_on_the_day_it_ends_on_paper(terms, rule, since, due_on):
    assert terms.due(rule, day(since)).due_on == day(due_on)


@pytest.mark.parametrize("rule", HOURS)
@pytest.mark.parametrize("at", ["2026-03-09T01:30", "2026-02-16T15:59", "2026-12-31T16:00"])
def test_twenty_four_hours_run_to_the_minute_over_midnight_and_feasts(terms, rule, at):
    taken = datetime.fromisoformat(at).replace(tzinfo=UTC)
    assert terms.due(rule, taken).due_at == taken + timedelta(hours=24)


def test_days_at_the_expert_s_do_not_count(terms):
    """From 9 March thirty days are 8 April; out on the 20th, back on the 27th: seven later."""
    course = Course((Pause(date(2026, 3, 20), date(2026, 3, 27)),))
    assert terms.due("property_seizure", day("0309"), course=course).due_on == day("0415")
    still = Course((Pause(date(2026, 3, 20), None),))
    assert terms.due("property_seizure", day("0309"), course=still).due_on == NEVER


def test_a_seizure_begins_anew_where_the_case_came_by_transfer(terms):
    anew = Course((), (date(2026, 3, 25),))
    due = terms.due("property_seizure", day("0309"), course=anew)
    assert (due.due_on, due.anew) == (day("0424"), date(2026, 3, 25))
    assert due.rule.restart == "移送管辖"


def test_no_clock_of_what_is_held_is_without_its_line():
    named = {rule.id for rule in load_rules() if rule.register == "property"}
    assert named == {*TABLE, *HOURS}


# What the rules say of one thing


def thing(**said) -> Item:
    usual = {
        "number": "W1",
        "case_id": rules,
        "kind": "seized",
        "name": "匕首",
        "quantity": "1把",
        "owner_role": "suspect",
        "owner_said": "孙小满",
        "taken_at": datetime(2026, 3, 9, 1, 30, tzinfo=UTC),
        "taken_on": date(2026, 3, 9),
        "approver": "所领导",
        "witness": "周全",
        "officer": "officer",
    }
    return Item(**usual | said)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"case_id": None}, "case_id"),
        ({"owner_said": None}, "owner_said"),
        ({"owner_role": "victim", "lawful": True}, "kind"),
        ({"owner_role": "third", "lawful": True}, "kind"),
        ({"witness": None}, "witness"),
        ({"approver": None}, "approver"),
        ({"on_spot": True, "approver": None}, "recorder"),
        ({"second": "officer"}, "second"),
        ({"kind": "registered", "on_spot": True}, "on_spot"),
    ],
)
def test_what_the_law_asks_of_a_taking_is_asked(said, field):
    assert [problem.field for problem in rules.check(thing(**said), date(2026, 3, 9))] == [field]


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"on_spot": True, "approver": None, "recorder": "JLY-1"},
        {"kind": "registered", "owner_role": "victim", "lawful": True, "witness": None},
        {"owner_role": "victim", "lawful": True, "must_exam": True},
        {"owner_role": "unknown", "owner_said": None},
        {"kind": "effects", "case_id": None, "witness": None, "approver": None},
    ],
)
def test_what_is_lawful_is_taken(said):
    assert list(rules.check(thing(**said), date(2026, 3, 9))) == []


@pytest.mark.parametrize(
    ("nature", "value", "disputed", "may"),
    [
        ("contraband", None, False, True),
        ("knife", 800, True, True),
        ("drug_tool", None, False, True),
        ("illegal", 499, False, True),
        ("illegal", 499, True, False),
        ("illegal", 500, False, False),
        ("illegal", None, False, False),
        ("evidence", 10, False, False),
        (None, None, False, False),
    ],
)
def test_a_station_confiscates_what_is_in_its_power_and_no_more(nature, value, disputed, may):
    why = rules.refuses_confiscation(thing(nature=nature, value=value), disputed=disputed)
    assert (why is None) is may


def owed(**said):
    return [(duty.rule, duty.action) for duty in rules.duties(thing(**said))]


def test_what_a_thing_owes_follows_its_course():
    seizure = ("property_seizure", "extend")
    longer = ("property_seizure_extended", "give_back")
    assert owed() == [("property_handover", "keep"), seizure]
    spot = {"on_spot": True, "recorder": "JLY-1"}
    assert ("property_on_the_spot", "approve") in owed(**spot)
    assert owed(state="kept") == [seizure]
    extended = {"state": "kept", "extended_on": date(2026, 4, 1)}
    assert owed(**extended) == [longer]
    assert owed(**extended, anew_on=date(2026, 4, 2)) == [seizure]
    assert owed(kind="preserved", state="kept") == [("property_preserved", "give_back")]
    assert owed(state="kept", unclaimed_since=date(2026, 3, 9)) == [
        ("property_unclaimed", "hand_in")
    ]
    assert owed(state="returned") == owed(kind="registered", state="left") == []
    assert owed(kind="effects") == []


def test_spans_at_the_expert_s_are_kept_as_they_are_read():
    said = rules.sent_out("", date(2026, 3, 2))
    assert rules.exams(thing(exams=said)) == (Pause(date(2026, 3, 2), None),)
    said = rules.sent_out(rules.came_back(said, date(2026, 3, 6)), date(2026, 3, 9))
    assert said == "2026-03-02—2026-03-06；2026-03-09—"
    assert len(rules.exams(thing(exams=rules.came_back(said, date(2026, 3, 9))))) == 2
    assert rules.came_back(said, date(2026, 3, 9)).endswith("2026-03-09—2026-03-09")
