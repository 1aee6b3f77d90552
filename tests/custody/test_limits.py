"""The hours somebody may be kept, as tables: to the minute, over midnight, a month's end, a feast.

Worked out on paper. 2026: 15 to 23 February is free, 2026-03-01 is a Sunday.
"""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from station_app.clocks.load import load_terms
from station_app.core.texts import render
from station_app.custody import rules
from station_app.identity import tables
from tests.custody.inside import at

TERMS = load_terms("city")
ARRIVED = "2026-03-09 09:00"
LIMITS = [  # ground, hours, arrived, the last minute
    ("oral_summons", 8, "2026-03-09 09:00", "2026-03-09 17:00"),
    ("oral_summons", 12, "2026-03-09 09:00", "2026-03-09 21:00"),
    ("oral_summons", 24, "2026-03-09 09:00", "2026-03-10 09:00"),
    ("summons", 8, "2026-03-09 20:17", "2026-03-10 04:17"),  # over midnight
    ("forced_summons", 8, "2026-02-28 23:59", "2026-03-01 07:59"),  # over a month's end
    ("surrender", 24, "2026-02-16 08:00", "2026-02-17 08:00"),  # in a feast: never rolled
    ("turned_in", 12, "2026-12-31 18:30", "2027-01-01 06:30"),
    ("stop_and_question", 4, "2026-03-09 22:30", "2026-03-10 02:30"),
    ("stop_and_question", 12, "2026-02-28 15:00", "2026-03-01 03:00"),
    ("stop_and_question", 24, "2026-02-14 10:01", "2026-02-15 10:01"),
    ("stop_and_question", 48, "2026-02-27 23:30", "2026-03-01 23:30"),
    ("criminal_summons", 12, "2026-03-09 13:05", "2026-03-10 01:05"),
    ("criminal_summons", 24, "2026-03-31 23:00", "2026-04-01 23:00"),
]
FREE = ("drunk", "victim", "witness", "helped", "other")


def held(ground="oral_summons", hours=8, arrived=ARRIVED, **more):
    known = {"special": None, "restarted_at": None, "left_at": None, "officer": "王警官"}
    arrived = at(arrived)
    known |= {"ground": ground, "hours": hours, "arrived_at": arrived, "counted_from": arrived}
    return SimpleNamespace(**known | more)


@pytest.mark.parametrize(("ground", "hours", "arrived", "last"), LIMITS)
def test_a_limit_ends_on_its_minute(ground, hours, arrived, last):
    due = rules.limit(held(ground, hours, arrived), TERMS)
    assert due.due_at == at(last)
    assert not due.is_over(at(last))
    assert due.is_over(at(last) + timedelta(seconds=1))


def test_every_ground_is_in_the_table_or_has_no_limit():
    grounds = {row["code"] for row in tables.rows("custody_ground")}
    assert grounds == {row[0] for row in LIMITS} | set(FREE)
    assert [rules.limit(held(ground, None), TERMS) for ground in FREE] == [None] * len(FREE)
    wanted = {f"{clock}_{n}" for clock, hours in rules.LIMITS.items() for n in hours}
    shown = {rules.rule_of(held(row[0], row[1])) for row in LIMITS}
    assert shown == wanted


def test_no_limit_rolls_and_every_one_begins_with_the_arrival():
    found = [rule for rule in TERMS.rules if rule.register == "custody"]
    hours = [rule for rule in found if rule.unit == "hour"]
    assert [(rule.roll, rule.start, rule.pause) for rule in hours] == [(False, "same", "")] * 9
    for rule in hours:
        criminal = rule.id.startswith("criminal")
        assert rule.confirmed is not criminal
    restarts = {rule.id for rule in hours if rule.restart}
    assert restarts == {"questioning_8", "questioning_12", "questioning_24"}


@pytest.mark.parametrize(
    ("rule", "since", "last"),
    [
        ("custody_items", date(2026, 2, 17), date(2026, 2, 17)),  # the same day, in a feast too
        ("custody_items", date(2026, 1, 31), date(2026, 1, 31)),
        ("retention_custody", date(2026, 1, 31), date(2028, 1, 31)),
        ("retention_custody", date(2024, 2, 29), date(2026, 2, 28)),
    ],
)
def test_belongings_go_with_him_and_his_entry_is_not_kept_for_ever(rule, since, last):
    assert TERMS.due(rule, since).due_on == last


@pytest.mark.parametrize(
    ("now", "left"),
    [
        ("2026-03-09 16:29", "还剩 31 分钟"),
        ("2026-03-09 16:30", "还剩 30 分钟"),
        ("2026-03-09 17:00", "还剩 0 分钟"),
        ("2026-03-09 12:55", "还剩 4 小时 5 分"),
    ],
)
def test_minutes_are_whole_and_counted_down(now, left):
    due = rules.limit(held(), TERMS)
    assert f"还剩 {render(rules.lasting(due.minutes_left(at(now))))}" == left


def test_half_a_minute_over_is_over():
    due = rules.limit(held(), TERMS)
    assert due.minutes_left(at("2026-03-09 17:00") + timedelta(seconds=30)) == -1


def told(hours, reason, level="county_head", **more):
    usual = {"whom": "李所长", "number": "演公审〔2026〕1号", "at": at("2026-03-09 16:00")}
    return {"hours": hours, "reason": reason, "level": level, **usual, **more}


def problems(custody, wanted):
    return {p.field: render(p.message) for p in rules.check_extension(custody, wanted, TERMS)}


@pytest.mark.parametrize(
    ("custody", "wanted"),
    [
        (held(), told(12, "many", "station_head")),
        (held(), told(12, "unidentified", "station_head", number=None)),
        (held(), told(24, "detention", "station_head")),
        (held(hours=12), told(24, "detention", "station_head")),
        (held("stop_and_question", 12), told(24, "unsettled", "county_duty")),
        (held("stop_and_question", 24), told(48, "unnamed")),
        (held("criminal_summons", 12), told(24, "grave")),
    ],
)
def test_what_the_law_allows_is_extended(custody, wanted):
    assert problems(custody, wanted) == {}


@pytest.mark.parametrize(
    ("custody", "wanted", "field", "said"),
    [
        (held(), told(24, "many"), "reason", "24 小时"),
        (held(hours=24), told(12, "many"), "hours", "24 小时"),
        (held(), told(48, "unnamed"), "hours", "48 小时"),
        (held("stop_and_question", 12), told(48, "unnamed"), "hours", "不得从十二小时直接延长"),
        (
            held("stop_and_question", 4, special="under_16"),
            told(12, "unsettled"),
            "hours",
            "第十条",
        ),
        (
            held("stop_and_question", 12),
            told(24, "unsettled", "station_head"),
            "level",
            "值班负责人",
        ),
        (held("stop_and_question", 24), told(48, "unnamed", "county_duty"), "level", "主管负责人"),
        (held("stop_and_question", 12), told(24, "unsettled", number=""), "number", "文号"),
        (held(), told(12, "many", whom="王警官"), "whom", "本人"),
        (held(), told(12, "many", at=at("2026-03-09 17:01")), "at", "应当立即放行"),
        (held("victim", None), told(12, "many"), "hours", "没有期限"),
    ],
)
def test_what_the_law_does_not_allow_is_refused_in_words(custody, wanted, field, said):
    found = problems(custody, wanted)
    assert set(found) == {field}
    assert said in found[field]


@pytest.mark.parametrize(
    ("ground", "special", "hours"),
    [
        ("oral_summons", None, 8),
        ("oral_summons", "under_16", 8),  # the four hours are those of 继续盘问
        ("stop_and_question", None, 12),
        ("stop_and_question", "pregnant", 4),
        ("stop_and_question", "nursing", 4),
        ("criminal_summons", None, 12),
        ("drunk", None, None),
    ],
)
def test_the_first_limit_is_that_of_the_ground(ground, special, hours):
    assert rules.first_hours(ground, special) == hours


@pytest.mark.parametrize(
    ("birth", "group"),
    [
        (date(2010, 3, 9), "under_16"),  # sixteen today: full only tomorrow
        (date(2010, 3, 8), None),
        (date(1956, 3, 9), None),
        (date(1956, 3, 8), "over_70"),
        (None, None),
    ],
)
def test_a_year_is_full_the_day_after_the_birthday(birth, group):
    assert rules.group_of(birth, date(2026, 3, 9)) == group


@pytest.mark.parametrize(
    ("hour", "special", "how", "asked"),
    [
        ("2026-03-09 21:00", "under_16", "released", True),
        ("2026-03-10 06:59", "over_70", "released", True),
        ("2026-03-09 20:59", "under_16", "released", False),
        ("2026-03-10 07:00", "pregnant", "released", False),
        ("2026-03-09 23:00", None, "released", False),
        ("2026-03-09 23:00", "nursing", "hospital", False),
    ],
)
def test_at_night_some_are_fetched_or_taken_home(hour, special, how, asked):
    custody = held("stop_and_question", 4, "2026-03-09 20:00", special=special)
    going = {"left_at": at(hour), "left_how": how}
    found = {p.field for p in rules.check_leaving(custody, going | {"over_reason": "x"}, TERMS)}
    assert ("fetched" in found) is asked
    going |= {"fetched": "fetched", "left_with": "母亲"}
    found = {p.field for p in rules.check_leaving(custody, going, TERMS)}
    assert "fetched" not in found
