"""A round that breaks, a county put back, what is sealed, refused and handed over."""

from __future__ import annotations

import sys
from threading import current_thread
from time import sleep

import pytest
from sqlalchemy import select, text

from campaigns.exchange_line import Near
from station_app.access import records
from station_app.core.texts import _
from station_app.core.turns import SHORT
from station_app.people.service import hand_over
from station_app.registers import REGISTERS
from station_app.storage import replica
from station_app.storage.exchange_tables import Quarantined
from station_app.storage.tables import BaseImage
from station_app.sync import exchange as exchanging
from station_app.sync import status
from station_app.sync.county import Denied, Unreachable
from tests.sync.conftest import settle

PEOPLE = REGISTERS["people"]
pytestmark = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)


class Broken:
    """A line that breaks at what it is told, before or after the county has done it."""

    def __init__(self, county, *names, after=True, times=1):
        self.county, self.names, self.after, self.times = county, names, after, times

    def __getattr__(self, name):
        work = getattr(self.county, name)
        if name not in self.names:
            return work

        def broken(*args):
            if self.times <= 0:
                return work(*args)
            self.times -= 1
            if self.after:
                work(*args)
            raise Unreachable(_("县局没有答复"))

        return broken


class Watched:
    """A line beside which somebody looks how long a turn is."""

    def __init__(self, county):
        self.county, self.turns = county, set()

    def __getattr__(self, name):
        self.turns.add(sys.getswitchinterval())
        return getattr(self.county, name)


class Far:
    """A county whose every page of one row takes a while."""

    def __init__(self, county):
        self.county, self.asked = county, []

    def __getattr__(self, name):
        return getattr(self.county, name)

    def pull(self, scope, after):
        self.asked.append(current_thread().name)
        sleep(2 * exchanging.NEAR)
        return self.county.pull(scope, after, 1)


def value(replica_, sql):
    with replica_.store.reading() as session:
        return session.scalar(text(sql))


def seqs(book):
    with book.engine.connect() as connection:
        return connection.execute(text("select seq, op_id from sync_log order by seq")).all()


def test_what_a_broken_line_interrupts_the_next_round_makes_good(two, book, monkeypatch):
    one, other = two
    id = one.person()
    direct = one.county
    for name, after in (("push", False), ("push", True), ("pull", True), ("hello", True)):
        one.county = Broken(direct, name, after=after)
        with pytest.raises(Unreachable):
            one.sync()
        one.county = direct
    with one.desk().view("exchange-status") as view:
        found = status.standing(view)
    assert found.failures == 4
    assert found.retry_at > one.now()
    outcome = one.sync()
    assert (outcome.waiting, outcome.received) == (0, 0)
    other.sync()
    one.amend(id, name="张四")
    one.sync()

    class Fallen(Exception):
        pass

    def falls(*_args):
        raise Fallen

    monkeypatch.setattr(replica, "move_cursor", falls)  # at the last step of taking in
    with pytest.raises(Fallen):
        other.sync()
    monkeypatch.undo()
    assert other.show(id).name == "张三", "nobody sees half of it"
    other.sync()
    assert other.show(id).name == "张四"
    assert len({op for _seq, op in seqs(book)}) == len(seqs(book)) == 2
    assert one.faults() == other.faults() == []


def test_who_works_beside_a_round_has_his_turn_soon_while_it_lasts(two):
    one, _other = two
    one.person()
    usual = sys.getswitchinterval()
    one.county = watched = Watched(one.county)
    one.sync()
    assert max(watched.turns) == pytest.approx(SHORT)
    assert sys.getswitchinterval() == usual


def test_of_a_far_county_the_next_page_is_asked_for_while_this_one_is_taken_in(two):
    one, other = two
    ids = [one.person(name) for name in ("张一", "张二", "张三")]
    one.sync()
    other.county = far = Far(other.county)
    other.sync()
    assert all(other.is_here(id) for id in ids)
    assert len(far.asked) == 3
    first, *rest = far.asked
    assert first not in rest, "somebody else waits for them"
    assert one.faults() == other.faults() == []


def test_a_county_put_back_is_given_again_what_it_lost(two, book, new_county):
    one, other = two
    ids = [one.person(name) for name in ("张一", "张二")]
    settle(one, other)
    other.amend(ids[0], name="张甲")
    settle(other, one)
    older = new_county()  # knows nothing of anything
    for replica_ in two:
        older.enter_device(replica_.node.device, replica_.node.scope, bytes(32))
        replica_.county = Near(older, replica_.node)
    settle(one, other)
    settle(one, other)
    assert [r.show(id).name for r in two for id in ids] == ["张甲", "张二"] * 2
    assert set(seqs(older)) == {(n, op) for n, op in seqs(older)}
    assert {op for _n, op in seqs(older)} == {op for _n, op in seqs(book)}
    assert one.faults() == other.faults() == []


def test_what_is_refused_waits_beside_and_stops_nothing(new_replica):
    one = new_replica()
    id = one.person()
    one.sync()
    stranger = one.desk("officer", "stranger")  # the county has never heard of that account
    one.office.amend(stranger, "people", id, name="张错", revision=1)
    one.person("李四")
    one.sync()
    assert one.show(id).name == "张三"
    with one.store.reading() as session:
        assert [q.code for q in session.scalars(select(Quarantined))] == ["role"]
    assert one.sync().waiting == 0
    assert one.faults() == []


def test_sealed_and_handed_over_leave_the_county_and_the_others(two, new_replica, book, seal):
    one, other = two
    gone, moved = one.person("欧阳若兰"), one.person("李迁", employer="第一中学", remarks="旧事")
    one.amend(moved, remarks="新事")
    settle(one, other)
    seal("people", gone, desk=one.desk("chief"))
    keep = {"to": "339901-02", "reason": "迁居"}
    one.office.do(one.desk("chief"), hand_over, "move-person", moved, keep)
    settle(one, other)
    assert [r.is_here(id) for r in two for id in (gone, moved)] == [False] * 4
    assert one.kinds()["seal"] == 1
    there = new_replica("339901-02")
    there.sync()
    assert not there.is_here(gone)
    assert (there.show(moved).name, there.show(moved).remarks) == ("李迁", "新事")
    assert [v.kind for v in there.history(moved)] == ["pulled"]
    with book.engine.connect() as connection:
        assert "欧阳" not in str(connection.execute(text("select * from sync_row")).all())
        assert "欧阳" not in str(connection.execute(text("select * from op_body")).all())
    assert [r.faults() for r in (one, other, there)] == [[], [], []]


def test_what_is_sealed_while_a_round_is_under_way_leaves_no_case_here(two, seal):
    one, other = two
    id = one.person("欧阳若兰")
    settle(one, other)
    one.amend(id, name="欧阳若梅")
    other.amend(id, name="欧阳若竹")
    one.sync()
    other.sync()
    direct = one.county

    class Meanwhile:
        def __getattr__(self, name):
            return getattr(direct, name)

        def pull(self, *asked):
            seal("people", id, desk=one.desk("chief"))
            return direct.pull(*asked)

    one.county = Meanwhile()
    one.sync()
    assert one.cases() == []
    assert value(one, "select count(*) from base_image where v like '%欧阳%'") == 0
    one.county = direct
    settle(one, other)
    assert (other.is_here(id), one.faults(), other.faults()) == (False, [], [])


def test_an_act_of_many_records_arrives_whole_and_unknown_fields_go_back_untouched(two, book):
    one, other = two
    with one.desk().act("file:people") as act:
        filed = records.file_all(act, PEOPLE, [{"name": f"张{n}"} for n in range(5)])
    ids = [record.id for record in filed]
    one.sync()
    with book.engine.begin() as connection:  # a newer program elsewhere has one field more
        more = 'update sync_row set v = v || \'{"later": "新项"}\''
        connection.execute(text(more))
    other.sync()
    other.amend(ids[0], name="张改")
    settle(other, one)
    assert [r.show(ids[0]).name for r in two] == ["张改"] * 2
    with other.store.reading() as session:
        images = session.scalars(select(BaseImage).where(BaseImage.record_id == ids[0])).all()
    assert [image.v["later"] for image in images] == ["新项"]
    with book.engine.connect() as connection:
        assert connection.scalar(text("select count(*) from sync_row where v ? 'later'")) == 5

    with one.desk().act("file:people") as again:  # an import, taken back before it was all sent
        records.file_all(again, PEOPLE, [{"name": f"王{n}"} for n in range(3)])
    with one.desk().act("undo") as act:
        assert records.undo(act, again.stamp.act_id) == 3
    settle(one, other)
    with other.store.reading() as session:
        live = session.scalars(text("select name from person where withdrawn_at is null")).all()
    assert sorted(live) == ["张1", "张2", "张3", "张4", "张改"]
    assert one.faults() == other.faults() == []


def test_a_training_home_and_a_real_county_have_nothing_to_say_to_each_other(new_replica):
    one = new_replica(kind="training")
    one.person()
    with pytest.raises(Denied):
        one.sync()
    assert one.kinds()["file"] == 1


def test_rows_of_another_scope_are_taken_by_nobody(two):
    one, other = two
    one.person()
    one.sync()

    class Astray:
        def __getattr__(self, name):
            return getattr(direct, name)

        def pull(self, scope, after):
            return direct.pull(scope, after).model_copy(update={"scope": "339901-99"})

    direct = other.county
    other.county = Astray()
    with pytest.raises(Denied, match="前后不一"):
        other.sync()
    assert value(other, "select count(*) from person") == 0
    other.county = direct
    other.sync()
    assert value(other, "select count(*) from person") == 1
