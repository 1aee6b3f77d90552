"""Each station is a witness: a county that hides or rewrites what it signed is seen by others."""

from __future__ import annotations

from datetime import timedelta
from unittest.mock import patch
from uuid import uuid4

import pytest
from sqlalchemy import delete, select, text, update

from station_app.access.log import verify_audit
from station_app.core import merkle
from station_app.core.texts import render
from station_app.county import audit, tree
from station_app.county.audit_tables import LEAF, NODE
from station_app.storage import countersigned
from station_app.storage.countersigned import text_of
from station_app.storage.tables import AuditEvent
from station_app.sync import status, witness
from station_app.sync.exchange import exchange

pytestmark = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)


@pytest.fixture
def clean(new_replica):
    return station(new_replica, "339901-01")


@pytest.fixture
def east(new_replica):
    return station(new_replica, "339901-02")


def station(new_replica, scope):
    """Enrolled with the key of its county, and its log sent."""
    one = new_replica(scope)
    with one.store.writing() as session:
        countersigned.pin(session, one.county.audits.public)
    one.person()
    one.sync()
    return one


def doubts(one):
    with one.desk().view("exchange-status") as view:
        return [render(doubt) for doubt in status.standing(view).doubts]


def told(one):
    """What its own log says of it."""
    with one.store.reading() as session:
        bodies = session.scalars(select(AuditEvent.body)).all()
    return sum("in doubt" in body for body in bodies)


def faults(one):
    with one.desk("auditor").survey("verify-audit") as act:
        return {fault.what for fault in verify_audit(act)} - {"checkpoint"}


def rebuilt(book, hidden=None):
    """The county's tree made anew over all it has countersigned, but one."""
    with book.engine.begin() as connection:
        connection.execute(delete(NODE))
        connection.execute(delete(LEAF).where(LEAF.c.leaf == hidden))
        for row in connection.execute(select(LEAF).order_by(LEAF.c.leaf)).all():
            data = text_of(str(row.log_id), row.number, row.hash, row.at)
            place = tree.add(connection, data.encode())
            connection.execute(update(LEAF).where(LEAF.c.leaf == row.leaf).values(leaf=place))


def test_what_every_station_sends_stands_in_one_tree_and_each_sees_it_grow(book, clean, east):
    assert [witness.seen(one.desk()) for one in (clean, east)] == [1, 2]
    for one in (clean, east):
        one.person()
        one.sync()
    assert [witness.seen(one.desk()) for one in (clean, east)] == [3, 4]
    rebuilt(book)  # the same leaves: the same tree
    clean.sync()
    assert witness.seen(clean.desk()) == 4
    assert doubts(clean) == doubts(east) == []
    assert faults(east) == set()


def test_a_county_that_hides_what_it_signed_for_one_is_found_by_another(book, clean, east):
    rebuilt(book, hidden=0)  # of the first station; it exchanges no more
    east.person()
    east.sync()
    assert [text[:9] for text in doubts(east)] == ["县局的校验树前后不"]
    assert told(east) == 1
    assert faults(east) == {"tree"}
    east.sync()
    assert told(east) == 1  # said once
    with east.store.reading() as session:
        head = countersigned.head(session)
        assert "station-desk/county/" in head.refused  # both heads are kept, each signed
        assert head.refused != head.note
    assert doubts(clean) == []


def test_a_county_that_rewrites_what_it_signed_is_found_and_only_by_the_proof(book, clean, east):
    east.sync()
    with book.engine.begin() as connection:
        connection.execute(update(LEAF).where(LEAF.c.leaf == 0).values(hash="00" * 32))
    rebuilt(book)
    with patch.object(merkle, "is_consistent", lambda *_: True):
        east.sync()
    assert doubts(east) == []
    rebuilt(book, hidden=1)
    east.sync()
    assert len(doubts(east)) == 1


def test_a_tree_that_is_shorter_or_no_longer_shown_is_told(book, clean, east):
    with book.engine.begin() as connection:
        connection.execute(delete(NODE).where(NODE.c.position > 0))
    since = witness.seen(east.desk())
    witness.greeted(east.desk(), east.county.audits.head(since), since)
    assert [text[:9] for text in doubts(east)] == ["县局的校验树前后不"]
    witness.greeted(clean.desk(), None, witness.seen(clean.desk()))
    assert doubts(clean) == ["县局不再出示校验树"]


def test_a_county_put_back_from_a_backup_is_told_and_its_tree_begins_anew(book, clean, east):
    east.sync()
    with book.engine.begin() as connection:
        for table in ("audit_leaf", "tree_node", "audit_event", "audit_log"):
            connection.execute(text(f"delete from {table}"))
        new = text("update county set value = :g where name = 'generation'")
        connection.execute(new, {"g": str(uuid4())})
    east.after += timedelta(minutes=1)
    east.sync()
    assert doubts(east) == ["县局由备份恢复，校验树已重新开始"]
    assert faults(east) == set()
    assert witness.seen(east.desk()) == 1
    east.sync()
    assert doubts(east) == ["县局由备份恢复，校验树已重新开始"]


def test_a_station_that_pinned_no_key_sends_nothing(book, new_replica):
    one = new_replica()
    one.person()
    one.sync()
    with book.engine.connect() as connection:
        assert connection.scalar(select(LEAF.c.leaf)) is None


class Beside:
    """A line at which, once, another round of the same home is done before or after a question."""

    def __init__(self, county, at, after, work):
        self.county, self.at, self.after, self.work = county, at, after, work

    def __getattr__(self, name):
        asked, work = getattr(self.county, name), self.work
        if name != self.at or work is None:
            return asked

        def call(*said):
            self.work = None
            if not self.after:
                work()
            answer = asked(*said)
            if self.after:
                work()
            return answer

        return call


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("at", ["hello", "audit"])
def test_two_rounds_of_one_home_at_once_accuse_neither_the_county_nor_the_log(
    clean, book, at, after
):
    direct = clean.county

    def another():
        clean.person("王五")
        exchange(clean.desk(), direct)

    clean.person("李四")
    exchange(clean.desk(), Beside(direct, at, after, another))
    clean.sync()
    assert doubts(clean) == []
    with book.engine.connect() as connection:
        assert audit.faults(connection) == []
