"""What came on the pages of one pull, until its last: few rows in memory, many in the database."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from station_app.core.texts import _
from station_app.storage.exchange_tables import Staged
from station_app.storage.tables import BaseImage
from station_app.sync import inbox
from station_app.sync.county import Unreachable
from station_app.sync.exchange import exchange
from tests.sync.by_twos import ByTwos
from tests.sync.conftest import settle

engines = pytest.mark.parametrize("new_store", ["sqlcipher", "postgresql"], indirect=True)
sqlcipher = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)


@pytest.fixture(params=[1, 3, inbox.HELD], ids=["staged", "some staged", "held"])
def held(request, monkeypatch):
    monkeypatch.setattr(inbox, "HELD", request.param)


def _rows(replica):
    with replica.store.reading() as session:
        held = session.scalars(select(BaseImage).order_by(BaseImage.record_id))
        return [(b.register, b.record_id, b.seq, b.v, b.w, b.made_by, b.gone) for b in held]


def _staged(replica):
    with replica.store.reading() as session:
        return session.scalar(select(func.count()).select_from(Staged))


@engines
def test_however_much_is_held_the_same_is_here_at_the_end(two, new_replica, held):
    one, new = two[0], new_replica()
    ids = [one.person(f"张{at}") for at in "一二三四五"]
    settle(*two)
    one.amend(ids[0], name="王一")
    one.person("李四")
    one.sync()
    for other in (two[1], new):
        exchange(other.desk(), ByTwos(other.county))
        assert _rows(other) == _rows(one)
        assert (_staged(other), other.faults()) == (0, [])
        assert other.show(ids[0]).name == "王一"


@sqlcipher
def test_a_line_that_breaks_between_two_pages_shows_nothing_and_loses_nothing(two, held):
    one, other = two
    settle(one, other)
    ids = [one.person(f"张{at}") for at in "一二三四五"]
    one.sync()

    def breaks():
        raise Unreachable(_("县局没有答复"))

    with pytest.raises(Unreachable):
        exchange(other.desk(), ByTwos(other.county, breaks, 3))
    assert not any(map(other.is_here, ids))
    other.sync()
    assert all(map(other.is_here, ids))
    assert (_rows(other), _staged(other)) == (_rows(one), 0)


@sqlcipher
def test_what_was_changed_and_changed_back_between_two_pages_is_as_it_was(two, held):
    one, other = two
    ids = [one.person(f"张{at}") for at in "一二三"]
    settle(one, other)
    for id, name in zip(ids, ("王一", "王二", "王三"), strict=True):
        one.amend(id, name=name)
    one.sync()

    def back():
        one.amend(ids[0], name="张一")
        one.sync()

    exchange(other.desk(), ByTwos(other.county, back, 2))
    assert [other.show(id).name for id in ids] == ["张一", "王二", "王三"]
    assert (_rows(other), other.faults()) == (_rows(one), [])
