"""A record offers what suits it; what cannot be done yet says why."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from station_app.access import records
from station_app.access.action import perform
from station_app.access.purposes import Purpose
from station_app.core.errors import Refused
from station_app.registers import ACTIONS, REGISTERS
from station_app.storage.pages import Query
from station_app.workflows import inline
from ui.kit.theme import Tone
from ui.pages.steps import Step
from ui.pages.work import Route

COUNTER = Purpose("COUNTER", "接待单 1")
FLOATING, PERMANENT = "4", "1"
HALF_YEAR = timedelta(days=185)
PERMITS = {"register_residence", "apply_permit", "issue_permit", "endorse", "register_lodging"}


@pytest.fixture
def officer(sign_in):
    return sign_in()


def resident(desk, fits) -> UUID:
    register = desk.registers["residents"]
    with desk.view("list:residents") as view:
        ids = [line.id for line in records.page(view, register, Query())]
    for id in ids:
        with desk.act("show:residents", purpose=COUNTER) as act:
            if fits(records.show(act, register, id).record):
                return id
    raise LookupError


def lodger(desk) -> UUID:
    """One of the floating population, here for a year and not yet registered."""
    arrived = (desk.today - 2 * HALF_YEAR).isoformat()
    told = {"person": {"name": "租客某"}, "place": "演示县半年路1号", "resident_class": FLOATING}
    with desk.act("file:residents", purpose=COUNTER) as act:
        [one] = inline.file_typed(act, REGISTERS["residents"], [told | {"arrived_on": arrived}])
    return one.id


def do(desk, id, name, **typed):
    perform(desk, ACTIONS["residents"], name, id, typed, COUNTER)


@pytest.fixture
def offered(officer, until):
    def offered(id) -> dict[str, Step]:
        officer.open(Route("record", "residents", id))
        until(lambda: officer.page.reading.record is not None)
        steps = (row.value for row in officer.page.beside.lines.rows)
        return {step.action: step for step in steps if isinstance(step, Step) and step.action}

    return offered


def test_somebody_who_lives_where_they_are_registered_needs_no_permit(officer, offered):
    home = resident(
        officer.work.desk, lambda one: one.resident_class == PERMANENT and not one.until
    )
    steps = offered(home)
    assert {"move_out", "deregister", "sweep"} <= set(steps)
    assert not PERMITS & set(steps)
    assert "extend_stay" not in steps


def test_the_acts_of_the_floating_come_in_their_order(officer, offered):
    desk = officer.work.desk
    id = lodger(desk)
    do(desk, id, "register_residence", on=desk.today - HALF_YEAR)
    steps = offered(id)
    assert "register_residence" not in steps
    assert steps["apply_permit"].barred is None
    assert "签发" in str(steps["issue_permit"].title)
    assert steps["issue_permit"].barred is not None
    do(desk, id, "apply_permit")
    assert offered(id)["issue_permit"].barred is None
    do(desk, id, "issue_permit", permit_number="339901000000001")
    steps = offered(id)
    assert not {"apply_permit", "issue_permit", "deregister"} & set(steps)
    assert steps["endorse"].barred is not None


def test_an_act_whose_time_has_not_come_says_when_it_will(officer, offered, hand, until):
    desk = officer.work.desk
    id = lodger(desk)
    do(desk, id, "register_residence", on=desk.today - HALF_YEAR)
    do(desk, id, "apply_permit")
    do(desk, id, "issue_permit", permit_number="339901000000001")
    steps = offered(id)
    sheet = officer.page.beside
    row = next(at for at, line in enumerate(sheet.lines.rows) if line.value == steps["endorse"])
    tip = sheet.lines.data(sheet.lines.index(row, 0), Qt.ItemDataRole.ToolTipRole)
    opens = desk.today.replace(year=desk.today.year + 1) - timedelta(days=40)
    assert str(opens.year) in tip
    sheet.go_to(row)
    sheet.setFocus()
    hand.press(Qt.Key.Key_Return)
    until(lambda: officer.status.message.text() == tip)
    assert officer.page.route.page == "record"


def test_a_permit_before_half_a_year_is_greyed_and_says_from_which_day(officer, offered):
    desk = officer.work.desk
    id = lodger(desk)
    do(desk, id, "register_residence", on=desk.today - timedelta(days=30))
    step = offered(id)["apply_permit"]
    lines = officer.page.beside.lines
    row = next(at for at, line in enumerate(lines.rows) if line.value == step)
    opens = desk.terms.due("half_year", desk.today - timedelta(days=30)).due_on
    assert str(opens) in lines.data(lines.index(row, 0), Qt.ItemDataRole.ToolTipRole)
    assert lines.rows[row].tone is Tone.QUIET
    with pytest.raises(Refused, match=str(opens)):  # the page and the act say the same
        do(desk, id, "apply_permit")


def test_a_heading_stands_only_over_something(sign_in, until):
    window = sign_in("chief", ticket=False)
    with window.work.desk.view("list:people") as view:
        id = records.page(view, window.work.desk.registers["people"], Query())[0].id
    window.open(Route("record", "people", id))
    until(lambda: window.page.reading.values)
    rows = window.page.beside.lines.rows
    assert rows[0].value is None
    assert all(above.value or below.value for above, below in pairwise(rows))
    assert rows[-1].value is not None


def test_who_has_left_can_only_come_back(officer, offered):
    desk = officer.work.desk
    id = resident(desk, lambda one: one.resident_class == PERMANENT and not one.until)
    do(desk, id, "move_out")
    assert set(offered(id)) == {"restore_registration", "note"}


def test_two_who_are_one_can_be_parted_and_only_they(officer, until):
    desk = officer.work.desk
    register = desk.registers["people"]
    with desk.view("list:people") as view:
        one, other = [line.id for line in records.page(view, register, Query())][:2]

    def parting(id):
        officer.open(Route("record", "people", id))
        until(lambda: officer.page.reading.record is not None)
        values = (row.value for row in officer.page.beside.lines.rows)
        return [v for v in values if isinstance(v, Step) and v.action == "unmerge"]

    assert not parting(one)
    perform(desk, ACTIONS["people"], "merge", one, {"other": str(other)}, COUNTER)
    assert parting(one)


def two_people(desk):
    register = desk.registers["people"]
    with desk.view("list:people") as view:
        one, other = [line.id for line in records.page(view, register, Query())][:2]
    perform(desk, ACTIONS["people"], "two_people", one, {"other": str(other)}, COUNTER)
    return one, other


def finding(window, id, until):
    window.open(Route("record", "people", id))
    until(lambda: window.page.reading.record is not None)
    rows = enumerate(window.page.beside.lines.rows)
    return [(at, row.value) for at, row in rows if getattr(row.value, "page", "") == "undo"]


def test_that_two_are_two_is_taken_back_on_the_page_of_either(officer, hand, until):
    desk = officer.work.desk
    one, other = two_people(desk)
    with pytest.raises(Refused, match="撤销非同一人认定"):
        perform(desk, ACTIONS["people"], "merge", one, {"other": str(other)}, COUNTER)
    assert finding(officer, one, until)
    [(row, _step)] = finding(officer, other, until)
    officer.page.beside.go_to(row)
    officer.page.beside.setFocus()
    hand.press(Qt.Key.Key_Return)
    until(lambda: not officer.page.reading.apart)
    assert not finding(officer, one, until)
    perform(desk, ACTIONS["people"], "merge", one, {"other": str(other)}, COUNTER)


def test_a_colleague_s_finding_is_the_chief_s_to_take_back(sign_in, until):
    window = sign_in("clerk")
    one, _other = two_people(window.work.station.desk("officer"))
    [(_row, step)] = finding(window, one, until)
    assert "所领导" in str(step.barred)


def test_rooms_are_made_in_buildings_alone(officer, until):
    desk = officer.work.desk
    register = desk.registers["places"]
    for level, wanted in (("building", True), ("dwelling", False)):
        with desk.view("list:places") as view:
            id = records.page(view, register, Query(where={"level": level}))[0].id
        officer.open(Route("record", "places", id))
        until(lambda: officer.page.reading.record is not None)
        values = [row.value for row in officer.page.beside.lines.rows]
        made = any(isinstance(value, Step) and value.action == "generate" for value in values)
        assert made is wanted


def test_only_what_has_a_form_can_be_printed(officer, hand, until):
    for name in ("people", "residents"):
        with officer.work.desk.view(f"list:{name}") as view:
            register = officer.work.desk.registers[name]
            id = records.page(view, register, Query())[0].id
        officer.open(Route("record", name, id))
        until(lambda: officer.page.reading.record is not None)
        steps = [row.value for row in officer.page.beside.lines.rows]
        offered = any(isinstance(step, Step) and step.page == "print" for step in steps)
        hand.press(Qt.Key.Key_F3)
        assert offered is (officer.page.route.page == "print") is (name == "residents")


def test_esc_closes_the_rare_characters_and_stays_where_one_was(officer, hand, until):
    officer.open(Route("list", "people"))
    until(lambda: officer.page.list.model.rowCount())
    hand.press(Qt.Key.Key_F9)
    assert officer.below._rare.isVisible()
    hand.press(Qt.Key.Key_Escape)
    assert not officer.below._rare.isVisible()
    assert officer.page.route.page == "list"


def test_who_may_not_print_is_not_offered_it(sign_in, hand, until):
    window = sign_in("chief")
    id = resident(window.work.desk, lambda one: True)
    window.open(Route("record", "residents", id))
    until(lambda: window.page.reading.record is not None)
    steps = [row.value for row in window.page.beside.lines.rows]
    assert not [step for step in steps if isinstance(step, Step) and step.page == "print"]
    hand.press(Qt.Key.Key_F3)
    assert "打印" in window.status.message.text()
    assert window.page.route.page == "record"


def test_a_household_number_in_brackets_says_where_it_comes_from(officer, until):
    id = resident(officer.work.desk, lambda one: one.household)
    officer.open(Route("record", "residents", id))
    until(lambda: officer.page.reading.record is not None)
    named = [one for one in officer.page.fields.findChildren(QLabel) if one.text() == "户号"]
    assert [("台账" in one.toolTip(), "1(2)" in one.toolTip()) for one in named] == [(True, True)]
