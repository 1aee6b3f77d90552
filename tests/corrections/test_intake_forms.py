"""The papers of taking over, filled from a played person and read back from the paper."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from station_app.core.errors import Refused
from station_app.printing.reading import text_of
from station_app.registers import FORMS
from station_app.workflows.paper import print_form
from tests.corrections.supervised import BOY, MAN, WORK, enter, perform, taken_over

pytestmark = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)
GOLDEN = Path(__file__).parents[1] / "golden" / "intake"
UPDATE = os.environ.get("UPDATE_GOLDEN") == "1"
PAPERS = (
    "basic_information",
    "report_in_notice",
    "announcement_paper",
    "rights_notice",
    "group_letter",
    "plan_paper",
)
GROUP = "李秀英 女 居委会 19900000011；王强 男 司法所 19900000012"
SITUATION = "与父母同住，暂无固定工作，认罪悔罪，愿意接受社区矫正。" * 20


def printed(desk, form, id, **more):
    with desk.act("print", purpose=WORK) as act:
        return print_form(act, FORMS[form], id, **more)


def words(paper):
    return "".join(text_of(paper.pdf).split())


@pytest.fixture
def person(worker):
    one = taken_over(worker, entrusted_office="演示县滨江司法所")
    perform(worker, "form_group", one.id, members=GROUP, on="2026-03-03")
    there = {"place": "滨江司法所", "present": "矫正小组", "signed": "是"}
    perform(worker, "intake_announcement", one.id, on="2026-03-04", **there)
    plan = {"situation": SITUATION, "measures": "就业指导，每月走访。", "report_days": "14"}
    perform(worker, "plan", one.id, on="2026-03-05", **plan)
    return one.id


def test_papers_of_taking_over_read_as_they_always_did(worker, person):
    for form in PAPERS:
        text = text_of(printed(worker, form, person).pdf)
        golden = GOLDEN / f"{form}.txt"
        if UPDATE:
            golden.write_text(text, "utf-8")
        assert text == golden.read_text("utf-8"), "look at it, then UPDATE_GOLDEN=1"
        whole = "".join(text.split())
        assert MAN["name"] in whole
        assert MAN["id_number"] in whole


def test_a_long_situation_goes_on_to_a_second_page_and_loses_nothing(worker, person):
    paper = printed(worker, "plan_paper", person)
    assert paper.pages == 2
    assert words(paper).count("认罪悔罪") == 20


def test_who_came_late_is_told_of_with_the_days(worker):
    late = taken_over(worker, on="2026-03-05")
    assert "逾期2日" in words(printed(worker, "report_in_notice", late.id))


def test_without_a_group_or_a_plan_there_is_no_paper_of_it(worker):
    one = taken_over(worker)
    for form in ("group_letter", "plan_paper"):
        with pytest.raises(Refused, match="还没有"):
            printed(worker, form, one.id)


def test_a_minors_announcement_names_the_guardian_and_is_printed_for_a_reason(worker):
    one = taken_over(worker, person=BOY)
    with pytest.raises(Refused, match="须保密"):
        printed(worker, "announcement_paper", one.id)
    assert "到场监护人" in words(printed(worker, "announcement_paper", one.id, reason="宣告"))


def test_an_opinion_is_printed_once_it_was_given(worker):
    asked = {"person": MAN, "organ_kind": "人民法院", "organ": "演示县人民法院"}
    asked |= {"commission_number": "（2026）演9901刑初7号委", "received_on": "2026-03-02"}
    one = enter(worker, "assessments", **asked)
    with pytest.raises(Refused, match="还没有提交"):
        printed(worker, "assessment_finding", one.id)
    given = {"result": "具备社区矫正条件", "finding_number": "演矫评〔2026〕1号"}
    found = dict.fromkeys(("family", "conduct", "effect", "views", "finding"), "见调查材料")
    said = found | {"home": "与父母同住"}
    perform(worker, "answer", one.id, "assessments", **given, **said)
    text = words(printed(worker, "assessment_finding", one.id))
    assert {"演矫评〔2026〕1号" in text, MAN["id_number"] in text, "与父母同住" in text} == {True}
