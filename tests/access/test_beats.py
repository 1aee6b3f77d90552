"""警务区: given by the chief; lists and today's work of who looks after one begin there."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from station_app.access import accounts, beats, records
from station_app.core.errors import Absent, Refused
from station_app.registers import FORMS, REGISTERS
from station_app.storage import pages
from station_app.storage.own_tables import Officer
from station_app.storage.pages import Query
from station_app.workflows import agenda
from station_app.workflows.paper import preview_form, print_form
from station_app.workflows.verify import verify
from tests.residents import invented

EAST, WEST = "东门警务区", "石桥警务区"
FAR = "演示县石桥村石桥路256号"
STAY = {"arrived_on": "2026-02-01", "stay_reason": "01"}  # to be registered: overdue


@pytest.fixture(autouse=True)
def staff(store):
    with store.writing() as session:
        for name, role in (("officer", "officer"), ("clerk", "clerk"), ("security", "security")):
            session.add(Officer(name=name, role=role, scope="339901-01"))


@pytest.fixture
def homes(office, officer):
    """One tenant in each of two beats, entered by somebody else: {beat: residence}."""
    other = replace(officer, officer="别人")
    found = {}
    for beat, address, name, born in (
        (EAST, invented.HOME, "张东", "19900101017"),
        (WEST, FAR, "李西", "19900202026"),
    ):
        [id] = invented.household(other, address, [("02", name, born, {}, STAY)])
        place = invented.load(other, "places", invented.load(other, "residents", id).place_id)
        invented.amend(other, "places", place.building_id or place.id, beat=beat)
        found[beat] = id
    return found


def give(chief, beat=EAST, officer="officer", since=None):
    with chief.act("give-beat") as act:
        beats.give(act, officer, beat, since)


def end(chief, since, until=None, beat=EAST, officer="officer"):
    with chief.act("end-beat") as act:
        beats.end(act, officer, beat, since, until)


def own(desk):
    with desk.view("agenda") as view:
        return beats.own(view)


def listed(desk, register, *named):
    with desk.view(f"list:{register}") as view:
        found = records.page(view, REGISTERS[register], Query(beats=named))
        _anchors, count = records.anchors(view, REGISTERS[register], Query(beats=named))
    assert count == len(found)
    return {line.id for line in found}


def printed(desk, form, id):
    with desk.act("print", purpose=invented.COUNTER) as act:
        return print_form(act, FORMS[form], id)


def previewed(desk, form, id):
    with desk.act("print", purpose=invented.COUNTER) as act:
        return preview_form(act, FORMS[form], id)


def test_a_beat_holds_from_its_first_day_up_to_its_last(chief, officer):
    today = officer.today
    give(chief, EAST)
    give(chief, WEST, since=today + timedelta(days=1))
    assert own(officer) == (EAST,)
    end(chief, today, until=today + timedelta(days=1))
    assert own(officer) == (EAST,)
    tomorrow = replace(officer, now=lambda: chief.now() + timedelta(days=1))
    assert own(tomorrow) == (WEST,)


def test_who_gave_and_who_ended_it_is_kept_and_told_in_the_log(chief, store, ask):
    give(chief)
    end(chief, chief.today)
    with chief.view("beats") as view:
        [one] = beats.assignments(view)
    assert (one.officer, one.beat, one.since, one.until) == (
        "officer", EAST, chief.today, chief.today,
    )  # fmt: skip
    assert (one.given_by, one.ended_by) == ("chief", "chief")
    told = json.loads(ask("select body from audit_event order by number desc limit 1"))
    assert (told["event"], told["account"], told["beat"]) == ("beat ended", "officer", EAST)


@pytest.mark.parametrize("name", ["security", "nobody"])
def test_only_officers_and_auxiliaries_with_an_account_look_after_a_beat(chief, name):
    with pytest.raises(Refused, match="民警、辅警"):
        give(chief, officer=name)


def test_a_beat_is_not_given_twice_nor_ended_twice(chief):
    give(chief)
    with pytest.raises(Refused, match="已负责"):
        give(chief)
    with pytest.raises(Refused, match="早于"):
        end(chief, chief.today, until=date(2026, 1, 1))
    end(chief, chief.today)
    with pytest.raises(Absent):
        end(chief, chief.today)
    with pytest.raises(Refused, match="请写明警务区"):
        give(chief, beat="　")


@pytest.mark.parametrize("role", ["officer", "clerk", "security", "admin", "auditor"])
def test_nobody_but_the_chief_gives_beats(desk_of, role):
    with pytest.raises(Refused, match="没有办理"):
        give(desk_of(role))


def test_a_closed_account_looks_after_nothing(chief, desk_of, officer):
    give(chief)
    with desk_of("security").act("close-account") as act:
        accounts.close_account(act, "officer")
    with chief.view("beats") as view:
        assert [(one.officer, one.until is None) for one in beats.assignments(view)] == [
            ("officer", False)
        ]
    with pytest.raises(Refused, match="账号已停用"):
        own(officer)


def test_lists_narrowed_to_a_beat_show_its_addresses_homes_and_people(officer, homes):
    for beat, residence in homes.items():
        assert listed(officer, "residents", beat) == {residence}
        living = invented.load(officer, "residents", residence)
        assert listed(officer, "people", beat) == {living.person_id}
        assert living.place_id in listed(officer, "places", beat)
    assert listed(officer, "residents", EAST, WEST) == set(homes.values())
    assert listed(officer, "residents") == set(homes.values())
    assert not listed(officer, "places", EAST) & listed(officer, "places", WEST)


def test_who_moved_away_is_no_longer_of_the_beat(officer, homes):
    person = invented.load(officer, "residents", homes[EAST]).person_id
    invented.perform(officer, "move_out", homes[EAST])
    assert person not in listed(officer, "people", EAST)


def test_todays_work_of_a_beat_is_what_lies_in_it_whoever_entered_it(officer, homes):
    def due(*named, desk=officer):
        wanted = agenda.Wanted(beats=named)
        with desk.view("agenda") as view:
            items = agenda.agenda(view, wanted)
            counts = agenda.figures(view, wanted)
        assert agenda.overdue(counts.values()) == len(
            [i for i in items if i.overdue_days(desk.today) > 0]
        )
        return {item.id for item in items}

    assert due() == set(homes.values())
    assert due(EAST) == {homes[EAST]}
    assert due(EAST, desk=replace(officer, officer="别人")) == {homes[EAST]}


@pytest.mark.parametrize("form", ["building_list", "sweep_list"])
def test_building_lists_are_of_ones_own_beat_alone(chief, officer, homes, form):
    elsewhere, here = homes[WEST], homes[EAST]
    assert printed(officer, form, elsewhere).pages  # before any beat is given to him
    give(chief)
    assert printed(officer, form, here).pages
    for look in (printed, previewed):
        with pytest.raises(Refused, match="不在您的警务区（东门警务区）"):
            look(officer, form, elsewhere)
    assert printed(officer, "residence_form", elsewhere).pages  # at the counter everybody comes
    end(chief, chief.today)
    assert previewed(officer, form, elsewhere).again


def test_a_list_of_another_beat_is_still_verified(chief, officer, homes):
    paper = printed(officer, "building_list", homes[WEST])
    give(chief)
    with officer.act("verify") as act:
        assert verify(act, FORMS, paper.code).state == "same"


def test_a_long_list_of_a_beat_has_every_page(office, officer):
    lines = [{"line": f"{invented.BUILDING}{n}单元101室", "beat": EAST} for n in range(1, 301)]
    for beat_less in range(0, 300, 3):
        lines[beat_less]["beat"] = None
    office.do(officer, records.file_all, "file:places", REGISTERS["places"], lines)
    query, shown = Query(beats=(EAST,), sort="line"), []
    with officer.view("list:places") as view:
        starts, count = records.anchors(view, REGISTERS["places"], query)
        for start in starts:
            shown += records.page(view, REGISTERS["places"], query, start)[: pages.PAGE]
    assert len(starts) == 2
    assert count == len(shown) == len({line.id for line in shown}) == 200
