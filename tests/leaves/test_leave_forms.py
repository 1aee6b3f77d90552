"""The papers of leave, filled from a played person and read back from the paper."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from station_app.core.errors import Refused
from station_app.printing.reading import text_of
from station_app.registers import FORMS
from station_app.workflows.paper import print_form
from station_app.workflows.supervision.leave_forms import FORMS as OURS
from tests.corrections.supervised import WORK
from tests.leaves.away import COUNTY, TRAVEL

one_engine = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)

GOLDEN = Path(__file__).parents[1] / "golden" / "leaves"
UPDATE = os.environ.get("UPDATE_GOLDEN") == "1"
LONG = "父亲在省人民医院住院手术，需本人签字陪护并办理转院手续，" * 6


@pytest.fixture
def printed(office):
    desk = replace(office.worker, station="演示县滨江司法所")

    def printed(form, id):
        with desk.act("print", purpose=WORK) as act:
            return print_form(act, FORMS[form], id)

    return printed


def _approved(office):
    id = office.ask(destination="浙江省杭州市上城区", details="到省人民医院复查")
    office.approve(id)
    return id


def _travel(office):
    [id] = office.do("regular_travel", office.person, register="corrections", **TRAVEL)
    office.do("receive_decision", id, register="travels", since="2026-03-10", **COUNTY)
    return id


def _contact(office):
    asked = {
        "whom": "被害人赵某",
        "party": "被害人",
        "since": "2026-03-11",
        "reason": "当面赔礼道歉，交付赔偿款",
    }
    [id] = office.do("visitor_contact_approval", office.person, register="corrections", **asked)
    return id


def _place(office):
    asked = {
        "place": "演示县第二中学",
        "since": "2026-03-11",
        "reason": "参加子女家长会",
        "escort": "社区民警王某",
    }
    [id] = office.do("enter_place_approval", office.person, register="corrections", **asked)
    office.do("receive_decision", id, register="permits", **COUNTY)
    office.do("tell", id, register="permits", organ="court")
    return id


ASKED = {
    "leave_approval": _approved,
    "leave_certificate": _approved,
    "travel_approval": _travel,
    "contact_approval": _contact,
    "place_approval": _place,
}


def test_every_paper_of_leave_is_tried_here():
    assert ASKED.keys() == {each.form.name for each in OURS}


@one_engine
@pytest.mark.parametrize("form", sorted(ASKED))
def test_every_paper_reads_as_it_always_did(office, printed, form):
    text, golden = text_of(printed(form, ASKED[form](office)).pdf) + "\n", GOLDEN / f"{form}.txt"
    if UPDATE:
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(text, "utf-8")
    assert text == golden.read_text("utf-8"), "look at it, then UPDATE_GOLDEN=1"


def _words(paper):
    return "".join(text_of(paper.pdf).split())


@one_engine
def test_no_certificate_before_the_leave_was_approved(office, printed):
    id = office.ask()
    with pytest.raises(Refused, match="外出尚未批准"):
        printed("leave_certificate", id)
    office.do("refuse", id, office.head, refusal="理由不实")
    with pytest.raises(Refused, match="外出尚未批准"):
        printed("leave_certificate", id)
    assert "理由不实" in _words(printed("leave_approval", id))


@one_engine
def test_the_certificate_that_is_carried_names_no_crime(office, printed):
    certificate = _words(printed("leave_certificate", _approved(office)))
    assert "盗窃" not in certificate
    assert "省人民医院" not in certificate
    assert "存根" in certificate
    assert "此处盖骑缝章" in certificate


@one_engine
def test_a_long_ground_goes_on_to_a_second_sheet_and_nothing_is_lost(office, printed):
    id = office.ask(details=LONG)
    paper = printed("leave_approval", id)
    said = _words(paper)
    assert paper.pages == 2
    assert said.count("父亲在省人民医院") == 6
    assert LONG[-40:] in said


@one_engine
def test_the_papers_of_permits_are_not_exchanged(office, printed):
    with pytest.raises(Refused, match="相应的审批表"):
        printed("contact_approval", _place(office))
    with pytest.raises(Refused, match="相应的审批表"):
        printed("place_approval", _contact(office))
