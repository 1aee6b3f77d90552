"""From a proposal to its end: sent, heard, decided, copied, told; arrest, search, detention."""

from __future__ import annotations

from dataclasses import replace

import pytest

from station_app.core.errors import Refused, Rejected
from station_app.corrections.intake_records import CorrectionNotice
from station_app.discipline.rules import custody_days
from station_app.workflows.supervision.discipline import discipline
from tests.corrections.supervised import BOY, perform
from tests.discipline.scene import COUNTY, COURT, NOT, WORK

pytestmark = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)
REVOKE = {"ground": "other", "evidence": "调查笔录、证人证言"}


@pytest.fixture
def revoked(person):
    """A proposal to revoke that the court has had since 10 March."""
    return person.sent("revoke_probation", "03-10", **REVOKE)


def test_an_admonition_is_decided_by_the_county_copied_and_told(person):
    id = person.sanction("admonition", "03-10", ground="breach")
    assert person.owed(id) == {"sanction_answer": ("2026-03-17", "decide")}
    person.next("sanctions", "decide", id, "03-11", **COUNTY)
    made = person.one("sanctions", id)
    assert (made.state, made.level, made.decided_by) == (
        "decided",
        "county",
        "演示县社区矫正管理局",
    )
    assert set(person.owed(id)) == {"sanction_copied", "sanction_told"}
    person.next("sanctions", "copy", id, "03-12")
    person.next("sanctions", "tell", id, "03-12", posted="是")
    made = person.one("sanctions", id)
    assert (made.state, made.posted_on.isoformat()) == ("told", "2026-03-12")
    assert person.owed(id) == {}
    [notice] = person.every(CorrectionNotice, CorrectionNotice.about_id == str(id))
    assert (notice.kind, notice.organ_name) == ("admonition", "演示县人民检察院")
    assert notice.document_number == COUNTY["decision_number"]


def test_a_decision_without_its_number_or_a_refusal_without_its_ground_is_not_entered(person):
    id = person.sanction("admonition", "03-10", ground="breach")
    with pytest.raises(Rejected, match="决定文书号：必填"):
        person.next("sanctions", "decide", id, "03-11", decision="批准")
    with pytest.raises(Rejected, match="不批准的，须写明理由"):
        person.next("sanctions", "decide", id, "03-11", decision="不批准", decision_number="3号")
    with pytest.raises(Refused, match="尚无决定"):
        person.next("sanctions", "tell", id, "03-11")


def test_the_court_rules_within_thirty_days_of_receiving_the_proposal(person, revoked):
    assert person.owed(revoked)["revocation_ruling"] == ("2026-04-09", "decide")
    assert person.one("sanctions", revoked).sent_to == "演示县人民法院"


def test_nothing_is_sent_or_told_on_a_day_that_has_not_come(person):
    id = person.sanction("revoke_probation", "03-10", **REVOKE)
    for when in ("2026-03-11 09:00", "2026-03-09 09:00"):
        with pytest.raises(Rejected, match=r"今天之后|早于提出日期"):
            person.next("sanctions", "send", id, "03-10", sent_number="1号", sent_at=when)
    light = person.made("admonition", "03-10")
    with pytest.raises(Rejected, match="今天之后"):
        perform(person.at("03-10"), "tell", light, "sanctions", on="2026-03-11")


def test_a_court_of_another_province_leaves_it_to_the_court_of_the_place(person):
    id = person.sanction("revoke_probation", "03-10", **REVOKE)
    person.next("sanctions", "send", id, "03-10", sent_number="演矫建〔2026〕2号",
                sent_to="演示市东县人民法院")  # fmt: skip
    assert person.one("sanctions", id).sent_to == "演示市东县人民法院"


def test_while_a_revocation_is_asked_for_nobody_is_released(person, revoked):
    with pytest.raises(Refused, match="提请撤销缓刑、假释，尚未办结"):
        person.do("release", "2028-02-20")
    person.next("sanctions", "decide", revoked, "03-20", **COURT | NOT)
    assert person.now.pending is None
    person.do("release", "2028-02-20")


def test_a_revocation_the_court_granted_stays_in_the_way_of_release(person, revoked):
    person.next("sanctions", "decide", revoked, "03-20", **COURT)
    assert person.now.pending == "revocation"
    made = person.one("sanctions", revoked)
    assert (made.level, made.decided_by) == ("court", "演示县人民法院")


def test_one_revocation_runs_at_a_time(person, revoked):
    with pytest.raises(Rejected, match="已于 2026-03-10 提出，尚未决定"):
        person.sanction("revoke_probation", "03-12", **REVOKE)
    said = {str(s.why) for s in person.page("03-12").steps if s.step.kind == "revoke_probation"}
    assert "已于 2026-03-10 提出，尚未决定" in said
    assert "None" not in said


def test_the_person_and_his_lawyer_are_heard_while_the_court_has_it(person, revoked):
    said = {"heard": "本人表示悔改，请求不予撤销", "lawyer": "沈律师"}
    person.next("sanctions", "hear", revoked, "03-15", **said)
    made = person.one("sanctions", revoked)
    assert (made.heard_on.isoformat(), made.lawyer) == ("2026-03-15", "沈律师")
    light = person.sanction("admonition", "03-15", ground="breach")
    with pytest.raises(Refused, match="只有已送交"):
        person.next("sanctions", "hear", light, "03-15", **said)


def test_arrest_is_asked_for_only_beside_a_revocation(person):
    with pytest.raises(Rejected, match="没有正在提请的撤销缓刑、撤销假释"):
        person.sanction("arrest_proposal", "03-10", ground="escape", evidence="车票")


def test_whoever_was_arrested_is_released_at_once_when_the_court_does_not_revoke(person, revoked):
    arrest = person.sent("arrest_proposal", "03-10", ground="escape", evidence="车票")
    assert person.owed(arrest)["arrest_decision"] == ("2026-03-12", "decide")  # 48 hours
    person.next("sanctions", "decide", arrest, "03-11", **COURT)
    held = person.next("sanctions", "execute_arrest", arrest, "03-12", place="演示县看守所")[-1]
    assert person.owed(held)["arrest_custody"] == (
        "2026-04-10",
        "end",
    )  # thirty days, the first too
    person.next("sanctions", "decide", revoked, "04-01", **COURT | NOT)
    assert person.now.pending == "coercion"  # he is still held
    assert person.owed(held)["release_at_once"] == ("2026-04-01", "end")
    person.next("detentions", "end", held, "04-01", end_kind="释放")
    assert person.now.pending is None
    found = person.one("detentions", held)
    assert custody_days(found, found.ended_on) == 21  # one day of custody is one day


def test_a_minor_is_told_before_the_guardian_and_never_in_public(another):
    boy = another(person=BOY, minor="是")
    id = boy.made("admonition", "03-10")
    with pytest.raises(Rejected, match="须通知监护人到场"):
        boy.next("sanctions", "tell", id, "03-11")
    with pytest.raises(Rejected, match="不公开"):
        boy.next("sanctions", "tell", id, "03-11", guardian="吴建国（父）", posted="是")
    boy.next("sanctions", "tell", id, "03-11", guardian="吴建国（父）")
    assert boy.one("sanctions", id).posted_on is None


def test_what_is_held_against_a_minor_is_touched_by_his_own_worker_alone(another):
    boy = another(person=BOY, minor="是", worker="林矫正")
    id = boy.made("admonition", "03-10")
    search, on = boy.lose("03-11"), boy.at("03-12")
    stranger = replace(on, officer="郑矫正")
    for register, name, record, typed in (
        ("sanctions", "copy", id, {}),
        ("searches", "note", search, {"notes": "走访"}),
        ("corrections", "commendation", boy.id, {"facts": "救人", "outstanding": "是"}),
    ):
        with pytest.raises(Refused, match="保密"):
            perform(stranger, name, record, register, **typed)
    with (
        pytest.raises(Refused, match="保密"),
        stranger.act("discipline", purpose=WORK) as act,
    ):
        discipline(act, boy.id)
    perform(on, "copy", id, "sanctions")


def test_a_search_begins_the_same_day_and_goes_on_with_the_police(person):
    search = person.lose("03-05", notes="电话关机")
    assert person.owed(search) == {"search_assistance": ("2026-03-06", "ask_police")}
    assert "search_begin" not in person.owed(person.id)
    with pytest.raises(Refused, match="正在查找"):
        person.lose("03-06")
    person.next("searches", "note", search, "03-06", notes="其母称三天未归")
    person.next("searches", "ask_police", search, "03-06", asked_number="演矫协〔2026〕1号")
    assert set(person.owed(search)) == {"search_copied"}
    person.next("searches", "copy", search, "03-06")
    found = person.one("searches", search)
    assert found.asked_organ == "演示县公安局滨江派出所"
    assert found.notes == "电话关机\n2026-03-06 林矫正：其母称三天未归"
    told = person.every(CorrectionNotice, CorrectionNotice.about_id == str(search))
    assert [each.organ for each in told] == ["police", "procuratorate"]
    person.next("searches", "find_person", search, "03-20", found_how="民警在车站找到")
    assert person.owed(search) == {}
    assert person.now.last_contact_on.isoformat() == "2026-03-20"


def test_contact_lost_without_a_search_is_owed_the_same_day(person):
    leave = {"reason": "就医", "since": "2026-03-04", "until": "2026-03-06",
             "destination": "杭州市", "proof": "挂号单"}  # fmt: skip
    away = person.do("leave", "03-03", **leave)
    county = {"decision": "批准", "level": "county", "decided_by": "演示县社区矫正管理局"}
    person.next("leaves", "receive_decision", away, "03-03", decision_number="3号", **county)
    person.next("leaves", "late", away, "03-08")
    assert person.owed(person.id)["search_begin"] == ("2026-03-07", "search_person")
    assert {("breach", 3), ("off_supervision", 3)} <= set(person.found("03-09"))
    person.lose("03-08")
    assert "search_begin" not in person.owed(person.id)


def test_a_detention_is_told_within_three_days_and_stands_in_the_way_of_the_end(person):
    held = person.do("detention", "03-20", kind="刑事拘留", organ="演示县公安局",
                     document_number="演公刑拘〔2026〕5号", decided_on="2026-03-19",
                     custody_from="2026-03-19")  # fmt: skip
    assert person.now.pending == "coercion"
    assert person.owed(held) == {"detention_notice": ("2026-03-22", "notice")}
    person.next("detentions", "notice", held, "03-20", county_told_on="2026-03-20")
    assert set(person.owed(held)) == {"detention_notice"}  # the procuratorate has heard nothing
    person.next("detentions", "notice", held, "03-21", procuratorate_told_on="2026-03-21")
    assert person.owed(held) == {}
    person.next("detentions", "end", held, "03-25", end_kind="解除")
    assert person.now.pending is None


def test_a_proposal_outlasts_a_measure_that_ended(person, revoked):
    held = person.do("detention", "03-20", kind="行政拘留", organ="演示县公安局",
                     document_number="5号", decided_on="2026-03-19")  # fmt: skip
    person.next("detentions", "end", held, "03-25", end_kind="释放")
    assert person.now.pending == "revocation"


def test_the_head_of_the_office_reads_what_the_worker_proposes(person):
    with pytest.raises(Refused, match="没有办理“提出训诫、警告和提请”的权限"):
        perform(person.head, "admonition", person.id, ground="breach", facts="未按时报告")
    with person.head.act("discipline", purpose=WORK) as act:
        assert discipline(act, person.id).sanctions == []
