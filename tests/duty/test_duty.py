"""The roster, the diary and the hand-over of a shift."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from unittest.mock import patch

import pytest
from sqlalchemy import select

from station_app.access import log
from station_app.access.service import SERVICES
from station_app.core.errors import Absent, Conflict, Refused, Rejected
from station_app.duty import rules, service
from station_app.duty.equipment import DEFAULT, equipment, set_equipment
from station_app.duty.records import DiaryEntry, EquipmentCount, Handover, Shift
from station_app.duty.service import Planned
from station_app.registers import REGISTERS
from station_app.storage import audit
from station_app.workflows import agenda
from station_app.workflows.desk import hand_over as handing
from station_app.workflows.desk.diary import diary
from station_app.workflows.desk.hand_over_parts import listed
from tests.calls.reported import call, do
from tests.conftest import NOW
from tests.duty.shifts import hand_over, plan, prepared, told
from tests.measures.executed import enter

MONDAY = date(2026, 3, 9)
one_engine = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)


@pytest.mark.parametrize(
    ("typed", "since", "until"),
    [
        ("8:00-8:00", "2026-03-09 08:00", "2026-03-10 08:00"),
        ("8-17", "2026-03-09 08:00", "2026-03-09 17:00"),
        ("1730-8", "2026-03-09 17:30", "2026-03-10 08:00"),
        ("１８：００至１０：００", "2026-03-09 18:00", "2026-03-10 10:00"),
        ("8:00-8:00+2", "2026-03-09 08:00", "2026-03-12 08:00"),
    ],
)
def test_the_hours_of_a_shift_are_typed_shortly(typed, since, until):
    read = rules.read_span(typed, MONDAY)
    assert tuple(f"{m.astimezone(rules.BEIJING):%Y-%m-%d %H:%M}" for m in read) == (since, until)
    assert rules.read_span(rules.span_text(*read), MONDAY) == read


def test_an_entry_begins_with_its_time_or_is_of_now():
    at_night = datetime(2026, 3, 9, 17, 0, tzinfo=UTC)  # one in the morning of the tenth
    assert rules.read_entry("2330 石桥路巡逻", at_night)[0] == at_night - timedelta(hours=1.5)
    assert rules.read_entry("0:40 接班", at_night) == (at_night - timedelta(minutes=20), "接班")
    assert rules.read_entry("110 指令到场", at_night) == (None, "110 指令到场")
    assert rules.read_entry("清点装备", at_night) == (None, "清点装备")


def test_of_very_many_the_first_are_written_and_all_are_counted():
    text = rules.written([str(n) for n in range(rules.MOST_LINES + 3)])
    assert text.count("\n") == rules.MOST_LINES
    assert f"共 {rules.MOST_LINES + 3} 项" in text


def test_a_week_is_planned_changed_and_taken_over_by_the_next(officer):
    first, second = plan(officer)
    with officer.view("roster") as view:
        lines = service.week(view, MONDAY)
    assert [line.day for line in lines] == [MONDAY + timedelta(days=n) for n in range(7)]
    assert (lines[0].id, lines[0].officers, lines[1].empty) == (second, "chief、王警官", True)
    changed = service.replace(lines[0], officers="王警官", span="9:00-18:00")
    with officer.act("plan-week") as act:
        assert service.plan(act, [changed, *lines[1:]]) == [second]
    with officer.view("roster") as view:
        again = service.as_last_week(view, MONDAY + service.WEEK)
        last = service.week(view, MONDAY - timedelta(days=3))[-1]
    assert [(a.day, a.span, a.officers, a.id) for a in again] == [
        (date(2026, 3, 16), "9:00-18:00", "王警官", None)
    ]
    assert (last.id, last.day) == (first, date(2026, 3, 8))
    for line, said in (
        (Planned(MONDAY, "8点", "李所长", "officer"), "值班时间"),
        (Planned(MONDAY, leader="李所长"), "须填写"),
        (service.replace(lines[0], leader="", officers="", standby="", auxiliaries=""), "作废"),
    ):
        with officer.act("plan-week") as act, pytest.raises(Refused, match=said):
            service.plan(act, [line])


def test_a_night_is_written_handed_over_and_signed_by_two(desk_of, officer, chief):
    """From the roster to the hand-over, which holds what both saw and nothing that came later."""
    with pytest.raises(Absent, match="没有排班"):
        prepared(officer)
    night, day = plan(officer)
    clerk = desk_of("clerk")
    made = call(officer, reported_at="2026-03-09 9:30")
    with clerk.act("write-diary") as act:
        service.write_line(act, "9:10 清点装备")
    with officer.act("write-diary") as act:
        service.write_line(act, "9:40 巡逻到石桥路")
    with clerk.act("diary") as act:
        found = diary(act, night)
        assert len(act.shown) == 2
    assert [(e.text, e.officer) for e in found.entries] == [
        ("清点装备", "clerk"), ("巡逻到石桥路", "officer"),
    ]  # fmt: skip
    assert [str(title) for title, _lines in found.drawn] == ["接处警"]  # of cases he has nothing
    assert made.number in found.drawn[0][1][0]

    seen = prepared(officer)
    assert (seen.shift.id, seen.next.id) == (night, day)
    assert made.number in seen.parts["calls"]
    with pytest.raises(Refused, match="两个人"):
        hand_over(officer, officer)
    with pytest.raises(Refused):
        hand_over(officer, clerk)
    with pytest.raises(Rejected, match="数目不符"):
        hand_over(officer, chief, 手铐=(5, ""))
    with officer.view("list:duty") as view:
        before = [e.body for e in audit.events(view.session)]
    assert not any('"event":"took over"' in body for body in before)  # nobody signed for nothing
    stale = told(seen)
    do(officer, "dispose", made.id, disposal="mediated", course="劝和")
    with pytest.raises(Conflict, match="刚有变化"):
        handing.hand_over(officer, chief, stale)
    late = call(officer, reported_at="2026-03-09 9:50", facts="楼道有异响")
    done = hand_over(officer, chief, remarks="3号车送修", 手铐=(5, "一副送检"))

    with officer.view("list:handovers") as view:
        kept = view.all(select(Handover))[0]
        counts = view.all(select(EquipmentCount).order_by(EquipmentCount.row))
        events = [e.body for e in audit.events(view.session)]
        point = log.checkpoint_after(view, kept.log, kept.entries)
    assert (kept.id, kept.given_by, kept.taken_by, kept.leader) == (
        done.id, "officer", "chief", "李所长",
    )  # fmt: skip
    assert late.number in kept.calls
    assert made.number not in kept.calls
    assert {c.name: c.counted for c in counts}["手铐"] == 5
    assert '"event":"took over"' in events[-2]
    assert '"officer":"chief"' in events[-2]
    assert '"event":"handed over"' in events[-1]
    assert point.number == len(events)  # the checkpoint is of the hand-over itself
    with pytest.raises(Conflict, match="已经交接"):
        handing.hand_over(officer, chief, told(seen))
    later = desk_of("officer", now=lambda: NOW + timedelta(minutes=40))
    assert prepared(later).shift.id == day  # which has begun by then


def test_what_is_counted_is_the_stations_own_list(chief, officer):
    for typed, said in (("对讲机 6\n对讲机 2", "重复"), ("", "1 至"), (" 7", "写得不对")):
        with chief.act("set-equipment") as act, pytest.raises(Refused, match=said):
            set_equipment(act, typed)
    with chief.act("set-equipment") as act:
        set_equipment(act, "对讲机 4\n钥匙")
    with officer.view("equipment") as view:
        assert [(t.name, t.expected) for t in equipment(view)] == [("对讲机", 4), ("钥匙", 1)]
    with pytest.raises(Refused), officer.act("set-equipment") as act:
        set_equipment(act, "对讲机 1")
    plan(officer)
    assert [c.name for c in prepared(officer).counts] == ["对讲机", "钥匙"]


def test_a_shift_that_ended_long_ago_is_not_handed_over_any_more():
    since = NOW - timedelta(hours=30)
    old = Shift(since=since, until=NOW - timedelta(hours=5), leader="李", officers="王")
    now = Shift(since=NOW - timedelta(hours=5), until=NOW, leader="李", officers="王")
    then = Shift(since=NOW, until=NOW + timedelta(hours=8), leader="李", officers="王")
    assert rules.waiting([old, now, then], [], NOW) is now
    assert rules.waiting([old, now, then], [now.id], NOW) is then
    assert rules.following([old, now, then], now) is then


@one_engine
def test_nothing_secret_goes_from_hand_to_hand_even_by_the_chief(officer, chief):
    """Whoever takes over reads it; the guard is taken away once."""
    open_one, secret = enter(officer), enter(officer, "protection_order")

    def handed():
        with chief.view("agenda") as view:
            owed = agenda.fell_due(view, date(2026, 1, 1), date(2029, 1, 1))
        with chief.view("list:measures") as view:
            told = listed(view, REGISTERS["measures"], [open_one.id, secret.id])
        return {item.id for item in owed}, len(told)

    assert handed() == ({open_one.id}, 1)
    with (
        patch.object(agenda, "hidden", lambda *_: None),
        patch("station_app.workflows.desk.hand_over_parts.shut", lambda *_: set()),
    ):
        assert handed() == ({open_one.id, secret.id}, 2)


@one_engine
def test_a_shift_goes_with_its_diary_and_its_hand_over_when_its_time_is_out(officer, chief):
    night, _day = plan(officer)
    with officer.act("write-diary") as act:
        service.write_line(act, "9:10 清点装备")
    hand_over(officer, chief)
    with officer.act("plan-week") as act, act.inside(SERVICES["plan-week"], "plan-week"):
        assert act.purge(REGISTERS["duty"], night) == 3 + len(DEFAULT)
    with officer.view("list:handovers") as view:
        for record in (Handover, EquipmentCount, DiaryEntry):
            assert view.all(select(record)) == []
