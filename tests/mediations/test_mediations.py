"""治安调解: refused, failed, tried again, agreed, not performed, and the time begins anew."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from station_app.core.errors import Refused, Rejected
from station_app.registers import REGISTERS
from station_app.storage.tables import DutyRow
from tests.calls.reported import call
from tests.statements.asked import BOY, MAN, WOMAN, at, case, perform, person, shown

pytestmark = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)
SUITED = {"cause": "殴打他人", "ground": "close", "light": "是", "bar": "none"}
DECIDED = {"state": "decided", "decided_on": at("2026-03-09T09:00").date()}
PLACE = {"place": "本所调解室", "host": "王警官", "second": "周警官"}
FAILED = PLACE | {"agreed": "否", "failure": "对赔偿数额意见不一"}
AGREED = PLACE | {
    "agreed": "是", "agreement": "钱大川赔偿医疗费300元。", "perform_by": "2026-03-20",
}  # fmt: skip


def on(desk, day):
    return replace(desk, now=lambda: at(f"2026-{day}T10:00"))


def parties(desk, here, *others):
    found = [person(desk, who) for who in others or (MAN, WOMAN)]
    for id, role in zip(found, ("违法嫌疑人", "被侵害人"), strict=True):
        perform(desk, "cases", "involve", here, person_id=str(id), role=role)
    return {"one_id": str(found[0]), "other_id": str(found[1])}


def mediate(desk, here, sides, **other):
    return perform(desk, "cases", "mediate", here, **(SUITED | sides | other))[0]


def hold(desk, id, **typed):
    return perform(desk, "mediations", "hold", id, **typed)


def owed(store, rule):
    with store.reading() as session:
        found = session.scalars(select(DutyRow).where(DutyRow.rule == rule)).all()
        return [(one.due_on.isoformat(), one.action) for one in found]


def test_from_the_first_attempt_to_the_time_that_begins_anew(officer, store):
    here = case(officer, accepted_on=at("2026-03-09T08:00").date()).id
    sides = parties(officer, here)
    with pytest.raises(Refused, match="第一百七十九条第二项"):
        mediate(officer, here, sides, bar="gang")
    with pytest.raises(Refused, match="情节较轻"):
        mediate(officer, here, sides, light="否")
    with pytest.raises(Rejected, match="先登记为本案"):
        mediate(officer, here, {"one_id": sides["other_id"], "other_id": sides["one_id"]})
    one = mediate(officer, here, sides)
    assert owed(store, "mediation_first") == [("2026-03-12", "hold")]
    with pytest.raises(Refused, match="待调解"):
        mediate(officer, here, sides)
    day = on(officer, "03-10")
    with pytest.raises(Refused, match="不得委托"):
        hold(day, one, **FAILED, agent="律师", agent_of="one")
    assert here in hold(day, one, **FAILED)
    assert shown(officer, "cases", here).restarted_on.isoformat() == "2026-03-10"
    second = mediate(day, here, sides)
    assert shown(officer, "mediations", second).nth == 2
    assert owed(store, "mediation_second") == [("2026-03-19", "hold")]
    with pytest.raises(Rejected, match="七个工作日"):
        hold(on(officer, "03-20"), second, **AGREED)
    hold(on(officer, "03-18"), second, **AGREED)
    assert owed(store, "mediation_performance") == [("2026-03-20", "performed")]
    late = on(officer, "03-23")
    perform(late, "mediations", "not_performed", second, failure="拒不赔偿")
    assert shown(officer, "cases", here).restarted_on.isoformat() == "2026-03-23"
    with pytest.raises(Refused, match="第一百八十五条"):
        mediate(late, here, sides)
    steps = _notes(store, here)
    assert [text for text in steps if "治安调解" in text] == [
        "治安调解（第1次）：未达成协议", "治安调解（第2次）：达成协议", "治安调解（第2次）：未履行",
    ]  # fmt: skip


def _notes(store, case_id):
    record = REGISTERS["case_steps"].record
    with store.reading() as session:
        found = session.scalars(select(record).where(record.case_id == case_id))
        return [one.note for one in found]


def test_a_first_attempt_after_its_days_is_held_and_told(officer, store):
    here = case(officer, accepted_on=at("2026-03-09T08:00").date()).id
    one = mediate(officer, here, parties(officer, here))
    hold(on(officer, "03-16"), one, **FAILED)
    assert "晚于第一次调解的期限" in _notes(store, here)[-2]  # before the time began anew


def test_a_boy_comes_with_his_guardian(officer):
    here = case(officer).id
    one = mediate(officer, here, parties(officer, here, BOY, WOMAN))
    with pytest.raises(Rejected, match="监护人"):
        hold(officer, one, **AGREED)
    hold(officer, one, **AGREED, one_works="是")  # sixteen, and lives on his own labour
    child = {"name": "吴小宝", "id_number": "339901201203050018"}
    other = case(officer, number="339901-01A202603090002").id
    young = mediate(officer, other, parties(officer, other, child, MAN))
    with pytest.raises(Rejected, match="未满十六周岁"):
        hold(officer, young, **AGREED, one_works="是")


def test_settled_among_themselves_needs_an_application_before_the_decision(officer):
    here = case(officer).id
    sides = parties(officer, here)
    told = SUITED | sides | {
        "kind": "自行和解", "agreement": "赔礼道歉。", "applied_on": "2026-03-09",
        "on": "2026-03-09",
    }  # fmt: skip
    with pytest.raises(Rejected, match="自行和解或者人民调解"):
        perform(officer, "cases", "recognise_settlement", here, **told | {"kind": "现场调解"})
    one = perform(officer, "cases", "recognise_settlement", here, **told)[0]
    assert shown(officer, "mediations", one).state == "performed"
    for kind, more, why in (
        ("criminal", {}, "只有治安案件"),
        (
            "security",
            DECIDED,
            "已作出处理决定",
        ),
    ):
        other = case(officer, kind, number=f"339901-01A20260309{kind[:4]}", **more).id
        with pytest.raises(Refused, match=why):
            perform(officer, "cases", "recognise_settlement", other, **told)


def test_on_the_scene_all_is_done_at_once(officer):
    made = call(officer)
    sides = {"one_id": str(person(officer)), "other_id": str(person(officer, WOMAN))}
    told = SUITED | sides | PLACE | {"agreement": "当场道歉，互不追究。"}
    with pytest.raises(Refused, match="当场履行"):
        perform(officer, "calls", "mediate_on_scene", made.id, **told, at_once="否")
    with pytest.raises(Rejected, match="录音录像"):
        perform(
            officer, "calls", "mediate_on_scene", made.id, **told, at_once="是", on_recording="是"
        )
    one = perform(officer, "calls", "mediate_on_scene", made.id, **told, at_once="是")[1]
    assert shown(officer, "mediations", one).state == "performed"
