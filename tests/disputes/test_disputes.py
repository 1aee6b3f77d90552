"""A dispute from the call to its third visit; what is refused on the way; repeats and papers."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from station_app.access import records
from station_app.access import service as declaring
from station_app.access.purposes import Purpose
from station_app.core.errors import Refused, Rejected
from station_app.printing.reading import text_of
from station_app.registers import FORMS, REGISTERS
from station_app.statistics.desk import disputes
from station_app.storage.tables import Tally
from station_app.workflows.check import check
from station_app.workflows.desk.sealing import seal_with
from station_app.workflows.paper import offered, print_form
from tests.calls.reported import call
from tests.disputes.quarrels import (
    LISTED,
    PLACE,
    QIAN,
    SUN,
    TERMS,
    TYPED,
    WHY,
    ZHAO,
    at,
    do,
    enter,
    owed,
    person,
    shown,
    steps,
)
from tests.sealing.keepers import keeper
from tests.statements.asked import case

pytestmark = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)
GOLDEN = Path(__file__).parents[1] / "golden" / "disputes"
UPDATE = os.environ.get("UPDATE_GOLDEN") == "1"


@pytest.fixture
def desk(officer):
    return replace(officer, officer="王警官", station="演示县公安局滨江派出所")


def printed(desk, form, id):
    with desk.act("print", purpose=WHY) as act:
        text = text_of(print_form(act, FORMS[form], id).pdf)
    text = re.sub(r"(?m)^.*(核验码|编号：).*$", "", text)
    golden = GOLDEN / f"{form}.txt"
    if UPDATE:
        GOLDEN.mkdir(exist_ok=True)
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8"), form
    return text


def counted(store):
    query = select(Tally.name, Tally.a, Tally.b, Tally.n).where(Tally.register == "disputes")
    with store.reading() as session:
        return sorted(map(tuple, session.execute(query)))


def test_a_neighbours_quarrel_from_call_to_third_revisit(desk, store):
    one_id, other_id = person(desk, ZHAO), person(desk, QIAN)
    called = call(desk, reported_at="2026-03-09 9:30", place=PLACE, facts=TYPED["facts"])
    both = {"one_id": one_id, "other_id": other_id}
    id = do(desk, "dispute", called.id, register="calls", **TYPED, **both)[0]
    assert owed(desk, id) == {"visit_yellow": "0324", "deadline_yellow": "0408"}
    assert (shown(desk, id).level_owner, shown(desk, id).handler) == ("officer", "王警官")
    with pytest.raises(Refused, match="已经关联"):
        do(desk, "dispute", called.id, register="calls", **TYPED, **both)

    # visited, and before a committee
    do(at(desk, "03-12"), "revisit", id, visitor="station", said="双方愿意坐下来谈")
    assert owed(desk, id)["visit_yellow"] == "0327"
    sun = person(desk, SUN)
    day = at(desk, "03-13")
    with pytest.raises(Rejected, match="不在调解员名册中"):
        do(day, "accept", id, mediator_id=sun, willing="是")
    do(day, "mediators", id, person_id=sun, **LISTED)
    with pytest.raises(Refused, match="明确拒绝调解的，不得调解"):
        do(day, "accept", id, mediator_id=sun, willing="否")
    do(day, "accept", id, mediator_id=sun, willing="是")
    assert shown(desk, id).committee == LISTED["committee"]
    assert owed(desk, id)["mediation"] == "0412"
    with pytest.raises(Refused, match="应当晚于"):
        do(day, "extend", id, until="2026-04-12", said="等鉴定")
    do(day, "extend", id, until="2026-04-20", said="等房屋漏水鉴定，双方同意")
    assert (owed(desk, id)["mediation_extended"], "mediation" in owed(desk, id)) == ("0420", False)
    day = at(desk, "03-20")
    session = do(day, "hold", id, said="双方就赔偿数额达成一致", place="社区调解室")[1]

    # agreed, and in force when signed and sealed
    with pytest.raises(Rejected, match="必填"):
        do(day, "agree", id, **{n: said for n, said in TERMS.items() if n != "manner"})
    do(day, "agree", id, **TERMS)
    assert (shown(desk, id).state, owed(desk, id)["signing"]) == ("agreed", "0323")
    paper = printed(desk, "people_agreement", id)
    for said in (*TERMS.values(), "赵一鸣", "钱二喜", LISTED["committee"]):
        assert said.replace("2026-04-10", "2026年4月10日") in paper.replace("\n", "")
    with pytest.raises(Refused, match="才生效"):
        do(day, "take_effect", id, signed="是", sealed="否")
    do(at(desk, "03-21"), "take_effect", id, signed="是", sealed="是")
    assert owed(desk, id) == {
        "confirmation": "0420",
        "performance": "0410",
        "revisit_first": "0328",
        "revisit_second": "0420",
    }
    with pytest.raises(Rejected, match="协议履行完毕并两次回访后"):
        do(at(desk, "03-22"), "close", id, result="settled")

    # performed, seen again twice, and closed
    visit = do(at(desk, "03-27"), "revisit", id, visitor="committee", said="水管已修好")[1]
    do(at(desk, "03-28"), "revisit", id, visitor="station", said="还在等赔偿")
    assert owed(desk, id)["revisit_second"] == "0420"  # the first days are not over
    do(at(desk, "04-09"), "perform", id, said="收条已存")
    with pytest.raises(Refused, match="三十日内共同申请"):
        do(at(desk, "04-21"), "confirm", id, confirmation="applied")
    do(at(desk, "04-10"), "confirm", id, confirmation="not_wanted")
    do(at(desk, "04-20"), "revisit", id, visitor="together", said="未再发生争执")
    assert owed(desk, id) == {"closing": "0427"}
    end = at(desk, "04-20")
    do(end, "close", id, result="settled")
    assert (shown(desk, id).state, owed(desk, id)) == ("closed", {})
    with pytest.raises(Refused, match="已于 2026-04-20 办结"):
        do(end, "revisit", id, visitor="station", said="再看看")
    assert steps(desk, id) == [
        *("call", "revisit", "accepted", "extended", "session", "agreed", "effective"),
        *("revisit", "revisit", "performed", "confirmation", "revisit", "closed"),
    ]
    assert counted(store) == [
        ("closed", "neighbours", "settled", 1),
        ("found", "neighbours", "yellow", 1),
    ]

    # its papers
    printed(desk, "mediation_record", session)
    printed(desk, "revisit_record", visit)
    mine = [FORMS[name] for name in ("mediation_record", "revisit_record")]
    with desk.view("print") as view:
        assert offered(view, mine, desk.registers["dispute_steps"], visit) == {"revisit_record"}
    with end.act("check") as act:
        assert check(act) == []


def test_what_cannot_be_is_refused(desk, chief):
    with pytest.raises(Rejected, match="同一人"):
        enter(desk, other=ZHAO)
    with pytest.raises(Rejected, match="今天之后"):
        enter(desk, on="2026-03-10")
    id = enter(desk).id
    for name, typed, why in (
        ("agree", TERMS, "请先受理调解"),
        ("take_effect", {"signed": "是", "sealed": "是"}, "没有等待签字"),
        ("perform", {}, "没有已经生效"),
        ("fail", {"routes": "是", "said": "不愿谈"}, "请先受理调解"),
        ("answer_channel", {"said": "已收"}, "没有移交"),
        ("close", {"result": "failed"}, "请先登记调解不成"),
        ("close", {"result": "transferred"}, "请先用“移交其他途径”"),
        ("close", {"result": "turned_criminal"}, "请先用“民转刑”"),
        ("close", {"result": "guarded"}, "请先关联告诫书"),
        ("revisit", {"visitor": "station", "said": "到访", "on": "2026-03-08"}, "日期早于"),
        ("revisit", {"visitor": "station", "said": "到访", "on": "2026-03-10"}, "今天之后"),
        ("join_party", {"person_id": str(shown(desk, id).one_id)}, "已是这件纠纷的当事人"),
        ("lower_level", {"level": "blue", "said": "平静"}, "没有办理"),
    ):
        with pytest.raises((Refused, Rejected), match=why):
            do(desk, name, id, **typed)
    with pytest.raises(Rejected, match="比现在低"):
        do(chief, "lower_level", id, level="red", said="平静")
    do(chief, "lower_level", id, level="blue", said="平静")
    assert owed(desk, id) == {"visit_blue": "0408", "deadline_blue": "0508"}


def test_what_failed_is_told_where_to_go_and_may_be_tried_again(desk):
    id, sun = enter(desk).id, person(desk, SUN)
    do(desk, "mediators", id, person_id=sun, **LISTED)
    with pytest.raises(Rejected, match="名册中"):
        do(desk, "mediators", id, person_id=sun, **LISTED)
    do(desk, "accept", id, mediator_id=sun, willing="是")
    with pytest.raises(Refused, match="仲裁、行政、司法"):
        do(desk, "fail", id, routes="否", said="差距太大")
    do(desk, "fail", id, routes="是", said="差距太大")
    do(desk, "hand_over", id, channel="judicial", number="演石调转〔2026〕1号")
    do(desk, "answer_channel", id, said="法院诉前调解未成", back="是")
    do(desk, "accept", id, mediator_id=sun, willing="是")
    # an oral one is in force at once and has no paper; broken, it goes to court and is followed on
    do(desk, "agree", id, oral="是", **TERMS)
    assert (shown(desk, id).effective_on, shown(desk, id).state) == (desk.today, "settled")
    with pytest.raises(Refused, match="没有书面的调解协议"):
        printed(desk, "people_agreement", id)
    with pytest.raises(Refused, match="向人民法院起诉"):
        do(desk, "not_perform", id, routes="否", said="未付")
    later = at(desk, "04-11")
    do(later, "not_perform", id, routes="是", said="未付")
    assert owed(desk, id) == {"visit_yellow": "0426", "deadline_yellow": "0511"}
    do(later, "close", id, result="failed")


def test_a_third_call_of_the_two_proposes_a_graver_level_to_their_officer_alone(
    desk, desk_of, chief
):
    both = {"one_id": person(desk, ZHAO), "other_id": person(desk, QIAN)}
    swapped = {"one_id": both["other_id"], "other_id": both["one_id"]}
    numbers, said = [], []
    for day, sides in (("2025-10-20", both), ("2025-12-15", swapped), ("2026-03-09", both)):
        one = call(desk, reported_at=f"{day} 09:00")
        id = do(desk, "dispute", one.id, register="calls", **TYPED, **sides)[0]
        numbers.append(one.number)
        said.append(shown(desk, id).raise_why)
    assert said[:2] == [None, None]
    assert all(number in said[2] for number in numbers)
    assert owed(desk, id)["escalation"] == "0310"
    # another officer has his own: he is not told of this one, nor are its calls counted for him
    other = desk_of("officer", "吴警官")
    theirs = call(other, reported_at="2026-03-09 10:00")
    new = do(other, "dispute", theirs.id, register="calls", **TYPED, **both)[0]
    assert (new != id, shown(other, new).raise_why) == (True, None)
    # decided: kept by the chief, or raised with the calls as the reason
    with pytest.raises(Refused, match="没有办理"):
        do(desk, "keep_level", id, said="不必")
    do(chief, "keep_level", id, said="已约谈双方")
    assert "escalation" not in owed(desk, id)
    do(desk, "tell_risk", id, said="扬言砸门", by="孙调解")
    assert "扬言砸门" in shown(desk, id).raise_why
    do(desk, "raise_level", id, said="扬言砸门")
    assert (shown(desk, id).level, shown(desk, id).level_owner) == ("orange", "chief")
    assert owed(desk, id) == {"visit_orange": "0316", "deadline_orange": "0324"}
    false = call(desk)
    do(desk, "dispose", false.id, register="calls", disposal="false_call", course="查无此事")
    with pytest.raises(Refused, match="虚假警情"):
        do(desk, "dispute", false.id, register="calls", **TYPED, **both)


def test_what_turned_criminal_is_counted_with_what_was_tried(desk, store):
    id = enter(desk).id
    do(desk, "revisit", id, visitor="station", said="劝开")
    security, criminal = (
        case(desk, kind, number=f"A{n}") for n, kind in enumerate(("security", "criminal"))
    )
    with pytest.raises(Rejected, match="刑事案件"):
        do(desk, "turn_criminal", id, case_id=str(security.id))
    with pytest.raises(Rejected, match="没有这件纠纷的当事人"):
        do(desk, "turn_criminal", id, case_id=str(criminal.id))
    do(
        desk,
        "involve",
        criminal.id,
        register="cases",
        person_id=str(shown(desk, id).one_id),
        role="suspect",
    )
    do(desk, "turn_criminal", id, case_id=str(criminal.id), said="持械伤人")
    do(desk, "close", id, result="turned_criminal")
    assert ("turned", "neighbours", "visited", 1) in counted(store)
    with desk.view("desk-figures") as view:
        lines = disputes(view, desk.today, desk.today).lines
    told = {(str(line.group), line.code): line.cells for line in lines}
    assert told["转刑事前的调处", "visited"] == told["办结情形", "turned_criminal"] == (1,)


def test_at_the_counter_a_quarrel_is_neither_shown_nor_counted_on_its_peoples_pages(desk_of):
    desk = desk_of("officer", kind="police")
    one, third = enter(desk), person(desk, SUN)
    do(desk, "join_party", one.id, person_id=third)
    for id in (one.one_id, one.other_id, UUID(third)):
        seen = {}
        for code in ("COUNTER", "VISIT"):
            with desk.act("everything-about:people", purpose=Purpose(code, "1")) as act:
                links, counts = records.everything_about(act, REGISTERS["people"], id)
            seen[code] = {link.register for link in links} | counts.keys()
        assert seen["COUNTER"] == set()
        assert seen["VISIT"] & {"disputes", "dispute_steps"}


def test_a_quarrel_stays_when_the_call_and_the_case_that_belong_to_it_are_sealed(
    desk, store, monkeypatch
):
    keeper(store, "chief")
    both = {"one_id": person(desk, ZHAO), "other_id": person(desk, QIAN)}
    called = call(desk)
    id = do(desk, "dispute", called.id, register="calls", **TYPED, **both)[0]
    crime = case(desk, "criminal", number="A1")
    do(desk, "involve", crime.id, register="cases", person_id=both["one_id"], role="suspect")
    do(desk, "turn_criminal", id, case_id=str(crime.id))
    monkeypatch.setattr(declaring, "SERVICES", dict(declaring.SERVICES))

    @declaring.service(right="undo", audit="closed")
    def sealed(act, name, id):
        seal_with(act, REGISTERS[name], [id])

    for register, one in (("calls", called), ("cases", crime)):
        with desk.act("undo") as act:
            sealed(act, register, one.id)
    assert steps(desk, id) == []
    assert (shown(desk, id).state, shown(desk, id).turned_on) == ("open", desk.today)
