"""Domestic violence apart: a woman's three calls, and what another officer sees of them."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import select

from station_app.access import records
from station_app.core.errors import Refused, Rejected
from station_app.registers import FORMS, REGISTERS
from station_app.storage import secrecy
from station_app.storage.pages import Query
from station_app.storage.tables import Tally
from station_app.workflows import agenda, export, inline
from station_app.workflows.find import find
from station_app.workflows.paper import print_form
from tests.calls.reported import call
from tests.disputes.quarrels import WHY, at, do, enter, owed, person, shown, steps
from tests.measures.executed import MAN, SAMPLES, WOMAN

pytestmark = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)
DISPUTES = REGISTERS["disputes"]
TYPED = {"kind": "family", "facts": "丈夫酒后殴打妻子", "level": "orange", "domestic": "是"}
APART = ("disputes", "dispute_steps", "measures", "measure_steps")


def known(desk, woman):
    """Ids that every way to a record tells this officer of."""
    found = set()
    for name in APART:
        with desk.view(f"list:{name}") as view:
            lines = records.page(view, REGISTERS[name], Query())
            assert records.anchors(view, REGISTERS[name], Query())[1] == len(lines)
        found |= {line.id for line in lines}
    for name in ("disputes", "measures"):
        with desk.view("agenda") as view:
            wanted = agenda.Wanted(within=400, register=name)
            lines = agenda.agenda(view, wanted)
            owes = agenda.figures(view, wanted).values()
        assert sum(f.overdue + f.today + f.ahead for f in owes) == len(lines)
        found |= {line.id for line in lines}
        with desk.view("find") as view:
            for term in (WOMAN["name"], MAN["name"], "339901-01D", "告诫〔"):
                found |= {hit.id for hit in find(view, term, register=name, purposeful=True).hits}
    with desk.act("everything-about:people", purpose=WHY) as act:
        links, counted = records.everything_about(act, REGISTERS["people"], woman)
    assert not {"disputes", "dispute_steps", "measures"} & counted.keys()
    return found | {link.id for link in links if link.register in APART}


def measure(desk, kind, both):
    told = {k: v for k, v in SAMPLES[kind].items() if k not in ("place", "protected")}
    days = {"decided_on": "2026-03-09", "start": "2026-03-09"}
    told |= {"kind": kind, "person_id": both["one_id"], "protected_id": both["other_id"]} | days
    told |= {"place": SAMPLES[kind]["place"]} if "place" in SAMPLES[kind] else {}
    with desk.act("file:measures", purpose=WHY) as act:
        return inline.file_typed(act, REGISTERS["measures"], [told])[0].id


def counted(store):
    with store.reading() as session:
        return session.scalars(select(Tally.name).where(Tally.register.in_(APART))).all()


def test_a_womans_three_calls_a_letter_and_an_order_of_which_nobody_else_is_told(
    officer, chief, desk_of, store, tmp_path, monkeypatch
):
    both = {"one_id": person(officer, MAN), "other_id": person(officer, WOMAN)}
    woman, other = UUID(both["other_id"]), desk_of("officer", "吴警官")
    for day in ("02-20", "03-01", "03-09"):
        one = call(officer, reported_at=f"2026-{day} 08:00", domestic="是", secret="是")
        id = do(officer, "dispute", one.id, register="calls", **TYPED, **both)[0]
    assert steps(officer, id) == ["call"] * 3
    assert "同一双方多次报警" in shown(officer, id).raise_why
    do(officer, "raise_level", id, said="三次报警")
    with pytest.raises(Refused, match="不作民间纠纷调解"):
        do(officer, "accept", id, mediator_id=both["one_id"], willing="是")

    # a letter and an order of the same officer between the same two, and no others
    letter, order = (
        measure(officer, kind, both) for kind in ("warning_letter_dv", "protection_order")
    )
    theirs = measure(other, "family_guidance", both)
    with pytest.raises(Refused, match="保密，只有其"):
        do(officer, "link_measure", id, measure_id=str(theirs))
    do(officer, "link_measure", id, measure_id=str(letter))
    with pytest.raises(Refused, match="已经关联"):
        do(officer, "link_measure", id, measure_id=str(letter))
    do(officer, "link_measure", id, measure_id=str(order))
    assert (shown(officer, id).warned_on, shown(officer, id).protected_on) == (officer.today,) * 2
    visit = {"said": "双方分居，未再发生"}
    do(officer, "revisit", id, visitor="committee", **visit)
    assert owed(officer, id)["visit_red"] == "0312"  # the committee alone is not the station
    seen = do(at(officer, "03-10"), "revisit", id, visitor="together", **visit)[1]
    assert owed(officer, id)["visit_red"] == "0313"

    # its officer and the chief know of all of it, another officer of nothing
    mine = known(officer, woman)
    assert {id, letter, order} <= mine
    assert theirs not in mine
    assert known(other, woman) == {theirs}
    with other.act("everything-about:calls", purpose=WHY) as act:
        assert records.everything_about(act, REGISTERS["calls"], one.id) == ([], {})
    assert mine < known(chief, woman)
    for register, one, name, typed in (
        ("disputes", id, "revisit", {"visitor": "station", "said": "看"}),
        ("disputes", id, "close", {"result": "guarded"}),
        ("disputes", id, "raise_level", {"said": "看"}),
        ("measures", letter, "breach", {"said": "看"}),
    ):
        with pytest.raises(Refused, match="保密，只有其"):
            do(other, name, one, register=register, **typed)
    for right in ("show", "history", "everything-about"):
        work = getattr(records, right.replace("-", "_"))
        with (
            pytest.raises(Refused, match="保密，只有其"),
            other.act(f"{right}:disputes", purpose=WHY) as act,
        ):
            work(act, DISPUTES, id)
    with pytest.raises(Refused, match="保密，只有其"), other.act("print", purpose=WHY) as act:
        print_form(act, FORMS["revisit_record"], seen, reason="看")
    with pytest.raises(Refused, match="须保密"), officer.act("print", purpose=WHY) as act:
        print_form(act, FORMS["revisit_record"], seen)

    # neither export nor figure has it, whoever asks; a quarrel beside it stands there
    plain = enter(other)
    path = tmp_path / "纠纷.csv"
    assert export.export(chief, DISPUTES, path, reason="年检", purpose=WHY) == 1
    text = path.read_text("utf-8-sig")
    assert "邻里" in text
    assert not any(word in text for word in ("孙丽", "周强", "殴打"))
    assert counted(store) == ["found"]
    with chief.act("withdraw:disputes", purpose=WHY) as act:
        records.withdraw(act, DISPUTES, plain.id, reason="重复登记")

    # without the protection all of it is there: the walk would have seen it
    monkeypatch.setattr(secrecy, "hidden", lambda *_args: None)
    monkeypatch.setattr(secrecy, "shut", lambda *_args: set())
    assert mine | {theirs} <= known(other, woman)
    monkeypatch.undo()
    do(at(officer, "03-10"), "close", id, result="guarded")
    assert owed(officer, id) == {}


def test_what_turns_out_to_be_domestic_leaves_the_figures_and_the_others(officer, desk_of, store):
    one, other = enter(officer), desk_of("officer", "吴警官")
    assert shown(other, one.id).number == one.number
    with officer.act("amend:disputes", purpose=WHY) as act:
        told = {"domestic": True}
        records.amend(act, DISPUTES, one.id, told, revision=one.revision)
    with pytest.raises(Refused, match="保密，只有其"):
        shown(other, one.id)
    with store.reading() as session:
        assert session.scalars(select(Tally.n).where(Tally.register == "disputes")).all() == [0]
    with pytest.raises(Rejected, match="按告诫、保护令"):
        do(officer, "close", one.id, result="failed")
