"""What one page shows is one reading, and the log names everybody who was on it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from station_app.access.opening import open_record
from station_app.core.errors import Refused
from station_app.registers import REGISTERS
from tests.residents import invented

HOME = [("02", "单𬭎", "19620304001", {}), ("12", "解𠅤芳", "19630506002", {})]
NAMELESS = ("residents",)


@pytest.fixture
def family(officer):
    return invented.household(officer, invented.HOME, HOME)


def opened(desk, register, id, purpose=invented.COUNTER):
    with desk.act(f"show:{register}", purpose=purpose) as act:
        return open_record(act, REGISTERS[register], id, through=NAMELESS)


def last_event(ask, before):
    assert ask("select count(*) from audit_event") - before == 1
    return json.loads(ask("select body from audit_event order by number desc limit 1"))


@pytest.mark.parametrize("register", ["people", "places", "residents"])
def test_a_page_leaves_exactly_one_event_that_names_every_record_on_it(
    officer, family, ask, register
):
    residence = invented.load(officer, "residents", family[0])
    ids = {
        "people": residence.person_id,
        "places": residence.place_id,
        "residents": residence.id,
    }
    before = ask("select count(*) from audit_event")
    shown = opened(officer, register, ids[register])
    event = last_event(ask, before)
    on_it = {ids[register], *(link.id for link in shown.links), *shown.titles}
    assert {name.partition("/")[2] for name in event["records"]} == {str(id) for id in on_it}
    assert event["event"] == "read"


def test_an_address_shows_who_lives_there_by_name(officer, family):
    residence = invented.load(officer, "residents", family[0])
    shown = opened(officer, "places", residence.place_id)
    who = {shown.titles[shown.ends[link.id].person_id].split()[0] for link in shown.links
           if link.id in shown.ends}  # fmt: skip
    assert who == {"单𬭎", "解𠅤芳"}


def test_a_purpose_that_opens_people_alone_counts_their_residences(officer, family):
    residence = invented.load(officer, "residents", family[0])
    narrow = replace(invented.COUNTER, code="CORRECTION")
    shown = opened(officer, "people", residence.person_id, narrow)
    assert (shown.links, shown.ends) == ([], {})
    assert shown.counted == {"residents": 1}


def test_a_purpose_that_does_not_open_the_register_opens_nothing(officer, family):
    narrow = replace(invented.COUNTER, code="CORRECTION")
    with pytest.raises(Refused, match="事由"):
        opened(officer, "residents", family[0], narrow)
