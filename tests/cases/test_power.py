"""Who may decide what, on whom, and after what: each threshold on both sides of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest

from station_app.cases import decision_rules, ending, power
from station_app.cases.checklist import Found, lines, missing_before
from station_app.cases.decision_records import CaseDecision
from station_app.cases.records import Case
from station_app.clocks.load import load_rules, load_terms
from station_app.core.ids import new_id
from station_app.core.texts import render
from tests.custody.inside import at

TERMS = load_terms("city")
HE, CASE_ID = new_id(), new_id()
DAY = date(2026, 3, 9)


def decision(kind="fine", **told):
    basis = {"case_id": CASE_ID, "person_id": HE, "basis": "五十一条", "entered_by": "民警"}
    return CaseDecision(kind=kind, proposed_on=DAY, **basis, **told)


def case(**told):
    base = {"number": "A1", "title": "打架案", "kind": "security", "state": "filed"}
    return Case(accepted_at=at("2026-03-09 09:30"), **base | told)


@pytest.mark.parametrize(
    ("level", "kind", "amount", "article"),
    [
        ("spot", "warning", None, None),
        ("spot", "fine", 500, None),
        ("spot", "fine", 501, "一百一十九"),
        ("spot", "detention", None, "一百一十九"),
        ("spot", "no_penalty", None, "一百一十九"),
        ("station", "warning", None, None),
        ("station", "fine", 1000, None),
        ("station", "fine", 1001, "一百零九"),
        ("station", "detention", None, "一百零九"),
        ("station", "detention_fine", 200, "一百零九"),
        ("station", "revocation", None, "一百零九"),
        ("station", "no_penalty", None, None),
        ("county", "detention_fine", 3000, None),
        ("county", "revocation", None, None),
    ],
)
def test_each_level_decides_what_the_law_lets_it(level, kind, amount, article):
    why = power.beyond(level, kind, amount)
    assert (why is None) == (article is None)
    assert article is None or article in render(why)


@pytest.mark.parametrize(
    ("told", "needed"),
    [
        ({"kind": "fine", "amount": 3999}, False),
        ({"kind": "fine", "amount": 4000}, True),
        ({"kind": "detention_fine", "amount": 4000, "days": 3}, True),
        ({"kind": "revocation"}, True),
        ({"kind": "closure"}, True),
        ({"kind": "detention", "days": 5, "age": 18}, False),
        ({"kind": "detention", "days": 5, "age": 17}, True),
        ({"kind": "detention", "days": 5, "age": 15, "not_detained": "age_14_15"}, False),
        ({"kind": "detention", "days": 5}, False),
    ],
)
def test_a_hearing_is_offered_from_the_thresholds_on(told, needed):
    assert power.needs_hearing(decision(**told)) is needed


def test_under_fourteen_nobody_is_punished():
    assert power.not_for_age("fine", 14) is None
    assert power.not_for_age("no_penalty", 13) is None
    assert power.not_for_age("fine", None) is None
    assert "第十二条" in render(power.not_for_age("warning", 13))


@pytest.mark.parametrize(
    ("told", "articles"),
    [
        ({"kind": "fine", "amount": 300, "age": 30}, []),
        ({"kind": "fine", "amount": 300, "age": 17}, ["第十二条"]),
        ({"kind": "fine", "amount": 1500, "age": 30}, ["一百零九"]),
        ({"kind": "fine", "amount": 5000, "age": 30}, ["一百零九", "一百一十七"]),
        ({"kind": "detention", "days": 5, "age": 30}, ["一百零九"]),
        ({"kind": "detention", "days": 16, "age": 30}, ["一百零九", "第十六条"]),
        ({"kind": "detention", "days": 5, "age": 14}, ["一百零九", "第二十三条", "一百一十七"]),
        ({"kind": "detention", "days": 5, "age": 16}, ["一百零九", "第二十三条", "一百一十七"]),
        ({"kind": "detention", "days": 5, "age": 18}, ["一百零九"]),
        ({"kind": "detention", "days": 5, "age": 69}, ["一百零九"]),
        ({"kind": "detention", "days": 5, "age": 70}, ["一百零九", "第二十三条"]),
        ({"kind": "detention", "days": 5}, ["一百零九", "第二十三条"]),
    ],
)
def test_what_an_officer_is_told_of_a_decision_names_its_article(told, articles):
    said = [render(why) for why in power.cautions(decision(**told))]
    assert len(said) == len(articles)
    assert all(article in why for article, why in zip(articles, said, strict=True))


@pytest.mark.parametrize(
    ("told", "fields"),
    [
        ({"kind": "fine"}, ["amount"]),
        ({"kind": "warning", "amount": 100}, ["amount"]),
        ({"kind": "detention"}, ["days"]),
        ({"kind": "fine", "amount": 100, "days": 3}, ["days"]),
        ({"kind": "fine", "amount": 100, "not_detained": "nursing"}, ["not_detained"]),
        ({"kind": "fine", "amount": 100, "told_on": date(2026, 3, 10)}, ["told_on"]),
        ({"kind": "fine", "amount": 100, "served_on": DAY}, ["served_on"]),
        (
            {
                "kind": "fine",
                "amount": 201,
                "decided_on": DAY,
                "paid_on": DAY,
                "paid_how": "cash_small",
            },
            ["paid_how"],
        ),
        ({"kind": "detention_fine", "amount": 100, "days": 3}, []),
    ],
)
def test_a_decision_says_what_its_kind_needs_and_nothing_else(told, fields):
    assert [problem.field for problem in decision_rules.check(decision(**told), DAY)] == fields


# The list: what stands before a decision


@pytest.mark.parametrize(
    ("told", "missing"),
    [
        ({}, ["told"]),
        ({"told_on": DAY}, []),
        ({"kind": "no_penalty", "amount": None}, []),
        ({"told_on": DAY, "age": 17}, ["guardian"]),
        ({"told_on": DAY, "age": 17, "guardian": "父亲", "guardian_said": "无异议"}, []),
        ({"told_on": DAY, "amount": 4000}, ["hearing"]),
        ({"told_on": DAY, "amount": 4000, "hearing_told_on": DAY}, ["hearing"]),
        ({"told_on": DAY, "amount": 4000, "hearing_told_on": DAY, "hearing_waived": True}, []),
        (
            {"told_on": DAY, "amount": 4000, "hearing_told_on": DAY, "heard_on": DAY},
            ["review"],  # a hearing that was held is one of the three kinds
        ),
        ({"told_on": DAY, "review_ground": "complex"}, ["review"]),
        ({"told_on": DAY, "review_ground": "public_interest"}, ["review"]),
        ({"told_on": DAY, "review_ground": "complex", "reviewed_on": DAY}, []),
        ({"told_on": DAY, "grave": True}, ["discussion"]),
        ({"told_on": DAY, "grave": True, "discussed_on": DAY}, []),
    ],
)
def test_no_decision_is_made_without_what_stands_before_it(told, missing):
    one = decision(**{"amount": 300} | told)
    found = Found(case=case(), decisions=(one,))
    assert [item.name for item in missing_before(one, found)] == missing


# The list: what stands before the end


MADE = {"amount": 300, "told_on": DAY, "state": "decided", "level": "station", "decided_on": DAY}


@pytest.mark.parametrize(
    ("told", "of_case", "missing"),
    [
        ({}, {}, {"remedies", "service", "paid"}),
        ({"remedies": True, "served_on": DAY, "paid_on": DAY, "paid_how": "bank"}, {}, set()),
        (
            {"remedies": True, "served_on": DAY, "paid_on": DAY, "paid_how": "cash_small"},
            {},
            {"handed_in"},
        ),
        ({"remedies": True, "served_on": DAY}, {"public_official": True}, {"organ", "paid"}),
        ({"level": "spot", "remedies": True, "served_on": DAY}, {}, {"report", "paid"}),
        (
            {"kind": "detention", "amount": None, "days": 3, "remedies": True, "served_on": DAY},
            {},
            {"family", "carried_out"},
        ),
        (
            {"kind": "detention", "amount": None, "days": 3, "not_detained": "aged_70",
             "remedies": True, "served_on": DAY},
            {},
            set(),
        ),
        ({"remedies": True, "served_on": DAY}, {"submitted": "closing"}, {"paid", "submitted"}),
        ({"remedies": True, "served_on": DAY}, {"sampling_found_on": DAY}, {"paid", "sampling"}),
    ],
)  # fmt: skip
def test_the_list_before_the_end_says_what_is_not_done(told, of_case, missing):
    one = decision(**{"kind": "fine"} | MADE | told)
    found = Found(case=case(**of_case), decisions=(one,), suspects=frozenset({HE}))
    assert {line.name for line in lines(found) if not line.met} == missing


def test_a_victim_wants_his_copy_and_what_is_owed_elsewhere_holds_the_case():
    one = decision(
        **MADE | {"remedies": True, "served_on": DAY, "paid_on": DAY, "paid_how": "bank"}
    )
    other = new_id()
    found = Found(
        case=case(),
        decisions=(one,),
        suspects=frozenset({HE, other}),
        victim=True,
        owed=("涉案财物",),
    )
    assert {line.name for line in lines(found) if not line.met} == {"victim", "decided", "property"}
    settled = Found(case=case(), suspects=frozenset({other}), performed=frozenset({other}))
    assert all(line.met for line in lines(settled))


# How a case may end


PAID = {"remedies": True, "served_on": DAY, "paid_on": DAY, "paid_how": "bank"}
DONE = decision(**MADE | PAID)
UNPAID = decision(**MADE)
SPARED = decision("no_penalty", **MADE | {"amount": None, "remedies": True, "served_on": DAY})


@pytest.mark.parametrize(
    ("kind", "of", "made", "performed", "closes"),
    [
        ("executed", "security", (DONE,), False, True),
        ("executed", "admin", (DONE,), False, True),
        ("executed", "security", (UNPAID,), False, False),
        ("executed", "security", (SPARED,), False, False),
        ("executed", "criminal", (DONE,), False, False),
        ("no_penalty", "security", (SPARED,), False, True),
        ("no_penalty", "security", (DONE,), False, False),
        ("no_penalty", "security", (), False, False),
        ("mediated", "security", (), True, True),
        ("mediated", "security", (), False, False),
        ("mediated", "admin", (), True, False),
        ("mediated", "security", (DONE,), True, False),
        ("criminal", "security", (), False, True),
        ("criminal", "security", (DONE,), False, False),
        ("cannot_execute", "security", (UNPAID,), False, True),
        ("cannot_execute", "security", (), False, False),
        ("prosecuted", "criminal", (), False, True),
        ("not_prosecuted", "criminal", (), False, True),
        ("dismissed", "criminal", (), False, True),
        ("dismissed", "security", (), False, False),
        ("ended", "security", (), False, False),
    ],
)
def test_each_kind_of_closing_has_its_ground(kind, of, made, performed, closes):
    done = frozenset({HE}) if performed else frozenset()
    found = Found(case=case(kind=of), decisions=made, suspects=frozenset({HE}), performed=done)
    assert (ending.not_closed(kind, found) is None) is closes


def test_who_is_gone_need_not_pay_but_the_decision_still_names_its_remedies():
    found = Found(case=case(), decisions=(UNPAID,), suspects=frozenset({HE}))
    assert [line.name for line in ending.missing("cannot_execute", found)] == ["remedies"]
    assert {"paid", "service"} < {line.name for line in ending.missing("executed", found)}


@pytest.mark.parametrize("state", ["not_filed", "transferred", "stopped"])
def test_what_ended_without_a_decision_is_closed_as_such_and_in_no_other_way(state):
    found = Found(case=case(state=state), suspects=frozenset({HE}))
    assert ending.not_closed("ended", found) is None
    assert ending.missing("ended", found) == []
    assert ending.not_closed("executed", found) is not None


# The clocks


CLOCKS = {  # rule → "began due" over the feast · from the end of a month
    "decision_service": "0213 0224 · 0130 0202 · 0929 1008",
    "fine_payment": "0131 0224 · 0228 0316 · 0915 0930",
    "fine_handed_in": "0213 0224 · 0130 0202 · 0929 1008",
    "spot_penalty_report": "0213 0214 · 0131 0201 · 0930 1001",
    "detention_family": "0213 0214 · 0131 0201 · 0930 1001",
    "hearing_request": "0212 0226 · 0130 0206 · 0930 1013",
    "case_closing": "0118 0217 · 0131 0302 · 0930 1030",
    "case_sealing": "0118 0217 · 0131 0302 · 0930 1030",
    "sampling_answer": "0212 0226 · 0130 0206 · 0930 1013",
}


def rows():
    for rule, line in CLOCKS.items():
        for pair in line.split(" · "):
            yield (rule, *(date.fromisoformat(f"2026{said}") for said in pair.split()))


@pytest.mark.parametrize(("rule", "since", "due_on"), list(rows()))
def test_a_clock_of_a_decision_ends_on_the_day_it_ends_on_paper(rule, since, due_on):
    assert TERMS.due(rule, since).due_on == due_on


@pytest.mark.parametrize(
    ("rule", "hours", "began"),
    [
        ("fast_track_decision", 48, "2026-02-14 23:40"),
        ("fast_track_decision", 48, "2026-02-27 00:10"),
        ("spot_penalty_report", 24, "2026-09-30 22:15"),
    ],
)
def test_hours_run_through_feast_and_night_to_the_minute(rule, hours, began):
    assert TERMS.due(rule, at(began)).due_at == at(began).astimezone(UTC) + timedelta(hours=hours)


def test_no_clock_of_decisions_is_without_its_line_and_what_was_read_says_so():
    shipped = {rule.id: rule for rule in load_rules() if rule.register == "case_decisions"}
    assert set(shipped) <= set(CLOCKS)
    read = {id for id, rule in shipped.items() if rule.confirmed}
    assert read == {"decision_service", "fine_payment", "fine_handed_in", "spot_penalty_report"}


@pytest.mark.parametrize(
    ("told", "owed"),
    [
        ({}, {"decision_service": "serve"}),
        ({"served_on": DAY}, {"fine_payment": "pay"}),
        (
            {"served_on": DAY, "paid_on": DAY, "paid_how": "cash_remote"},
            {"fine_handed_in": "hand_in"},
        ),
        ({"served_on": DAY, "paid_on": DAY, "paid_how": "bank"}, {}),
        (
            {"kind": "detention", "amount": None, "days": 3, "served_on": DAY},
            {"detention_family": "notify"},
        ),
        (
            {"level": "spot", "served_on": DAY, "decided_at": datetime(2026, 3, 9, 2, tzinfo=UTC)},
            {"fine_payment": "pay", "spot_penalty_report": "report"},
        ),
        ({"state": "proposed", "hearing_told_on": DAY}, {"hearing_request": "hear"}),
    ],
)
def test_a_decision_owes_its_next_step(told, owed):
    one = decision(**{"kind": "fine"} | MADE | told)
    assert {duty.rule: duty.action for duty in decision_rules.duties(one)} == owed


def test_a_case_owes_its_closing_and_one_that_ended_otherwise_its_seal():
    decided = case(state="decided", decided_on=DAY)
    stopped = case(state="stopped", closed_on=DAY)
    sent = case(state="transferred", transferred_at=at("2026-03-09 10:00"))
    said = [[duty.rule for duty in ending.duties(one)] for one in (decided, stopped, sent, case())]
    assert said == [["case_closing"], ["case_sealing"], ["case_sealing"], []]
    assert not ending.may_close(SimpleNamespace(state="accepted"))
