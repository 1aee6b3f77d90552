"""A purse that somebody brings in, from the drawer to its owner, or to the state after a year."""

from __future__ import annotations

import pytest

from station_app.core.errors import Refused, Rejected
from tests.cards.counter import AGENT, HOLDER, THING, Counter, compared

pytestmark = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)


def test_a_purse_is_announced_claimed_refused_claimed_and_returned_against_a_signature(desk_of):
    counter = Counter(desk_of)
    for wrong, text in (
        ({"kept_where": ""}, "请填保管处"),
        ({"kind": "lost"}, "不在本所"),
        ({"person_said": ""}, "不愿留名"),
        ({"on": "2026-03-10"}, "今天之后"),
    ):
        with pytest.raises(Rejected, match=text):
            counter.enter("lost_found", **THING | wrong)
    id = counter.enter("lost_found", **THING)
    assert counter.shown("lost_found", id).number == "339901-01G202603090001"
    assert counter.owed(id) == [("lost_found_notice", "2026-03-12")]
    counter.act("lost_found", "tell_owner", id, told_whom="公交卡登记的电话，无人接听")
    counter.act("lost_found", "announce", id, notice_where="本所公告栏、社区微信群")
    assert counter.owed(id) == [("lost_found_unclaimed", "2027-03-09")]

    lost = counter.enter("lost_found", **THING | {"kind": "lost", "kept_where": ""})
    assert counter.owed(lost) == []
    counter.act("lost_found", "match", lost, match_id=str(id))
    person, other = counter.person(HOLDER), counter.person(AGENT)
    counter.on("2026-03-16").act("lost_found", "claim", id, claimant_id=other, proof="口述")
    assert counter.owed(id) == [("lost_found_claim", "2026-03-23")]
    with pytest.raises(Refused, match="先办理"):
        counter.act("lost_found", "claim", id, claimant_id=person, proof="口述")
    counter.act("lost_found", "refuse_claim", id, refused_why="说不出内有物品")
    assert counter.owed(id) == [("lost_found_unclaimed", "2027-03-09")]
    with pytest.raises(Refused, match="没有人申请认领"):
        counter.act("lost_found", "give_back", id, checked="是", signed="是")

    counter.act("lost_found", "claim", id, claimant_id=person, proof="说出现金数额和公交卡号")
    for wrong, text in (("checked", "请核对认领人"), ("signed", "须由认领人签收")):
        with pytest.raises(Rejected, match=text):
            counter.act(
                "lost_found", "give_back", id, **{"checked": "是", "signed": "是", wrong: "否"}
            )
    counter.act("lost_found", "give_back", id, checked="是", signed="是")
    assert [counter.shown("lost_found", one).state for one in (id, lost)] == ["returned"] * 2
    assert counter.owed(id) == []
    compared(counter.clerk, "found_claim", id)


def test_what_nobody_claims_within_a_year_of_its_notice_is_the_state_s_and_not_before(desk_of):
    counter = Counter(desk_of)
    id = counter.enter("lost_found", **THING)
    with pytest.raises(Refused, match="没有发布招领公告"):
        counter.act("lost_found", "surrender", id, ended_with="县财政局")
    counter.act("lost_found", "announce", id, notice_where="本所公告栏")
    counter.on("2027-03-09")
    with pytest.raises(Refused, match="2027-03-09"):
        counter.act("lost_found", "surrender", id, ended_with="县财政局")
    counter.on("2027-03-10").act("lost_found", "surrender", id, ended_with="县财政局")
    assert counter.shown("lost_found", id).state == "surrendered"
    lost = counter.enter("lost_found", **THING | {"kind": "lost", "kept_where": ""})
    counter.act("lost_found", "close", lost, ended_with="本人已找到")
    with pytest.raises(Refused, match="已经找到或者撤销"):
        counter.act("lost_found", "close", lost, ended_with="本人已找到")
