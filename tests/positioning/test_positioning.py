"""A positioning device: five grounds found in the record, three months, special equipment."""

from __future__ import annotations

import pytest

from station_app.core.errors import Refused, Rejected
from station_app.positioning.records import Positioning
from tests.discipline.scene import COURT

pytestmark = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)
FACTS = {"facts": "已两次脱离监管，不用电子定位难以监督"}
HEAD = {
    "decision": "批准",
    "decided_by": "演示县司法局局长周某",
    "decision_number": "演司定〔2026〕1号",
}
GROUNDS = ("injunction", "left", "unreported", "penalised", "revocation")


def asked(person, on, ground="unreported", **typed):
    return person.do("positioning", on, ground=ground, **FACTS | typed)


def warned(person):
    person.made("warning", "03-10", ground="breach")


def use(person, id=None):
    found = person.every(Positioning)
    return next(one for one in found if id is None or one.id == id)


@pytest.mark.parametrize("ground", GROUNDS)
def test_a_ground_that_the_record_does_not_show_is_refused_in_words(person, ground):
    with pytest.raises(Rejected, match="没有"):
        asked(person, "03-12", ground)
    assert person.every(Positioning) == []


def test_who_broke_an_injunction(person):
    person.do("injunction", "03-03", kind="place", content="禁止进入网吧")
    with pytest.raises(Rejected, match="没有违反禁止令的记录"):
        asked(person, "03-12", "injunction")
    person.sanction("warning", "03-10", ground="injunction", evidence="网吧监控截图")
    asked(person, "03-12", "injunction")
    assert "违反人民法院禁止令" in use(person).basis


def test_who_left_without_approval(person):
    person.made("admonition", "03-10", ground="breach")
    asked(person, "03-12", "left")


def test_who_would_not_report_and_was_warned(person):
    person.made("admonition", "03-10", ground="breach")
    with pytest.raises(Rejected, match="没有因拒不按规定报告受到的警告"):
        asked(person, "03-12")
    warned(person)
    asked(person, "03-12")
    assert "警告" in use(person).basis


def test_who_was_penalised(person):
    id = person.sent("penalty_proposal", "03-10", ground="breach", evidence="笔录")
    with pytest.raises(Rejected, match="没有因违反监督管理规定受到的治安管理处罚"):
        asked(person, "03-12", "penalised")
    person.next("sanctions", "decide", id, "03-13", **COURT)
    asked(person, "03-13", "penalised")


def test_whose_revocation_is_proposed(person):
    person.sanction("revoke_probation", "03-10", ground="other", evidence="调查笔录")
    asked(person, "03-12", "revocation")


def test_three_months_and_not_a_day_more_over_the_end_of_february(person):
    warned(person)
    with pytest.raises(Rejected, match="不得超过三个月"):
        asked(person, "03-12", since="2026-11-30", until="2027-02-28")
    asked(person, "03-12", since="2026-11-30")
    assert use(person).until.isoformat() == "2027-02-27"


def test_it_is_worn_only_after_its_approval_and_after_he_was_told(person):
    warned(person)
    id = asked(person, "03-12")
    device = {"device_number": "DW-2026-0007"}
    with pytest.raises(Refused, match="经批准并告知"):
        person.next("positionings", "fit", id, "03-13", **device)
    with pytest.raises(Refused, match="没有批准"):
        person.next("positionings", "tell", id, "03-13")
    person.next("positionings", "decide", id, "03-16", **HEAD)
    assert person.owed(id) == {
        "positioning_tell": ("2026-03-16", "tell"),
        "positioning_expiry": ("2026-06-11", "stop"),
    }
    with pytest.raises(Refused, match="经批准并告知"):
        person.next("positionings", "fit", id, "03-16", **device)
    person.next("positionings", "tell", id, "03-17")
    for phone in ("19900001234", "+86 199 0000 1234", "定位手机3号", "微信共享", "356938035643809"):
        with pytest.raises(Rejected, match="不得使用手机"):
            person.next("positionings", "fit", id, "03-17", device_number=phone)
    person.next("positionings", "fit", id, "03-17", **device)
    assert (use(person).device_number, use(person).level) == ("DW-2026-0007", "county")


def test_a_refusal_is_the_end_of_it_and_has_its_ground(person):
    warned(person)
    id = asked(person, "03-12")
    with pytest.raises(Rejected, match="须写明理由"):
        person.next("positionings", "decide", id, "03-16", **HEAD | {"decision": "不批准"})
    person.next(
        "positionings",
        "decide",
        id,
        "03-16",
        **HEAD | {"decision": "不批准", "refusal": "尚无必要"},
    )
    assert person.owed(id) == {}
    with pytest.raises(Refused, match="已经作出决定"):
        person.next("positionings", "decide", id, "03-17", **HEAD)


def worn(person):
    warned(person)
    id = asked(person, "03-12", since="2026-03-16")
    person.next("positionings", "decide", id, "03-16", **HEAD)
    person.next("positionings", "tell", id, "03-16")
    person.next("positionings", "fit", id, "03-16", device_number="DW-2026-0007")
    return id


def test_every_extension_is_asked_for_and_decided_anew_and_as_short(person):
    id = worn(person)
    assert person.owed(id) == {"positioning_expiry": ("2026-06-15", "stop")}
    with pytest.raises(Rejected, match="不得超过三个月"):
        person.next("positionings", "extend", id, "06-10", until="2026-09-16", **FACTS)
    [more, _one] = person.next("positionings", "extend", id, "06-10", **FACTS)
    again = use(person, more)
    assert (again.since.isoformat(), again.until.isoformat()) == ("2026-06-16", "2026-09-15")
    assert (again.extends_id, again.decision) == (id, None)
    with pytest.raises(Refused, match="经批准并告知"):
        person.next("positionings", "fit", more, "06-16", device_number="DW-2026-0007")
    person.next("positionings", "decide", more, "06-12", **HEAD | {"decision_number": "定2号"})
    assert use(person, more).since.isoformat() == "2026-06-16"
    assert person.owed(id) == {}
    assert person.owed(more)["positioning_expiry"] == ("2026-09-15", "stop")
    with pytest.raises(Refused, match="在延长的批准上办理解除"):
        person.next("positionings", "stop", id, "06-16", end_reason="期满")
    person.next("positionings", "stop", more, "07-01", end_reason="不再需要")


def test_it_ends_when_it_is_no_longer_needed(person):
    id = worn(person)
    person.next("positionings", "stop", id, "04-10", end_reason="表现稳定，不再需要")
    assert (use(person).ended_on.isoformat(), person.owed(id)) == ("2026-04-10", {})
    with pytest.raises(Refused, match="已于 2026-04-10 解除"):
        person.next("positionings", "stop", id, "04-11", end_reason="再次")
    with pytest.raises(Refused, match="重新申请"):
        person.next("positionings", "extend", id, "04-11", **FACTS)
