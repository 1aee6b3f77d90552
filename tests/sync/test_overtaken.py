"""A medium that comes after something else has been heard, and a snapshot after another."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, text, update

from campaigns.exchange_line import Near
from station_app.county import audit
from station_app.county.book import Node
from station_app.county.tables import DEVICE
from station_app.people import service as people
from station_app.residents.service import move_out, register_household
from station_app.storage.tables import BaseImage
from station_app.sync import digest, snapshot, status
from tests.sync.conftest import SCOPE, Killed

pytestmark = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)


def line(station, county):
    """From now on there is one."""
    node = Node(UUID(station.keys().known.device), SCOPE, "police")
    station.county = Near(county.book, node)


def test_an_answer_that_was_overtaken_by_the_line_changes_nothing_back(new_station, county):
    one = new_station()
    id = one.person("张一")
    said = county.read(one.write().files)
    line(one, county)
    one.sync()
    one.amend(id, name="王一")
    one.sync()
    one.read(said.files)
    with one.store.reading() as session:
        image = session.scalars(select(BaseImage).where(BaseImage.record_id == id)).one()
    assert (image.seq, image.v["name"]) == (2, "王一")
    with one.desk().act("move-person") as act:  # which the county refuses: he stays as he is
        people.hand_over(act, id, {"to": "339901-77", "reason": "迁居"})
    one.sync()
    one.after = timedelta(days=1, minutes=1)
    one.sync()
    assert one.show(id).name == "王一"
    with one.desk().view("exchange-status") as view:
        assert status.repaired(view.session) is None, "nothing differs that would be made good"


def test_a_medium_that_is_read_after_the_line_was_back_accuses_no_log_for_good(new_station, county):
    one = new_station()
    one.person("张一")
    one.carry()
    sent = one.write()  # and carried away
    with_logs(one, county)
    one.person("张二")
    one.sync()  # meanwhile the line is back
    one.read(county.read(sent.files).files)
    one.sync()
    with one.desk().view("exchange-status") as view:
        assert status.standing(view).doubts == ()
    with county.book.engine.connect() as connection:
        assert audit.faults(connection) == []


def with_logs(station, county):
    """A line at which the county countersigns with the key that it had given."""
    line(station, county)
    own = audit.audits_of(county.enrolling.derive, county.book)
    countersigning = type("Line", (Near,), {"audits": property(lambda _near: own)})
    station.county = countersigning(county.book, station.county.node)


def ordered(county, station, *orders):
    """By a county whose last snapshot is too old by now."""
    with county.book.engine.begin() as connection:
        for table in ("snapshot_part", "snapshot"):
            connection.execute(text(f"delete from {table}"))
        mine = update(DEVICE).where(DEVICE.c.id == UUID(station.keys().known.device))
        connection.execute(mine.values(orders=list(orders)))


def killed_after_a_lot(monkeypatch, work):
    """Of two rows, of the snapshot that it takes in."""
    lots, take_lot = [], snapshot.take_lot

    def falls(*lot):
        lots.append(lot)
        if len(lots) > 1:
            raise Killed
        return take_lot(*lot)

    with monkeypatch.context() as patched:
        patched.setattr(snapshot, "LOT", 2)
        patched.setattr(snapshot, "take_lot", falls)
        with pytest.raises(Killed):
            work()


def test_a_snapshot_that_was_cut_off_is_forgotten_when_another_comes(
    new_station, county, monkeypatch
):
    """Else the new one is cut off where the old one ended, and who stands behind is erased."""
    one, two = new_station(), new_station()
    with two.desk().act("register-household") as act:
        register_household(act, "清水路1号", [({"name": n}, {}) for n in ("张三", "李四", "王五")])
        lives = [id for name, id in act.touched if name == "residents"]
    two.carry()
    one.carry()
    ordered(county, one, "rebootstrap")
    first = county.read(one.write().files)
    killed_after_a_lot(monkeypatch, lambda: one.read(first.files))
    for name in "一二三四五六":
        two.person(f"李{name}")
    two.carry()
    ordered(county, one, "rebootstrap")
    second = county.read(one.write().files)
    with one.desk().act("move-out") as act:  # entered while the medium was away
        move_out(act, lives[0], {"on": None, "moved_to": "外省", "reason": None})
    one.read(second.files)
    ordered(county, one)
    assert all(one.is_here(id, "residents") for id in lives)
    one.carry()
    two.carry()
    assert two.show(lives[0], "residents").until is not None, "what was entered here has gone out"


def test_a_clock_that_was_ahead_once_does_not_stop_the_daily_comparison(new_station, county):
    one = new_station()
    line(one, county)
    one.after = timedelta(days=3650)
    one.sync()
    one.after = timedelta(days=2)
    with one.desk().view("exchange") as view:
        assert digest.is_due(view)
    one.sync()
    with one.desk().view("exchange") as view:
        assert not digest.is_due(view)


def test_a_snapshot_of_a_county_that_was_put_back_since_is_not_gone_on_with(
    new_station, county, new_county, monkeypatch
):
    monkeypatch.setattr(snapshot.take, "__defaults__", (*snapshot.take.__defaults__[:-1], 0))
    one, two, third = new_station(), new_station(), new_station()
    line(one, county)
    line(two, county)
    ids = [two.person(f"张{name}") for name in "一二三四五六"]
    two.sync()
    killed_after_a_lot(monkeypatch, one.sync)
    older = new_county()  # knows nothing of anything
    with older.engine.begin() as connection:  # as `station-county restored` does
        said = {"new": str(uuid4())}
        connection.execute(text("update county set value = :new where name = 'generation'"), said)
    for station in (one, two, third):
        device = UUID(station.keys().known.device)
        older.enter_device(device, SCOPE, bytes(32))
        station.county = Near(older, Node(device, SCOPE, "police"))
    first = third.person("先来")
    third.sync()
    two.sync()
    monkeypatch.setattr(digest, "is_due", lambda _view: False)  # which would find it at last
    one.sync()
    assert all(one.is_here(id) for id in (*ids, first))
