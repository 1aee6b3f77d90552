"""Whoever is shown in full finds it: who, when, why, and what was done."""

from __future__ import annotations

import pytest

from station_app.access import free_looks, log, quotas, records
from station_app.access.purposes import Purpose
from station_app.core.errors import Absent, Refused
from station_app.registers import FORMS, REGISTERS
from station_app.storage.pages import Query
from station_app.workflows.export import take
from station_app.workflows.find import find_full
from station_app.workflows.paper import preview_form, print_form
from tests.residents import invented

HOME = [("02", "单𬭎", "19620304001", {})]
FREE = Purpose("VISIT", "2026-17", free=True)
PEOPLE = REGISTERS["people"]


@pytest.fixture
def family(officer):
    """A residence, and the person who lives there."""
    (residence,) = invented.household(officer, invented.HOME, HOME)
    with officer.act("show:residents", purpose=invented.COUNTER) as act:
        person = records.show(act, REGISTERS["residents"], residence).record.person_id
    return residence, person


def looks(desk, id):
    with desk.act("who-looked") as act:
        return log.who_looked(act, id)


def test_a_person_finds_every_way_of_being_seen(family, officer, chief, office):
    residence, person = family
    form = FORMS["household_sheet"]
    office.do(officer, records.show, "show:people", PEOPLE, person)
    office.do(officer, records.history, "history:people", PEOPLE, person)
    office.do(officer, find_full, "find-full", "单𬭎")
    office.do(officer, find_full, "find-full", "单𬭎", register="residents")
    office.do(officer, preview_form, "print", form, residence)
    office.do(officer, print_form, "print", form, residence)
    whole = Query(columns=("person_id", "place_id"), down=True)
    office.do(
        chief, take, "export:residents", REGISTERS["residents"], whole, "年检", lambda _n: None
    )
    seen = [look.event for look in reversed(looks(chief, person))]
    assert seen == [
        "read",
        "read history",
        "searched",
        "searched",
        "previewed",
        "printed",
        "exported",
    ]


def test_a_look_says_who_when_why_and_what(family, officer, chief, office):
    _residence, person = family
    with officer.act("show:people", purpose=Purpose("CASE", "案17", True, "核对身份")) as act:
        records.show(act, PEOPLE, person)
    (look,) = looks(chief, person)
    assert (look.officer, look.role, look.at) == ("officer", "officer", officer.now())
    assert (look.purpose, look.reference, look.explanation) == ("CASE", "案17", "核对身份")
    assert (look.event, look.free, look.records) == ("read", True, 1)
    assert str(log.event_title(look.event)) == "查看"


def test_a_masked_list_is_no_look(family, officer, chief):
    _residence, person = family
    with officer.view("list:people") as view:
        records.page(view, PEOPLE, Query())
    assert looks(chief, person) == []


# Free look-ups and their quota


def freely(desk, id, times=1, why=FREE):
    for _n in range(times):
        with desk.act("show:people", purpose=why) as act:
            records.show(act, PEOPLE, id)


def week(chief):
    with chief.act("free-looks") as act:
        return free_looks.week(act, chief.today)


@pytest.fixture
def narrow(tmp_path, monkeypatch):
    """Three an hour, five a day, one in two explained."""
    text = quotas.FILE.read_text("utf-8").replace("hour = 60", "hour = 3")
    text = text.replace("day = 300", "day = 5").replace("explain_every = 20", "explain_every = 2")
    (tmp_path / "quotas.toml").write_text(text, "utf-8")
    few = quotas.quotas(tmp_path / "quotas.toml")
    monkeypatch.setattr(quotas, "quotas", lambda: few)


def test_the_quota_is_data_of_the_station_and_says_so():
    found = quotas.quotas()
    assert (found.hour, found.day, found.explain_every) == (60, 300, 20)
    assert (found.local, found.confirmed, found.source) == (True, False, "本系统默认")


def test_beyond_the_quota_of_an_hour_nobody_is_shown_until_the_chief_lifts_it(
    narrow, family, desk_of, chief, store, office
):
    _residence, person = family
    clock = [chief.now()]
    officer = desk_of("officer", now=lambda: clock[0])
    freely(officer, person, 3)
    with pytest.raises(Refused, match="一小时内的自主查询已达 3 次"):
        freely(officer, person)
    freely(officer, person, 2, Purpose("COUNTER", "接待单 1"))  # brought by a ticket: not counted
    freely(desk_of("officer", "other"), person)  # each officer has his own
    assert [one.held for one in week(chief).officers] == [True, False]
    _account(store, "officer")
    clock[0] = later = chief.now() + quotas.timedelta(minutes=1)
    office.do(desk_of("chief", now=lambda: later), free_looks.lift, "lift-quota", "officer", "清查")
    clock[0] += quotas.timedelta(minutes=1)
    freely(officer, person)


def test_the_quota_of_a_day_holds_when_the_hours_do_not(narrow, family, desk_of, chief):
    _residence, person = family
    clock = [chief.now()]
    officer = desk_of("officer", now=lambda: clock[0])
    freely(officer, person, 3)
    clock[0] += quotas.timedelta(hours=2)
    freely(officer, person, 2)
    with pytest.raises(Refused, match="今天的自主查询已达 5 次"):
        freely(officer, person)
    clock[0] += quotas.timedelta(hours=20)
    freely(officer, person)


def test_without_the_quota_one_could_look_on(narrow, family, officer, monkeypatch):
    """The guard taken away."""
    monkeypatch.setattr(quotas, "refuse_beyond", lambda *_: None)
    freely(officer, family[1], 6)


def test_a_refused_look_is_in_the_log_and_in_no_reading(narrow, family, officer, chief, ask):
    _residence, person = family
    freely(officer, person, 3)
    before = len(looks(chief, person))
    with pytest.raises(Refused):
        freely(officer, person)
    assert ask('select count(*) from audit_event where body like \'%"event":"refused"%\'') == 1
    assert len(looks(chief, person)) == before


def test_one_free_look_in_so_many_asks_for_a_sentence(narrow, family, officer):
    def asks():
        with officer.view("explain-look") as view:
            return free_looks.asks_why(view)

    answers = []
    for _n in range(3):
        answers.append(asks())
        freely(officer, family[1])
    assert answers == [False, True, False]


# The chief's list


def test_the_chief_s_list_holds_free_look_ups_with_their_reasons_and_no_others(
    family, officer, chief, office
):
    _residence, person = family
    freely(officer, person, why=Purpose("CASE", "案17", True, "核对身份"))
    freely(officer, person, why=Purpose("COUNTER", "接待单 1"))
    with officer.act("settle-search") as act:
        log.settle_search(act, "单", 4)
    with officer.act("settle-search", purpose=Purpose("COUNTER", "接待单 1")) as act:
        log.settle_search(act, "单", 4)
    full, masked = week(chief).looks
    assert (full.purpose, full.reference, full.explanation) == ("CASE", "案17", "核对身份")
    assert (full.records, full.full) == ((("people", person),), True)
    assert (masked.event, masked.full, masked.count, masked.purpose) == ("searched", False, 4, "")


def test_a_week_is_signed_off_once_it_is_over(family, officer, desk_of, chief, office):
    freely(officer, family[1])
    with pytest.raises(Refused, match="还没有结束"):
        office.do(chief, free_looks.sign_off, "review-looks", chief.today)
    monday = chief.now() + quotas.timedelta(days=7)
    later = desk_of("chief", now=lambda: monday)
    office.do(later, free_looks.sign_off, "review-looks", chief.today, "已逐条核对")
    (review,) = week(chief).reviews
    assert (review.by, review.looks, review.remarks) == ("chief", 1, "已逐条核对")


def test_a_day_thrice_the_usual_one_is_marked(family, desk_of, chief):
    _residence, person = family
    clock = [chief.now() - quotas.timedelta(days=10)]
    officer = desk_of("officer", now=lambda: clock[0])
    for _day in range(5):
        freely(officer, person)
        clock[0] += quotas.timedelta(days=1)
    clock[0] = chief.now()
    freely(officer, person, 2)
    assert not week(chief).officers[0].alarm
    freely(officer, person)
    (one,) = week(chief).officers
    assert (one.most, one.usual, one.alarm) == (3, 1, True)


def test_nobody_lifts_his_own_quota_or_that_of_nobody(chief, store, office):
    _account(store, "chief")
    with pytest.raises(Refused, match="本人"):
        office.do(chief, free_looks.lift, "lift-quota", "chief", "清查")
    with pytest.raises(Absent):
        office.do(chief, free_looks.lift, "lift-quota", "李四", "清查")


def _account(store, name):
    from station_app.storage.own_tables import Officer

    with store.writing() as session:
        session.add(Officer(name=name, role=name, scope="339901-01"))
