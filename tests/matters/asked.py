"""Matters, visits and letters as officers type them; nobody in them exists."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from station_app.access import action, records
from station_app.access.purposes import Purpose
from station_app.core.days import BEIJING
from station_app.registers import ACTIONS, REGISTERS
from station_app.storage.tables import DutyRow
from station_app.workflows import inline

WHY = Purpose("TASK", "走访")
SUN = {"name": "孙大娘", "id_number": "339901195003030022"}
PLACE = "演示县石桥路8号1栋201室"
LAMP = {"source": "counter", "on": "2026-03-09", "kind": "hazard", "title": "楼道灯不亮"}
CALLED_ON = {
    "at": "2026-03-09 09:30",
    "met": SUN,
    "place": PLACE,
    "into_home": "是",
    "consent": "given",
    "consent_by": "孙大娘",
    "companions": "社区网格员周红",
    "topic": "fraud",
    "second_topic": "fire",
    "leaflet": "防诈骗手册",
    "card_left": "是",
    "found": "独居，燃气软管已提醒更换",
    "ask_kind": "difficulty",
    "ask": "上下楼不便，想换发居住证",
}
LETTER = {
    "on": "2026-03-09",
    "way": "letter",
    "kind": "request",
    "from": SUN,
    "title": "请求协调路口停车",
    "content": "路口停车挡住出入",
}
HANDLED = {"done": "联系物业更换灯泡", "cause": "facilities", "prevention": "物业每周检查"}
TOLD = {"told_whom": "孙大娘", "told_at": "2026-03-09 10:00", "told_how": "face"}


def enter(desk, register, typed, **more):
    told = {name: said for name, said in (typed | more).items() if said is not None}
    with desk.act(f"file:{register}", purpose=WHY) as act:
        return inline.file_typed(act, REGISTERS[register], [told])[0]


def do(desk, register, name, id, **typed):
    return action.perform(desk, ACTIONS[register], name, id, typed, WHY).ids


def shown(desk, register, id):
    with desk.act(f"show:{register}", purpose=WHY) as act:
        return records.show(act, REGISTERS[register], id).record


def at(desk, day):
    """The same desk on another day of 2026, at ten."""
    when = datetime.fromisoformat(f"2026-{day}T10:00").replace(tzinfo=BEIJING)
    return replace(desk, now=lambda: when)


def owed(desk, id):
    with desk.view("list:matters") as view:
        rows = view.all(select(DutyRow).where(DutyRow.record_id == id))
    return [(row.rule, f"{row.due_on:%m%d}", row.action, row.owner) for row in rows]
