"""Two homes of one station and their county, with no line at all: files are carried."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta
from random import Random
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import BaseModel, ConfigDict
from sqlalchemy import func, select, text, update

from station_app.access import countersigning
from station_app.core.errors import Refused
from station_app.county.by_hand import ByHand
from station_app.county.tables import DEVICE
from station_app.storage import outbox
from station_app.storage.tables import AuditEvent
from station_app.sync import (
    answer,
    medium,
    medium_reading,
    medium_writing,
    photographs,
)
from tests.conftest import NOW
from tests.county.carried_to import County
from tests.sync.conftest import Killed

pytestmark = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF"


def clear(files):
    return b"".join(file.read_bytes() for file in files)


def kept(station):
    """All that a reading may change."""
    with station.store.reading() as session:
        rows = session.execute(text("select name, value from setting order by name")).all()
        told = session.scalar(select(func.count()).select_from(AuditEvent))
        return [row for row in rows if row.name != "county working"], told


def held(county):
    with county.book.engine.connect() as connection:
        names = "sync_log", "sync_row", "audit_event", "medium", "op_rejected"
        return [connection.scalar(text(f"select count(*) from {name}")) for name in names]


def refused(work, *said):
    with pytest.raises(Refused) as why:
        work()
    assert all(word in str(why.value.text) for word in said), str(why.value.text)


def test_what_two_homes_enter_is_carried_decided_and_read_once(new_station, county):
    one, two = new_station(), new_station()
    id = one.person("王小满", remarks="独一无二的备注")
    picture = hashlib.sha256(JPEG).hexdigest()
    with one.store.writing() as session:
        one.store.blobs(session).put(JPEG)
    one.amend(id, photo=picture)
    waiting = two.carry().waiting

    sent = one.write()
    told = clear(sent.files)
    marks = "王小满", "独一无二的备注", str(id), picture, "officer"
    assert not [mark for mark in marks if mark.encode() in told]
    assert (sent.medium, sent.outcome.sent, sent.outcome.waiting) == (1, 2, 2), "nothing counts yet"
    again = one.write()  # the first medium was lost
    assert (again.medium, again.outcome.sent) == (2, 2)
    said = county.read(again.files)
    assert (said.medium, said.operations) == (2, 2)
    refused(lambda: county.read(again.files), "第 2 号", "已经读过")
    refused(lambda: county.read(sent.files), "第 1 号介质已过时")
    done = one.read(said.files)
    assert (done.sent, done.received, done.waiting) == (2, 0, 0)
    before = kept(one)
    refused(lambda: one.read(said.files), "第 2 号", "已经读过")
    assert kept(one) == before
    assert waiting == 0

    assert two.carry().received == 1
    assert two.show(id).name == "王小满"
    two.carry()  # asks for the photograph that it lacks now
    with two.desk().view("exchange") as view:
        assert photographs.content_of(view, picture) == JPEG

    one.amend(id, name="王一")  # of two who wrote one field, one stands and a case is written
    two.amend(id, name="王二")
    assert (one.carry().conflicts, two.carry().conflicts) == (0, 1)
    assert one.carry().conflicts == 1
    assert [r.show(id).name for r in (one, two)] == ["王一"] * 2
    assert [[c.refused for c in r.cases()] for r in (one, two)] == [["王二"]] * 2
    with one.desk().view(countersigning.SEND) as view:
        assert countersigning.doubts(view) == []
        assert countersigning.acknowledged(view)
    assert (one.faults(), two.faults()) == ([], [])


def test_two_answers_in_the_wrong_order_and_one_to_an_older_self(new_station, county):
    one, two = new_station(), new_station()
    one.person("张一")
    first = county.read(one.write().files).files
    two.person("张二")
    two.carry()
    one.person("张三")
    second = county.read(one.write().files).files
    done = one.read(second)
    assert (done.sent, done.received, done.waiting) == (2, 1, 0)
    refused(lambda: one.read(first), "第 1 号介质的答复已过时")
    third = county.read(one.write().files).files
    with one.store.writing() as session:
        outbox.new_epoch(session)
    refused(lambda: one.read(third), "重新写出介质")
    assert one.carry().waiting == 0

    late = county.read(one.write().files).files
    newer = county.read(one.write().files).files
    two.person("张四")
    two.carry()
    assert one.read(late).received == 0
    assert one.read(newer).received == 0  # asked from the same place: both are taken in
    assert one.carry().received == 1


def test_what_is_not_whole_or_not_meant_changes_nothing(new_station, county, tmp_path, new_county):
    one, two = new_station(), new_station()
    for n in range(3):
        with one.store.writing() as session:
            sha = one.store.blobs(session).put(JPEG + Random(n).randbytes(60_000))
        one.person(f"张{n}", photo=sha)
    sent = one.write(size=medium_writing.LEAST + 10_000)
    assert [file.name[-4:] for file in sent.files] == [".001", ".002", ".003"]
    before = held(county)
    refused(lambda: county.read(sent.files[:2]), "缺少第 3 份（共 3 份）")
    refused(lambda: county.read([*sent.files[:2], sent.files[1]]), "不是同一份介质")
    refused(lambda: county.read([*sent.files[:2], two.write().files[0]]), "不是同一份介质")
    refused(lambda: county.read([county.write("笔记.txt", b"x" * 20_000)]), "不是上报下发的介质")

    first, second, third = (file.read_bytes() for file in sent.files)
    body = medium.HEADER
    cut = county.write("少", first[:-1]), *sent.files[1:]
    swapped = (
        county.write("甲", first[:body] + second[body:]),
        county.write("乙", second[:body] + first[body:]),
        sent.files[2],
    )
    for files in (cut, swapped):
        refused(lambda files=files: county.read(files))
    lucky = Random(8)
    for at in [
        *(lucky.randrange(body) for _ in range(8)),
        *(lucky.randrange(body, len(third)) for _ in range(12)),
    ]:
        other = bytearray(third)
        other[at] ^= 1 << lucky.randrange(8)
        file = county.write("改", bytes(other))
        refused(lambda file=file: county.read([*sent.files[:2], file]))
    elsewhere = County(tmp_path / "elsewhere", new_county())
    refused(lambda: elsewhere.read(sent.files), "不是写给本县局的")
    refused(lambda: one.read(sent.files), "不是上报下发的介质")
    assert held(county) == before

    said = county.read(sent.files[::-1], size=medium_writing.LEAST)  # in whatever order
    state = kept(one), kept(two)
    refused(lambda: two.read(said.files), "答复别的单位")
    whole = said.files[0].read_bytes()
    for at in (40, len(whole) // 2, len(whole) - 1):
        other = bytearray(whole)
        other[at] ^= 1
        refused(lambda other=other: one.read([county.write("改", bytes(other)), *said.files[1:]]))
    mine = elsewhere.home.derive("audit")
    forged = forge(said.files, mine, one.keys().box)
    refused(lambda: one.read([forged]), "不是本所接入的县局")
    assert (kept(one), kept(two)) == state
    assert one.read(said.files).waiting == 0


def forge(files, key, box):
    """The same answer, signed by another county."""
    found = medium_reading.opened(files, "answer")
    key = Ed25519PrivateKey.from_private_bytes(key)
    head = replace(found.head, key=medium.public(key))
    path = files[0].with_name("伪造")
    with medium_writing.written(path, head, key) as made:
        for name, body in found.lines(box):
            made.put(name, Raw.model_validate(body))
    return path


class Raw(BaseModel):
    model_config = ConfigDict(extra="allow")


def test_a_reading_that_was_broken_off_is_begun_again(new_station, county, monkeypatch):
    one, two = new_station(), new_station()
    id = one.person("张一")
    sent = one.write()
    with monkeypatch.context() as patch:
        patch.setattr(ByHand, "_remember", _killed)  # after the book, before its answer counts
        with pytest.raises(Killed):
            county.read(sent.files)
    said = county.read(sent.files)
    assert said.operations == 1
    assert one.read(said.files).sent == 1
    said = county.read(two.write().files)
    with monkeypatch.context() as patch:
        patch.setattr(answer, "has_read", _killed)
        with pytest.raises(Killed):
            two.read(said.files)
    assert two.read(said.files).waiting == 0
    assert two.show(id).name == "张一"
    assert len(held_log(county)) == 1


def _killed(*_args):
    raise Killed


def held_log(county):
    with county.book.engine.connect() as connection:
        return connection.scalars(text("select op_id from sync_log")).all()


def test_a_device_that_was_shut_out_or_begins_anew(new_station, county):
    one = new_station()
    id = one.person("张一")
    one.carry()
    sent = one.write()
    with county.book.engine.begin() as connection:  # ordered to begin anew
        connection.execute(update(DEVICE).values(orders=["rebootstrap"]))
        connection.execute(text("delete from sync_row"))
        connection.execute(text("update scope set swept = 1"))
    one.read(county.read(sent.files).files)
    assert not one.is_here(id)
    asked = one.write()
    device = one.keys().known.device
    county.enrolling.revoke(UUID(device))
    refused(lambda: county.read(asked.files), "注销")
    with county.book.engine.begin() as connection:
        connection.execute(update(DEVICE).values(revoked_at=None, until=NOW - timedelta(days=1)))
    refused(lambda: county.read(asked.files), "过期")


def test_a_key_is_renewed_by_hand_before_its_year_is_over(new_station, county):
    one = new_station()
    old = medium.public(one.keys().device)
    with county.book.engine.begin() as connection:
        soon = county.book.clock() + timedelta(days=20)
        connection.execute(update(DEVICE).values(until=soon))
    one.carry()  # is told to
    one.carry()  # announces
    new = medium.public(one.keys().device)
    assert new != old
    one.person("张一")
    assert one.carry().sent == 1
    with county.book.engine.connect() as connection:
        assert connection.scalar(select(DEVICE.c.public_key)).hex() == new
