"""What a county takes of an audit log, and what it refuses: each guard is once taken away."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from unittest.mock import patch
from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from station_app.core.wire import canonical
from station_app.county import continuity
from station_app.county.continuity import Held, follow
from station_app.storage.audit import START, hash_of
from station_app.storage.checkpoints import Checkpoint, name_of
from station_app.storage.device_signing import NAMED
from station_app.sync.protocol import Audit, Event

SCOPE, LOG, EPOCH = "339901-01", uuid4(), uuid4()
NINE = datetime(2026, 3, 9, 9, tzinfo=UTC)
DEVICE, OTHER = (Ed25519PrivateKey.from_private_bytes(bytes([n]) * 32) for n in (1, 2))
PUBLIC = DEVICE.public_key().public_bytes_raw().hex()


def chain(*bodies, before=START):
    events = []
    for body in bodies:
        text = canonical(body)
        before = hash_of(before, text)
        events.append(Event(before, text))
    return events


def at(minute, **more):
    return {"at": (NINE + timedelta(minutes=minute)).isoformat(), **more}


LINES = [at(0, **{NAMED: PUBLIC}), *(at(n) for n in range(1, 8))]
WHOLE = chain(*LINES)
HELD = Held(
    scope=SCOPE,
    epoch=EPOCH,
    number=5,
    hash=WHOLE[4].hash,
    latest=NINE + timedelta(minutes=4),
    keys=[(1, PUBLIC)],
)


def checkpoint(number, hash, by=DEVICE, **changed):
    one = Checkpoint(SCOPE, str(LOG), number, hash, NINE, key=name_of(PUBLIC))
    one = replace(one, **changed)
    return replace(one, signature=by.sign(one.signed.encode())).text


def message(log=WHOLE, after=5, **changed):
    """What a station sends that has acknowledged `after` of these events."""
    given = {
        "log": LOG,
        "epoch": EPOCH,
        "own": True,
        "after": after,
        "before": log[after - 1].hash if after else START,
        "last": len(log),
        "events": log[after:],
        "checkpoint": checkpoint(len(log), log[-1].hash),
    }
    return Audit(**given | changed)


def asked(message, held=HELD):
    hashes = {0: START} | {n: event.hash for n, event in enumerate(WHOLE[: held.number], start=1)}
    return follow(held, SCOPE, message, hashes)


def refused(message, held=HELD):
    return asked(message, held).fault


def test_a_log_that_goes_on_is_taken_from_where_the_county_is():
    for after in (5, 3, 0):
        went = asked(message(after=after))
        assert (went.fault, went.number, went.hash, went.new) == (None, 8, WHOLE[-1].hash, 3)
    first = asked(message(after=0), Held(scope=SCOPE, epoch=EPOCH))
    assert (first.fault, first.new, first.keys) == (None, 8, [(1, PUBLIC)])
    again = asked(message(WHOLE[:5], after=2))
    assert (again.fault, again.number, again.new) == (None, 5, 0)
    lost = asked(message(after=7))  # put back from a backup, it asks for what it lost
    assert (lost.fault, lost.number, lost.new) == (None, 5, 0)


OLDER = chain(*LINES[:2], at(2, officer="another"), *LINES[3:])
ATTACKS = {
    "an older entry was changed": (message(OLDER), "rewritten", "_differs"),
    "and nothing was done since": (message(OLDER[:5], after=5), "rewritten", "_differs"),
    "all of it is sent again": (message(OLDER, after=0), "rewritten", "_differs"),
    "it was cut off": (message(WHOLE[:3], after=3), "short", "_shorter"),
    "all of it is gone": (
        message(WHOLE, after=0, events=[], last=0, checkpoint=""), "short", "_shorter",
    ),
    "an entry is missing": (message(WHOLE[:5] + WHOLE[6:]), "chain", "_go_on"),
    "two changed places": (
        message([*WHOLE[:5], WHOLE[6], WHOLE[5], WHOLE[7]]), "chain", "_go_on",
    ),
    "another key signed": (
        message(checkpoint=checkpoint(8, WHOLE[7].hash, OTHER)), "signature", "_unsigned",
    ),
    "the station's key signed": (
        message(checkpoint=checkpoint(8, WHOLE[7].hash, OTHER, key=b"")), "signature", "_unsigned",
    ),
    "of another event": (
        message(checkpoint=checkpoint(8, WHOLE[6].hash)), "signature", "_unsigned",
    ),
    "of another log": (
        message(checkpoint=checkpoint(8, WHOLE[7].hash, log_id=str(uuid4()))),
        "signature", "_unsigned",
    ),
    "of another organisation": (
        message(checkpoint=checkpoint(8, WHOLE[7].hash, org="339901-02")), "signature", "_unsigned",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ATTACKS)
def test_a_log_that_does_not_go_on_is_refused(name):
    sent, code, guard = ATTACKS[name]
    assert refused(sent)[0] == code
    with patch.object(continuity, guard, lambda *_: None):
        assert (refused(sent) or ["nothing"])[0] != code, "the guard is not what caught it"


def test_what_a_station_finds_altered_itself_is_remembered():
    assert refused(message(altered=3)) == ("altered", 3)


def test_the_log_of_another_organisation_is_refused():
    assert refused(message(), replace(HELD, scope="339901-02"))[0] == "owner"


@pytest.mark.parametrize(
    "body", ["", "[]", "{", '{"at":1}', '{"at":"soon"}', '{"at":"2026-03-09T09:00:00"}', "[" * 9000]
)
def test_what_is_no_event_is_refused(body):
    event = Event(hash_of(WHOLE[4].hash, body), body)
    assert refused(message([*WHOLE[:5], event], checkpoint=""))[0] == "chain"


def test_a_clock_that_was_set_back_is_taken_and_told():
    back = chain(*LINES[:5], at(-3), at(5))
    went = asked(message(back))
    assert (went.fault, went.told, went.number) == (None, [("clock", 6)], 7)
    with patch.object(continuity, "SLACK", timedelta(hours=1)):
        assert asked(message(back)).told == []


def test_a_log_that_names_another_key_is_taken_and_told():
    theirs = OTHER.public_key().public_bytes_raw().hex()
    named = chain(*LINES[:5], at(5, **{NAMED: theirs}))
    signed = checkpoint(6, named[-1].hash, OTHER, key=name_of(theirs))
    went = asked(message(named, checkpoint=signed))
    assert (went.fault, went.told) == (None, [("key", 6)])
    assert refused(message(named))[0] == "signature"  # the old one signs no more


def test_the_log_of_a_restored_home_ends_earlier_there_and_is_told():
    older = message(WHOLE[:3], after=3, own=False, epoch=UUID(int=1))
    went = asked(older)
    assert (went.fault, went.told, went.number) == (None, [("restored", 4)], 5)
    assert refused(older.model_copy(update={"own": True}))[0] == "short"
    assert refused(older.model_copy(update={"epoch": EPOCH}))[0] == "short"
