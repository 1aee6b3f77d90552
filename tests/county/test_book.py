"""What a county answers: one played log, asked from many sides."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from station_app.core.ids import new_id
from station_app.county import digest, identities
from station_app.county.book import Wire
from station_app.sync.county import Denied
from station_app.sync.protocol import Account


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
    batch = station.batch(good, bad, together=True)
    whole = batch.model_copy(update={"tx": [*batch.tx, *station.batch(after).tx]})
    said = station.county.push(whole).acks
    assert [said[op.op].code for op in (good, bad)] == ["together", "absent"]
    assert said[after.op].seq == 1  # what fell leaves no gap
    del said[after.op]
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


def test_an_older_program_is_read_and_a_newer_one_asked_to_wait(new_county, new_station):
    def renamed(register, values):
        return {"name" if field == "called" else field: v for field, v in values.items()}

    county = new_county(wire=Wire(newest=2, oldest=2, steps={1: renamed}))
    old, newer = new_station(on=county, schema=1), new_station(on=county, schema=3)
    filed = old.op("file", set={"called": "赵一", "unknown": {"kept": [1]}})
    assert old.answer(filed) == "applied"
    with pytest.raises(Denied, match="请先升级程序"):  # what it would not understand
        old.county.pull(old.node.scope, 0)
    with pytest.raises(Denied, match="待县局升级"):
        newer.push(newer.op("file", set={"name": "钱二"}))
    now = new_station(on=county, schema=2)
    [row] = now.rows()
    assert row.v == {"name": "赵一", "unknown": {"kept": [1]}}


def test_a_case_is_decided_by_neither_of_the_two(station, new_station):
    other = new_station()
    filed = station.file()
    kept = station.amend(filed.id, filed, name="赵二")
    station.push(kept)
    other.push(other.amend(filed.id, filed, name="赵三"))

    def decide(actor, reason="已核对证件"):
        base = {"name": str(kept.op)}
        op = station.op("resolve", filed.id, set={"name": "赵三"}, base=base, reason=reason)
        return station.answer(op.model_copy(update={"actor": actor}))

    assert decide("A001") == ("rejected", "own-case")
    assert decide("A002") == ("rejected", "role")
    assert decide("A000", reason="") == ("rejected", "body")
    assert decide("A000") == "applied"
    assert station.row(filed.id).v["name"] == "赵三"
    assert station.cases()[0].v["closed_by"] == "339901-01/A000"
    assert decide("A000") == ("rejected", "closed")


WALLS = [  # who, what, and the code under which it is rejected
    ("339901-01", {"ent": "corrections", "kind": "file"}, "register"),
    ("339901-81", {"ent": "cases", "kind": "file", "actor": "J1"}, "register"),
    ("339901-01", {"ent": "cases", "kind": "file", "actor": "A003"}, "role"),  # auxiliary
    ("339901-01", {"ent": "people", "kind": "file", "actor": "nobody"}, "role"),
    ("339901-01", {"ent": "~conflict", "kind": "file"}, "register"),
    ("339901-01", {"ent": "people", "kind": "file", "set": {"~withdrawn": "x"}}, "body"),
    ("339901-01", {"ent": "people", "kind": "file", "set": {"name": "\x00"}}, "body"),
    ("339901-01", {"ent": "people", "kind": "file", "set": {"name": 1.5}}, "body"),
    ("339901-01", {"ent": "people", "kind": "file", "at": "gestern"}, "body"),
    ("339901-01", {"ent": "tasks", "kind": "file", "set": {"on": "gestern"}}, "body"),
    ("339901-01", {"ent": "people", "kind": "merge", "set": {"~kept": "niemand"}}, "body"),
    ("339901-01", {"ent": "people", "kind": "withdraw", "set": {"~withdrawn": "ja"}}, "body"),
    ("339901-01", {"ent": "people", "kind": "move", "to": "339901-81"}, "scope"),
    ("339901-01", {"ent": "people", "kind": "move", "to": "339999-99"}, "scope"),
    ("339901-01", {"ent": "residents", "kind": "move", "to": "339901-02"}, "register"),
    ("339901-81", {"ent": "relocations", "kind": "send", "to": "339901-02"}, "scope"),
    ("339901-81", {"ent": "corrections", "kind": "send", "to": "339901-82"}, "register"),
    ("339901-81", {"ent": "relocations", "kind": "send", "to": "339901-82"}, ""),
    ("339901-81", {"ent": "correction_tasks", "kind": "send", "to": "339901-01"}, ""),
    ("339901-81", {"ent": "people", "kind": "send", "to": "339901-01"}, "register"),
    ("339901-01", {"ent": "correction_tasks", "kind": "send", "to": "339901-02"}, "scope"),
]


def test_nothing_crosses_a_wall_but_what_may(new_station):
    stations = {scope: new_station(scope) for scope in ("339901-01", "339901-81")}
    for scope, parts, code in WALLS:
        actor = {"actor": "J1" if scope == "339901-81" else "A001"}
        said = {} if parts["kind"] == "move" else {"set": {"reason": "甲"}}
        op = stations[scope].op(**{**actor, **said, **parts})
        expected = ("rejected", code) if code else "applied"
        assert stations[scope].answer(op) == expected, parts


def test_what_was_sent_lies_with_whom_it_was_sent_to_alone(new_station, ask):
    office, police = new_station("339901-81"), new_station("339901-01")
    sent = office.op(
        "send", ent="correction_tasks", set={"what": "查找"}, to="339901-01", actor="J1"
    )
    office.push(sent)
    assert not office.rows()
    assert police.row(sent.id).v == {"what": "查找"}
    assert police.row(sent.id).by == "339901-81/J1"
    assert "查找" not in str(ask("select body from op_body where scope = '339901-81'"))
    edit = police.amend(sent.id, sent, "correction_tasks", what="查找一人")
    assert police.answer(edit) == "applied"


def test_what_a_station_owes_is_less_by_what_it_has_brought(station, ask):
    def owed():
        return ask("select waiting, oldest from device where id = :id", id=station.node.device)

    station.hello(waiting=2, oldest="2026-11-20T01:00:00+00:00")
    one = station.op("file", set={"name": "赵一"})
    for _again in range(2):
        station.push(one)
        assert owed() == [(1, "2026-11-20T01:00:00+00:00")]
    station.push(station.op("file", set={"name": "钱二"}), station.op("file", set={"name": "孙三"}))
    assert owed() == [(0, "")]


def test_the_roles_of_yesterday_hold_for_what_was_written_then(station):
    was = [Account(name="A001", role="clerk")]
    station.hello(officers=was)
    assert station.answer(station.op("file", ent="cases", set={"name": "甲"})) == "applied"


def test_a_page_never_cuts_what_one_operation_changed(station):
    filed = station.file(name="赵", sex="1", remarks="甲")
    station.push(station.amend(filed.id, filed, name="钱", sex="2"))
    station.push(station.amend(filed.id, filed, name="孙", sex="9"))
    page = station.county.pull(station.node.scope, 2, 1)
    assert [row.ent for row in page.rows] == ["~conflict", "~conflict"]
    assert (page.upto, page.head) == (3, 3)
