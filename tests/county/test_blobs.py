"""Photographs at the county: a part at a time, proved, and only for who names them."""

from __future__ import annotations

import hashlib
import os
from random import Random
from threading import Event, Thread
from time import sleep

import pytest
from sqlalchemy import text

from station_app.county import blobs as blobs_of
from station_app.county.blobs import Blobs
from station_app.sync.protocol import CHUNK

JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF"
PHOTO = JPEG + Random(7).randbytes(2 * CHUNK + 1000)
SHA = hashlib.sha256(PHOTO).hexdigest()
HERE, THERE = "339901-01", "339901-02"


@pytest.fixture
def blobs(book):
    return Blobs(book.engine, book.key)


def _send(blobs, content=PHOTO, sha=SHA, scope=HERE, begin=0, parts=9):
    said = None
    for off in range(begin, len(content), CHUNK)[:parts]:
        said = blobs.put(scope, sha, off, len(content), content[off : off + CHUNK])
    return said


def _fetch(blobs, scope=HERE, sha=SHA):
    content = b""
    while part := blobs.get(scope, sha, len(content)):
        content += part.content
        if len(content) == part.size:
            return content
    return None


def test_a_photograph_goes_on_where_its_line_was_cut_and_is_there_when_it_is_proved(station, blobs):
    assert _send(blobs).code == "absent", "nobody names it"
    station.file(name="赵一", photo=SHA)
    assert blobs.wanted(HERE).blobs == {SHA: 0}
    assert _send(blobs, parts=1).off == CHUNK
    assert blobs.wanted(HERE).blobs == {SHA: CHUNK}
    assert _send(blobs, parts=1).off == CHUNK, "sent again, taken once"
    assert _fetch(blobs) is None, "not whole"
    assert _send(blobs, begin=CHUNK).whole
    assert (_fetch(blobs), blobs.wanted(HERE).blobs) == (PHOTO, {})
    with blobs.engine.connect() as connection:
        kept = connection.execute(text("select content from blob_part")).scalars().all()
    assert not any(JPEG in part or PHOTO[100:140] in part for part in kept)


@pytest.mark.parametrize("proved", [True, False])
def test_what_is_not_the_photograph_that_was_named_never_counts(
    station, blobs, proved, monkeypatch
):
    station.file(name="赵一", photo=SHA)
    false = PHOTO[:-1] + bytes([PHOTO[-1] ^ 1])
    if not proved:  # the protection taken away
        monkeypatch.setattr(Blobs, "_fault", lambda *_: "")
        assert _send(blobs, false).whole
        assert _fetch(blobs) == false
        return
    assert (_send(blobs, false).code, _fetch(blobs)) == ("hash", None)
    assert blobs.wanted(HERE).blobs == {SHA: 0}, "from its first byte again"
    assert _send(blobs).whole


@pytest.mark.parametrize("content", [b"%PDF-1.7 " + os.urandom(99), JPEG + b"Exif\0\0" + PHOTO])
def test_what_is_no_photograph_or_says_where_it_was_taken_is_not_kept(station, blobs, content):
    sha = hashlib.sha256(content).hexdigest()
    station.file(name="赵一", photo=sha)
    assert _send(blobs, content, sha).code == "type"
    assert _fetch(blobs, sha=sha) is None


def test_who_knows_the_hash_of_another_station_s_photograph_does_not_get_it(
    station, new_station, blobs
):
    station.file(name="赵一", photo=SHA)
    _send(blobs)
    other = new_station(THERE)
    assert _fetch(blobs, THERE) is None
    other.file(name="钱二", photo=SHA)  # named, and nothing of it shown
    assert (_fetch(blobs, THERE), blobs.wanted(THERE).blobs) == (None, {SHA: 0})


def test_a_photograph_goes_with_who_moves_and_away_with_the_last_who_shows_it(
    station, new_station, blobs
):
    there = new_station(THERE)
    filed = station.file(name="赵一", photo=SHA)
    _send(blobs, parts=1)
    assert station.answer(station.op("move", filed.id, to=THERE, reason="搬走")) == "applied"
    assert (blobs.wanted(HERE).blobs, blobs.wanted(THERE).blobs) == ({SHA: CHUNK}, {})
    assert _send(blobs, begin=CHUNK).whole
    assert (_fetch(blobs), _fetch(blobs, THERE)) == (None, PHOTO)
    assert there.answer(there.op("erase", filed.id)) == "applied"
    with blobs.engine.connect() as connection:
        for table in ("blob", "blob_part", "blob_scope"):
            assert connection.scalar(text(f"select count(*) from {table}")) == 0


def test_a_photograph_goes_though_the_last_two_who_show_it_go_at_the_same_moment(
    station, new_station, blobs, book, monkeypatch
):
    there = new_station(THERE)
    stays, moved = (station.file(name="赵一", photo=SHA) for _entry in range(2))
    _send(blobs)
    station.answer(station.op("move", moved.id, to=THERE))
    forget, come = blobs_of._forget, Event()

    def slowly(at, names):
        if names.scope == THERE:
            come.set()
        forget(at, names)
        if names.scope == HERE:  # not written down before the other has come here too
            come.wait(5)
            sleep(0.3)

    monkeypatch.setattr(blobs_of, "_forget", slowly)
    mine, theirs = station.op("erase", stays.id), there.op("erase", moved.id)
    at_once = [
        Thread(target=station.answer, args=(mine,)),
        Thread(target=there.answer, args=(theirs,)),
    ]
    for one in at_once:
        one.start()
        sleep(0.1)
    for one in at_once:
        one.join()
    with book.engine.connect() as connection:
        asked = "select (select count(*) from blob), (select count(*) from blob_part)"
        assert tuple(connection.execute(text(asked)).one()) == (0, 0)
