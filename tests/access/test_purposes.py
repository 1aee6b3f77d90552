"""What a purpose opens (design.md 12)."""

from __future__ import annotations

import pytest

from station_app.access import records
from station_app.access.purposes import OPENS, PURPOSES, Purpose, opens
from station_app.core.errors import Refused
from station_app.registers import REGISTERS

TASK = Purpose("TASK", "交办 2026-17")


def test_every_purpose_says_what_it_opens():
    assert set(OPENS) == set(PURPOSES)


def test_a_task_opens_residents_and_in_practice_everything():
    outer = [each for each in REGISTERS.values() if not each.inner]
    assert all(opens(TASK, each, training=True) for each in outer)
    real = {each.name for each in outer if opens(TASK, each, training=False)}
    assert real == {"people", "places", "residents", "duty", "tasks"}


def test_a_house_is_not_read_on_a_task_in_a_real_home(desk_of, office, officer):
    place = office.file(officer, "places", county="演示县", street="文化路", door_plate="8号")
    house = REGISTERS["housing"]
    told = {"place_id": place.id, "landlord_unit": "演示置业", "let_from": officer.today}
    one = office.do(officer, records.file, "file:housing", house, told, why="CHECK")
    real = desk_of("officer", kind="police")
    with pytest.raises(Refused) as refused, real.act("show:housing", purpose=TASK) as act:
        records.show(act, house, one.id)
    assert "另行说明事由" in str(refused.value.text)
    assert office.do(real, records.show, "show:housing", house, one.id, why="CHECK")
