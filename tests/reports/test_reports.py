"""Reports of a supervised person: what each moves, what it may not say, who may be late with it."""

from __future__ import annotations

from datetime import date

import pytest

from station_app.access.service import SERVICES
from station_app.core.errors import Refused, Rejected
from station_app.reports.records import Contact, Interval, Report
from station_app.reports.register import REPORTS
from tests.reports.people import GATE, WHY, Days, reported_in

TAKE = SERVICES["take-report"]


def test_a_report_moves_the_next_one_on_by_the_class(days):
    assert days.due("periodic_report") == [("report_common", "2026-01-22")]
    days.act("periodic_report", on="2026-03-09", template="1")
    assert days.due("periodic_report") == [("report_common", "2026-03-23")]
    [report] = days.every(Report)
    assert (report.way, report.outcome, report.taken_by) == ("1", "1", "林矫正")
    assert report.text.startswith("按时到所报告")


@pytest.mark.parametrize(("grade", "rule", "day"), [
    ("strict", "report_strict", "2026-01-15"),
    ("common", "report_common", "2026-01-22"),
    ("relaxed", "report_relaxed", "2026-02-09"),  # Saturday 7 rolls on to Monday
    (None, "report_strict", "2026-01-15"),  # not classed yet
])  # fmt: skip
def test_each_class_has_its_interval(worker, office, grade, rule, day):
    days = Days(worker, reported_in(worker, office, grade=grade))
    assert days.due("periodic_report") == [(rule, day)]


def test_a_day_agreed_on_takes_the_place_of_the_rule_and_is_never_later(days):
    days.act("periodic_report", on="2026-03-09", next_on="2026-03-12")
    assert days.due("periodic_report") == [("report_appointed", "2026-03-12")]
    with pytest.raises(Rejected, match="2026-03-23"):
        days.act("periodic_report", on="2026-03-09", next_on="2026-03-24")
    days.act("periodic_report", on="2026-03-09", next_on="2026-03-23")
    assert days.due("periodic_report") == [("report_appointed", "2026-03-23")]


def test_a_next_day_before_the_report_itself_is_refused(days):
    with pytest.raises(Rejected, match="之后"):
        days.act("periodic_report", on="2026-03-09", next_on="2026-03-09")


def test_in_a_period_named_by_the_office_reports_are_weekly(days):
    days.act("periodic_report", on="2026-03-09")
    days.act("focus_period", until="2026-03-20")
    assert days.due("periodic_report") == [("report_focus", "2026-03-16")]
    with pytest.raises(Rejected, match="2026-03-16"):
        days.act("periodic_report", on="2026-03-09", next_on="2026-03-17")
    days.act("focus_period")
    assert days.due("periodic_report") == [("report_common", "2026-03-23")]


def test_a_report_in_person_is_a_contact_and_one_in_writing_is_none(days):
    days.act("periodic_report", on="2026-03-02", way="4")
    assert days.now.last_contact_on == date(2026, 1, 8)
    days.act("periodic_report", on="2026-03-09")
    assert days.now.last_contact_on == date(2026, 3, 9)


def test_what_is_entered_late_moves_nothing_back(days):
    days.act("periodic_report", on="2026-03-09")
    days.act("periodic_report", on="2026-03-02", next_on="2026-03-03")
    assert days.now.last_report_on == days.now.last_contact_on == date(2026, 3, 9)
    assert days.due("periodic_report") == [("report_common", "2026-03-23")]


def test_nobody_reports_before_he_reported_in_or_tomorrow(days):
    with pytest.raises(Rejected, match="早于报到"):
        days.act("periodic_report", on="2026-01-07")
    with pytest.raises(Rejected, match="今天之后"):
        days.act("periodic_report", on="2026-03-10")


def test_who_has_not_reported_in_reports_nothing(worker, office):
    person = office.person(worker, "王五")
    one = office.file(worker, "corrections", person_id=str(person.id), **GATE)
    with pytest.raises(Refused, match="尚未报到"):
        Days(worker, one.id).act("periodic_report")


# 暂予监外执行


def test_who_is_ill_reports_every_month_and_is_examined_every_three(ill):
    assert ill.due("health_report") == [("health_report", "2026-02-08")]
    assert ill.due("reexam") == [("reexam_report", "2026-04-08")]
    ill.act("health_report", on="2026-01-31")
    ill.act("reexam", on="2026-01-31", designated="是")
    assert ill.due("health_report") == [("health_report", "2026-02-28")]  # the end of a month
    assert ill.due("reexam") == [("reexam_report", "2026-04-30")]


def test_who_is_on_probation_owes_no_health_report(days):
    assert days.due("health_report") == []
    with pytest.raises(Refused, match="暂予监外执行"):
        days.act("health_report")
    with pytest.raises(Refused, match="保外就医"):
        days.act("reexam")


def test_a_nursing_mother_reports_but_is_not_examined(worker, office):
    gate = {"category": "medical", "medical_ground": "pregnancy", "person": {"sex": "2"}}
    days = Days(worker, reported_in(worker, office, "王五", **gate))
    assert days.due("health_report")
    assert days.due("reexam") == []


def test_of_an_illness_nothing_is_written(ill):
    with pytest.raises(Rejected, match="没有这一项"):
        ill.act("health_report", text="血压高")
    told = {"supervision_id": ill.id, "kind": "health", "on": date(2026, 3, 9), "way": "1"}
    told |= {"outcome": "1", "taken_by": "林矫正", "text": "血压高"}
    opened, wrong = ill.desk.act("take-report", purpose=WHY), "不在本系统登记"
    with opened as act, act.inside(TAKE, "take-report"), pytest.raises(Rejected, match=wrong):
        act.file(REPORTS, told)


# 延长报告期限


GIVEN = {
    "decision": "approved",
    "decided_by": "演示市社区矫正机构",
    "decision_number": "演市矫〔2026〕3号",
    "decided_on": "2026-03-05",
}


def _extend(ill, months, **more):
    return ill.act("extend_interval", kind="reexam", months=str(months), **(GIVEN | more))[0]


@pytest.mark.parametrize(("months", "level"), [(1, "city"), (2, "city"), (3, "province")])
def test_three_months_and_more_are_the_province_s(ill, months, level):
    _extend(ill, months)
    [made] = ill.every(Interval)
    assert made.level == level


def test_a_longer_interval_moves_the_examination_and_the_procuratorate_is_told(ill):
    made = _extend(ill, 2)
    assert ill.due("reexam") == [("reexam_extended", "2026-06-08")]
    assert ill.owed(made) == [("interval_told", "2026-03-12", "tell_procuratorate")]
    ill.act("tell_procuratorate", register="intervals", id=made, on="2026-03-09")
    assert ill.owed(made) == []
    with pytest.raises(Refused, match="已经告知"):
        ill.act("tell_procuratorate", register="intervals", id=made)


def test_a_refused_extension_changes_nothing_and_says_why(ill):
    with pytest.raises(Rejected, match="不批准的，须写明理由"):
        _extend(ill, 1, decision="refused")
    _extend(ill, 1, decision="refused", refusal="病情稳定")
    assert ill.due("reexam") == [("reexam_report", "2026-04-08")]


def test_a_decision_is_not_entered_without_its_number(ill):
    with pytest.raises(Rejected, match="必填"):
        _extend(ill, 1, decision_number="")


def test_who_is_not_ill_has_nothing_extended(days):
    with pytest.raises(Refused, match="保外就医"):
        _extend(days, 1)


# 联络、走访、教育


@pytest.mark.parametrize(("name", "kind", "typed"), [
    ("contact_check", "remote", {"kind": "remote"}),
    ("contact_check", "checked", {"kind": "checked"}),
    ("visit", "visit", {"place": "家中", "met": "母亲"}),
    ("individual_talk", "talk", {"subject": "遵守规定"}),
    ("education", "education", {"subject": "民法典", "hours": "2"}),
    ("public_activity", "activity", {"subject": "社区清洁"}),
])  # fmt: skip
def test_a_contact_moves_the_last_one_only_where_the_person_was_verified(days, name, kind, typed):
    days.act(name, on="2026-03-05", verified="否", **typed)
    assert days.now.last_contact_on == date(2026, 1, 8)
    days.act(name, on="2026-03-06", verified="是", **typed)
    assert days.now.last_contact_on == date(2026, 3, 6)
    assert [one.kind for one in days.every(Contact)] == [kind, kind]


@pytest.mark.parametrize(("name", "typed", "moved"), [
    ("individual_talk", {}, True),  # one talks with the person himself
    ("visit", {"met": "母亲"}, False),
])  # fmt: skip
def test_a_talk_is_with_the_person_and_a_visit_may_have_met_others(days, name, typed, moved):
    days.act(name, on="2026-03-05", **typed)
    assert (days.now.last_contact_on == date(2026, 3, 5)) is moved


def test_public_activity_has_a_subject_and_no_quota_of_hours(days):
    with pytest.raises(Rejected, match="必填"):
        days.act("public_activity")
    days.act("public_activity", subject="社区清洁")
    assert "activity" not in {rule for rule, _day, _what in days.owed()}


def test_a_change_of_life_is_told_in_words(days):
    with pytest.raises(Rejected):
        days.act("change_of_life", change="work")
    days.act("change_of_life", change="work", text="换了工作单位", happened_on="2026-03-06")
    [told] = days.every(Report)
    assert (told.kind, told.change, told.next_on) == ("change", "work", None)


def test_the_head_reads_and_enters_nothing(days, desk_of):
    with pytest.raises(Refused):
        Days(desk_of("chief"), days.id).act("periodic_report")
    with pytest.raises(Refused):
        Days(desk_of("officer"), days.id).act("periodic_report")


# 禁止令


def test_who_is_under_an_injunction_reports_how_he_keeps_it(days):
    told = {"kind": "place", "content": "不得进入娱乐场所", "start": "2026-01-08"}
    _one, made = days.act("injunction", **told, end="2026-06-01")
    assert ("injunction_report", "2026-02-09", "injunction_report") in days.owed(made)
    days.act("injunction_report", register="injunctions", id=made, on="2026-03-09", template="1")
    assert ("injunction_report", "2026-04-08", "injunction_report") in days.owed(made)
    [told] = days.every(Report)
    assert (told.kind, told.supervision_id) == ("injunction", days.id)
    assert told.text.startswith("本期内遵守禁止令")


def test_without_an_injunction_there_is_nothing_to_report_on_it(days):
    with pytest.raises(Refused, match="没有正在执行"):
        days.act("injunction_report")
