"""Who was merged with somebody, or told from somebody, who then moves away, and may come back."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from station_app.people.service import ACTIONS, hand_over
from station_app.storage import left_behind
from station_app.storage.tables import Alias, Distinct
from tests.sync.conftest import settle

HERE, THERE = "339901-01", "339901-02"
pytestmark = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)


@pytest.fixture
def far(new_replica):
    return new_replica(THERE)


def together(home, what, one, other):
    action = ACTIONS[what]
    home.office.do(home.desk(), action.run, action.right, one, {"other": other})
    home.sync()


def moves(home, id, to):
    home.office.do(home.desk("chief"), hand_over, "move-person", id, {"to": to, "reason": "迁居"})
    home.sync()


def said_of(home):
    """Entries merged into another, and those told from another."""
    with home.store.reading() as session:
        merged = session.execute(select(Alias.gone_id, Alias.kept_id)).all()
        apart = session.execute(select(Distinct.one_id, Distinct.other_id)).all()
    return {*map(tuple, merged)}, {*map(tuple, apart)}


@pytest.mark.parametrize("what", ["merge", "two_people"])
def test_who_is_left_stands_for_himself_and_comes_together_again(two, far, what):
    one, other = two
    left, gone = one.person("张三"), one.person("张三")  # in the order of their ids
    together(one, what, gone, left)
    settle(one, other)
    before = said_of(one)
    assert before == said_of(other) != (set(), set())
    moves(one, gone, THERE)
    settle(other, far, one)
    assert said_of(one) == said_of(other) == (set(), set())
    assert other.is_here(left)
    assert one.faults() == other.faults() == []
    moves(far, gone, HERE)
    settle(one, other)
    assert said_of(one) == said_of(other) == before
    assert one.faults() == other.faults() == [], "what stood before he left counts for nothing"


def test_a_merge_that_comes_when_the_other_has_gone_reads_nobody_as_absent(
    two, far, new_replica, monkeypatch
):
    def both_and_a_new_one():
        one, other = two
        left, gone = one.person("张三"), one.person("张三")
        settle(one, other)
        together(one, "merge", gone, left)
        moves(other, gone, THERE)
        new = new_replica()
        settle(one, other, new)
        return [said_of(home)[0] for home in (one, other, new)]

    assert both_and_a_new_one() == [set(), set(), set()]
    monkeypatch.setattr(left_behind, "part", lambda *_: None)
    assert both_and_a_new_one() != [set(), set(), set()]
