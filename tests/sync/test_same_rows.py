"""One row damaged in silence, here or at the county: found and made good within a day."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, text

from station_app.storage.tables import BaseImage
from station_app.sync import digest
from tests.sync.conftest import settle

pytestmark = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)
SCOPE = "339901-01"
HERE = {
    "a value": "update base_image set v = replace(v, '张', '弓') where record_id = :id",
    "its place": "update base_image set seq = seq + 1 where record_id = :id",
    "all of it": "delete from base_image where record_id = :id",
    "that it is gone": "update base_image set gone = true where record_id = :id",
    "who wrote": """update base_image set w = '{"name":"x"}' where record_id = :id""",
}
THERE = {
    "a value": "update sync_row set v = jsonb_set(v, '{name}', '\"弓\"') where id = :id",
    "its place": "update sync_row set seq = seq - 1 where id = :id",
    "all of it": "delete from sync_row where id = :id",
}


def _rows(replica):
    with replica.store.reading() as session:
        held = session.scalars(select(BaseImage).order_by(BaseImage.record_id))
        return [(b.record_id, b.seq, b.v, b.w, b.gone) for b in held]


def _alarms(replica):
    with replica.desk().view("exchange-status") as view:
        last = digest.last_repair(view)
    said = 'select count(*) from audit_event where body like \'%"alarm":"differed"%\''
    with replica.store.reading() as session:
        return session.scalar(text(said)), last and last[1]


def _told(replica):
    """All that is shown of anybody."""
    asked = "select id, revision, name, writers, withdrawn_at from person order by id"
    with replica.store.reading() as session:
        return session.execute(text(asked)).all()


def test_one_row_damaged_in_silence_is_made_good_and_nothing_else_moves(two):
    one, other = two
    ids = [one.person(f"张{at}") for at in "一二三四五六七八九"]
    settle(one, other)
    one.amend(ids[0], remarks="张")
    other.amend(ids[1], name="张甲")
    one.amend(ids[1], name="张乙")
    settle(one, other)
    assert len(one.cases()) == 1
    rows, shown = _rows(one), _told(one)
    damages = (
        *((HERE, name, ids[4]) for name in HERE),
        *((THERE, name, ids[4]) for name in THERE),
        (HERE, "a value", ids[1]),  # of which there is a case
        (THERE, "all of it", ids[1]),
    )
    for alarms, (side, name, id) in enumerate(damages, start=1):
        here = side is HERE
        with one.store.writing() if here else one.county.book.engine.begin() as session:
            found = session.execute(text(side[name]), {"id": id.bytes if here else id})
            assert found.rowcount == 1
        one.after += timedelta(hours=25)
        one.sync()
        assert _rows(one) == rows, name
        assert _told(one) == shown
        assert _alarms(one) == (alarms, 1)
    other.after = one.after
    other.sync()
    assert _rows(other) == rows
    assert one.faults() == other.faults() == []


def _lost(book, *ids):
    with book.engine.begin() as connection:  # both its row and its log are not there
        for table in ("sync_row", "sync_log", "op_body"):
            gone = text(f"delete from {table} where id = any(:ids)")
            connection.execute(gone, {"ids": list(ids)})


def _names_at(book):
    with book.engine.connect() as connection:
        return set(connection.scalars(text("select v->>'name' from sync_row")))


def test_what_the_county_lost_is_offered_again_and_what_others_wrote_waits_for_them(two):
    one, other = two
    id, stray = one.person("张一"), one.person("赵二")
    theirs = other.person("钱四")
    settle(one, other)
    book = one.county.book
    _lost(book, stray, theirs)
    other.person("张三")
    desk = one.desk()
    other.sync()
    assert digest.compare(desk, one.county, SCOPE) is None, "the head has moved"
    one.sync()
    assert set(digest.compare(desk, one.county, SCOPE)) == {("people", stray), ("people", theirs)}
    assert one.is_here(id)
    assert one.show(stray).withdrawn_at is None, "it was filed here, and acknowledged"
    assert one.show(theirs).withdrawn_at is not None
    assert _alarms(one) == (1, 2)
    assert one.sync().waiting == 0
    assert _names_at(book) == {"张一", "赵二", "张三"}
    for replica in (one, other):
        replica.after += timedelta(hours=25)
    settle(other, one)
    assert _names_at(book) == {"张一", "赵二", "张三", "钱四"}
    assert one.show(theirs).withdrawn_at is None
    assert _rows(one) == _rows(other)
    assert digest.compare(desk, one.county, SCOPE) == {}
    assert one.faults() == other.faults() == []
