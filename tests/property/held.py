"""Things as officers enter them in the ledger; nobody in it exists."""

from __future__ import annotations

from station_app.access import action, records
from station_app.access.purposes import Purpose
from station_app.core.register import read_draft
from station_app.registers import ACTIONS, REGISTERS
from station_app.workflows import inline

WHY = Purpose("CASE", "A3399012026001")
BICYCLE = {
    "kind": "seized",
    "name": "电动自行车",
    "quantity": "1辆",
    "features": "蓝色，车架有划痕",
    "nature": "evidence",
    "owner_role": "suspect",
    "owner_said": "孙小满",
    "taken_at": "2026-03-09 9:30",
    "taken_where": "演示县石桥路8号",
    "approver": "所领导",
    "witness": "周全",
    "second": "周警官",
}
CASE = {
    "kind": "security",
    "title": "石桥路盗窃案",
    "accepted_at": "2026-03-09 9:00",
    "source": "report",
}


def entered(desk, register, typed):
    with desk.act(f"file:{register}", purpose=WHY) as act:
        return inline.file_typed(act, REGISTERS[register], [typed])[0]


def values(register, desk, **typed):
    read, problems = read_draft(REGISTERS[register], typed, desk.now())
    assert not problems, problems
    return read


def do(desk, register, name, id, **typed):
    return action.perform(desk, ACTIONS[register], name, id, typed, WHY).ids


def shown(desk, register, id):
    with desk.act(f"show:{register}", purpose=WHY) as act:
        return records.show(act, REGISTERS[register], id).record
