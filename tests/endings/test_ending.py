"""The end of a supervision: what is owed before it, what bars it, who is told, what stays."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from station_app.access.service import SERVICES
from station_app.core.errors import Refused, Rejected
from station_app.corrections.intake_records import Announcement, CorrectionNotice
from station_app.endings.records import AfterCare, Appraisal, Incident
from station_app.workflows.supervision.living import supervision, touch
from tests.reports.people import WHY

BEFORE = datetime(2026, 2, 2, 2, 0, tzinfo=UTC)
ORGANS = {
    ("deciding_organ", "演示县人民法院"),
    ("procuratorate", "演示县人民检察院"),
    ("police", "演示县公安局滨江派出所"),
}
BOY = {"minor": "是", "person": {"id_number": "339901200905200012"}}


def told(days, kind):
    notices = days.every(CorrectionNotice, CorrectionNotice.kind == kind)
    return {(one.organ, one.organ_name) for one in notices}


def put(days, **after):
    """A state field as the act of another hand leaves it."""
    right = SERVICES["appraise"]
    with days.desk.act("appraise", purpose=WHY) as act, act.inside(right, "appraise"):
        touch(act, supervision(act, days.id), **after)


def test_the_summary_is_due_thirty_days_before_the_end_and_nothing_closes_itself(ending):
    days = ending()
    assert days.due("summary") == [("correction_summary", "2026-02-06")]
    assert days.due("appraisal") == [("correction_appraisal", "2026-03-08")]
    assert days.due("release") == [("correction_release", "2026-03-08")]
    assert days.now.state == "under"  # though its term was over yesterday


def test_summary_and_appraisal_are_entered_once_and_no_longer_owed(ending):
    days = ending()
    days.act("summary", on=BEFORE, text="两年来遵守规定，今后守法生活。")
    days.act("appraisal", text="服从管理。", document_number="（2026）演矫鉴1号")
    said = [(one.kind, one.organ, one.on) for one in days.every(Appraisal)]
    assert said == [
        ("summary", None, date(2026, 2, 2)),
        ("appraisal", "演示县社区矫正管理局", date(2026, 3, 9)),
    ]
    assert days.due("summary") == days.due("appraisal") == []


def test_an_appraisal_without_the_county_that_made_it_is_refused(ending):
    with pytest.raises(Rejected, match="县级社区矫正机构"):
        ending(executing_county="").act("appraisal", text="服从管理。")


def test_a_released_person_is_told_of_to_decider_procuratorate_and_police(ending):
    days = ending()
    days.act("release", document_number="演矫解〔2026〕3号")
    now = days.now
    assert (now.state, now.end_kind, now.ended_on) == ("ended", "expired", date(2026, 3, 9))
    assert told(days, "release") == ORGANS
    assert days.owed() == [("after_care_handover", "2026-03-09", "after_care")]
    days.act("after_care", handed_to="演示县滨江街道安置帮教工作站", needs="就业")
    assert days.owed() == []
    [handed] = days.every(AfterCare)
    assert (handed.handed_to, days.now.after_care_on) == (
        "演示县滨江街道安置帮教工作站",
        date(2026, 3, 9),
    )


@pytest.mark.parametrize(
    ("pending", "words"),
    [
        ("revocation", "提请撤销缓刑、假释"),
        ("imprisonment", "提请收监执行"),
        ("coercion", "被采取强制措施"),
    ],
)
def test_while_something_is_pending_release_is_barred_in_words(ending, pending, words):
    days = ending()
    put(days, pending=pending)
    with pytest.raises(Refused, match=f"{words}，尚未办结"):
        days.act("release")
    assert days.now.state == "under"
    put(days, pending=None)
    days.act("release")


def test_nobody_is_released_before_his_term_is_over_unless_pardoned(ending):
    days = ending(end="2026-06-08")
    with pytest.raises(Rejected, match="2026-06-08"):
        days.act("release")
    with pytest.raises(Rejected, match="文书号"):
        days.act("release", end_kind="pardoned")
    days.act("release", end_kind="pardoned", document_number="（2026）演特赦1号")
    assert days.now.end_kind == "pardoned"


def test_of_who_serves_outside_prison_only_supervision_ends_and_the_prison_is_told(ending):
    gate = {"category": "medical", "medical_ground": "illness", "guarantor": "李母"}
    days = ending("李四", deciding_level="basic", **gate)
    days.act("release")
    assert {organ for organ, _name in told(days, "release")} == {
        "deciding_organ",
        "procuratorate",
        "police",
        "prison",
    }


@pytest.mark.parametrize(
    ("category", "kind", "words"),
    [
        ("probation", "imprisoned", "收监的是暂予监外执行"),
        ("control", "revoked", "撤销的是缓刑、假释"),
        ("probation", "expired", "请办理解除"),
    ],
)
def test_each_category_ends_as_the_law_ends_it(ending, category, kind, words):
    days = ending(category=category)
    with pytest.raises(Rejected, match=words):
        days.act("termination", end_kind=kind, document_number="（2026）演刑更1号")


def test_a_revocation_ends_what_was_pending_and_needs_its_ruling(ending):
    days = ending()
    put(days, pending="revocation")
    with pytest.raises(Rejected, match="裁定"):
        days.act("termination", end_kind="revoked")
    days.act("termination", end_kind="revoked", document_number="（2026）演刑更1号")
    assert (days.now.state, days.now.pending, days.owed()) == ("ended", None, [])
    assert told(days, "termination") == ORGANS


def test_a_death_is_told_to_all_three_and_leaves_nothing_owed(ending):
    days = ending(end="2027-03-08")
    days.act("termination", end_kind="died", on="2026-03-08")
    assert told(days, "death") == ORGANS
    assert days.owed() == []
    with pytest.raises(Refused, match="已于 2026-03-08 结束"):
        days.act("termination", end_kind="died")


def test_the_end_is_announced_when_it_has_come_and_a_minors_before_his_guardian(ending):
    early = ending("王五", end="2026-06-08")
    with pytest.raises(Refused, match="期满或者已经解除"):
        early.act("release_announcement", place="司法所")
    days = ending("吴浩宇", **BOY)
    with pytest.raises(Rejected, match="监护人"):
        days.act("release_announcement", place="司法所")
    days.act("release")
    days.act("release_announcement", place="司法所", guardian="吴建国")
    [one] = days.every(Announcement)
    assert (one.kind, one.guardian) == ("release", "吴建国")


def test_a_serious_incident_is_told_upward_to_police_and_procuratorate_the_same_day(ending):
    days = ending()
    days.act("serious_incident", kind="crime", text="涉嫌盗窃，已由滨江派出所到场。")
    [one] = days.every(Incident)
    assert one.on == date(2026, 3, 9)
    assert {organ for organ, _name in told(days, "incident")} == {
        "police",
        "procuratorate",
        "higher_body",
    }
