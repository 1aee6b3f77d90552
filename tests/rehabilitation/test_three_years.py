"""Three years of one person, from the decision to the release, and the ways it may go wrong."""

from __future__ import annotations

import pytest

from station_app.core.errors import Refused, Rejected
from tests.rehabilitation.course import (
    DECISION,
    POSITIVE,
    TEST,
    WOMAN,
    all_tests,
    at,
    day,
    do,
    enter,
    owed,
    planned,
    shown,
)

pytestmark = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)


def reported(worker, on="2026-01-31", **typed):
    one = enter(at(worker, on), **typed)
    do(at(worker, on), "report_in", one.id)
    return one.id


def test_a_three_year_test_plan_is_played_with_its_month_ends(worker):
    one = reported(worker)
    record = shown(at(worker, "2026-01-31"), one)
    assert (record.state, record.end, record.months) == ("under", day("2029-01-31"), 36)
    plan = planned(worker, one)
    assert len(plan) == 22
    assert [str(test.due_on) for test in plan[:3]] == ["2026-02-28", "2026-03-31", "2026-04-30"]
    assert owed(worker, plan[0].id) == {"drug_test": day("2026-03-03")}  # three days after
    # a surprise test on the very day of a due one does not stand for it
    late_february = at(worker, "2026-02-28")
    do(late_february, "drug_test", one, **TEST, surprise=True)
    assert len(all_tests(worker, one)) == 23
    assert len(planned(worker, one)) == 22
    for outside in ("2026-02-24", "2026-03-04"):
        with pytest.raises(Refused, match="2026-02-25 至 2026-03-03"):
            do(at(worker, outside), "drug_test", one, **TEST)
    for test in plan:
        now = at(worker, test.due_on.isoformat())
        do(now, "drug_test", one, **TEST)
        assert shown(now, test.id, "drug_tests").on == test.due_on
    last_day = at(worker, "2029-01-31")
    assert planned(worker, one) == []
    with pytest.raises(Refused, match="登记为抽检"):
        do(last_day, "drug_test", one, **TEST)
    with pytest.raises(Refused, match="2029-01-31"):
        do(at(worker, "2029-01-30"), "release", one, number="演公社戒解字〔2029〕3号")
    assert owed(worker, one)["rehabilitation_release"] == day("2029-02-07")
    do(last_day, "release", one, number="演公社戒解字〔2029〕3号")
    record = shown(last_day, one)
    assert (record.state, record.end_kind) == ("ended", "released")
    assert owed(worker, one) == {}


def test_nothing_is_entered_without_its_decision(worker):
    for name in ("kind", "deciding_organ", "document_number", "decided_on", "start"):
        with pytest.raises(Rejected) as wrong:
            enter(worker, **{name: None})
        assert name in {problem.field for problem in wrong.value.problems}
    for typed, field in (
        ({"months": "24"}, "months"),
        ({"kind": "recovery"}, "months"),
        ({"kind": "recovery", "months": "37"}, "months"),
        ({"start": "2026-01-19"}, "start"),
        ({"decided_on": "2026-03-10"}, "decided_on"),
        ({"first_reported_on": "2026-02-01"}, "from_place"),
    ):
        with pytest.raises(Rejected) as wrong:
            enter(worker, **typed)
        assert field in {problem.field for problem in wrong.value.problems}
    enter(worker, kind="recovery", months="24")
    with pytest.raises(Refused, match="已登记"):
        enter(worker)


def test_late_without_good_reason_is_a_refusal_that_the_police_are_told_of(worker):
    one = enter(at(worker, "2026-01-31")).id
    assert owed(worker, one) == {"rehabilitation_report_in": day("2026-02-05")}
    with pytest.raises(Refused, match="2026-02-05"):
        do(at(worker, "2026-02-05"), "refuse", one, said="电话不接")
    do(at(worker, "2026-02-06"), "refuse", one, said="电话不接")
    assert owed(worker, one) == {"rehabilitation_breach": day("2026-02-07")}
    do(at(worker, "2026-02-06"), "report_breach", one, number="石街报〔2026〕1号")
    # with a good reason it is late and no refusal
    do(at(worker, "2026-02-09"), "report_in", one, late_why="住院治疗")
    record = shown(at(worker, "2026-02-09"), one)
    assert (record.report_late, record.breach_kind, record.state) == (True, None, "under")
    other = enter(at(worker, "2026-02-09"), person=WOMAN, document_number="演公社戒字〔2026〕8号")
    do(at(worker, "2026-02-09"), "report_in", other.id)
    assert shown(at(worker, "2026-02-09"), other.id).breach_kind == "refused"


def test_three_refused_or_evaded_tests_are_a_serious_breach_and_sickness_is_none(worker):
    one = reported(worker)
    plan = planned(worker, one)
    for test, why in zip(plan, ("leave", "hospital", "lost_contact", "detained"), strict=False):
        now = at(worker, test.due_on.isoformat())
        with pytest.raises(Rejected):
            do(now, "miss", test.id, "drug_tests", missed_why=why)
        do(now, "miss", test.id, "drug_tests", missed_why=why, missed_said="有证明")
    assert shown(now, one).evaded_times is None
    now = at(worker, plan[4].due_on.isoformat())
    do(now, "miss", plan[4].id, "drug_tests", missed_why="refused")
    do(now, "surprise_missed", one, missed_why="evaded")
    assert (shown(now, one).evaded_times, shown(now, one).breach_kind) == (2, None)
    now = at(worker, plan[5].due_on.isoformat())
    *_rest, step = do(now, "miss", plan[5].id, "drug_tests", missed_why="unexplained")
    record, said = shown(now, one), shown(now, step, "rehabilitation_steps").said
    assert (record.breach_kind, record.breach_on) == ("serious", plan[5].due_on)
    assert "戒毒条例第二十条" in said
    for counted in (plan[4], plan[5]):
        assert str(counted.due_on) in said
    assert str(plan[0].due_on) not in said
    with pytest.raises(Refused, match="尚未报告"):
        do(now, "release", one, number="演公社戒解字〔2026〕3号")
    do(now, "report_breach", one, number="石街报〔2026〕3号")
    do(now, "terminate", one, end_kind="isolated", number="演公强戒字〔2026〕1号")
    assert {test.state for test in all_tests(worker, one)} == {"missed", "off"}


def test_leaving_unreported_three_times_or_over_thirty_days_is_a_serious_breach(worker):
    one, now = reported(worker), at(worker, "2026-06-30")
    do(now, "absence", one, since="2026-02-02", returned_on="2026-02-03", destination="邻县")
    do(now, "absence", one, since="2026-02-10", until="2026-02-20", reported_on="2026-02-09",
       returned_on="2026-02-20", destination="邻县")  # fmt: skip
    assert shown(now, one).left_times is None  # two days; and reported in writing
    do(now, "absence", one, since="2026-03-01", returned_on="2026-03-30", destination="省城")
    record = shown(now, one)
    assert (record.left_times, record.left_days, record.breach_kind) == (1, 30, None)
    # three days longer than what was reported are days away without leave
    *_one, away = do(now, "absence", one, since="2026-04-01", until="2026-04-05",
                     reported_on="2026-03-31", destination="省城")[:2]  # fmt: skip
    assert shown(now, one).left_days == 30 + 86  # still away
    assert shown(now, one).breach_kind == "serious"
    do(now, "come_back", away, "absences", on="2026-04-07")
    record = shown(now, one)
    assert (record.left_times, record.left_days, record.breach_kind) == (1, 30, None)
    for since, back in (("05-01", "05-03"), ("05-11", "05-13")):
        do(now, "absence", one, since=f"2026-{since}", returned_on=f"2026-{back}",
           destination="省城")  # fmt: skip
    record = shown(now, one)
    assert (record.left_times, record.left_days, record.breach_kind) == (3, 36, "serious")
    with pytest.raises(Refused, match="重叠"):
        do(now, "absence", one, since="2026-05-13", returned_on="2026-05-20", destination="省城")


def test_days_in_detention_put_off_the_term_and_the_tests(worker):
    one = reported(worker)
    before = [test.due_on for test in planned(worker, one)]
    do(at(worker, "2026-03-01"), "pause", one, organ="演示县公安局", number="演公拘字〔2026〕9号")
    assert [str(test.due_on) for test in planned(worker, one)] == ["2026-02-28"]
    assert owed(worker, one) == {}
    do(at(worker, "2026-03-11"), "resume", one)
    after = [test.due_on for test in planned(worker, one)]
    assert {(new - old).days for old, new in zip(before[1:], after[1:], strict=True)} == {10}
    assert shown(at(worker, "2026-03-11"), one).end == day("2029-02-10")


def test_a_change_of_place_carries_the_days_already_done(worker):
    one = reported(worker)
    do(at(worker, "2026-03-02"), "change_of_place", one, to="演示县清水街道")
    assert owed(worker, one) == {"rehabilitation_move_report": day("2026-03-17")}
    do(at(worker, "2026-03-10"), "confirm_move", one)
    assert shown(at(worker, "2026-03-10"), one).end_kind == "transferred"
    here = enter(at(worker, "2026-03-20"), first_reported_on="2025-01-31", from_place="清水街道",
                 decided_on="2025-01-20", start="2026-03-18")  # fmt: skip
    do(at(worker, "2026-03-20"), "report_in", here.id)
    plan = planned(worker, here.id)
    assert (plan[0].number, str(plan[0].due_on)) == (13, "2026-03-31")
    assert shown(at(worker, "2026-03-20"), here.id).end == day("2028-01-31")


def test_a_woman_is_tested_by_a_woman_and_a_positive_sample_is_kept_in_two_sealed_parts(worker):
    one = reported(worker, person=WOMAN)
    now, test = at(worker, "2026-02-28"), planned(worker, one)[0]
    with pytest.raises(Rejected, match="女性工作人员"):
        do(now, "take", test.id, "drug_tests", **TEST)
    told = TEST | {"female_tester": "李工"}
    with pytest.raises(Rejected, match="两名以上"):
        do(now, "take", test.id, "drug_tests", **told | {"second_tester": "钱工"})
    with pytest.raises(Rejected) as wrong:
        do(now, "take", test.id, "drug_tests", **told | {"result": "positive"})
    assert {p.field for p in wrong.value.problems} == {"sample_a", "sample_b", "sealed", "signed"}
    do(now, "take", test.id, "drug_tests", **told | POSITIVE)
    assert shown(now, one).breach_kind == "relapsed"
    assert owed(worker, test.id) == {"drug_sample_kept": day("2026-08-28")}
    with pytest.raises(Refused, match="2026-03-03"):
        do(at(worker, "2026-03-04"), "object", test.id, "drug_tests")
    do(at(worker, "2026-03-03"), "object", test.id, "drug_tests")
    assert shown(now, one).breach_kind is None  # open until the laboratory answers
    assert owed(worker, test.id)["drug_lab_decided"] == day("2026-03-06")
    do(at(worker, "2026-03-06"), "lab_decided", test.id, "drug_tests", lab="演示市检测中心")
    assert owed(worker, test.id)["drug_lab_result"] == day("2026-03-09")
    with pytest.raises(Refused, match="没有结果"):
        do(at(worker, "2026-09-09"), "discard_samples", test.id, "drug_tests")
    do(at(worker, "2026-03-09"), "lab_result", test.id, "drug_tests", lab_result="positive")
    assert shown(now, one).breach_kind == "relapsed"
    with pytest.raises(Refused, match="2026-08-28"):
        do(at(worker, "2026-08-27"), "discard_samples", test.id, "drug_tests")
    do(at(worker, "2026-08-28"), "discard_samples", test.id, "drug_tests")
    assert owed(worker, test.id) == {}


def test_the_team_is_complete_with_the_five_whom_the_law_names(worker):
    one = reported(worker, document_number=DECISION["document_number"])
    now = at(worker, "2026-02-02")
    for role in ("worker", "officer", "medic", "volunteer"):
        do(now, "form_team", one, role=role, name="某人")
    assert shown(now, one).teamed_on is None
    do(now, "form_team", one, role="family", name="郑父")
    assert shown(now, one).teamed_on == day("2026-02-02")
    do(now, "agreement", one, measures="每月检测")
    do(now, "plan", one, said="先戒断，再就业")
    rules = ("rehabilitation_half_year", "rehabilitation_yearly")
    assert [str(owed(worker, one)[rule]) for rule in rules] == ["2026-07-31", "2027-01-31"]
    do(at(worker, "2026-07-31"), "summary", one, kind="half_year", said="按时检测")
    assert [str(owed(worker, one)[rule]) for rule in rules] == ["2027-01-31", "2027-01-31"]
