"""The papers of a worker's day, filled from a played person and read back from the paper."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from station_app.core.errors import Refused
from station_app.printing.reading import text_of
from station_app.registers import FORMS
from station_app.workflows.paper import print_form
from station_app.workflows.supervision.daily_forms import FORMS as OURS
from tests.reports.people import WHY

GOLDEN = Path(__file__).parents[1] / "golden" / "reports"
UPDATE = os.environ.get("UPDATE_GOLDEN") == "1"
LONG = "询问近期生活、就业和家庭情况，讲解请假、会客、迁居的规定，本人表示理解并遵守。" * 40
SAID = {
    "report_record": ("periodic_report", {"template": "6", "next_on": "2026-03-16"}),
    "talk_record": (
        "individual_talk",
        {"subject": "遵守监督管理规定", "place": "谈话室", "second": "赵志愿", "text": LONG},
    ),
    "visit_record": (
        "visit",
        {"place": "家中", "met": "本人及母亲", "second": "社区网格员", "verified": "是",
         "text": "走访时本人在家，家庭关系和睦，近期在装修队做工。"},
    ),
    "education_record": (
        "education",
        {"subject": "民法典讲座", "hours": "2", "place": "司法所会议室", "verified": "是",
         "text": "听讲并写了学习体会。"},
    ),
}  # fmt: skip


@pytest.fixture
def printed(days):
    desk = replace(days.desk, station="演示县滨江司法所")

    def printed(form, id):
        with desk.act("print", purpose=WHY) as act:
            return print_form(act, FORMS[form], id)

    return printed


@pytest.fixture
def entered(days):
    def entered(form):
        name, typed = SAID[form]
        return days.act(name, on="2026-03-09", **typed)[0]

    return entered


def test_every_paper_of_the_day_is_tried_here():
    assert SAID.keys() == {each.form.name for each in OURS}


@pytest.mark.parametrize("form", SAID)
def test_every_paper_reads_as_it_always_did(printed, entered, form):
    paper = printed(form, entered(form))
    text, golden = text_of(paper.pdf) + "\n", GOLDEN / f"{form}.txt"
    if UPDATE:
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(text, "utf-8")
    assert text == golden.read_text("utf-8"), "look at it, then UPDATE_GOLDEN=1"
    assert "样式待核" in text
    if form == "talk_record":
        assert paper.pages == 2  # a long talk goes on, whole
        assert "".join(text.split()).count("迁居的规定") == LONG.count("迁居的规定")


def test_a_paper_of_another_kind_is_refused(printed, entered):
    talk = entered("talk_record")
    for form in ("visit_record", "education_record"):
        with pytest.raises(Refused, match="个别谈话教育"):
            printed(form, talk)


def test_the_paper_of_a_health_report_says_nothing_of_the_illness(ill):
    [id] = ill.act("reexam", on="2026-03-09", designated="是")
    with ill.desk.act("print", purpose=WHY) as act:
        paper = print_form(act, FORMS["report_record"], id)
    said = "".join(text_of(paper.pdf).split())
    assert "病情内容不在本表记载" in said
    assert "报告内容" not in said
