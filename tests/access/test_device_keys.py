"""Each device signs its own log and remembers how far it had come, out of reach of the database."""

from __future__ import annotations

import json
import random
import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pytest
from sqlalchemy import select, text

from campaigns.audit import ATTACKS, attacks, clock, found, work, worked
from campaigns.forging import Attacker
from campaigns.home import in_memory, new_home, opened
from station_app import app, recovery
from station_app.access.log import signed_log, was_cut
from station_app.core.records import Table
from station_app.storage import checkpoints, device_signing, schema
from station_app.storage.device_secret import MEMORY
from station_app.storage.device_signing import DeviceKey, Signer, keys_of, name_of
from station_app.storage.keys import KeySlots
from station_app.storage.restore import restore


@pytest.fixture(scope="module")
def victim():
    with TemporaryDirectory(dir=in_memory()) as folder:
        yield worked(Path(folder))


@pytest.fixture
def home(victim, tmp_path):
    shutil.copytree(victim.home, tmp_path / "home")
    return tmp_path / "home"


def kept(desk):
    """Every checkpoint of this desk's log, read."""
    with desk.store.reading() as session:
        rows = checkpoints.after(session, desk.store.device, -1)
        return [checkpoints.read(row.text) for row in rows]


def told(desk, printed=""):
    return {fault.what for fault in found(desk, printed)}


def cut(home, victim, hour=18):
    """The log ends before the sheet, and all that lies in the home fits."""
    with clock(hour), opened(home, victim.key) as desk:
        attacker = Attacker(desk, home, victim, random.Random(4))
        attacker.write(attacker.entries()[:9])


# The key


def test_checkpoints_name_the_key_of_the_device_and_no_other_key_fits(victim, home):
    with clock(18), opened(home, victim.key) as desk:
        signer, made = desk.store.signer, kept(desk)
        with desk.store.reading() as session:
            keys = keys_of(session, desk.store.device)
            station = bytes.fromhex(session.scalar(
                text("select value from setting where name = 'paper signing key'")
            ) or "00" * 32)  # fmt: skip
    assert len(made) > 3
    assert {one.key for one in made} == {name_of(signer.public)}
    assert all(one.fits(station, keys) for one in made)
    assert made[0].text.startswith("SA2.339901-01.")
    assert not any(one.fits(station, []) for one in made)  # the station's key made none of them
    other = DeviceKey(log_id=made[0].log_id, number=1, public="ab" * 32)
    assert not any(one.fits(station, [other]) for one in made)


def test_the_private_half_is_not_in_the_database(victim, home):
    with clock(18), opened(home, victim.key) as desk:
        signer = desk.store.signer
        with desk.store.engines.reading.connect() as connection:
            tables = [*Table.metadata.sorted_tables]
            dump = str([connection.execute(select(table)).all() for table in tables])
    private = signer._private.private_bytes_raw()
    assert signer.public in dump
    assert private.hex() not in dump
    assert signer.secret.hex() not in dump
    other = Signer(home, signer.id, signer.where, bytes(32))
    assert other.public != signer.public  # it grows from the secret of this machine


def test_the_key_counts_from_the_event_that_names_it(victim, home):
    with clock(18), opened(home, victim.key) as desk:
        with desk.store.writing() as session:
            session.execute(text(f"update device_key set public = '{'ab' * 32}'"))
        assert {"keys", "signature"} <= told(desk)


def test_a_key_entered_past_every_event_is_found(victim, home):
    with clock(18), opened(home, victim.key) as desk:
        with desk.store.writing() as session:
            session.add(DeviceKey(log_id=desk.store.device, number=20, public="ab" * 32))
        assert "keys" in told(desk)


def test_opened_without_the_secret_of_its_machine_a_log_is_not_signed(victim, home):
    (home / "device.key").unlink()
    with clock(20), opened(home, victim.key) as desk:
        assert desk.store.signer is None
        before = len(kept(desk))
        work(desk, 2, random.Random(3))
        assert len(kept(desk)) == before


def test_a_home_bound_to_another_machine_gets_another_key_and_stays_whole(home, tmp_path):
    shutil.rmtree(home)
    station, code = app.make_training_home(home, "演示派出所")
    work(station.desk("officer"), 2, random.Random(2))
    before = station.store.signer.public
    station.close()
    (home / "device.key").unlink()
    recovery.recover(home, code, "officer", "officer")
    station = app.open_home(home, KeySlots.load(home).unlock_with_code(code))
    try:
        assert station.store.signer.public != before
        work(station.desk("officer"), 2, random.Random(3))
        station.checkpoint()
        assert told(station.desk("officer")) == set()
        with station.store.reading() as session:
            keys = keys_of(session, station.store.device)
        assert [one.public for one in keys] == [before, station.store.signer.public]
    finally:
        station.close()


def test_a_home_of_the_last_release_is_brought_up_and_its_old_checkpoints_stand(victim, tmp_path):
    """Before, the station's key signed: until the first event that names a device."""
    home = tmp_path / "old"
    key = new_home(home)
    with patch.object(app, "signer_of", lambda _home, _slots: None):
        with clock(9), opened(home, key, "chief") as desk:
            work(opened_as(desk, "officer"), 5, random.Random(1))
            printed = signed_log(desk).text
        assert printed.startswith("SA1.")
        station = app.open_home(home, bytearray(key))
        schema.migrate(station.store.engines, "0001")
        station.close()
    with clock(10), opened(home, key) as desk:
        work(desk, 5, random.Random(2))
        assert told(desk, printed) == set()
        made = kept(desk)
    assert {one.key for one in made} == {b"", name_of(desk.store.signer.public)}
    again = [one for one in made if not one.key]
    assert printed in {one.text for one in again}


def opened_as(desk, officer):
    return replace(desk, officer=officer, role=officer)


def test_since_a_device_signs_the_key_of_the_station_signs_no_more(victim, home):
    """Who has the database alone has the station's key, and it does not help him."""
    with clock(18), opened(home, victim.key) as desk, desk.store.writing() as session:
        row = checkpoints.newest(session, desk.store.device)
        one = checkpoints.read(row.text)
        bare = replace(one, key=b"", signature=b"")
        row.text = replace(bare, signature=checkpoints._station(session)(bare.signed)).text
    with clock(18), opened(home, victim.key) as desk:
        assert "signature" in told(desk)


# The memory


@pytest.mark.parametrize("name", ATTACKS)
def test_each_attack_is_found_without_any_sheet_by_what_the_machine_remembers(victim, name):
    assert attacks(victim, name, 2, against="keyring", seed=21).held


def test_a_log_that_was_cut_is_told_at_the_next_event_and_stays_in_the_log(victim, home):
    before = (home / MEMORY).read_bytes()
    cut(home, victim)
    (home / MEMORY).write_bytes(before)  # a keyring is not put back with the home
    with clock(19), opened(home, victim.key) as desk:
        work(desk, 1, random.Random(1))
        with desk.view("verify-audit") as view:
            assert was_cut(view)
        with desk.store.reading() as session:
            bodies = session.scalars(text("select body from audit_event order by number")).all()
        assert json.loads(bodies[9])["log_cut"] in before.decode()
    with clock(20), opened(home, victim.key) as desk:  # and the memory goes on from there
        assert told(desk) == {"memory"}
    with clock(20), opened(home, victim.key, "chief") as chief:
        signed_log(chief)
        with chief.view("verify-audit") as view:
            assert not was_cut(view)
        assert told(chief) == {"memory"}


def test_without_the_memory_the_same_cut_is_not_found(victim, home):
    """The guard taken away."""
    before = (home / MEMORY).read_bytes()
    cut(home, victim)
    (home / MEMORY).write_bytes(before)
    blind = patch.object(Signer, "recall", lambda _self, _log: None)
    with blind, clock(19), opened(home, victim.key) as desk:
        assert told(desk) == set()


def test_a_memory_taken_away_is_told_as_well(victim, home):
    (home / MEMORY).unlink()
    with clock(19), opened(home, victim.key) as desk:
        assert told(desk) == {"memory"}


def test_a_keyring_that_does_not_answer_keeps_nobody_from_working(victim, home):
    refuses = patch.object(
        device_signing, "remember", side_effect=device_signing.Locked("keyring_locked")
    )
    asks = patch.object(
        device_signing, "recall", side_effect=device_signing.Locked("keyring_locked")
    )
    with refuses, asks, clock(19), opened(home, victim.key) as desk:
        work(desk, 3, random.Random(1))
        assert told(desk) == set()
    with clock(20), opened(home, victim.key) as desk:
        assert told(desk) == set()


def test_a_restored_home_is_no_cut_log(victim, home, tmp_path):
    with clock(18):
        station = app.open_home(home, bytearray(victim.key))
        app.backup(station, station.desk("admin"), tmp_path / "b")
        now = station.now()
        station.close()
    restore(tmp_path / "b", tmp_path / "new", lambda _slots: bytearray(victim.key), lambda _: now)
    shutil.copy(home / "device.key", tmp_path / "new" / "device.key")
    with clock(19), opened(tmp_path / "new", victim.key) as desk:
        work(desk, 3, random.Random(2))
        assert told(desk, victim.printed) == set()
        with desk.store.reading() as session:
            logs = {row.log_id for row in session.scalars(select(DeviceKey))}
    assert len(logs) == 2


def test_the_memory_is_no_reason_to_be_told_of_a_crash(victim, home):
    """A process that was killed after its commit, before it could remember."""
    killed = patch.object(Signer, "remember", lambda *_: None)
    with killed, clock(19), opened(home, victim.key) as desk:
        work(desk, 3, random.Random(1))
    with clock(20), opened(home, victim.key) as desk:
        assert told(desk) == set()
        with desk.store.reading() as session:
            last = checkpoints.newest(session, desk.store.device)
        assert last.at + timedelta(hours=2) > desk.now()
