"""A record says in what days its term stood still: kept with the duty, explained, proved again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select, update

from station_app.access import records, rulebook
from station_app.access.desk import Desk
from station_app.access.purposes import Purpose
from station_app.clocks.due import NEVER
from station_app.clocks.load import load_terms
from station_app.clocks.rule import Rule
from station_app.clocks.terms import Terms
from station_app.clocks.versions import Version
from station_app.core.course import Course, Pause
from station_app.core.register import Duty
from station_app.registers import REGISTERS
from station_app.storage.tables import DutyRow
from station_app.workflows.agenda import Wanted, agenda
from station_app.workflows.check import check
from tests.conftest import NOW

APPRAISAL = Rule(  # invented: what stands still and begins anew is data of the rule
    id="appraisal",
    title="办理",
    register="residents",
    trigger="受理",
    length=10,
    unit="day",
    start="next",
    roll=False,
    authority="公安派出所",
    source="示例",
    confirmed=False,
    local=True,
    pause="鉴定期间",
    restart="重新受理",
)


def duties(resident):
    """Invented: stands still from `entered_on` to `visa_until`, begins anew on `registered_on`."""
    if resident.since and not resident.until:
        stood = (Pause(resident.entered_on, resident.visa_until),) if resident.entered_on else ()
        anew = (resident.registered_on,) if resident.registered_on else ()
        yield Duty("appraisal", resident.since, "sweep", Course(stood, anew))


RESIDENTS = replace(REGISTERS["residents"], duties=duties)


@pytest.fixture
def officer(store):
    store.registers = dict(REGISTERS) | {"residents": RESIDENTS}
    return desk(store, "officer")


def desk(store, role):
    shipped = load_terms("city")
    terms = Terms((*shipped.rules, APPRAISAL), shipped.calendar, "city")
    return Desk(
        store=store,
        officer=role,
        role=role,
        scope="339901-01",
        now=lambda: NOW,
        terms=terms,
        kind="training",
    )


@pytest.fixture
def resident(officer, office):
    person = office.person(officer)
    place = office.file(officer, "places", line="演示县石桥路1号")
    since = {"since": date(2026, 3, 2), "resident_class": "1"}
    with officer.act("file:residents", purpose=Purpose("VISIT", "2026-17")) as act:
        return records.file(act, RESIDENTS, {"person_id": person.id, "place_id": place.id, **since})


def amend(officer, resident, **values):
    with officer.act("amend:residents", purpose=Purpose("VISIT", "2026-17")) as act:
        at = act.load(RESIDENTS, resident.id).revision
        records.amend(act, RESIDENTS, resident.id, values, revision=at)


def due(store):
    with store.reading() as session:
        return session.scalar(select(DutyRow.due_on))


def told(officer):
    with officer.view("agenda") as view:
        return [str(item.due.explanation) for item in agenda(view, Wanted(within=60))]


def findings(officer):
    with officer.survey("check") as act:
        return [f.what for f in check(act)]


def test_a_term_that_stood_still_is_due_later_and_says_why(store, officer, resident):
    assert due(store) == date(2026, 3, 12)
    amend(officer, resident, entered_on=date(2026, 3, 4), visa_until=date(2026, 3, 9))
    assert due(store) == date(2026, 3, 17)
    assert told(officer) == [
        "办理：自受理（2026-03-02）起10日，鉴定期间（2026-03-04—2026-03-08）不计入，"
        "至 2026-03-17；依据示例（地方默认，未核实）。"
    ]
    assert findings(officer) == []


def test_a_term_that_stands_still_is_on_no_agenda_until_it_runs_again(store, officer, resident):
    amend(officer, resident, entered_on=date(2026, 3, 4))
    assert due(store) == NEVER
    assert told(officer) == []
    assert findings(officer) == []
    amend(officer, resident, visa_until=date(2026, 3, 5))
    assert due(store) == date(2026, 3, 13)


def test_a_term_begun_anew_says_from_what(store, officer, resident):
    amend(officer, resident, registered_on=date(2026, 3, 6))
    assert due(store) == date(2026, 3, 16)
    assert "重新受理（2026-03-06）后重新计算10日" in told(officer)[0]
    assert findings(officer) == []


def test_a_changed_rule_keeps_what_stood_still(store, officer, resident):
    amend(officer, resident, entered_on=date(2026, 3, 4), visa_until=date(2026, 3, 9))
    version = Version(
        rule="appraisal",
        place=None,
        valid_from=date(2026, 3, 1),
        length=20,
        unit="day",
        roll=False,
        issuer="演示县公安局",
        number="演公〔2026〕12号",
    )
    chief = desk(store, "chief")
    rulebook.change(chief, "order-rule", lambda act: rulebook.order_rule(act, version))
    assert due(store) == date(2026, 3, 27)
    assert findings(officer) == []


def test_the_check_proves_how_a_term_ran_from_history(store, officer, resident):
    amend(officer, resident, entered_on=date(2026, 3, 4), visa_until=date(2026, 3, 9))
    with store.writing() as session:
        session.execute(update(DutyRow).values(course=""))
    assert findings(officer) == ["duties"]
