"""A person under supervision, entered at the gate and reported in, and short words for his days."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from station_app.access import action
from station_app.access.desk import Desk
from station_app.access.purposes import Purpose
from station_app.access.service import SERVICES
from station_app.corrections.records import Supervision
from station_app.registers import ACTIONS
from station_app.storage.tables import DutyRow
from station_app.workflows.supervision.living import contact, supervision

WHY = Purpose("CORRECTION", "社区矫正日常管理")
GATE = {
    "category": "probation",
    "deciding_organ": "演示县人民法院",
    "document_number": "(2026)演0101刑初7号",
    "start": "2026-01-05",
    "end": "2028-01-04",
    "crime": "盗窃罪",
    "sentence": "有期徒刑一年，缓刑二年",
    "executing_county": "演示县社区矫正管理局",
}
INTAKE = ("papers_on", "announced_on", "grouped_on", "planned_on", "exit_ban_on", "graded_on")


def reported_in(desk: Desk, office: Any, name="张三", *, on="2026-01-08", **more: Any) -> UUID:
    """Filed through the gate, reported in on that day; `more`: of the gate, or state fields."""
    person = office.person(desk, name, **more.pop("person", {}))
    state = {key: more.pop(key) for key in list(more) if key in ("grade", "last_report_on")}
    typed = GATE | {"person_id": str(person.id), "worker": desk.officer} | more
    one = office.file(desk, "corrections", **typed)
    told = SERVICES["take-report"]
    with desk.act("take-report", purpose=WHY) as act, act.inside(told, "take-report"):
        day = date.fromisoformat(on)
        after = {"state": "under", "reported_on": day} | dict.fromkeys(INTAKE, day) | state
        contact(act, supervision(act, one.id), day, **after)
    return one.id


@dataclass
class Days:
    desk: Desk
    id: UUID

    def act(self, name, *, on=None, register="corrections", id=None, **typed):
        """`on`: the moment at which it is done, or the day typed."""
        desk = self.desk
        if isinstance(on, str):
            typed = typed | {"on": on}
        elif on:
            desk = replace(desk, now=lambda: on)
        found = ACTIONS[register]
        return action.perform(desk, found, name, id or self.id, typed, WHY).ids

    def every(self, kind, *where):
        with self.desk.view("list:corrections") as view:
            return view.all(select(kind).where(*where).order_by(kind.row))

    @property
    def now(self) -> Supervision:
        [one] = self.every(Supervision, Supervision.id == self.id)
        return one

    def owed(self, id=None):
        """(rule, day, action) of what a record owes."""
        with self.desk.view("list:corrections") as view:
            rows = view.all(select(DutyRow).where(DutyRow.record_id == (id or self.id)))
        return sorted((row.rule, row.due_on.isoformat(), row.action) for row in rows)

    def due(self, action):
        """(rule, day) of what fulfils this action."""
        return [(rule, day) for rule, day, what in self.owed() if what == action]
