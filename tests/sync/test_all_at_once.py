"""A new home takes all of its scope at once, and goes on where its line was cut."""

from __future__ import annotations

import gzip

import pytest
from sqlalchemy import select, text

from station_app.county import snapshots
from station_app.storage.tables import BaseImage
from station_app.sync import sending, snapshot, status
from station_app.sync.county import Unreachable
from tests.sync.conftest import settle

sqlcipher = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)
SCOPE = "339901-01"
CUTS = 20  # at the least


class Cut:
    """The line to the county: after so many answers there is none; what comes may be changed."""

    def __init__(self, county, answers=10_000, change=lambda part: part):
        self.county, self.left, self.change, self.asked = county, answers, change, []

    def __getattr__(self, name):
        return getattr(self.county, name)

    def snapshot(self, scope, off, etag=""):
        if not self.left:
            raise Unreachable(snapshot.BROKEN)
        self.left -= 1
        self.asked.append(off)
        return self.change(self.county.snapshot(scope, off, etag))


@pytest.fixture
def small(monkeypatch):
    """Parts so small that a few people make many of them."""
    monkeypatch.setattr(snapshots, "PART", 20)
    monkeypatch.setattr(snapshot, "LOT", 3)


def _rows(replica):
    with replica.store.reading() as session:
        held = session.scalars(select(BaseImage).order_by(BaseImage.record_id))
        return [(b.register, b.record_id, b.seq, b.v, b.w, b.made_by, b.gone) for b in held]


def _take(replica, county):
    with replica.desk().jot("exchange") as view:
        hello = sending.introduce(view, status.enrolment(view.session), SCOPE)
    return snapshot.take(replica.desk(), county, SCOPE, county.hello(hello), least=0)


@pytest.fixture
def full(new_replica):
    """A station with a few people, one withdrawn, one changed, one case."""
    one, other = new_replica(), new_replica()
    ids = [one.person(f"张{at}") for at in "一二三四五六七"]
    settle(one, other)
    one.amend(ids[0], name="王一")
    other.amend(ids[0], name="李一")
    settle(one, other)
    assert len(one.cases()) == 1
    return one


@sqlcipher
def test_wherever_the_line_is_cut_the_same_rows_are_there_at_the_end(full, new_replica, small):
    new = new_replica()
    cuts = 0
    while True:
        line = Cut(new.county, answers=1)
        try:
            _take(new, line)
            break
        except Unreachable:
            cuts += 1
            assert not new.is_here(_rows(full)[0][1]), "nothing is shown before it is proved"
    assert cuts >= CUTS
    assert _rows(new) == _rows(full)
    new.sync()
    assert [c.refused for c in new.cases()] == [c.refused for c in full.cases()]
    assert new.faults() == []


@sqlcipher
def test_a_fall_between_two_parts_of_taking_in_is_gone_on_from(full, new_replica, small):
    new, falls = new_replica(), 0
    for at in range(1, 9):
        taken = snapshot.take_lot
        calls = iter(range(at))

        def falling(*given, taken=taken, calls=calls):
            if next(calls, None) is None:
                raise KeyboardInterrupt
            return taken(*given)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(snapshot, "take_lot", falling)
            try:
                _take(new, new.county)
                break
            except KeyboardInterrupt:
                falls += 1
    assert falls
    assert _rows(new) == _rows(full)
    new.sync()
    assert new.faults() == []


@sqlcipher
def test_what_does_not_prove_leaves_nothing(full, new_replica):
    packed = full.county.snapshot(SCOPE, 0).content
    lines = gzip.decompress(packed).splitlines(keepends=True)
    new = new_replica()
    for other in (
        [*lines[:2], lines[2].replace("张".encode(), "弓".encode()), *lines[3:]],
        [*lines[:2], *lines[3:]],
        lines[:-1],
    ):
        assert other != lines
        content = gzip.compress(b"".join(other))

        def changed(part, content=content):
            return part._replace(content=content, size=len(content))

        with pytest.raises(Unreachable):
            _take(new, Cut(new.county, change=changed))
        assert _rows(new) == []
        with new.store.reading() as session:
            assert session.scalar(text("select count(*) from arriving")) == 0
    _take(new, new.county)
    assert _rows(new) == _rows(full)


@pytest.mark.parametrize("new_store", ["sqlcipher", "postgresql"], indirect=True)
def test_who_begins_again_sends_what_waits_and_keeps_nothing_the_county_forgot(full, new_replica):
    old = new_replica()
    settle(old)
    gone = next(row[1] for row in _rows(full) if row[0] == "people" and not row[4])
    own = old.person("自家人")
    order = "update device set orders = '[\"rebootstrap\"]' where id = :node"
    with full.county.book.engine.begin() as connection:  # erased long ago, its tombstone swept
        connection.execute(text("delete from sync_row where id = :id"), {"id": gone})
        connection.execute(text(order), {"node": old.node.device})
    assert old.is_here(gone)
    old.sync()
    assert not old.is_here(gone)
    assert old.is_here(own)
    assert [row for row in full.county.pull(SCOPE, 0).rows if row.id == own]
    assert old.faults() == []
