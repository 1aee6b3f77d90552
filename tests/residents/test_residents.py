"""Households and residences, entered, moved and ended as a household officer does it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from station_app.access import action, records
from station_app.access.purposes import Purpose
from station_app.core.errors import Refused
from station_app.places import service as places
from station_app.registers import ACTIONS, REGISTERS
from station_app.residents import rules, service
from station_app.residents.register import RESIDENTS
from station_app.workflows import agenda

HOME = "演示县东门社区新丰街33号8栋4单元1604室"
OTHER = "演示县石桥村石桥路256号"
HEAD = {"name": "单雄信", "id_number": "339901198001010013", "hukou_address": HOME}
WIFE = {"name": "解洋", "id_number": "339901198001010021"}
CHECK = Purpose("CHECK", "2026-3")


@pytest.fixture
def household(office, officer):
    members = [(HEAD, {}), (WIFE, {"relation_to_head": "12"})]
    return office.do(
        officer, service.register_household, "register-household", HOME, members, why="COUNTER"
    )


def perform(desk, name, id, **typed):
    return action.perform(desk, ACTIONS["residents"], name, id, typed, CHECK)


def owed(desk):
    with desk.view("agenda") as view:
        return [
            (item.due.rule.id, item.due.due_on)
            for item in agenda.agenda(view, agenda.Wanted(within=4000))
        ]


def test_a_household_is_entered_in_one_act_with_its_building_and_dwelling(
    office, officer, household, ask
):
    assert ask("select count(*) from audit_event") == 1
    assert ask("select count(*) from place") == 2
    first = office.show(officer, "residents", household[0])
    assert (first.relation_to_head, first.resident_class) == ("02", "1")
    assert first.household.startswith("339901-01H20260309")


def test_a_second_household_at_the_address_uses_the_same_dwelling(office, officer, household, ask):
    other = [({"name": "王五", "id_number": "33990119880808008X"}, {})]
    office.do(officer, service.register_household, "register-household", HOME, other)
    assert ask("select count(*) from place") == 2


def test_nobody_is_entered_twice_at_one_address(office, officer, household):
    with pytest.raises(Refused, match="已登记在这个住址"):
        office.do(officer, service.register_household, "register-household", HOME, [(HEAD, {})])


def test_a_number_held_by_another_name_is_a_question(office, officer, household):
    other = [({"name": "赵六", "id_number": HEAD["id_number"]}, {})]
    with pytest.raises(Refused, match="另一个姓名"):
        office.do(officer, service.register_household, "register-household", OTHER, other)


def test_a_household_lists_its_head_first_then_the_wife(office, officer, household):
    number = office.show(officer, "residents", household[0]).household
    members = office.do(officer, service.household, "household", number)
    assert [member.person.name for member in members] == ["单雄信", "解洋"]


def test_moving_within_the_county_ends_one_residence_and_begins_another(office, officer, household):
    done = perform(officer, "move_within", household[0], address=OTHER)
    old, new = (office.show(officer, "residents", id) for id in done.ids)
    assert (old.until, old.end_reason, new.since) == (officer.today, "9", officer.today)
    assert new.moved_from == HOME
    assert new.person_id == old.person_id


def test_who_stayed_longer_than_he_meant_to_says_anew_how_long_when_he_moves(
    office, officer, household
):
    for leaves, kept in (("2026-03-01", None), ("2026-09-01", date(2026, 9, 1))):
        person = office.person(officer, "租客")
        place = office.show(officer, "residents", household[0]).place_id
        stay = office.file(
            officer,
            "residents",
            person_id=str(person.id),
            place_id=str(place),
            arrived_on="2025-09-01",
            expected_leave=leaves,
        )
        _old, new = perform(officer, "move_within", stay.id, address=OTHER).ids
        assert office.show(officer, "residents", new).expected_leave == kept


def test_somebody_who_has_left_cannot_leave_again_but_can_be_restored(office, officer, household):
    perform(officer, "move_out", household[0], on="今天")
    with pytest.raises(Refused, match="已离开"):
        perform(officer, "move_out", household[0])
    perform(officer, "restore_registration", household[0], reason="误办迁出")
    assert office.show(officer, "residents", household[0]).until is None


def test_a_death_ends_the_residence_and_stands_with_the_person(office, officer, household):
    done = perform(officer, "deregister", household[1], reason="1", on="3.1")
    assert office.show(officer, "residents", household[1]).until == date(2026, 3, 1)
    assert office.show(officer, "people", done.ids[1]).died_on == date(2026, 3, 1)


def test_a_floating_resident_owes_registration_then_the_half_year_then_the_permit(
    office, officer, desk_of
):
    person = office.person(officer, "王五")
    place = office.do(officer, records.file, "file:places", REGISTERS["places"], {"line": HOME})
    stay = office.file(
        officer,
        "residents",
        person_id=str(person.id),
        place_id=str(place.id),
        arrived_on="2026-03-05",
        stay_reason="01",
    )
    assert stay.resident_class == "4"
    assert owed(officer) == [("residence_registration", date(2026, 3, 10))]
    perform(officer, "register_residence", stay.id)
    assert owed(officer) == [("half_year", date(2026, 9, 9))]
    autumn = desk_of("officer", now=lambda: datetime(2026, 9, 9, 2, 0, tzinfo=UTC))
    perform(autumn, "apply_permit", stay.id)
    assert owed(autumn) == [("residence_permit_issue", date(2026, 9, 24))]
    perform(autumn, "issue_permit", stay.id, permit_number="J123")
    assert owed(autumn) == [("endorsement", date(2027, 9, 9))]
    perform(autumn, "move_out", stay.id)
    assert owed(autumn) == []


def test_a_late_endorsement_starts_the_years_anew_and_an_early_one_waits():
    resident = RESIDENTS.record(person_id=None, place_id=None, permit_issued_on=date(2026, 8, 31))
    assert rules.next_endorsement(resident) == date(2027, 8, 31)
    resident.endorsed_on = date(2026, 9, 30)  # kept by some older register: too early to count
    assert rules.next_endorsement(resident) == date(2027, 8, 31)
    resident.endorsed_on = date(2027, 8, 2)
    assert rules.next_endorsement(resident) == date(2028, 8, 31)
    resident.endorsed_on = resident.years_from = date(2028, 10, 10)
    assert rules.next_endorsement(resident) == date(2029, 10, 10)
    resident.endorsed_on = date(2029, 10, 1)
    assert rules.next_endorsement(resident) == date(2030, 10, 10)


def test_permits_follow_their_order(office, officer, household):
    for name, typed in (
        ("apply_permit", {}),
        ("issue_permit", {"permit_number": "J1"}),
        ("register_lodging", {}),
    ):
        with pytest.raises(Refused, match="只适用于"):
            perform(officer, name, household[0], **typed)


def test_who_moved_within_the_county_is_not_restored_to_two_homes(officer, household):
    perform(officer, "move_within", household[0], address=OTHER)
    with pytest.raises(Refused, match="移居别处"):
        perform(officer, "restore_registration", household[0], reason="误办")


def test_a_foreigner_is_registered_within_a_day(office, officer):
    person = office.person(officer, "JOHN SMITH", documents="414 E12345678 2030-01-01")
    place = office.do(officer, records.file, "file:places", REGISTERS["places"], {"line": HOME})
    stay = office.file(
        officer,
        "residents",
        person_id=str(person.id),
        place_id=str(place.id),
        abroad_kind="foreigner",
        moved_in_at="2026-03-09 09:00",
    )
    assert owed(officer) == [("foreigner_registration", date(2026, 3, 10))]
    perform(officer, "register_lodging", stay.id)
    assert owed(officer) == []


def test_a_building_is_generated_floor_by_floor_and_its_grid_lies_as_the_house_does(
    office, officer
):
    building = office.file(officer, "places", line="演示县东门社区新丰街33号8栋")
    typed = {"units": 2, "floors": 3, "rooms": 2}
    done = action.perform(officer, ACTIONS["places"], "generate", building.id, typed, CHECK)
    assert len(done.ids) == 12
    with officer.view("building-grid") as view:
        grid = places.grid(view, building.id)
    assert [(room.unit, room.room) for room in grid[:3]] == [
        ("1单元", "301室"),
        ("1单元", "302室"),
        ("1单元", "201室"),
    ]
    again = action.perform(officer, ACTIONS["places"], "generate", building.id, typed, CHECK)
    assert again.ids == ()


def room(desk, place):
    with desk.view("building-grid") as view:
        [found] = [room for room in places.grid(view, place.building_id) if room.id == place.id]
    return found.use, found.living, found.visited


def test_a_room_of_the_grid_tells_whether_it_is_let_and_how_many_live_there(
    office, officer, household
):
    place = office.show(officer, "places", office.show(officer, "residents", household[0]).place_id)
    assert room(officer, place) == ("unknown", 2, False)
    office.amend(officer, "places", place.id, use="owner")
    house = office.file(
        officer,
        "housing",
        place_id=str(place.id),
        landlord_unit="演示物业",
        letting_way="whole",
        let_from="2026-03-01",
    )
    assert room(officer, place) == ("let", 2, False)
    perform(officer, "move_out", household[1], reason="8", moved_to="演示县石桥村")
    assert room(officer, place) == ("let", 1, False)
    office.do(
        officer, records.withdraw, "withdraw:housing", REGISTERS["housing"], house.id, reason="误录"
    )
    office.do(officer, service.sweep_dwelling, "sweep-dwelling", place.id, "found", "")
    assert room(officer, place) == ("owner", 1, True)


def test_who_lives_at_a_twin_address_is_counted_in_the_room_it_is_read_as(
    office, officer, household
):
    place = office.show(officer, "places", office.show(officer, "residents", household[0]).place_id)
    twin = "演示县新丰街三十三号8栋4单元1604室"
    other = [({"name": "王五", "id_number": "33990119880808008X"}, {})]
    office.do(officer, service.register_household, "register-household", twin, other)
    with officer.view("building-grid") as view:
        [gone] = places.by_line(view, [places.line_of(twin)]).values()
    assert room(officer, place)[1] == 2
    office.do(officer, places.merge, "merge-places", place.id, {"other": gone.id})
    assert room(officer, place)[1] == 3


def swept(desk, *place_ids):
    with desk.view("building-grid") as view:
        return places.last_swept(view, place_ids)


def test_a_sweep_confirms_everybody_behind_the_door_and_marks_the_dwelling(
    office, officer, household, ask
):
    place_id = office.show(officer, "residents", household[0]).place_id
    office.do(officer, service.sweep_dwelling, "sweep-dwelling", place_id, "found", "")
    assert ask("select count(*) from sweep") == 3
    assert swept(officer, place_id) == {place_id: officer.today}


def test_a_sweep_that_is_undone_leaves_the_dwelling_unvisited(office, officer, household):
    place_id = office.show(officer, "residents", household[0]).place_id
    with officer.act("sweep-dwelling") as act:
        service.sweep_dwelling(act, place_id, "found")
    office.do(officer, records.undo, "undo", act.stamp.act_id)
    assert swept(officer, place_id) == {}


def test_a_dwelling_swept_under_its_twin_address_is_visited(office, officer, household):
    place_id = office.show(officer, "residents", household[0]).place_id
    twin = office.file(officer, "places", line="演示县新丰街三十三号8栋4单元1604室").id
    office.do(officer, service.sweep_dwelling, "sweep-dwelling", twin, "found")
    office.do(officer, places.merge, "merge-places", place_id, {"other": twin})
    assert swept(officer, place_id) == {place_id: officer.today}


def test_who_was_not_there_any_more_leaves_by_the_sweep(office, officer, household):
    perform(officer, "sweep", household[1], result="gone")
    assert office.show(officer, "residents", household[1]).until == officer.today


def test_moving_in_and_leaving_are_tallied_by_class(office, officer, household, ask):
    perform(officer, "move_out", household[0])
    assert ask("select sum(n) from tally where name = 'left'") == 1


def test_a_resident_may_be_undone_with_everything_its_act_wrote(office, officer, household, ask):
    act_id = office.do(officer, records.history, "history:residents", RESIDENTS, household[0])[
        0
    ].act
    office.do(officer, records.undo, "undo", act_id)
    live = "select count(*) from {} where withdrawn_at is null"
    assert [ask(live.format(t)) for t in ("resident", "person", "place")] == [0, 0, 0]
    assert ask("select count(*) from search_key") == 0
