"""A text of 110 fills the form; what was guessed or not understood is marked."""

from __future__ import annotations

import pytest

from station_app.core.register import read_draft
from station_app.registers import REGISTERS
from station_app.workflows import texts
from station_app.workflows.desk.paste import OWN, parse, read_pasted, shipped, with_own
from tests.calls.reported import PLACE, call
from tests.calls.texts import TEXTS
from tests.conftest import NOW


@pytest.mark.parametrize(("text", "read", "doubtful"), TEXTS)
def test_twenty_texts_are_read_and_what_is_doubtful_is_said(text, read, doubtful):
    pasted = parse(text, shipped(), NOW)
    assert read.items() <= pasted.texts.items()
    assert set(pasted.doubtful) == doubtful
    typed = {name: said for name, said in pasted.texts.items() if said}
    _values, problems = read_draft(REGISTERS["calls"], typed, NOW, part=True)
    assert problems == []


def test_nothing_of_a_text_that_is_not_understood_is_lost():
    pasted = parse("报警电话：不详 内容：有响声", shipped(), NOW)
    assert "不详" in pasted.texts["facts"]


def test_a_station_adds_its_own_label():
    text = "事主：钱小禾 内容：有响声"
    assert "caller_said" not in parse(text, shipped(), NOW).texts
    own = with_own(shipped(), [("caller_said", "事主、求助者")])
    assert parse(text, own, NOW).texts["caller_said"] == "钱小禾"


def test_a_station_s_label_is_kept_as_usual_texts_are_and_used(officer, chief):
    assert (OWN, "caller_said") in {(p.register, p.field) for p in texts.places(REGISTERS, {})}
    with chief.act("keep-text") as act:
        texts.keep(act, (OWN, "caller_said"), "本县接警台", "事主、求助者")
    with officer.view("paste-call") as view:
        assert read_pasted(view, "事主：钱小禾").texts["caller_said"] == "钱小禾"


def test_an_address_that_is_the_only_one_is_chosen_and_marked(officer):
    made = call(officer, place=PLACE)
    with officer.view("paste-call") as view:
        pasted = read_pasted(view, f"地址：{PLACE} 内容：吵架")
    assert pasted.texts["place_id"] == str(made.place_id)
    assert "place_id" in pasted.doubtful
