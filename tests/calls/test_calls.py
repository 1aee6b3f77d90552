"""A call from its number to its disposal, and who may know who reported."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from station_app.access import records
from station_app.calls import rules, service
from station_app.calls.records import CallPerson
from station_app.core.errors import Refused, Rejected
from station_app.registers import REGISTERS
from station_app.storage.tables import DutyRow
from tests.calls.reported import FIGHT, MEDIATED, PLACE, WHY, call, do, shown, values
from tests.conftest import NOW


def owed(desk):
    with desk.view("list:calls") as view:
        return view.all(select(DutyRow.rule).where(DutyRow.register == "calls"))


def refused_at(wrong):
    return [problem.field for problem in wrong.value.problems]


def test_a_call_gets_its_number_its_time_of_taking_and_its_officer(officer):
    first, second = call(officer), call(officer)
    assert (first.number, second.number) == ("339901-01J202603090001", "339901-01J202603090002")
    assert (first.taken_at, first.officer) == (NOW, officer.officer)
    assert (str(first.on), first.hour) == ("2026-03-09", "09")
    assert first.query_code is None


def test_only_who_reports_at_the_counter_gets_a_code_to_ask_by(officer):
    codes = {call(officer, channel="counter").query_code for _nth in range(20)}
    assert len(codes) == 20
    assert all(len(code) == 8 and set(code) <= set(service.SIGNS) for code in codes)


def test_a_call_is_owed_until_it_is_disposed_of(officer):
    made = call(officer)
    assert owed(officer) == ["call_disposal"]
    do(officer, "dispose", made.id, **MEDIATED)
    done = shown(officer, made.id)
    assert (done.disposal, done.disposed_at, done.answered_at) == ("mediated", NOW, NOW)
    assert owed(officer) == []
    with pytest.raises(Refused, match="已有处理结果"):
        do(officer, "dispose", made.id, **MEDIATED)


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"disposal": "admin_case"}, "case_number"),
        ({"disposal": "transferred"}, "transferred_to"),
        ({"disposal": "repeat_call"}, "repeat_of"),
        ({"disposal": "settled", "case_number": "A1"}, "case_number"),
    ],
)
def test_a_disposal_without_what_it_needs_is_refused(officer, told, field):
    made = call(officer)
    with pytest.raises(Rejected) as wrong:
        do(officer, "dispose", made.id, **told)
    assert refused_at(wrong) == [field]
    assert owed(officer) == ["call_disposal"]


def test_what_cannot_be_a_case_does_not_become_one(officer):
    made = call(officer, category="500300", facts="开锁求助")
    with pytest.raises(Rejected) as wrong:
        do(officer, "dispose", made.id, disposal="admin_case", case_number="A3399012026001")
    assert refused_at(wrong) == ["disposal"]


def test_a_repeated_call_says_which_one_it_repeats(officer):
    first, again = call(officer), call(officer)
    do(officer, "dispose", again.id, disposal="repeat_call", repeat_of=str(first.id))
    assert shown(officer, again.id).repeat_of == first.id


def test_times_out_of_order_are_a_note_and_no_refusal(officer):
    typed = FIGHT | {"arrived_at": "2026-03-09 9:20"}
    assert [doubt.field for doubt in rules.doubts(values(officer, **typed))] == ["arrived_at"]
    assert call(officer, **typed).arrived_at < call(officer, **typed).reported_at


def secret(desk):
    return call(desk, secret="是", caller_said="钱小禾", caller_phone="19900001234")


def of_call(desk, made):
    with desk.view("list:calls") as view:
        return view.all(select(CallPerson).where(CallPerson.call_id == made.id))


def test_who_asked_to_stay_unknown_stands_in_no_field_of_the_call(officer, desk_of, chief):
    made = secret(officer)
    assert (made.caller_said, made.caller_id, made.caller_phone) == (None, None, [])
    [kept] = of_call(officer, made)
    assert (kept.said, kept.officer) == ("钱小禾 19900001234", officer.officer)
    for may_know in (officer, chief):
        assert shown(may_know, kept.id, "call_people").said == kept.said
    other = desk_of("officer", "吴警官")
    with pytest.raises(Refused, match="保密"):
        shown(other, kept.id, "call_people")
    people = REGISTERS["call_people"]
    with other.view("list:call_people") as view:
        assert records.lines(view, people, [kept.id]) == []
    with other.act("everything-about:calls", purpose=WHY) as act:
        assert records.everything_about(act, REGISTERS["calls"], made.id) == ([], {})


def test_a_name_is_not_typed_into_a_secret_call_later(officer):
    made = secret(officer)
    with pytest.raises(Rejected), officer.act("amend:calls", purpose=WHY) as act:
        records.amend(act, REGISTERS["calls"], made.id, {"caller_said": "钱小禾"}, revision=1)


def test_people_vehicles_and_things_of_a_call_hang_on_it(officer):
    made = call(officer)
    do(officer, "involve", made.id, role="party", said="蓝色电动自行车")
    with pytest.raises(Rejected):
        do(officer, "involve", made.id, role="party")
    assert [one.said for one in of_call(officer, made)] == ["蓝色电动自行车"]


def test_a_place_answers_how_often_it_called_in_six_months_and_nothing_else(officer):
    made = call(officer, place=PLACE)
    call(officer, place=PLACE, category="200600", facts="家中争吵")  # of a kind not counted
    call(officer, place=PLACE, reported_at="2025-09-08 10:00")  # the day before
    call(officer, place=PLACE, reported_at="2025-09-09 10:00")
    call(officer, place=PLACE, secret="是")
    false = call(officer, place=PLACE)
    do(officer, "dispose", false.id, disposal="false_call")
    with officer.view("repeats") as view:
        assert service.repeats(view, made.place_id) == 2


def test_an_auxiliary_enters_what_was_settled_at_once_and_no_more(desk_of):
    clerk = desk_of("clerk")
    with clerk.act("enter-consultation", purpose=WHY) as act:
        made = service.enter_settled(act, {"facts": "问办证时间", "category": "99"})
    assert (made.disposal, made.query_code, made.officer) == ("settled", None, None)
    assert owed(clerk) == []
    with pytest.raises(Refused):
        call(clerk)


def test_a_day_later_the_call_is_overdue(officer):
    call(officer)
    with officer.view("list:calls") as view:
        [due] = view.all(select(DutyRow.due_at))
    assert due - NOW == timedelta(hours=23, minutes=30)
