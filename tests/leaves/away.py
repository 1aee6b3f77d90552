"""A worker, the head of the office and one person whose leaves they deal with."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import select

from station_app.core.days import BEIJING
from station_app.corrections.records import Supervision
from station_app.leaves.records import Leave
from station_app.storage.tables import DutyRow
from station_app.workflows.supervision import entrusted
from tests.corrections.supervised import perform, taken_over

ASKED = {"reason": "就医", "since": "2026-03-12", "until": "2026-03-16", "destination": "杭州市",
         "proof": "挂号单"}  # fmt: skip
TRAVEL = {"reason": "在邻县务工", "places": "演示市东县", "times": "每日早出晚归",
          "frequency": "每周五次", "proof": "劳动合同"}  # fmt: skip
VISIT = {"whom": "表弟王某", "since": "2026-03-11", "reason": "探望"}
COUNTY = {"decision": "批准", "level": "county", "decided_by": "演示县社区矫正管理局",
          "decision_number": "演矫外〔2026〕3号"}  # fmt: skip
CITY = COUNTY | {"level": "city", "decided_by": "演示市司法局"}


def at(desk, day):
    """The same desk on another day of 2026."""
    when = datetime.fromisoformat(f"2026-{day}T10:00").replace(tzinfo=BEIJING)
    return replace(desk, now=lambda: when)


class Leaves:
    """One person of the worker, the head of the office, and what becomes of his leaves."""

    def __init__(self, desk_of):
        self.worker, self.head = desk_of("corrections", "林矫正"), desk_of("chief", "周所长")
        self.admin = desk_of("admin")
        self.person = taken_over(self.worker).id

    def entrust(self):
        with self.admin.act("enter-entrustment") as act:
            entrusted.enter_entrustment(act, "演示县司法局", "演司〔2026〕5号", date(2026, 1, 5))

    def ask(self, *, on=None, desk=None, **typed):
        desk = desk or self.worker
        return self.do("leave", self.person, at(desk, on) if on else desk, "corrections",
                       **ASKED | typed)[0]  # fmt: skip

    def do(self, name, id, desk=None, register="leaves", **typed):
        return perform(desk or self.worker, name, id, register, **typed).ids

    def approve(self, id, *, on="03-09", **typed):
        return self.do("approve", id, at(self.head, on), **typed)

    def the(self, kind, id):
        with self.worker.view("list:corrections") as view:
            return view.all(select(kind).where(kind.id == id))[0]

    def leave(self, id) -> Leave:
        return self.the(Leave, id)

    @property
    def now(self) -> Supervision:
        return self.the(Supervision, self.person)

    def owed(self, id):
        with self.worker.view("list:corrections") as view:
            rows = view.all(select(DutyRow).where(DutyRow.record_id == id))
        return sorted((row.rule, row.due_on.isoformat(), row.action) for row in rows)
