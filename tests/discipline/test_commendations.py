"""表扬 after six months on four conditions, or for a deed; 减刑 level by level."""

from __future__ import annotations

import pytest

from station_app.core.errors import Refused, Rejected
from tests.discipline.scene import COUNTY, COURT, PAROLE

one_engine = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)
FOUR = dict.fromkeys(("accepts", "obeys_law", "obeys_rules", "takes_education"), "是")
FACTS = {"facts": "按时报告，积极参加公益活动"}


def test_six_months_to_the_day_are_enough_and_a_day_less_is_not(person):
    with pytest.raises(Rejected, match="满六个月是 2026-09-02"):
        person.do("commendation", "09-01", **FOUR | FACTS)
    id = person.do("commendation", "09-02", **FOUR | FACTS)
    person.next("commendations", "decide", id, "09-03", **COUNTY)
    assert set(person.owed(id)) == {"sanction_copied", "sanction_told"}
    person.next("commendations", "copy", id, "09-04")
    person.next("commendations", "tell", id, "09-04", posted="是")
    assert person.one("commendations", id).state == "told"


@one_engine
def test_the_four_conditions_stand_together(person):
    with pytest.raises(Rejected, match="四项条件须同时具备"):
        person.do("commendation", "09-02", **FOUR | FACTS | {"obeys_rules": "否"})


@one_engine
def test_an_outstanding_deed_needs_neither_months_nor_conditions(person):
    id = person.do("commendation", "03-20", outstanding="是", facts="河中救起落水儿童")
    assert person.one("commendations", id).outstanding


@one_engine
def test_whoever_was_warned_in_the_last_six_months_does_not_keep_the_rules(person):
    person.made("warning", "06-10", ground="other")
    with pytest.raises(Rejected, match=r"最近六个月内受到处理（2026-06-10）"):
        person.do("commendation", "09-02", **FOUR | FACTS)
    assert person.do("commendation", "12-10", **FOUR | FACTS)


@one_engine
def test_a_reduction_goes_by_way_of_the_city_to_the_court_which_has_thirty_days(another):
    one = another(**PAROLE)
    id = one.do("reduction_proposal", "09-02", **FACTS)
    court = {"sent_to": "演示市中级人民法院", "sent_number": "演市矫减〔2026〕1号"}
    with pytest.raises(Refused, match="须先经设区的市级"):
        one.next("commendations", "send", id, "09-03", **court)
    one.next("commendations", "forward", id, "09-03")
    one.next("commendations", "send", id, "09-30", **court)
    assert one.owed(id)["reduction_ruling"] == ("2026-10-30", "decide")
    with pytest.raises(Refused, match="已提请减刑"):
        one.do("reduction_proposal", "10-02", **FACTS)
    one.next("commendations", "decide", id, "10-20", result="减去剩余刑期三个月", **COURT)
    found = one.one("commendations", id)
    assert (found.level, found.decided_by) == ("court", "演示市中级人民法院")
