"""What a statement needs, line by line with the article; no database."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from station_app.core.days import BEIJING
from station_app.core.texts import render
from station_app.statements import rules
from station_app.statements.records import Statement
from station_app.statements.register import STATEMENTS

TODAY = date(2026, 3, 9)
NINE = datetime(2026, 3, 9, 9, tzinfo=BEIJING)
EIGHT = NINE - timedelta(hours=1)
SOUND = {
    "case_id": None,
    "person_id": None,
    "role": "witness",
    "since": NINE,
    "place": "本所第一询问室",
    "officer": "王警官",
    "second": "周警官",
    "body": "问：……\n答：……",
}
ENDED = {"until": NINE + timedelta(minutes=40), "reading": "self", "signing": "signed"}


def wrong(**other):
    found = rules.check(Statement(**(SOUND | other)), TODAY)
    return {problem.field: render(problem.message) for problem in found}


def test_a_statement_is_of_one_person():
    """程 72: who else is there is a name in words, never a second one who is questioned."""
    assert [to.register for _name, to in STATEMENTS.refs] == ["cases", "people"]


def test_two_officers_with_the_door_open_are_enough():
    assert wrong() == {}


@pytest.mark.parametrize(
    ("field", "said", "other"),
    [
        ("second", "一百零八条", {"second": None}),
        ("second", "一百零八条", {"second": None, "standard_place": True}),
        ("second", "一百零八条", {"second": None, "recorded": True}),
        ("second", "两个人", {"second": "王警官"}),
        ("recorded", "第一百条", {"remote": True}),
        ("guardian", "九十八条", {"minor": True}),
        ("guardian_absent", "不再写", {"guardian": "父亲", "guardian_absent": "未到场"}),
        ("helper", "联系方式", {"helper_kind": "sign"}),
        ("helper", "联系方式", {"helper": "李老师"}),
        ("sample_consent", "一百零二条", {"role": "victim", "sample": "血液"}),
        ("since", "今天之后", {"since": NINE + timedelta(days=1)}),
        ("since", "早于前一个", {"arrived_at": NINE + timedelta(minutes=5)}),
        ("until", "早于前一个", ENDED | {"until": EIGHT, "rights_shown": True}),
        ("rights_shown", "告知书", ENDED),
        ("body", "问答", ENDED | {"rights_shown": True, "body": " "}),
        ("reading", "必填", {"signing": "signed", "until": NINE, "rights_shown": True}),
        ("penalties", "问明本人", ENDED | {"rights_shown": True, "role": "suspect"}),
        ("refusal", "注明", ENDED | {"rights_shown": True, "signing": "refused"}),
        ("reading", "宣读", ENDED | {"rights_shown": True, "remote": True, "recorded": True}),
    ],
)  # fmt: skip
def test_what_is_not_in_order_is_said_with_its_article(field, said, other):
    found = wrong(**other)
    assert list(found) == [field]
    assert said in found[field]


@pytest.mark.parametrize(
    "other",
    [
        {"second": None, "standard_place": True, "recorded": True},
        {"minor": True, "guardian_absent": "电话无人接听"},
        {"role": "victim", "sample": "血液", "sample_consent": "本人"},
        {"role": "suspect", "sample": "血液"},  # of a suspect it is the head who approves
        ENDED | {"rights_shown": True, "role": "suspect", "penalties": "无"},
        ENDED | {"rights_shown": True, "signing": "refused", "refusal": "称须先见律师"},
        {"arrived_at": NINE, "until": NINE, "left_at": NINE},
    ],
)
def test_what_the_law_allows_is_taken(other):
    assert wrong(**other) == {}


@pytest.mark.parametrize(
    ("birth", "minor"),
    [("2008-03-09", False), ("2008-03-10", True), ("2008-02-29", False), ("2012-02-29", True)],
)
def test_who_turns_eighteen_today_is_of_age(birth, minor):
    assert rules.is_minor(date.fromisoformat(birth), TODAY) is minor


def test_an_officer_in_two_rooms_at_once_is_told_and_no_more():
    mine = Statement(**SOUND)
    later = {"since": NINE + timedelta(hours=1), "officer": "周警官", "second": None}
    other = Statement(**(SOUND | later | {"until": NINE + timedelta(hours=2)}))
    now = NINE + timedelta(hours=3)
    assert ["周警官" in render(one) for one in rules.doubts(mine, [other], now)] == [True]
    mine.until = other.since  # the end of one is the beginning of the other
    assert list(rules.doubts(mine, [other], now)) == []
