"""治安调解协议书, 现场调解协议书, read back from the paper."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest

from station_app.core.errors import Refused
from station_app.printing.reading import text_of
from station_app.registers import FORMS
from station_app.workflows.paper import offered, print_form
from tests.calls.reported import call
from tests.mediations.test_mediations import AGREED, PLACE, SUITED, hold, mediate, parties
from tests.statements.asked import BOY, MAN, WHY, WOMAN, case, perform, person

GOLDEN = Path(__file__).parents[1] / "golden" / "mediations"
UPDATE = os.environ.get("UPDATE_GOLDEN") == "1"
pytestmark = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)


def printed(desk, form, id):
    with desk.act("print", purpose=WHY) as act:
        return text_of(print_form(act, FORMS[form], id).pdf)


def check(form, text):
    text = re.sub(r"(?m)^.*(核验码|编号：).*$", "", text)
    golden = GOLDEN / f"{form}.txt"
    if UPDATE:
        GOLDEN.mkdir(exist_ok=True)
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


def test_agreements_say_what_they_said_before(officer):
    desk = replace(officer, officer="王警官", station="演示县公安局滨江派出所")
    here = case(desk).id
    both = parties(desk, here, BOY, WOMAN)
    one = mediate(desk, here, both)
    with pytest.raises(Refused, match="没有达成协议"):
        printed(desk, "mediation_agreement", one)
    told = AGREED | {
        "one_guardian": "吴父 父亲 19900000004", "agent": "孙律师 一般代理", "agent_of": "被侵害人",
        "present": "居委会 李主任", "way": "现金，一次付清", "facts": "因停车推搡致孙小禾擦伤。",
    }  # fmt: skip
    hold(desk, one, **told)
    text = printed(desk, "mediation_agreement", one)
    assert "一式三份" in text
    check("mediation_agreement", text)
    made = call(desk)
    sides = {"one_id": str(person(desk, MAN)), "other_id": both["other_id"]}
    said = SUITED | sides | PLACE | {"agreement": "当场道歉，互不追究。", "at_once": "是"}
    scene = perform(desk, "calls", "mediate_on_scene", made.id, **said)[1]
    check("scene_agreement", printed(desk, "scene_agreement", scene))
    mine = [FORMS[name] for name in ("mediation_agreement", "scene_agreement")]
    with desk.view("print") as view:
        register = desk.registers["mediations"]
        assert offered(view, mine, register, scene) == {"scene_agreement"}
        assert offered(view, mine, register, one) == {"mediation_agreement"}


def test_what_the_recording_holds_is_not_written_again(officer):
    made = call(officer)
    sides = {"one_id": str(person(officer, MAN)), "other_id": str(person(officer, WOMAN))}
    said = SUITED | sides | PLACE | {"agreement": "当场道歉。", "at_once": "是"}
    more = {"on_recording": "是", "recorded": "是"}
    one = perform(officer, "calls", "mediate_on_scene", made.id, **said, **more)[1]
    with pytest.raises(Refused, match="不再制作"):
        printed(officer, "scene_agreement", one)
