"""Whether both still hold the same, and what the county's own log says of a damaged row."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from station_app.county import digest
from station_app.county.comparing import Comparing, compared
from station_app.sync.protocol import CONFLICT, FEW, Compare, Fetch
from station_app.sync.sums import row_sum

HERE, THERE = "339901-01", "339901-02"
DAMAGE = {
    "a value": "update sync_row set v = jsonb_set(v, '{name}', '\"假\"') where id = :id",
    "its place": "update sync_row set seq = seq - 1 where id = :id",
    "all of it": "delete from sync_row where id = :id",
    "who wrote": "update sync_row set w = '{}' where id = :id",
}


@pytest.fixture
def comparing(book):
    return Comparing(book)


def _played(station, new_station):
    """Records with every sort of past; a case; one from elsewhere; one sent away."""
    there = new_station(THERE)
    one, two, three, four = (station.file(name=n, sex="1") for n in "赵钱孙李")
    came = there.file(name="周", sex="2")
    station.push(
        station.amend(one.id, one, name="赵二"),
        station.amend(one.id, one, name="赵三"),
        station.op("withdraw", two.id, set={"~withdrawn": "2026-11-22T09:00:00Z"}),
        station.op("erase", three.id),
        station.op("move", four.id, to=THERE, reason="搬走"),
    )
    there.push(there.op("move", came.id, to=HERE, reason="搬来"))
    station.push(station.amend(came.id, station.row(came.id).made, name="周二"))
    return one


def _wrong(comparing, node, rows):
    head = comparing.book.pull(node, HERE, 0).head
    said = comparing.compare(node, Compare(scope=HERE, at=head))
    held = {r.id: row_sum(r.ent, r.id, r.seq, r.v, r.w) for r in rows if not r.gone}
    assert 0 < said.rows == len(said.each) <= FEW
    return {i for i in said.each.keys() | held if said.each.get(i) != f"{held.get(i, 0):064x}"}


def test_what_the_log_says_is_what_lies_there(station, new_station, comparing):
    _played(station, new_station)
    rows = station.rows()
    assert {row.ent for row in rows} == {"people", CONFLICT}
    said = comparing.fetch(station.node, Fetch(scope=HERE, ids=[row.id for row in rows]))
    known = {row.id: row for row in said.rows}
    assert [known[row.id] for row in rows] == rows


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_row_damaged_at_the_county_is_found_and_mended_from_its_log(
    station, new_station, comparing, damage, caplog
):
    _played(station, new_station)
    before = station.rows()
    for row in before:
        if row.gone or (damage == "who wrote" and not row.w):
            continue
        with comparing.book.engine.begin() as connection:
            connection.execute(text(DAMAGE[damage]), {"id": row.id})
        assert _wrong(comparing, station.node, before) == {row.id}
        comparing.fetch(station.node, Fetch(scope=HERE, ids=[row.id]))
        assert '"mended":1' in caplog.records[-1].getMessage()
        caplog.clear()
        assert sorted(station.rows(), key=str) == sorted(before, key=str)
    with comparing.book.engine.connect() as connection:
        kept = connection.scalar(text("select digest from scope where id = :s"), {"s": HERE})
    assert kept == digest.moved(
        digest.NONE, 0, sum(row_sum(r.ent, r.id, r.seq, r.v, r.w) for r in before if not r.gone)
    )


def test_many_rows_are_told_apart_by_the_last_digits_of_their_ids():
    from station_app.core.ids import new_id

    sums = {new_id(): at for at in range(1, 400)}
    said = compared(1, "", sums)
    assert (len(said.parts), said.each) == (16, {})
    end, part = next(iter(said.parts.items()))
    some = {id: one for id, one in sums.items() if id.hex.endswith(end)}
    assert compared(1, end, some).sum == part
    assert compared(1, end, some).each.keys() == some.keys()
