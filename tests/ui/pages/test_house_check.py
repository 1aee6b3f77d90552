"""A check of a house to let, entered after the visit: real keys, every one counted."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from sqlalchemy import select

from station_app import app
from station_app.access.purposes import Purpose
from station_app.hazards.records import Hazard, Recheck
from station_app.inspections.records import Headcount, Inspection
from station_app.printing.records import Print
from station_app.registers import REGISTERS
from station_app.workflows import inline

ENTER = Qt.Key.Key_Return


@pytest.fixture
def station(home):
    station = app.open_home(home, app.unlock(home, "officer", "officer"))
    yield station
    station.close()


@pytest.fixture
def house(station):
    """A house of its own, let for six years, never checked, with one tenant since yesterday."""
    desk = station.desk("officer")
    told = {"place": "演示县检查路1号", "landlord": {"name": "房东某"}, "let_from": "2020-01-01"}
    with desk.act("file:housing", purpose=Purpose("CHECK", "2026")) as act:
        [house] = inline.file_typed(act, REGISTERS["housing"], [told])
    lives = {"house_id": str(house.id), "person": {"name": "租客某"}, "since": "2026-03-08"}
    with desk.act("file:tenancies", purpose=Purpose("CHECK", "2026")) as act:
        inline.file_typed(act, REGISTERS["tenancies"], [lives])
    return house


OF_HOUSE = {  # by what a record belongs to the house
    Inspection: lambda house: Inspection.house_id == house,
    Hazard: lambda house: Hazard.house_id == house,
    Headcount: lambda house: Headcount.inspection_id.in_(
        select(Inspection.id).where(Inspection.house_id == house)
    ),
    Recheck: lambda house: Recheck.hazard_id.in_(select(Hazard.id).where(Hazard.house_id == house)),
    Print: lambda _house: Print.withdrawn_at.is_(None),
}


@pytest.fixture
def every(home, house):
    """All of a kind that stand in the home now and belong to the house."""

    def every(kind):
        station = app.open_home(home, app.unlock(home, "officer", "officer"))
        with station.desk("officer").view("list:housing") as view:
            found = view.all(select(kind).where(OF_HOUSE[kind](house.id)).order_by(kind.row))
        station.close()
        return found

    return every


@pytest.fixture
def window(sign_in, hand, house):
    """Signed in, without a ticket: the check brings its own purpose."""
    return sign_in(ticket=False)


def _visit(window, hand, until, house):
    """The oldest line of today's work is the check that is owed: Enter opens it."""
    until(lambda: window.page.sheet.value is not None and window.page.sheet.value.id == house.id)
    hand.press(ENTER)
    until(lambda: window.page.route.page == "inspect" and "登记人员" in window.page.people.text())
    return window.page


def _type(hand, *lines):
    for line in lines:
        hand.type(line)
        hand.press(ENTER)


def _agreed(window, hand, until):
    """From an empty line on to what the occupant said."""
    hand.press(ENTER)
    until(lambda: window.page.form.editors["consent"].focus.hasFocus())
    hand.type("ty")


def _saved(window, hand, until):
    hand.press(Qt.Key.Key_S, ctrl=True)
    until(lambda: window.page.route.register == "inspections")
    until(lambda: window.page.reading.record is not None)


def test_a_check_with_two_faults_record_and_order_printed_in_thirty_keys(
    window, hand, until, house, every
):
    _visit(window, hand, until, house)
    _type(hand, "15")  # in the usual words
    hand.type("6 ")
    hand.compose("ldd", "楼道堆物")
    hand.press(ENTER)
    _agreed(window, hand, until)
    _saved(window, hand, until)
    hand.press(Qt.Key.Key_F3)
    until(lambda: window.page.route.page == "print" and window.page.preview.pages)
    assert window.page.form.form.name == "inspection_record"
    hand.press(ENTER)
    until(lambda: window.page.paper is not None)
    hand.press(Qt.Key.Key_Down)
    until(lambda: window.page.form.form.name == "correction_order" and window.page.preview.pages)
    until(lambda: window.page.save.isEnabled())
    hand.press(ENTER)
    until(lambda: window.page.paper is not None)
    assert hand.keys <= 30
    [visit] = every(Inspection)
    assert (visit.second, visit.consent, visit.outcome) == ("chief", "given", "to_correct")
    assert sorted(hazard.item for hazard in every(Hazard)) == ["R15", "R6"]
    assert [each.form for each in every(Print)] == ["inspection_record", "correction_order"]


def test_all_items_stand_as_nothing_found_until_a_fault_is_typed(window, hand, until, house):
    page = _visit(window, hand, until, house)
    said = [str(row.texts[3]) for row in page.faults.items.lines.rows]
    assert said == ["未发现问题"] * 15
    _type(hand, "6 ")
    assert hand.aim.text() == ""
    said = [str(row.texts[3]) for row in page.faults.items.lines.rows]
    assert said[5] == "疏散通道堵塞或上锁"
    assert said.count("未发现问题") == 14


def test_what_is_no_item_is_told_beside_the_line_and_not_saved(window, hand, until, house, every):
    page = _visit(window, hand, until, house)
    _type(hand, "23")
    assert "编号为 1 至 15" in page.faults._lines[0].note.text()
    page.form.load({"consent": "given"})
    hand.press(Qt.Key.Key_S, ctrl=True)
    until(lambda: page.faults._lines[0].line.hasFocus())
    assert every(Inspection) == []


def test_whoever_was_not_met_is_one_number_and_a_stranger_his_name(
    window, hand, until, house, every
):
    page = _visit(window, hand, until, house)
    _agreed(window, hand, until)  # no fault: on to the rest
    while not page.form.editors["not_met"].focus.hasFocus():
        hand.press(ENTER)
    _type(hand, "1")
    hand.compose("wangwu", "王五")
    _saved(window, hand, until)
    assert [(line.name, line.result) for line in every(Headcount)][-1] == ("王五", "unregistered")
    assert every(Headcount)[0].result == "not_met"
    assert [hazard.item for hazard in every(Hazard)] == ["R1"]


def test_a_photograph_is_pasted_on_the_line_of_its_fault(window, hand, until, house, every):
    page = _visit(window, hand, until, house)
    image = QImage(60, 80, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.gray)
    _type(hand, "15")
    hand.type("6")
    QGuiApplication.clipboard().setImage(image)
    hand.press(Qt.Key.Key_V, ctrl=True)
    until(lambda: page.faults.photos.keys() == {"R6"})
    hand.press(ENTER)
    _agreed(window, hand, until)
    _saved(window, hand, until)
    photos = {hazard.item: bool(hazard.photo) for hazard in every(Hazard)}
    assert photos == {"R15": False, "R6": True}


def test_without_what_the_occupant_said_nothing_is_saved(window, hand, until, house, every):
    page = _visit(window, hand, until, house)
    _type(hand, "15")
    hand.press(Qt.Key.Key_S, ctrl=True)
    until(lambda: page.form.editors["consent"].focus.hasFocus())
    assert every(Inspection) == []


def test_what_was_typed_survives_leaving_the_page(window, hand, until, house):
    page = _visit(window, hand, until, house)
    _type(hand, "15", "6")
    hand.press(Qt.Key.Key_Escape)
    until(lambda: window.page.route.page == "home")
    page = _visit(window, hand, until, house)
    until(lambda: page.faults.typed == "15 门锁或公共部位照明损坏；6 疏散通道堵塞或上锁")


def _lines(window):
    return window.page.sheet.lines.rows


def _from_today(window, hand, until, action):
    """To the line of that act, the last of its kind, and into it."""
    hand.press(Qt.Key.Key_F7)
    until(lambda: window.page.route.page == "home" and window.page.sheet.value is not None)
    due = lambda: getattr(window.page.sheet.value, "action", "") == action  # noqa: E731
    hand.press(Qt.Key.Key_End)
    until(lambda: any(getattr(r.value, "action", "") == action for r in _lines(window)))
    while not due():
        hand.press(Qt.Key.Key_Up)
    hand.press(ENTER)
    until(lambda: window.page.route.page == "action" and window.page.route.action == action)


def test_a_recheck_is_reached_from_today_filled_in_and_closes_the_hazard(
    window, hand, until, house, every
):
    _visit(window, hand, until, house)
    _type(hand, "1")
    _agreed(window, hand, until)
    _saved(window, hand, until)
    _from_today(window, hand, until, "recheck")
    until(lambda: window.page.form.editors["second"].text() == "chief")
    hand.type("ygz")  # 已改正
    hand.press(Qt.Key.Key_S, ctrl=True)
    until(lambda: window.page.route.page == "home")
    assert [(h.item, h.state) for h in every(Hazard)] == [("R1", "closed")]
    assert [(seen.result, seen.second) for seen in every(Recheck)] == [("done", "chief")]


def test_what_is_others_is_handed_on_from_today(window, hand, until, house, every):
    _visit(window, hand, until, house)
    _type(hand, "6")
    _agreed(window, hand, until)
    _saved(window, hand, until)
    _from_today(window, hand, until, "refer")
    hand.press(Qt.Key.Key_S, ctrl=True)
    until(lambda: window.page.route.page == "home")
    assert every(Hazard)[0].referred_to == "fire"


def test_a_house_s_page_tells_its_hazards_by_item_and_how_far_they_are(
    window, hand, until, house, every
):
    _visit(window, hand, until, house)
    _type(hand, "15", "6")
    _agreed(window, hand, until)
    _saved(window, hand, until)
    window.work.go("record", "housing", house.id)
    until(lambda: window.page.route.register == "housing" and window.page.reading.links)
    said = {link.register: [] for link in window.page.reading.links}
    for link in window.page.reading.links:
        said[link.register].append(tuple(map(str, link.texts[:2])))
    assert set(said["hazards"]) == {
        ("门锁照明监控：门锁或公共部位照明损坏", "未改正，限 2026-03-16"),
        ("疏散通道：疏散通道堵塞或上锁", "未改正"),
    }
    assert said["inspections"] == [("安全检查", "责令限期改正")]


def test_an_auxiliary_opens_a_patrol_and_is_asked_nothing_of_a_check(
    sign_in, hand, until, house, every
):
    window = sign_in("clerk", ticket=False)
    window.work.go("inspect", "housing", house.id)
    until(lambda: window.page.route.page == "inspect" and "登记人员" in window.page.people.text())
    form = window.page.form
    assert form.editors["kind"].text() == "patrol"
    assert all(form.editors[name].widget.isHidden() for name in ("second", "consent"))
    _type(hand, "15")
    _saved(window, hand, until)
    assert [(visit.kind, visit.outcome) for visit in every(Inspection)] == [("patrol", "noted")]
    assert every(Hazard)[0].deadline is None
