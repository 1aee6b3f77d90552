"""到期销毁: due by rule, proposed by one, decided by another, certified; nothing else is left."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select, text

from station_app.access import records
from station_app.access.purposes import Purpose
from station_app.core.errors import Absent, Conflict, Refused
from station_app.core.texts import render
from station_app.printing.reading import papers_of
from station_app.registers import FORMS, REGISTERS
from station_app.retention import service
from station_app.retention.rules import KEPT, digest
from station_app.storage.tables import DigitKey, OpBody, Operation, Reference, SearchKey
from station_app.workflows.check import check
from station_app.workflows.paper import print_form

TASK = Purpose("TASK", "2026-17")
RESIDENTS = KEPT[0]
LATER = datetime(2031, 4, 1, 2, tzinfo=UTC)  # five years after he left, and some days


@pytest.fixture
def left(officer, office):
    """Two who moved away in March 2026, one who still lives here."""
    place = office.file(officer, "places", line="演示县新丰街33号")
    found = []
    for name, until in (("欧阳若兰", "2026-03-08"), ("司马长风", "2026-03-09"), ("李四", "")):
        person = office.person(officer, name)
        here = {"person_id": str(person.id), "place_id": str(place.id), "since": "2026-01-01"}
        filed = office.file(officer, "residents", **here, remarks="只此一句")
        if until:
            from station_app.residents.service import move_out

            values = {"on": datetime.fromisoformat(until).date(), "moved_to": None, "reason": None}
            with officer.act("move-out", purpose=TASK) as act:
                move_out(act, filed.id, values)
        found.append(filed.id)
    return found


@pytest.fixture
def later(desk_of):
    return lambda role, name=None: desk_of(role, name, now=lambda: LATER)


def due(desk):
    with desk.view("retention-due") as view:
        return {one.kept: (one.count, one.oldest) for one in service.due(view)}


def propose(desk, kept=RESIDENTS, reason="保存期限届满"):
    with desk.act("propose-purge") as act:
        return service.propose(act, kept, reason)


def approve(desk, id):
    with desk.act("approve-purge") as act:
        return service.approve(act, id)


def test_nothing_is_due_before_its_day(left, chief, desk_of):
    assert set(due(chief).values()) == {(0, None)}
    day = datetime(2031, 3, 8, 2, tzinfo=UTC)
    for add, count in ((0, 0), (1, 1), (2, 2)):
        on = day.replace(day=8 + add)
        assert due(desk_of("chief", now=lambda on=on: on))[RESIDENTS][0] == count
    with pytest.raises(Refused, match="没有到期"):
        propose(chief)


def test_two_hands_destroy_what_is_due_and_nothing_else(left, later, store):
    one = propose(later("chief"))
    assert (one.count, one.digest) == (2, digest(left[:2]))
    assert approve(later("security"), one.id) == 2
    with store.reading() as session:
        resident = REGISTERS["residents"].record
        assert session.scalars(select(resident.id)).all() == [left[2]]
        bodies = select(OpBody.body).join(Operation, OpBody.op_id == Operation.op_id)
        held = session.scalars(bodies.where(Operation.record_id.in_(left[:2]))).all()
        assert held == [{}, {}]  # of the tombstones
        references = select(func.count()).where(Reference.from_id.in_(left[:2]))
        assert session.scalar(references) == 0
    with later("chief").survey("check") as act:
        assert check(act) == []


def test_who_proposes_does_not_decide(left, later):
    one = propose(later("chief"))
    with pytest.raises(Refused, match="另一人"):
        approve(later("chief"), one.id)
    with pytest.raises(Refused, match="权限"):
        approve(later("officer"), one.id)
    assert approve(later("chief", "deputy"), one.id) == 2


def test_a_list_that_changed_meanwhile_is_not_destroyed(left, later, officer):
    one = propose(later("chief"))
    with officer.act("undo") as act:
        last = act.session.scalar(select(func.max(Operation.n)))
        records.undo(act, act.session.get(Operation, move_of(act, left[0])).act_id)
        assert last
    with pytest.raises(Conflict, match="名单已变"):
        approve(later("security"), one.id)
    assert due(later("chief"))[RESIDENTS][0] == 1


def move_of(act, id):
    return act.session.scalar(
        select(Operation.n).where(Operation.record_id == id, Operation.kind == "state")
    ) or act.session.scalar(select(func.max(Operation.n)).where(Operation.record_id == id))


def test_it_is_decided_once_and_a_refusal_says_why(left, later):
    one = propose(later("chief"))
    with later("security").act("refuse-purge") as act:
        service.refuse(act, one.id, "尚有诉讼未结")
    with pytest.raises(Conflict, match="已经审批"):
        approve(later("security"), one.id)
    with later("chief").view("purges") as view:
        (line,) = service.purges(view)
    assert (line.approved, line.refusal) == (False, "尚有诉讼未结")
    assert due(later("chief"))[RESIDENTS][0] == 2


def test_what_was_destroyed_is_absent_and_its_undoing_is_refused(left, later, officer):
    one = propose(later("chief"))
    desk = later("security")
    with desk.act("approve-purge") as act:
        service.approve(act, one.id)
    with pytest.raises(Absent), later("officer").act("show:residents", purpose=TASK) as look:
        records.show(look, REGISTERS["residents"], left[0])
    with pytest.raises(Refused), later("chief").act("undo") as back:
        records.undo(back, act.stamp.act_id)


def test_the_event_says_what_by_which_rule_and_names_nobody(left, later, store):
    one = propose(later("chief"))
    approve(later("security"), one.id)
    with store.reading() as session:
        body = session.scalar(text("select body from audit_event order by number desc limit 1"))
    event = json.loads(body)
    assert (event["event"], event["rule"], event["removed"]) == ("purged", RESIDENTS.rule, 2)
    assert not any(str(id) in body for id in left)
    assert event["digest"] == digest(left[:2])


def test_the_certificate_says_what_how_many_by_whom_under_which_rule(left, later):
    one = propose(later("chief"))
    form = FORMS["purge_certificate"]
    with (
        pytest.raises(Refused, match="还没有批准"),
        later("chief").act("print", purpose=TASK) as act,
    ):
        print_form(act, form, one.id)
    approve(later("security"), one.id)
    with later("chief").act("print", purpose=TASK) as act:
        paper = print_form(act, form, one.id)
    said = papers_of(paper.pdf)[0].text
    for word in ("到期销毁证明", "居住登记保存期限", "60", "chief", "security", one.number, "2 条"):
        assert word in said, word
    assert one.digest in said.replace("\n", "").replace(" ", "")
    assert "欧阳" not in said


def test_a_record_entered_by_mistake_is_due_a_year_after(officer, office, later):
    person = office.person(officer, "欧阳若兰")
    office.do(
        officer, records.withdraw, "withdraw:people", REGISTERS["people"], person.id, reason="误录"
    )
    kept = next(k for k in KEPT if (k.rule, k.register) == ("retention_withdrawn", "people"))
    assert due(later("chief"))[kept][0] == 1
    one = propose(later("chief"), kept, "误录满一年")
    assert approve(later("security"), one.id) == 1


def test_keys_go_with_the_record(officer, office, later, store):
    person = office.person(officer, "欧阳若兰")
    counted = []
    for _time in range(2):
        with store.reading() as session:
            keys = [
                session.scalar(select(func.count()).select_from(t)) for t in (SearchKey, DigitKey)
            ]
        counted.append(sum(keys))
        if not _time:
            office.do(
                officer,
                records.withdraw,
                "withdraw:people",
                REGISTERS["people"],
                person.id,
                reason="误",
            )
            kept = next(
                k for k in KEPT if (k.rule, k.register) == ("retention_withdrawn", "people")
            )
            approve(later("security"), propose(later("chief"), kept, "误录满一年").id)
    with store.reading() as session:
        left = session.scalar(select(func.count(REGISTERS["people"].record.id)))
    assert left == 0
    assert counted[1] < counted[0] or counted[0] > 0


def test_every_rule_names_a_register_a_field_and_its_source(chief):
    for kept in KEPT:
        rule = chief.terms.find(kept.rule, chief.today)
        assert rule.source
        assert rule.article
        assert kept.since == "withdrawn_at" or kept.since in REGISTERS[kept.register].by_name
        assert not rule.confirmed  # no national table was read: a station confirms its own
        assert render(REGISTERS[kept.register].title)
