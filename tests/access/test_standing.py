"""独立使用依据: by the county's order the household sheet is printed without its mark."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from station_app.access import standing
from station_app.core.errors import Refused
from station_app.printing.reading import text_of
from station_app.registers import FORMS
from station_app.workflows.paper import preview_form, print_form
from station_app.workflows.verify import verify
from tests.residents import invented

HOME = [("02", "单𬭎", "19620304001", {})]
ISSUER, NUMBER, DAY = "演示县公安局", "演公发〔2026〕7号", date(2026, 3, 2)
MARK, NOTE = "内部查阅件，不作证明", "不作户籍证明"


@pytest.fixture
def admin(desk_of):
    return desk_of("admin")


@pytest.fixture
def family(officer):
    return invented.household(officer, invented.HOME, HOME)[0]


def enter(desk, issuer=ISSUER, number=NUMBER, day=DAY):
    with desk.act("order-stand-alone") as act:
        standing.enter_order(act, issuer, number, day)


def take_back(desk, reason="县局通知"):
    with desk.act("end-stand-alone") as act:
        standing.take_back_order(act, reason)


def sheet(desk, id, **kwargs):
    with desk.act("print", purpose=invented.COUNTER) as act:
        return print_form(act, FORMS["household_sheet"], id, **kwargs)


def words(pdf):
    return "".join(text_of(pdf).split())


def last_event(ask):
    return json.loads(ask("select body from audit_event order by number desc limit 1"))


def test_the_mark_stands_until_the_order_is_entered_and_returns_when_it_is_taken_back(
    admin, officer, family
):
    marked = sheet(officer, family)
    assert MARK in words(marked.pdf)
    assert NOTE in words(marked.pdf)
    enter(admin)
    free = sheet(officer, family)  # another paper than the one with the mark: no reason is asked
    assert MARK not in words(free.pdf)
    assert NOTE not in words(free.pdf)
    assert "依据：演示县公安局演公发〔2026〕7号（2026年3月2日）" in words(free.pdf)
    assert "【演练】" in words(free.pdf)
    with officer.act("print", purpose=invented.COUNTER) as act:
        assert MARK not in words(preview_form(act, FORMS["household_sheet"], family).pdf)
    take_back(admin)
    again = sheet(officer, family, reason="补打")
    assert MARK in words(again.pdf)
    with officer.act("verify") as act:
        assert {verify(act, FORMS, p.code).state for p in (marked, free, again)} == {"same"}


def test_the_same_paper_again_still_asks_why(admin, officer, family):
    enter(admin)
    sheet(officer, family)
    with pytest.raises(Refused, match="补打请注明原因"):
        sheet(officer, family)


def test_entering_and_taking_back_are_told_in_the_log(admin, ask):
    enter(admin)
    told = last_event(ask)
    assert (told["event"], told["officer"]) == ("stand-alone ordered", "admin")
    assert (told["issuer"], told["number"], told["day"]) == (ISSUER, NUMBER, "2026-03-02")
    take_back(admin)
    told = last_event(ask)
    assert (told["event"], told["number"], told["reason"]) == (
        "stand-alone ended", NUMBER, "县局通知",
    )  # fmt: skip


def test_who_entered_it_stands_with_it(admin, chief):
    enter(admin)
    with chief.view("stand-alone") as view:
        assert standing.stand_alone(view) == standing.CountyOrder(ISSUER, NUMBER, DAY, "admin")


@pytest.mark.parametrize("role", ["chief", "officer", "clerk", "security", "auditor"])
def test_nobody_but_the_administrator_enters_or_takes_it_back(desk_of, admin, role):
    with pytest.raises(Refused, match="没有办理"):
        enter(desk_of(role))
    enter(admin)
    with pytest.raises(Refused, match="没有办理"):
        take_back(desk_of(role))


def test_an_order_is_whole_of_the_past_and_one_at_a_time(admin):
    for wrong in ({"issuer": " "}, {"number": ""}, {"day": None}, {"number": "7" * 61}):
        with pytest.raises(Refused):
            enter(admin, **wrong)
    with pytest.raises(Refused, match="今天之后"):
        enter(admin, day=admin.today + timedelta(days=1))
    with pytest.raises(Refused, match="没有登记"):
        take_back(admin)
    enter(admin)
    with pytest.raises(Refused, match="先撤销"):
        enter(admin, number="演公发〔2026〕8号")
    with pytest.raises(Refused, match="原因"):
        take_back(admin, " ")
