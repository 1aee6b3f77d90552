"""Of a station's desks one exchanges at a time, and keeps its turn while it is at work."""

from __future__ import annotations

from datetime import timedelta
from threading import Event, Thread

import pytest

from station_app.people import service as people
from station_app.sync import status
from tests.conftest import NOW
from tests.sync.test_photographs import photo
from tests.sync.test_two_rounds_at_once import ByTwos


@pytest.mark.parametrize("new_store", ["postgresql"], indirect=True)
def test_two_desks_that_ask_in_the_same_moment_do_not_both_begin(new_store):
    store, asked, said = new_store(), Event(), []
    with store.writing() as session:
        assert status.begin(session, "one", NOW)
        status.end(session, "one")

    def ask():
        with store.writing() as session:
            asked.set()
            said.append(status.begin(session, "other", NOW))

    with store.writing() as session:
        assert status.begin(session, "one", NOW)
        second = Thread(target=ask)
        second.start()
        asked.wait(10)
        second.join(0.3)  # what it could read before this one is written down
    second.join(10)
    assert said == [False]


@pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)
def test_a_desk_that_is_still_at_work_keeps_its_turn(two):
    one, other = two
    for name in ("张一", "张二", "张三", "张四", "张五"):
        other.person(name)
    other.sync()

    def late():
        one.after += timedelta(minutes=9)

    class Slow(ByTwos):
        def pull(self, scope, after):
            page = super().pull(scope, after)
            late()
            with one.store.writing() as session:
                turns.append(status.begin(session, "another", one.now()))
            return page

    turns = []
    one.county = Slow(one.county, lambda: None, 0)
    one.sync()
    assert turns == [False] * len(turns)
    assert len(turns) >= 3
    assert one.faults() == []


@pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)
def test_photographs_that_take_half_an_hour_do_not_lose_it_either(two):
    one, _other = two
    for colour in ("red", "green", "blue", "white"):
        id = one.person(colour)
        with one.desk().act("set-photo") as act:
            people.set_photo(act, id, photo(colour))
    turns = []

    class Slow(ByTwos):
        def put_blob(self, *asked):
            one.after += timedelta(minutes=8)
            with one.store.writing() as session:
                turns.append(status.begin(session, "another", one.now()))
            return self.county.put_blob(*asked)

    one.county = Slow(one.county, lambda: None, 0)
    one.sync()
    assert turns == [False] * 4
