"""Files of a home that somebody has written into: told as damaged, never a fault."""

from __future__ import annotations

import hashlib
import json

import pytest

from station_app import app
from station_app.storage import known_homes, tries
from station_app.storage.keys import KeySlots, Locked
from station_app.storage.keyslot import canonical
from station_app.storage.slot_file import NAMES

BROKEN = {
    "nothing": b"",
    "no object": b"[]",
    "a number": b"7",
    "deep": b"[" * 100_000,
    "deep objects": b'{"a":' * 50_000,
    "no finite number": b'{"sum": NaN, "format": 1e400}',
    "a name twice": b'{"sum": 1, "sum": 2}',
    "half a character": b'{"sum": "\\ud800"}',
    "no text": bytes(range(256)),
    "digits without end": b'{"sum": ' + b"9" * 6000 + b"}",
}


def summed(plain):
    """Whoever writes it can work out its sum."""
    return json.dumps(plain | {"sum": hashlib.sha256(canonical(plain)).hexdigest()}).encode()


FORGED = {
    "no card": {"format": 1},
    "a card that is none": {"format": 1, "card": [], "slots": [], "custody": []},
    "slots that are none": {"format": 1, "card": {"home": "x"}, "slots": 7, "custody": {}},
    "a format that is no number": {"format": "x"},
}
CONTENTS = BROKEN | {name: summed(plain) for name, plain in FORGED.items()}


@pytest.mark.parametrize("name", CONTENTS)
def test_slots_that_were_written_into_are_told_as_damaged(tmp_path, name):
    for file in NAMES:
        (tmp_path / file).write_bytes(CONTENTS[name])
    with pytest.raises(Locked) as caught:
        KeySlots.load(tmp_path)
    assert caught.value.status == 3


@pytest.mark.parametrize("name", BROKEN)
def test_a_count_of_tries_that_was_written_into_opens_no_way_round_it(
    tmp_path, name, monkeypatch, training_home
):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    training_home(tmp_path / "home")[0].close()
    (tmp_path / "home" / tries.FILE).write_bytes(BROKEN[name])
    with pytest.raises(Locked):
        app.unlock(tmp_path / "home", "officer", "wrong")


@pytest.mark.parametrize("name", BROKEN)
def test_a_list_of_homes_that_was_written_into_is_no_list(tmp_path, name, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    file = known_homes._file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(BROKEN[name])
    assert known_homes._read() == {}
