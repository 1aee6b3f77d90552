"""Practice: forty supervised persons, of every category and in every state, the same each time."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from station_app.corrections.records import Supervision
from station_app.people.records import Person
from station_app.registers import ACTIONS
from station_app.storage.tables import DutyRow
from station_app.workflows.demo import fill

pytestmark = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)


def everybody(store):
    with store.reading() as session:
        rows = select(Supervision, Person).join(Person, Person.id == Supervision.person_id)
        return session.execute(rows.order_by(Supervision.row)).all()


def test_every_category_and_every_state_is_practised(new_store, desk_of):
    store = new_store()
    counts = fill(desk_of("corrections", on=store), people=175)
    found = everybody(store)
    assert counts["corrections"] == len(found) >= 22
    assert {one.category for one, _p in found} == {"control", "probation", "parole", "medical"}
    assert {one.state for one, _p in found} == {"expected", "under", "ended"}
    assert {one.grade for one, _p in found} == {None, "strict", "common", "relaxed"}
    assert {person.sex for _one, person in found} == {"1", "2"}
    assert any(one.minor for one, _p in found)
    assert any(one.report_late for one, _p in found)
    assert {one.worker for one, _p in found} == {"corrections"}
    assert all(person.id_number.startswith("339901") for _one, person in found)
    with store.reading() as session:
        owed = session.execute(select(DutyRow.register, DutyRow.action).distinct()).all()
    assert all(action in ACTIONS[register] for register, action in owed), owed
    owing = {register for register, _action in owed}
    assert {"corrections", "correction_papers", "injunctions", "assessments"} <= owing
    assert {"leaves", "searches", "relocations"} <= owing


def test_the_same_seed_gives_the_same_persons(new_store, desk_of):
    def played(seed):
        store = new_store()
        fill(desk_of("corrections", on=store), people=30, seed=seed)
        return [(p.id_number, one.document_number, one.crime) for one, p in everybody(store)]

    assert played(1) == played(1) != played(2)
