"""Somebody in the station: what is asked of his stay, what is refused and by which article."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from station_app.access import records
from station_app.access.purposes import Purpose
from station_app.core.errors import Refused, Rejected
from station_app.core.texts import render
from station_app.custody.inside import inside
from station_app.custody.service import extend
from station_app.registers import REGISTERS
from station_app.storage.tables import AuditEvent, DutyRow
from tests.custody.inside import (
    APPROVED,
    MAN,
    STOPPED,
    WHY,
    at,
    brought,
    do,
    read_board,
    shown,
    when,
)

one_engine = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)
pytestmark = one_engine


def owed(desk):
    with desk.view("list:custody") as view:
        found = select(DutyRow.rule, DutyRow.due_at, DutyRow.action)
        return view.rows(found.where(DutyRow.register == "custody"))


def refused(desk, name, one, **typed):
    with pytest.raises((Refused, Rejected)) as wrong:
        do(desk, name, one, **typed)
    return render(wrong.value.text)


def test_one_stay_from_the_arrival_to_the_leaving(officer):
    """A man unknown, asked for eight hours, found out, extended, and let go in time."""
    desk = when(officer, "2026-03-09 09:10")
    one = brought(desk)
    assert (one.number, one.hours, one.officer) == ("339901-01R202603090001", 8, "officer")
    assert owed(desk) == [("questioning_8", at("2026-03-09 17:00"), "leave")]
    [line] = read_board(desk)
    assert line.name == "男，约三十岁"
    assert line.missing(desk.now()) == ("body_check", "items_taken", "family")
    do(desk, "body_check", one, checker="same_sex", text="无异常")
    do(desk, "items_taken", one, text="手机，1部，黑色\n现金，32元", signed="是")
    with pytest.raises(Rejected):  # whom, or why nobody: one of the two
        do(desk, "family", one)
    do(desk, "family", one, text="身份不明，无法通知")
    [line] = read_board(desk)
    assert line.missing(at("2026-03-09 14:59")) == ()
    assert line.missing(at("2026-03-09 15:00")) == ("meal",)

    desk = when(officer, "2026-03-09 16:35")
    [line] = read_board(desk)
    assert (line.is_urgent(desk.now()), line.minutes_left(desk.now())) == (True, 25)
    assert render(line.told(desk.now())) == "即将届满，还剩 25 分钟"
    assert "立即" in refused(
        when(officer, "2026-03-09 17:30"), "extend", one,
        hours="12", reason="unidentified", level="station_head", whom="李所长",
    )  # fmt: skip
    do(desk, "extend", one, hours="12", reason="unidentified", level="station_head", whom="李所长")
    assert owed(desk) == [("questioning_12", at("2026-03-09 21:00"), "leave")]
    with desk.act("file:people", purpose=WHY) as act:
        person = records.file(act, REGISTERS["people"], MAN)
    do(desk, "identify", one, person_id=str(person.id))
    [line] = read_board(desk)
    assert line.name == "钱**"

    desk = when(officer, "2026-03-09 20:00")
    do(desk, "leave", one, left_how="released")
    assert read_board(desk) == []
    assert [rule for rule, _at, _action in owed(desk)] == ["custody_items"]
    assert "已于 2026-03-09 20:00 离所" in refused(desk, "meal", one)
    do(desk, "items_returned", one, signed="是")
    assert owed(desk) == []


def test_over_the_limit_he_goes_all_the_same_and_it_is_asked_why(officer):
    one = brought(officer)
    late = when(officer, "2026-03-09 17:12")
    [line] = read_board(late)
    assert render(line.told(late.now())) == "超过期限 12 分钟，应当立即放行"
    said = refused(late, "leave", one, left_how="released")
    assert "12 分钟" in said
    assert "第九十七条" in said
    do(late, "leave", one, left_how="released", over_reason="押解途中堵车")
    assert shown(late, one).over_reason == "押解途中堵车"
    assert shown(late, one).left_at == late.now()


def test_four_hours_are_found_by_age_and_nothing_makes_them_longer(officer):
    child = MAN | {"name": "孙小满", "id_number": None, "birth": "2010-05-01"}
    one = brought(officer, STOPPED, described="", person=child)
    assert (one.special, one.hours) == ("under_16", 4)
    [line] = read_board(officer)
    assert line.missing(officer.now())[:1] == ("approve",)
    assert "guardian" in line.missing(officer.now())
    said = refused(
        officer, "extend", one,
        hours="12", reason="unsettled", level="county_head", whom="李局", number="1号",
    )  # fmt: skip
    assert "第十条" in said


def test_continued_questioning_goes_step_by_step_and_only_once_approved(officer):
    one = brought(officer, STOPPED)
    longer = {"hours": "24", "reason": "unsettled", "level": "county_duty", "whom": "周局",
              "number": "演公审〔2026〕3号"}  # fmt: skip
    assert "还没有审批" in refused(officer, "extend", one, **longer)
    assert "本人" in refused(officer, "approve", one, **APPROVED | {"whom": "officer"})
    do(officer, "approve", one, **APPROVED)
    assert "已经审批" in refused(officer, "approve", one, **APPROVED)
    jump = longer | {"hours": "48", "reason": "unnamed", "level": "county_head"}
    assert "不得从十二小时直接延长" in refused(officer, "extend", one, **jump)
    do(officer, "extend", one, **longer)
    do(officer, "extend", one, **jump)
    assert owed(officer) == [("stop_48", at("2026-03-11 09:00"), "leave")]
    do(officer, "special", one, special="pregnant")
    assert owed(officer) == [("stop_4", at("2026-03-09 13:00"), "leave")]


def test_a_transfer_begins_questioning_anew_and_never_a_continued_one(officer):
    one, stopped = brought(officer), brought(officer, STOPPED)
    desk = when(officer, "2026-03-09 16:00")
    do(desk, "extend", one, hours="12", reason="many", level="station_head", whom="李所长")
    do(desk, "restart", one, whom="滨江派出所", at="2026-03-09 15:00")
    assert shown(desk, one).hours == 8
    assert ("questioning_8", at("2026-03-09 23:00"), "leave") in owed(desk)
    assert "第六十二条" in refused(desk, "restart", stopped, whom="滨江派出所")


def test_a_limit_begins_when_free_will_ends_and_is_not_left_by_another_name(officer):
    witness = brought(officer, ground="witness")
    assert (witness.hours, owed(officer)) == (None, [])
    desk = when(officer, "2026-03-09 13:00")
    do(desk, "ground", witness, ground="oral_summons", text="有违法嫌疑", at="2026-03-09 12:40")
    assert owed(desk) == [("questioning_8", at("2026-03-09 20:40"), "leave")]
    assert "不能改为没有期限的事由" in refused(desk, "ground", witness, ground="witness")
    do(desk, "ground", witness, ground="criminal_summons")
    assert owed(desk) == [("criminal_12", at("2026-03-10 00:40"), "leave")]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"described": ""}, "described"),
        ({"ground": "stop_and_question"}, "circumstance"),
        ({"circumstance": "loot"}, "circumstance"),
        ({"arrived_at": "2026-03-10 09:00"}, "arrived_at"),
        ({"officer": "王警官", "second": "王警官"}, "second"),
    ],
)
def test_who_is_brought_in_is_entered_whole(officer, typed, field):
    with pytest.raises(Rejected) as wrong:
        brought(officer, **typed)
    assert [problem.field for problem in wrong.value.problems] == [field]


def test_the_hour_of_arrival_and_the_ground_are_never_rewritten(officer):
    one = brought(officer)
    custody = REGISTERS["custody"]
    for name, value in (("arrived_at", at("2026-03-09 09:30")), ("ground", "victim")):
        with pytest.raises(Rejected), officer.act("amend:custody", purpose=WHY) as act:
            records.amend(act, custody, one.id, {name: value}, revision=1)
    assert "早于到所时间" in refused(officer, "meal", one, at="2026-03-09 08:59")
    assert "还没有到" in refused(officer, "meal", one, at="2026-03-09 10:01")


def test_the_board_is_an_event_and_needs_no_purpose(officer, desk_of):
    brought(officer)
    read_board(officer)
    with officer.view("list:custody") as view:
        told = view.all(select(AuditEvent.body).order_by(AuditEvent.number.desc()).limit(1))
        assert len(inside(view)) == 1
    assert "custody board read" in told[0]
    assert '"hits":1' in told[0]
    for role in ("clerk", "corrections", "admin"):
        with pytest.raises(Refused):
            read_board(desk_of(role))


def test_a_person_s_page_tells_of_it_in_a_case_and_to_other_work_not_even_a_count(officer):
    one = brought(officer, described="", person=MAN)
    people, id = REGISTERS["people"], one.person_id
    real = replace(officer, kind="police")

    def about(code):
        with real.act("everything-about:people", purpose=Purpose(code, "1")) as act:
            links, counts = records.everything_about(act, people, id)
        return [link.register for link in links], counts

    assert about("CASE") == (["custody"], {})
    for code in ("COUNTER", "VISIT", "CHECK"):
        assert about(code) == ([], {})


def test_an_extension_entered_by_mistake_goes_with_its_act_and_the_limit_is_what_it_was(officer):
    one = brought(officer)
    with officer.act("attend-custody", purpose=WHY) as act:
        told = {"hours": 12, "reason": "many", "level": "station_head", "whom": "李所长"}
        extend(act, one.id, told)
        entered = act.stamp.act_id
    assert [rule for rule, _at, _action in owed(officer)] == ["questioning_12"]
    with officer.act("undo", purpose=WHY) as act:
        assert records.undo(act, entered) == 2
    assert [rule for rule, _at, _action in owed(officer)] == ["questioning_8"]
