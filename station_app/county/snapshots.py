"""A scope as one file for a new desk: made once, the same to the byte while somebody fetches it."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Function, and_, delete, func, or_, select, text
from sqlalchemy.engine import Engine

from station_app.core.wire import canonical
from station_app.county.book import row_of
from station_app.county.snapshot_tables import SNAPSHOT, SNAPSHOT_PART
from station_app.county.tables import ROW, SCOPE
from station_app.sync.protocol import PART, Part

KEPT = timedelta(hours=6)
AT_ONCE = 2  # that are made at the same time
LOCK = 7_339_902  # of PostgreSQL, one a place
TOGETHER = 1_000  # rows read at once


class Busy(Exception):
    """As many are made as may be, or this very one is."""


@dataclass(frozen=True, slots=True)
class Snapshots:
    engine: Engine
    clock: Callable[[], datetime]

    def get(self, scope: str, off: int, etag: str = "") -> tuple[Part, int]:
        """From this byte of the one begun; of another from its first: which it is. Raises Busy."""
        with self.engine.begin() as at:
            found = self._known(at, scope, etag)
        if found is None:
            found = self._make(scope)
        known, size = found
        if known != etag or not 0 <= off < size:
            off = 0
        return Part(known, size, self._read(scope, known, off)), off

    def _known(self, at: Connection, scope: str, etag: str) -> tuple[str, int] | None:
        """The one that was begun, or the newest that is not too old.

        None from before the last erasure: made while that was committed, it has the row still.
        """
        of = and_(SNAPSHOT.c.scope == scope, SNAPSHOT.c.seq >= _last_erased(scope))
        asked = select(SNAPSHOT.c.etag, SNAPSHOT.c.size).where(of)
        fresh = SNAPSHOT.c.made_at > self.clock() - KEPT
        same = at.execute(asked.where(SNAPSHOT.c.etag == etag)).first()
        newest = asked.where(fresh).order_by(SNAPSHOT.c.made_at.desc()).limit(1)
        row = same or at.execute(newest).first()
        return (row[0], row[1]) if row else None

    def _read(self, scope: str, etag: str, off: int) -> bytes:
        start = off - off % PART
        mine = SNAPSHOT_PART.c.scope == scope, SNAPSHOT_PART.c.etag == etag
        asked = select(SNAPSHOT_PART.c.content).where(*mine, SNAPSHOT_PART.c.off == start)
        with self.engine.begin() as at:
            return bytes(at.scalars(asked).one())[off - start :]

    def _make(self, scope: str) -> tuple[str, int]:
        """One state of the scope, whatever is pushed meanwhile."""
        still = self.engine.connect().execution_options(isolation_level="REPEATABLE READ")
        with still as at, at.begin():
            self._take_place(at, scope)
            stale = and_(SNAPSHOT.c.scope == scope, SNAPSHOT.c.seq < _last_erased(scope))
            past = SNAPSHOT.c.made_at <= self.clock() - KEPT
            old = delete(SNAPSHOT).where(or_(past, stale))
            for one in at.execute(old.returning(SNAPSHOT.c.scope, SNAPSHOT.c.etag)).all():
                of = SNAPSHOT_PART.c.scope == one.scope, SNAPSHOT_PART.c.etag == one.etag
                at.execute(delete(SNAPSHOT_PART).where(*of))
            seq = at.scalar(select(SCOPE.c.head).where(SCOPE.c.id == scope))
            etag, size = uuid4().hex, 0
            for content in _cut(_packed(_lines(at, scope, seq or 0))):
                part = {"scope": scope, "etag": etag, "off": size, "content": content}
                at.execute(SNAPSHOT_PART.insert(), part)
                size += len(content)
            new = {"scope": scope, "etag": etag, "seq": seq or 0, "size": size}
            at.execute(SNAPSHOT.insert(), new | {"made_at": self.clock()})
        return etag, size

    def _take_place(self, at: Connection, scope: str) -> None:
        lock = text("select pg_try_advisory_xact_lock(:lock, :n)")
        own = text("select pg_try_advisory_xact_lock(:lock, hashtext(:scope))")
        if not at.scalar(own, {"lock": LOCK, "scope": scope}):
            raise Busy
        if not any(at.scalar(lock, {"lock": LOCK + 1, "n": n}) for n in range(AT_ONCE)):
            raise Busy


def _last_erased(scope: str) -> Function[int]:
    """The place of the last tombstone, swept or not."""
    there = select(func.max(ROW.c.seq)).where(ROW.c.scope == scope, ROW.c.gone)
    swept = select(SCOPE.c.swept).where(SCOPE.c.id == scope)
    return func.greatest(there.scalar_subquery(), swept.scalar_subquery())


def _lines(at: Connection, scope: str, seq: int) -> Iterator[bytes]:
    """The head, a row each, and what proves them."""
    proof, n = hashlib.sha256(), 0
    query = select(ROW).where(ROW.c.scope == scope, ~ROW.c.gone).order_by(ROW.c.ent, ROW.c.id)
    head = {"scope": scope, "seq": seq}
    yield _hashed(proof, canonical(head))
    found = at.execute(query.execution_options(yield_per=TOGETHER))
    for row in found:
        n += 1
        yield _hashed(proof, row_of(row).model_dump_json(by_alias=True))
    yield (canonical({"rows": n, "sha256": proof.hexdigest()}) + "\n").encode()


def _hashed(proof: Any, said: str) -> bytes:
    line = (said + "\n").encode()
    proof.update(line)
    return line


def _packed(lines: Iterable[bytes]) -> Iterator[bytes]:
    gzip = zlib.compressobj(6, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    for line in lines:
        yield gzip.compress(line)
    yield gzip.flush()


def _cut(content: Iterable[bytes]) -> Iterator[bytes]:
    """Parts of PART bytes, the last of what is left."""
    held = bytearray()
    for some in content:
        held += some
        while len(held) >= PART:
            yield bytes(held[:PART])
            del held[:PART]
    if held:
        yield bytes(held)
