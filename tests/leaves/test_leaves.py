"""Leave, regular travel and permits, through the acts of an office, on both engines."""

from __future__ import annotations

from datetime import date

import pytest

from station_app.core.errors import Refused, Rejected
from station_app.corrections.intake_records import CorrectionNotice
from station_app.leaves.records import Permit, Travel
from station_app.registers import ACTIONS
from tests.leaves.away import COUNTY, TRAVEL, VISIT, at


def test_a_leave_of_five_days_is_asked_for_counted_and_given_by_the_head_of_the_office(office):
    id = office.ask()
    asked = office.leave(id)
    assert (asked.days, asked.total, asked.level, asked.state) == (5, 5, "office", "asked")
    assert asked.entered_by == "林矫正"
    assert office.owed(id) == [("leave_decision", "2026-03-10", "approve")]
    office.approve(id)
    given = office.leave(id)
    assert (given.state, given.decision, given.decided_by) == ("approved", "approved", "周所长")
    assert office.owed(id) == [
        ("leave_back", "2026-03-16", "leave_return"),
        ("leave_told", "2026-03-12", "tell"),  # filed with the county
    ]
    _leave, notice = office.do("tell", id, on="2026-03-09")
    told = office.the(CorrectionNotice, notice)
    assert (told.kind, told.organ_name) == ("leave", "演示县社区矫正管理局")
    assert [rule for rule, *_rest in office.owed(id)] == ["leave_back"]


def test_regular_travel_is_the_county_s_holds_six_months_and_is_asked_for_anew(of):
    [id] = of.do("regular_travel", of.person, register="corrections", **TRAVEL)
    with pytest.raises(Rejected, match="本司法所"):
        of.do("receive_decision", id, register="travels", **COUNTY | {"level": "office"})
    of.do("receive_decision", id, register="travels", on="2026-03-09", since="2026-03-10", **COUNTY)
    found = of.the(Travel, id)
    assert (found.since, found.until) == (date(2026, 3, 10), date(2026, 9, 9))
    assert of.owed(id) == [("travel_valid", "2026-09-09", "renew")]
    with pytest.raises(Refused, match="有效期到 2026-09-09"):
        of.do("regular_travel", of.person, register="corrections", **TRAVEL)
    _old, new = of.do("renew", id, at(of.worker, "09-01"), "travels", frequency="每周三次")
    again = of.the(Travel, new)
    assert (again.places, again.frequency, again.decision) == ("演示市东县", "每周三次", None)
    assert of.owed(id) == []
    with pytest.raises(Refused, match="待审批"):
        of.do("regular_travel", of.person, at(of.worker, "09-02"), "corrections", **TRAVEL)


def test_a_visitor_is_the_office_s_a_victim_the_county_s(of):
    [visitor] = of.do("visitor_contact_approval", of.person, register="corrections", **VISIT)
    [victim] = of.do(
        "visitor_contact_approval", of.person, register="corrections", **VISIT, party="被害人"
    )
    assert of.owed(visitor) == [("leave_decision", "2026-03-10", "approve")]
    assert of.owed(victim) == [("leave_decision", "2026-03-10", "receive_decision")]
    of.do("approve", visitor, of.head, "permits")
    with pytest.raises(Refused, match="由县级社区矫正机构批准"):
        of.do("approve", victim, of.head, "permits")
    of.do("receive_decision", victim, register="permits", **COUNTY)
    assert [of.the(Permit, id).decision for id in (visitor, victim)] == ["approved"] * 2
    assert of.owed(victim) == []


def test_entering_a_place_is_the_county_s_and_court_and_procuratorate_are_told(of):
    asked = {"place": "演示县第二中学", "since": "2026-03-11", "reason": "参加子女家长会"}
    [id] = of.do("enter_place_approval", of.person, register="corrections", **asked)
    with pytest.raises(Refused, match="不需要告知"):
        of.do("tell", id, register="permits", organ="court")
    of.do("receive_decision", id, register="permits", on="2026-03-09", **COUNTY)
    assert of.owed(id) == [("place_told", "2026-03-12", "tell")]
    _permit, notice = of.do("tell", id, register="permits", organ="原审人民法院")
    assert of.the(CorrectionNotice, notice).organ_name == "演示县人民法院"
    assert of.owed(id) == [("place_told", "2026-03-12", "tell")]
    of.do("tell", id, register="permits", organ="人民检察院")
    assert of.owed(id) == []
    with pytest.raises(Refused, match="已告知"):
        of.do("tell", id, register="permits", organ="court")


def test_every_duty_s_action_is_one_of_its_register(office):
    id = office.ask(until="2026-03-31")
    office.do("receive_decision", id, **COUNTY)
    assert {action for _rule, _day, action in office.owed(id)} <= ACTIONS["leaves"].keys()
