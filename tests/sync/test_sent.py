"""What one organisation asks of another goes by the county: that alone, and nothing else of it."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from station_app.access import action
from station_app.access import service as declaring
from station_app.access.purposes import Purpose
from station_app.copies.records import CorrectionTask
from station_app.core.errors import Refused
from station_app.county.tables import ROW
from station_app.notes.records import Note
from station_app.people.records import Person
from station_app.registers import ACTIONS, REGISTERS
from station_app.relocations.records import IN, Relocation
from station_app.storage.tables import DutyRow, OpBody, Operation
from station_app.sync.exchange import exchange
from station_app.sync.quarantine import NOT_THERE, WHY, refusals
from tests.corrections.supervised import perform, taken_over
from tests.sync.conftest import settle

pytestmark = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)
POLICE, OFFICE, OTHER = "339901-01", "339901-81", "339901-82"
ASKED = {"kind": "协助查找", "what": "失去联系，请协助查找", "document_number": "演矫函〔2026〕3号"}


@pytest.fixture
def three(new_replica):
    """A police station and two correction offices of one county."""
    kinds = {POLICE: "police", OFFICE: "justice", OTHER: "justice"}
    found = [new_replica(scope, kind=kind) for scope, kind in kinds.items()]
    for one in found:
        role = "officer" if one.kind == "police" else "corrections"
        one.sync = lambda one=one, role=role: exchange(one.desk(role), one.county)
    return found


def _every(replica, kind):
    with replica.store.reading() as session:
        return session.scalars(select(kind).order_by(kind.row)).all()


def _step(replica, register, name, id, **typed):
    desk = replica.desk("corrections")
    purpose = Purpose("CORRECTION", "2026-17")
    return action.perform(desk, ACTIONS[register], name, id, typed, purpose).ids


def test_police_are_asked_and_hear_nothing_else(three, book):
    police, office, other = three
    worker = office.desk("corrections")
    one = taken_over(worker)
    taken_over(worker, person={"name": "钱别"})
    [_one, note] = _step(
        office, "corrections", "police_task", one.id, **ASKED, to=POLICE, until="2026-03-20"
    )
    [said] = [found.said for found in _every(office, Note) if found.id == note]
    assert said == (
        "2026-03-09 经县局送 339901-01：协助查找，演矫函〔2026〕3号，失去联系，请协助查找，"
        "要求 2026-03-20 前反馈"
    )
    settle(*three)
    [person], [task] = _every(police, Person), _every(police, CorrectionTask)
    assert (person.name, person.id_number) == ("周强", "339901198801010011")
    assert person.id != one.person_id, "neither id leads to the other record"
    assert (task.person_id, task.kind, task.what) == (person.id, "search", ASKED["what"])
    with police.store.reading() as session:
        [duty] = session.scalars(select(DutyRow).where(DutyRow.record_id == task.id))
        assert set(session.scalars(select(Operation.register))) == {"people", "correction_tasks"}
    assert (duty.rule, duty.due_on.isoformat()) == ("correction_task_due", "2026-03-20")
    assert not _every(other, Person)
    assert not _every(office, CorrectionTask)
    assert [each.faults() for each in three] == [[], [], []]
    done = {"outcome": "已查找到", "handled_by": "王警"}
    desk = police.desk("officer")
    purpose = Purpose("CASE", "2026-17")
    action.perform(desk, ACTIONS["correction_tasks"], "finish", task.id, done, purpose)
    settle(*three)
    assert _every(police, CorrectionTask)[0].state == "done"
    with book.engine.connect() as connection:
        ents = connection.scalars(select(ROW.c.ent).where(ROW.c.scope == POLICE))
        assert set(ents) == {"people", "correction_tasks"}


def test_a_search_and_a_letter_to_another_office_go_with_the_step_itself(three):
    police, office, other = three
    worker = office.desk("corrections")
    one = taken_over(worker)
    search = perform(worker, "search_person", one.id, methods="电话").ids[-1]
    _step(office, "searches", "ask_police", search, asked_number="演矫查1号", to=POLICE)
    [move] = _step(
        *(office, "corrections", "change_of_place", one.id),
        other_organ="石桥县社区矫正管理局",
        destination="河西路8号",
        reason="迁居",
    )
    _step(office, "relocations", "ask", move, letter_number="演矫征1号", to=OTHER)
    settle(*three)
    [task] = _every(police, CorrectionTask)
    assert (task.kind, task.document_number) == ("search", "演矫查1号")
    [came] = _every(other, Relocation)
    assert (came.direction, came.letter_number, came.destination) == (IN, "演矫征1号", "河西路8号")
    assert came.supervision_id is None
    assert [person.name for person in _every(other, Person)] == ["周强"]
    [owed] = _step(other, "relocations", "answer", came.id, answer="agree")
    assert owed == came.id
    assert not _every(police, Relocation)
    assert [each.faults() for each in three] == [[], [], []]


def test_what_the_county_cannot_deliver_waits_with_its_reason(three):
    _police, office, _other = three
    one = taken_over(office.desk("corrections"))
    for to in (OTHER, "339901-77"):
        _step(office, "corrections", "police_task", one.id, **ASKED, to=to)
    with pytest.raises(Refused, match="不能是本所"):
        _step(office, "corrections", "police_task", one.id, **ASKED, to=OFFICE)
    office.sync()
    with office.desk("corrections").view("quarantine") as view:
        told = {(one.register, one.why) for one in refusals(view)}
    along = WHY["together"]
    assert told == {
        *(("people", along), ("correction_tasks", NOT_THERE)),  # an office is asked nothing
        *(("people", NOT_THERE), ("correction_tasks", along)),  # nobody has this number
    }


@pytest.mark.parametrize("when", ["sent", "refused", "not sent yet"])
def test_what_was_sent_of_somebody_is_erased_with_him(three, book, when, monkeypatch):
    police, office, other = three
    one = taken_over(office.desk("corrections"))
    to = "339901-77" if when == "refused" else POLICE
    _step(office, "corrections", "police_task", one.id, **ASKED, to=to, until="2026-03-20")
    place = (office, "corrections", "change_of_place", one.id)
    [move] = _step(
        *place, other_organ="石桥县社区矫正管理局", destination="河西路8号", reason="随配偶迁居"
    )
    _step(office, "relocations", "ask", move, letter_number="演矫征1号", to=OTHER)
    if when != "not sent yet":
        settle(*three)
    monkeypatch.setattr(declaring, "SERVICES", dict(declaring.SERVICES))

    @declaring.service(right="undo", audit="erased")
    def erase(act):
        gone = ("relocations", move), ("corrections", one.id), ("people", one.person_id)
        for name, id in gone:
            act.purge(REGISTERS[name], id)

    with office.desk("chief").act("undo") as act:
        erase(act)
    settle(*three)
    with office.store.reading() as session:
        bodies = str(session.scalars(select(OpBody.body)).all())
    assert [word for word in ("周强", "339901198801010011", "随配偶迁居") if word in bodies] == []
    with office.desk("chief").view("quarantine") as view:
        assert refusals(view) == []
    assert [each.faults() for each in three] == [[], [], []]
    assert len(_every(police, Person)) == (when == "sent")
    assert len(_every(other, Person)) == (when != "not sent yet")
    if when == "not sent yet":
        with book.engine.connect() as connection:
            assert connection.scalar(select(func.count()).select_from(ROW).where(~ROW.c.gone)) == 0
