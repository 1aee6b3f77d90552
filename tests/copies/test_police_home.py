"""What a police home keeps of community correction: copies, tasks, results; no supervision."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from station_app.access import action
from station_app.access.purposes import Purpose
from station_app.copies.records import CorrectionTask, PenaltyResult
from station_app.core.errors import Refused, Rejected
from station_app.registers import ACTIONS
from station_app.retention import service as retention
from station_app.retention.rules import KEPT
from station_app.storage.tables import DutyRow

pytestmark = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)

CASE = Purpose("CASE", "演公〔2026〕17号")
COUNTY = "演示县社区矫正管理局"
FRIDAY = datetime(2026, 2, 27, 2, tzinfo=UTC)


class Station:
    """Officers of one police home."""

    def __init__(self, desk_of, office):
        self.now, self.office = FRIDAY, office
        self.officer = desk_of("officer", now=lambda: self.now, kind="police")
        self.person = office.person(self.officer, "赵一")

    def task(self, kind, **typed):
        typed |= {
            "kind": kind,
            "person_id": str(self.person.id),
            "on": typed.get("on", "2026-02-27"),
        }
        usual = {"asked_by": COUNTY, "what": "请予协助"}
        return self.office.file(self.officer, "correction_tasks", **usual | typed).id

    def act(self, name, id, on=None, **typed):
        if on:
            self.now = datetime.fromisoformat(f"{on}T02:00").replace(tzinfo=UTC)
        done = action.perform(self.officer, ACTIONS["correction_tasks"], name, id, typed, CASE)
        return done.ids

    def every(self, kind):
        with self.officer.view("list:correction_tasks") as view:
            return view.all(select(kind).order_by(kind.row))

    def owed(self, id):
        with self.officer.view("list:correction_tasks") as view:
            rows = view.all(select(DutyRow).where(DutyRow.record_id == id))
        return [(row.rule, row.due_on.isoformat(), row.action) for row in rows]


@pytest.fixture
def station(desk_of, office):
    return Station(desk_of, office)


def test_who_holds_a_supervised_person_tells_county_and_procuratorate_in_three_days(station):
    """From Friday 27 February, over the month's end: Monday 2 March."""
    held = station.task("detained", document_number="演公拘通字3号", asked_by="")
    assert station.owed(held) == [("correction_task_detained", "2026-03-02", "tell")]
    with pytest.raises(Refused, match="县级社区矫正机构"):
        station.act("tell", held)
    station.act("tell", held, on="2026-03-01", told_to=COUNTY)
    assert station.owed(held) == [("correction_task_detained", "2026-03-02", "tell")]
    station.act("tell", held, on="2026-03-02", procuratorate_on="2026-03-02")
    assert station.owed(held) == []
    [task] = station.every(CorrectionTask)
    assert (task.state, task.told_on.isoformat()) == ("done", "2026-03-01")
    with pytest.raises(Refused, match="已经反馈"):
        station.act("tell", held, told_to=COUNTY)


def test_a_search_is_done_told_back_and_then_owes_nothing(station):
    search = station.task("search", until="2026-03-05")
    assert station.owed(search) == [("correction_task_due", "2026-03-05", "finish")]
    with pytest.raises(Refused, match="还没有办结"):
        station.act("tell", search)
    station.act("finish", search, on="2026-03-03", outcome="在亲属家中找到，已通知司法所")
    assert station.owed(search) == [("correction_task_told", "2026-03-06", "tell")]
    station.act("tell", search, on="2026-03-04")
    assert station.owed(search) == []
    [task] = station.every(CorrectionTask)
    assert (task.handled_by, task.told_to) == ("officer", COUNTY)


@pytest.mark.parametrize("kind", ["arrest", "chase", "escort", "penalty", "detained"])
def test_nobody_is_arrested_chased_or_escorted_without_a_document(station, kind):
    with pytest.raises(Rejected, match="须凭法律文书"):
        station.task(kind)


def test_what_became_of_a_proposed_penalty_is_told_back(station):
    proposal = station.task("penalty", document_number="演矫罚建3号")
    assert station.owed(proposal) == [("correction_task_open", "2026-03-02", "penalty_result")]
    with pytest.raises(Refused, match="另有办理方式"):
        station.act("finish", proposal, outcome="已处罚")
    with pytest.raises(Rejected, match="处罚决定书文号"):
        station.act("penalty_result", proposal, result="detention")
    with pytest.raises(Rejected, match="写明理由"):
        station.act("penalty_result", proposal, result="none")
    station.act(
        "penalty_result", proposal, on="2026-03-02", result="detention", decision_number="演公罚9号"
    )
    [result] = station.every(PenaltyResult)
    assert (result.task_id, result.on.isoformat()) == (proposal, "2026-03-02")
    station.act("tell", proposal)
    assert station.owed(proposal) == []


def test_a_copy_is_a_fact(station):
    copy = station.office.file(
        station.officer,
        "correction_copies",
        person_id=str(station.person.id),
        kind="judgment",
        on="2026-02-27",
        from_organ="演示县人民法院",
        document_number="（2026）示0101刑初1号",
    )
    with pytest.raises(Refused, match="已发生的事不能修改"):
        station.office.amend(station.officer, "correction_copies", copy.id, revision=1, about="改")


def test_a_task_is_destroyed_by_two_when_its_term_is_over_with_its_result(station, desk_of):
    proposal = station.task("penalty", document_number="演矫罚建3号")
    station.act("penalty_result", proposal, result="none", reason="证据不足")
    then = {"now": lambda: datetime(2031, 3, 2, 2, tzinfo=UTC), "kind": "police"}
    chief, security = desk_of("chief", **then), desk_of("security", **then)
    kept = next(one for one in KEPT if one.rule == "retention_correction_tasks")
    with chief.act("propose-purge") as act:
        asked = retention.propose(act, kept, "保存期满").id
    with security.act("approve-purge") as act:
        retention.approve(act, asked)
    assert (station.every(CorrectionTask), station.every(PenaltyResult)) == ([], [])
