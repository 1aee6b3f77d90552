"""What a county answers: one played log, asked from many sides."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from sqlalchemy import text

from station_app.core.ids import new_id
from station_app.county import digest, identities
from station_app.sync.county import Denied


@pytest.fixture
def ask(book):
    def ask(sql, **values):
        with book.engine.connect() as connection:
            return connection.execute(text(sql), values).all()

    return ask


def test_a_record_that_was_filed_is_given_to_whoever_asks_from_the_beginning(station):
    filed = station.file(name="赵一", sex="1")
    [row] = station.rows()
    assert (row.id, row.seq, row.v, row.w) == (filed.id, 1, {"name": "赵一", "sex": "1"}, {})
    assert (row.made, row.by) == (filed.op, "339901-01/A001")
    assert not station.rows(after=1)


def test_what_is_sent_again_is_answered_the_same_and_counts(station):
    ops = [station.op("file", set={"name": name}) for name in ("赵一", "钱二")]
    first = station.push(*ops)
    assert station.push(*ops).acks == first.acks
    assert len(station.rows()) == 2
    assert station.hello().last_n == 2
    station.epoch = uuid4()  # restored: what was taken is numbered anew, and its number counts
    assert station.push(*ops).acks == first.acks
    assert station.hello().last_n == 2
    assert station.answer(station.op("file", set={"name": "孙三"})) == "applied"


def test_a_number_that_was_used_for_another_tells_the_copy_to_begin_anew(station):
    station.file()
    station.n = 0
    said = station.push(station.op("file", set={"name": "钱二"}))
    assert (said.fork, said.acks) == (True, {})
    assert len(station.rows()) == 1


def test_a_number_beyond_the_next_waits_for_the_one_between(station):
    first, left_out, third = (station.op("file", set={"name": n}) for n in "甲乙丙")
    said = station.push(first, third)
    assert (said.expect, list(said.acks)) == (2, [first.op])
    assert len(station.push(left_out, third).acks) == 2


def test_a_run_of_edits_made_without_a_line_is_no_conflict(station):
    filed = station.file()
    one = station.amend(filed.id, filed, name="赵二")
    two = station.amend(filed.id, one, name="赵三")
    said = station.push(one, two)
    assert [ack.result for ack in said.acks.values()] == ["applied", "applied"]
    assert station.row(filed.id).v["name"] == "赵三"


def test_two_who_wrote_a_guarded_field_leave_a_case_and_what_stands_stands(station, new_station):
    other = new_station()
    filed = station.file()
    station.push(station.amend(filed.id, filed, name="赵二"))
    edit = other.amend(filed.id, filed, name="赵三")
    assert other.answer(edit) == "conflict"
    assert station.row(filed.id).v["name"] == "赵二"
    [case] = station.cases()
    said = ("field", "base", "kept", "refused", "kept_by", "refused_by")
    assert [case.v[name] for name in said] == [
        *("name", "赵一", "赵二", "赵三"),
        *("339901-01/A001", "339901-01/A001"),
    ]


def test_erasing_leaves_nothing_that_was_typed(station, ask):
    filed = station.file(name="周无名", sex="1")
    one = station.amend(filed.id, filed, name="周某某")
    two = station.amend(filed.id, filed, name="周别名")
    assert station.answer(one, two) == "conflict"
    assert station.answer(station.op("erase", filed.id)) == "applied"
    assert all(row.gone and not row.v and not row.w for row in station.rows())
    kept = ask("select v::text from sync_row union all select body::text from op_body")
    assert not any("周" in (value or "") for (value,) in kept)
    assert station.answer(station.amend(filed.id, two, name="周")) == ("rejected", "gone")


def test_who_moves_takes_the_current_record_along_and_nothing_else(station, new_station, ask):
    there = new_station("339901-02")
    filed = station.file(name="吴旧名", sex="1")
    station.push(station.amend(filed.id, filed, name="吴新名"))
    move = station.op("move", filed.id, to="339901-02", reason="搬走")
    assert station.answer(move) == "applied"
    assert station.row(filed.id).gone
    assert there.row(filed.id).v == {"name": "吴新名", "sex": "1"}
    assert there.row(filed.id).w == {}
    assert "吴旧名" not in str(there.rows())
    known = ask("select body::text from op_body where scope = '339901-02'")
    assert not any("吴旧名" in body for (body,) in known)
    back = there.op("move", filed.id, to="339901-01", reason="搬回")
    assert there.answer(back) == "applied"
    assert station.row(filed.id).v["name"] == "吴新名"


def test_a_device_speaks_for_its_own_organisation_only(station, new_station):
    other = new_station("339901-02")
    filed = other.file()
    with pytest.raises(Denied):
        station.county.pull("339901-02", 0)
    with pytest.raises(Denied):
        station.push(station.op("file", set={"name": "赵"}), scope="339901-02")
    station.n -= 1
    with pytest.raises(Denied):
        station.push(station.op("file", set={"name": "赵"}), device=other.node.device)
    station.n -= 1
    amend = station.amend(filed.id, filed, name="钱")
    assert station.answer(amend) == ("rejected", "absent")


def test_a_transaction_stands_or_falls_as_one(station):
    good, bad = station.op("file", set={"name": "赵"}), station.amend(new_id(), new_id(), name="钱")
    after = station.op("file", set={"name": "孙"})
    said = station.push(good, bad, together=True).acks
    assert [said[op.op].code for op in (good, bad)] == ["together", "absent"]
    assert station.push(after).acks[after.op].seq == 1
    assert station.push(good, bad, together=True).acks == said
    assert [row.id for row in station.rows()] == [after.id]


def test_four_who_write_at_once_leave_a_log_without_a_gap(new_station, ask):
    stations = [new_station() for _ in range(4)]

    def write(station):
        for _ in range(5):
            station.push(*(station.op("file", set={"name": "赵"}) for _ in range(3)))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, stations))
    assert [seq for (seq,) in ask("select seq from sync_log order by seq")] == [*range(1, 61)]
    assert ask("select head from scope where id = '339901-01'") == [(60,)]


def test_the_digest_that_was_kept_is_the_digest_that_is_counted(station, new_station, ask):
    there = new_station("339901-02")
    ones = [station.file(name=name, sex="1") for name in ("赵", "钱", "孙")]
    station.push(
        station.amend(ones[0].id, ones[0], name="李"),
        station.amend(ones[0].id, ones[0], name="周"),
        station.op("erase", ones[1].id),
        station.op("move", ones[2].id, to=there.node.scope, reason="搬走"),
    )
    for scope in (station.node.scope, there.node.scope):
        rows = ask("select ent, id, seq, del, v, w from sync_row where scope = :s", s=scope)
        assert rows
        total = sum(int.from_bytes(digest.of_row(*row), "big") for row in rows) % (1 << 256)
        [(kept,)] = ask("select digest from scope where id = :s", s=scope)
        assert int.from_bytes(kept, "big") == total


def test_one_person_at_two_stations_is_known_to_the_county_by_no_name(
    station, new_station, book, ask
):
    there, office = new_station("339901-02"), new_station("339901-81")
    one = station.file(name="赵一", id_number="339901199001011234")
    two = there.file(name="赵一", id_number="339901199001011234")
    op = office.op("file", set={"name": "赵一", "id_number": "339901199001011234"}, actor="J1")
    assert office.answer(op) == "applied"
    with book.engine.connect() as connection:
        [found] = identities.duplicates(connection, 10)
    assert found.entries == (("339901-01", one.id), ("339901-02", two.id))
    assert "339901199001011234" not in str(ask("select * from identity"))
    there.push(there.op("withdraw", two.id, set={"~withdrawn": "2026-11-22T09:00:00Z"}))
    with book.engine.connect() as connection:
        assert not identities.duplicates(connection, 10)
