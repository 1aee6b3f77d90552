"""申请查询封存记录: asked by one, approved by another, read for a while, named on the paper."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func, select, text

from station_app.access.purposes import Purpose
from station_app.core.errors import Absent, Conflict, Refused
from station_app.core.texts import render
from station_app.registers import FORMS
from station_app.sealing import service
from station_app.sealing.rules import State
from station_app.storage.own_tables import SealedLook
from station_app.workflows.paper import preview_form, print_form
from station_app.workflows.verify import verify

CASE = Purpose("CASE", "A3399010000002026030001")


@pytest.fixture
def sealed(officer, office, seal):
    """Somebody who lives here; his residence is sealed."""
    person = office.person(officer, "欧阳若兰")
    place = office.file(officer, "places", line="演示县新丰街33号")
    here = {"person_id": str(person.id), "place_id": str(place.id), "remarks": "只在封存里的话"}
    resident = office.file(officer, "residents", **here)
    seal("residents", resident.id)
    return person, resident


def ask(desk, subject, register="people", why="侦办案件需要", purpose=CASE):
    with desk.act("request-sealed", purpose=purpose) as act:
        return service.request(act, register, subject, why)


def approve(desk, id, halves):
    with desk.act("approve-sealed") as act:
        return service.approve(act, id, halves)


def look(desk, id):
    with desk.act("read-sealed", purpose=CASE) as act:
        return service.look(act, id)


def last_event(store):
    with store.reading() as session:
        query = "select body from audit_event order by number desc limit 1"
        return json.loads(session.scalar(text(query)))


def test_what_is_sealed_about_a_person_is_read_after_approval(
    sealed, officer, chief, halves, store
):
    person, _resident = sealed
    one = ask(officer, person.id)
    approve(chief, one.id, halves)
    reading = look(officer, one.id)
    (shown,) = reading.records
    values = {render(label): render(value) for label, value in shown.values}
    assert shown.register == "residents"
    assert "只在封存里的话" in values.values()
    assert "欧阳若兰" in values.values()  # whom it concerns, by name
    for word in ("officer", "2026-03-09 10:00", one.number):
        assert word in render(reading.watermark)
    event = last_event(store)
    assert event["event"] == "sealed record read"
    assert event["records"] == [f"sealed_requests/{one.id}"]


def test_every_look_is_an_event(sealed, officer, chief, halves, store):
    one = ask(officer, sealed[0].id)
    approve(chief, one.id, halves)
    query = "select count(*) from audit_event where body like '%sealed record read%'"
    for n in (1, 2):
        look(officer, one.id)
        with store.reading() as session:
            assert session.scalar(text(query)) == n


def test_who_asks_does_not_approve(sealed, chief, halves, desk_of):
    one = ask(chief, sealed[0].id)
    with pytest.raises(Refused, match="另一人"):
        approve(chief, one.id, halves)
    with pytest.raises(Refused, match="另一人"), chief.act("refuse-sealed") as act:
        service.refuse(act, one.id, "不需要")
    deputy = desk_of("chief", "deputy")
    approve(deputy, one.id, halves)
    assert look(chief, one.id).records


def test_an_officer_approves_nothing(sealed, officer, halves, desk_of):
    one = ask(officer, sealed[0].id)
    with pytest.raises(Refused, match="权限"):
        approve(desk_of("officer", "colleague"), one.id, halves)


def test_its_time_ends_it_and_destroys_the_key_that_was_lent(
    sealed, officer, chief, halves, store, desk_of
):
    one = ask(officer, sealed[0].id)
    until = approve(chief, one.id, halves)
    assert until - officer.now() == timedelta(hours=8)
    late = desk_of("officer", now=lambda: until)
    assert look(desk_of("officer", now=lambda: until - timedelta(seconds=1)), one.id)
    with pytest.raises(Refused, match="时限"):
        look(late, one.id)
    another = ask(late, uuid4())
    approve(desk_of("chief", now=lambda: until), another.id, halves)
    with store.reading() as session:
        assert session.scalar(select(func.count(SealedLook.record_id))) == 0


def test_a_request_is_absent_to_everybody_else(sealed, officer, chief, halves, desk_of):
    colleague = desk_of("officer", "colleague")
    one = ask(officer, sealed[0].id)
    approve(chief, one.id, halves)
    said = set()
    for id in (one.id, uuid4()):
        with pytest.raises(Absent) as absent:
            look(colleague, id)
        said.add(render(absent.value.text))
    assert len(said) == 1
    with colleague.view("sealed-requests") as view:
        assert service.requests(view) == []


def test_nothing_sealed_is_answered_as_what_never_was(officer, office, chief, halves, sealed):
    clean = office.person(officer, "张三")
    said = set()
    for subject in (clean.id, uuid4()):
        one = ask(officer, subject)
        approve(chief, one.id, halves)
        with pytest.raises(Absent) as absent:
            look(officer, one.id)
        said.add(render(absent.value.text))
    with pytest.raises(Absent) as absent:
        office.show(officer, "people", uuid4())
    assert said == {render(absent.value.text)}


def test_a_refused_request_and_one_that_waits_read_nothing(sealed, officer, chief, halves):
    one = ask(officer, sealed[0].id)
    with pytest.raises(Refused, match="还没有审批"):
        look(officer, one.id)
    with chief.act("refuse-sealed") as act:
        service.refuse(act, one.id, "与本案无关")
    with pytest.raises(Refused, match="没有批准"):
        look(officer, one.id)
    with pytest.raises(Conflict):
        approve(chief, one.id, halves)
    with officer.view("sealed-requests") as view:
        (line,) = service.requests(view)
    assert (line.state, line.request.refusal, line.subject) == (
        State.REFUSED,
        "与本案无关",
        "欧阳**",
    )


def test_without_case_or_reason_nobody_asks(officer):
    for purpose, why in ((Purpose("CASE", ""), "需要"), (CASE, " ")):
        with pytest.raises(Refused, match="须写明"):
            ask(officer, uuid4(), why=why, purpose=purpose)


def test_one_record_is_asked_for_by_its_id_too(sealed, officer, chief, halves):
    one = ask(officer, sealed[1].id, register="residents")
    approve(chief, one.id, halves)
    assert len(look(officer, one.id).records) == 1


def test_a_custodian_who_was_not_admitted_finds_nothing(sealed, officer, desk_of, second, halves):
    one = ask(officer, sealed[0].id)
    approve(desk_of("chief", "deputy"), one.id, second)
    with pytest.raises(Absent):
        look(officer, one.id)


def test_its_paper_carries_reader_time_and_number_across_every_page(sealed, officer, chief, halves):
    one = ask(officer, sealed[0].id)
    approve(chief, one.id, halves)
    form = FORMS["sealed_extract"]
    with officer.act("print", purpose=CASE) as act:
        assert preview_form(act, form, one.id).pdf
    with officer.act("print", purpose=CASE) as act:
        paper = print_form(act, form, one.id)
    text_of = pdf_text(paper.pdf)
    assert "只在封存里的话" in text_of
    assert f"officer　2026-03-09 10:00　{one.number}" in text_of
    with chief.act("verify") as act:
        assert verify(act, FORMS, paper.code).state == "same"
    with pytest.raises(Absent), chief.act("print", purpose=CASE) as act:
        print_form(act, form, one.id)


def pdf_text(pdf):
    from station_app.printing.reading import papers_of

    return papers_of(pdf)[0].text


UNIT = service.Unit("演示市公务员主管部门", "《公务员录用规定》第三十二条", "演公务函〔2026〕3号")


def test_a_unit_asks_by_its_letter_and_gets_its_own_and_the_answer_is_kept_on_paper_alone(
    sealed, officer, chief, halves, desk_of
):
    for missing in ({"name": " "}, {"basis": ""}, {"letter": ""}):
        with pytest.raises(Refused, match="有权查询的国家规定"):
            replace(UNIT, **missing)
    with officer.act("request-sealed", purpose=CASE) as act:
        one = service.request(act, "people", sealed[0].id, "录用审查", UNIT)

    def replied(desk, number="演公复〔2026〕5号", id=one.id):
        with desk.act("reply-sealed") as act:
            service.reply(act, id, number)

    with pytest.raises(Refused, match="已经审批"):
        replied(officer)
    approve(chief, one.id, halves)
    assert look(officer, one.id).records  # who answers the letter reads it first
    with pytest.raises(Absent):
        replied(desk_of("officer", "colleague"))
    with pytest.raises(Refused, match="复函文号"):
        replied(officer, " ")
    replied(officer)
    with pytest.raises(Refused, match="已登记过"):
        replied(officer)
    own = ask(officer, sealed[0].id)
    approve(chief, own.id, halves)
    with pytest.raises(Refused, match="代单位"):
        replied(officer, id=own.id)
    with officer.view("sealed-requests") as view:
        lines = {line.request.id: line.request for line in service.requests(view)}
    kept = lines[one.id]
    assert (kept.unit, kept.letter, kept.reply) == (UNIT.name, UNIT.letter, "演公复〔2026〕5号")
    assert "只在封存里的话" not in repr(vars(kept))
