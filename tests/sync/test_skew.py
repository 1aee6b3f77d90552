"""Programs of three ages on both sides of the line: what goes, what waits; nothing is lost."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace

import pytest
from sqlalchemy import text

from campaigns.exchange_line import Near
from station_app.county.book import Wire
from station_app.sync import exchange as exchanging
from station_app.sync import sending, snapshot
from station_app.sync.county import Denied
from tests.county.writer import Writer
from tests.sync.conftest import Replica

SKEW = [  # schema here; the county's oldest and newest; whether it is sent; whether it is taken in
    (1, 1, 1, True, True),
    (1, 1, 2, True, True),
    (1, 2, 2, True, False),
    (2, 1, 1, False, False),
    (2, 1, 2, True, True),
    (2, 2, 2, True, True),
    (2, 3, 3, True, False),
]
STEPS = {1: lambda _register, values: values, 2: lambda _register, values: values}

pytestmark = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)


@pytest.fixture
def at_county(new_county, new_store, desk_of, office, node_of, monkeypatch):
    """A station at a county, each with its schema, and another that has written something new."""

    def at(here, oldest, newest):
        for module in (exchanging, sending):
            monkeypatch.setattr(module, "SCHEMA", here)
        county = new_county(wire=Wire(oldest=oldest, newest=newest, steps=STEPS))
        node, there = node_of(on=county), node_of(on=county)
        station = Replica(new_store(), desk_of, office, Near(county, node), node)
        other = Writer(Near(county, there), there, schema=newest)
        other.hello()
        return station, other, other.file(name="李四", sex="1", later={"kept": [1]})

    return at


@pytest.mark.parametrize(("here", "oldest", "newest", "sent", "taken_in"), SKEW)
def test_what_cannot_be_read_stops_what_comes_and_never_what_goes(
    at_county, monkeypatch, here, oldest, newest, sent, taken_in
):
    monkeypatch.setattr(snapshot.take, "__defaults__", (*snapshot.take.__defaults__[:-1], 0))
    station, other, theirs = at_county(here, oldest, newest)
    ours = station.person("张三")
    with nullcontext() if taken_in else pytest.raises(Denied, match="升级"):
        station.sync()
    assert (other.row(ours) is not None, station.is_here(theirs.id)) == (sent, taken_in)
    assert station.show(ours).name == "张三"
    if not sent:  # it waits, and goes when the county has come so far
        book = station.county.book
        upgraded = replace(book, wire=Wire(oldest=1, newest=here, steps=STEPS))
        station.county = Near(upgraded, station.node)
        station.sync()
        assert (other.row(ours) is not None, station.is_here(theirs.id)) == (True, True)


def test_a_field_that_an_older_program_does_not_know_goes_back_untouched(at_county):
    station, other, theirs = at_county(1, 1, 2)
    station.sync()
    station.amend(theirs.id, occupation="务农")
    station.sync()
    found = other.row(theirs.id).v
    assert (found["occupation"], found["later"]) == ("务农", {"kept": [1]})


def test_a_newer_program_shows_what_the_older_one_had_kept_unread(at_county, monkeypatch):
    station, other, _theirs = at_county(1, 1, 2)
    theirs = other.file(name="王五", occupation="务农")
    station.sync()
    with station.store.writing() as session:  # a column that a migration has added since
        session.execute(text("update person set occupation = ''"))
    station.sync()
    assert station.show(theirs.id).occupation == "", "nothing of it came again"
    for module in (exchanging, sending):
        monkeypatch.setattr(module, "SCHEMA", 2)
    station.sync()
    assert station.show(theirs.id).occupation == "务农"
    assert station.faults() == []
