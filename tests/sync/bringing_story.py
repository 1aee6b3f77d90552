"""What comes in parts: a photograph, a whole scope, what is made good. Its part in the story."""

from __future__ import annotations

import gzip
import hashlib

from station_app.core.ids import new_id
from station_app.core.wire import canonical
from station_app.storage.exchange_tables import Arriving
from station_app.sync.protocol import Part, Row
from station_app.sync.taking_in import images_of

SCOPE = "339901-01"
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF"
ROW = {"made": new_id(), "by": f"{SCOPE}/officer", "v": {"name": "王五"}}


def brought(s, _folder):
    sha = hashlib.sha256(JPEG).hexdigest()
    missing = s.do("sync.photographs.lacking")
    assert sha in s.do("sync.photographs.awaited", [*missing, sha])
    assert s.do("sync.photographs.take", sha, 0, Part(sha, len(JPEG), JPEG)) == len(JPEG)
    assert s.do("sync.photographs.content_of", sha) == JPEG

    row = Row(ent="people", id=new_id(), seq=21, **ROW)
    lines = f"{canonical({'scope': SCOPE, 'seq': 30})}\n{row.model_dump_json(by_alias=True)}\n"
    proof = canonical({"rows": 1, "sha256": hashlib.sha256(lines.encode()).hexdigest()})
    packed = gzip.compress(f"{lines}{proof}\n".encode())
    s.do("sync.snapshot.asked_for", SCOPE, worth=True, anew=True)
    s.do("sync.snapshot.keep", SCOPE, 0, Part("etag", len(packed), packed))
    assert s.do("sync.snapshot.begun", SCOPE) == ("etag", len(packed))
    known = s.do("sync.snapshot.read_through", SCOPE)
    assert (known.seq, known.rows) == (30, 1)
    s.do("sync.snapshot.remember", SCOPE, known)
    assert s.do("sync.snapshot.proved", SCOPE) == known
    s.do("sync.snapshot.rows_of", SCOPE, 1)
    s.do("sync.snapshot.take_lot", SCOPE, images_of([row]), {}, known, once=True)
    s.do("sync.snapshot.finish", SCOPE, known, {row.id}, once=True)
    s.do("sync.snapshot.drop", SCOPE)

    assert s.do("sync.digest.is_due")
    at, registers, _sums = s.do("sync.digest.held_here", SCOPE)
    assert registers[row.id] == "people"
    other = row.model_copy(update={"v": {"name": "王六"}})
    s.do("sync.digest.repair", SCOPE, at, [other], once=True)
    s.do("sync.digest.offer_again", SCOPE, at, {row.id: "people"}, once=True)
    s.do("sync.digest.note", 1)
    assert s.do("sync.digest.last_repair")[1] == 1
    with s.store.reading() as session:
        assert session.query(Arriving).count() == 0
