"""A matter from a visit to its closing, a call's, a letter kept secret; what is refused; papers."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from station_app.access import records
from station_app.core.errors import Refused, Rejected
from station_app.matters.records import Matter
from station_app.matters.service import of_visit
from station_app.printing.reading import text_of
from station_app.registers import FORMS, REGISTERS
from station_app.statistics import desk as figures
from station_app.storage.own_tables import Officer
from station_app.storage.pages import Query
from station_app.storage.tables import AuditEvent
from station_app.workflows.check import check
from station_app.workflows.export import export
from station_app.workflows.paper import offered, print_form
from tests.calls.reported import MEDIATED
from tests.calls.reported import call as reported
from tests.calls.reported import do as on_call
from tests.calls.reported import shown as call_shown
from tests.matters.asked import (
    CALLED_ON,
    HANDLED,
    LAMP,
    LETTER,
    TOLD,
    WHY,
    at,
    do,
    enter,
    owed,
    shown,
)

pytestmark = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)
GOLDEN = Path(__file__).parents[1] / "golden" / "matters"
UPDATE = os.environ.get("UPDATE_GOLDEN") == "1"


@pytest.fixture
def desk(officer):
    return replace(officer, officer="王警官", station="演示县公安局滨江派出所")


@pytest.fixture
def accounts(store):
    with store.writing() as session:
        for name, role in (("王警官", "officer"), ("second", "officer"), ("clerk", "clerk")):
            session.add(Officer(name=name, role=role, scope="339901-01"))


def printed(desk, form, id):
    with desk.act("print", purpose=WHY) as act:
        text = text_of(print_form(act, FORMS[form], id).pdf)
    text = re.sub(r"(?m)^.*(核验码|编号：).*$", "", text)
    golden = GOLDEN / f"{form}.txt"
    if UPDATE:
        GOLDEN.mkdir(exist_ok=True)
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8"), form


def test_what_is_asked_on_a_visit_is_closed_when_who_asked_has_been_told(desk, desk_of, store):
    visit = enter(desk, "visits", CALLED_ON)
    with store.reading() as session:
        filed = session.scalars(select(AuditEvent.body)).all()
    assert len(filed) == 1  # the visit and what was asked are one act
    with desk.view("list:matters") as view:
        [matter] = of_visit(view, visit.id)
    assert (matter.title, matter.raiser_id, matter.place_id, matter.source_number) == (
        *(CALLED_ON["ask"], visit.met_id, visit.place_id),
        visit.number,
    )
    assert owed(desk, matter.id) == [("matter_handling", "0316", "handle", "王警官")]
    for name, typed in (("close", TOLD), ("tell_citizen", TOLD)):
        with pytest.raises(Refused, match="先登记办理情况"):
            do(desk, "matters", name, matter.id, **typed)
    do(desk, "matters", "handle", matter.id, **HANDLED)
    assert owed(desk, matter.id) == [("matter_telling", "0311", "tell_citizen", "王警官")]
    for left_out in ({}, *({name: said for name, said in TOLD.items() if name != out}
                           for out in TOLD)):  # fmt: skip
        with pytest.raises(Rejected, match="还没有反馈诉求人"):
            do(desk, "matters", "close", matter.id, **left_out)
    do(desk, "matters", "tell_citizen", matter.id, **TOLD)
    assert owed(desk, matter.id) == [("matter_closing", "0310", "close", "王警官")]
    do(desk, "matters", "close", matter.id)
    closed = shown(desk, "matters", matter.id)
    assert (closed.told_whom, closed.told_how, closed.closed_by) == ("孙大娘", "face", "王警官")
    assert owed(desk, matter.id) == []
    chief = desk_of("chief", "所长", kind="training")
    do(chief, "matters", "send_back", matter.id, returned_note="灯又坏了")
    again = shown(desk, "matters", matter.id)  # handled anew, told anew
    assert (again.told_whom, again.told_at, again.closed_on) == (None, None, None)
    assert owed(desk, matter.id) == [("matter_handling", "0316", "handle", "王警官")]
    with pytest.raises(Refused, match="晚于现在的期限"):
        do(chief, "matters", "extend", matter.id, until="2026-03-16", extended_why="等配件")
    do(chief, "matters", "extend", matter.id, until="2026-03-20", extended_why="等配件")
    assert owed(desk, matter.id) == [("matter_extended", "0320", "handle", "王警官")]
    later = at(desk, "03-20")
    do(later, "matters", "handle", matter.id, **HANDLED)
    do(later, "matters", "close", matter.id, **TOLD | {"told_at": "2026-03-20 09:00"})
    with later.view("desk-figures") as view:
        table = figures.matters(view, matter.on, matter.on.replace(day=31))
    causes = [line.cells for line in table.lines if line.code == "facilities"]
    assert causes == [(1,)]
    with later.act("check") as act:
        assert check(act) == []


def test_a_call_becomes_a_matter_once_and_keeps_its_disposal(desk):
    call = reported(desk, caller_said="孙大娘")
    on_call(desk, "dispose", call.id, **MEDIATED)
    typed = {"kind": "dispute", "title": "停车争吵", "raiser_said": "孙大娘"}
    [id, _call] = on_call(desk, "matter", call.id, **typed)
    matter = shown(desk, "matters", id)
    assert (matter.source, matter.source_number) == ("call", call.number)
    assert call_shown(desk, call.id).disposal == "mediated"
    with pytest.raises(Refused, match="已经登记诉求"):
        on_call(desk, "matter", call.id, **typed)
    violent = reported(desk, domestic="是")
    with pytest.raises(Refused, match="家庭暴力"):
        on_call(desk, "matter", violent.id, **typed)
    secret = reported(desk, secret="是")
    with pytest.raises(Refused, match="要求保密"):
        on_call(desk, "matter", secret.id, **typed, raiser_phone="19900001234")


def test_an_auxiliary_visits_behind_an_officer_and_handles_nothing(desk, desk_of, accounts):
    clerk = desk_of("clerk", "clerk", kind="police")
    with pytest.raises(Rejected, match="带队民警"):
        enter(clerk, "visits", CALLED_ON)
    visit = enter(clerk, "visits", CALLED_ON, officer="王警官")
    with desk.view("list:matters") as view:
        [matter] = of_visit(view, visit.id)
    assert matter.handler == "王警官"
    with pytest.raises(Refused):
        do(clerk, "matters", "handle", matter.id, **HANDLED)
    with pytest.raises(Rejected, match="不是本所民警"):
        enter(desk, "matters", LAMP, raiser_said="孙大娘", handler="clerk")
    with pytest.raises(Rejected, match="怎样称呼"):
        enter(desk, "matters", LAMP)


def listed(desk):
    with desk.view("list:letters") as view:
        return {line.id for line in records.page(view, REGISTERS["letters"], Query())}


def test_a_letter_whose_writer_asked_for_it_is_its_officers_and_the_chiefs(
    desk, desk_of, accounts, tmp_path
):
    plain = enter(desk, "letters", LETTER)
    asked = enter(desk, "letters", LETTER, secret="是")
    told = enter(desk, "letters", LETTER, kind="report")  # without being asked
    other = desk_of("officer", "second", kind="police")
    chief = desk_of("chief", "所长", kind="police")
    assert listed(desk) == listed(chief) == {plain.id, asked.id, told.id}
    assert listed(other) == {plain.id}
    for id in (asked.id, told.id):
        with pytest.raises(Refused, match="保密"):
            shown(other, "letters", id)
        for name, typed in (("accept", {}), ("forward", {"forwarded_to": "县局"})):
            with pytest.raises(Refused, match="保密"):
                do(other, "letters", name, id, **typed)
    with pytest.raises(Refused):  # there is no list of who writes
        export(chief, REGISTERS["letters"], tmp_path / "l.xlsx", reason="汇总", purpose=WHY)


def test_a_letter_is_accepted_extended_and_answered_or_sent_on_and_told(desk, desk_of):
    chief = desk_of("chief", "所长", kind="training")
    id = enter(desk, "letters", LETTER).id
    assert owed(desk, id) == [("letter_acceptance", "0324", "accept", "王警官")]
    with desk.view("print") as view:
        assert offered(view, [FORMS["letter_receipt"]], REGISTERS["letters"], id) == set()
    with pytest.raises(Refused, match="已受理"):
        do(chief, "letters", "extend", id, until="2026-07-01", extended_why="会商")
    do(desk, "letters", "accept", id)
    assert owed(desk, id) == [("letter_answer", "0508", "answer", "王警官")]
    printed(desk, "letter_receipt", id)
    do(chief, "letters", "extend", id, until="2026-06-08", extended_why="会商")
    assert owed(desk, id) == [("letter_extended", "0608", "answer", "王警官")]
    do(desk, "letters", "answer", id, answered_how="written", answer="已划停车线")
    assert owed(desk, id) == []
    with pytest.raises(Refused, match="答复"):
        do(desk, "letters", "forward", id, forwarded_to="县局")
    sent = enter(desk, "letters", LETTER).id
    do(desk, "letters", "forward", sent, forwarded_to="县城管局", forward_number="演公〔2026〕3号")
    assert owed(desk, sent) == [("letter_forward_told", "0312", "answer", "王警官")]
    do(desk, "letters", "answer", sent, answered_how="phone", answer="已转城管局办理")
    assert shown(desk, "letters", sent).state == "answered"


def test_the_record_of_a_visit_says_who_let_whom_in_and_what_was_asked(desk):
    visit = enter(desk, "visits", CALLED_ON)
    do(desk, "visits", "matter", visit.id, kind="hazard", title="楼道堆物")
    printed(desk, "community_visit", visit.id)
    with desk.view("list:matters") as view:
        asked = view.all(select(Matter).order_by(Matter.row))
    assert [matter.title for matter in asked] == [CALLED_ON["ask"], "楼道堆物"]
