"""Who opens what is sealed: the halves in a real home, through sign-in, passwords and recovery."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from station_app import app, recovery
from station_app.access import records
from station_app.access import service as declaring
from station_app.core.errors import Refused
from station_app.registers import REGISTERS
from station_app.sealing import custodians
from station_app.station import secret_of
from station_app.storage import seals
from station_app.storage.custody import Half
from station_app.storage.keys import KeySlots, Locked
from station_app.storage.own_tables import Custodian

PEOPLE = REGISTERS["people"]


@pytest.fixture
def made(tmp_path, training_home):
    home = tmp_path / "home"
    station, code = training_home(home)
    yield station, code
    station.close()


@pytest.fixture
def station(made):
    return made[0]


@pytest.fixture
def sealed(station, monkeypatch):
    """One person, sealed by the officer while the chief is away."""
    monkeypatch.setattr(declaring, "SERVICES", dict(declaring.SERVICES))

    @declaring.service(right="undo", audit="closed")
    def close(act, id):
        act.seal(PEOPLE, id)

    desk = station.desk("officer")
    with desk.act("file:people") as act:
        person = records.file(act, PEOPLE, {"name": "欧阳若兰"})
    with desk.act("undo") as act:
        close(act, person.id)
    return person.id


def opens(station, halves):
    with station.store.reading() as session:
        return [
            seals.opened(session, REGISTERS, id, key).record.name
            for id, _register, key in seals.keys(session, halves)
        ]


def test_the_chief_opens_it_by_his_password_and_the_security_officer_by_none(station, sealed):
    assert opens(station, station.halves(station.desk("chief"), "chief")) == ["欧阳若兰"]
    with pytest.raises(Locked) as refused:
        station.halves(station.desk("chief"), "security")
    assert refused.value.reason == "password"
    with pytest.raises(Locked) as refused:
        station.halves(station.desk("security"), "security")
    assert refused.value.reason == "no_half"


def test_the_database_key_alone_opens_nothing(station, sealed):
    """Whoever reads the whole database and the slot file finds no private half."""
    slots = KeySlots.load(station.home)
    text = slots.to_bytes().decode()
    halves = station.halves(station.desk("chief"), "chief")
    for private in halves.values():
        assert private.hex() not in text
        for half in slots.custody.values():
            for guess in ("", "admin", "security", station.key.hex()):
                assert half.unwrap(slots.card.home, guess, station.key) is None


def test_a_changed_password_keeps_the_half_and_a_reset_one_does_not(station, sealed):
    chief = station.desk("chief")
    station.change_password(chief, "chief", "新的密码")
    assert opens(station, station.halves(chief, "新的密码")) == ["欧阳若兰"]
    station.reset_password(station.desk("security"), "chief", "安全员设的")
    other, desk = app.sign_in(station.home, "chief", "安全员设的")
    try:
        assert opens(other, other.halves(desk, "安全员设的")) == []
    finally:
        other.close()


def test_a_second_chief_waits_until_the_first_admits_him(station, sealed):
    security, chief = station.desk("security"), station.desk("chief")
    station.add_officer(security, "deputy", "chief", "deputy")
    deputy = station.desk("deputy")
    his = station.halves(deputy, "deputy")
    with deputy.view("custodians") as view:
        waiting = custodians.custodians(view)[0]
    assert (waiting.officer, waiting.admitted_by) == ("deputy", None)
    with pytest.raises(Refused, match="还不是"), deputy.act("admit-custodian") as act:
        custodians.admit(act, waiting.public, his)  # not by himself
    assert opens(station, his) == []
    with chief.act("admit-custodian") as act:
        assert custodians.admit(act, waiting.public, station.halves(chief, "chief")) == 1
    assert opens(station, his) == ["欧阳若兰"]
    with deputy.act("prove-sealed") as act:
        assert custodians.prove(act, his) == (1, 1)


def test_the_last_who_opens_what_is_sealed_is_not_closed_nor_moved(station, sealed):
    security = station.desk("security")
    with pytest.raises(Refused, match="最后一名"):
        station.close_officer(security, "chief")
    with pytest.raises(Refused, match="最后一名"):
        station.change_role(security, "chief", "officer")
    assert opens(station, station.halves(station.desk("chief"), "chief")) == ["欧阳若兰"]


def test_who_is_closed_leaves_no_key_behind(station, sealed):
    security, chief = station.desk("security"), station.desk("chief")
    station.add_officer(security, "deputy", "chief", "deputy")
    public = KeySlots.load(station.home).public_of("deputy")
    with chief.act("admit-custodian") as act:
        custodians.admit(act, public, station.halves(chief, "chief"))
    his = station.halves(station.desk("deputy"), "deputy")
    station.close_officer(security, "deputy")
    assert opens(station, his) == []
    assert not KeySlots.load(station.home).public_of("deputy")


def test_the_recovery_code_brings_the_custody_back_on_another_machine(made, sealed):
    station, code = made
    old = station.halves(station.desk("chief"), "chief")
    (station.home / "device.key").unlink()
    (station.home / "tries.json").unlink(missing_ok=True)  # the other machine has its own
    recovery.recover(station.home, code, "chief", "重新设的")
    assert opens(station, station.halves(station.desk("chief"), "重新设的")) == ["欧阳若兰"]
    assert opens(station, old) == []  # one half at a time


def test_a_restored_backup_opens_with_the_code_as_the_home_did(made, sealed, tmp_path):
    station, code = made
    file = tmp_path / "copy.bak"
    app.backup(station, station.desk("admin"), file)
    (station.home / "device.key").unlink()
    recovery.restore_by_code(file, tmp_path / "new", code, ("chief", "重新设的"))
    other, desk = app.sign_in(tmp_path / "new", "chief", "重新设的")
    try:
        assert opens(other, other.halves(desk, "重新设的")) == ["欧阳若兰"]
    finally:
        other.close()


def test_a_moved_half_opens_nothing(station, sealed):
    """The red run of the binding: the same half, said to be another officer's."""
    slots = KeySlots.load(station.home)
    (mine,) = (half for half in slots.custody.values() if half.officer == "chief")
    moved = Half("deputy", mine.public, mine.work, mine.salt, mine.wrapped)
    secret = secret_of(station.home, slots.card)
    assert mine.unwrap(slots.card.home, "chief", secret)
    assert moved.unwrap(slots.card.home, "chief", secret) is None


def test_every_home_has_its_envelope_among_the_custodians(station):
    with station.store.reading() as session:
        found = {one.officer: one.admitted_by for one in session.scalars(select(Custodian))}
    assert found == {"": "", "chief": ""}
