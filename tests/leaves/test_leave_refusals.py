"""What of a leave is refused, what is counted, and who did not come back in time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from station_app.access import records
from station_app.core.errors import Refused, Rejected
from station_app.corrections.rules import days_off
from station_app.registers import REGISTERS
from station_app.reports.records import Contact
from station_app.workflows.supervision import entrusted, leaving
from tests.corrections.supervised import BOY, WORK, perform, taken_over
from tests.leaves.away import CITY, COUNTY, at

pytestmark = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)


def test_who_asked_for_it_never_approves_it(office, desk_of):
    id = office.ask()
    same = desk_of("chief", "林矫正")
    for action, said in (("approve", {}), ("refuse", {"refusal": "材料不实"})):
        with pytest.raises(Refused, match="须由另一人办理"):
            perform(same, action, id, "leaves", **said)
    with pytest.raises(Refused, match="没有办理"):
        office.do("approve", id)


def test_without_the_county_s_document_no_leave_is_the_office_s(of):
    id = of.ask()
    assert of.leave(id).level == "county"
    assert of.owed(id) == [("leave_decision", "2026-03-10", "receive_decision")]
    with pytest.raises(Refused, match="没有登记县级社区矫正机构的外出审批委托"):
        of.approve(id)
    of.do("receive_decision", id, **COUNTY)
    assert of.leave(id).state == "approved"
    assert not any(rule == "leave_told" for rule, *_rest in of.owed(id))


def test_the_county_s_document_is_taken_back_with_a_reason_and_counts_at_once(office):
    id = office.ask()
    with office.admin.act("end-entrustment") as act, pytest.raises(Refused, match="原因"):
        entrusted.end_entrustment(act, " ")
    with office.admin.act("end-entrustment") as act:
        entrusted.end_entrustment(act, "县局收回")
    with pytest.raises(Refused, match="没有登记"):
        office.approve(id)


def test_eight_days_are_the_county_s_whoever_is_entrusted(office):
    id = office.ask(until="2026-03-19")
    assert (office.leave(id).days, office.leave(id).level) == (8, "county")
    with pytest.raises(Refused, match="本次 8 天、两个月内累计 8 天，须由县级社区矫正机构决定"):
        office.approve(id)


def test_a_decision_above_the_office_has_organ_number_and_a_level_that_suffices(office):
    id = office.ask(since="2026-03-12", until="2026-04-11")  # 31 days
    assert office.leave(id).level == "city"
    with pytest.raises(Rejected, match="须由设区的市级社区矫正机构决定，县级无权决定"):
        office.do("receive_decision", id, **COUNTY)
    with pytest.raises(Rejected, match="决定机关：必填"):
        office.do("receive_decision", id, **CITY | {"decided_by": ""})
    with pytest.raises(Rejected, match="审批文号：必填"):
        office.do("receive_decision", id, **CITY | {"decision_number": ""})
    with pytest.raises(Rejected, match="本司法所的决定由所长在本系统审批"):
        office.do("receive_decision", id, **CITY | {"level": "office"})
    with pytest.raises(Rejected, match="人民法院无权决定"):
        office.do("receive_decision", id, **CITY | {"level": "court"})
    office.do("receive_decision", id, **CITY)
    found = office.leave(id)
    assert (found.decided_by, found.decision_number) == ("演示市司法局", "演矫外〔2026〕3号")
    assert ("leave_told", "2026-03-12", "tell") in office.owed(id)  # the procuratorate (办 27)


def _away(office, since, until, back=None):
    """A leave of ≤7 days there and back."""
    id = office.ask(on=since, since=f"2026-{since}", until=f"2026-{until}")
    office.approve(id, on=since)
    office.do("leave_return", id, at(office.worker, back or until), on=f"2026-{back or until}")
    return id


def test_many_short_leaves_add_up_to_the_next_level(office):
    for first, last in (("02-01", "02-07"), ("02-09", "02-15"), ("02-17", "02-23")):
        _away(office, first, last)
    _away(office, "02-24", "02-28")
    id = office.ask(since="2026-03-12", until="2026-03-15")
    assert (office.leave(id).total, office.leave(id).level) == (30, "office")
    with office.worker.act("withdraw:leaves") as act:
        records.withdraw(act, REGISTERS["leaves"], id, reason="录入有误")
    id = office.ask(since="2026-03-12", until="2026-03-16")
    assert (office.leave(id).total, office.leave(id).level) == (31, "city")
    with pytest.raises(Refused, match="累计 31 天，须由设区的市级"):
        office.approve(id)


def test_a_refusal_has_its_written_ground(office):
    id = office.ask()
    with pytest.raises(Rejected, match="不批准的理由：必填"):
        office.do("refuse", id, office.head)
    with pytest.raises(Rejected, match="须写明理由"):
        office.do("receive_decision", id, **COUNTY | {"decision": "不批准"})
    office.do("refuse", id, office.head, refusal="挂号单系伪造，正当理由不成立")
    found = office.leave(id)
    assert (found.state, found.refusal) == ("refused", "挂号单系伪造，正当理由不成立")
    assert office.owed(id) == []
    with pytest.raises(Refused, match="已经审批过"):
        office.approve(id)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"reason": "其他"}, "其他事由请写明"),
        ({"reason": ""}, "外出事由：必填"),
        ({"proof": ""}, "证明材料：必填"),
        ({"until": "2026-03-11"}, "结束日期早于开始日期"),
        ({"until": "2028-02-21"}, "矫正期限到 2028-02-20 为止"),
        ({"since": "2026-03-08", "until": "2026-03-10"}, "未经批准已经外出的"),
    ],
)
def test_what_is_no_leave_is_refused_beside_its_field(office, typed, said):
    with pytest.raises(Rejected, match=said):
        office.ask(**typed)


def test_from_district_to_district_of_one_city_nobody_has_to_ask(office):
    own = replace(office.worker, scope="330102-01")
    with pytest.raises(Rejected, match="浙江省杭州市西湖区与执行地同属一个设区的市的市区"):
        office.ask(desk=own, destination="杭州市西湖区")
    with pytest.raises(Rejected, match="执行地县（区）以内"):
        office.ask(desk=own, destination="上城区湖滨")
    assert office.leave(office.ask(desk=own, destination="杭州市淳安县")).division == "330127"


def test_no_second_leave_while_one_is_open(office):
    id = office.ask()
    with pytest.raises(Refused, match="尚未审批"):
        office.ask(since="2026-04-12", until="2026-04-13")
    office.approve(id)
    with pytest.raises(Refused, match="还没有销假"):
        office.ask(since="2026-04-12", until="2026-04-13")
    office.do("leave_return", id, at(office.worker, "03-14"))
    office.ask(on="03-20", since="2026-04-12", until="2026-04-13")


def test_it_is_approved_before_it_begins_and_not_after(office):
    id = office.ask()
    with pytest.raises(Rejected, match="须事先批准"):
        office.approve(id, on="03-13")
    with pytest.raises(Rejected, match="早于申请日期"):
        office.do("approve", id, office.head, on="2026-03-08")


def test_back_in_time_is_a_contact_and_ends_it(office):
    id = office.ask()
    office.approve(id)
    office.do("leave_return", office.person, at(office.worker, "03-15"), "corrections")
    found = office.leave(id)
    assert (found.state, found.returned_on, found.late_days) == (
        "returned",
        date(2026, 3, 15),
        None,
    )
    assert office.now.last_contact_on == date(2026, 3, 15)
    with pytest.raises(Refused, match="没有已批准而未销假的外出"):
        office.do("leave_return", office.person, register="corrections")


def test_who_did_not_go_has_used_nothing(office):
    id = office.ask()
    office.approve(id)
    with pytest.raises(Rejected, match="早于审批日期"):
        office.do("leave_return", id, on="2026-03-08")
    office.do("leave_return", id, at(office.worker, "03-11"))
    assert office.leave(id).state == "stayed"
    again = office.ask(on="03-11", since="2026-03-14", until="2026-03-15")
    assert office.leave(again).total == 2


def test_who_comes_back_late_is_marked_with_his_days(office):
    id = office.ask()
    office.approve(id)
    late = at(office.worker, "03-20")
    assert ("leave_back", "2026-03-16", "leave_return") in office.owed(id)
    office.do("late", id, late)
    assert office.leave(id).ordered_back_on == date(2026, 3, 20)
    assert office.now.lost_since == date(2026, 3, 17)
    assert days_off(office.now, date(2026, 3, 20)) == (date(2026, 3, 20) - date(2026, 3, 2)).days
    office.do("leave_return", id, at(office.worker, "03-21"))
    assert office.leave(id).late_days == 5
    assert (office.now.lost_since, days_off(office.now, date(2026, 3, 21))) == (None, 0)


def test_who_is_kept_away_says_why_and_is_not_ordered_back(office):
    id = office.ask()
    office.approve(id)
    last = at(office.worker, "03-16")
    with pytest.raises(Rejected, match="请写明原因"):
        office.do("late", id, last)
    office.do("late", id, last, late_cause="手术延期，医院证明已传来")
    assert office.now.lost_since is None
    office.do("leave_return", id, at(office.worker, "03-18"))
    found = office.leave(id)
    assert (found.late_days, found.late_cause) == (2, "手术延期，医院证明已传来")


def test_during_a_long_leave_a_call_is_owed_and_moves_the_last_contact(of):
    id = of.ask(until="2026-03-31")
    of.do("receive_decision", id, **COUNTY)
    assert ("leave_contact", "2026-03-19", "contact") in of.owed(id)
    _leave, noted = of.do("contact", id, at(of.worker, "03-18"), way="实时视频", text="已入院")
    assert of.the(Contact, noted).text == "外出期间实时视频　已入院"
    assert ("leave_contact", "2026-03-25", "contact") in of.owed(id)
    assert of.now.last_contact_on == date(2026, 3, 18)
    with pytest.raises(Rejected, match="外出开始以后"):
        of.do("contact", id, at(of.worker, "03-18"), on="2026-03-11")


def test_of_another_worker_s_minor_nobody_else_touches_a_leave(office, desk_of):
    office.person = taken_over(office.worker, person=BOY, minor="是", worker="林矫正").id
    id = office.ask()
    other = desk_of("corrections", "别矫正")
    with pytest.raises(Refused, match="保密"):
        office.ask(desk=other, since="2026-05-12", until="2026-05-13")
    with pytest.raises(Refused, match="保密"):
        office.do("receive_decision", id, other, **COUNTY)
    office.approve(id)
    with pytest.raises(Refused, match="保密"):
        office.do("late", id, at(other, "03-16"), late_cause="堵车")
    with pytest.raises(Refused, match="保密"), other.act("leave-sheet", purpose=WORK) as act:
        leaving.sheet(act, office.person)
