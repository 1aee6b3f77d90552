"""Two wrote one field: a third decides, and both databases and the county hold the same."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from station_app.access.purposes import Purpose
from station_app.core.errors import Refused
from station_app.registers import REGISTERS
from station_app.storage.own_tables import Officer
from station_app.sync import conflicts, quarantine
from tests.sync.conftest import settle

PEOPLE, TASK = REGISTERS["people"], Purpose("TASK", "核实")
pytestmark = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)


def decide(replica, id, by, *, refused, officer=None):
    desk = replica.desk(by, officer)
    with desk.act("resolve-conflict") as act:
        cases = [case.id for case in replica.cases() if case.record_id == id]
        conflicts.resolve(act, id, dict.fromkeys(cases, refused), reason="核实")


def differing(one, other, *, mine, theirs):
    """Filed by `officer`; the name is then written by the auxiliary at both databases."""
    id = one.person("张三")
    settle(one, other)
    one.amend(id, by="clerk", name=mine)
    other.amend(id, by="clerk", name=theirs)
    settle(one, other)
    return id


def told(replica, id):
    """The one case of a person, as the page there has it."""
    with replica.desk("chief").act("show:people", purpose=TASK) as act:
        [case] = conflicts.differing(act, PEOPLE, id).cases
    return case


def test_each_value_is_told_with_who_wrote_it_and_whether_that_was_here(two):
    one, other = two
    one.after = timedelta(hours=1)
    id = differing(one, other, mine="张四", theirs="张五")
    for replica, here in ((one, (True, False)), (other, (False, True))):
        case = told(replica, id)
        assert [side.shown for side in (case.kept, case.refused)] == ["张四", "张五"]
        assert {case.kept.by, case.refused.by} == {"339901-01/clerk"}
        assert (case.kept.here, case.refused.here) == here
        assert case.kept.at == (one.now() if case.kept.here else None), "not when it was taken in"
        assert case.refused.at == other.now()
        assert case.since is None


def test_the_loser_stands_again_where_a_third_says_so(two):
    one, other = two
    id = differing(one, other, mine="张四", theirs="张五")
    [case] = other.cases()
    assert (case.kept, case.refused, case.base) == ("张四", "张五", "张三")
    assert other.show(id).name == "张四", "what stands, stands"
    with pytest.raises(Refused, match="登记这条记录"):
        decide(other, id, "officer", refused=True)  # it was filed at the other database
    with one.desk("officer").view("conflicts") as view:
        [waiting] = conflicts.open_cases(view)
    assert waiting.yours
    decide(one, id, "officer", refused=True)
    assert one.show(id).name == "张五"
    settle(one, other)
    assert other.show(id).name == "张五"
    assert {case.closed_by for case in one.cases() + other.cases()} == {"339901-01/officer"}
    assert [case.reason for case in other.cases()] == ["核实"]
    assert one.faults() == other.faults() == []


def test_a_decision_that_came_too_late_is_to_be_made_again(two):
    one, other = two
    id = differing(one, other, mine="张四", theirs="张五")
    decide(one, id, "chief", refused=True)
    other.amend(id, name="张六")  # on what stands: no conflict
    other.sync()
    one.sync()
    with one.desk("chief").view("quarantine") as view:
        [refused] = quarantine.refusals(view)
    assert str(refused.why) == str(quarantine.WHY["stale"])
    assert [case.closed_at for case in one.cases()] == [None]
    assert one.show(id).name == "张六"
    assert {told(replica, id).since for replica in two} == {"张六"}


def role_of(replica, account, role):
    with replica.store.writing() as session:
        session.execute(update(Officer).where(Officer.name == account).values(role=role))


def test_what_was_refused_as_new_is_filed_once_more(two):
    one, other = two
    id = one.office.person(one.desk("clerk"), "李四").id
    role_of(one, "clerk", "auditor")  # as the county hears of the account
    one.sync()
    role_of(one, "clerk", "clerk")
    with one.desk("clerk").view("quarantine") as view:
        [refused] = quarantine.refusals(view)
    assert (refused.id, refused.again) == (id, True)
    revision = one.show(id).revision
    with one.desk("clerk").act("settle-refused") as act:
        quarantine.resend(act, refused.op_id, {"name": "李五"}, revision)
    settle(one, other)
    assert other.show(id).name == "李五"
    with one.desk("clerk").view("quarantine") as view:
        assert not quarantine.refusals(view)
    assert one.faults() == []
