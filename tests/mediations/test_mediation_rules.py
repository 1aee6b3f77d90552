"""What may be mediated, how often, and by when: worked out on paper; no database.

15 to 23 February 2026 is free, Saturday 14 and Saturday 28 are worked.
"""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from station_app.clocks.load import load_rules, load_terms
from station_app.core.texts import render
from station_app.identity import tables
from station_app.mediations import rules
from station_app.mediations.records import Mediation

TERMS = load_terms("city")
TABLE = {  # rule: "began due" over the feast · over the end of a month · over a rest day
    "mediation_first": "0213 0225 · 0131 0204 · 0306 0311",
    "mediation_second": "0213 0302 · 0123 0203 · 0306 0317",
    "mediation_performance": "0217 0217 · 0131 0131 · 0308 0308",
}


def _day(said):
    return date.fromisoformat(f"2026{said}")


@pytest.mark.parametrize(
    ("rule", "since", "due_on"),
    [(rule, *map(_day, p.split())) for rule, line in TABLE.items() for p in line.split(" · ")],
)
def test_a_clock_ends_on_the_day_it_ends_on_paper(rule, since, due_on):
    assert TERMS.due(rule, since).due_on == due_on


def test_every_clock_of_mediation_is_in_the_table():
    assert {rule.id for rule in load_rules() if rule.register == "mediations"} == set(TABLE)
    assert {rule.id: rule.confirmed for rule in load_rules() if rule.id in TABLE} == {
        "mediation_first": False,
        "mediation_second": True,
        "mediation_performance": True,
    }


@pytest.mark.parametrize(
    "bar", [row["code"] for row in tables.rows("mediation_bar") if row["code"] != rules.NO_BAR]
)
def test_what_article_179_shuts_out_is_refused_with_it(bar):
    why = rules.barred(light=True, bar=bar)
    assert why is not None
    assert "第一百七十九条" in render(why)


def test_only_what_is_light_is_mediated():
    assert rules.barred(light=True, bar=rules.NO_BAR) is None
    assert "第九条" in render(rules.barred(light=False, bar=rules.NO_BAR))


def tried(*states):
    return [SimpleNamespace(state=state) for state in states]


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ((), None),
        (("failed",), None),
        (("failed", "failed"), "至多再调解一次"),
        (("planned",), "待调解"),
        (("agreed",), "达成协议"),
        (("performed",), "达成协议"),
        (("not_performed",), "第一百八十五条"),
    ],
)
def test_it_is_tried_once_and_once_more(before, said):
    why = rules.too_often(tried(*before))
    assert (why is None) if said is None else said in render(why)


FIRST = {"nth": 1, "since": _day("0306")}
SECOND = {"nth": 2, "since": _day("0306")}


@pytest.mark.parametrize(
    ("one", "on", "refused", "late"),
    [
        (FIRST, "0311", False, False),
        (FIRST, "0312", False, True),  # told, and held all the same
        (SECOND, "0317", False, False),
        (SECOND, "0318", True, False),
    ],
)
def test_only_the_second_is_refused_once_its_days_are_over(one, on, refused, late):
    made = SimpleNamespace(**one)
    assert bool(rules.too_late(made, _day(on), TERMS)) is refused
    assert rules.is_late(made, _day(on), TERMS) is late


HELD = {
    "kind": "security", "one_id": 1, "other_id": 2, "cause": "beating", "ground": "close",
    "since": _day("0306"), "held_on": _day("0309"), "host": "王警官", "second": "周警官",
    "state": "agreed", "agreement": "赔偿300元", "perform_by": _day("0315"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("field", "said", "other"),
    [
        ("other_id", "两个人", {"other_id": 1}),
        ("one_guardian", "一百八十一条", {"one_minor": True}),
        ("other_guardian", "一百八十一条", {"other_minor": True}),
        ("recorded", "一百零八条", {"second": None}),
        ("agreement", "一百八十四条", {"agreement": None}),
        ("perform_by", "一百八十四条", {"perform_by": None}),
        ("perform_by", "早于", {"perform_by": _day("0308")}),
        ("held_on", "今天之后", {"held_on": _day("0310"), "state": "planned"}),
    ],
)
def test_what_is_not_in_order_is_said_with_its_article(field, said, other):
    [problem] = rules.check(Mediation(**(HELD | other)), _day("0309"))
    assert problem.field == field
    assert said in render(problem.message)


@pytest.mark.parametrize(
    "other", [{}, {"one_minor": True, "one_works": True}, {"second": None, "recorded": True}]
)
def test_what_the_law_allows_is_taken(other):
    assert list(rules.check(Mediation(**(HELD | other)), _day("0309"))) == []
