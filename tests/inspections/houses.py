"""A house to let with two tenants, officers with accounts, and words to check it with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import select

from station_app.access import accounts, action
from station_app.access.desk import Desk
from station_app.access.purposes import Purpose
from station_app.hazards.records import Hazard, Recheck
from station_app.housing.records import House
from station_app.inspections.records import Headcount, Inspection
from station_app.registers import ACTIONS
from station_app.storage.tables import DutyRow

CHECK = Purpose("CHECK", "2026 检查计划")
TENANTS = ("张三", "李四")
TOGETHER = {"kind": "check", "second": "周警官", "consent": "given"}


@dataclass
class Scene:
    """One house at one address; every word of it goes through the program's own acts."""

    officer: Desk
    clerk: Desk
    office: Any
    house: UUID

    def check(self, *, desk=None, on=None, house=None, **typed):
        """What a check answers: the inspection and its hazards."""
        desk = self._at(desk or self.officer, on)
        done = action.perform(
            desk, ACTIONS["housing"], "inspect", house or self.house, TOGETHER | typed, CHECK
        )
        return done.ids

    def act(self, name, hazard, *, desk=None, on=None, **typed):
        """`on`: the moment at which it is done, or the day typed."""
        if isinstance(on, str):
            typed, on = typed | {"on": on}, None
        desk = self._at(desk or self.officer, on)
        return action.perform(desk, ACTIONS["hazards"], name, hazard, typed, CHECK).ids

    def _at(self, desk, on):
        return replace(desk, now=lambda: on) if on else desk

    def every(self, kind, *where):
        with self.officer.view("list:housing") as view:
            return view.all(select(kind).where(*where).order_by(getattr(kind, "row", None)))

    def the(self, kind, id):
        return self.every(kind, kind.id == id)[0]

    def hazard_of(self, visit, item):
        [found] = [
            h.id for h in self.every(Hazard, Hazard.inspection_id == visit) if h.item == item
        ]
        return found

    def hazard(self, id):
        return self.the(Hazard, id)

    def rechecks(self, id):
        return self.every(Recheck, Recheck.hazard_id == id)

    def headcount(self, id):
        lines = self.every(Headcount, Headcount.inspection_id == id)
        return [(line.name, line.result) for line in lines]

    @property
    def now(self):
        return self.the(House, self.house)

    def inspection(self, id):
        return self.the(Inspection, id)

    def owed(self, id):
        """(rule, day, action) of what a record owes."""
        with self.officer.view("list:housing") as view:
            rows = view.all(select(DutyRow).where(DutyRow.record_id == id))
        return sorted((row.rule, row.due_on.isoformat(), row.action) for row in rows)


def scene(desk_of, office) -> Scene:
    security = desk_of("security")
    for name, role in (("王警官", "officer"), ("周警官", "officer"), ("陈辅警", "clerk")):
        with security.act("open-account") as act:
            accounts.open_account(act, name, role, "police")
    officer, clerk = desk_of("officer", "王警官"), desk_of("clerk", "陈辅警")
    house = let(officer, office, "演示县新丰街33号8栋4单元1604室")
    for name in TENANTS:
        tenant = office.person(officer, name)
        rent = {"house_id": str(house), "person_id": str(tenant.id), "since": "2026-01-05"}
        office.file(officer, "tenancies", **rent)
    return Scene(officer, clerk, office, house)


def let(desk, office, line) -> UUID:
    place = office.file(desk, "places", line=line)
    landlord = office.person(desk, "房东某")
    house = office.file(
        desk,
        "housing",
        place_id=str(place.id),
        landlord_id=str(landlord.id),
        let_from="2026-01-01",
        land="1",
    )
    return house.id
