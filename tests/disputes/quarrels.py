"""Quarrels as officers type them; nobody in them exists."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from station_app.access import action, records
from station_app.access.purposes import Purpose
from station_app.core.days import BEIJING
from station_app.disputes.records import DisputeStep
from station_app.registers import ACTIONS, REGISTERS
from station_app.storage.tables import DutyRow
from station_app.workflows import inline

WHY = Purpose("CASE", "339901-01J202603090001")
ZHAO = {"name": "赵一鸣", "id_number": "339901197505050014"}
QIAN = {"name": "钱二喜", "id_number": "339901197606060019"}
SUN = {"name": "孙调解", "id_number": "339901196404040015"}
PLACE = "演示县石桥路8号1栋201室"
TYPED = {"kind": "neighbours", "facts": "楼上漏水，双方争吵", "level": "yellow"}
LISTED = {"kind": "full_time", "committee": "石桥社区人民调解委员会", "since": "2026-01-05"}
TERMS = {
    "responsibility": "赵一鸣未及时修理水管，承担主要责任",
    "terms": "赵一鸣修好水管，赔偿钱二喜墙面损失800元",
    "manner": "现金，一次付清",
    "perform_by": "2026-04-10",
}


def person(desk, who):
    with desk.act("file:people", purpose=WHY) as act:
        return str(inline.file_typed(act, REGISTERS["people"], [who])[0].id)


def enter(desk, **typed):
    """A dispute of two neighbours, but for what is said; None leaves something out."""
    told = {"source": "found", "on": "2026-03-09", "one": ZHAO, "other": QIAN} | TYPED | typed
    told = {name: said for name, said in told.items() if said is not None}
    with desk.act("file:disputes", purpose=WHY) as act:
        return inline.file_typed(act, REGISTERS["disputes"], [told])[0]


def do(desk, name, id, register="disputes", **typed):
    return action.perform(desk, ACTIONS[register], name, id, typed, WHY).ids


def shown(desk, id, register="disputes"):
    with desk.act(f"show:{register}", purpose=WHY) as act:
        return records.show(act, REGISTERS[register], id).record


def at(desk, day):
    """The same desk on another day of 2026, at ten."""
    when = datetime.fromisoformat(f"2026-{day}T10:00").replace(tzinfo=BEIJING)
    return replace(desk, now=lambda: when)


def owed(desk, id):
    with desk.view("list:disputes") as view:
        rows = view.all(select(DutyRow).where(DutyRow.record_id == id))
    return {row.rule.removeprefix("dispute_"): f"{row.due_on:%m%d}" for row in rows}


def steps(desk, id):
    with desk.view("list:disputes") as view:
        mine = select(DisputeStep).where(DisputeStep.dispute_id == id)
        return [step.kind for step in view.all(mine.order_by(DisputeStep.row))]
