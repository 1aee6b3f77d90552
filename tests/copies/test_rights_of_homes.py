"""Which registers a police home, a correction office and a training home may keep."""

from __future__ import annotations

import pytest

from station_app.access.matrix import EVERY_HOME, RIGHTS_OF
from station_app.access.purposes import Purpose
from station_app.core.errors import Refused
from station_app.registers import ACTIONS, REGISTERS

CASE = Purpose("CASE", "演公〔2026〕17号")
OFFICE_KEEPS = {r.partition(":")[2] for r in set(RIGHTS_OF["justice"]) - set(EVERY_HOME)} - {""}
STATION_KEEPS = {"correction_copies", "correction_tasks", "penalty_results"}


def test_no_kind_of_home_has_the_registers_of_the_other():
    assert "corrections" in OFFICE_KEEPS
    assert {r for r in STATION_KEEPS if any(x.endswith(f":{r}") for x in RIGHTS_OF["police"])}
    assert not [r for r in RIGHTS_OF["justice"] if r.partition(":")[2] in STATION_KEEPS]
    assert not [r for r in RIGHTS_OF["police"] if r.partition(":")[2] in OFFICE_KEEPS]
    both = OFFICE_KEEPS | STATION_KEEPS
    assert both <= {r.partition(":")[2] for r in RIGHTS_OF["training"]}


@pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)
@pytest.mark.parametrize("role", ["chief", "officer", "clerk"])
def test_a_police_home_has_no_way_to_a_supervision(desk_of, role):
    desk = desk_of(role, kind="police")
    mine = {a.right for r in OFFICE_KEEPS for a in ACTIONS.get(r, {}).values()}
    for right in mine | {f"{r}:{name}" for name in OFFICE_KEEPS for r in ("file", "show", "list")}:
        if right not in EVERY_HOME:
            assert not desk.may(right), right
            with pytest.raises(Refused, match="没有办理"), desk.act(right, purpose=CASE):
                pass
    assert not any(
        isinstance(field.kind, type(REGISTERS["corrections"]["person_id"].kind))
        and field.kind.register in OFFICE_KEEPS
        for name in STATION_KEEPS
        for field in REGISTERS[name].fields
    )
