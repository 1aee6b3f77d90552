"""备注、扫描件: on any record, by who may read it, gone with the record it is about."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from station_app.access import action, records
from station_app.access.purposes import Purpose
from station_app.core.errors import Refused, Rejected
from station_app.notes.service import notes_of
from station_app.registers import ACTIONS, REGISTERS
from station_app.storage import lift
from station_app.storage.blobs import tidy_photo
from station_app.workflows.check import check

VISIT = Purpose("VISIT", "2026-17")
PEOPLE = REGISTERS["people"]


@pytest.fixture
def person(office, officer):
    return office.person(officer, "单雄信", id_number="339901198001010013").id


def note(desk, id, register="people", **typed):
    return action.perform(desk, ACTIONS[register], "note", id, typed, VISIT).ids[0]


def noted(desk, id):
    with desk.act("show:people", purpose=VISIT) as act:
        return [(one.note.said, one.officer) for one in notes_of(act, PEOPLE, id)]


def scan(desk):
    raw = BytesIO()
    Image.new("RGB", (60, 40), "white").save(raw, "JPEG")
    with desk.jot("save-draft") as view:
        return view.blobs.put(tidy_photo(raw.getvalue()))


def test_a_note_says_who_wrote_it_and_the_last_stands_first(desk_of, officer, person):
    note(officer, person, said="上门未遇，邻居称月底回来")
    note(desk_of("clerk"), person, said="已电话联系")
    assert noted(officer, person) == [
        ("已电话联系", "clerk"),
        ("上门未遇，邻居称月底回来", "officer"),
    ]
    with officer.act("check") as act:
        assert check(act) == []


def test_a_scan_may_stand_alone_but_nothing_at_all_is_no_note(officer, person):
    note(officer, person, scan=scan(officer))
    assert noted(officer, person) == [("", "officer")]
    with pytest.raises(Rejected):
        note(officer, person)


def test_an_address_takes_a_note_as_a_person_does(office, officer):
    place = office.file(officer, "places", county="演示县", street="文化路", door_plate="8号")
    assert note(officer, place.id, "places", said="门牌脱落")


def test_who_may_not_read_a_record_may_not_note_it(desk_of, officer, person):
    with pytest.raises(Refused):
        note(desk_of("auditor"), person, said="x")
    with pytest.raises(Refused), desk_of("corrections").act("note", purpose=VISIT) as act:
        ACTIONS["residents"]["note"].run(act, person, {"said": "x", "scan": None})


def test_one_entered_by_mistake_is_withdrawn_with_a_reason(officer, person):
    wrong = note(officer, person, said="记错人了")
    with officer.act("withdraw:notes", purpose=VISIT) as act:
        records.withdraw(act, REGISTERS["notes"], wrong, reason="记错人")
    assert noted(officer, person) == []


def test_what_is_sealed_or_destroyed_takes_its_notes_along(store, officer, person):
    kept = note(officer, person, said="家属来所说明情况")
    with store.writing() as session:
        gone = {one.id for _of, one in lift.whole(session, REGISTERS, PEOPLE, person)}
        without = {n: r for n, r in REGISTERS.items() if n != "notes"}
        left = {one.id for _of, one in lift.whole(session, without, PEOPLE, person)}
    assert kept in gone
    assert kept not in left
