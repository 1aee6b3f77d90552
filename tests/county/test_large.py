"""Photographs, snapshots and comparing on a real line."""

from __future__ import annotations

import gzip
import hashlib
import json
from random import Random

import pytest
from sqlalchemy import text

from station_app.county import snapshots
from station_app.county.snapshots import LOCK, Busy, Snapshots
from station_app.sync.county import Denied
from station_app.sync.protocol import CHUNK, Compare, Fetch
from tests.county.conftest import NOW
from tests.county.served import Clock, served

HERE, THERE = "339901-01", "339901-02"
PHOTO = b"\xff\xd8\xff\xe0\0\x10JFIF" + Random(5).randbytes(CHUNK)
SHA = hashlib.sha256(PHOTO).hexdigest()


@pytest.fixture(scope="module")
def county(county_template, tmp_path_factory):
    url, name, door = county_template()
    with served(tmp_path_factory.mktemp("county") / "home", url, Clock(NOW)) as running:
        yield running
    with door.connect() as connection:
        connection.execute(text(f"drop database {name} with (force)"))


@pytest.fixture(scope="module")
def station(county):
    return county.device().writer()


def test_a_photograph_goes_up_and_comes_down_and_another_scope_is_refused(station):
    line = station.county
    assert line.get_blob(HERE, SHA, 0) is None
    station.file(name="赵一", photo=SHA)
    assert line.wanted(HERE).blobs == {SHA: 0}
    assert line.put_blob(HERE, SHA, 0, len(PHOTO), PHOTO[:CHUNK]).off == CHUNK
    assert line.put_blob(HERE, SHA, CHUNK, len(PHOTO), PHOTO[CHUNK:]).whole
    parts = [line.get_blob(HERE, SHA, off) for off in (0, CHUNK)]
    assert b"".join(part.content for part in parts) == PHOTO
    assert {part.size for part in parts} == {len(PHOTO)}
    for asked in (
        lambda: line.get_blob(THERE, SHA, 0),
        lambda: line.wanted(THERE),
        lambda: line.snapshot(THERE, 0),
        lambda: line.compare(Compare(scope=THERE, at=0)),
        lambda: line.fetch(Fetch(scope=THERE, ids=[])),
        lambda: line.put_blob(HERE, SHA, 0, len(PHOTO), b"short"),
    ):
        with pytest.raises(Denied):
            asked()


def test_a_snapshot_stays_the_same_while_it_is_fetched_and_both_compare_alike(station, monkeypatch):
    monkeypatch.setattr(snapshots, "PART", 50)
    line = station.county
    one = station.file(name="钱二", sex="1")
    first = line.snapshot(HERE, 0)
    station.file(name="孙三", sex="1")
    whole, content = first.size, first.content
    while len(content) < whole:
        part = line.snapshot(HERE, len(content), first.etag)
        assert (part.etag, part.size) == (first.etag, whole)
        content += part.content
    lines = gzip.decompress(content).splitlines()
    assert any(json.loads(line).get("id") == str(one.id) for line in lines)
    assert json.loads(lines[-1])["rows"] == len(lines) - 2
    head = line.pull(HERE, 0).head
    assert line.compare(Compare(scope=HERE, at=head)).rows == len(station.rows())
    assert line.compare(Compare(scope=HERE, at=head - 1)).sum == ""
    [row] = line.fetch(Fetch(scope=HERE, ids=[one.id])).rows
    assert row == station.row(one.id)


def test_more_snapshots_than_may_be_are_not_made_at_once(book):
    made = Snapshots(book.engine, book.clock)
    with book.engine.begin() as connection:
        for n in range(snapshots.AT_ONCE):
            lock = text("select pg_advisory_xact_lock(:lock, :n)")
            connection.execute(lock, {"lock": LOCK + 1, "n": n})
        with pytest.raises(Busy):
            made.get(HERE, 0)
    part, off = made.get(HERE, 0)
    assert part.content
    assert off == 0
