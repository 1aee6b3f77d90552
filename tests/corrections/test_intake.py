"""From the papers to the plan: what the office owes, and what nobody is sent away for."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from station_app.core.errors import Refused, Rejected
from station_app.corrections.intake_records import (
    Announcement,
    ClassChange,
    CorrectionNotice,
    CorrectionPaper,
    CorrectionPlan,
    GroupMember,
)
from station_app.storage.tables import DutyRow
from tests.corrections.supervised import BOY, WOMAN, enter, perform, taken_over

GROUP = "李秀英 女 居委会 19900000011；王强 男 司法所"
MEN = "王强 男 司法所；赵父 男 家庭成员"
PLAN = {"situation": "有固定住所", "measures": "按时报告", "report_days": "7"}


@pytest.fixture
def every(store):
    def every(kind):
        with store.reading() as session:
            return session.scalars(select(kind).order_by(kind.row)).all()

    return every


@pytest.fixture
def owed(store):
    def owed(id=None):
        """Rule → the last day."""
        rows = select(DutyRow.rule, DutyRow.due_on)
        with store.reading() as session:
            found = session.execute(rows.where(DutyRow.record_id == id) if id else rows)
            return {rule: str(day) for rule, day in found}

    return owed


def stand(office, worker, id):
    return office.show(worker, "corrections", id, why="CORRECTION")


def test_papers_that_came_are_answered_and_what_lacks_is_asked_for(worker, office, every, owed):
    one = enter(worker)
    perform(
        worker, "papers_received", one.id, on="2026-03-05", papers="判决书 （2026）演9901刑初7号"
    )
    came, lacking = every(CorrectionPaper)
    assert (came.kind, came.number) == ("judgment", "（2026）演9901刑初7号")
    assert (lacking.kind, lacking.received_on, str(lacking.asked_on)) == (
        "execution_notice",
        None,
        "2026-03-05",
    )
    assert owed(came.id) == {"paper_receipt": "2026-03-10"}
    assert owed(lacking.id) == {"paper_supply": "2026-03-10"}
    perform(worker, "received", lacking.id, "correction_papers", on="2026-03-09")
    perform(worker, "receipt", came.id, "correction_papers", document_number="演矫回〔2026〕1号")
    assert not owed(came.id)
    assert not owed(lacking.id)
    told = {(notice.kind, notice.organ) for notice in every(CorrectionNotice)}
    assert told == {("papers_asked", "deciding_organ"), ("receipt", "deciding_organ")}
    with pytest.raises(Refused, match="都已送达回执"):
        perform(worker, "receipt", came.id, "correction_papers")


def test_nobody_is_sent_away_because_a_paper_is_missing(worker, office, every):
    one = taken_over(worker)
    assert stand(office, worker, one.id).state == "under"
    asked = [paper for paper in every(CorrectionPaper) if paper.received_on is None]
    assert {paper.kind for paper in asked} == {"judgment", "execution_notice"}


@pytest.mark.parametrize(("on", "late"), [("2026-03-03", None), ("2026-03-04", True)])
def test_the_tenth_day_is_in_time_and_the_eleventh_late(worker, office, on, late):
    one = taken_over(worker, on=on)
    assert stand(office, worker, one.id).report_late is late


def test_reporting_in_needs_the_identity_and_at_home_a_reason(worker, office):
    one = enter(worker)
    for typed, says in (
        ({"identity_checked": "否"}, "核实身份"),
        ({"identity_checked": "是", "at_home": "是"}, "不能自行报到的原因"),
        ({"identity_checked": "是", "on": "2026-02-09"}, "早于决定日期"),
        ({"identity_checked": "是", "on": "2026-03-10"}, "今天之后"),
    ):
        with pytest.raises(Rejected, match=says):
            perform(worker, "initial_report_in", one.id, **typed)
    told = {"at_home": "是", "at_home_why": "骨折卧床", "identity_checked": "是"}
    perform(worker, "initial_report_in", one.id, **told)
    with pytest.raises(Refused, match="已于"):
        perform(worker, "initial_report_in", one.id, identity_checked="是")
    assert str(stand(office, worker, one.id).last_contact_on) == "2026-03-09"


def test_a_woman_s_group_is_never_without_a_woman(worker, every):
    one = taken_over(worker, person=WOMAN)
    with pytest.raises(Rejected, match="女性成员"):
        perform(worker, "form_group", one.id, members=MEN)
    perform(worker, "form_group", one.id, members=GROUP)
    [woman] = [member for member in every(GroupMember) if member.sex == "2"]
    with pytest.raises(Refused, match="女性成员"):
        perform(worker, "leave", woman.id, "group_members", reason="调离")
    perform(worker, "form_group", one.id, members="陈梅 女 村委会")
    perform(worker, "leave", woman.id, "group_members", reason="调离")


def test_a_minor_s_group_has_somebody_who_knows_minors(worker, every):
    one = taken_over(worker, person=BOY)
    with pytest.raises(Rejected, match="熟悉未成年人"):
        perform(worker, "form_group", one.id, members=GROUP)
    perform(worker, "form_group", one.id, members=GROUP + " 熟悉未成年人", letter_on="2026-03-09")
    assert [member.knows_minors for member in every(GroupMember)] == [None, True]
    assert all(member.letter_on for member in every(GroupMember))


def test_what_is_typed_of_a_group_and_not_understood_is_said(worker):
    one = taken_over(worker)
    for members, says in (("李秀英 居委会", "写明性别"), ("李秀英 女 邻居", "邻居")):
        with pytest.raises(Rejected, match=says):
            perform(worker, "form_group", one.id, members=members)


def test_an_announcement_waits_for_the_group(worker):
    one = taken_over(worker)
    with pytest.raises(Refused, match="先组成矫正小组"):
        perform(worker, "intake_announcement", one.id, place="司法所")


def test_a_minor_s_announcement_is_before_the_guardian(worker, every):
    one = taken_over(worker, person=BOY)
    perform(worker, "form_group", one.id, members=GROUP + " 熟悉未成年人")
    with pytest.raises(Rejected, match="不公开进行，监护人应当到场"):
        perform(worker, "intake_announcement", one.id, place="司法所")
    perform(worker, "intake_announcement", one.id, place="司法所", guardian="吴父", signed="是")
    [kept] = every(Announcement)
    assert (kept.guardian, kept.read_by) == ("吴父", "corrections")


def test_a_plan_that_asks_more_than_weekly_says_why(worker, office, every):
    one = taken_over(worker)
    with pytest.raises(Rejected, match="社区矫正法第三十四条"):
        perform(worker, "plan", one.id, **PLAN | {"report_days": "3"})
    perform(worker, "plan", one.id, **PLAN)
    with pytest.raises(Rejected, match="调整方案请写明原因"):
        perform(worker, "plan", one.id, **PLAN)
    often = {"report_days": "3", "often_why": "本人要求", "adjusted_why": "求职期间"}
    perform(worker, "plan", one.id, **PLAN | often)
    assert [(plan.kind, plan.report_days) for plan in every(CorrectionPlan)] == [
        ("first", 7),
        ("adjusted", 3),
    ]


def test_a_class_is_entered_as_decided_with_reason_organ_and_number(worker, office, every):
    one = taken_over(worker)
    said = {"after": "严管", "reason": "入矫初期", "decision_number": "演矫管〔2026〕1号"}
    perform(worker, "change_class", one.id, **said)
    perform(worker, "change_class", one.id, **said | {"after": "普管", "reason": "表现稳定"})
    with pytest.raises(Refused, match="已经是"):
        perform(worker, "change_class", one.id, **said | {"after": "普管"})
    assert [(c.before, c.after, c.decided_by) for c in every(ClassChange)] == [
        (None, "strict", "演示县社区矫正管理局"),
        ("strict", "common", "演示县社区矫正管理局"),
    ]
    assert stand(office, worker, one.id).grade == "common"


def test_what_follows_the_report_in_is_owed_until_it_is_done(worker, owed):
    one = taken_over(worker)
    due = {
        "correction_group": "2026-03-09",
        "correction_announcement": "2026-03-12",
        "correction_exit_ban": "2026-03-09",
        "correction_plan": "2026-04-01",
        "correction_class": "2026-04-01",
    }
    assert due.items() <= owed(one.id).items()
    perform(worker, "form_group", one.id, members=GROUP)
    perform(worker, "intake_announcement", one.id, place="司法所", signed="是")
    perform(worker, "file_exit_ban", one.id, organ_name="演示县公安局出入境管理大队")
    perform(worker, "plan", one.id, **PLAN)
    said = {"after": "普管", "reason": "评估", "decision_number": "演矫管〔2026〕1号"}
    perform(worker, "change_class", one.id, **said)
    assert not due.keys() & owed(one.id).keys()


def test_who_is_handed_over_owes_no_report_in_of_his_own(worker, office, owed):
    medical = {"medical_ground": "self_care", "deciding_level": "prison"}
    one = enter(worker, category="暂予监外执行", **medical)
    assert owed(one.id) == {
        "correction_hand_over": "2026-03-03",
        "correction_papers": "2026-03-03",
    }
    perform(worker, "initial_report_in", one.id, identity_checked="是")
    assert stand(office, worker, one.id).report_late is None


def test_an_injunction_runs_to_its_own_last_day(worker, owed):
    one = enter(worker)
    said = {"kind": "place", "content": "禁止进入酒吧", "end": "2026-04-20"}
    [_one, kept] = perform(worker, "injunction", one.id, **said).ids
    assert owed(kept)["injunction_end"] == "2026-04-20"
    with pytest.raises(Refused, match="期满前不能终止"):
        perform(worker, "end", kept, "injunctions")


def test_who_was_told_is_kept_with_organ_day_and_number(worker, every):
    one = enter(worker)
    told = {"kind": "report_in", "organ": "procuratorate", "document_number": "演矫通〔2026〕1号"}
    perform(worker, "notify", one.id, **told)
    with pytest.raises(Rejected, match="哪一个机关"):
        perform(worker, "notify", one.id, kind="report_in", organ="prison")
    [kept] = every(CorrectionNotice)
    assert (kept.organ_name, str(kept.on)) == ("演示县人民检察院", "2026-03-09")
