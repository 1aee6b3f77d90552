"""A field that is called like the reason of an act, which stands beside the values in its log."""

from __future__ import annotations

import pytest

from station_app.access import records
from station_app.access.purposes import Purpose
from station_app.core.register import read_draft
from station_app.registers import REGISTERS
from station_app.sync import conflicts
from tests.sync.conftest import settle

RELOCATIONS = REGISTERS["relocations"]
WHY = Purpose("CORRECTION", "演矫 1")
pytestmark = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)


@pytest.fixture
def offices(new_replica):
    """Two homes of one justice office."""
    return [new_replica("339901-81", kind="justice") for _home in range(2)]


def filed(one):
    person = one.office.file(one.desk("corrections"), "people", name="张三").id
    desk, typed = one.desk("corrections"), {"other_organ": "石桥县社区矫正管理局"}
    typed |= {"destination": "河西路8号", "reason": "迁居", "asked_on": "2026-03-01"}
    values, problems = read_draft(RELOCATIONS, typed, desk.now(), part=True)
    assert not problems
    with desk.act("file:relocations", purpose=WHY) as act:
        return records.file(act, RELOCATIONS, values | {"person_id": person}).id


def reason_of(one, id):
    return one.shown(RELOCATIONS, id).reason


def say(one, id, reason):
    record = one.shown(RELOCATIONS, id)
    with one.desk("corrections").act("amend:relocations", purpose=WHY) as act:
        records.amend(act, RELOCATIONS, id, {"reason": reason}, revision=record.revision)


def test_what_is_withdrawn_with_a_reason_is_sound_though_it_has_a_reason_itself(offices):
    one, other = offices
    id = filed(one)
    with one.desk("corrections").act("withdraw:relocations", purpose=WHY) as act:
        records.withdraw(act, RELOCATIONS, id, reason="误录")
    settle(one, other)
    assert one.faults() == other.faults() == []
    assert reason_of(one, id) == reason_of(other, id) == "迁居"


@pytest.mark.parametrize("later", [False, True])
def test_two_reasons_are_decided_on_as_any_two_values(offices, later):
    one, other = offices
    id = filed(one)
    settle(one, other)
    say(one, id, "随配偶迁居")
    say(other, id, "就业")
    settle(one, other)
    [case] = one.cases()
    with one.desk("chief").act("resolve-conflict") as act:
        conflicts.resolve(act, id, {case.id: later}, reason="已核实")
    settle(one, other)
    for each in offices:
        assert reason_of(each, id) == ("就业" if later else "随配偶迁居")
        [case] = each.cases()
        assert case.reason == "已核实"
        assert each.faults() == []
