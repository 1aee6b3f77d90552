"""The papers of an end, filled from a played person and read back from the paper."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from station_app.core.errors import Refused, Rejected
from station_app.printing.reading import text_of
from station_app.registers import FORMS
from station_app.workflows.paper import print_form
from station_app.workflows.verify import verify
from tests.reports.people import WHY

GOLDEN = Path(__file__).parents[1] / "golden" / "endings"
UPDATE = os.environ.get("UPDATE_GOLDEN") == "1"
LONG = "两年来按时报告，参加教育学习和公益活动，遵守外出请假规定。" * 12
PERSON = {
    "person": {"id_number": "339901198801010011", "hukou_address": "演示县河湾一路64号307室"},
    "crime": "盗窃罪",
    "sentence": "有期徒刑一年，缓刑二年",
    "entrusted_office": "演示县滨江司法所",
}
ENDING = (
    "appraisal_form",
    "release_certificate",
    "end_notice",
    "release_announcement",
    "after_care_sheet",
    "execution_archive",
    "working_archive",
)


def printed(days, form, **more):
    with days.desk.act("print", purpose=WHY) as act:
        return print_form(act, FORMS[form], days.id, **more)


def words(paper):
    return "".join(text_of(paper.pdf).split())


@pytest.fixture
def released(ending):
    days = ending(**PERSON)
    days.act("periodic_report", text="在本县务工，家庭情况没有变化。")
    days.act("papers_received", papers="判决书 （2026）演9901刑初7号；执行通知书", on="2024-03-12")
    days.act("summary", text=LONG)
    days.act("appraisal", text="服从管理，" + LONG, document_number="演矫鉴〔2026〕2号")
    days.act("release", document_number="演矫解〔2026〕3号")
    place = {"place": "滨江司法所", "read_by": "林矫正", "present": "矫正小组成员"}
    days.act("release_announcement", **place)
    days.act("after_care", handed_to="滨江街道安置帮教工作站", receiver="陈帮教", needs="就业指导")
    return days


def test_the_papers_of_an_end_read_as_they_always_did(released):
    for form in ENDING:
        text = text_of(printed(released, form).pdf)
        golden = GOLDEN / f"{form}.txt"
        if UPDATE:
            golden.parent.mkdir(exist_ok=True)
            golden.write_text(text, "utf-8")
        assert text == golden.read_text("utf-8"), "look at it, then UPDATE_GOLDEN=1"


def test_no_paper_of_an_end_is_there_before_it(ending):
    days = ending(end="2026-06-08")
    for form in ENDING[:5]:
        with pytest.raises(Refused, match="还没有"):
            printed(days, form)


def test_a_long_appraisal_goes_on_to_a_second_page_and_loses_nothing(released):
    paper = printed(released, "appraisal_form")
    assert paper.pages >= 2
    assert words(paper).count("遵守外出请假规定") == 24


def test_who_died_is_told_of_without_a_word_on_why(ending):
    days = ending(**PERSON)
    days.act("termination", end_kind="died", on="2026-03-08")
    text = words(printed(days, "end_notice"))
    assert "其于2026年3月8日死亡，社区矫正终止" in text
    with pytest.raises(Refused, match="证明书"):
        printed(days, "release_certificate")


def test_the_certificate_of_who_served_outside_prison_leaves_his_release_to_the_prison(ending):
    gate = {"category": "medical", "medical_ground": "illness", "guarantor": "李母"}
    days = ending("李四", **PERSON | gate)
    days.act("release")
    assert "刑满释放手续由看守所、监狱依法办理" in words(printed(days, "release_certificate"))


def test_a_minors_certificate_is_printed_only_for_a_reason(ending):
    days = ending(minor="是", **PERSON)
    days.act("release")
    with pytest.raises(Refused, match="须保密"):
        printed(days, "release_certificate")
    assert printed(days, "release_certificate", reason="发给本人").pages == 1


def test_a_line_of_the_archive_takes_its_pages_and_papers_that_no_record_holds(released):
    printed(released, "release_certificate")
    before = words(printed(released, "execution_archive"))
    assert "解除社区矫正证明书" in before
    released.act("archive_item", archive="execution", line="1", pages="6")
    released.act(
        "archive_item", archive="execution", title="当事人书信", pages="2", on="2025-05-01"
    )
    after = words(printed(released, "execution_archive"))
    assert "2024-03-1261—6" in after
    assert "当事人书信" in after
    released.act("archive_item", archive="execution", line="1", pages="7")
    assert "1—7" in words(printed(released, "execution_archive"))
    with pytest.raises(Rejected, match="目录只有"):
        released.act("archive_item", archive="execution", line="99", pages="1")


def test_a_paper_stands_once_and_for_the_record_it_was_printed_of(released):
    assert "期满总结、鉴定" in words(printed(released, "execution_archive"))
    printed(released, "appraisal_form")
    text = words(printed(released, "execution_archive"))
    assert "期满鉴定表" in text
    assert "期满总结、鉴定" not in text
    assert "期满鉴定表" not in words(printed(released, "working_archive"))


def test_a_list_is_told_as_changed_once_another_paper_lies_in_the_archive(released):
    listed = printed(released, "execution_archive")
    assert state(released, listed) == "same"
    printed(released, "release_certificate")
    assert state(released, listed) == "changed"
    printed(released, "execution_archive")  # and is another paper: nobody asks why it is printed
    assert state(released, listed) == "changed"


def state(days, paper):
    with days.desk.act("verify", purpose=WHY) as act:
        return verify(act, FORMS, paper.code).state.value
