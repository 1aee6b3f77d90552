"""Who holds the receipt is told the state and the handler's post, at the counter, and no more."""

from __future__ import annotations

import pytest

from station_app.access.purposes import Purpose
from station_app.calls.phones import set_telephones
from station_app.core.errors import Absent, Refused
from station_app.core.texts import render
from station_app.workflows.desk.query import by_code
from tests.calls.reported import MEDIATED, WHY, call, do

COUNTER = Purpose("COUNTER", "接待单 1")
one_engine = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)


def asked(desk, code, why=COUNTER):
    with desk.act("ask-by-code", purpose=why) as act:
        return render(by_code(act, code).said)


@one_engine
def test_the_code_answers_state_and_post_and_names_nobody(officer, desk_of):
    made = call(officer, channel="counter", caller_said="钱小禾")
    said = asked(officer, f"{made.query_code[:4]}-{made.query_code[4:]}".lower())
    assert said == "已登记，正在办理；经办：民警；电话见回执"
    with desk_of("chief", "赵所长").act("set-telephones") as act:
        set_telephones(act, "0571-19900000", "")
    assert asked(officer, made.query_code).endswith("经办：民警；电话 0571-19900000")
    do(officer, "dispose", made.id, **MEDIATED)
    assert asked(officer, made.query_code).startswith("现场调解")


@one_engine
def test_a_part_of_the_code_or_another_purpose_answers_nothing(officer):
    made = call(officer, channel="counter")
    with pytest.raises(Absent):
        asked(officer, made.query_code[:7])
    with pytest.raises(Refused, match="窗口"):
        asked(officer, made.query_code, WHY)


@one_engine
def test_the_telephone_is_set_by_the_chief_and_is_one(officer, desk_of):
    with pytest.raises(Refused), officer.act("set-telephones"):
        pass
    chief = desk_of("chief", "赵所长")
    with chief.act("set-telephones") as act, pytest.raises(Refused, match="电话号码"):
        set_telephones(act, "找小王", "")
