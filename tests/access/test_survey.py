"""Long readings: one moment, nobody waits, and no answer without the event."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import text

from station_app.access.service import service
from station_app.core.errors import Refused
from station_app.people.register import PEOPLE
from station_app.workflows.check import check
from station_app.workflows.export import export


def events(store):
    with store.reading() as session:
        bodies = session.scalars(text("select body from audit_event order by number"))
        return [json.loads(body)["event"] for body in bodies]


def test_somebody_enters_a_person_while_the_station_is_checked(officer, office, store):
    office.person(officer, "张三")
    with officer.survey("check") as act:
        found = check(act)
        office.person(officer, "李四")  # an act that held the writer would make this one wait
        assert [*found, *check(act)] == []
    assert events(store) == ["filed", "filed", "checked"]


def test_a_survey_sees_one_moment(officer, office):
    office.person(officer, "张三")
    with officer.survey("check") as act:
        before = act.session.scalar(text("select count(*) from person"))
        office.person(officer, "李四")
        assert act.session.scalar(text("select count(*) from person")) == before == 1


@pytest.mark.parametrize("what", ["check", "export"])
def test_without_its_event_nothing_is_answered(chief, officer, office, store, tmp_path, what):
    """The log cannot be written: the check answers nothing and no sheet is made."""
    office.person(officer, "张三")
    with store.writing() as session:
        session.execute(text("drop table audit_event"))
    answered = []

    def ask():
        if what == "export":
            answered.append(export(chief, PEOPLE, tmp_path / "out.xlsx", reason="年度核对"))
            return
        with chief.survey("check") as act:
            act.session.execute(text("select 1"))
        answered.append("sound")

    with pytest.raises(Exception, match="audit_event"):
        ask()
    assert answered == []
    assert list(tmp_path.glob("*.xlsx")) == []


def test_an_export_lets_others_write_while_it_reads(chief, officer, office, store, tmp_path):
    from station_app.storage.pages import Query
    from station_app.workflows.export import export_list

    office.person(officer, "张三")

    def tell(_done):
        if len(events(store)) == 1:
            office.person(officer, "李四")

    out = tmp_path / "out.xlsx"
    assert export_list(chief, PEOPLE, Query(), out, reason="年度核对", tell=tell) == 1
    assert events(store) == ["filed", "filed", "exported"]


def test_a_survey_writes_nothing_but_its_event(officer, monkeypatch):
    from station_app.access import service as declaring

    monkeypatch.setattr(declaring, "SERVICES", {})

    @service(right="check", audit="checked")
    def meddle(act):
        act.file(PEOPLE, {"name": "张三"})

    with pytest.raises(RuntimeError, match="nothing but"), officer.survey("check") as act:
        meddle(act)


def test_who_may_not_is_refused_and_that_is_an_event(desk_of, store):
    with pytest.raises(Refused), desk_of("auditor").survey("export:people"):
        pass
    assert events(store) == ["refused"]
