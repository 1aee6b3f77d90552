"""Cases played from the alarm to the end of their time, and what is refused on the way."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from station_app.access.purposes import Purpose
from station_app.access.service import SERVICES
from station_app.cases.service import people, restart, unguarded
from station_app.cases.steps import steps
from station_app.core.errors import Refused, Rejected
from station_app.core.texts import render
from station_app.registers import REGISTERS
from station_app.storage.tables import DutyRow
from station_app.workflows import inline
from station_app.workflows.desk.case_course import case_course
from tests.calls.reported import call
from tests.cases.accepted import ON_CALL, WHY, case, do, shown, when

pytestmark = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)


def owed(desk):
    with desk.view("list:cases") as view:
        found = select(DutyRow.rule, DutyRow.due_on, DutyRow.action)
        rows = view.rows(found.where(DutyRow.register == "cases"))
    return {rule: (str(on), action) for rule, on, action in rows if rule != "case_sealing"}


def told(desk, id):
    with desk.view("list:cases") as view:
        return steps(view, id)


def refused(desk, name, id, register="cases", **typed):
    with pytest.raises((Refused, Rejected)) as wrong:
        do(desk, name, id, register, **typed)
    return render(wrong.value.text)


def person(desk, name, number):
    typed = {"name": name, "id_number": number}
    with desk.act("file:people", purpose=WHY) as act:
        return inline.file_typed(act, REGISTERS["people"], [typed])[0]


def test_a_fight_from_the_alarm_to_the_end_of_its_time(officer, chief):
    reporter = person(officer, "钱大河", "339901199003074517")
    made = call(officer, caller_id=str(reporter.id))
    id, call_id = do(officer, "accept_admin_case", made.id, "calls", **ON_CALL)
    one, alarm = shown(officer, id), shown(officer, made.id, "calls")
    assert call_id == made.id
    assert (one.number, one.state, one.handler) == ("339901-01A202603090001", "filed", "officer")
    assert (one.facts, one.source, one.call_id) == (made.facts, "110", made.id)
    assert (alarm.disposal, alarm.case_number) == ("admin_case", one.number)
    assert "不重复登记" in refused(officer, "accept_admin_case", made.id, "calls", **ON_CALL)
    with officer.view("list:cases") as view:
        [known] = people(view, id)
    assert (known.person_id, known.role) == (reporter.id, "reporter")
    assert owed(officer) == {
        "case_filed_told": ("2026-03-12", "tell"),
        "case_time_0": ("2026-04-08", "submit"),
    }
    do(officer, "tell", id)

    # an expert for ten days
    do(when(officer, "2026-03-12 09:00"), "pause", id, note="伤情鉴定")
    assert owed(officer) == {"case_time_0": ("9999-12-31", "submit")}
    assert "不在计算中" in refused(when(officer, "2026-03-13 09:00"), "pause", id, note="再鉴定")
    late = when(officer, "2026-03-22 09:00")
    assert "早于前一步" in refused(late, "end_pause", id, on="2026-03-10")
    do(late, "end_pause", id, note="轻微伤")
    assert owed(officer)["case_time_0"][0] == "2026-04-20"

    # extended twice as approved, never a third time, never after its end
    april = when(officer, "2026-04-25 09:00")
    by = {"organ": "演示县公安局", "number": "演公延〔2026〕1号"}
    assert "不能再延长" in refused(april, "extension", id, **by)
    do(april, "extension", id, on="2026-04-18", **by)
    assert owed(officer)["case_time_1"][0] == "2026-05-18"
    do(april, "extension", id, on="2026-04-20", **by)
    assert owed(officer)["case_time_2"][0] == "2026-06-17"
    assert "二次为限" in refused(april, "extension", id, **by)

    # submitted, sent back, submitted anew, recalled, submitted, approved by another
    boss = when(chief, "2026-04-27 10:00")
    do(april, "submit", id, matter="decision", note="拟处警告")
    do(boss, "return", id, note="缺询问笔录")
    assert owed(officer)["case_supplement"] == ("2026-04-30", "submit")
    assert "没有待审批" in refused(boss, "approve", id)
    do(april, "submit", id, matter="decision")
    assert "本人可以撤回" in refused(boss, "recall", id)
    do(april, "recall", id)
    do(april, "submit", id, matter="decision")
    assert owed(officer)["case_review"] == ("2026-04-27", "approve")
    do(boss, "approve", id)
    assert shown(officer, id).submitted is None
    done = told(officer, id)
    assert [one.kind for one in done] == [
        *("accepted", "filed", "told", "paused", "pause_ended", "extension", "extension"),
        *("submitted", "returned", "submitted", "recalled", "submitted", "approved"),
    ]
    assert [one.nth for one in done] == list(range(1, len(done) + 1))
    assert (done[7].note, done[-1].hand) == ("处理决定：拟处警告", "chief")


def test_who_submits_does_not_approve(officer, chief):
    one = case(chief)
    do(chief, "submit", one.id, matter="filing")
    assert "须由另一人办理" in refused(chief, "approve", one.id)
    assert "须由另一人办理" in refused(chief, "return", one.id, note="缺证据")
    assert shown(officer, one.id).submitted == "filing"


def test_a_mediation_that_failed_gives_a_fresh_term(officer):
    one = case(officer)
    do(officer, "file_case", one.id)
    by = {"organ": "演示县公安局", "number": "演公延〔2026〕1号"}
    do(when(officer, "2026-03-28 09:00"), "extension", one.id, **by)
    right = "handle-case"
    with (
        when(officer, "2026-03-30 09:00").act(right, purpose=WHY) as act,
        act.inside(SERVICES[right], right),
    ):
        restart(act, one.id, act.stamp.today)
    assert owed(officer)["case_time_0"][0] == "2026-04-29"
    assert told(officer, one.id)[-1].kind == "restarted"


def test_a_criminal_matter_that_is_not_filed_and_its_review(officer):
    made = call(officer)
    theft = {"title": "仓库被盗案", "cause": "盗窃"}
    id, _call = do(officer, "accept_criminal_case", made.id, "calls", **theft)
    assert owed(officer) == {"case_filing_criminal": ("2026-03-12", "file_case")}
    grave = {"examination": "grave"}
    assert "批准" in refused(officer, "examine_longer", id, **grave)
    do(officer, "examine_longer", id, examination="doubtful")
    do(officer, "examine_longer", id, **grave, organ="演示县公安局", number="演公刑〔2026〕3号")
    assert owed(officer) == {"case_filing_criminal_grave": ("2026-04-08", "file_case")}
    assert "改短" in refused(officer, "examine_longer", id, examination="doubtful")
    do(officer, "not_file", id, why="没有犯罪事实", on="2026-03-09")
    assert owed(officer) == {"case_not_filed_told_criminal": ("2026-03-12", "tell")}
    assert "送达后" in refused(officer, "ask_review", id)
    do(officer, "tell", id)
    april = when(officer, "2026-04-20 09:00")
    do(april, "ask_review", id, on="2026-03-17")
    assert owed(officer) == {"case_review_asked": ("2026-04-16", "answer_review")}
    assert "才能再立案" in refused(april, "file_case", id)
    answer = {"organ": "演示县公安局", "number": "演公复〔2026〕1号", "note": "撤销不予立案"}
    do(april, "answer_review", id, **answer)
    do(april, "file_case", id)
    assert shown(officer, id).state == "filed"
    assert told(officer, id)[-3].note == "（超过期限申请）"


def test_what_belongs_to_another_goes_within_a_day(officer):
    one = case(officer)
    do(officer, "transfer_found", one.id, to="演示县公安局交警大队", note="交通事故")
    assert owed(officer) == {"case_transfer": ("2026-03-10", "transfer_case")}
    gone = {"to": "演示县公安局交警大队"}
    assert "同时告知" in refused(officer, "transfer_case", one.id, **gone, told="否")
    do(officer, "transfer_case", one.id, **gone, told="是", number="演公移〔2026〕2号")
    assert owed(officer) == {}
    assert "不在这一阶段" in refused(officer, "file_case", one.id)


def test_a_minor_stands_in_a_case_with_whose_guardian(officer):
    one = case(officer)
    boy = person(officer, "钱小禾", "339901201203074511")
    father = person(officer, "钱大河", "339901199003074517")
    who = {"person_id": str(father.id)}
    do(officer, "involve", one.id, role="suspect", person_id=str(boy.id))
    with officer.view("list:cases") as view:
        assert unguarded(people(view, one.id)) == [boy.id]
    assert "谁的监护人" in refused(officer, "involve", one.id, role="guardian", **who)
    do(officer, "involve", one.id, role="guardian", ward_id=str(boy.id), **who)
    assert "已按这一身份" in refused(
        officer, "involve", one.id, role="suspect", person_id=str(boy.id)
    )
    with officer.view("list:cases") as view:
        assert unguarded(people(view, one.id)) == []


def test_who_asked_to_stay_unknown_is_not_in_the_case(officer):
    unknown = person(officer, "钱大河", "339901199003074517")
    made = call(officer, secret="是", caller_id=str(unknown.id), caller_phone="19900001234")
    id, _call = do(officer, "accept_admin_case", made.id, "calls", **ON_CALL)
    with officer.view("list:cases") as view:
        assert people(view, id) == []
    assert str(unknown.id) not in str(vars(shown(officer, id)))


def test_the_chief_names_the_officers_and_they_are_two(officer, chief):
    one = case(officer)
    assert "两个人" in refused(chief, "assign", one.id, handler="李四", second="李四")
    do(chief, "assign", one.id, handler="李四", second="王五")
    now = shown(officer, one.id)
    assert (now.handler, now.second) == ("李四", "王五")
    with officer.view("list:cases") as view:
        assert view.all(select(DutyRow.owner).where(DutyRow.record_id == one.id)) == ["李四"]
    with pytest.raises(Refused):
        do(officer, "assign", one.id, handler="officer", second="王五")


def test_the_course_of_a_case_is_read_for_a_case_only_and_says_what_to_mind(officer):
    one = case(officer, occurred_at="2025-09-01 8:00")
    counter = Purpose("COUNTER", "接待单 1")
    with pytest.raises(Refused), officer.act("case-course", purpose=counter) as act:
        case_course(act, one.id)
    with officer.act("case-course", purpose=WHY) as act:
        found = case_course(act, one.id)
    assert [step.kind for step in found.steps] == ["accepted"]
    assert [due.rule.id for due in found.dues] == ["case_filing_security"]
    said = "".join(map(render, found.cautions))
    for article in ("第二十五条", "第一百零八条", "第二百六十三条"):
        assert article in said
