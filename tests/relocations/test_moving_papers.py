"""Papers of moving, positioning and of the police's share, filled from a played person."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from station_app.access import action
from station_app.access.purposes import Purpose
from station_app.copies.forms import FORMS as STATION
from station_app.core.errors import Refused
from station_app.printing.reading import text_of
from station_app.registers import ACTIONS, FORMS
from station_app.workflows.paper import print_form
from station_app.workflows.supervision.positioning_forms import FORMS as POSITIONING
from station_app.workflows.supervision.relocation_forms import FORMS as MOVING
from tests.corrections.supervised import WORK
from tests.discipline.scene import Person
from tests.relocations.homes import CHANGE, NEW, OLD

pytestmark = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)
GOLDEN = Path(__file__).parents[1] / "golden" / "moving"
UPDATE = os.environ.get("UPDATE_GOLDEN") == "1"
CASE = Purpose("CASE", "演公〔2026〕17号")
LONG = "随配偶迁居，配偶在当地务工，子女在当地就学，已签租房合同并办理居住登记，" * 5
GRANTED = {"decision": "批准", "decided_by": OLD, "decision_number": "（2026）演矫变字第3号"}
REFUSED = GRANTED | {"decision": "不批准", "refusal": "新执行地无固定住处，变更后难以监督管理"}


class Paper:
    """Who prints, and what was played before."""

    def __init__(self, desk_of, office):
        self.desk_of, self.office = desk_of, office
        self.person = Person(desk_of)

    def moving(self, *, upto="decide", decision=GRANTED, **typed):
        id = self.person.do("change_of_place", "03-09", **CHANGE | typed)
        steps = {
            "ask": ("03-12", {"letter_number": "（2026）演矫征字第3号"}),
            "answer": ("03-18", {"answer": "同意", "answer_number": "石矫复〔2026〕3号",
                                 "answer_reason": "租房合同属实"}),
            "decide": ("03-20", decision),
        }  # fmt: skip
        for name, (on, said) in steps.items():
            self.person.next("relocations", name, id, on, **said)
            if name == upto:
                break
        return id

    def coming(self):
        """In the new home."""
        at, who = self.person.at("03-16"), {"name": "赵一", "sex": "1"}
        person = self.office.person(at, **who, id_number="339901198001010013")
        told = {"other_organ": OLD, "destination": CHANGE["destination"], "reason": "迁居"}
        told |= {"letter_number": "（2026）演矫征字第3号", "person_id": str(person.id)}
        id = self.office.file(at, "relocations", asked_on="2026-03-16", **told).id
        said = {"answer": "同意", "answer_number": "石矫复〔2026〕3号"}
        self.person.next("relocations", "answer", id, "03-17", answer_reason="属实", **said)
        return id

    def positioned(self, *, told=True):
        self.person.made("warning", "03-10", ground="breach")
        asked = {"ground": "unreported", "facts": "两次不按规定报告，经警告仍不接听电话"}
        id = self.person.do("positioning", "03-12", **asked)
        head = {"decision": "批准", "decided_by": "演示县司法局局长周某"}
        head |= {"decision_number": "演司定〔2026〕1号"}
        self.person.next("positionings", "decide", id, "03-13", **head)
        return id

    def task(self, kind, name, **typed):
        officer = self.desk_of("officer", "王警官")
        person = self.office.person(officer, "赵一", sex="1", id_number="339901198001010013")
        said = {"person_id": str(person.id), "kind": kind, "on": "2026-03-06", "asked_by": OLD}
        said |= {"what": "在暂住处抓获，已刑事拘留", "document_number": "演矫函〔2026〕5号"}
        id = self.office.file(officer, "correction_tasks", **said).id
        if name:
            action.perform(officer, ACTIONS["correction_tasks"], name, id, typed, CASE)
        return id

    def printed(self, form, id):
        station = form in {each.form.name for each in STATION}
        at = self.desk_of("officer", "王警官") if station else self.person.at("03-20")
        desk = replace(at, station="演示县滨江派出所" if station else "演示县滨江司法所")
        with desk.act("print", purpose=CASE if station else WORK) as act:
            return print_form(act, FORMS[form], id)


ASKED = {
    "change_approval": Paper.moving,
    "consultation_letter": lambda paper: paper.moving(upto="ask"),
    "consultation_reply": Paper.coming,
    "change_decision": Paper.moving,
    "positioning_approval": Paper.positioned,
    "positioning_notice": Paper.positioned,
    "task_feedback": lambda paper: paper.task("search", "finish", outcome="在亲属家中找到"),
    "penalty_feedback": lambda paper: paper.task(
        "penalty", "penalty_result", result="行政拘留", decision_number="演公罚〔2026〕9号"
    ),
    "detention_letter": lambda paper: paper.task("detained", ""),
}


@pytest.fixture
def paper(desk_of, office):
    return Paper(desk_of, office)


def test_every_paper_of_moving_is_tried_here(paper):
    assert ASKED.keys() == {each.form.name for each in (*MOVING, *POSITIONING, *STATION)}


@pytest.mark.parametrize("form", sorted(ASKED))
def test_every_paper_reads_as_it_always_did(paper, form):
    printed = paper.printed(form, ASKED[form](paper))
    text, golden = text_of(printed.pdf) + "\n", GOLDEN / f"{form}.txt"
    if UPDATE:
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(text, "utf-8")
    assert text == golden.read_text("utf-8"), "look at it, then UPDATE_GOLDEN=1"
    assert "样式待核" in "".join(text.split())


def test_what_the_old_home_prints_is_all_that_the_new_one_types(paper):
    said = "".join(
        text_of(paper.printed("consultation_letter", paper.moving(upto="ask")).pdf).split()
    )
    for typed in (NEW, CHANGE["destination"], "（2026）演矫征字第3号", "周强", "2026年3月9日"):
        assert "".join(typed.split()) in said
    gate = ("缓刑", "演示县人民法院", "（2026）演9901刑初7号", "2026年2月21日至2028年2月20日")
    assert [word for word in gate if word not in said] == []


def test_a_long_reason_goes_on_over_the_sheet(paper):
    printed = paper.printed("change_approval", paper.moving(reason=LONG))
    said = "".join(text_of(printed.pdf).split())
    assert printed.pages == 2
    assert LONG[-60:] in said


def test_a_refusal_is_printed_with_its_ground_and_no_seven_days(paper):
    said = text_of(paper.printed("change_decision", paper.moving(decision=REFUSED)).pdf)
    said = "".join(said.split())
    assert REFUSED["refusal"] in said
    assert "七日内" not in said


def test_a_paper_before_its_step_is_refused_in_words(paper):
    asked = paper.moving(upto="ask")
    with pytest.raises(Refused, match="还没有作出"):
        paper.printed("change_decision", asked)
    with pytest.raises(Refused, match="由新执行地出具"):
        paper.printed("consultation_reply", asked)
    with pytest.raises(Refused, match="尚未办结"):
        paper.printed("task_feedback", paper.task("search", ""))
