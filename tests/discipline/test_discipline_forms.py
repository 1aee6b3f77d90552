"""The papers of discipline, filled from a played person and read back from the paper."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from station_app.core.errors import Refused
from station_app.printing.reading import text_of
from station_app.registers import FORMS
from station_app.workflows.paper import print_form
from station_app.workflows.supervision.discipline_forms import FORMS as OURS
from tests.corrections.supervised import BOY
from tests.discipline.scene import COUNTY, ILL, PAROLE, WORK, Person

one_engine = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)
GOLDEN = Path(__file__).parents[1] / "golden" / "discipline"
UPDATE = os.environ.get("UPDATE_GOLDEN") == "1"
FACTS = "2026年3月9日应当报告而未报告，经电话提醒仍未到司法所，3月10日家访时承认外出打牌"
PROVED = {"facts": FACTS, "evidence": "3月10日谈话笔录、家访记录各一份"}
DEED = {"outstanding": "是", "facts": "3月18日在东河救起落水儿童，村委会和家属出具了证明"}
LONG = "经查，该人多次不按时报告，证人李鑫等电话提醒、上门走访后仍不改正。" * 60


@pytest.fixture
def printed():
    def printed(person, form, id, reason=""):
        desk = replace(person.at("04-20"), station="演示县滨江司法所")
        with desk.act("print", purpose=WORK) as act:
            return print_form(act, FORMS[form], id, reason=reason)

    return printed


def _proposed(name, **typed):
    return lambda one: one.sanction(name, "03-20", ground="other", **PROVED | typed)


def _admonished(one):
    return one.made("admonition", "03-10", **PROVED)


def _warned(one):
    one.lose("03-05")
    return one.made("warning", "03-14", ground="off_supervision", **PROVED)


def _penalty(one):
    return one.sent("penalty_proposal", "03-20", ground="breach", **PROVED)


def _revoked(one):
    for on in ("03-10", "03-11"):
        one.made("warning", on, ground="other", facts=f"{on} 违反规定")
    return one.sent("revoke_probation", "03-20", ground="two_warnings", facts=FACTS)


def _searched(one):
    id = one.lose("03-05", notes="电话关机；其妻称三日未归")
    one.next("searches", "ask_police", id, "03-06", asked_number="（2026）演矫查字第1号")
    return id


def _praised(one):
    id = one.do("commendation", "03-20", **DEED)
    one.next("commendations", "decide", id, "03-25", **COUNTY)
    return id


ASKED = {  # form → what the judgment says beside, and how the record comes to be
    "admonition_approval": ({}, _admonished),
    "admonition_decision": ({"person": BOY, "minor": "是"}, _admonished),
    "warning_approval": ({}, lambda one: one.sanction("warning", "03-20", ground="breach")),
    "warning_decision": ({}, _warned),
    "penalty_letter": ({}, _penalty),
    "probation_letter": ({}, _revoked),
    "parole_letter": (PAROLE, _proposed("revoke_parole")),
    "imprison_letter": (ILL, _proposed("imprison_proposal")),
    "search_letter": ({}, _searched),
    "commendation_decision": ({}, _praised),
}


def test_every_paper_of_discipline_is_tried_here():
    assert ASKED.keys() == {each.form.name for each in OURS}


@one_engine
@pytest.mark.parametrize("form", sorted(ASKED))
def test_every_paper_of_discipline_reads_as_it_always_did(desk_of, printed, form):
    typed, play = ASKED[form]
    one = Person(desk_of, **typed)
    why = "送交监护人" if one.now.minor else ""
    text = text_of(printed(one, form, play(one), why).pdf) + "\n"
    golden = GOLDEN / f"{form}.txt"
    if UPDATE:
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(text, "utf-8")
    assert text == golden.read_text("utf-8"), "look at it, then UPDATE_GOLDEN=1"
    assert "样式待核" in text


@one_engine
def test_long_facts_go_on_to_another_page_and_nothing_is_lost(person, printed):
    id = person.sanction("revoke_probation", "03-20", ground="other", **PROVED | {"facts": LONG})
    paper = printed(person, "probation_letter", id)
    assert paper.pages >= 2
    assert text_of(paper.pdf).count("鑫") == 60


@one_engine
def test_no_decision_is_printed_before_it_was_made_and_none_on_another_s_form(person, printed):
    id = person.sanction("admonition", "03-20", ground="breach")
    with pytest.raises(Refused, match="尚未作出决定"):
        printed(person, "admonition_decision", id)
    with pytest.raises(Refused, match="这是训诫，不用这种文书"):
        printed(person, "warning_decision", id)


@one_engine
def test_what_a_court_of_higher_level_decided_is_proposed_by_the_body_of_its_level(
    another, printed
):
    parole = another(**PAROLE)
    text = text_of(printed(parole, "parole_letter", _proposed("revoke_parole")(parole)).pdf)
    assert "设区的市级社区矫正机构" in text
    assert "演示市中级人民法院" in text
