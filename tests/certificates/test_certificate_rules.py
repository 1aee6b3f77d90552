"""Which certificates a station issues, which it refuses by what ground, and the clocks of both."""

from __future__ import annotations

from collections import Counter
from datetime import date
from types import SimpleNamespace

import pytest

from station_app.certificates import rules
from station_app.certificates.register import CERTIFICATES, RECORD_QUERIES
from station_app.clocks.load import load_rules, load_terms
from station_app.identity import codes, tables
from station_app.registers import ACTIONS
from station_app.workflows.desk.certificate_forms import CONTENTS

TERMS = load_terms("city")
KINDS = {row["code"]: row for row in tables.rows("certificate_kind")}
ISSUED = {  # law.md E
    *("amended", "cancelled", "kinship", "abducted_child", "foundling", "unnatural_death"),
    *("temporary_identity", "no_record", "by_law"),
}
TABLE = {  # rule: "began due", of 2026 or the year written; 15 to 23 February 2026 is free
    "certificate_term": "0217 0217 · 0131 0131",
    "certificate_notice": "0217 0217 · 0131 0131",
    "certificate_report": "0213 0214 · 0214 0224 · 0131 0202 · 20240229 20240301",
    "record_query": "0212 0224 · 0128 0202 · 0306 0311 · 20240227 20240301",
    "record_review": "0130 0227 · 0309 0330",
    "record_review_extended": "0130 0319 · 0309 0421",
}


def day(text):
    text = text if len(text) == 8 else f"2026{text}"
    return date(int(text[:4]), int(text[4:6]), int(text[6:]))


@pytest.mark.parametrize("rule", TABLE)
def test_each_clock_as_it_was_worked_out_on_paper(rule):
    for pair in TABLE[rule].split(" · "):
        began, due = map(day, pair.split())
        assert TERMS.due(rule, began).due_on == due, pair


def test_every_clock_of_certificates_stands_in_the_table_and_names_an_action():
    ours = {"certificates", "record_queries"}
    kept = {one.id for one in load_rules() if one.register in ours}
    assert {id for id in kept if not id.startswith("retention")} == set(TABLE)
    done = {"issue", "query", "tell", "report"} <= set(ACTIONS["certificates"])
    assert done
    assert {"result", "review_result"} <= set(ACTIONS["record_queries"])


def test_nine_kinds_are_issued_and_nine_five_and_six_are_refused():
    groups = Counter(row["group"] for row in KINDS.values())
    assert groups == {"issued": 9, "card": 9, "booklet": 5, "other_organ": 6, "no_basis": 1}
    assert {code for code in KINDS if rules.is_ours(code)} == ISSUED == set(CONTENTS)


def test_what_is_refused_names_its_ground_and_where_to_go():
    for code in KINDS.keys() - ISSUED:
        why = rules.why_not(code)
        assert codes.label("certificate_ground", why["ground"])
        assert why["where_to"]
    assert not any(map(rules.why_not, ISSUED))


def test_what_the_law_at_hand_does_not_list_word_by_word_is_marked():
    assert {code for code, row in KINDS.items() if row["confirmed"] == "yes"} == ISSUED
    assert "secondary" in tables.source("certificate_kind")


def test_days_of_checking_do_not_count_for_a_query():
    query = {"received_on": day("0309"), "result": None, "review_on": None, "handler": "wang"}
    query |= {"checking_since": day("0310"), "checking_until": day("0317")}
    [owed] = rules.query_duties(SimpleNamespace(**query))
    assert TERMS.due(owed.rule, owed.since).due_on == day("0312")
    assert TERMS.due(owed.rule, owed.since, course=owed.course).due_on == day("0319")


def test_nothing_here_searches_for_records_or_counts_what_was_found():
    assert not RECORD_QUERIES.tallies
    assert RECORD_QUERIES.secret == ("secret", "handler")
    assert "result" not in RECORD_QUERIES.columns
    counted = {code for _day, by in CERTIFICATES.tallies.values() for code in by}
    assert counted <= {"kind", "ground"}


def test_a_result_typed_is_kept_whatever_it_says():
    kept = [rules.derive_query({"result": result})["secret"] for result in ("clean", "found")]
    assert kept == [True, True]
    assert rules.derive_query({"result": None})["secret"] is False
