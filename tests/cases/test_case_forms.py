"""The papers of a case's beginning, read back from the paper."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest

from station_app.core.errors import Refused
from station_app.printing.reading import text_of
from station_app.registers import FORMS, REGISTERS
from station_app.workflows import inline
from station_app.workflows.paper import print_form
from tests.calls.reported import PLACE, call
from tests.cases.accepted import ON_CALL, WHY, do

GOLDEN = Path(__file__).parents[1] / "golden" / "cases"
UPDATE = os.environ.get("UPDATE_GOLDEN") == "1"
one_engine = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)
PAPERS = (
    *("case_acceptance", "case_filing", "case_filed_notice"),
    *("case_not_filed_notice", "case_transfer_notice"),
)


@pytest.fixture
def desk(officer):
    return replace(officer, officer="王警官", station="演示县公安局滨江派出所")


def printed(desk, form, id):
    with desk.act("print", purpose=WHY) as act:
        return print_form(act, FORMS[form], id).pdf


def person(desk, name, number, **typed):
    with desk.act("file:people", purpose=WHY) as act:
        typed |= {"name": name, "id_number": number}
        return str(inline.file_typed(act, REGISTERS["people"], [typed])[0].id)


def accepted(desk, action="accept_admin_case", **typed):
    """A fight at the bridge between a boy and a man, told of by the man."""
    phone = {"phone": "19900001234", "employer": "演示县石桥粮店"}
    man = person(desk, "钱大河", "339901199003074517", **phone)
    boy = person(desk, "钱小禾", "339901201203074511")
    facts = "钱大河报称，因停车与邻居少年发生争执，被其用拳头击打面部，无其他伤情。" * 3
    made = call(desk, place=PLACE, caller_id=man, facts=facts)
    told = ON_CALL | {"second": "周警官", "occurred_at": "2026-03-09 9:10", "evidence": "是"}
    told |= {"official_number": "演公（滨）受案字〔2026〕17号"} | typed
    if action == "accept_criminal_case":
        told.pop("kind")
    id = do(desk, action, made.id, "calls", **told)[0]
    do(desk, "involve", id, role="suspect", person_id=boy)
    do(desk, "involve", id, role="guardian", person_id=man, ward_id=boy)
    return id


def made_for(desk, form):
    why = "纠纷已自行和解，没有违反治安管理的事实。"
    if form == "case_acceptance":
        return accepted(desk, "accept_criminal_case", title="石桥路仓库被盗案", cause="盗窃")
    if form == "case_not_filed_notice":
        id = accepted(desk, kind="admin")
        do(desk, "not_file", id, why=why)
        return id
    id = accepted(desk)
    if form == "case_transfer_notice":
        unit, number = "演示县公安局城东派出所", "演公（滨）移字〔2026〕2号"
        do(desk, "transfer_case", id, to=unit, told="是", number=number)
    return id


@one_engine
@pytest.mark.parametrize("form", PAPERS)
def test_a_paper_says_what_it_said_before(desk, form, tmp_path):
    pdf = printed(desk, form, made_for(desk, form))
    (tmp_path / f"{form}.pdf").write_bytes(pdf)
    text = re.sub(r"(?m)^.*核验码.*$", "", text_of(pdf))
    golden = GOLDEN / f"{form}.txt"
    if UPDATE:
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")
    assert "草稿" in text


@one_engine
def test_a_notice_of_filing_is_not_printed_before_the_case_is_filed(desk):
    id = accepted(desk, kind="admin")
    with pytest.raises(Refused, match="已立案"):
        printed(desk, "case_filed_notice", id)
    with pytest.raises(Refused, match="不予立案"):
        printed(desk, "case_not_filed_notice", id)


@one_engine
def test_who_asked_to_stay_unknown_stands_on_no_paper_of_the_case(desk):
    unknown = person(desk, "孙小满", "339901199003074517", phone="19900004321")
    made = call(desk, secret="是", caller_id=unknown)
    id = do(desk, "accept_admin_case", made.id, "calls", **ON_CALL)[0]
    for form in ("case_filing", "case_filed_notice"):
        text = text_of(printed(desk, form, id))
        assert "孙小满" not in text
        assert "19900004321" not in text
