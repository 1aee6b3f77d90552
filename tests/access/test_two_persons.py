"""What takes two persons: who did the first step does not do the second."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import text

from station_app.access import service as declaring
from station_app.core.errors import Refused
from station_app.registers import REGISTERS

PEOPLE = REGISTERS["people"]


@pytest.fixture
def approve(monkeypatch):
    """A service declared for the test: whoever wrote the remarks may not approve them."""
    monkeypatch.setattr(declaring, "SERVICES", {})

    @declaring.service(right="set-photo", audit="approved", not_by="remarks")
    def approve(act, id):
        act.amend(PEOPLE, id, {"employer": "已核准"}, revision=act.load(PEOPLE, id).revision)

    assert declaring.SERVICES["set-photo"].not_by == "remarks"
    return approve


def last_event(store):
    with store.reading() as session:
        body = session.scalar(text("select body from audit_event order by number desc limit 1"))
    return json.loads(body)


def test_who_did_the_first_step_does_not_do_the_second(approve, officer, office, store):
    person = office.person(officer, remarks="请核准")
    with pytest.raises(Refused, match="另一人"):
        office.do(officer, approve, "set-photo", person.id)
    event = last_event(store)
    assert (event["event"], event["officer"], event["right"]) == ("refused", "officer", "set-photo")
    assert office.show(officer, "people", person.id).employer == ""


def test_a_second_person_does_it(approve, officer, office, store, desk_of):
    person = office.person(officer, remarks="请核准")
    office.do(desk_of("clerk"), approve, "set-photo", id=person.id)
    assert last_event(store)["event"] == "approved"
    assert office.show(officer, "people", person.id).employer == "已核准"


def test_it_is_the_last_who_filled_it_in_that_counts(approve, officer, office, desk_of):
    colleague = desk_of("officer", "colleague")
    person = office.person(officer, remarks="请核准")
    office.amend(colleague, "people", person.id, remarks="改后请核准")
    office.amend(officer, "people", person.id, occupation="教师")  # another field says nothing
    with pytest.raises(Refused, match="另一人"):
        office.do(colleague, approve, "set-photo", person.id)
    office.do(officer, approve, "set-photo", person.id)


def test_the_second_step_inside_a_larger_act_is_held_to_it_too(approve, officer, office):
    @declaring.service(right="two-people", audit="larger")
    def larger(act, id):
        approve(act, id)

    person = office.person(officer, remarks="请核准")
    with pytest.raises(Refused, match="另一人"):
        office.do(officer, larger, "two-people", person.id)


def test_without_a_record_or_an_event_there_is_nothing_to_hold_apart():
    def on_a_record(view, id):
        return id

    def on_none(act):
        return None

    for audit, work in (("approved", on_none), (None, on_a_record)):
        with pytest.raises(TypeError):
            declaring.service(right="set-photo", audit=audit, not_by="remarks")(work)
