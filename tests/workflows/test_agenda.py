"""Today's work: whose it is, in which order, page by page; by register and never by officer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import text

from station_app.access import accounts, beats, filling
from station_app.access.matrix import may
from station_app.core.errors import Absent, Refused
from station_app.core.records import table_of
from station_app.registers import ACTIONS, REGISTERS
from station_app.storage import owed
from station_app.storage.driver import insert_rows
from station_app.storage.tables import DutyRow
from station_app.workflows import agenda
from station_app.workflows.agenda import Wanted
from tests.inspections import houses
from tests.residents import invented

EAST, WEST = "东门警务区", "石桥警务区"
FAR = "演示县石桥村石桥路256号"
STAY = {"arrived_on": "2026-02-01", "stay_reason": "01"}  # to be registered: overdue
DAYS = range(-9, 9)


@pytest.fixture
def homes(desk_of, officer):
    """A tenant in each of two beats and one in none, entered by 周警官: {beat: residence}."""
    security = desk_of("security")
    for name in ("officer", "周警官"):
        with security.act("open-account") as act:
            accounts.open_account(act, name, "officer", "police")
    zhou = replace(officer, officer="周警官")
    found = {}
    for beat, address, name, born in (
        (EAST, invented.HOME, "张东", "19900101017"),
        (WEST, FAR, "李西", "19900202026"),
        (None, "演示县清水社区清水路1号", "王无", "19900303035"),
    ):
        [id] = invented.household(zhou, address, [("02", name, born, {}, STAY)])
        place = invented.load(zhou, "places", invented.load(zhou, "residents", id).place_id)
        if beat:
            invented.amend(zhou, "places", place.building_id or place.id, beat=beat)
        found[beat] = id
    return found


@pytest.fixture
def zhou(officer, homes):
    return replace(officer, officer="周警官")


def give(chief, officer, beat):
    with chief.act("give-beat") as act:
        beats.give(act, officer, beat)


def due(desk, **wanted):
    with desk.view("agenda") as view:
        items = agenda.agenda(view, Wanted(**wanted))
        counted = agenda.figures(view, Wanted(**wanted)).values()
    assert sum(each.overdue + each.today + each.ahead for each in counted) == len(items)
    assert agenda.overdue(counted) == len([i for i in items if i.overdue_days(desk.today) > 0])
    return {item.id for item in items}


def owe(store, record: UUID, n: int, *, rule="residence_registration", register="residents"):
    """`n` duties of one record straight into the table, of all days and many on each."""
    rows = [
        {"record_id": record, "rule": rule, "since": f"{date(1990, 1, 1) + timedelta(at)}",
         "register": register, "due_on": date(2026, 3, 9) + timedelta(DAYS[at % len(DAYS)]),
         "due_at": None, "owner": "officer", "action": "register_residence", "course": ""}
        for at in range(n)
    ]  # fmt: skip
    with store.writing() as session:
        insert_rows(session, table_of(DutyRow), rows)


# Whose it is


def test_what_lies_in_a_beat_is_owed_by_its_officers_whoever_entered_it(
    chief, officer, zhou, homes
):
    give(chief, "officer", EAST)
    give(chief, "周警官", WEST)
    assert due(officer, owner="me") == {homes[EAST]}
    assert due(zhou, owner="me") == {homes[WEST], homes[None]}
    assert due(officer) == due(zhou) == due(chief) == set(homes.values())


def test_what_lies_in_nobody_s_beat_is_owed_by_who_entered_it(chief, officer, zhou, homes):
    assert due(officer, owner="me") == set()
    assert due(zhou, owner="me") == set(homes.values())
    give(chief, "officer", EAST)
    assert due(zhou, owner="me") == {homes[WEST], homes[None]}


def test_the_beat_of_a_closed_account_is_nobody_s(chief, desk_of, zhou, officer, homes):
    give(chief, "officer", EAST)
    with desk_of("security").act("close-account") as act:
        accounts.close_account(act, "officer")
    assert due(zhou, owner="me") == set(homes.values())


def test_a_team_sees_its_beat_and_the_chief_any_beat(chief, officer, zhou, homes):
    give(chief, "officer", EAST)
    assert due(officer, owner="team") == {homes[EAST]}
    assert due(chief, owner="team", beats=(WEST,)) == {homes[WEST]}
    assert due(chief, owner="team", beats=(EAST, WEST)) == {homes[EAST], homes[WEST]}
    with pytest.raises(Refused, match="没有负责的警务区"):
        due(zhou, owner="team")
    with pytest.raises(Refused, match="me、team、station"):
        due(zhou, owner="周警官")


def test_a_hazard_lies_where_its_house_lies(desk_of, office, chief):
    scene = houses.scene(desk_of, office)
    place = invented.load(scene.officer, "places", scene.now.place_id)
    invented.amend(scene.officer, "places", place.building_id or place.id, beat=EAST)
    _visit, hazard = scene.check(faults="15 门锁坏")
    assert {hazard, scene.house} <= due(chief, owner="team", beats=(EAST,), within=400)
    assert not due(chief, owner="team", beats=(WEST,), within=400)


# Lines


def test_a_line_is_called_by_its_person_masked_or_by_its_whole_address(desk_of, office):
    scene = houses.scene(desk_of, office)
    _visit, hazard = scene.check(faults="15 门锁坏")
    with scene.officer.view("agenda") as view:
        called = {i.id: i.subject for i in agenda.agenda(view, Wanted(within=400))}
    assert called[hazard] == called[scene.house] == "演示县新丰街33号8栋4单元1604室"
    tenants = {text for id, text in called.items() if id not in (hazard, scene.house)}
    assert tenants == {"张*", "李*"}


def test_each_line_explains_itself_with_its_article(officer, homes):
    with officer.view("agenda") as view:
        said = {i.id: str(i.due.explanation) for i in agenda.agenda(view)}
    assert set(said) == set(homes.values())
    assert all("依据" in one and "2026-02-01" in one for one in said.values())


def test_pages_are_the_whole_agenda_in_order_and_no_line_comes_twice(store, officer, homes):
    owe(store, homes[EAST], 300)
    with officer.view("agenda") as view:
        whole = agenda.agenda(view, Wanted())
        shown = agenda.page(view, Wanted())
        assert len(shown) == agenda.PAGE
        while more := agenda.page(view, Wanted(), shown[-1].key, most=7):
            shown += more
    assert shown == whole
    assert len(shown) == len(set(shown)) > 200
    assert [i.due_on for i in shown] == sorted(i.due_on for i in shown)


def test_what_comes_due_while_one_reads_moves_no_line_to_another_page(store, officer, homes):
    owe(store, homes[EAST], 100)
    with officer.view("agenda") as view:
        before = agenda.agenda(view, Wanted())
    first, rest = before[:40], before[40:]
    owe(store, homes[WEST], 100)
    with officer.view("agenda") as view:
        more = agenda.page(view, Wanted(), first[-1].key, most=1000)
    assert [item for item in more if item in set(rest)] == rest


def test_no_agenda_ends_at_five_thousand(store, officer, homes):
    owe(store, homes[EAST], 9200)
    with officer.view("agenda") as view:
        assert len(agenda.agenda(view)) > 7000
        assert agenda.figures(view)["residents"].overdue > 4500


def test_a_page_is_read_where_it_begins_and_nothing_is_sorted(store, officer, homes):
    """Without its index all that is owed is read and sorted for the first screen."""
    if store.engines.writing.dialect.name == "postgresql":
        pytest.skip("a small table is always sorted there")
    owe(store, homes[EAST], 500)

    query = owed.asked(REGISTERS, ("residents", "housing")).query
    said = query.compile(store.engines.writing, compile_kwargs={"render_postcompile": True})
    given = {**said.params, "last": "2026-03-16", "most": 32}
    values = tuple(given[name] for name in said.positiontup)
    with store.writing() as session:

        def plan(n):
            steps = session.connection().exec_driver_sql(
                f"explain query plan {said} -- {n}", values
            )
            return str(steps.all())

        kept = plan(1)
        session.execute(text("drop index ix_duty_due"))
        without = plan(2)
    assert "USING INDEX ix_duty_due" in kept
    assert "TEMP B-TREE" not in kept
    assert "TEMP B-TREE" in without


def test_registers_that_a_role_may_not_list_are_not_on_its_agenda(store, desk_of, homes):
    for role in ("corrections", "rehabilitation"):
        assert not may(role, "list:residents", "training")
        assert due(desk_of(role), within=400) == set()


def test_an_agenda_of_an_unknown_register_is_absent(officer):
    with pytest.raises(Absent):
        due(officer, register="nothing")
    assert due(officer, register="people") == set()


def test_all_that_records_owe_is_asked_together_however_far_ahead(store, officer, homes):
    with officer.view("agenda") as view:
        found = agenda.owed_by(view, [homes[EAST], homes[None]])
    assert {item.id for item in found} == {homes[EAST], homes[None]}


# Filled in


@pytest.fixture
def family(officer):
    """Two of one household: both mean to stay, one until later."""
    members = [
        ("02", "单一", "19620304001", {}, STAY | {"expected_leave": "2026-05-01"}),
        ("10", "解二", "19630506002", {}, STAY | {"expected_leave": "2026-12-01"}),
    ]
    head, wife = invented.household(officer, invented.LET, members)
    return head, wife


def filled(desk, id, name):
    register, action = REGISTERS["residents"], ACTIONS["residents"][name]
    with desk.act("show:residents", purpose=invented.COUNTER) as act:
        return dict(filling.filled_in(act, register, id, action))


def test_an_act_opens_with_the_day_it_is_done_and_nothing_that_only_an_officer_knows(
    officer, family
):
    assert filled(officer, family[0], "register_residence") == {"on": officer.today}
    assert filled(officer, family[0], "issue_permit") == {"on": officer.today}
    assert filled(officer, family[0], "sweep") == {"on": officer.today}


def test_a_longer_stay_is_as_long_as_the_others_of_the_household_stay(officer, family):
    head, wife = family
    assert filled(officer, head, "extend_stay") == {"expected_leave": date(2026, 12, 1)}
    assert filled(officer, wife, "extend_stay") == {}


def test_who_leaves_after_another_of_the_household_goes_where_that_one_went(officer, family):
    head, wife = family
    assert filled(officer, head, "move_out") == {"on": officer.today}
    invented.perform(officer, "move_out", wife, moved_to=FAR, reason="10")
    said = {"on": officer.today, "moved_to": FAR, "reason": "10"}
    assert filled(officer, head, "move_out") == said
    later = replace(officer, now=lambda: officer.now() + timedelta(days=8))
    assert "moved_to" not in filled(later, head, "move_out")


def test_an_auxiliary_is_told_no_address_by_what_is_filled_in(desk_of, officer, family):
    head, wife = family
    invented.perform(officer, "move_out", wife, moved_to=FAR, reason="10")
    assert "moved_to" not in filled(desk_of("clerk"), head, "move_out")
