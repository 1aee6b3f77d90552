"""Two replicas and a county: nothing anybody typed is lost in silence."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from station_app.access import records
from station_app.core.errors import Conflict
from station_app.registers import REGISTERS
from station_app.storage.tables import Operation
from tests.sync.conftest import settle
from tests.sync.test_two_rounds_at_once import ByTwos

pytestmark = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)
PEOPLE = REGISTERS["people"]


def test_two_desks_edit_one_person_and_nothing_is_lost_in_silence(two):
    one, other = two
    id = one.person(remarks="旧")
    settle(one, other)
    assert other.show(id).name == "张三"
    assert one.kinds()["pulled"] == 0, "one's own echo is no change"

    one.amend(id, name="张三丰")  # different fields: both survive
    other.amend(id, employer="第一中学")
    settle(one, other)
    assert [(r.show(id).name, r.show(id).employer) for r in two] == [("张三丰", "第一中学")] * 2
    assert [r.cases() for r in two] == [[], []]

    one.amend(id, name="张一")  # one guarded field: a case, and what stood stands
    other.amend(id, name="张二")
    settle(one, other)
    assert [r.show(id).name for r in two] == ["张一"] * 2
    assert [[c.refused for c in r.cases()] for r in two] == [["张二"]] * 2
    assert ("张三丰", "张二") in [v.changes.get("name") for v in other.history(id)]

    other.after = timedelta(minutes=30)  # a free field: the later stands, whoever comes first
    one.amend(id, remarks="一")
    other.amend(id, remarks="二")
    settle(other, one)
    assert [r.show(id).remarks for r in two] == ["二"] * 2
    for name in ("张甲", "张乙"):  # a run of edits offline is no conflict
        other.amend(id, name=name)
    settle(one, other)
    assert [r.show(id).name for r in two] == ["张乙"] * 2
    assert len(one.cases()) == 1
    for replica in two:
        folded = {n: a for v in replica.history(id) for n, (_b, a) in v.changes.items()}
        assert (folded["name"], folded["remarks"]) == ("张乙", "二")
        assert replica.faults() == []


def undo_last(replica, id):
    with replica.store.reading() as session:
        last = select(Operation.act_id).where(Operation.record_id == id, Operation.kind == "amend")
        act_id = session.scalars(last.order_by(Operation.n.desc())).first()
    with replica.desk().act("undo") as act:
        records.undo(act, act_id)


def test_an_edit_is_not_taken_back_from_under_what_another_wrote_meanwhile(two):
    one, other = two
    id = one.person()
    settle(one, other)
    one.amend(id, name="张一")
    one.amend(id, name="张二")
    undo_last(one, id)  # a run of one's own
    one.sync()
    one.amend(id, name="张三丰")
    undo_last(one, id)  # the county has what was there before
    settle(one, other)
    assert [r.show(id).name for r in two] == ["张一"] * 2
    other.amend(id, name="李四")
    other.sync()
    direct = one.county
    one.county = ByTwos(direct, lambda: one.amend(id, name="王五"), 1)  # after what waited was sent
    one.sync()
    one.county = direct
    with pytest.raises(Conflict):
        undo_last(one, id)
    settle(one, other)
    assert [r.show(id).name for r in two] == ["李四"] * 2
    assert [c.refused for c in one.cases()] == ["王五"]
