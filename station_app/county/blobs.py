"""Photographs at the county: sent in parts, proved before they count, shown to who names them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    Column,
    Connection,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    Uuid,
    any_,
    cast,
    delete,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy import func as sql
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.engine import Engine

from station_app.core.kinds import Picture
from station_app.core.register import Register
from station_app.county.images import Image
from station_app.county.tables import METADATA
from station_app.storage.keyslot import hkdf
from station_app.sync.protocol import CHUNK, LARGEST_BLOB, MOST_WANTED, Part, Taken, Wanted

JPEG = b"\xff\xd8\xff"
POSITION = b"Exif\0\0"  # a camera's remarks, among them where it stood
HEADERS = 64 << 10  # bytes that are searched for them

BLOB = Table(  # what one scope has sent of one photograph
    "blob",
    METADATA,
    Column("scope", Text, primary_key=True),
    Column("sha", Text, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("held", Integer, nullable=False),  # bytes
    Column("whole", Boolean, nullable=False),  # its hash was checked
)

PART = Table(
    "blob_part",
    METADATA,
    Column("scope", Text, primary_key=True),
    Column("sha", Text, primary_key=True),
    Column("off", BigInteger, primary_key=True, autoincrement=False),
    Column("content", LargeBinary, nullable=False),  # encrypted
)

NAMED = Table(  # a row of this scope names this photograph, which `source` has sent or will send
    "blob_scope",
    METADATA,
    Column("scope", Text, primary_key=True),
    Column("id", Uuid, primary_key=True),
    Column("sha", Text, primary_key=True),
    Column("source", Text, nullable=False),
    Index("ix_blob_scope_sha", "scope", "sha"),
    Index("ix_blob_scope_source", "source", "sha"),
)


@dataclass(frozen=True, slots=True)
class Names:
    """The photographs that the new rows of a scope name, by record; of a tombstone none."""

    scope: str
    of: Mapping[UUID, set[str]]


def names(
    registers: Mapping[str, Register],
    scope: str,
    images: Iterable[Image],
    before: Container[tuple[str, UUID]],  # rows that were there
) -> Names:
    """Not of what is new and names none: nothing is known of it either."""
    found, fields = dict[UUID, set[str]](), dict[str, list[str]]()
    for image in images:
        pictures = fields.get(image.ent)
        if pictures is None:
            pictures = fields[image.ent] = _pictures(registers, image.ent)
        if pictures:
            named = {str(sha) for n in pictures if is_hash(sha := image.v.get(n))}
            if named or (image.ent, image.id) in before:
                found[image.id] = named
    return Names(scope, found)


def _pictures(registers: Mapping[str, Register], name: str) -> list[str]:
    known = registers.get(name)
    return [f.name for f in known.fields if isinstance(f.kind, Picture)] if known else []


def follow(at: Connection, here: Names, *others: Names) -> None:
    """After a batch: what came to other scopes by it names what `here` has sent or was given.

    A photograph that no row names any more goes with this transaction.
    """
    for there in others:
        known = select(NAMED.c.id, NAMED.c.sha, NAMED.c.source).where(
            NAMED.c.scope == here.scope, NAMED.c.id == any_(cast(list(there.of), ARRAY(Uuid)))
        )
        _name(at, there, {(id, sha): by for id, sha, by in at.execute(known)}, here.scope)
    _name(at, here, {}, here.scope)
    for each in (*others, here):
        _forget(at, each)


def _name(at: Connection, names: Names, given: Mapping[tuple[UUID, str], str], source: str) -> None:
    rows = [
        {"scope": names.scope, "id": id, "sha": sha, "source": given.get((id, sha), source)}
        for id, shas in names.of.items()
        for sha in shas
    ]
    if rows:
        at.execute(insert(NAMED).on_conflict_do_nothing(), rows)


def _forget(at: Connection, names: Names) -> None:
    if not names.of:
        return
    now = [(id, sha) for id, shas in names.of.items() for sha in shas]
    mine = NAMED.c.id == any_(cast(list(names.of), ARRAY(Uuid)))
    old = delete(NAMED).where(NAMED.c.scope == names.scope, mine)
    if now:
        old = old.where(tuple_(NAMED.c.id, NAMED.c.sha).not_in(now))
    gone = {(by, sha) for sha, by in at.execute(old.returning(NAMED.c.sha, NAMED.c.source))}
    for by, sha in sorted(gone):
        held = select(BLOB.c.sha).where(BLOB.c.scope == by, BLOB.c.sha == sha)
        at.execute(held.with_for_update())  # of two scopes that let go of it now the later sees it
        still = select(NAMED.c.id).where(NAMED.c.sha == sha, NAMED.c.source == by)
        if at.scalar(still.limit(1)) is None:
            _throw_away(at, by, sha)


def is_hash(value: Any) -> bool:
    """A SHA-256 in small hexadecimal digits."""
    return isinstance(value, str) and len(value) == 64 and not set(value) - set("0123456789abcdef")


def _throw_away(at: Connection, scope: str, sha: str) -> None:
    for table in (PART, BLOB):
        at.execute(delete(table).where(table.c.scope == scope, table.c.sha == sha))


@dataclass(frozen=True, slots=True)
class Blobs:
    engine: Engine
    key: bytes = field(repr=False)  # of the county

    def wanted(self, scope: str, after: str = "") -> Wanted:
        asked = (
            select(NAMED.c.sha, sql.coalesce(sql.max(BLOB.c.held), 0))
            .outerjoin(BLOB, (BLOB.c.scope == NAMED.c.source) & (BLOB.c.sha == NAMED.c.sha))
            .where(NAMED.c.source == scope, NAMED.c.sha > after)
            .where(or_(BLOB.c.whole.is_(None), ~BLOB.c.whole))
            .group_by(NAMED.c.sha)
            .order_by(NAMED.c.sha)
            .limit(MOST_WANTED)
        )
        with self.engine.begin() as at:
            return Wanted(blobs={row[0]: row[1] for row in at.execute(asked)})

    def put(self, scope: str, sha: str, off: int, size: int, content: bytes) -> Taken:
        """ValueError: there can be no such part."""
        if not is_hash(sha) or not 0 < size <= LARGEST_BLOB or off < 0:
            raise ValueError("blob")
        if not content or len(content) != min(CHUNK, size - off):
            raise ValueError("part")
        named = select(NAMED.c.id).where(NAMED.c.source == scope, NAMED.c.sha == sha).limit(1)
        with self.engine.begin() as at:
            # who takes the last name away waits for this part, and then throws it away too
            if at.scalar(named.with_for_update(read=True)) is None:
                return Taken(off=0, code="absent")
            return self._put(at, scope, sha, off, size, content)

    def _put(
        self, at: Connection, scope: str, sha: str, off: int, size: int, content: bytes
    ) -> Taken:
        held = self._begun(at, scope, sha, size)
        if held == size:
            return Taken(off=size, whole=True)
        if off != held:
            return Taken(off=held)
        if not off and not content.startswith(JPEG):
            _throw_away(at, scope, sha)
            return Taken(off=0, code="type")
        sealed = self._seal(sha, off, content)
        at.execute(insert(PART).values(scope=scope, sha=sha, off=off, content=sealed))
        held += len(content)
        if held == size and (code := self._fault(at, scope, sha)):
            _throw_away(at, scope, sha)
            return Taken(off=0, code=code)
        mine = BLOB.c.scope == scope, BLOB.c.sha == sha
        at.execute(update(BLOB).where(*mine).values(held=held, whole=held == size))
        return Taken(off=held, whole=held == size)

    def _begun(self, at: Connection, scope: str, sha: str, size: int) -> int:
        """How many bytes are there; its row is locked."""
        new = insert(BLOB).values(scope=scope, sha=sha, size=size, held=0, whole=False)
        at.execute(new.on_conflict_do_nothing())
        mine = BLOB.c.scope == scope, BLOB.c.sha == sha
        asked = select(BLOB.c.size, BLOB.c.held, BLOB.c.whole).where(*mine).with_for_update()
        known, held, whole = at.execute(asked).one()
        if whole or known == size:
            return size if whole else int(held)
        at.execute(delete(PART).where(PART.c.scope == scope, PART.c.sha == sha))
        at.execute(update(BLOB).where(*mine).values(size=size, held=0))
        return 0  # begun by who meant another content

    def get(self, scope: str, sha: str, off: int) -> Part | None:
        """None alike where it is not there, not whole yet, or not for this scope."""
        asked = (
            select(BLOB.c.size, PART.c.content)
            .join(PART, (PART.c.scope == BLOB.c.scope) & (PART.c.sha == BLOB.c.sha))
            .join(NAMED, (NAMED.c.sha == BLOB.c.sha) & (NAMED.c.source == BLOB.c.scope))
            .where(NAMED.c.scope == scope, BLOB.c.sha == sha, BLOB.c.whole, PART.c.off == off)
        )
        with self.engine.begin() as at:
            found = at.execute(asked.limit(1)).first()
        return Part(sha, found[0], self._open(sha, off, found[1])) if found else None

    def _fault(self, at: Connection, scope: str, sha: str) -> str:
        """What is wrong with the whole of it."""
        parts = select(PART.c.off, PART.c.content).where(PART.c.scope == scope, PART.c.sha == sha)
        found = at.execute(parts.order_by(PART.c.off))
        content = b"".join(self._open(sha, off, sealed) for off, sealed in found)
        if hashlib.sha256(content).hexdigest() != sha:
            return "hash"
        return "type" if POSITION in content[:HEADERS] else ""

    def _box(self, sha: str) -> Any:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        return AESGCM(hkdf(self.key, b"station-county blob", bytes.fromhex(sha)))

    def _seal(self, sha: str, off: int, content: bytes) -> bytes:
        # What was thrown away had the same key and place: each part has a nonce of its own.
        nonce = os.urandom(12)
        sealed: bytes = self._box(sha).encrypt(nonce, content, off.to_bytes(8))
        return nonce + sealed

    def _open(self, sha: str, off: int, sealed: bytes) -> bytes:
        content: bytes = self._box(sha).decrypt(sealed[:12], sealed[12:], off.to_bytes(8))
        return content
