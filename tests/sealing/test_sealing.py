"""封存: the record and all that told of it become one ciphertext, and only custodians open it."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import func, select, text

from station_app.core.errors import Absent, Refused
from station_app.registers import REGISTERS
from station_app.storage import seals
from station_app.storage.own_tables import Sealed, SealedKey
from station_app.storage.tables import (
    DigitKey,
    DutyRow,
    OpBody,
    Operation,
    Reference,
    SearchKey,
    Tally,
)
from station_app.workflows.check import check

HOME = {"street": "新丰街", "door": "33号"}


@pytest.fixture
def living(officer, office):
    """A foreigner at home: keys, references, duties, tallies, a history of two lines."""
    person = office.person(officer, "欧阳若兰", id_number="339901199003078016")
    place = office.file(officer, "places", line="演示县新丰街33号")
    resident = office.file(
        officer,
        "residents",
        person_id=str(person.id),
        place_id=str(place.id),
        resident_class="4",
        arrived_on="2026-03-01",
        remarks="只在封存里的话",
    )
    office.amend(officer, "residents", resident.id, remarks="改过的话")
    return person, place, resident


def rows(store, register, row):
    lanes = 2 * register.number, 2 * register.number + 1
    with store.reading() as session:
        text_keys = select(func.count()).where(SearchKey.lane.in_(lanes), SearchKey.row == row)
        digits = select(func.count()).where(DigitKey.register.in_(lanes), DigitKey.row == row)
        return session.scalar(text_keys), session.scalar(digits)


def left(store, id):
    with store.reading() as session:
        count = lambda *where: session.scalar(select(func.count()).where(*where))  # noqa: E731
        bodies = select(Operation.op_id).where(Operation.record_id == id)
        return {
            "references": count(Reference.from_id == id),
            "duties": count(DutyRow.record_id == id),
            "bodies": count(OpBody.op_id.in_(bodies)),
            "sealed": count(Sealed.record_id == id),
            "operations": count(Operation.record_id == id),
        }


def test_everything_that_told_of_it_is_gone_but_its_operations_without_bodies(living, seal, store):
    _person, _place, resident = living
    assert left(store, resident.id) | {"duties": 1} == {
        "references": 2, "duties": 1, "bodies": 2, "sealed": 0, "operations": 2,
    }  # fmt: skip
    seal("residents", resident.id)
    assert left(store, resident.id) == {
        "references": 0, "duties": 0, "bodies": 0, "sealed": 1, "operations": 3,
    }  # fmt: skip
    with store.reading() as session:
        assert session.get(REGISTERS["residents"].record, resident.row) is None


def test_a_person_is_found_by_no_key_once_sealed(officer, office, seal, store):
    person = office.person(officer, "欧阳若兰", id_number="339901199003078016")
    assert all(rows(store, REGISTERS["people"], person.row))
    seal("people", person.id)
    assert rows(store, REGISTERS["people"], person.row) == (0, 0)


def test_the_custodian_reads_all_of_it_and_nobody_else_anything(living, seal, store, halves):
    person, place, resident = living
    seal("residents", resident.id)
    with store.reading() as session:
        ((id, register, key),) = seals.keys(session, halves)
        opened = seals.opened(session, REGISTERS, id, key)
        box = session.get(Sealed, id).box
    assert (id, register) == (resident.id, "residents")
    assert opened.record.remarks == "改过的话"
    assert opened.record.arrived_on == resident.arrived_on
    assert opened.about == {person.id, place.id}
    for word in ("话", str(person.id), "remarks"):
        assert word.encode() not in box
    assert len(box) % 4096 == 16  # lengths tell nothing


def test_another_key_and_a_moved_box_open_nothing(living, seal, store, halves, second):
    _person, _place, resident = living
    seal("residents", resident.id)
    with store.writing() as session:
        assert list(seals.keys(session, second)) == []  # he was not admitted
        session.execute(text("update sealed set register = 'people'"))
        assert [key for _id, _register, key in seals.keys(session, halves)] == [None]
        session.rollback()


def test_without_custodian_nothing_is_sealed(officer, office, chief, seal, store):
    person = office.person(officer)
    with store.writing() as session:
        seals.leave(session, "chief")
    with pytest.raises(Refused, match="保管人"):
        seal("people", person.id)
    assert office.show(officer, "people", person.id).name == "张三"


def test_what_others_stand_on_is_not_sealed_from_under_them(living, seal):
    person, _place, _resident = living
    with pytest.raises(Refused, match="还有"):
        seal("people", person.id)


def test_an_unsealed_id_and_an_unknown_one_are_both_absent(living, seal):
    _person, _place, resident = living
    seal("residents", resident.id)
    with pytest.raises(Absent):
        seal("residents", resident.id)


def test_figures_stay_and_the_check_still_proves_them(living, seal, store, chief):
    _person, _place, resident = living
    before = tallies_of(store)
    assert before
    seal("residents", resident.id)
    assert tallies_of(store) == before
    with chief.survey("check") as act:
        assert check(act) == []


def test_the_check_finds_a_figure_that_was_altered_after_sealing(living, seal, store, chief):
    """The red run of the one above."""
    seal("residents", living[2].id)
    with store.writing() as session:
        session.execute(text("delete from gone_tally"))
    with chief.survey("check") as act:
        assert {finding.what for finding in check(act)} == {"tallies"}


@pytest.mark.parametrize(
    "left",
    [
        "insert into op_body (op_id, body) select op_id, '{}' from operation where record_id = "
        "(select record_id from sealed)",
        "update sealed_key set custodian = 'nobody'",
        "update sealed set box = substr(box, 1, 100)",
    ],
)
def test_the_check_finds_what_still_tells_of_a_sealed_record(living, seal, store, chief, left):
    seal("residents", living[2].id)
    with store.writing() as session:
        session.execute(text(left))
    with chief.survey("check") as act:
        assert {finding.what for finding in check(act)} == {"seals"}


def tallies_of(store):
    with store.reading() as session:
        return {
            (t.register, t.name, t.period, t.a, t.b, t.c): t.n
            for t in session.scalars(select(Tally))
        }


def test_the_event_of_sealing_names_no_record(living, seal, store, chief):
    _person, _place, resident = living
    act = seal("residents", resident.id)
    with store.reading() as session:
        query = "select body from audit_event order by number desc limit 1"
        body = json.loads(session.scalar(text(query)))
    assert body["event"] == "closed"
    assert body["gone"] == 1
    assert str(resident.id) not in json.dumps(body)
    assert act.changes.touch("residents")  # but open pages learn of it


def test_a_custodian_is_admitted_by_one_who_is_and_reads_what_was_sealed_before(
    living, seal, store, halves, second
):
    seal("residents", living[2].id)
    (public,) = second
    with store.writing() as session:
        assert seals.admit(session, halves, public, "chief") == 1
    with store.reading() as session:
        ((id, _register, key),) = seals.keys(session, second)
        assert seals.opened(session, REGISTERS, id, key)


def test_who_leaves_reads_nothing_sealed_before_or_after(
    living, officer, office, seal, store, halves, second
):
    seal("residents", living[2].id)
    (public,) = second
    with store.writing() as session:
        seals.admit(session, halves, public, "chief")
        seals.leave(session, "deputy")
    seal(
        "residents",
        office.file(
            officer, "residents", person_id=str(living[0].id), place_id=str(living[1].id)
        ).id,
    )
    with store.reading() as session:
        assert list(seals.keys(session, second)) == []
        assert len(list(seals.keys(session, halves))) == 2


def test_erasing_destroys_the_keys_and_leaves_the_ciphertext(living, seal, store, halves):
    id = living[2].id
    seal("residents", id)
    with store.writing() as session:
        assert seals.erase(session, [id]) == 1
    with store.reading() as session:
        assert list(seals.keys(session, halves)) == []
        assert session.scalar(select(func.count(SealedKey.record_id))) == 0
        assert session.get(Sealed, id) is not None
