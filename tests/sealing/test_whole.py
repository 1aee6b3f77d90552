"""What goes along with a sealed record, what erasing leaves, and what figures may show."""

from __future__ import annotations

import base64
import io

import pytest
from PIL import Image
from sqlalchemy import func, select

from station_app.access.action import perform
from station_app.access.drafts import save_draft
from station_app.access.purposes import Purpose
from station_app.core.errors import Absent, Conflict, Damaged, Refused
from station_app.housing.records import HousePhoto
from station_app.people.service import merge, set_photo
from station_app.registers import ACTIONS, REGISTERS
from station_app.retention import service as retention
from station_app.sealing import service
from station_app.storage import seals, tallies
from station_app.storage.blobs import tidy_photo
from station_app.storage.own_tables import Draft, Sealed, SealedKey
from station_app.storage.tables import Alias

CASE = Purpose("CASE", "A3399010000002026030001")
PEOPLE = REGISTERS["people"]


def photograph(colour):
    raw = io.BytesIO()
    Image.new("RGB", (40, 50), colour).save(raw, "JPEG")
    return raw.getvalue()


def opened(store, halves):
    with store.reading() as session:
        found = seals.keys(session, halves)
        return [seals.opened(session, REGISTERS, id, key).record for id, _register, key in found]


def test_a_photograph_goes_into_the_seal_and_leaves_the_store(officer, office, seal, store, halves):
    one, other = office.person(officer, "欧阳若兰"), office.person(officer, "司马长风")
    for person, colour in ((one, "red"), (other, "red")):
        with officer.act("set-photo") as act:
            sha = set_photo(act, person.id, photograph(colour))
    seal("people", one.id)
    with store.writing() as session:
        assert store.blobs(session).get(sha)  # another shows it still
    seal("people", other.id)
    with store.writing() as session, pytest.raises(Damaged):
        store.blobs(session).get(sha)
    assert {record.photo for record in opened(store, halves)} == {sha}
    with store.reading() as session:
        for id, register, key in seals.keys(session, halves):
            box = session.get(Sealed, id).box
            held = seals._decrypt(key, box, seals._bound(register, id))["photographs"]
            assert base64.b64decode(held[sha]).startswith(b"\xff\xd8")


def test_the_photographs_of_a_house_are_sealed_with_it(officer, office, seal, store, halves):
    place = office.file(officer, "places", line="演示县新丰街33号")
    house = office.file(officer, "housing", place_id=str(place.id), let_from="2026-01-01").id
    with officer.jot("save-draft") as view:
        sha = view.blobs.put(tidy_photo(photograph("red")))
    for caption in ("正门", "楼梯间"):
        typed = {"photo": sha, "caption": caption}
        perform(officer, ACTIONS["housing"], "photograph", house, typed, CASE)
    seal("housing", house)
    assert sorted(record.caption for record in opened(store, halves)[1:]) == ["楼梯间", "正门"]
    with store.writing() as session:
        assert session.scalars(select(HousePhoto)).all() == []
        with pytest.raises(Damaged):
            store.blobs(session).get(sha)


def test_who_was_merged_into_it_is_sealed_with_it(officer, office, seal, store, halves):
    kept, gone = office.person(officer, "欧阳若兰"), office.person(officer, "欧阳若澜")
    with officer.act("merge-people") as act:
        merge(act, kept.id, {"other": gone.id})
    seal("people", kept.id)
    assert {record.name for record in opened(store, halves)} == {"欧阳若兰", "欧阳若澜"}
    with store.reading() as session:
        assert session.scalars(select(Alias)).all() == []
    for id in (kept.id, gone.id):
        with pytest.raises(Absent):
            office.show(officer, "people", id)


def test_what_was_begun_and_not_saved_is_gone_too(officer, office, seal, store):
    person = office.person(officer, "欧阳若兰")
    with officer.jot("save-draft") as view:
        save_draft(view, f"people/{person.id}", {"name": "欧阳若兰"})
        save_draft(view, "people/new", {"name": "李四"})
    seal("people", person.id)
    with store.reading() as session:
        assert [draft.place for draft in session.scalars(select(Draft))] == ["people/new"]


# Erasure: the keys are destroyed, by two, after somebody has read what it is


@pytest.fixture
def read(officer, office, seal, chief, desk_of, halves):
    """The chief has asked for, and may read, what is sealed about a person."""
    person = office.person(officer, "欧阳若兰")
    place = office.file(officer, "places", line="演示县新丰街33号")
    here = {"person_id": str(person.id), "place_id": str(place.id)}
    resident = office.file(officer, "residents", **here)
    seal("residents", resident.id)
    with chief.act("request-sealed", purpose=CASE) as act:
        one = service.request(act, "people", person.id, "行政复议决定撤销处罚")
    deputy = desk_of("chief", "deputy")
    with deputy.act("approve-sealed") as act:
        service.approve(act, one.id, halves)
    return resident.id, one.id


def look(desk, id):
    with desk.act("read-sealed", purpose=CASE) as act:
        return service.look(act, id)


def test_erasing_takes_two_and_leaves_a_ciphertext_that_nobody_opens(
    read, chief, desk_of, store, halves
):
    sealed, request = read
    with chief.act("propose-erasure") as act:
        one = retention.propose_erasure(act, request, "复议决定撤销，依法删除")
    with pytest.raises(Refused, match="另一人"), chief.act("approve-purge") as act:
        retention.approve(act, one.id)
    with desk_of("security").act("approve-purge") as act:
        assert retention.approve(act, one.id) == 1
    with store.reading() as session:
        assert session.get(Sealed, sealed) is not None
        assert session.scalar(select(func.count(SealedKey.record_id))) == 0
        assert list(seals.keys(session, halves)) == []
    with pytest.raises(Absent):
        look(chief, request)


def test_nobody_proposes_to_erase_what_another_may_read(read, desk_of):
    _sealed, request = read
    with (
        pytest.raises(Refused, match="须先有批准的"),
        desk_of("chief", "deputy").act("propose-erasure") as act,
    ):
        retention.propose_erasure(act, request, "误录")


def test_an_erasure_that_waits_too_long_is_proposed_again(read, chief, desk_of):
    from datetime import timedelta

    _sealed, request = read
    with chief.act("propose-erasure") as act:
        one = retention.propose_erasure(act, request, "复议决定撤销")
    late = desk_of("security", now=lambda: chief.now() + timedelta(hours=9))
    with pytest.raises(Conflict, match="名单已变"), late.act("approve-purge") as act:
        retention.approve(act, one.id)


# Figures


def test_figures_count_the_sealed_and_show_no_cell_below_five(officer, office, seal, store):
    place = office.file(officer, "places", line="演示县新丰街33号")
    for n, kind in enumerate("4444441"):
        person = office.person(officer, "欧阳" + "甲乙丙丁戊己庚"[n])
        here = {"person_id": str(person.id), "place_id": str(place.id), "since": "2026-03-02"}
        more = {"arrived_on": "2026-03-02"} if kind == "4" else {}
        resident = office.file(officer, "residents", **here, resident_class=kind, **more)
    seal("residents", resident.id)
    register = REGISTERS["residents"]
    name = next(iter(register.tallies))
    with store.reading() as session:
        counted = tallies.table(session, register, name, "2026-03-01", "2026-03-31")
        later = tallies.table(session, register, name, "2026-04-01", "2026-04-30")
    assert sorted(counted.values()) == [1, 6]
    assert later == {}
    assert set(tallies.shown(counted).values()) == {None}  # the six would give the one away


@pytest.mark.parametrize(
    ("figures", "shown"),
    [
        ({"a": 5, "b": 9}, {"a": 5, "b": 9}),
        ({"a": 4}, {"a": None}),
        ({"a": 1, "b": 2, "c": 30}, {"a": None, "b": None, "c": 30}),
        ({"a": 1, "b": 7, "c": 30}, {"a": None, "b": None, "c": 30}),
        ({"a": 0, "b": 7}, {"a": 0, "b": 7}),
    ],
)
def test_one_small_cell_takes_its_next_with_it(figures, shown):
    assert tallies.shown(figures) == shown
