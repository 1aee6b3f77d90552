"""People in the station as officers type them; nobody in them exists."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from station_app.access import action, records
from station_app.access.purposes import Purpose
from station_app.core.days import BEIJING
from station_app.custody.inside import board
from station_app.registers import ACTIONS, REGISTERS
from station_app.workflows import inline

WHY = Purpose("CASE", "办案区")
MAN = {"name": "钱大河", "id_number": "339901199003074517"}
SUMMONED = {"ground": "oral_summons", "arrived_at": "2026-03-09 09:00", "cause": "殴打他人"}
STOPPED = SUMMONED | {"ground": "stop_and_question", "circumstance": "accused"}
APPROVED = {"whom": "李所长", "level": "station_head", "at": "2026-03-09 09:20"}


def at(text):
    """A time of the station, as the clock at the desk shows it."""
    return datetime.fromisoformat(text).replace(tzinfo=BEIJING).astimezone(UTC)


def when(desk, text):
    return replace(desk, now=lambda: at(text))


def brought(desk, base=SUMMONED, **typed):
    typed = base | {"described": "男，约三十岁"} | typed
    with desk.act("file:custody", purpose=WHY) as act:
        return inline.file_typed(act, REGISTERS["custody"], [typed])[0]


def do(desk, name, one, **typed):
    return action.perform(desk, ACTIONS["custody"], name, one.id, typed, WHY).ids


def shown(desk, one):
    with desk.act("show:custody", purpose=WHY) as act:
        return records.show(act, REGISTERS["custody"], one.id).record


def read_board(desk):
    with desk.act("custody-board") as act:
        return board(act)
