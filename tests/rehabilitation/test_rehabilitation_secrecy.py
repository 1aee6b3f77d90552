"""Who knows of it: the township's worker and head; the officer of a team, of its people alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from station_app.access import records, secrecy
from station_app.access.matrix import MATRIX, may
from station_app.access.purposes import OPENS, Purpose, opens
from station_app.access.roles import ROLES, ROLES_OF
from station_app.core.errors import Refused
from station_app.registers import ACTIONS, FORMS, REGISTERS
from station_app.storage import secrecy as stored
from station_app.storage.own_tables import Officer
from station_app.storage.pages import Query
from station_app.workflows import agenda, export
from station_app.workflows.find import find
from station_app.workflows.paper import print_form
from tests.rehabilitation.course import WHY, WOMAN, at, do, enter

SQLCIPHER = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)
OURS = ("rehabilitation", "drug_tests", "absences", "rehabilitation_steps", "rehabilitation_team")
DAY = "2026-02-02"


def rights_of_ours():
    own = {right for right in MATRIX if right.partition(":")[2] in OURS}
    return own | {action.right for name in OURS for action in ACTIONS.get(name, {}).values()} - {
        "note"
    }


def test_only_a_township_keeps_it_and_there_only_its_worker_enters():
    rights = rights_of_ours()
    assert {"file:rehabilitation", "list:drug_tests", "test-drugs"} <= rights
    for kind in ("police", "justice"):
        assert not [r for r in rights for role in ROLES if may(role, r, kind)], kind
    for role in {*ROLES} - {"rehabilitation", "chief", "officer"}:
        assert not [r for r in rights if may(role, r, "training") or may(role, r, "township")], role
    reading = {right for right in rights if may("officer", right, "township")}
    assert {right.partition(":")[0] for right in reading} == {
        *("list", "show", "titles", "history", "everything-about")
    }
    assert ROLES_OF["township"] >= {"rehabilitation", "chief", "officer"}
    for right in ("file:people", "merge-people", "export:rehabilitation", "list:prints", "note"):
        assert not may("officer", right, "township"), right


def test_no_work_of_others_opens_it_or_tells_how_many_there_are():
    for code in OPENS:
        there = opens(Purpose(code, "1"), REGISTERS["rehabilitation"], training=False)
        inside = opens(Purpose(code, "1"), REGISTERS["drug_tests"], training=False)
        assert there == inside == (code == "VISIT"), code


@pytest.fixture
def homes(desk_of, worker, store):
    """Two people of two teams; each team has an officer of its own."""
    with store.writing() as session:
        for name, role in (("王警官", "officer"), ("吴警官", "officer")):
            session.add(Officer(name=name, role=role, scope="339901-01"))
        session.add(Officer(name="rehabilitation", role="rehabilitation", scope="339901-01"))
    now = replace(at(worker, DAY), kind="township")
    ids = {}
    for who, name, number in ((None, "王警官", 7), (WOMAN, "吴警官", 8)):
        more = {"person": who} if who else {}
        one = enter(
            now, document_number=f"演公社戒字〔2026〕{number}号", place=f"文化路{number}号", **more
        )
        do(now, "report_in", one.id)
        do(now, "form_team", one.id, role="officer", name=name, account=name)
        ids[name] = one
    return now, ids


def known(desk):
    """What an officer is told of by list, agenda, search, and what is kept inside."""
    with desk.view("list:rehabilitation") as view:
        listed = {line.id for line in records.page(view, REGISTERS["rehabilitation"], Query())}
        assert records.anchors(view, REGISTERS["rehabilitation"], Query())[1] == len(listed)
    with desk.view("list:drug_tests") as view:
        tests = len(records.page(view, REGISTERS["drug_tests"], Query()))
    with desk.view("agenda") as view:
        owed = agenda.agenda(view, agenda.Wanted(within=90))
        counted = agenda.figures(view, agenda.Wanted(within=90)).values()
    assert sum(f.overdue + f.today + f.ahead for f in counted) == len(owed)
    with desk.view("list:people") as view:
        people = {line.id for line in records.page(view, REGISTERS["people"], Query())}
    with desk.view("find") as view:
        hits = {hit.id for name in ("郑凯", "何敏") for hit in find(view, name).hits}
    return listed, tests, len(owed), people, hits


@SQLCIPHER
def test_the_officer_of_a_team_finds_its_people_and_nobody_else(homes, desk_of, monkeypatch):
    now, ids = homes
    mine, other = ids["王警官"], ids["吴警官"]
    officer = replace(now, officer="王警官", role="officer")
    chief = replace(now, officer="chief", role="chief")
    everything = {mine.id, other.id}
    assert known(now)[0] == known(chief)[0] == everything
    listed, tests, owed, people, hits = known(officer)
    assert (listed, tests, people) == ({mine.id}, 22, {mine.person_id})
    assert hits == {mine.person_id}
    assert owed == known(chief)[2] / 2
    for register, id in (("rehabilitation", other.id), ("people", other.person_id)):
        with (
            pytest.raises(Refused, match="保密"),
            officer.act(f"show:{register}", purpose=WHY) as act,
        ):
            records.show(act, REGISTERS[register], id)
    with officer.act("everything-about:people", purpose=WHY) as act:
        links, _counted = records.everything_about(act, REGISTERS["people"], mine.person_id)
    assert {link.id for link in links} == {mine.id}
    with pytest.raises(Refused, match="保密"), officer.act("print", purpose=WHY) as act:
        print_form(act, FORMS["drug_test_card"], other.id)
    with officer.act("print", purpose=WHY) as act:
        print_form(act, FORMS["drug_test_card"], mine.id)
    with pytest.raises(Refused, match="没有办理"):
        do(officer, "count_breach", mine.id)
    # without the protection all of it is there: the walk would have seen it
    with monkeypatch.context() as bare:
        bare.setattr(stored, "outside", lambda *_args: None)
        bare.setattr(secrecy, "ANYBODY", ())
        assert known(officer)[0] == everything
        assert known(officer)[3] == {mine.person_id, other.person_id}
    # who leaves the team leaves its people
    with now.view("list:rehabilitation_team") as view:
        members = records.page(view, REGISTERS["rehabilitation_team"], Query())
    for line in members:
        do(now, "leave", line.id, "rehabilitation_team")
    assert known(officer) == (set(), 0, 0, set(), set())


@SQLCIPHER
def test_no_one_else_of_a_training_home_is_told_that_there_is_any(homes, desk_of, tmp_path):
    now, ids = homes
    person = ids["王警官"].person_id
    for role in ("clerk", "corrections"):
        desk = replace(desk_of(role), now=now.now)
        with desk.act("everything-about:people", purpose=Purpose("TASK", "17")) as act:
            links, counted = records.everything_about(act, REGISTERS["people"], person)
        assert not [link for link in links if link.register in OURS], role
        assert not [name for name in counted if name in OURS], role
        with desk.view("find") as view:
            assert {hit.register for hit in find(view, "郑凯").hits} == {"people"}
    chief = replace(now, officer="chief", role="chief")
    rows = export.export(
        chief, REGISTERS["rehabilitation"], tmp_path / "戒毒.csv", reason="年检", purpose=WHY
    )
    assert rows == 2
