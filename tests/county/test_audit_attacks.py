"""The log of a real home that its county has countersigned, then rewritten with every key."""

from __future__ import annotations

import random
import shutil
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pytest
from sqlalchemy import delete, text

from campaigns.audit import ATTACKS, clock, fork, found, sign_anew, signing, work, worked
from campaigns.exchange_line import Near
from campaigns.forging import Attacker
from campaigns.home import in_memory, opened
from station_app.county import audit, continuity, standing
from station_app.storage import countersigned
from station_app.storage.audit import START
from station_app.storage.countersigned import AuditAlarm, AuditCountersigned
from station_app.sync import witness
from tests.county.conftest import NOW

SCOPE = "339901-01"
REFUSED = {name: {"rewritten"} for name in ATTACKS} | {
    "the end cut off": {"short"},
    "the clock set back": set(),  # taken, and told
}


@pytest.fixture(scope="module")
def victim():
    with TemporaryDirectory(dir=in_memory()) as folder:
        yield worked(Path(folder))


@pytest.fixture
def line(book, node_of):
    return Near(book, node_of(SCOPE))


@pytest.fixture
def home(victim, line, tmp_path):
    """It has exchanged with its county."""
    shutil.copytree(victim.home, tmp_path / "home")
    with clock(18), opened(tmp_path / "home", victim.key) as desk:
        pin(desk, line)
        witness.send(desk, line)
        assert codes(desk) == set()
    return tmp_path / "home"


def pin(desk, line):
    with desk.store.writing() as session:
        countersigned.pin(session, line.audits.public)


def codes(desk):
    with desk.store.reading() as session:
        return {alarm.code for alarm in countersigned.alarms(session)}


def remembered(line):
    """By the county."""
    with line.book.engine.connect() as connection:
        return audit.faults(connection, SCOPE)


def last(desk):
    with desk.store.reading() as session:
        return countersigned.newest(session, desk.store.device)


@contextmanager
def attacked(name, victim, home, line):
    """By somebody with the key, the machine's memory and nothing to fear; then opened again."""
    attack, folder = ATTACKS[name], home.parent / name
    shutil.copytree(victim.older if attack is fork else home, folder)
    with clock(18), signing(folder, "", anew=attack is sign_anew):
        with opened(folder, victim.key) as desk:
            attacker = Attacker(desk, folder, victim, random.Random(3), desk.store.signer)
            attack(attacker)
            with desk.store.writing() as session:
                session.execute(delete(AuditCountersigned))
            pin(desk, line)
        with opened(folder, victim.key) as desk:
            yield desk


def test_every_attack_is_found_with_the_next_exchange(victim, home, line):
    for name in ATTACKS:
        with attacked(name, victim, home, line) as desk:
            witness.send(desk, line)
            assert codes(desk) == REFUSED[name], name
            whats = {fault.what for fault in found(desk, "")}
            assert ("county" in whats) == bool(REFUSED[name]), name
            (told,) = remembered(line)
            assert told.refused == bool(REFUSED[name]), name
        with line.book.engine.begin() as connection:
            connection.execute(text("delete from audit_fault"))


def test_without_the_county_nobody_finds_the_log_cut_off(victim, home, line):
    with (
        patch.object(continuity, "_shorter", lambda *_: None),
        attacked("the end cut off", victim, home, line) as desk,
    ):
        witness.send(desk, line)
        assert codes(desk) == set()
        assert found(desk, "") == []


def test_a_log_goes_on_and_each_exchange_is_countersigned(victim, home, line):
    with clock(19), opened(home, victim.key) as desk:
        before = last(desk)
        work(desk, 4, random.Random(1))
        with patch.object(witness, "MOST_EVENTS", 3):
            witness.send(desk, line)
        with desk.store.reading() as session:
            number = countersigned.last_of(session, desk.store.device)
        assert (last(desk).number, before.number < number) == (number, True)
        assert countersigned.fits(last(desk), line.audits.public)
        assert found(desk, "") == []
        witness.send(desk, line)  # nothing new: nothing more is signed
        assert last(desk).leaf == witness.seen(desk) - 1


def test_an_entry_altered_in_place_is_found_with_the_next_exchange(victim, home, line):
    with clock(19), opened(home, victim.key) as desk:
        with desk.store.writing() as session:
            session.execute(text("update audit_event set body = '{}' where number = 7"))
        with patch.object(witness.countersigning, "walk", lambda *_: None):
            witness.send(desk, line)
        assert codes(desk) == set()
        witness.send(desk, line)
        assert codes(desk) == {"altered"}
        assert [(f.code, f.number) for f in remembered(line)] == [("altered", 7)]
        (shown,) = (one for one in standing.of_all(line.book) if one.scope == SCOPE)
        assert (shown.audit[0][:7], shown.audited) == ("altered", NOW)


def test_a_signature_that_is_not_the_countys_is_kept_by_nobody(victim, home, line):
    with clock(19), opened(home, victim.key) as desk:
        work(desk, 1, random.Random(1))
        before = last(desk).number
        with patch("campaigns.exchange_line.AUDIT_KEY", bytes(32)):
            witness.send(desk, line)
        assert (codes(desk), last(desk).number) == ({"unsigned"}, before)
        with desk.store.writing() as session:
            session.execute(delete(AuditAlarm))
        with patch.object(witness.merkle, "is_included", lambda *_: False):
            witness.send(desk, line)  # signed, and in no tree that is shown
        assert (codes(desk), last(desk).number) == ({"unsigned"}, before)
        with desk.store.writing() as session:
            session.execute(delete(AuditAlarm))
            session.execute(text("update audit_countersigned set hash = :h"), {"h": START})
        assert {fault.what for fault in found(desk, "")} == {"county"}


def test_another_organisations_log_is_refused(victim, home, line, book, node_of):
    with clock(19), opened(home, victim.key) as desk:
        witness.send(desk, Near(book, node_of("339901-02")))
        assert codes(desk) == {"owner"}
