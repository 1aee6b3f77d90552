"""A minor's record is known to his worker and the chief alone, also after he is eighteen."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from station_app.access import records
from station_app.core.errors import Refused
from station_app.registers import REGISTERS
from station_app.storage.pages import Query
from station_app.workflows import agenda, export
from station_app.workflows.find import find
from tests.corrections.supervised import BOY, WORK, enter, perform, taken_over

GROUP = "李秀英 女 居委会 熟悉未成年人"
EIGHTEEN = datetime(2027, 6, 1, 2, 0, tzinfo=UTC)
OURS = ("corrections", "group_members", "correction_plans", "assessments")


@pytest.fixture
def colleague(desk_of):
    return desk_of("corrections", "另一人")


@pytest.fixture
def boy(worker):
    """With all that belongs to him, and an assessment from before."""
    said = {"organ_kind": "court", "organ": "演示县人民法院", "received_on": "2026-02-01"}
    enter(worker, "assessments", person=BOY, commission_number="（2026）委1号", **said)
    one = taken_over(worker, person=BOY)
    perform(worker, "form_group", one.id, members=GROUP)
    perform(worker, "plan", one.id, situation="在校", measures="按时报告", report_days="14")
    return one


def listed(desk):
    found = {}
    for name in OURS:
        with desk.view(f"list:{name}") as view:
            register = REGISTERS[name]
            lines = records.page(view, register, Query())
            total = records.anchors(view, register, Query())[1]
            assert len(lines) == total
            found[name] = total
    return found


def owed(desk):
    with desk.view("agenda") as view:
        within = agenda.Wanted(within=400)
        counted = agenda.figures(view, within)
        lines = agenda.agenda(view, within)
        assert len(lines) == sum(f.overdue + f.today + f.ahead for f in counted.values())
        return {line.id for line in lines}


def found(desk):
    with desk.view("find") as view:
        hits = find(view, BOY["name"], register="corrections", purposeful=True).hits
        return {hit.id for hit in hits if hit.register == "corrections"}


@pytest.mark.parametrize("now", [None, EIGHTEEN])
def test_he_is_on_no_list_but_that_of_his_worker_and_the_chief(worker, colleague, chief, boy, now):
    desks = [worker, chief, colleague]
    if now:
        desks = [replace(desk, now=lambda: now) for desk in desks]
    mine, head, other = desks
    assert set(listed(mine).values()) == set(listed(head).values()) == {1}
    assert set(listed(other).values()) == {0}
    assert boy.id in owed(mine) & owed(head)
    assert owed(other) == set()
    assert found(mine) == found(head) == {boy.id}
    assert found(other) == set()


def test_nobody_else_opens_his_record_or_does_anything_to_it(office, colleague, worker, boy):
    register = REGISTERS["corrections"]
    for work, right, more in (
        (records.show, "show", {}),
        (records.history, "history", {}),
        (records.everything_about, "everything-about", {}),
        (records.amend, "amend", {"values": {"remarks": "看"}, "revision": boy.revision}),
    ):
        with pytest.raises(Refused, match="保密，只有其"):
            office.do(colleague, work, f"{right}:corrections", register, boy.id, **more)
    with pytest.raises(Refused, match="保密，只有其"):
        perform(colleague, "plan", boy.id, situation="看", measures="看", report_days="14")
    assert office.show(worker, "corrections", boy.id, why="CORRECTION").minor


def test_a_person_s_page_does_not_tell_others_of_it(office, colleague, worker, boy):
    people = REGISTERS["people"]

    def links(desk):
        right = "everything-about:people"
        return office.do(
            desk, records.everything_about, right, people, boy.person_id, why="CORRECTION"
        )

    shown, counted = links(worker)
    assert {link.register for link in shown} == {"corrections", "assessments"}
    assert links(colleague) == ([], {})
    assert counted == {}


def test_no_export_has_him_not_even_the_chief_s(chief, worker, boy, tmp_path):
    enter(worker)  # a grown man
    path = tmp_path / "对象.csv"
    rows = export.export(chief, REGISTERS["corrections"], path, reason="年检", purpose=WORK)
    assert rows == 1
    assert BOY["name"] not in path.read_text("utf-8-sig")
