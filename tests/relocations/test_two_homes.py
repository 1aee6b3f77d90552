"""A change of place between two homes that share nothing but paper (实施办法 30, 31)."""

from __future__ import annotations

import pytest

from station_app.core.errors import Refused, Rejected
from station_app.relocations.records import Relocation
from tests.relocations.homes import FIRST, GATE, NEW, OLD, Home

pytestmark = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)


@pytest.fixture
def homes(desk_of, office, new_store):
    """Of the old place and of the new one."""
    old = Home(desk_of, new_store(), office, "老王")
    new = Home(desk_of, new_store(), office, "小李")
    return old, new


def agreed(old, one):
    """Asked on 9 March, answered on the 18th, decided on the 20th."""
    move = old.applied(one)
    old.on("2026-03-12").step("ask", move, letter_number="（2026）演矫征字第3号")
    old.on("2026-03-18").step("answer", move, answer="agree", answer_number="石矫复3号")
    old.on("2026-03-20").step(
        "decide", move, decision="approved", decided_by=OLD, decision_number="演矫变3号"
    )
    return move


def test_the_five_steps_between_two_homes(homes):
    old, new = homes
    one = old.supervised()
    move = old.applied(one)
    assert old.owed(move) == [("relocation_ask", "2026-03-14", "ask")]
    old.on("2026-03-12").step("ask", move, letter_number="（2026）演矫征字第3号")
    assert old.owed(move) == [("relocation_chase", "2026-03-23", "answer")]

    came = new.on("2026-03-16").asked()
    assert new.owed(came) == [("relocation_answer", "2026-03-21", "answer")]
    new.on("2026-03-17").step("answer", came, answer="agree", answer_number="石矫复3号")
    assert new.owed(came) == []

    old.on("2026-03-18").step("answer", move, answer="agree", answer_number="石矫复3号")
    old.on("2026-03-20").step(
        "decide", move, decision="approved", decided_by=OLD, decision_number="演矫变3号"
    )
    assert old.owed(move) == [
        ("relocation_papers", "2026-03-25", "hand_over"),
        ("relocation_serve", "2026-03-25", "tell"),
    ]
    old.on("2026-03-23").step("hand_over", move, decider_on="2026-03-23", police_on="2026-03-23")
    assert ("relocation_papers", "2026-03-25", "hand_over") in old.owed(move)  # 检察院 is missing
    old.step("hand_over", move, procuratorate_on="2026-03-23")
    old.step("tell", move)
    assert old.owed(move) == [
        ("relocation_arrival", "2026-03-30", "arrived"),
        ("relocation_chase", "2026-04-02", "receipt_back"),
    ]

    new.on("2026-03-25").step(
        "papers_in",
        came,
        decided_on="2026-03-20",
        decided_by=OLD,
        decision_number="演矫变3号",
        told_on="2026-03-23",
    )
    assert new.owed(came) == [
        ("relocation_arrival", "2026-03-30", "arrived"),
        ("relocation_no_show", "2026-03-31", "missed"),
        ("relocation_receipt", "2026-03-30", "receipt"),
    ]
    new.step("receipt", came, procuratorate_on="2026-03-25", police_on="2026-03-25")
    assert new.the_supervisions() == []
    new.on("2026-03-28").step("arrived", came)
    assert new.owed(came) == [("relocation_register", "2026-03-28", "take_over")]
    gone_on = new.step("take_over", came, **GATE)
    assert (gone_on.stage, new.owed(came)) == ("moved", [])
    [held] = new.the_supervisions()
    assert (held.state, held.reported_on.isoformat(), held.report_late) == (
        "under",
        "2026-03-28",
        None,
    )
    assert (held.document_number, held.worker) == (GATE["document_number"], "小李")
    assert new.found(held) == []  # his ten days were those of the old home

    old.on("2026-03-30").step("receipt_back", move)
    done = old.step("arrived", move, on="2026-03-28")
    assert (done.stage, old.owed(move)) == ("moved", [])
    [ended] = old.the_supervisions()
    assert (ended.state, ended.end_kind, ended.ended_on.isoformat()) == (
        "ended",
        "moved",
        "2026-03-28",
    )
    assert old.owed(one) == []


def test_who_does_not_arrive_is_told_of_at_once_and_looked_for(homes):
    old, _new = homes
    one = old.supervised()
    move = agreed(old, one)
    old.on("2026-03-23").step("tell", move)
    with pytest.raises(Refused, match="期满前"):
        old.on("2026-03-30").step("missed", move)
    missed = old.on("2026-03-31").step("missed", move)
    assert missed.stage == "approved"
    assert ("relocation_search", "2026-03-31", "") in old.owed(move)
    [held] = old.the_supervisions()
    assert (held.state, held.lost_since.isoformat()) == ("under", "2026-03-31")
    old.on("2026-04-02").step("arrived", move)
    [held] = old.the_supervisions()
    assert (held.end_kind, held.lost_since) == ("moved", None)


def test_who_comes_late_to_the_new_place_is_late_there(homes):
    _old, new = homes
    came = new.on("2026-03-16").asked()
    new.step("answer", came, answer="agree")
    new.on("2026-03-25").step(
        "papers_in",
        came,
        decided_on="2026-03-20",
        decided_by=OLD,
        decision_number="演矫变3号",
        told_on="2026-03-23",
    )
    new.on("2026-03-31").step("missed", came)
    assert new.owed(came)[0] == ("relocation_arrival", "2026-03-30", "arrived")
    new.on("2026-04-02").step("arrived", came)
    new.step("take_over", came, **GATE)
    [held] = new.the_supervisions()
    assert (held.report_late, held.report_by.isoformat()) == (True, "2026-03-30")
    assert new.found(held) == [("late_report", 3)]


def test_a_refusal_is_told_within_five_days_and_ends_it(homes):
    old, _new = homes
    one = old.supervised()
    move = old.applied(one)
    old.on("2026-03-12").step("ask", move, letter_number="演矫征3号")
    with pytest.raises(Rejected, match="须写明理由"):
        old.on("2026-03-18").step("answer", move, answer="refuse")
    old.step("answer", move, answer="refuse", answer_reason="无固定住处")
    refused = {"decision": "refused", "decided_by": OLD, "decision_number": "演矫变3号"}
    with pytest.raises(Rejected, match="须写明理由"):
        old.step("decide", move, **refused)
    old.step("decide", move, refusal="新执行地无固定住处", **refused)
    assert old.owed(move) == [("relocation_tell", "2026-03-23", "tell")]
    told = old.on("2026-03-20").step("tell", move)
    assert (told.stage, old.owed(move)) == ("refused", [])
    with pytest.raises(Refused, match="没有同意变更"):
        old.step("arrived", move)
    [held] = old.the_supervisions()
    assert held.state == "under"


def test_a_dispute_goes_to_the_level_above_and_its_word_stands(homes):
    old, new = homes
    one = old.supervised()
    move = old.applied(one)
    approve = {"decision": "approved", "decided_by": OLD, "decision_number": "演矫变3号"}
    with pytest.raises(Refused, match="尚未收到新执行地的回复"):
        old.step("decide", move, **approve)
    old.step("ask", move, letter_number="演矫征3号")
    old.on("2026-03-18").step("answer", move, answer="refuse", answer_reason="无固定住处")
    with pytest.raises(Refused, match="上一级社区矫正机构协调"):
        old.step("decide", move, **approve)
    old.step("dispute", move, dispute_organ="演示市社区矫正管理局")
    with pytest.raises(Refused, match="请先登记协调结果"):
        old.step("decide", move, **approve)
    old.on("2026-03-25").step(
        "coordinated", move, coordinated="agree", coordination_number="演市矫协1号"
    )
    decided = old.step("decide", move, **approve)
    assert (decided.stage, decided.level) == ("approved", "county")

    came = new.on("2026-03-16").asked()
    refused = new.step("answer", came, answer="refuse", answer_reason="无固定住处")
    assert refused.stage == "refused"
    with pytest.raises(Refused, match="没有同意接收"):
        new.step("papers_in", came, decided_on="2026-03-20", decided_by=OLD, decision_number="x")
    new.on("2026-03-26").step(
        "coordinated", came, coordinated="agree", coordination_number="演市矫协1号"
    )
    new.step("papers_in", came, decided_on="2026-03-25", decided_by=OLD, decision_number="x")
    assert [rule for rule, *_ in new.owed(came)] == ["relocation_receipt"]


def test_the_new_home_has_no_supervision_without_its_gate(homes):
    _old, new = homes
    came = new.on("2026-03-16").asked()
    with pytest.raises(Refused, match="尚未报到"):
        new.step("take_over", came, **GATE)
    new.step("answer", came, answer="agree")
    new.step("arrived", came)
    with pytest.raises(Rejected, match="必填"):
        new.step("take_over", came, **GATE | {"document_number": ""})
    assert new.the_supervisions() == []


def test_who_is_not_supervised_here_cannot_be_moved_away(homes):
    old, new = homes
    person = old.file("people", name="钱二")
    waiting = old.file("corrections", person_id=str(person.id), **GATE)
    with pytest.raises(Refused, match="尚未报到"):
        old.applied(waiting.id)
    came = new.on("2026-03-16").asked()
    with pytest.raises(Refused, match="由原执行地决定"):
        new.step("decide", came, decision="approved", decided_by=NEW, decision_number="x")
    assert new.asked_direction(came) == "in"


def test_an_application_is_taken_back_before_it_is_decided(homes):
    old, _new = homes
    one = old.supervised()
    move = old.applied(one)
    with pytest.raises(Refused, match="已有正在办理"):
        old.applied(one)
    assert (old.step("cancel", move).stage, old.owed(move)) == ("cancelled", [])
    other = agreed(old.on(FIRST.date().isoformat()), one)
    with pytest.raises(Refused, match="不能撤回"):
        old.step("cancel", other)


def test_of_medical_release_the_detention_house_hands_its_files_over_too(homes):
    old, new = homes
    came = new.on("2026-03-16").asked()
    new.step("answer", came, answer="agree")
    new.on("2026-03-25").step("custody", came, custody_by="石桥县看守所")
    assert ("relocation_custody", "2026-03-30", "custody") in new.owed(came)
    new.on("2026-03-27").step(
        "custody", came, on="2026-03-25", custody_by="石桥县看守所", custody_told_on="2026-03-27"
    )
    assert new.owed(came) == []
    move = agreed(old, old.supervised())
    with pytest.raises(Refused, match="只有暂予监外执行"):
        old.step("custody", move, custody_by="某看守所")


BOY = {"name": "吴浩宇", "id_number": "339901200905200012"}  # sixteen in March 2026


def test_of_who_is_not_yet_eighteen_only_his_worker_knows_in_either_home(homes):
    old, new = homes
    told = {"person": BOY, "other_organ": OLD, "destination": "石桥县河西路8号", "reason": "就学"}
    came = new.on("2026-03-16").file("relocations", asked_on="2026-03-16", **told).id
    assert new.the(Relocation, came).minor is True
    move = old.applied(old.supervised(person=BOY))
    steps = (
        (new, came, "answer", {"answer": "agree"}),
        (old, move, "ask", {"letter_number": "1号"}),
    )
    for home, id, step, said in steps:
        home.officer = "旁人"
        with pytest.raises(Refused, match="保密"):
            home.step(step, id, **said)


def test_who_is_released_moves_nowhere_and_wears_nothing(homes):
    old, _new = homes
    one = old.supervised()
    move = old.applied(one)
    old.on("2028-02-01").act("corrections", "release", one)
    assert (old.the(Relocation, move).stage, old.owed(move)) == ("cancelled", [])
