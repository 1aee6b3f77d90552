"""Cards from the day they are asked for to the hand that takes them, as a clerk moves them."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from station_app.cards import rules
from station_app.cards.records import CardMove
from station_app.cards.register import CARDS
from station_app.core.errors import Refused, Rejected
from station_app.workflows.check import check
from station_app.workflows.desk import card_arrivals
from tests.cards.counter import AGENT, CARD, HOLDER, Counter, compared

stored = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)


@pytest.fixture
def counter(desk_of):
    return Counter(desk_of)


def scan(counter, typed):
    with counter.clerk.act("card-arrivals") as act:
        return card_arrivals.scan(act, typed)


def drawer(counter):
    with counter.clerk.view("card-arrivals") as view:
        return [(one.card.number, one.holder, one.days) for one in card_arrivals.unclaimed(view)]


def moves(counter, id):
    with counter.officer.view("list:cards") as view:
        found = view.all(select(CardMove).where(CardMove.card_id == id).order_by(CardMove.row))
    return [one.kind for one in found]


@stored
def test_an_identity_card_is_made_called_for_and_handed_to_an_agent_for_the_old_one(counter):
    person, agent = counter.person(HOLDER), counter.person(AGENT)
    id = counter.enter("cards", person_id=person, receipt_number="SL0001", **CARD)
    assert counter.shown("cards", id).number == "339901-01K202603090001"
    assert counter.owed(id) == [("card_id_card", "2026-05-08"), ("card_sending", "2026-03-12")]
    with pytest.raises(Rejected, match="同一种证件正在办理"):
        counter.enter("cards", person_id=person, **CARD)
    counter.act("cards", "send", id, number="清单7")
    with pytest.raises(Refused, match="还没有到"):
        counter.act("cards", "hand_out", id, signed="是")

    counter.on("2026-04-20").act("cards", "arrive", id)
    assert counter.owed(id) == [("card_call", "2026-04-23")]
    counter.act("cards", "send_back", id, note="照片有误")
    assert counter.owed(id) == [("card_id_card", "2026-05-08")]  # from its acceptance, as before
    counter.on("2026-05-06").act("cards", "arrive", id)
    counter.act("cards", "call", id, way="phone")
    assert counter.owed(id) == [("card_unclaimed", "2026-06-05")]
    assert drawer(counter) == [("339901-01K202603090001", "郑**", 0)]

    counter.on("2026-05-10")
    handed = {"signed": "是", "old_back": "是", "agent_id": agent, "agent_paper": "委托书"}
    for wrong, text in (
        ({"signed": "否"}, "须由领取人签收"),
        ({"old_back": "否"}, "须交回原证"),
        ({"agent_paper": ""}, "请填代领凭据"),
        ({"agent_id": person}, "本人领取的不填代领人"),
        ({"on": "2026-05-05"}, "日期早于"),
    ):
        with pytest.raises(Rejected, match=text):
            counter.act("cards", "hand_out", id, **handed | wrong)
    counter.act("cards", "hand_out", id, **handed)
    card = counter.shown("cards", id)
    assert (card.state, str(card.handed_on), str(card.old_back_on)) == (
        *("handed", "2026-05-10", "2026-05-10"),
    )
    assert (counter.owed(id), drawer(counter)) == ([], [])
    for form in ("card_receipt", "card_signing"):
        compared(counter.clerk, form, id)
    assert moves(counter, id) == ["sent", "arrived", "returned", "arrived", "called", "handed"]

    counter.act("cards", "report_lost", id)
    with pytest.raises(Rejected, match="按丢失补领"):
        counter.act("cards", "replace", id, why="damaged")
    new = counter.act("cards", "replace", id, why="lost", receipt_number="SL0002")[0]
    assert counter.shown("cards", id).state == "replaced"
    assert counter.owed(new) == [("card_id_card", "2026-07-09"), ("card_sending", "2026-05-13")]
    assert scan(counter, "SL0002").answer == "found"
    counter.act("cards", "hand_out", new, signed="是")  # nothing to give back of a lost one
    counter.act("cards", "old_back", new, note="在旧衣物中找到")
    assert counter.shown("cards", new).old_back_on == counter.clerk.today
    with counter.desks["chief"].act("check") as act:
        assert check(act) == []


@stored
def test_a_parcel_is_answered_line_by_line_and_a_permit_is_issued_at_its_residence(counter):
    person = counter.person(HOLDER)
    counter.enter("cards", person_id=person, receipt_number="SL0001", **CARD)
    floating = {"person_id": person, "place": "演示县石桥路8号", "resident_class": "4"}
    floating |= {"arrived_on": "2026-03-01", "registered_on": "2026-03-02"}
    home = counter.enter("residents", **floating)
    permit = {"person_id": person, "kind": "residence_permit", "why": "first"}
    with pytest.raises(Refused, match="未满半年"):
        counter.enter("cards", accepted_on="2026-03-09", **permit)
    counter.on("2026-09-07")
    withdrawn = counter.enter("cards", accepted_on="2026-09-07", **permit)
    counter.act("cards", "give_up", withdrawn, ended_why="withdrawn")
    assert "residence_permit_issue" not in dict(counter.owed(home))
    id = counter.enter("cards", accepted_on="2026-09-07", receipt_number="JZ0001", **permit)
    assert "residence_permit_issue" in dict(counter.owed(home))  # the one clock of the two
    assert counter.owed(id) == [("card_sending", "2026-09-10")]

    counter.on("2026-09-14")
    answers = [
        scan(counter, typed)
        for typed in (
            *("ＳＬ0001", "SL0001", HOLDER["id_number"], "SL0009", "JZ0001 33990120260001", " "),
            "33990120260001",
        )
    ]
    assert [one.answer for one in answers] == [
        *("found", "twice", "twice", "unknown", "found", "unknown", "twice"),
    ]
    assert answers[0].holder == "郑**"
    residence = counter.shown("residents", home)
    assert (residence.permit_number, str(residence.permit_issued_on)) == (
        *("33990120260001", "2026-09-14"),
    )
    assert len(drawer(counter)) == 2
    counter.act("cards", "give_up", id, ended_why="unclaimed")
    assert len(drawer(counter)) == 1


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ({}, "card_id_card"),
        ({"remote": True}, "card_id_card_remote"),
        ({"kind": "residence_permit"}, "card_permit"),
        ({"kind": "residence_permit", "remote": True}, "card_permit_extended"),
        ({"kind": "residence_permit", "residence_id": 1}, None),
        ({"kind": "residence_permit", "residence_id": 1, "why": "lost"}, "card_permit_replaced"),
    ],
)
def test_the_term_of_a_card_goes_by_what_it_is(said, rule):
    usual = {"kind": "id_card", "why": "first", "remote": None, "residence_id": None}
    assert rules.term(SimpleNamespace(**usual | said)) == rule


def test_a_first_card_has_none_before_it():
    card = CARDS.record(
        number="K1", kind="id_card", why="first", person_id=1, old_number="A1",
        accepted_on=date(2026, 3, 9),
    )  # fmt: skip
    assert [p.field for p in rules.check(card, card.accepted_on)] == ["old_number"]
