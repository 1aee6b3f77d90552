"""The clocks of leaves, regular travel and permits, worked out on paper with the calendar of 2026.

15 to 23 February 2026 is free, Saturday 14 and Saturday 28 are worked. 以内 includes the last day,
超过 excludes it (办 58); both end days of a leave count.
"""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from station_app.clocks.load import load_rules, load_terms
from station_app.leaves.destination import is_leaving, named
from station_app.leaves.rules import days_within, short_notice, weigh

REGISTERS = ("leaves", "travels", "permits")
TERMS = load_terms("city")

TABLE = {  # rule: "began due" over the feast · from the end of a month · in a leap year
    "leave_ask": "0219 0216 · 0302 0227 · 20240303 20240229",
    "leave_office": "0211 0217 · 0131 0206 · 20240226 20240303",
    "leave_county": "0130 0228 · 0131 0301 · 20240131 20240229",
    "leave_total": "0130 0228 · 0131 0301 · 20240131 20240229",
    "leave_decision": "0213 0214 · 0131 0202 · 20240209 20240218",
    "leave_told": "0213 0225 · 0131 0204 · 20240228 20240304",
    "leave_contact": "0210 0217 · 0131 0207 · 20240225 20240303",
    "leave_back": "0217 0217 · 0131 0131 · 20240229 20240229",
    "travel_valid": "20250818 0217 · 20250831 0227 · 20230901 20240229",
    "place_told": "0213 0225 · 0131 0204 · 20240228 20240304",
}


def _day(said):
    return date.fromisoformat(said if len(said) == 8 else f"2026{said}")


@pytest.mark.parametrize(
    ("rule", "since", "due_on"),
    [(rule, *map(_day, p.split())) for rule, line in TABLE.items() for p in line.split(" · ")],
)
def test_a_clock_ends_on_the_day_it_ends_on_paper(rule, since, due_on):
    assert TERMS.due(rule, since).due_on == due_on


@pytest.mark.parametrize(
    ("until", "before_first"),
    [
        ("0430", "0228"),  # two months end in February
        ("0428", "0228"),
        ("0501", "0301"),
        ("0217", "20251217"),  # a feast moves no window
        ("20240430", "20240229"),
        ("0131", "20251130"),
    ],
)
def test_two_months_back_from_the_end_of_a_leave(until, before_first):
    assert TERMS.due("leave_window", _day(until)).opens_on == _day(before_first)


def test_no_clock_of_leaves_is_without_its_line_and_none_says_it_was_read():
    shipped = [rule for rule in load_rules() if rule.register in REGISTERS]
    assert {rule.id for rule in shipped} == set(TABLE) | {"leave_window"}
    assert not any(rule.confirmed for rule in shipped)


def leave(since, until, *, state="approved", back=None, asked="0101"):
    given = {"since": _day(since), "until": _day(until), "asked_on": _day(asked)}
    return SimpleNamespace(**given, state=state, returned_on=back and _day(back))


def weighed(since, until, *earlier, entrusted=True):
    found = weigh(earlier, _day(since), _day(until), entrusted=entrusted, terms=TERMS)
    return found.days, found.total, found.level


@pytest.mark.parametrize(
    ("since", "until", "days", "level"),
    [
        ("0312", "0312", 1, "office"),  # one day, there and back
        ("0312", "0318", 7, "office"),  # 七日以内 includes the seventh
        ("0312", "0319", 8, "county"),
        ("0131", "0301", 30, "county"),  # the thirtieth is not 超过
        ("0131", "0302", 31, "city"),
        ("20240131", "20240229", 30, "county"),
        ("20240131", "20240301", 31, "city"),
    ],
)
def test_the_length_of_a_leave_decides_who_approves_it(since, until, days, level):
    assert weighed(since, until) == (days, days, level)
    assert weighed(since, until, entrusted=False)[2] == ("county" if days <= 30 else "city")


def test_the_total_of_two_months_decides_too():
    earlier = leave("0201", "0224", state="returned", back="0224")  # 24 days
    assert weighed("0312", "0317", earlier) == (6, 30, "office")
    assert weighed("0312", "0318", earlier) == (7, 31, "city")


def test_what_lies_before_the_two_months_counts_no_more():
    earlier = leave("0220", "0301", state="returned", back="0301")
    assert weighed("0426", "0430", earlier) == (5, 6, "office")  # from 1 March on
    assert weighed("0427", "0501", earlier) == (5, 5, "office")


def test_days_away_are_those_that_passed():
    span = (_day("0101"), _day("1231"))
    assert days_within(leave("0301", "0310"), *span) == 10
    assert days_within(leave("0301", "0310", state="returned", back="0304"), *span) == 4
    assert days_within(leave("0301", "0310", state="returned", back="0313"), *span) == 13
    assert days_within(leave("0301", "0310", state="stayed", back="0228"), *span) == 0
    assert days_within(leave("0301", "0310", state="refused"), *span) == 0
    assert days_within(leave("0301", "0310", state="asked"), *span) == 0


def test_three_days_before_is_in_time_and_two_are_short():
    assert not short_notice(leave("0312", "0313", asked="0309"), TERMS)
    assert short_notice(leave("0312", "0313", asked="0310"), TERMS)


@pytest.mark.parametrize(
    ("words", "home", "code"),
    [
        ("浙江省杭州市西湖区文三路", "330102", "330106"),
        ("江西南昌西湖区", "330102", "360103"),
        ("西湖区", "330102", "330106"),  # that of the own city
        ("义乌市", "330102", "330782"),
        ("朝阳区", "330102", None),  # several, and none is near
        ("老家", "330102", None),
    ],
)
def test_a_destination_is_recognised_where_its_words_name_one(words, home, code):
    assert named(words, home) == code


@pytest.mark.parametrize(
    ("home", "to", "leaving"),
    [
        ("330102", "330106", False),  # district to district of one city (办 26)
        ("330102", "330127", True),  # a county of the same city
        ("330127", "330106", True),
        ("330127", "330127", False),
        ("110101", "110105", False),  # a municipality
        ("330102", "330203", True),
        ("330102", None, True),
        ("339901", "339902", False),  # codes nobody knows go by their range
        ("339901", "339981", True),
    ],
)
def test_going_from_district_to_district_of_one_city_is_no_leave(home, to, leaving):
    assert is_leaving(home, to) is leaving
