"""A round of twenty houses, from the page that prepares it to the re-check on a later day."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import select

from station_app import app
from station_app.access.purposes import Purpose
from station_app.hazards.records import Hazard, Recheck
from station_app.housing.records import House
from station_app.inspections.records import Inspection
from station_app.places.records import Place
from station_app.printing.records import Print
from station_app.registers import REGISTERS
from station_app.rounds.records import Round, Stop
from station_app.workflows import inline
from station_app.workflows.inspect import inspect

ENTER = Qt.Key.Key_Return
CHECK = Purpose("CHECK", "2026")
STREET = "演示县南湖路{n}号"
HOUSES = 20
LONG_AGO = datetime(2020, 3, 2, 2, tzinfo=UTC)  # overdue the longest of all
LOCKS = (3, 7)  # doors whose lock was to be mended then
TENANT = "33990119800101{n:03}"


@pytest.fixture
def station(home):
    station = app.open_home(home, app.unlock(home, "officer", "officer"))
    yield station
    station.close()


@pytest.fixture
def street(station):
    """Twenty houses never checked, two of them with a lock to be looked at again."""
    desk = station.desk("officer")
    let = [
        {"place": STREET.format(n=n), "landlord_unit": "演示置业", "let_from": "2020-01-01"}
        for n in range(1, HOUSES + 1)
    ]
    with desk.act("file:housing", purpose=CHECK) as act:
        houses = inline.file_typed(act, REGISTERS["housing"], let)
    lives = [
        {"house_id": str(house.id), "person": {"name": f"租客{n}"}, "since": "2026-01-02"}
        for n, house in enumerate(houses, 1)
    ]
    with desk.act("file:tenancies", purpose=CHECK) as act:
        inline.file_typed(act, REGISTERS["tenancies"], lives)
    for n in LOCKS:
        told = {"second": "chief", "consent": "given", "faults": "15", "at": LONG_AGO}
        with desk.act("inspect", purpose=CHECK) as act:
            inspect(act, houses[n - 1].id, told)
    return [house.id for house in houses]


@pytest.fixture
def prepared(station, street):
    with station.desk("officer").act("file:rounds", purpose=CHECK) as act:
        told = {"second": "chief", "houses": [str(id) for id in street]}
        [round] = inline.file_typed(act, REGISTERS["rounds"], [told])
    return round


@pytest.fixture
def every(home):
    """All of a kind that stand in the home now."""

    def every(kind, *where):
        station = app.open_home(home, app.unlock(home, "officer", "officer"))
        with station.desk("officer").view("list:housing") as view:
            stands = kind.withdrawn_at.is_(None)
            found = view.all(select(kind).where(stands, *where).order_by(kind.row))
        station.close()
        return found

    return every


def _rounds(window, hand, until):
    """Its page by the initials of its name."""
    hand.press(Qt.Key.Key_K, ctrl=True)
    hand.type("jclx")
    until(lambda: window.top.search.list.isVisible() and window.top.search.list.chosen)
    hand.press(ENTER)
    until(lambda: window.page.route.page == "rounds")


def _entering(window, until):
    until(lambda: window.page.route.page == "round" and window.page.doors)
    return window.page


SAID = {3: "+", 5: "15", 7: "-", 9: "15 12!", 11: "6", 13: "0", 17: "00 6"}
WORDS = 16  # of this house the fault is told in one's own words


def _enter_all(page, hand, until):
    for n in range(1, HOUSES + 1):
        assert page.house.text().startswith(f"{n}　")
        hand.type(SAID.get(n, ""))
        if n == WORDS:
            hand.type("12 ")
            hand.compose("dpctxl", "电瓶车停楼道")
        hand.press(ENTER)
        assert page.note.text() == ""


def _now(street):
    """Those of this round."""
    return Inspection.house_id.in_(street), Inspection.at > LONG_AGO


def _printed(page, until):
    until(lambda: page.preview.pages and not page._running and not page._waiting)


def test_a_round_of_twenty_houses_is_entered_after_the_walk_in_190_keys(
    sign_in, hand, until, street, prepared, every
):
    window = sign_in(ticket=False)
    _rounds(window, hand, until)
    until(lambda: window.page.sheet.value == prepared.id)
    hand.press(ENTER)
    page = _entering(window, until)
    _enter_all(page, hand, until)
    until(lambda: window.page.route.page == "round_papers" and window.page.forms.value == "all")
    hand.press(ENTER)
    _printed(window.page, until)
    assert hand.keys <= 190
    assert hand.keys <= 80  # what it takes today; the budget is the limit
    visits = every(Inspection, *_now(street))
    assert len(visits) == HOUSES
    assert [v.consent for v in visits if v.consent != "given"] == ["nobody", "refused"]
    locks = [h for h in every(Hazard) if h.found_on == LONG_AGO.date()]
    assert [(h.state, h.rechecked) for h in locks] == [("closed", "done"), ("open", "not")]
    assert len(every(Recheck, Recheck.on == visits[0].on)) == 3  # one of them mended at once
    forms = [one.form for one in every(Print)]
    assert {form: forms.count(form) for form in set(forms)} == {
        "inspection_record": HOUSES,
        "correction_order": 3,
        "transfer_letter": 3,
        "recheck_record": 2,
    }


def test_a_round_is_prepared_printed_entered_and_rechecked_by_keys_alone(
    sign_in, hand, until, street, every, monkeypatch
):
    window = sign_in(ticket=False)
    _rounds(window, hand, until)
    hand.press(Qt.Key.Key_N, ctrl=True)
    until(lambda: window.page.route.page == "round_new" and len(window.page.houses) == HOUSES)
    hand.press(Qt.Key.Key_S, ctrl=True)
    page = _entering(window, until)
    assert {stop.house_id for stop in every(Stop)} == set(street)
    hand.press(Qt.Key.Key_F3)
    until(lambda: window.page.route.page == "round_papers" and window.page.forms.value)
    hand.press(ENTER)  # the list to carry is the first of them
    _printed(window.page, until)
    assert [one.form for one in every(Print)] == ["round_list"]
    hand.press(Qt.Key.Key_Escape)
    _enter_all(page, hand, until)
    until(lambda: window.page.route.page == "round_papers" and window.page.forms.value == "all")
    owed = [row.texts[0] for row in window.page.follows.lines.rows]
    assert owed == sorted(owed)
    assert len(owed) >= 5
    hand.press(ENTER)
    _printed(window.page, until)
    # on the day after the terms have run out
    [again] = [h for h in every(Hazard) if h.item == "R15" and h.rechecked == "not"]
    monkeypatch.setenv("STATION_TODAY", "2026-03-17")
    window = sign_in(ticket=False)
    until(lambda: window.page.sheet.value is not None)
    while (line := window.page.sheet.value).id != again.id:
        hand.press(Qt.Key.Key_Down)
        until(lambda line=line: window.page.sheet.value not in (None, line))
    hand.press(ENTER)
    until(lambda: window.page.route.page == "action" and window.page.route.action == "recheck")
    until(lambda: window.page.form.editors["second"].text() == "chief")
    hand.type("ygz")  # 已改正
    hand.press(Qt.Key.Key_S, ctrl=True)
    until(lambda: window.page.route.page == "home")
    [closed] = every(Hazard, Hazard.id == again.id)
    assert closed.state == "closed"


def test_what_is_not_understood_is_told_below_the_line_and_stays_in_it(
    sign_in, hand, until, street, prepared, every
):
    window = sign_in(ticket=False)
    window.work.go("round", "rounds", prepared.id)
    page = _entering(window, until)
    hand.type("611")
    hand.press(ENTER)
    assert "没有看懂" in page.note.text()
    assert (page.line.text(), page.house.text()[0]) == ("611", "1")
    hand.press(Qt.Key.Key_Home)
    hand.press(Qt.Key.Key_Right)
    hand.type(" ")
    hand.press(ENTER)
    assert page.house.text().startswith("2　")
    hand.press(ENTER)
    hand.press(ENTER)
    assert "还要填复查结果：R15" in page.note.text()
    until(lambda: not page._saving)
    assert len(every(Inspection, *_now(street))) == 2


def test_an_interrupted_entry_goes_on_where_it_was_left_with_what_was_typed(
    sign_in, hand, until, street, prepared, every
):
    window = sign_in(ticket=False)
    window.work.go("round", "rounds", prepared.id)
    page = _entering(window, until)
    hand.press(ENTER)
    hand.press(ENTER)
    hand.type("- 6 ")
    hand.compose("ldw", "楼道堆物")
    hand.press(Qt.Key.Key_Escape)
    until(lambda: window.page.route.page == "home")
    window.lock()
    window = sign_in(ticket=False)
    window.work.go("round", "rounds", prepared.id)
    page = _entering(window, until)
    until(lambda: page.line.text() == "- 6 楼道堆物")
    assert page.house.text().startswith("3　")
    assert "2 / 20" in page.progress.text()


def test_a_house_taken_back_by_ctrl_z_is_open_again(sign_in, hand, until, street, prepared, every):
    window = sign_in(ticket=False)
    window.work.go("round", "rounds", prepared.id)
    page = _entering(window, until)
    hand.press(ENTER)
    until(lambda: 1 in page.done)
    hand.press(Qt.Key.Key_Z, ctrl=True)
    until(lambda: 1 not in page.done)
    assert every(Inspection, *_now(street)) == []


def test_one_leaves_out_and_adds_houses_before_the_round_is_saved(
    sign_in, hand, until, street, every
):
    window = sign_in(ticket=False)
    window.work.go("round_new", "rounds")
    page = window.page
    until(lambda: len(page.houses) == HOUSES)
    page.sheet.setFocus()
    hand.press(Qt.Key.Key_Space)
    hand.press(Qt.Key.Key_Down, Qt.Key.Key_Space)
    assert page.count.text() == "共 18 户"
    others = every(House, House.id.not_in(street), House.let_until.is_(None))
    lines = {place.id: place.line for place in every(Place)}
    page.form.editors["house"].focus.setFocus()
    hand.compose("ysx", lines[others[0].place_id])
    until(lambda: page.form.editors["house"].open)
    hand.press(ENTER)
    until(lambda: page.count.text() == "共 19 户")
    hand.press(Qt.Key.Key_S, ctrl=True)
    _entering(window, until)
    [round] = every(Round)
    stops = every(Stop)
    assert {stop.round_id for stop in stops} == {round.id}
    assert others[0].id in {stop.house_id for stop in stops}
    mine = [lines[s.place_id] for s in stops if s.house_id in street]
    assert mine == [STREET.format(n=n) for n in range(3, HOUSES + 1)]


def test_f2_opens_the_whole_page_of_a_house_and_what_is_saved_there_stands_on_the_round(
    sign_in, hand, until, street, prepared, every
):
    window = sign_in(ticket=False)
    window.work.go("round", "rounds", prepared.id)
    page = _entering(window, until)
    hand.press(Qt.Key.Key_F2)
    until(lambda: window.page.route.page == "inspect" and "租客1" in window.page.people.text())
    hand.type("15")
    hand.press(ENTER, ENTER)  # no more faults: on to what the occupant said
    until(lambda: window.page.form.editors["consent"].focus.hasFocus())
    hand.type("tyjr")
    hand.press(Qt.Key.Key_S, ctrl=True)
    until(lambda: window.page.route.page == "record")
    hand.press(Qt.Key.Key_Escape)
    until(lambda: window.page is page and 1 in page.done)
    hand.press(ENTER)  # on to the next
    assert page.house.text().startswith("2　")
    [visit] = every(Inspection, *_now(street))
    assert visit.house_id == street[0]
