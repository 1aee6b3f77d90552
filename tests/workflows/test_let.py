"""A house is let, people move in and out, and the residence records go along with them."""

from __future__ import annotations

from datetime import date

import pytest

from station_app.access import action, records
from station_app.access.purposes import Purpose
from station_app.core.errors import Conflict, Refused, Rejected
from station_app.registers import ACTIONS, REGISTERS
from station_app.storage.pages import Query
from station_app.workflows import agenda, inline, let

HOUSE = "演示县东门社区新丰街33号8栋4单元1604室"
OTHER = "演示县石桥村石桥路256号"
LANDLORD = {"name": "曹敏", "phone": "19900005780"}
TENANT = {"name": "姜勇", "id_number": "339901200006173575"}
PARTNER = {"name": "解洋", "id_number": "339901198001010021"}
CHECK = Purpose("CHECK", "2026-3")


def file(desk, register, **typed):
    with desk.act(f"file:{register}", purpose=CHECK) as act:
        return inline.file_typed(act, REGISTERS[register], [typed])[0]


def perform(desk, register, name, id, **typed):
    return action.perform(desk, ACTIONS[register], name, id, typed, CHECK)


def owed(desk):
    with desk.view("agenda") as view:
        lines = agenda.agenda(view, agenda.Wanted(within=4000))
        return {(one.register, one.due.rule.id, one.due.due_on) for one in lines}


def rules_owed(desk):
    return {rule for _register, rule, _day in owed(desk)}


@pytest.fixture
def house(officer):
    return file(
        officer,
        "housing",
        place=HOUSE,
        landlord=LANDLORD,
        letting_way="整租",
        let_from="2026-03-02",
    )


@pytest.fixture
def tenancy(officer, house):
    return file(
        officer,
        "tenancies",
        house_id=str(house.id),
        person=TENANT,
        since="2026-03-06",
        expected_until="2026-09-05",
        rent="1200",
    )


def shown(desk, register, id):
    with desk.act(f"show:{register}", purpose=CHECK) as act:
        return records.show(act, REGISTERS[register], id).record


def the_residence(desk, tenancy):
    return shown(desk, "residents", tenancy.residence_id)


def test_a_new_house_is_watched_until_somebody_has_looked_at_it(officer, house):
    assert (house.grade, house.grade_reason) == ("attention", "新登记，尚未检查")
    assert owed(officer) == {("housing", "house_check_attention", date(2026, 6, 2))}


def test_one_place_is_one_house_to_let(officer, house, ask):
    with pytest.raises(Rejected, match="已有一条记录登记了同一项"):
        file(officer, "housing", place=HOUSE, landlord={"name": "罗文"})
    assert ask("select count(*) from house") == 1
    assert ask("select count(*) from person") == 1  # the second landlord was not kept either


def test_a_tenancy_opens_the_residence_in_the_same_act(officer, house, tenancy, ask):
    assert ask("select count(distinct act_id) from operation") == 2  # house, tenancy
    resident = the_residence(officer, tenancy)
    assert (resident.resident_class, resident.since) == ("4", date(2026, 3, 6))
    assert resident.place_id == house.place_id
    assert resident.expected_leave == date(2026, 9, 5)


def test_the_window_of_registration_is_owed_once_and_by_the_residence(officer, tenancy):
    assert {one for one in owed(officer) if one[0] != "housing"} == {
        ("residents", "residence_registration", date(2026, 3, 11)),
        ("residents", "expected_leave", date(2026, 9, 5)),
    }


def test_what_the_form_says_of_the_residence_is_kept_there(officer, house):
    given = {"stay_reason": "务工", "registered_on": "今天"}
    tenancy = file(
        officer, "tenancies", house=HOUSE, person=TENANT, since="2026-03-06", residence=given
    )
    resident = the_residence(officer, tenancy)
    assert (resident.stay_reason, resident.registered_on) == ("01", date(2026, 3, 9))
    assert "residence_registration" not in rules_owed(officer)


def test_a_faulty_word_about_the_residence_is_refused_and_nothing_is_kept(officer, house, ask):
    with pytest.raises(Rejected) as refused:
        file(officer, "tenancies", house=HOUSE, person=TENANT, residence={"stay_reason": "飞行"})
    assert [problem.field for problem in refused.value.problems] == ["stay_reason"]
    assert ask("select count(*) from tenancy") == ask("select count(*) from resident") == 0
    assert ask("select count(*) from person") == 1


def test_who_lives_there_already_keeps_his_record_and_it_is_filled_in(officer, house, ask):
    with officer.act("file:residents", purpose=CHECK) as act:
        (before,) = inline.file_typed(
            act,
            REGISTERS["residents"],
            [{"person": TENANT, "place": HOUSE, "since": "2025-01-01", "resident_class": "1"}],
        )
    tenancy = file(officer, "tenancies", house=HOUSE, person=TENANT, expected_until="2026-12-31")
    assert tenancy.residence_id == before.id
    assert ask("select count(*) from resident") == 1
    resident = the_residence(officer, tenancy)
    assert (resident.since, resident.expected_leave) == (date(2025, 1, 1), date(2026, 12, 31))
    assert resident.resident_class == "1"


def test_a_newcomer_entered_at_a_house_to_let_is_its_tenant(officer, house, ask):
    resident = file(
        officer, "residents", person=TENANT, place=HOUSE, since="2026-03-06", stay_reason="01"
    )
    assert ask("select count(*) from tenancy") == 1
    (link,) = [one for one in links(officer, "residents", resident.id) if one.role == "tenancy"]
    tenancy = shown(officer, "tenancies", link.id)
    assert (tenancy.role, tenancy.house_id) == ("tenant", house.id)


def links(desk, register, id):
    with desk.act(f"everything-about:{register}", purpose=CHECK) as act:
        return records.everything_about(act, REGISTERS[register], id)[0]


def test_the_landlord_and_his_family_living_there_rent_nothing(officer, house, ask):
    file(officer, "residents", person=PARTNER, place=HOUSE, resident_class="1")
    file(officer, "residents", person_id=str(house.landlord_id), place=HOUSE, resident_class="4")
    assert ask("select count(*) from resident") == 2
    assert ask("select count(*) from tenancy") == 0


def test_a_household_of_newcomers_is_its_tenant_and_those_who_live_with_him(officer, house, ask):
    members = [(dict(TENANT), {"stay_reason": "01"}), (dict(PARTNER), {"stay_reason": "09"})]
    with officer.act("register-household", purpose=CHECK) as act:
        let.register_household(act, HOUSE, members)
    of_role = "select count(*) from tenancy where role = '{}'"
    assert ask(of_role.format("tenant")) == ask(of_role.format("actual_occupant")) == 1


def test_nobody_rents_one_house_twice(officer, house, tenancy, ask):
    with pytest.raises(Refused, match="已登记租住"):
        file(officer, "tenancies", house=HOUSE, person=TENANT)
    assert ask("select count(*) from tenancy") == 1


def test_who_rents_for_others_registers_no_residence(officer, house, ask):
    file(officer, "tenancies", house=HOUSE, person=TENANT, role="tenant_elsewhere",
         since="2026-03-06")  # fmt: skip
    assert ask("select count(*) from resident") == 0
    assert "tenancy_registration" not in rules_owed(officer)


def test_a_guest_from_abroad_is_registered_as_one(officer, house):
    guest = {"name": "JOHN SMITH", "documents": "414 E12345678", "nationality": "USA"}
    tenancy = file(
        officer, "tenancies", house=HOUSE, person=guest, since="2026-03-08",
        residence={"abroad_kind": "foreigner", "moved_in_at": "2026-03-08 20:00"},
    )  # fmt: skip
    assert the_residence(officer, tenancy).resident_class == "5"
    assert "foreigner_registration" in rules_owed(officer)


def test_a_house_is_opened_with_its_landlord_where_the_tenancy_names_a_new_one(officer, ask):
    given = {"place": OTHER, "landlord": LANDLORD, "letting_way": "合租"}
    tenancy = file(officer, "tenancies", house=given, person=TENANT)
    again = file(officer, "tenancies", house=OTHER, person=PARTNER)
    assert tenancy.house_id == again.house_id
    assert ask("select count(*) from house") == 1
    assert ask("select count(*) from person") == 3


def test_leaving_ends_both_whichever_of_the_two_is_asked(officer, house, tenancy):
    other = file(officer, "tenancies", house=HOUSE, person=PARTNER, since="2026-03-06")
    perform(officer, "tenancies", "end", tenancy.id, on="2026-03-09", reason="2")
    perform(officer, "residents", "move_out", other.residence_id, on="2026-03-08")
    for one, day in ((tenancy, date(2026, 3, 9)), (other, date(2026, 3, 8))):
        one = shown(officer, "tenancies", one.id)
        assert (one.until, the_residence(officer, one).until) == (day, day)
    assert shown(officer, "tenancies", tenancy.id).end_reason == "2"
    assert rules_owed(officer) == {"house_check_attention"}


def test_taking_back_the_leaving_puts_both_back(officer, tenancy):
    done = perform(officer, "residents", "move_out", tenancy.residence_id)
    with officer.act("undo", purpose=CHECK) as act:
        records.undo(act, done.act_id)
    one = shown(officer, "tenancies", tenancy.id)
    assert (one.until, the_residence(officer, one).until) == (None, None)


def test_who_gives_up_the_lease_may_go_on_living_there(officer, tenancy):
    perform(officer, "tenancies", "end", tenancy.id, residence="否")
    assert the_residence(officer, tenancy).until is None
    assert shown(officer, "tenancies", tenancy.id).until == date(2026, 3, 9)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("move_within", {"address": OTHER}),
        ("deregister", {"reason": "1"}),
        ("sweep", {"result": "gone"}),
    ],
)
def test_however_somebody_leaves_his_tenancy_ends(officer, tenancy, name, typed):
    perform(officer, "residents", name, tenancy.residence_id, **typed)
    assert shown(officer, "tenancies", tenancy.id).until == date(2026, 3, 9)


def test_being_found_at_home_ends_nothing(officer, tenancy):
    perform(officer, "residents", "sweep", tenancy.residence_id, result="found")
    assert shown(officer, "tenancies", tenancy.id).until is None


def test_a_lease_is_extended_or_made_open_and_the_residence_follows(officer, tenancy):
    perform(officer, "tenancies", "extend", tenancy.id, expected_until="2027-09-05")
    assert the_residence(officer, tenancy).expected_leave == date(2027, 9, 5)
    perform(officer, "tenancies", "extend", tenancy.id)
    assert the_residence(officer, tenancy).expected_leave is None
    with pytest.raises(Refused, match="已经过去"):
        perform(officer, "tenancies", "extend", tenancy.id, expected_until="2026-03-01")


def test_a_tenancy_without_residence_owes_its_registration_and_is_registered_from_there(
    officer, house, tenancy
):
    with officer.act("file:tenancies", purpose=CHECK) as act:  # as one who rented for others
        (one,) = inline.file_typed(
            act,
            REGISTERS["tenancies"],
            [
                {
                    "house": HOUSE,
                    "person": PARTNER,
                    "since": "2026-03-06",
                    "role": "tenant_elsewhere",
                }
            ],
        )
    with officer.act("amend:tenancies", purpose=CHECK) as act:  # and now lives there himself
        records.amend(act, REGISTERS["tenancies"], one.id, {"role": "tenant"}, revision=1)
    assert ("tenancies", "tenancy_registration", date(2026, 3, 11)) in owed(officer)
    perform(officer, "tenancies", "register", one.id, stay_reason="01")
    assert "tenancy_registration" not in rules_owed(officer)
    one = shown(officer, "tenancies", one.id)
    assert the_residence(officer, one).registered_on == date(2026, 3, 9)


def test_letting_stops_only_when_nobody_rents_or_everybody_leaves(officer, house, tenancy):
    with pytest.raises(Refused, match="还有 1 人在租"):
        perform(officer, "housing", "stop_letting", house.id)
    perform(officer, "housing", "stop_letting", house.id, tenants="是", on="2026-03-08")
    assert shown(officer, "housing", house.id).let_until == date(2026, 3, 8)
    assert shown(officer, "tenancies", tenancy.id).end_reason == "4"
    assert the_residence(officer, tenancy).until == date(2026, 3, 8)
    assert owed(officer) == set()
    with pytest.raises(Refused, match="已停止出租"):
        file(officer, "tenancies", house_id=str(house.id), person=PARTNER)
    perform(officer, "housing", "let_again", house.id)
    assert rules_owed(officer) == {"house_check_attention"}


def test_a_new_landlord_signs_a_letter_of_his_own(office, officer, house):
    perform(officer, "housing", "sign_letter", house.id, on="2026-03-05")
    new = office.person(officer, "罗文")
    perform(officer, "housing", "transfer", house.id, landlord=str(new.id))
    one = shown(officer, "housing", house.id)
    assert (one.landlord_id, one.letter_signed_on) == (new.id, None)
    with pytest.raises(Refused, match="与原出租人相同"):
        perform(officer, "housing", "transfer", house.id, landlord=str(new.id))


def test_the_letting_is_not_stopped_behind_a_second_officer_s_back(officer, desk_of, house):
    other = desk_of("officer", "second")
    perform(other, "housing", "stop_letting", house.id)
    with pytest.raises((Refused, Conflict)):
        perform(officer, "housing", "stop_letting", house.id)


def test_a_house_and_a_tenancy_are_called_by_address_and_person(officer, house, tenancy):
    with officer.act("titles:tenancies", purpose=CHECK) as act:
        titles = records.titles(act, REGISTERS["tenancies"], [tenancy.id])
        seen = set(act.shown)
    assert titles[tenancy.id] == f"姜勇 339901200006173575 {HOUSE}"
    assert {tenancy.id, tenancy.person_id, tenancy.house_id} <= seen


def test_a_tenancy_is_found_by_its_tenant_and_by_the_address_alone(officer, house, tenancy):
    other = file(officer, "housing", place="演示县石桥路9号", let_from="2026-01-01")
    file(officer, "tenancies", house_id=str(other.id), person={"name": "租客乙"})

    def found(register, text):
        with officer.view(f"list:{register}") as view:
            return [line.id for line in records.page(view, REGISTERS[register], Query(text=text))]

    by_name = found("tenancies", "姜勇")
    assert by_name == found("tenancies", HOUSE) == found("tenancies", "新丰街33号") == [tenancy.id]
    assert len(found("tenancies", "石桥路")) == 1
    assert found("housing", "石桥路") == [other.id]


def test_a_tenancy_is_not_amended_into_that_of_another_person_or_house(
    officer, office, house, tenancy
):
    """His residence would stay behind where he never lived: words say what is done instead."""
    other = file(officer, "housing", place=OTHER, let_from="2026-01-01")
    someone = office.person(officer, "租客乙")
    for name, id in (("house_id", other.id), ("person_id", someone.id)):
        with pytest.raises(Rejected, match="请办理退租后重新登记") as refused:
            office.amend(officer, "tenancies", tenancy.id, revision=1, **{name: str(id)})
        assert [problem.field for problem in refused.value.problems] == [name]
    same = {"house_id": str(house.id), "person_id": str(tenancy.person_id), "room": "次卧"}
    amended = office.amend(officer, "tenancies", tenancy.id, revision=1, **same)
    assert amended.room == "次卧"


def test_the_end_of_a_tenancy_is_moved_by_its_act_so_that_the_residence_follows(
    officer, office, tenancy
):
    with pytest.raises(Rejected, match="续租"):
        office.amend(officer, "tenancies", tenancy.id, revision=1, expected_until="2027-01-31")
    perform(officer, "tenancies", "extend", tenancy.id, expected_until="2027-01-31")
    assert the_residence(officer, tenancy).expected_leave == date(2027, 1, 31)


def test_what_a_tenancy_owes_is_what_its_residence_owes(officer, tenancy):
    with officer.view("agenda") as view:
        found = agenda.owed_by(view, [tenancy.id])
    assert {item.id for item in found} == {tenancy.residence_id}
    assert {item.key[3] for item in found} == {"residence_registration", "expected_leave"}


def test_two_houses_of_one_street_are_told_apart_before_anybody_has_said_why(officer, tenancy):
    """Decision 31: a house is called by its address; beside a person it stays masked."""
    file(officer, "housing", place=OTHER, landlord_unit="石桥公司", let_from="2026-01-01")

    def listed(register):
        with officer.view(f"list:{register}") as view:
            return [records.page(view, REGISTERS[register], Query())][0]

    houses = {str(line.texts[0]) for line in listed("housing")}
    assert len(houses) == 2
    assert not any("*" in address for address in houses)
    assert "石桥公司" in {str(text) for line in listed("housing") for text in line.texts}
    assert all("*" in str(line.texts[1]) for line in listed("tenancies"))


def test_one_entered_for_the_wrong_house_is_withdrawn_with_its_residence(officer, tenancy):
    for register, id in (("tenancies", tenancy.id), ("residents", tenancy.residence_id)):
        with officer.act(f"withdraw:{register}", purpose=CHECK) as act:
            records.withdraw(act, REGISTERS[register], id, reason="录错房屋")
    anew = file(officer, "tenancies", house={"place": OTHER}, person=TENANT)
    assert the_residence(officer, anew).person_id == tenancy.person_id
