"""What the store keeps of a record, and what it gives back."""

from __future__ import annotations

import threading
from uuid import UUID

import pytest
from sqlalchemy import select, text

from station_app.access.records import amend, everything_about, undo, withdraw
from station_app.core.errors import Conflict, Refused
from station_app.people import service as people
from station_app.registers import REGISTERS
from station_app.residents import service
from station_app.storage import engine, log
from station_app.storage.tables import Operation

PEOPLE = REGISTERS["people"]
HOME = "演示县东门社区新丰街33号8栋4单元1604室"
ZHANG = {"name": "张三", "id_number": "339901198001010013"}


@pytest.fixture
def home(office, officer):
    (resident,) = office.do(
        officer, service.register_household, "register-household", HOME, [(ZHANG, {})]
    )
    return office.show(officer, "residents", resident)


def test_a_record_carries_its_organisation_and_an_id_that_never_tells_its_row(office, officer):
    person = office.person(officer)
    assert person.scope == "339901-01"
    assert isinstance(person.id, UUID)
    assert person.id.version == 7


def test_a_fact_is_withdrawn_with_a_reason_and_never_amended(office, officer, home):
    office.do(officer, service.sweep_dwelling, "sweep-dwelling", home.place_id, "found")
    register = REGISTERS["sweeps"]
    with officer.store.reading() as session:
        fact = session.scalars(select(register.record)).first()
    with (
        pytest.raises(Refused, match="作废"),
        officer.act("sweep") as act,
        act.inside(service_of("sweep"), "sweep"),
    ):
        act.amend(register, fact.id, {"remarks": "x"}, revision=1)


def service_of(right):
    from station_app.access.service import SERVICES

    return SERVICES[right]


def test_the_log_knows_which_operation_wrote_a_field_last(office, officer, store):
    person = office.person(officer)
    assert person.writers == {}
    changed = office.amend(officer, "people", person.id, name="张三丰")
    with store.reading() as session:
        filed, amended = [op for op, _ in log.operations(session, Operation.record_id == person.id)]
    assert changed.writers == {"name": str(amended.op_id)}
    assert amended.base == {"name": str(filed.op_id)}
    assert amended.acked_seq is None


def test_a_person_s_page_shows_what_its_purpose_needs_and_counts_the_rest(office, officer, home):
    do = ("everything-about:people", PEOPLE, home.person_id)
    shown, counted = office.do(officer, everything_about, *do, why="CASE")
    assert [(link.register, link.role) for link in shown] == [("residents", "resident")]
    assert counted == {}
    shown, counted = office.do(officer, everything_about, *do, why="CORRECTION")
    assert (shown, counted) == ([], {"residents": 1})


def test_merged_people_share_one_page_until_they_are_parted(office, officer, home):
    twin = office.person(officer, "张三")

    def links(id):
        right = "everything-about:people"
        return len(office.do(officer, everything_about, right, PEOPLE, id)[0])

    assert (links(home.person_id), links(twin.id)) == (1, 0)
    values = {"other": home.person_id}
    office.do(officer, people.merge, "merge-people", twin.id, values)
    assert (links(home.person_id), links(twin.id)) == (1, 1)
    assert office.show(officer, "people", home.person_id).id == twin.id
    office.do(officer, people.unmerge, "unmerge-people", twin.id, values)
    assert (links(home.person_id), links(twin.id)) == (1, 0)


def test_both_histories_outlive_a_merge(office, officer, home):
    twin = office.person(officer, "张三")
    values = {"other": home.person_id}
    office.do(officer, people.merge, "merge-people", twin.id, values)
    office.do(officer, people.unmerge, "unmerge-people", twin.id, values)
    with officer.store.reading() as session:
        kinds = [v.kind for v in log.history(session, home.person_id)]
    assert kinds == ["file", "merge", "unmerge"]


def test_a_merge_of_somebody_else_is_parted_by_the_chief_only(office, officer, home, desk_of):
    twin = office.person(officer, "张三")
    values = {"other": home.person_id}
    office.do(officer, people.merge, "merge-people", twin.id, values)
    with pytest.raises(Refused, match="所领导"):
        office.do(desk_of("officer", "李警官"), people.unmerge, "unmerge-people", twin.id, values)
    office.do(desk_of("chief"), people.unmerge, "unmerge-people", twin.id, values)


def test_a_record_stays_readable_when_its_row_is_gone(store, office, officer):
    person = office.person(officer)
    with store.writing() as session:
        session.execute(text("delete from person"))
    assert person.name == "张三"


def test_what_is_withdrawn_is_found_by_nothing_and_comes_back_whole(office, officer, ask):
    person = office.person(officer, **{k: v for k, v in ZHANG.items() if k != "name"})
    before = ask("select count(*) from search_key"), ask("select count(*) from digit_key")
    gone = office.do(officer, withdraw, "withdraw:people", PEOPLE, person.id, reason="误录")
    assert ask("select count(*) from search_key") == ask("select count(*) from digit_key") == 0
    with officer.store.reading() as session:
        last = list(log.history(session, gone.id))[-1]
    office.do(officer, undo, "undo", last.act)
    after = ask("select count(*) from search_key"), ask("select count(*) from digit_key")
    assert after == before


def test_only_the_keys_that_differ_are_written_again(office, officer, store):
    person = office.person(officer, id_number=ZHANG["id_number"])
    with store.reading() as session:
        before = set(session.execute(text("select lane, key from search_key")))
    office.amend(officer, "people", person.id, remarks="有犬")
    with store.reading() as session:
        assert set(session.execute(text("select lane, key from search_key"))) == before


def test_of_two_who_change_one_record_at_once_neither_is_lost(office, desk_of, officer):
    """Eight officers add a word each, reading again when told that somebody was first."""
    person = office.person(officer, remarks="")

    def add(word):
        desk = desk_of("officer", f"officer {word}")
        while True:
            found = office.show(desk, "people", person.id)
            try:
                office.do(
                    desk,
                    amend,
                    "amend:people",
                    PEOPLE,
                    person.id,
                    {"remarks": found.remarks + word},
                    revision=found.revision,
                )
            except (Conflict, Refused):
                continue
            return

    workers = [threading.Thread(target=add, args=(str(n),)) for n in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(office.show(officer, "people", person.id).remarks) == list("01234567")


def test_a_writer_who_waits_too_long_is_told_in_one_sentence(store, office, officer, monkeypatch):
    if store.engines.writing.dialect.name != "sqlite":
        pytest.skip("PostgreSQL has many writers")
    monkeypatch.setattr(engine, "PATIENCE", 0.1)
    store.dispose()
    with store.writing(), pytest.raises(Refused, match="稍候"), store.writing():
        pass
