"""Invented supervised persons, entered as a shell enters them, and their acts in short."""

from __future__ import annotations

from station_app.access import action
from station_app.access.purposes import Purpose
from station_app.registers import ACTIONS, REGISTERS
from station_app.workflows import inline

WORK = Purpose("CORRECTION", "2026-17")
MAN = {"name": "周强", "id_number": "339901198801010011"}
WOMAN = {"name": "孙丽", "id_number": "33990119880101002X"}
BOY = {"name": "吴浩宇", "id_number": "339901200905200012"}  # sixteen in March 2026
DECISION = {
    "person": MAN,
    "category": "缓刑",
    "deciding_organ": "演示县人民法院",
    "deciding_level": "basic",
    "document_number": "（2026）演9901刑初7号",
    "decided_on": "2026-02-10",
    "start": "2026-02-21",
    "end": "2028-02-20",
    "crime": "盗窃罪",
    "sentence": "有期徒刑一年，缓刑二年",
    "executing_county": "演示县社区矫正管理局",
    "police_station": "演示县公安局滨江派出所",
    "procuratorate": "演示县人民检察院",
}


def enter(desk, register="corrections", **typed):
    """A decision as DECISION is, but for what is said; None leaves something out."""
    said = (DECISION if register == "corrections" else {}) | typed
    said = {name: value for name, value in said.items() if value is not None}
    with desk.act(f"file:{register}", purpose=WORK) as act:
        return inline.file_typed(act, REGISTERS[register], [said])[0]


def perform(desk, name, id, register="corrections", **typed):
    return action.perform(desk, ACTIONS[register], name, id, typed, WORK)


def taken_over(desk, *, on="2026-03-02", **typed):
    """Reported in, with nothing else done yet."""
    one = enter(desk, **typed)
    perform(desk, "initial_report_in", one.id, on=on, identity_checked="是")
    return one
