"""A task from who gave it to who closed it: three times, two hands."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from station_app.access import action, records
from station_app.access.purposes import Purpose, opens
from station_app.clocks.load import load_rules, load_terms
from station_app.core.errors import Refused, Rejected
from station_app.registers import ACTIONS, REGISTERS
from station_app.storage.own_tables import Officer
from station_app.storage.tables import DutyRow
from station_app.tasks import service
from station_app.tasks.records import Step
from station_app.workflows import inline
from station_app.workflows.agenda import Wanted, agenda
from station_app.workflows.check import check

ORDER = {
    "source": "superior",
    "from_organ": "演示县公安局治安大队",
    "paper": "演公治〔2026〕17号",
    "title": "核查出租房屋底数",
    "on": "2026-03-09",
    "until": "2026-03-13",
    "to_officer": "officer",
}
TABLE = {  # rule → "began due" over the feast · from the end of a month · in a leap year
    "task_sign": "0214 0224 · 0131 0202 · 20240229 20240301",
    "task_answer": "0217 0217 · 0131 0131 · 20240229 20240229",
    "task_open": "0206 0224 · 0130 0210 · 20240229 20240311",
    "task_check": "0213 0225 · 0130 0204 · 20240229 20240305",
    "retention_tasks": "20210217 0217 · 0131 20310131 · 20240229 20290228",
}
LINES = [(rule, *pair.split()) for rule, line in TABLE.items() for pair in line.split(" · ")]


@pytest.mark.parametrize(("rule", "since", "due_on"), LINES)
def test_a_clock_of_tasks_ends_on_the_day_it_ends_on_paper(rule, since, due_on):
    since, due_on = (date.fromisoformat(d if len(d) == 8 else f"2026{d}") for d in (since, due_on))
    assert TERMS.due(rule, since).due_on == due_on


TERMS = load_terms("city")


def test_no_clock_of_tasks_is_without_its_line():
    assert {rule.id for rule in load_rules() if rule.register == "tasks"} == set(TABLE)


class Station:
    def __init__(self, desk_of, store):
        self.now = datetime(2026, 3, 9, 2, tzinfo=UTC)
        self.desk_of = desk_of
        with store.writing() as session:
            for name, role in (("officer", "officer"), ("second", "officer"), ("chief", "chief")):
                session.add(Officer(name=name, role=role, scope="339901-01"))
        self.officer, self.second = self.desk("officer"), self.desk("officer", "second")
        self.chief = self.desk("chief")

    def desk(self, role, name=None, kind="training"):
        return self.desk_of(role, name or role, now=lambda: self.now, kind=kind)

    def give(self, by=None, **typed):
        typed = {name: said for name, said in (ORDER | typed).items() if said}
        with (by or self.chief).act("file:tasks") as act:
            return inline.file_typed(act, REGISTERS["tasks"], [typed])[0].id

    def act(self, desk, name, id, **typed):
        return action.perform(desk, ACTIONS["tasks"], name, id, typed, Purpose("TASK", "T1"))

    def task(self, id):
        with self.chief.act("show:tasks", purpose=Purpose("TASK", "T1")) as act:
            return records.show(act, REGISTERS["tasks"], id).record

    def owed(self, id):
        with self.officer.view("list:tasks") as view:
            rows = view.all(select(DutyRow).where(DutyRow.record_id == id))
        return sorted((r.rule, r.due_on.isoformat(), r.action, r.owner) for r in rows)

    def mine(self, desk):
        with desk.view("agenda") as view:
            return [item.id for item in agenda(view, Wanted(owner="me", register="tasks"))]

    def unanswered(self):
        with self.chief.view("list:tasks") as view:
            return [task.id for task in service.unanswered(view)]


@pytest.fixture
def station(desk_of, store):
    return Station(desk_of, store)


@pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)
def test_a_task_is_signed_for_answered_returned_answered_again_and_closed(station):
    id = station.give()
    assert station.task(id).number == "339901-01T202603090001"
    assert station.owed(id) == [
        ("task_answer", "2026-03-13", "sign", "officer"),
        ("task_sign", "2026-03-10", "sign", "officer"),
    ]
    assert set(station.mine(station.officer)) == {id}  # who did not enter it
    assert station.mine(station.chief) == station.mine(station.second) == []
    with pytest.raises(Refused, match="不是交给本人"):
        station.act(station.second, "sign", id)
    with pytest.raises(Refused, match="先签收"):
        station.act(station.officer, "answer", id, answer="已核查")
    station.act(station.officer, "sign", id)
    assert station.owed(id) == [("task_answer", "2026-03-13", "answer", "officer")]
    assert station.unanswered() == [id]
    station.act(station.officer, "answer", id, answer="共核查八十户")
    assert station.unanswered() == []
    assert station.owed(id) == [("task_check", "2026-03-12", "close", "chief")]
    assert station.mine(station.chief) == [id]
    for name, typed in (("close", {}), ("send_back", {"returned_note": "重做"})):
        with pytest.raises(Refused, match="另一人"):  # who answered does not check it
            station.act(station.officer, name, id, **typed)
        with pytest.raises(Refused, match="交办的人"):
            station.act(station.second, name, id, **typed)
    station.act(station.chief, "send_back", id, returned_note="请补合租情况")
    assert station.owed(id) == [("task_answer", "2026-03-13", "answer", "officer")]
    station.act(station.officer, "answer", id, answer="合租十二户")
    station.act(station.chief, "close", id)
    done = station.task(id)
    assert (done.signed_by, done.answered_by, done.closed_by) == ("officer", "officer", "chief")
    assert None not in (done.signed_at, done.answered_at, done.closed_at)
    assert station.owed(id) == []
    with station.officer.view("list:tasks") as view:
        steps = [step.kind for step in view.all(select(Step).order_by(Step.row))]
    assert steps == ["signed", "answered", "returned", "answered", "closed"]
    with station.officer.act("check") as act:
        assert check(act) == []


@pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)
def test_a_task_goes_to_somebody_who_is_there_or_to_a_group(station, store):
    with pytest.raises(Rejected, match="没有这个账号"):
        station.give(to_officer="nobody")
    with pytest.raises(Rejected, match="交给谁办"):
        station.give(to_officer="")
    with pytest.raises(Rejected, match="交办单位或者交办人"):
        station.give(from_organ="")
    id = station.give(to_officer="", to_group="社区组")
    assert {owner for *_rest, owner in station.owed(id)} == {"chief"}  # nobody's yet
    station.act(station.second, "sign", id)
    assert {owner for *_rest, owner in station.owed(id)} == {"second"}
    with pytest.raises(Refused, match="不是交给本人"):
        station.act(station.officer, "answer", id, answer="已办")
    station.act(station.second, "reassign", id, to_officer="officer")
    assert station.task(id).signed_at is None
    assert ("task_sign", "2026-03-10", "sign", "officer") in station.owed(id)
    typed, revision = {"to_officer": "second"}, station.task(id).revision
    with pytest.raises(Rejected, match="改交他人"), station.chief.act("amend:tasks") as act:
        records.amend(act, REGISTERS["tasks"], id, typed, revision=revision)
    with station.officer.act("check") as act:  # owed by whom it names, though he wrote nothing yet
        assert check(act) == []
    with store.writing() as session:
        session.execute(DutyRow.__table__.update().values(owner="nobody"))
    with station.officer.act("check") as act:
        assert {finding.what for finding in check(act)} == {"duties"}


@pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)
def test_a_page_opened_from_a_task_shows_residents_and_tasks_and_nothing_of_cases(station):
    """In a real home; in a training home a task opens all that the role may see."""
    id, desk = station.give(), station.desk("officer", kind="police")
    why = Purpose("TASK", station.task(id).number)
    with desk.act("show:tasks", purpose=why) as act:
        assert records.show(act, REGISTERS["tasks"], id).record.id == id
    opened = {
        name for name, of in REGISTERS.items() if not of.inner and opens(why, of, training=False)
    }
    assert {"people", "places", "residents", "tasks"} <= opened
    assert not opened & {"calls", "cases", "custody", "property", "measures", "footage"}
