"""The papers of a call, read back from the paper."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest

from station_app.core.errors import Refused
from station_app.printing.reading import text_of
from station_app.registers import FORMS
from station_app.workflows.paper import print_form
from tests.calls.reported import PLACE, WHY, call, do

GOLDEN = Path(__file__).parents[1] / "golden" / "calls"
UPDATE = os.environ.get("UPDATE_GOLDEN") == "1"
CODE = re.compile(r"[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}(?!-)")
one_engine = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)


@pytest.fixture
def desk(officer):
    return replace(officer, officer="王警官", station="演示县公安局滨江派出所")


def printed(desk, form, id):
    with desk.act("print", purpose=WHY) as act:
        return print_form(act, FORMS[form], id).pdf


def full(desk):
    made = call(
        desk, place=PLACE, external_number="DH2026030917", second="周警官", auxiliaries="小吴",
        caller_said="钱小禾", caller_phone="19900001234", dispatched_at="2026-03-09 9:32",
        arrived_at="2026-03-09 9:40", recorder="JLY-017", losses="无",
    )  # fmt: skip
    do(desk, "involve", made.id, role="party", said="蓝色电动自行车")
    do(desk, "dispose", made.id, disposal="mediated", course="到场劝开，双方当场和解。" * 6)
    return made


@one_engine
@pytest.mark.parametrize("form", ["call_form", "reception_receipt"])
def test_a_paper_says_what_it_said_before(desk, form, tmp_path):
    made = full(desk) if form == "call_form" else call(
        desk, channel="counter", caller_said="钱小禾", facts="放在楼下的电动自行车被盗。"
    )  # fmt: skip
    pdf = printed(desk, form, made.id)
    (tmp_path / f"{form}.pdf").write_bytes(pdf)
    text = text_of(pdf)
    if made.query_code:
        code = f"{made.query_code[:4]}-{made.query_code[4:]}"
        assert code in text
        text = text.replace(code, "ABCD-EFGH")
    text = re.sub(r"(?m)^.*核验码.*$", "", text)
    golden = GOLDEN / f"{form}.txt"
    if UPDATE:
        GOLDEN.mkdir(exist_ok=True)
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


@one_engine
def test_who_asked_to_stay_unknown_is_on_no_paper(desk):
    made = call(
        desk, channel="counter", secret="是", caller_said="钱小禾", caller_phone="19900001234"
    )
    do(desk, "involve", made.id, role="caller", said="钱小禾的姐姐")
    for form in ("call_form", "reception_receipt"):
        text = text_of(printed(desk, form, made.id))
        assert "要求保密" in text
        assert "钱小禾" not in text
        assert "1234" not in text


@one_engine
def test_a_call_of_110_has_no_receipt(desk):
    made = call(desk)
    with pytest.raises(Refused, match="当面"):
        printed(desk, "reception_receipt", made.id)
