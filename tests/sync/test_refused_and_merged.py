"""Refused and then withdrawn or merged; merged here and otherwise elsewhere."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from station_app.access import records
from station_app.access import service as declaring
from station_app.core.errors import Absent, Conflict
from station_app.people import service as people
from station_app.registers import REGISTERS
from station_app.storage.tables import Alias, Distinct
from station_app.sync import quarantine
from tests.sync.conftest import settle

PEOPLE = REGISTERS["people"]
pytestmark = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)


@pytest.fixture
def does(monkeypatch):
    """Does one thing with people at a replica; answers the act."""
    monkeypatch.setattr(declaring, "SERVICES", dict(declaring.SERVICES))

    @declaring.service(right="undo", audit="done")
    def done(act, what, *args, **kwargs):
        getattr(act, what)(PEOPLE, *args, **kwargs)
        return act.stamp.act_id

    def does(replica, what, *args, **kwargs):
        with replica.desk("chief").act("undo") as act:
            return done(act, what, *args, **kwargs)

    return does


@pytest.fixture
def merge(does):
    return lambda replica, gone, into: does(replica, "merge", gone, into)


def kept(replica, id):
    with replica.store.reading() as session:
        alias = session.get(Alias, id)
        return alias and alias.kept_id


def refused(replica):
    """A person whom the county refused as new, and the operation."""
    id = replica.office.person(replica.desk("officer", "stranger"), "李四").id
    replica.sync()
    with replica.desk("chief").view("quarantine") as view:
        [one] = quarantine.refusals(view)
    return id, one.op_id


def resend(replica, op_id, revision):
    with replica.desk("chief").act("settle-refused") as act:
        quarantine.resend(act, op_id, {}, revision)


def test_who_was_merged_meanwhile_is_sent_again_as_merged(two, merge):
    one, other = two
    into = one.person("李四四")
    id, op_id = refused(one)
    merge(one, id, into)
    one.sync()
    resend(one, op_id, 1)
    settle(one, other)
    assert kept(one, id) == kept(other, id) == into
    assert one.faults() == other.faults() == []


def test_who_was_told_from_another_meanwhile_is_sent_again_as_told_from_him(two):
    one, other = two
    id, op_id = refused(one)
    namesake = one.person("李四")
    with one.desk().act("two-people") as act:
        people.keep_apart(act, id, {"other": namesake})
    one.sync()
    resend(one, op_id, 1)
    settle(one, other)
    for replica in two:
        with replica.store.reading() as session:
            [pair] = session.scalars(select(Distinct))
        assert {pair.one_id, pair.other_id} == {id, namesake}
    assert one.faults() == other.faults() == []


def test_who_was_withdrawn_meanwhile_is_not_sent_again(two, does):
    one, other = two
    id, op_id = refused(one)
    does(one, "withdraw", id, reason="误录")
    one.sync()
    with pytest.raises(Absent):
        resend(one, op_id, 2)
    settle(one, other)
    assert not other.is_here(id)


def test_a_merge_that_gave_way_to_another_is_not_taken_back_with_it(two, merge):
    one, other = two
    a, b, c = one.person("张一"), one.person("张二"), one.person("张三")
    settle(one, other)
    mine = merge(one, a, b)
    merge(other, a, c)
    settle(other, one)
    assert kept(one, a) == c
    with pytest.raises(Conflict), one.desk("chief").act("undo") as act:
        records.undo(act, mine)
    settle(one, other)
    assert kept(one, a) == kept(other, a) == c


def test_of_two_who_merge_crosswise_the_first_is_followed_and_the_second_is_told(two, merge):
    one, other = two
    here, there = one.person("李四"), one.person("李四四")
    settle(one, other)
    merge(one, here, there)
    merge(other, there, here)
    settle(one, other)
    for replica in two:
        assert (kept(replica, here), kept(replica, there)) == (there, None)
    with other.desk("chief").view("quarantine") as view:
        [told] = quarantine.refusals(view)
    assert (told.kind, "反向合并" in str(told.why)) == ("merge", True)
    assert one.faults() == other.faults() == []


def test_a_merge_that_was_turned_round_is_so_at_every_home(two, merge):
    one, other = two
    first, second = one.person("李四"), one.person("李四四")
    settle(one, other)
    done = merge(one, second, first)
    settle(one, other)
    with one.desk("chief").act("undo") as act:
        records.undo(act, done)
    merge(one, first, second)
    one.amend(second, name="李四思")  # its row comes after the one that is merged into it
    settle(one, other)
    for replica in two:
        assert (kept(replica, first), kept(replica, second)) == (second, None)
    assert one.faults() == other.faults() == []
