"""A residence permit is asked for after half a year of registered residence."""

from __future__ import annotations

from datetime import date

import pytest

from station_app.access import action, records
from station_app.access.purposes import Purpose
from station_app.core.errors import Refused, Rejected
from station_app.core.register import read_draft
from station_app.registers import ACTIONS, REGISTERS

COUNTER = Purpose("COUNTER", "2026-3")


@pytest.fixture
def stay(office, officer):
    def stay(**typed):
        person = office.person(officer, "王五")
        place = office.file(officer, "places", line="演示县石桥村石桥路256号")
        ids = {"person_id": str(person.id), "place_id": str(place.id)}
        return office.file(officer, "residents", **ids, resident_class="4", **typed).id

    return stay


def apply(desk, id, **typed):
    return action.perform(desk, ACTIONS["residents"], "apply_permit", id, typed, COUNTER)


def test_before_half_a_year_it_is_refused_with_the_day_from_which_it_is_possible(officer, stay):
    id = stay(arrived_on="2025-01-01", registered_on="2025-09-10")
    with pytest.raises(Refused, match="2026-03-10 起"):  # it counts from the registration
        apply(officer, id)


def test_on_that_day_it_is_taken(office, officer, stay):
    id = stay(arrived_on="2025-09-01", registered_on="2025-09-09")
    apply(officer, id)
    assert office.show(officer, "residents", id).permit_applied_on == date(2026, 3, 9)


def test_an_earlier_day_of_application_does_not_get_round_it(officer, stay):
    id = stay(arrived_on="2025-01-01", registered_on="2025-09-01")
    with pytest.raises(Refused, match="2026-03-01 起"):
        apply(officer, id, on="2026-02-28")


def test_nor_does_a_day_that_has_not_come(officer, stay):
    id = stay(arrived_on="2025-09-01", registered_on="2025-10-01")
    with pytest.raises(Rejected, match="今天之后"):
        apply(officer, id, on="2026-04-01")


def test_who_registered_when_the_law_had_no_such_term_is_not_kept_waiting(officer, stay):
    apply(officer, stay(arrived_on="2015-06-01", registered_on="2015-06-01"))


def test_a_move_within_the_county_does_not_start_the_half_year_anew(office, officer, stay):
    id = stay(arrived_on="2025-09-01", registered_on="2025-09-01")
    typed = {"address": "演示县东门社区新丰街34号"}
    moved = action.perform(officer, ACTIONS["residents"], "move_within", id, typed, COUNTER)
    apply(officer, moved.ids[1])


def test_the_day_of_application_is_not_typed_past_it(office, officer, stay):
    id, register = stay(registered_on="2026-01-05"), REGISTERS["residents"]
    for part in (False, True):  # as it is filed, and later
        _values, problems = read_draft(
            register, {"permit_applied_on": "2026-03-01"}, officer.now(), part=part
        )
        assert [p.field for p in problems if "相应的办理" in str(p.message)] == [
            "permit_applied_on"
        ]
    revision = office.show(officer, "residents", id).revision
    early = {"permit_applied_on": date(2026, 3, 1)}
    with pytest.raises(Refused, match="相应的办理"):
        office.do(officer, records.amend, "amend:residents", register, id, early, revision=revision)


def test_who_brings_a_permit_is_not_asked_to_apply_for_one(office, officer, stay):
    id = stay(
        registered_on="2025-01-05", permit_number="339901000000001", permit_issued_on="2025-08-01"
    )
    offered = ACTIONS["residents"]["apply_permit"].suits
    assert not offered(office.show(officer, "residents", id))
    with pytest.raises(Refused, match="已签发"):
        apply(officer, id)


def test_years_that_began_anew_stay_so_after_a_move(office, officer, stay):
    id = stay(
        registered_on="2023-01-05",
        permit_number="339901000000001",
        permit_issued_on="2023-08-01",
        years_from="2025-01-01",
    )
    typed = {"address": "演示县东门社区新丰街34号"}
    moved = action.perform(officer, ACTIONS["residents"], "move_within", id, typed, COUNTER)
    there = office.show(officer, "residents", moved.ids[1])
    assert there.years_from == date(2025, 1, 1)


@pytest.mark.parametrize("field", ["permit_issued_on", "endorsed_on"])
def test_a_permit_is_issued_and_endorsed_by_its_act_and_not_typed_in_instead(
    office, officer, stay, field
):
    """Who brings one has it typed when he is first registered; half a year is not got round so."""
    id = stay(registered_on="2026-03-01")
    with pytest.raises(Rejected, match="相应的办理"):
        office.amend(officer, "residents", id, **{field: "2026-03-05"})
    assert getattr(office.show(officer, "residents", id), field) is None
    office.amend(officer, "residents", id, remarks="待半年后受理")


def test_without_the_guard_it_could_be_typed(office, officer, stay, monkeypatch):
    monkeypatch.setattr(records, "_refuse_past_act", lambda *_: None)
    id = stay(registered_on="2026-03-01", permit_number="339901000000001")
    office.amend(officer, "residents", id, permit_issued_on="2026-03-05")
    assert office.show(officer, "residents", id).permit_issued_on == date(2026, 3, 5)
