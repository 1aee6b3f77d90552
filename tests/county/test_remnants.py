"""What was typed of a record is nowhere at the county once it is erased, and nowhere it left."""

from __future__ import annotations

from gzip import decompress

from sqlalchemy import text

from station_app.county.snapshot_tables import SNAPSHOT, SNAPSHOT_PART
from station_app.county.snapshots import Snapshots
from station_app.sync.protocol import Fetch

TABLES = SNAPSHOT, SNAPSHOT_PART
SCOPE, OTHER = "339901-01", "339901-02"


def holding(book, word):
    """Tables with a row that has this word in it."""
    with book.engine.connect() as connection:
        named = "select tablename from pg_tables where schemaname = 'public' order by 1"
        tables = connection.scalars(text(named)).all()
        counted = 'select count(*) from "{}" x where x::text like :word'
        word = f"%{word}%"
        return [
            name for name in tables if connection.scalar(text(counted.format(name)), {"word": word})
        ]


def parts(book):
    with book.engine.connect() as connection:
        return connection.scalar(text("select count(*) from snapshot_part"))


def test_a_snapshot_that_holds_what_was_erased_is_given_to_nobody(station, book):
    filed, stays = station.file(name="周无名"), station.file(name="李四")
    made = Snapshots(book.engine, book.clock)
    before, _off = made.get(SCOPE, 0)
    station.answer(station.amend(stays.id, stays, name="李五"))
    assert made.get(SCOPE, 0)[0].etag == before.etag, "a change is taken in after it"
    station.answer(station.op("erase", filed.id))
    assert parts(book) == 0
    again, off = made.get(SCOPE, 0, before.etag)
    assert (again.etag == before.etag, off) == (False, 0)
    assert holding(book, "周无名") == []


def test_a_snapshot_that_was_made_while_something_was_erased_is_given_to_nobody(station, book):
    filed = station.file(name="周无名")
    made = Snapshots(book.engine, book.clock)
    before, _off = made.get(SCOPE, 0)
    with book.engine.connect() as connection:  # as one that is written down after the erasure
        kept = {t: connection.execute(t.select()).mappings().all() for t in TABLES}
    station.answer(station.op("erase", filed.id))
    with book.engine.begin() as connection:
        for table, rows in kept.items():
            values = [{c.key: row[c] for c in table.columns} for row in rows]
            connection.execute(table.insert(), values)
    assert parts(book) == 1
    again, off = made.get(SCOPE, 0, before.etag)
    assert (again.etag == before.etag, off, parts(book)) == (False, 0, 1)
    assert b"people" not in decompress(again.content)


def test_where_somebody_has_left_nothing_that_was_typed_of_him_stays(station, new_station, book):
    there = new_station(OTHER)
    filed = station.file(name="吴旧名", remarks="旧事")
    station.push(station.amend(filed.id, filed, name="吴新名"))
    assert station.answer(station.op("move", filed.id, to=OTHER, reason="搬走")) == "applied"
    assert holding(book, "吴旧名") == []
    [left] = station.county.fetch(Fetch(scope=SCOPE, ids=[filed.id])).rows
    assert (left.gone, left.v) == (True, {}), "the log still says what became of him"
    [came] = there.county.fetch(Fetch(scope=OTHER, ids=[filed.id])).rows
    assert came.v == {"name": "吴新名", "remarks": "旧事"}
    assert there.answer(there.op("erase", filed.id)) == "applied"
    assert holding(book, "吴新名") == holding(book, "旧事") == []
