"""What is said against an act is answered in writing, and by when."""

from __future__ import annotations

from datetime import date

import pytest

from station_app.core.errors import Refused, Rejected
from station_app.corrections.intake_records import CorrectionNotice
from station_app.remedies.records import Objection

SAID = {"about": "2026年2月警告决定", "told_on": "2026-03-02", "text": "当日在医院，有诊断证明。"}
LETTER = {"document_number": "演检刑执〔2026〕5号", "text": "未按期送达法律文书回执。"}


def one(days):
    [found] = days.every(Objection)
    return found


def test_an_objection_is_answered_by_the_county_and_may_then_go_to_the_procuratorate(days):
    [id] = days.act("objection", on="2026-03-04", **SAID)
    assert days.owed(id) == [("objection_answer", "2026-03-19", "answer")]
    assert one(days).said_by == "张三"
    with pytest.raises(Refused, match="先由县级社区矫正机构书面答复"):
        days.act("to_procuratorate", register="objections", id=id)
    days.act("answer", register="objections", id=id, answer="经复核，撤销警告。")
    assert days.owed(id) == []
    days.act("to_procuratorate", register="objections", id=id)
    days.act("outcome", register="objections", id=id, outcome="答复正确。")
    assert (one(days).answered_on, one(days).outcome_on) == (date(2026, 3, 9), date(2026, 3, 9))


def test_a_result_that_nobody_was_told_of_is_told_first(days):
    with pytest.raises(Rejected, match="结果告知日期"):
        days.act("objection", **(SAID | {"told_on": ""}))
    with pytest.raises(Rejected, match="告知日期晚于"):
        days.act("objection", on="2026-03-01", **SAID)


def test_nothing_is_answered_twice_or_without_words(days):
    [id] = days.act("objection", **SAID)
    with pytest.raises(Rejected, match="必填"):
        days.act("answer", register="objections", id=id)
    days.act("answer", register="objections", id=id, answer="维持。")
    with pytest.raises(Refused, match="已于 2026-03-09 答复"):
        days.act("answer", register="objections", id=id, answer="再答复。")


@pytest.mark.parametrize(
    ("letter", "more", "rule", "day"),
    [
        ("correction", {}, "procurator_reply", "2026-03-17"),
        ("advice", {}, "procurator_advice_reply", "2026-05-06"),  # over Labour Day
        ("advice", {"answer_by": "2026-03-31"}, "procurator_reply_named", "2026-03-31"),
    ],
)
def test_a_letter_of_the_procuratorate_has_its_clock_or_its_own_day(days, letter, more, rule, day):
    [id] = days.act("procuratorate_advice", letter=letter, on="2026-03-02", **LETTER, **more)
    assert days.owed(id) == [(rule, day, "answer")]
    assert one(days).said_by == "演示县人民检察院"


def test_whether_it_was_adopted_is_replied_in_writing(days):
    [id] = days.act("procuratorate_advice", letter="advice", **LETTER)
    with pytest.raises(Rejected, match="是否采纳"):
        days.act("answer", register="objections", id=id, answer="已研究。")
    days.act("answer", register="objections", id=id, answer="已补送回执。", adopted="是")
    [notice] = days.every(CorrectionNotice)
    assert (notice.kind, notice.organ, notice.organ_name) == (
        "reply",
        "procuratorate",
        "演示县人民检察院",
    )
    with pytest.raises(Refused, match="先由县级"):
        days.act("to_procuratorate", register="objections", id=id)


def test_a_complaint_of_a_relative_is_answered_too(days):
    [id] = days.act("complaint", said_by="张父", text="工作人员言语不当。", on="2026-03-02")
    assert days.owed(id) == [("objection_answer", "2026-03-17", "answer")]
    assert one(days).said_by == "张父"
