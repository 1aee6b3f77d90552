"""The chief changes local rules and enters holidays: what is owed follows, the past stays."""

from __future__ import annotations

import json
import threading
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from station_app.access import news, records, rulebook
from station_app.access.purposes import Purpose
from station_app.clocks.rule import BadRules
from station_app.clocks.terms import Terms
from station_app.clocks.versions import Version
from station_app.core.days import read_days
from station_app.core.errors import Absent, Refused
from station_app.core.ids import new_id
from station_app.registers import REGISTERS
from station_app.storage import law
from station_app.storage.driver import is_postgresql
from station_app.storage.engine import open_postgresql
from station_app.storage.store import Store
from station_app.storage.tables import DutyRow
from station_app.workflows import agenda
from station_app.workflows.agenda import Wanted
from station_app.workflows.check import check

FEB = date(2026, 2, 1)
YEAR_END = datetime(2026, 12, 31, 2, 0, tzinfo=UTC)
ORDER = Version(
    rule="residence_registration",
    place=None,
    valid_from=FEB,
    length=10,
    unit="day",
    roll=False,
    issuer="演示县公安局",
    number="演公〔2026〕12号",
)


def order(desk, **fields):
    version = replace(ORDER, **fields)
    return rulebook.change(desk, "order-rule", lambda act: rulebook.order_rule(act, version))


def end(desk, id, reason="县局撤回"):
    return rulebook.change(desk, "end-rule", lambda act: rulebook.end_rule(act, id, reason))


def enter(desk, year=2027, rest="1.1 至 1.3", work="1.9", number="国办发明电〔2026〕0号"):
    why = {"issuer": "国务院办公厅", "number": number}
    return rulebook.change(
        desk,
        "enter-holidays",
        lambda act: rulebook.enter_holidays(act, year, rest, work, **why),
    )


@pytest.fixture
def came(office, desk_of):
    """Arrived on this day and not registered yet."""
    officer = desk_of("officer", now=lambda: YEAR_END)

    def arrive(day):
        n = len(arrived)
        person = office.person(officer, f"赵{'一二三四五六'[n]}")
        place = office.file(officer, "places", line=f"演示县石桥路{n + 1}号")
        arrived.append(
            office.file(
                officer,
                "residents",
                person_id=str(person.id),
                place_id=str(place.id),
                arrived_on=day,
            )
        )
        return arrived[-1].id

    arrived = []
    return arrive


@pytest.fixture
def due(store):
    def due(id):
        with store.reading() as session:
            return session.scalar(select(DutyRow.due_on).where(DutyRow.record_id == id))

    return due


def explained(desk):
    with desk.view("agenda") as view:
        return [str(item.due.explanation) for item in agenda.agenda(view, Wanted(within=400))]


def findings(desk):
    with desk.survey("check") as act:
        return [f.what for f in check(act)]


def events(ask, n=1):
    return [
        json.loads(ask(f"select body from audit_event order by number desc limit 1 offset {at}"))
        for at in reversed(range(n))
    ]


def test_a_changed_rule_moves_what_began_under_it_and_leaves_what_began_before(
    chief, came, due, ask
):
    before, after = came("2026-01-30"), came("2026-02-12")
    assert (due(before), due(after)) == (date(2026, 2, 4), date(2026, 2, 24))
    _id, moved = order(chief)
    assert moved == 1
    assert (due(before), due(after)) == (date(2026, 2, 4), date(2026, 2, 22))
    assert findings(chief) == []
    changed, settled = events(ask, 3)[:2]
    assert (changed["event"], changed["valid_from"], changed["length"]) == (
        "local rule ordered",
        "2026-02-01",
        10,
    )
    assert (settled["event"], settled["moved"]) == ("duties settled", 1)
    assert settled["act_id"] == changed["act_id"]


def test_what_is_owed_is_explained_by_the_order(chief, officer, came):
    came("2026-02-12")
    order(chief, issuer="演示县{公安}局")
    assert explained(officer) == [
        "流动人口居住登记：自到达居住地（2026-02-12）起10日，至 2026-02-22；"
        "依据演示县{公安}局演公〔2026〕12号（地方规定）。"
    ]


def test_an_order_taken_back_lets_the_rule_before_it_hold_again(chief, came, due):
    one = came("2026-02-12")
    id, _moved = order(chief)
    _none, moved = end(chief, id)
    assert (moved, due(one)) == (1, date(2026, 2, 24))
    assert findings(chief) == []
    with pytest.raises(Absent, match="已撤销"):
        end(chief, id)
    with chief.view("rulebook") as view:
        kept = next(k for k in rulebook.rules(view) if k.now.id == ORDER.rule)
    assert [(o.id, o.ended_by, o.reason) for o in kept.orders] == [(id, "chief", "县局撤回")]
    assert [rule.length for rule in kept.rules] == [3]


def test_of_several_orders_each_ends_the_one_before(chief, came, due):
    first, second = came("2026-02-12"), came("2026-03-02")
    order(chief)
    order(chief, valid_from=date(2026, 3, 1), length=5, number="演公〔2026〕20号")
    assert (due(first), due(second)) == (date(2026, 2, 22), date(2026, 3, 7))
    with chief.view("rulebook") as view:
        kept = next(k for k in rulebook.rules(view) if k.now.id == ORDER.rule)
    spans = [(rule.length, rule.valid_from, rule.valid_to) for rule in kept.rules]
    assert spans == [
        (3, None, date(2026, 1, 31)),
        (10, date(2026, 2, 1), date(2026, 2, 28)),
        (5, date(2026, 3, 1), None),
    ]
    assert kept.now.length == 5
    with pytest.raises(Refused, match="已登记"):
        order(chief)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"rule": "birth_registration"}, "全国性规定"),
        ({"rule": "nothing"}, "没有这项"),
        ({"issuer": " "}, "发文机关和文号"),
        ({"number": "号" * 61}, "至多各 60"),
        ({"unit": "hour"}, "单位"),
        ({"unit": "week"}, "单位"),
        ({"length": -1}, "期限应为"),
        ({"length": 1001}, "期限应为"),
        ({"rule": "half_year", "valid_from": date(2015, 12, 31)}, "不能早于 2016-01-01"),
        ({"rule": "document_expiry", "roll": True}, "不顺延"),
    ],
)
def test_an_order_that_cannot_be_is_refused_in_words(chief, ask, wrong, says):
    with pytest.raises((Refused, BadRules), match=says):
        order(chief, **wrong)
    assert ask("select count(*) from local_rule") == 0
    assert [event["event"] for event in events(ask)] == ["refused"]


def test_only_the_chief_changes_rules_and_everybody_reads_them(officer, desk_of):
    for work in (order, enter):
        with pytest.raises(Refused):
            work(officer)
    for role in ("officer", "clerk", "auditor", "admin"):
        with desk_of(role).view("rulebook") as view:
            assert rulebook.rules(view)
            assert rulebook.years(view)


# The year's holidays


def test_entered_holidays_move_what_falls_on_them_and_end_the_warning(chief, officer, came, due):
    one = came("2026-12-30")
    assert due(one) == date(2027, 1, 4)
    assert "2027年的放假安排尚未录入" in explained(officer)[0]
    enter(chief)  # Friday the 1st to Sunday the 3rd are free, Saturday the 9th is worked
    assert due(one) == date(2027, 1, 5)
    assert "尚未录入" not in explained(officer)[0]
    assert findings(chief) == []
    with officer.view("agenda") as view:
        calendar = view.stamp.terms.calendar
    assert [d for d in range(1, 13) if calendar.is_workday(date(2027, 1, d))] == [
        *(4, 5, 6, 7, 8, 9),
        *(11, 12),
    ]


def test_a_corrected_notice_replaces_the_first_and_one_taken_back_leaves_the_year_unknown(
    chief, came, due
):
    one = came("2026-12-30")
    enter(chief)
    id, _moved = enter(chief, rest="1.1 至 1.5", work="", number="国办发明电〔2026〕1号")
    assert due(one) == date(2027, 1, 7)
    with chief.view("rulebook") as view:
        year = next(y for y in rulebook.years(view) if y.year == 2027)
    assert (year.known, len(year.notices), year.notice.id) == (True, 2, id)
    rulebook.change(chief, "end-holidays", lambda act: rulebook.end_holidays(act, id, "录入有误"))
    assert due(one) == date(2027, 1, 4)
    with chief.view("rulebook") as view:
        year = next(y for y in rulebook.years(view) if y.year == 2027)
    assert (year.known, year.notice) == (False, None)
    assert findings(chief) == []


def test_a_year_that_nobody_entered_is_warned_of_when_it_comes_near(desk_of):
    for month, warned in ((3, False), (11, True), (12, True)):
        now = datetime(2026, month, 20, 2, 0, tzinfo=UTC)
        chief = desk_of("chief", now=lambda now=now: now)
        with chief.view("agenda") as view:
            assert bool(rulebook.unknown_year(view)) is warned
    enter(chief)
    with chief.view("agenda") as view:
        assert rulebook.unknown_year(view) is None


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"rest": "元旦三天"}, "看不懂“元旦三天”"),
        ({"rest": ""}, "请写明放假的日期"),
        ({"work": "1.6"}, "2027-01-06 不是周末"),
        ({"work": "1.3"}, "2027-01-03 有误"),
        ({"rest": "2025-01-01"}, "2025-01-01 有误"),
        ({"number": " "}, "发文机关和文号"),
        ({"year": 27}, "四位年份"),
        ({"year": 2099}, "四位年份"),
    ],
)
def test_a_notice_that_cannot_be_is_refused_in_words(chief, ask, wrong, says):
    with pytest.raises((Refused, BadRules), match=says):
        enter(chief, **wrong)
    assert ask("select count(*) from holiday_year") == 0


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("1月1日（周五）至3日（周日）", ["2027-01-01", "2027-01-02", "2027-01-03"]),
        ("1.1~1.3；5.1", ["2027-01-01", "2027-01-02", "2027-01-03", "2027-05-01"]),
        ("2026-12-31 到 2027-01-01", ["2026-12-31", "2027-01-01"]),
        ("20270206", ["2027-02-06"]),
        ("", []),
    ],
)
def test_days_are_read_as_a_notice_prints_them(typed, days):
    assert [day.isoformat() for day in read_days(typed, 2027)] == days


@pytest.mark.parametrize("typed", ["1.3 至 1.1", "1.1 至 9.9", "32日", "2月30日"])
def test_a_span_that_is_none_is_refused(typed):
    with pytest.raises(ValueError, match=r"."):
        read_days(typed, 2027)


# Several desks, and what a crash leaves


@pytest.fixture
def other(store, desk_of):
    """An officer at a desk of his own: other connections to a server, the same file otherwise."""
    engines, bind = store.engines, store.engines.writing
    if bind.dialect.name != "sqlite":
        engines = open_postgresql(bind.url.render_as_string(hide_password=False))
    second = Store(engines, REGISTERS, store.blobs, store.derive, device=str(new_id()))
    yield desk_of("officer", on=second)
    if engines is not store.engines:
        second.dispose()


def test_every_desk_of_the_station_reads_the_new_rule_with_its_next_look(chief, other, came, due):
    came("2026-02-12")
    assert explained(other)[0].endswith("（地方默认，未核实）。")
    order(chief)
    assert explained(other)[0].endswith("（地方规定）。")
    assert other.in_force.due(ORDER.rule, date(2026, 3, 2)).due_on == date(2026, 3, 12)


def while_writing(chief, other, office):
    """A record is being filed at one desk while the rule is changed at another."""
    person = office.person(other)
    place = office.file(other, "places", line="演示县石桥路9号")
    values = {"person_id": person.id, "place_id": place.id, "resident_class": "4"}
    values["arrived_on"] = date(2026, 2, 12)
    changing = threading.Thread(target=lambda: order(chief))
    with other.act("file:residents", purpose=Purpose("VISIT", "2026-17")) as act:
        filed = records.file(act, REGISTERS["residents"], values)
        changing.start()
        changing.join(0.6)
    changing.join()
    return filed.id


def test_a_change_waits_for_what_is_just_being_written(chief, other, office, due):
    one = while_writing(chief, other, office)
    assert due(one) == date(2026, 2, 22)
    assert findings(chief) == []


def test_without_waiting_what_was_just_written_keeps_the_old_term(
    chief, other, office, due, monkeypatch
):
    monkeypatch.setattr(law, "hold", lambda session, number: None)
    one = while_writing(chief, other, office)
    with chief.store.reading() as session:
        lost = is_postgresql(session)  # a file has one writer at a time
    assert due(one) == (date(2026, 2, 24) if lost else date(2026, 2, 22))
    assert findings(chief) == (["duties"] if lost else [])


def test_windows_of_other_desks_are_told_to_read_again(chief, officer):
    def told(before):
        with officer.view("news") as view:
            return news.news(view, chief.store.device, before)

    heads, _nothing = told(None)
    assert told(heads)[1].records == frozenset()
    order(chief)
    heads, changes = told(heads)
    assert {name for name, _id in changes.records} == set(chief.registers)
    assert told(heads)[1].records == frozenset()


def test_what_a_crash_left_half_done_is_found_by_the_check_and_done_at_the_next_sign_in(
    chief, officer, came, due
):
    one = came("2026-02-12")
    with chief.act("order-rule") as act:
        rulebook.order_rule(act, ORDER)  # and the machine falls
    assert findings(chief) == ["duties"]
    assert rulebook.settle(officer) == 1
    assert due(one) == date(2026, 2, 22)
    assert findings(chief) == []
    assert rulebook.settle(officer) == 0


def test_a_program_that_ships_another_term_moves_what_is_owed_at_the_next_sign_in(
    officer, came, due, ask
):
    events = "select count(*) from audit_event where body like '%duties settled%'"
    one = came("2026-02-12")
    before = due(one)
    assert rulebook.settle(officer) == ask(events) == 0  # a new home: nothing is told
    shipped = officer.terms
    rules = [
        replace(rule, length=rule.length + 10) if rule.id == ORDER.rule else rule
        for rule in shipped.rules
    ]
    upgraded = replace(officer, terms=Terms(rules, shipped.calendar, shipped.place))
    assert rulebook.settle(upgraded) == ask(events) == 1
    assert due(one) > before
    assert rulebook.settle(upgraded) == 0
    assert ask(events) == 1


def test_many_duties_are_settled_in_parts_and_one_change_more_is_not_missed(
    chief, came, due, ask, monkeypatch
):
    ones = [came(f"2026-02-{n}") for n in range(12, 17)]
    monkeypatch.setattr(rulebook, "PART", 2)
    told = []

    def tell(done, left):
        told.append(done)
        if len(told) == 1:  # somebody else orders another term meanwhile
            with chief.act("order-rule") as act:
                rulebook.order_rule(act, replace(ORDER, valid_from=date(2026, 2, 14), length=20))

    rulebook.change(chief, "order-rule", lambda act: rulebook.order_rule(act, ORDER), tell)
    assert told == [2, 2, 4, 5]
    assert [due(one) for one in ones] == [
        *(date(2026, 2, 22), date(2026, 2, 23)),
        *(date(2026, 3, 6), date(2026, 3, 7), date(2026, 3, 8)),
    ]
    assert findings(chief) == []
    assert ask("select count(*) from audit_event where body like '%duties settled%'") == 1


def test_who_read_the_old_rules_does_not_write_by_them(chief, came, ask):
    """A server has many writers at a time; a file has one, who reads as he begins."""
    real = chief.store.law.at

    def read_before_the_change(session, shipped):
        number, terms = real(session, shipped)
        return number - 1, terms

    order(chief)
    with chief.store.reading() as session:
        expected = (
            pytest.raises(Refused, match="刚刚改过") if is_postgresql(session) else nullcontext()
        )
    chief.store.law.at = read_before_the_change
    with expected:
        came("2026-02-12")
    assert ask("select count(*) from duty") == isinstance(expected, nullcontext)
