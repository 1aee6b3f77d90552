"""What waits is numbered as it was written, and none is passed over."""

from __future__ import annotations

import threading
from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from sqlalchemy import event, select

from station_app.access import records
from station_app.registers import REGISTERS
from station_app.storage import numbering, outbox
from station_app.storage.exchange_tables import Outgoing
from station_app.storage.rebasing import Image, rebase
from station_app.storage.tables import Operation
from station_app.sync.status import pause

PEOPLE = REGISTERS["people"]


def numbered(store):
    with store.writing() as session:
        outbox.begin(session)
        while numbering.take_up(session, 2):
            pass
        joined = select(Operation.n, Operation.tx_id).join(
            Outgoing, Outgoing.op_id == Operation.op_id
        )
        return session.execute(joined.order_by(Outgoing.n)).all()


@pytest.mark.parametrize("new_store", ["postgresql"], indirect=True)
def test_an_act_that_commits_late_is_not_passed_over(store, desk_of):
    """One desk has its place in the log and is not done, the other is, and what waits is read."""
    slow, fast = desk_of("officer"), desk_of("officer", "second")
    held = slow.act("file:people")
    with held as act:
        records.file_all(act, PEOPLE, [{"name": "慢一"}, {"name": "慢二"}])
        act.session.flush()
        with fast.act("file:people") as other:
            records.file(other, PEOPLE, {"name": "快"})
        found = []
        reader = threading.Thread(target=lambda: found.extend(numbered(store)))
        reader.start()
        reader.join(0.4)
        waited = reader.is_alive()
    reader.join()
    assert waited, "it did not wait for who was writing"
    assert sorted(n for n, _tx in found) == [1, 2, 3]
    assert found[0].tx_id == found[1].tx_id
    with store.reading() as session:
        assert numbering.waiting(session)[0] == 3


@pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)
def test_a_transaction_is_never_cut_and_new_numbers_keep_the_order(store, desk_of):
    desk = desk_of("officer")
    for n in (1, 3, 1, 2):
        with desk.act("file:people") as act:
            records.file_all(act, PEOPLE, [{"name": f"张{n}"}] * n)
    assert [n for n, _tx in numbered(store)] == [1, 2, 3, 4, 5, 6, 7]
    with store.writing() as session:
        assert [len(tx) for tx in outbox.batch(session, 4, 5000)] == [1, 3]
        assert [len(tx) for tx in outbox.batch(session, 3, 5000)] == [1]
        first = outbox.batch(session, 4, 5000)
        answers = {one.op.op_id: (one.n, "") for tx in first for one in tx}
        outbox.acknowledge(session, answers, act.stamp.now)
        assert [len(tx) for tx in outbox.batch(session, 1, 5000)] == [1]
        waiting = [one.op.op_id for tx in outbox.batch(session, 9, 5000) for one in tx]
        outbox.new_epoch(session)
        again = [one for tx in outbox.batch(session, 9, 5000) for one in tx]
        assert [one.op.op_id for one in again] == waiting
        assert [one.n for one in again] == [1, 2, 3]
        assert numbering.waiting(session) == (3, act.stamp.now)
        assert outbox.settle(session, 4) == {
            ("people", one.op.record_id) for tx in first for one in tx
        }


@pytest.mark.parametrize(
    ("failures", "least", "most"), [(1, 45, 75), (2, 90, 150), (7, 2700, 4500), (99, 2700, 4500)]
)
def test_the_next_try_waits_longer_up_to_an_hour(failures, least, most):
    tries = {pause(failures, chance) for chance in (0.0, 0.5, 1.0)}
    assert min(tries) == timedelta(seconds=least)
    assert max(tries) == timedelta(seconds=most)
    assert len(tries) == 3
    assert pause(failures, 0.5, retry_after=9000) >= timedelta(seconds=9000)


def _op(kind):
    return SimpleNamespace(op_id=uuid4(), kind=kind, at=None)


@pytest.mark.parametrize(
    ("pending", "name"),
    [
        ([], "张三"),
        ([("amend", {"name": "张四"})], "张四"),
        ([("amend", {"name": "张四"}), ("amend", {"name": "张五"})], "张五"),
        ([("state", {"later": "新项"})], "张三"),
    ],
)
def test_a_record_is_the_county_s_word_and_our_own_on_top(pending, name):
    v = {"name": "张三", "later": "新项", "~apart:" + str(one := uuid4()): True}
    image = Image("people", uuid4(), 7, v, {"name": str(uuid4())}, uuid4())
    ops = [(_op(kind), body) for kind, body in pending]
    standing = rebase(PEOPLE, image, ops, None)
    assert standing.values["name"] == name
    assert "later" not in standing.values
    assert standing.apart == {one}
    if ops and "name" in ops[-1][1]:
        assert standing.writers["name"] == str(ops[-1][0].op_id)


@pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)
def test_what_the_county_has_said_of_a_record_is_found_by_its_key(store):
    """Looked for by its place in the county's log it kept all writers waiting for six seconds."""
    with store.writing() as session:
        asked, connection = [], session.connection()
        event.listen(
            connection, "before_cursor_execute", lambda _c, _cursor, *said: asked.append(said[:2])
        )
        outbox.drop_echoed(session, "339901-01", 0, 9, 0)
        ((statement, values),) = [said for said in asked if "base_image" in said[0]]
        plan = connection.exec_driver_sql(f"explain query plan {statement}", values).all()
    (image,) = [step for *_place, step in plan if "base_image" in step]
    assert "scope=? AND register=? AND record_id=?" in image
