"""Photographs travel in parts, are proved, and one that has not come stops nothing."""

from __future__ import annotations

import hashlib
import io
from random import Random

import pytest
from PIL import Image
from sqlalchemy import text

from station_app.people import service as people
from station_app.storage.exchange_tables import AwaitedBlob
from station_app.sync import photographs
from station_app.sync.county import Unreachable
from station_app.sync.photographs import Photographs
from station_app.sync.protocol import CHUNK
from tests.sync.conftest import settle

pytestmark = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)
SCOPE = "339901-01"
LARGE = b"\xff\xd8\xff\xe0\0\x10JFIF" + Random(3).randbytes(3 * CHUNK)


def photo(colour):
    picture = io.BytesIO()
    Image.new("RGB", (40, 50), colour).save(picture, "JPEG")
    return picture.getvalue()


class Cut:
    """The line: after so many parts of photographs there is none."""

    def __init__(self, county, parts, change=lambda part: part):
        self.county, self.left, self.change, self.asked = county, parts, change, []

    def __getattr__(self, name):
        return getattr(self.county, name)

    def put_blob(self, scope, sha, off, size, content):
        self._count(off)
        return self.county.put_blob(scope, sha, off, size, content)

    def get_blob(self, scope, sha, off):
        self._count(off)
        part = self.county.get_blob(scope, sha, off)
        return part and self.change(part)

    def _count(self, off):
        if not self.left:
            raise Unreachable(people.PEOPLE.title)
        self.left -= 1
        self.asked.append(off)


def _shown(replica, id):
    with replica.desk().view("exchange") as view:
        return photographs.content_of(view, replica.show(id).photo)


def _large(replica):
    """A person whose photograph is longer than one part."""
    with replica.store.writing() as session:
        sha = replica.store.blobs(session).put(LARGE)
    return replica.person("张一", photo=sha)


def test_a_photograph_comes_to_every_home_of_the_scope_and_one_that_is_lost_comes_back(two):
    one, other = two
    id = one.person("张一")
    with one.desk().act("set-photo") as act:
        people.set_photo(act, id, photo("red"))
    settle(one, other)
    kept = _shown(one, id)
    assert kept == _shown(other, id)
    assert b"Exif" not in kept
    sha = hashlib.sha256(kept).hexdigest()
    with one.store.writing() as session:
        one.store.blobs(session).drop(sha)
    one.sync()  # in which nothing is said or heard
    assert _shown(one, id) == kept
    assert one.faults() == []


def test_a_cut_line_goes_on_at_its_byte_both_ways(two):
    one, other = two
    id = _large(one)
    up = Cut(one.county, 2)
    one.county = up
    with pytest.raises(Unreachable):
        one.sync()
    other.sync()
    assert other.show(id).photo
    assert _shown(other, id) is None, "not whole at the county: nothing of it is seen"
    assert other.faults() == [], "awaited, not lost"
    up.left = 9
    one.sync()
    assert up.asked == [0, CHUNK, 2 * CHUNK, 3 * CHUNK]
    other.county = down = Cut(other.county, 1)
    with pytest.raises(Unreachable):
        other.sync()
    assert _shown(other, id) is None
    down.left = 9
    other.sync()
    assert down.asked == [0, CHUNK, 2 * CHUNK, 3 * CHUNK]
    assert _shown(other, id) == LARGE
    with other.store.reading() as session:
        for table in ("arriving", AwaitedBlob.__tablename__):
            assert session.scalar(text(f"select count(*) from {table}")) == 0


@pytest.mark.parametrize("proved", [True, False])
def test_what_comes_otherwise_than_it_was_named_is_thrown_away(two, proved, monkeypatch):
    one, other = two
    id = _large(one)
    one.sync()
    right = other.county
    false = lambda part: part._replace(content=part.content[:-1] + b"\0")  # noqa: E731
    other.county = Cut(right, 99, false)
    if not proved:  # the protection taken away: a photograph of nobody lies there
        monkeypatch.setattr(photographs, "is_proved", lambda *_: True)
    other.sync()
    with other.store.reading() as session:
        strangers = other.store.blobs(session).orphans([other.show(id).photo])
    assert bool(strangers) is not proved
    if not proved:
        return
    other.county = right
    assert photographs.fetch(other.desk(), right, SCOPE) == Photographs(received=1)
    assert _shown(other, id) == LARGE
