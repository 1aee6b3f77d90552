"""Calls as officers type them; nobody in them exists."""

from __future__ import annotations

from station_app.access import action, records
from station_app.access.purposes import Purpose
from station_app.core.register import read_draft
from station_app.registers import ACTIONS, REGISTERS
from station_app.workflows import inline

WHY = Purpose("CASE", "110指令")
PLACE = "演示县石桥路8号"
FIGHT = {
    "channel": "110",
    "reported_at": "2026-03-09 9:30",
    "category": "200100",
    "facts": "两人因停车打架",
}
MEDIATED = {"disposal": "mediated", "course": "到场劝开，双方和解"}


def values(desk, *, part=False, **typed):
    read, problems = read_draft(REGISTERS["calls"], typed, desk.now(), part=part)
    assert not problems
    return read


def call(desk, **typed):
    typed = FIGHT | {name: said for name, said in typed.items() if said is not None}
    with desk.act("file:calls", purpose=WHY) as act:
        return inline.file_typed(act, REGISTERS["calls"], [typed])[0]


def do(desk, name, id, **typed):
    return action.perform(desk, ACTIONS["calls"], name, id, typed, WHY).ids


def shown(desk, id, register="calls"):
    with desk.act(f"show:{register}", purpose=WHY) as act:
        return records.show(act, REGISTERS[register], id).record
