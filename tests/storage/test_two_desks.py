"""Two desks on one database, each with connections of its own.

A guard is also taken away here, to see the loss that it prevents.
"""

from __future__ import annotations

import threading
from collections import Counter
from functools import partial

import pytest

from station_app.access import records
from station_app.access.purposes import Purpose
from station_app.core.errors import Conflict, Refused, Rejected
from station_app.core.ids import new_id
from station_app.people.service import keep_apart
from station_app.people.service import merge as merge_people
from station_app.registers import REGISTERS
from station_app.residents.service import register_household
from station_app.storage import references, server_url, settings, write
from station_app.storage.engine import open_postgresql
from station_app.storage.store import Store

PEOPLE = REGISTERS["people"]
VISIT = Purpose("VISIT", "2026-17")
ZHANG = "339901198001010013"


@pytest.fixture
def other(store, desk_of):
    """王警官, at a desk of his own: other connections to a server, the same file otherwise."""
    bind = store.engines.writing
    if bind.dialect.name == "sqlite":
        yield desk_of("officer", "王警官")
        return
    engines = open_postgresql(bind.url.render_as_string(hide_password=False))
    second = Store(engines, REGISTERS, store.blobs, store.derive, device=str(new_id()))
    yield desk_of("officer", "王警官", on=second)
    second.dispose()


@pytest.fixture
def server(store):
    if store.engines.writing.dialect.name == "sqlite":
        pytest.skip("a file has one writer at a time")


class Meanwhile:
    """Work at the other desk, begun now: it is done in a moment, or it waits for us."""

    def __init__(self, work):
        self._work, self._told = work, None
        self._thread = threading.Thread(target=self._run)
        self._thread.start()
        self._thread.join(0.4)

    def _run(self):
        try:
            self._told = self._work()
        except Exception as why:
            self._told = why

    def answer(self):
        self._thread.join()
        return self._told


def at_once(desk, right, ours, theirs):
    """Theirs begins while ours is not yet committed; what the other desk was told."""
    with desk.act(right, purpose=VISIT) as act:
        ours(act)
        waiting = Meanwhile(theirs)
    return waiting.answer()


def amend(desk, id, revision, **values):
    with desk.act("amend:people", purpose=VISIT) as act:
        return records.amend(act, PEOPLE, id, values, revision=revision)


def occupation(office, desk, id):
    return office.show(desk, "people", id).occupation


def test_who_saves_second_is_told_who_was_first_and_when(office, officer, other):
    person = office.person(officer)
    amend(other, person.id, 1, occupation="木匠")
    with pytest.raises(Conflict, match="王警官 10:00 改过这条记录"):
        amend(officer, person.id, 1, occupation="瓦匠")
    assert occupation(office, officer, person.id) == "木匠"


def both_at_once(officer, other, id):
    """Each has read revision 1; the second comes while the first has not yet committed."""

    def ours(act):
        records.amend(act, PEOPLE, id, {"occupation": "木匠"}, revision=1)
        act.session.flush()

    return at_once(officer, "amend:people", ours, partial(amend, other, id, 1, occupation="瓦匠"))


def test_of_two_who_save_at_the_same_moment_one_waits_and_is_told(server, office, officer, other):
    person = office.person(officer)
    assert isinstance(both_at_once(officer, other, person.id), Conflict)
    assert occupation(office, officer, person.id) == "木匠"


def test_without_the_lock_on_the_row_one_of_them_is_lost(
    server, office, officer, other, monkeypatch
):
    load = write.load
    monkeypatch.setattr(write, "load", lambda *where, lock=False: load(*where))
    person = office.person(officer)
    assert not isinstance(both_at_once(officer, other, person.id), Conflict)
    assert occupation(office, officer, person.id) == "瓦匠"
    assert len(office.do(officer, records.history, "history:people", PEOPLE, person.id)) == 3


def read_and_then_write(officer, other, id):
    """An act that reads a record, thinks, and writes on what it has read."""
    with officer.act("amend:people", purpose=VISIT) as act:
        read = act.load(PEOPLE, id)
        amend(other, id, 1, occupation="木匠")
        records.amend(act, PEOPLE, id, {"occupation": "瓦匠"}, revision=read.revision)


def test_what_an_act_read_before_it_held_the_record_does_not_count(server, office, officer, other):
    person = office.person(officer)
    with pytest.raises(Conflict, match="王警官"):
        read_and_then_write(officer, other, person.id)
    assert occupation(office, officer, person.id) == "木匠"


def test_were_it_not_read_afresh_the_other_would_be_lost(
    server, office, officer, other, monkeypatch
):
    monkeypatch.setattr(write, "AFRESH", {})
    person = office.person(officer)
    read_and_then_write(officer, other, person.id)
    assert occupation(office, officer, person.id) == "瓦匠"


def merge(desk, gone, kept):
    with desk.act("merge-people", purpose=VISIT) as act:
        return merge_people(act, kept, {"other": gone})


def merged_crosswise(office, officer, other):
    """Each desk makes the other entry the one that stays."""
    one, two = office.person(officer).id, office.person(officer).id
    ours = partial(merge_people, id=two, values={"other": one})
    return at_once(officer, "merge-people", ours, partial(merge, other, two, one))


def test_of_two_desks_that_merge_crosswise_one_is_told(server, office, officer, other, ask):
    assert isinstance(merged_crosswise(office, officer, other), Refused)
    assert ask("select count(*) from alias") == 1


def test_without_waiting_for_each_other_two_entries_stand_for_each_other_for_ever(
    server, office, officer, other, monkeypatch, ask
):
    monkeypatch.setattr(references, "lock_for_twins", lambda session, register: None)
    assert not isinstance(merged_crosswise(office, officer, other), Exception)
    assert ask("select count(*) from alias one join alias two on one.gone_id = two.kept_id") == 2


def distinguish(desk, one, two):
    with desk.act("two-people", purpose=VISIT) as act:
        return keep_apart(act, one, {"other": two})


def merged_and_distinguished(office, officer, other):
    """One desk merges two entries while the other finds that they are two people."""
    one, two = office.person(officer).id, office.person(officer).id
    ours = partial(merge_people, id=two, values={"other": one})
    return at_once(officer, "merge-people", ours, partial(distinguish, other, two, one))


def test_who_finds_two_people_where_another_desk_just_merged_them_is_told(
    server, office, officer, other, ask
):
    assert isinstance(merged_and_distinguished(office, officer, other), Refused)
    assert ask("select count(*) from distinct_pair") == 0


def test_without_waiting_for_each_other_they_are_one_person_and_two(
    server, office, officer, other, monkeypatch, ask
):
    monkeypatch.setattr(references, "lock_for_twins", lambda session, register: None)
    assert not isinstance(merged_and_distinguished(office, officer, other), Exception)
    assert ask("select count(*) from alias") == 1


def withdrawn_and_moved_in(office, officer, other):
    """One desk withdraws a person while the other enters that he lives somewhere."""
    person = office.person(officer)
    place = office.file(officer, "places", line="演示县东门社区新丰街7号")
    stay = {"person_id": person.id, "place_id": place.id, "resident_class": "1"}

    def ours(act):
        records.withdraw(act, PEOPLE, person.id, reason="误录")

    theirs = partial(office.file, other, "residents", **stay, since=officer.today)
    return at_once(officer, "withdraw:people", ours, theirs)


def test_nobody_moves_in_whom_another_desk_is_just_withdrawing(server, office, officer, other, ask):
    assert isinstance(withdrawn_and_moved_in(office, officer, other), Rejected)
    assert ask("select count(*) from resident") == 0


def test_without_holding_whom_it_points_at_a_residence_is_a_withdrawn_persons(
    server, office, officer, other, monkeypatch, ask
):
    monkeypatch.setattr(references, "is_postgresql", lambda session: False)
    assert not isinstance(withdrawn_and_moved_in(office, officer, other), Exception)
    assert ask("select count(*) from resident") == 1


def one_person_twice(office, officer, other):
    def ours(act):
        records.file(act, PEOPLE, {"name": "张三", "id_number": ZHANG})

    return at_once(officer, "file:people", ours, partial(office.person, other, id_number=ZHANG))


def test_nobody_is_entered_twice_by_two_desks_at_the_same_moment(server, office, officer, other):
    refused = one_person_twice(office, officer, other)
    assert isinstance(refused, Rejected), refused


def test_without_waiting_for_each_other_they_enter_him_twice(
    server, office, officer, other, monkeypatch, ask
):
    monkeypatch.setattr(write, "lock_for_twins", lambda session, register: None)
    one_person_twice(office, officer, other)
    assert ask(f"select count(*) from person where id_number = '{ZHANG}'") == 2


def two_numbers(officer, other):
    def household(desk):
        with desk.act("register-household", purpose=VISIT) as act:
            register_household(act, "演示县东门社区新丰街1号", [({"name": "张三"}, {})])

    def ours(act):
        register_household(act, "演示县东门社区新丰街2号", [({"name": "李四"}, {})])

    household(officer)
    return at_once(officer, "register-household", ours, partial(household, other))


def numbers(store):
    from sqlalchemy import text

    with store.reading() as session:
        return Counter(session.scalars(text("select household from resident")))


def test_no_number_is_given_out_by_two_desks(server, officer, other, store):
    two_numbers(officer, other)
    assert len(numbers(store)) == 3


def test_without_one_giving_them_out_at_a_time_two_households_bear_one(
    server, officer, other, store, monkeypatch
):
    monkeypatch.setattr(settings, "lock_for_numbering", lambda session: None)
    two_numbers(officer, other)
    assert max(numbers(store).values()) == 2


def test_the_first_of_a_day_may_come_from_two_desks_at_once(server, office, officer, other, ask):
    """Both begin the day's figure; neither may fail on the other."""
    with officer.act("file:people", purpose=VISIT) as act:
        records.file(act, PEOPLE, {"name": "张三"})
    place = office.file(officer, "places", line="演示县东门社区新丰街3号")
    person = office.person(officer)
    draft = {"person_id": person.id, "place_id": place.id, "resident_class": "1"}
    since = officer.today

    def file(act):
        records.file(act, REGISTERS["residents"], draft | {"since": since})

    def theirs():
        with other.act("file:residents", purpose=VISIT) as act:
            file(act)

    assert at_once(officer, "file:residents", file, theirs) is None
    assert ask("select max(n) from tally") == 2


def test_who_waits_too_long_is_told_to_try_again(server, office, officer, store, monkeypatch):
    monkeypatch.setattr(server_url, "PATIENCE", 1)
    bind = store.engines.writing
    engines = open_postgresql(bind.url.render_as_string(hide_password=False))
    hasty = Store(engines, REGISTERS, store.blobs, store.derive)
    person = office.person(officer)
    with officer.act("amend:people", purpose=VISIT) as act:
        records.amend(act, PEOPLE, person.id, {"occupation": "木匠"}, revision=1)
        act.session.flush()
        with hasty.writing() as session, pytest.raises(Refused, match="请稍候再试"):
            write.load(session, PEOPLE, person.id, lock=True)
    hasty.dispose()
