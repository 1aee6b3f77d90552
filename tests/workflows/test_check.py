"""The check finds whatever no longer says what the records say; each is broken here on purpose."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select, text

from station_app.core.errors import Refused
from station_app.core.ids import new_id
from station_app.people.service import merge
from station_app.residents import service
from station_app.residents.records import Resident
from station_app.storage import references
from station_app.storage.tables import Alias
from station_app.workflows.check import RECOMPUTE, check
from station_app.workflows.rebuild import rebuild

HOME = "演示县东门社区新丰街33号8栋4单元1604室"


@pytest.fixture
def living(office, officer):
    person = {"name": "张三", "id_number": "339901198001010013"}
    stay = {"arrived_on": officer.today, "stay_reason": "01"}
    return office.do(
        officer, service.register_household, "register-household", HOME, [(person, stay)]
    )


def found(desk):
    with desk.act("check") as act:
        return {finding.what for finding in check(act)}


def test_a_station_just_filled_is_sound(officer, living):
    assert found(officer) == set()


@pytest.mark.parametrize(
    ("what", "damage"),
    [
        ("keys", "delete from search_key where key = '张三'"),
        ("keys", "insert into search_key values (2, '李四', 1)"),
        ("keys", "delete from digit_key where row = 1"),
        ("references", "delete from reference"),
        ("references", "update reference set since = '2001-01-01'"),
        ("references", "update reference set role = 'owner'"),
        ("duties", "delete from duty"),
        ("duties", "update duty set due_on = '2030-01-01'"),
        ("duties", "update duty set owner = 'clerk'"),
        ("duties", "update duty set action = 'other'"),
        ("scope", "update person set scope = '339901-02'"),
        ("operations", "update person set name = '李四'"),
        ("operations", "update person set revision = 7"),
        ("operations", "delete from op_body"),
        ("tallies", "update tally set n = n + 1"),
        ("tallies", "delete from tally"),
        ("audit", "update audit_event set hash = 'x' where number = 1"),
        ("audit", "delete from audit_event where number = 1"),
        ("actors", "update operation set actor = '王警官' where n = 1"),
        ("actors", "update operation set actor = '王警官'"),
    ],
)
def test_damage_is_named(officer, store, living, what, damage):
    with store.writing() as session:
        session.execute(text(damage))
    assert what in found(officer)


@pytest.mark.parametrize("table", ["sweep", "resident", "person", "place"])
def test_a_record_taken_away_past_every_act_is_missed(officer, office, store, living, table):
    with officer.view("agenda") as view:
        resident = view.all(select(Resident))[0]
    swept = {"result": "1", "on": officer.today, "remarks": ""}
    office.do(officer, service.sweep, "sweep", resident.id, swept)
    assert found(officer) == set()
    with store.writing() as session:
        session.execute(text(f"delete from {table}"))
    assert "operations" in found(officer)


@pytest.mark.parametrize(
    ("what", "table", "id"),
    [("references", "reference", "from_id"), ("duties", "duty", "record_id")],
)
def test_what_tells_of_a_record_that_never_was_is_named(officer, store, living, what, table, id):
    never = "x'00112233445566778899aabbccddeeff'"
    if store.engines.writing.dialect.name == "postgresql":
        never = "'00112233-4455-6677-8899-aabbccddeeff'"
    with store.writing() as session:
        first = f"select {id} from {table} limit 1"
        session.execute(text(f"update {table} set {id} = {never} where {id} in ({first})"))
    with officer.act("check") as act:
        assert any("00112233" in one.where for one in check(act) if one.what == what)


@pytest.fixture
def merged(office, officer):
    """Two entries, the second of which stands for the first."""
    gone, kept = office.person(officer), office.person(officer)
    office.do(officer, merge, "merge-people", kept.id, {"other": gone.id})
    return gone.id, kept.id


def test_a_merge_made_by_an_act_is_sound(officer, merged):
    assert found(officer) == set()


@pytest.mark.parametrize(
    "damage",
    [
        "update alias set kept_id = gone_id",
        "update alias set act_id = gone_id",
        "delete from operation where kind = 'merge'",
    ],
)
def test_entries_that_no_act_has_merged_are_named(officer, store, merged, damage):
    with store.writing() as session:
        session.execute(text(damage))
    with officer.act("check") as act:
        assert str(merged[0]) in {one.where for one in check(act) if one.what == "aliases"}


def test_a_ring_of_merges_made_by_hand_is_named_and_hangs_nothing(officer, store, merged):
    gone, kept = merged
    with store.writing() as session:
        session.add(Alias(gone_id=kept, kept_id=gone, act_id=new_id()))
    with store.reading() as session:
        assert {references.kept(session, gone), references.kept(session, kept)} <= set(merged)
        assert sorted(references.family(session, gone)) == sorted(merged)
    with officer.act("check") as act:
        assert [one.where for one in check(act)] == [str(kept)]


def test_a_photograph_that_is_gone_is_named(officer, office, store, living):
    person = office.person(officer, "李四")
    office.amend(officer, "people", person.id, photo="a" * 64)
    assert found(officer) == {"blobs"}


def test_findings_name_ids_and_never_people(officer, store, living):
    with store.writing() as session:
        session.execute(text("update person set name = '李四'"))
    with officer.act("check") as act:
        said = " ".join(f"{f.where} {f.mend}" for f in check(act))
    assert "people/" in said
    assert "李四" not in said
    assert "张三" not in said


def test_the_check_tells_how_far_it_is_until_nothing_is_left(officer, living):
    heard = []
    with officer.act("check") as act:
        check(act, lambda *told: heard.append(told))
    assert heard[0][1] > 0
    assert heard[-1] == (sum(heard[0]), 0)


def test_a_check_that_is_stopped_says_nothing(officer, store, living):
    def stop(done, left):
        raise InterruptedError

    with pytest.raises(InterruptedError), officer.act("check") as act:
        check(act, stop)
    with store.reading() as session:
        assert not session.scalar(
            text("select count(*) from audit_event where body like '%\"checked\"%'")
        )


# Worked out anew


FOLLOW = "search_key", "reference", "duty", "tally"
DERIVED = {
    "gone": [f"delete from {table}" for table in (*FOLLOW, "digit_key")],
    "changed": [
        "insert into search_key values (2, '李四', 1)",
        "insert into search_key values (2, '李四', 999)",  # of a record that is gone
        "update reference set since = '2001-01-01'",
        "update duty set due_on = '2030-01-01', owner = 'clerk'",
        "update tally set n = n + 1",
    ],
}


@pytest.mark.parametrize("damage", DERIVED)
def test_what_the_check_asks_to_be_worked_out_anew_is_whole_afterwards(
    desk_of, officer, store, living, ask, damage
):
    before = [
        ask(f"select count(*) from {t}") for t in ("search_key", "reference", "duty", "tally")
    ]
    with store.writing() as session:
        for statement in DERIVED[damage]:
            session.execute(text(statement))
    with officer.act("check") as act:
        asked = {str(finding.mend) for finding in check(act)}
    assert asked == {str(RECOMPUTE)}
    rebuild(desk_of("admin"))
    assert found(officer) == set()
    after = [ask(f"select count(*) from {t}") for t in ("search_key", "reference", "duty", "tally")]
    assert after == before


def test_sealed_and_purged_records_stay_counted_when_figures_are_made_anew(desk_of, living, store):
    with store.writing() as session:
        cell = "('residents', 'arrived', '2026-03-01', '', '', '', 3)"
        session.execute(text(f"insert into gone_tally values {cell}"))
        session.execute(text("delete from tally"))
    rebuild(desk_of("admin"))
    assert found(desk_of("officer")) == set()


def test_only_the_administrator_has_it_worked_out_anew(officer, living):
    with pytest.raises(Refused):
        rebuild(officer)


def test_it_is_told_to_the_log_at_both_ends(desk_of, living, store):
    rebuild(desk_of("admin"))
    with store.reading() as session:
        bodies = session.scalars(text("select body from audit_event order by number")).all()
    told = [json.loads(body)["event"] for body in bodies if json.loads(body)["officer"] == "admin"]
    assert told == ["rebuild begun", "rebuilt"]
