"""接受证据清单: what is handed in is a numbered list at once, for who gave it and for the file."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest

from station_app.core.errors import Rejected
from station_app.printing.reading import text_of
from station_app.registers import FORMS
from station_app.workflows.paper import print_form
from tests.calls.reported import WHY, call, do, shown

GOLDEN = Path(__file__).parents[1] / "golden" / "calls" / "evidence_list.txt"
one_engine = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)
THINGS = """监控录像光盘 1张 封面手写“3月8日”
购车发票 1张

电动自行车钥匙 2把 黑色塑料柄，其中一把有划痕"""


@pytest.fixture
def desk(officer):
    return replace(officer, officer="王警官", station="演示县公安局滨江派出所")


def received(desk, id, **typed):
    given = {"things": THINGS, "from_said": "钱小禾", "second": "周警官"} | typed
    return do(desk, "receive_evidence", id, **{k: v for k, v in given.items() if v})


def printed(desk, id):
    with desk.act("print", purpose=WHY) as act:
        return text_of(print_form(act, FORMS["evidence_list"], id).pdf)


@one_engine
def test_each_thing_is_a_line_of_one_numbered_list(desk):
    made = call(desk, channel="counter", caller_said="钱小禾", facts="电动自行车被盗。")
    _call, *ids = received(desk, made.id)
    lines = [shown(desk, id, "evidence_received") for id in ids]
    assert {line.number for line in lines} == {"339901-01Z202603090001"}
    assert [(line.name, line.quantity) for line in lines] == [
        ("监控录像光盘", "1张"),
        ("购车发票", "1张"),
        ("电动自行车钥匙", "2把"),
    ]
    text = re.sub(r"(?m)^.*核验码.*$", "", printed(desk, ids[1]))
    if os.environ.get("UPDATE_GOLDEN") == "1":
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")
    _call, later = received(desk, made.id, things="合格证 1本")
    assert shown(desk, later, "evidence_received").number.endswith("0002")


@one_engine
def test_a_thing_needs_its_number_and_somebody_who_gave_it(desk):
    made = call(desk)
    for typed, field in (({"things": "光盘"}, "things"), ({"from_said": None}, "from_said")):
        with pytest.raises(Rejected) as told:
            received(desk, made.id, **typed)
        assert [problem.field for problem in told.value.problems] == [field]


@one_engine
def test_who_asked_to_stay_unknown_gives_without_a_name(desk):
    made = call(desk, channel="counter", secret="是", caller_said="钱小禾")
    with pytest.raises(Rejected):
        received(desk, made.id)
    _call, first, *_more = received(desk, made.id, from_said=None)
    text = printed(desk, first)
    assert "要求保密" in text
    assert "钱小禾" not in text
