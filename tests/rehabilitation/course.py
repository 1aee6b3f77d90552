"""Decisions as a township receives them, and what is done on them; nobody in them exists."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import select

from station_app.access import action, records
from station_app.access.purposes import Purpose
from station_app.core.days import BEIJING
from station_app.registers import ACTIONS, REGISTERS
from station_app.rehabilitation.testing_records import DrugTest
from station_app.storage.tables import DutyRow
from station_app.workflows import inline

WHY = Purpose("VISIT", "社戒〔2026〕7号")
MAN = {"name": "郑凯", "id_number": "339901199001310010"}
WOMAN = {"name": "何敏", "id_number": "339901199205200024"}
PLACE = "演示县石桥路8号1栋201室"
DECISION = {
    "kind": "detox",
    "deciding_organ": "演示县公安局",
    "document_number": "演公社戒字〔2026〕7号",
    "decided_on": "2026-01-20",
    "start": "2026-01-21",
    "place": PLACE,
}
TEST = {
    "place": "石桥街道社区戒毒工作站",
    "method": "on_site",
    "sample": "urine",
    "sample_number": "N260301",
    "items": "吗啡、甲基苯丙胺",
    "result": "negative",
    "tester": "钱工",
    "second_tester": "李工",
}
POSITIVE = {
    "result": "positive",
    "sample_a": "N260301A",
    "sample_b": "N260301B",
    "sealed": True,
    "signed": True,
}


def at(desk, day):
    """The same desk on another day, at ten."""
    when = datetime.fromisoformat(f"{day}T10:00").replace(tzinfo=BEIJING)
    return replace(desk, now=lambda: when)


def enter(desk, **typed):
    """A decision as DECISION has it, but for what is said; None leaves something out."""
    said = {"person": MAN} | DECISION | typed
    said = {name: value for name, value in said.items() if value is not None}
    with desk.act("file:rehabilitation", purpose=WHY) as act:
        return inline.file_typed(act, REGISTERS["rehabilitation"], [said])[0]


def do(desk, name, id, register="rehabilitation", /, **typed):
    return action.perform(desk, ACTIONS[register], name, id, typed, WHY).ids


def shown(desk, id, register="rehabilitation"):
    with desk.act(f"show:{register}", purpose=WHY) as act:
        return records.show(act, REGISTERS[register], id).record


def all_tests(desk, id):
    with desk.view("list:drug_tests") as view:
        mine = select(DrugTest).where(DrugTest.rehabilitation_id == id)
        return list(view.all(mine.order_by(DrugTest.due_on, DrugTest.row)))


def owed(desk, id):
    with desk.view("list:rehabilitation") as view:
        rows = view.all(select(DutyRow).where(DutyRow.record_id == id))
    return {row.rule: row.due_on for row in rows}


def planned(desk, id):
    return [one for one in all_tests(desk, id) if one.state == "due"]


def day(said):
    return date.fromisoformat(said)
