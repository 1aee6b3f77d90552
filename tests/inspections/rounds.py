"""Houses of one street, let to somebody each, and a round past them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from station_app.access import action
from station_app.access.purposes import Purpose
from station_app.registers import ACTIONS, REGISTERS
from station_app.workflows import inline, round_plan, round_walk
from tests.inspections.houses import Scene, let

ROUND = Purpose("CHECK", "2026 检查路线")
STREET = "演示县石桥路{n}号"
TENANTS = [f"房客{which}" for which in "甲乙丙丁戊己庚辛壬癸"]
DOORS = (12, 2, 9)  # as they were entered; walked 2, 9, 12


@dataclass
class Street:
    scene: Scene
    houses: dict[int, object] = field(default_factory=dict)  # number → id of the house

    @classmethod
    def of(cls, scene: Scene, doors=DOORS):
        street = cls(scene)
        for n in doors:
            street.houses[n] = let(scene.officer, scene.office, STREET.format(n=n))
            tenant = scene.office.person(scene.officer, TENANTS[len(street.houses) - 1])
            rent = {"house_id": str(street.houses[n]), "person_id": str(tenant.id)}
            scene.office.file(scene.officer, "tenancies", since="2026-01-05", **rent)
        return street

    def prepare(self, *, desk=None, houses=None, **typed):
        """The round as `station file rounds` would be told of it."""
        desk = desk or self.scene.officer
        told = {"second": "周警官"} | typed
        if houses is not None:
            told["houses"] = [str(id) for id in houses]
        with desk.act("file:rounds", purpose=ROUND) as act:
            [filed] = inline.file_typed(act, REGISTERS["rounds"], [told])
        return filed

    def all(self, **typed):
        return self.prepare(houses=self.houses.values(), **typed)

    def enter(self, round, nth, said="", *, desk=None, on=None):
        desk = desk or self.scene.officer
        desk = replace(desk, now=lambda: on) if on else desk
        typed = {"nth": nth, "said": said}
        return action.perform(desk, ACTIONS["rounds"], "enter", round.id, typed, ROUND).ids

    def walk(self, round, *, desk=None, on=None):
        desk = desk or self.scene.officer
        desk = replace(desk, now=lambda: on) if on else desk
        with desk.act("round", purpose=ROUND) as act:
            return round_walk.walk(act, round.id)

    def propose(self, *, desk=None, **values):
        with (desk or self.scene.officer).act("propose-round", purpose=ROUND) as act:
            return round_plan.propose(act, values)
