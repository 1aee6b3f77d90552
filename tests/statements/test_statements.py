"""One person asked at a time, and what is signed stands."""

from __future__ import annotations

import pytest

from station_app.core.errors import Refused, Rejected
from station_app.core.texts import render
from station_app.registers import REGISTERS
from station_app.workflows.desk import questioning
from tests.statements.asked import (
    BODY,
    BOY,
    MAN,
    READ,
    WOMAN,
    case,
    entered,
    perform,
    person,
    question,
    shown,
)

pytestmark = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)


def test_from_the_first_question_to_the_signature(officer, store):
    here = case(officer).id
    man, woman = person(officer), person(officer, WOMAN)
    one = question(officer, here, man, role="违法嫌疑人", since="2026-03-09 9:00")
    with pytest.raises(Rejected, match="同一时间"):
        question(officer, here, man, since="2026-03-09 9:30")
    other = question(officer, here, woman, role="被侵害人", since="2026-03-09 9:10")
    with officer.view("statement-doubts") as view:
        told = [render(doubt) for doubt in questioning.doubts(view, one)]
    assert len(told) == 2  # both officers sit in two rooms
    perform(officer, "statements", "write", one, body=BODY + "\n问：还有吗？\n答：没有。")
    with pytest.raises(Rejected) as asked:
        perform(officer, "statements", "finish", one, **READ)
    assert {problem.field for problem in asked.value.problems} == {"rights_shown", "penalties"}
    perform(officer, "statements", "write", one, rights_shown="是", penalties="无")
    perform(officer, "statements", "finish", one, **READ)
    with pytest.raises(Refused, match="不能再改"):
        perform(officer, "statements", "write", one, body="改过的")
    assert shown(officer, "statements", one).body.startswith(BODY)
    again = question(officer, here, man, role="违法嫌疑人", since="2026-03-09 9:45")
    assert shown(officer, "statements", again).nth == 2
    assert shown(officer, "statements", other).nth == 1
    with store.reading() as session:
        people = session.query(REGISTERS["case_people"].record).all()
    assert sorted(one.role for one in people) == ["suspect", "victim"]


def test_a_past_is_asked_and_never_filled_in(officer):
    """Nothing that the program knows of somebody finds its way into what he says of himself."""
    man = person(officer)
    for day in ("2026-01-05", "2026-02-05"):
        old = case(officer, number=f"339901-01A{day.replace('-', '')}0001")
        question(
            officer, old.id, man, role="违法嫌疑人", since=f"{day} 9:00", penalties="行政拘留五日"
        )
        perform(officer, "statements", "write", _last(officer, old.id), rights_shown="是")
        perform(
            officer,
            "statements",
            "finish",
            _last(officer, old.id),
            **READ | {"until": f"{day} 10:00"},
        )
    new = question(
        officer, case(officer, number="339901-01A202603090002").id, man, role="违法嫌疑人"
    )
    assert shown(officer, "statements", new).penalties in (None, "")
    known = questioning.QUESTION.known
    with officer.act("question") as act:
        assert "penalties" not in known(act, None)


def _last(desk, case_id):
    record = REGISTERS["statements"].record
    with desk.store.reading() as session:
        found = session.query(record).filter(record.case_id == case_id).all()
    return found[-1].id


def test_a_child_is_not_asked_alone_and_lives_where_he_is_registered(officer):
    boy = person(officer, BOY)
    place = entered(officer, "places", line="演示县石桥路8号")
    entered(officer, "residents", person_id=str(boy), place_id=str(place.id), since="2020-01-01")
    here = case(officer).id
    with pytest.raises(Rejected, match="监护人"):
        question(officer, here, boy)
    one = shown(officer, "statements", question(officer, here, boy, guardian="吴父 父亲"))
    assert one.minor
    assert "石桥路8号" in one.address


def test_of_a_case_that_is_over_nothing_is_asked(officer):
    done = case(officer, state="closed", closed_on=None)
    theft = case(officer, "criminal", number="339901-01A202603090009").id
    with pytest.raises(Rejected, match="应当讯问"):
        question(officer, theft, person(officer, WOMAN), role="违法嫌疑人")
    with pytest.raises(Refused, match="办结"):
        question(officer, done.id, person(officer, MAN))
