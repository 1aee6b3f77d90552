"""What is written to a medium, and read from one: its part in the story of all services."""

from __future__ import annotations

from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from station_app.core.ids import new_id
from station_app.storage import settings
from station_app.sync.medium import Head
from station_app.sync.protocol import Ack, Op, Push, Pushed, Tx
from station_app.sync.status import COUNTY

SHA = "ab" * 32


def carried(s, _folder):
    key = Ed25519PrivateKey.generate()
    s.do("sync.joining.asked", "device", key)
    device, kept = s.do("sync.joining.who_asked")
    assert (device, kept.private_bytes_raw()) == ("device", key.private_bytes_raw())
    mine = s.do("sync.joining.box_to_join").private_bytes_raw()
    assert s.do("sync.bundle.box_of").private_bytes_raw() == mine

    number = s.do("sync.bundle.next_medium")
    assert s.do("sync.bundle.next_medium") == number + 1
    s.do("sync.bundle.wrote", number, 1)
    said = {"n": 1, "kind": "file", "at": "2026-03-09T10:00:00Z", "actor": "officer"}
    op = Op(op=new_id(), ent="people", id=new_id(), set={"photo": SHA, "name": "张三"}, **said)
    ids = {"device": uuid4(), "epoch": uuid4(), "batch": new_id(), "scope": "339901-01"}
    push = Push(schema=1, tx=[Tx(tx=new_id(), ops=[op])], **ids)
    assert s.do("sync.bundle.pictures", push) == [SHA]
    assert s.do("sync.enrolment.announced_already") is None

    s.do("sync.sending.acknowledge_carried", Pushed(now=1, acks={op.op: Ack("applied", 1)}))
    _pinned, epoch, before = s.do("sync.answer.standing")
    head = Head("answer", "县局", "339901-01", "device", epoch, before + 1, "", "", "")
    s.do("sync.answer.has_read", head, s.now, [SHA])
    assert s.do("sync.answer.standing")[2] == before + 1
    assert s.do("sync.bundle.wanted") == {SHA}
    with s.store.writing() as session:
        settings.put(session, COUNTY, "")
