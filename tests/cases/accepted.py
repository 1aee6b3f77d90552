"""Cases as officers type them; nobody in them exists."""

from __future__ import annotations

from dataclasses import replace

from station_app.access import action, records
from station_app.access.purposes import Purpose
from station_app.registers import ACTIONS, REGISTERS
from station_app.workflows import inline
from tests.custody.inside import at

WHY = Purpose("CASE", "演示案件")
FIGHT = {"kind": "security", "title": "石桥路打架案", "facts": "两人因停车打架"}
ON_CALL = {"kind": "security", "title": "石桥路打架案", "cause": "殴打他人"}


def when(desk, text):
    """The same desk at that time of the station."""
    return replace(desk, now=lambda: at(text))


def case(desk, **typed):
    typed = FIGHT | {"accepted_at": "2026-03-09 9:30"} | typed
    with desk.act("file:cases", purpose=WHY) as act:
        return inline.file_typed(act, REGISTERS["cases"], [typed])[0]


def do(desk, name, id, register="cases", **typed):
    return action.perform(desk, ACTIONS[register], name, id, typed, WHY).ids


def shown(desk, id, register="cases"):
    with desk.act(f"show:{register}", purpose=WHY) as act:
        return records.show(act, REGISTERS[register], id).record
