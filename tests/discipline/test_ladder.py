"""The ladder: what the record carries may be proposed, everything else is refused in words."""

from __future__ import annotations

import pytest

from station_app.core.errors import Refused, Rejected
from tests.discipline.scene import COUNTY, ILL, NOT, PAROLE

pytestmark = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)
OFF = {"ground": "off_supervision"}


def test_the_day_after_the_last_contact_is_the_first_day_off(person):
    person.lose("03-05")
    assert ("off_supervision", 10) in person.found("03-12")  # last seen on 2 March
    assert person.now.lost_since.isoformat() == "2026-03-05"


def test_ten_days_off_are_for_admonition_and_not_for_warning(person):
    person.lose("03-05")
    with pytest.raises(Rejected, match=r"10 天，未超过10日（《社区矫正法实施办法》第三十五条）"):
        person.sanction("warning", "03-12", **OFF)
    made = person.one("sanctions", person.sanction("admonition", "03-12", **OFF))
    assert (made.days, made.since.isoformat()) == (10, "2026-03-02")
    assert (made.state, made.proposing, made.entered_by) == ("proposed", "county", "林矫正")


def test_eleven_days_off_are_for_warning_and_no_light_case_any_more(person):
    person.lose("03-05")
    with pytest.raises(Rejected, match="11 天，已超过10日，不属情节轻微"):
        person.sanction("admonition", "03-13", **OFF)
    person.sanction("warning", "03-13", **OFF)


def test_a_month_off_to_the_day_is_no_ground_to_revoke_and_the_day_after_is(person):
    person.lose("03-05")
    with pytest.raises(Rejected, match="31 天，未超过1个月"):
        person.sanction("revoke_probation", "04-02", **OFF)
    assert person.now.pending is None
    person.sanction("revoke_probation", "04-03", **OFF)
    assert person.now.pending == "revocation"


def test_twenty_days_off_are_not_enough_to_revoke(person):
    person.lose("03-05")
    with pytest.raises(Rejected, match="20 天，未超过1个月"):
        person.sanction("revoke_probation", "03-22", **OFF)


def test_who_was_never_lost_is_not_off_supervision(person):
    with pytest.raises(Rejected, match="没有脱离监管的记录"):
        person.sanction("admonition", "03-12", **OFF)


def test_days_off_stay_on_the_record_after_he_is_found(person):
    search = person.lose("03-05")
    person.next("searches", "find_person", search, "03-20", found_how="在亲戚家")
    assert person.now.lost_since is None
    assert ("off_supervision", 18) in person.found("05-20")
    person.sanction("warning", "05-20", **OFF)


def test_reporting_in_late_is_counted_from_the_last_day_to_report(another):
    late = another(start="2026-02-10", reported="2026-03-02")  # due by 20 February
    assert ("late_report", 10) in late.found("03-03")
    late.sanction("admonition", "03-03", ground="late_report")
    never = another(start="2026-02-10", reported=None, person={"name": "钱未到"})
    assert never.found("03-24") == [("late_report", 32)]
    never.sanction("revoke_probation", "03-24", ground="late_report")


def test_one_fact_is_answered_once_by_the_same_step(person):
    person.lose("03-05")
    person.sanction("admonition", "03-10", **OFF)
    with pytest.raises(Rejected, match="同一事实已提出过训诫"):
        person.sanction("admonition", "03-11", **OFF)


def test_what_the_record_does_not_show_needs_its_evidence(person):
    with pytest.raises(Rejected, match="请写明证据"):
        person.sanction("admonition", "03-10", ground="education")
    person.sanction("admonition", "03-10", ground="education", evidence="签到表、谈话笔录")


def test_a_missed_report_is_on_the_record_and_needs_no_other_evidence(person):
    assert ("breach", 1) in person.found("03-10")  # weekly until he is classed: due on the 9th
    person.sanction("admonition", "03-10", ground="breach")


def test_two_admonitions_carry_a_warning_and_one_does_not(person):
    person.made("admonition", "03-10")
    with pytest.raises(Rejected, match="没有作出过两次训诫"):
        person.sanction("warning", "03-12", ground="two_admonitions")
    person.made("admonition", "03-17", ground="education")
    person.sanction("warning", "03-20", ground="two_admonitions")


def test_an_admonition_the_county_refused_does_not_count(person):
    for on in ("03-10", "03-11"):
        id = person.sanction("admonition", on, ground="other", evidence="谈话笔录")
        person.next("sanctions", "decide", id, on, **COUNTY | NOT)
    with pytest.raises(Rejected, match="没有作出过两次训诫"):
        person.sanction("warning", "03-12", ground="two_admonitions")


def test_two_warnings_carry_a_revocation(person):
    for on in ("03-10", "03-11"):
        person.made("warning", on, ground="other", facts=f"{on} 违反规定")
    person.sanction("revoke_probation", "03-12", ground="two_warnings")


def test_nobody_on_parole_is_sent_to_the_police_for_a_penalty(another):
    one = another(**PAROLE)
    with pytest.raises(Refused, match=r"假释的社区矫正对象不适用.*第七十二条第四项"):
        one.sanction("penalty_proposal", "03-10", ground="breach", evidence="笔录")
    page = one.page("03-10")
    assert set(page.not_for) == {"penalty", "revoke_probation", "imprison"}


def test_a_ground_of_one_category_is_none_of_another(another):
    one = another(**PAROLE)
    with pytest.raises(Rejected, match="假释提请撤销假释没有这一事由"):
        one.sanction("revoke_parole", "03-10", ground="penalised")
    with pytest.raises(Refused, match="缓刑的社区矫正对象不适用") as refused:
        another(person={"name": "钱七"}).sanction("imprison_proposal", "03-10", ground="unfit")
    assert "第四十九条" in str(refused.value)


def test_an_injunction_that_nobody_is_under_cannot_be_breached(person):
    with pytest.raises(Rejected, match="没有正在执行的禁止令"):
        person.sanction("warning", "03-10", ground="injunction", evidence="巡查照片")
    months = {"start": "2026-02-21", "end": "2026-08-20"}
    person.do("injunction", "03-10", kind="place", content="禁止进入网吧", **months)
    with pytest.raises(Rejected, match="请写明证据"):
        person.sanction("warning", "03-10", ground="injunction")
    person.sanction("penalty_proposal", "03-10", ground="injunction", evidence="上网登记")


def test_a_penalty_that_was_imposed_carries_a_revocation(person):
    person.lose("03-05")
    with pytest.raises(Rejected, match="没有因违反监督管理规定受到的治安管理处罚"):
        person.sanction("revoke_probation", "03-12", ground="penalised")
    id = person.sent("penalty_proposal", "03-12", **OFF)
    assert person.one("sanctions", id).sent_to == "演示县公安局滨江派出所"
    person.next("sanctions", "decide", id, "03-13", result="行政拘留五日", **COUNTY)
    person.sanction("revoke_probation", "03-20", ground="penalised")


def test_who_does_not_hand_in_his_re_examination_is_warned_and_then_proposed_for_prison(another):
    ill = another(**ILL)
    with pytest.raises(Rejected, match="没有逾期未提交病情复查情况"):
        ill.sanction("warning", "06-02", ground="no_reexam")
    assert ("no_reexam", 1) in ill.found("06-03")
    with pytest.raises(Rejected, match="没有作出过警告"):
        ill.sanction("imprison_proposal", "06-03", ground="no_reexam")
    ill.made("warning", "06-03", ground="no_reexam")
    ill.sanction("imprison_proposal", "06-20", ground="no_reexam")
    assert ill.now.pending == "imprisonment"


def test_the_original_court_s_level_says_who_proposes_and_unknown_it_is_refused(another):
    parole = another(**PAROLE)
    for on in ("03-10", "03-11"):
        parole.made("warning", on, ground="other", facts=on)
    id = parole.sanction("revoke_parole", "03-12", ground="two_warnings")
    assert parole.one("sanctions", id).proposing == "city"
    unknown = another(deciding_level=None, person={"name": "钱某"})
    with pytest.raises(Rejected, match="不知道原审人民法院的层级"):
        unknown.sanction("revoke_probation", "03-10", ground="other", evidence="笔录")


def test_what_may_not_be_proposed_stands_on_the_page_with_its_reason(person):
    person.lose("03-05")
    page = person.page("03-12")
    said = {(s.step.kind, s.step.ground): str(s.why or "") for s in page.steps}
    assert said["admonition", "off_supervision"] == ""
    assert said["warning", "off_supervision"] == "10 天，未超过10日"
    assert said["revoke_probation", "two_warnings"] == "没有作出过两次警告"
    assert page.person.name == "周强"
    assert page.obstacles
