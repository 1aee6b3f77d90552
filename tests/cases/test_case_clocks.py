"""The terms of a case as a table: hours across midnight, month ends, holidays, pauses, restarts."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from station_app.cases import rules
from station_app.cases.records import Case
from station_app.clocks.load import load_terms
from station_app.core.days import BEIJING
from station_app.core.register import Duty
from station_app.core.texts import render
from tests.custody.inside import at

TERMS = load_terms("city")
BASE = {
    "number": "A1",
    "title": "打架案",
    "kind": "security",
    "accepted_at": at("2026-03-09 09:30"),
}


def day(text):
    return date.fromisoformat(text)


def made(**told):
    return Case(**BASE | told)


def dues(case):
    """Rule → what is due when, as the agenda says it."""
    found = dict[str, str]()
    for duty in rules.duties(case):
        assert isinstance(duty, Duty)
        if TERMS.find(duty.rule, date(2026, 3, 9)) is None:
            continue
        due = TERMS.due(duty.rule, duty.since, course=duty.course)
        ends = due.due_at.astimezone(BEIJING) if due.due_at else None
        found[duty.rule] = f"{ends:%Y-%m-%d %H:%M}" if ends else str(due.due_on)
    return found


def filed(**told):
    return made(state="filed", told_on=day("2026-03-09"), **told)


def not_filed(**told):
    return made(state="not_filed", kind="criminal", **told)


LATE = at("2026-03-31 23:30")


@pytest.mark.parametrize(
    ("case", "rule", "due"),
    [
        # whether it is filed
        (made(), "case_filing_security", "2026-03-09"),
        (made(kind="admin", accepted_at=LATE), "case_filing_admin", "2026-04-01 23:30"),
        (
            made(kind="admin", accepted_at=LATE, examination="doubtful"),
            "case_filing_admin_doubtful",
            "2026-04-03",
        ),
        (made(kind="criminal", accepted_at=LATE), "case_filing_criminal", "2026-04-03"),
        (
            made(kind="criminal", accepted_at=LATE, examination="doubtful"),
            "case_filing_criminal_doubtful",
            "2026-04-07",
        ),
        (
            made(kind="criminal", accepted_at=at("2026-01-31 09:00"), examination="grave"),
            "case_filing_criminal_grave",
            "2026-03-02",
        ),
        # told
        (made(state="filed", filed_on=day("2026-03-09")), "case_filed_told", "2026-03-12"),
        (
            made(state="not_filed", not_filed_on=day("2026-03-09")),
            "case_not_filed_told",
            "2026-03-09",
        ),
        (
            not_filed(not_filed_on=day("2026-09-28")),
            "case_not_filed_told_criminal",
            "2026-10-08",  # the third day lies in the National Day holiday
        ),
        # review and second look
        (
            not_filed(
                told_on=day("2026-03-09"), remedy="review_asked", remedy_on=day("2026-03-16")
            ),
            "case_review_asked",
            "2026-04-15",
        ),
        (
            not_filed(
                told_on=day("2026-03-09"), remedy="recheck_asked", remedy_on=day("2026-03-16")
            ),
            "case_recheck_asked",
            "2026-04-15",
        ),
        # to whom it belongs
        (made(transfer_found_at=LATE), "case_transfer", "2026-04-01 23:30"),
        # its time
        (filed(filed_on=day("2026-01-31")), "case_time_0", "2026-03-02"),
        (filed(filed_on=day("2026-09-01")), "case_time_0", "2026-10-08"),
        (filed(filed_on=day("2026-03-09"), extended=1), "case_time_1", "2026-05-08"),
        (filed(filed_on=day("2026-03-09"), extended=2), "case_time_2", "2026-06-08"),
        (filed(filed_on=day("2026-03-09"), kind="admin"), "case_time_admin", "2026-06-08"),
        (
            filed(filed_on=day("2026-03-09"), pauses="2026-03-12—2026-03-21"),
            "case_time_0",
            "2026-04-20",  # the tenth day after the 8th is a Saturday
        ),
        (filed(filed_on=day("2026-03-09"), pauses="2026-03-12—"), "case_time_0", "9999-12-31"),
        (
            filed(filed_on=day("2026-03-09"), restarted_on=day("2026-03-30")),
            "case_time_0",
            "2026-04-29",
        ),
        # approved, and what came back
        (
            filed(filed_on=day("2026-03-09"), submitted="filing", submitted_on=day("2026-03-13")),
            "case_review",
            "2026-03-16",
        ),
        (
            filed(
                filed_on=day("2026-03-09"),
                submitted="filing",
                submitted_on=day("2026-03-13"),
                returned_on=day("2026-03-14"),
            ),
            "case_supplement",
            "2026-03-17",
        ),
    ],
)
def test_a_case_is_due_when_the_law_says(case, rule, due):
    assert dues(case)[rule] == due


@pytest.mark.parametrize(
    ("rule", "told", "due"),
    [
        ("case_review_ask", "2026-03-09", "2026-03-16"),
        ("case_recheck_ask", "2026-09-24", "2026-10-08"),
    ],
)
def test_who_was_refused_asks_within_seven_days(rule, told, due):
    assert str(TERMS.due(rule, day(told)).due_on) == due


@pytest.mark.parametrize(
    ("told", "rules_owed"),
    [
        ({"state": "transferred", "transfer_found_at": LATE}, set()),
        ({"state": "transferred", "submitted": "filing", "submitted_on": day("2026-03-09")}, set()),
        ({"state": "closed", "filed_on": day("2026-03-09"), "told_on": day("2026-03-09")}, set()),
        (
            {
                "state": "decided",
                "filed_on": day("2026-03-09"),
                "told_on": day("2026-03-09"),
                "decided_on": day("2026-03-10"),
            },
            {"case_closing"},
        ),
        (
            {
                "state": "filed",
                "kind": "criminal",
                "filed_on": day("2026-03-09"),
                "told_on": day("2026-03-09"),
            },
            set(),
        ),
    ],
)
def test_what_is_over_owes_nothing_of_it(told, rules_owed):
    assert set(dues(made(**told))) == rules_owed


def test_the_time_explains_itself_with_its_pause_and_its_restart():
    case = filed(
        filed_on=day("2026-03-09"),
        pauses="2026-04-02—2026-04-03",
        restarted_on=day("2026-03-30"),
    )
    due = rules.limit(case, TERMS)
    said = render(due.explanation)
    assert "2026-03-30" in said
    assert "2026-04-02—2026-04-03" in said
    assert "第一百一十八条" in said


def test_pauses_are_written_as_they_are_read():
    open_ = rules.paused(SimpleNamespace(pauses=None), day("2026-03-12"))
    assert open_ == "2026-03-12—"
    ended = rules.pause_ended_at(open_, day("2026-03-22"))
    assert ended == "2026-03-12—2026-03-21"
    again = rules.paused(SimpleNamespace(pauses=ended), day("2026-03-25"))
    assert rules.written(rules.pauses(again)) == again
    assert rules.pause_ended_at(again, day("2026-03-25")) == ended  # of no day


def test_six_months_after_the_act_it_is_said_and_taken():
    told = {"kind": "security", "accepted_at": at("2026-03-09 09:30")}
    assert not list(rules.doubts(told | {"occurred_at": at("2025-09-09 12:00")}))
    [doubt] = rules.doubts(told | {"occurred_at": at("2025-09-08 12:00")})
    assert "第二十五条" in render(doubt.message)
