"""The county's tree over all it has countersigned: grown leaf by leaf, shown with its proofs."""

from __future__ import annotations

from functools import cache
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, func, insert, select, text

from station_app.core import merkle
from station_app.county.audit_tables import NODE
from station_app.county.tables import COUNTY
from station_app.sync import notes
from station_app.sync.protocol import TreeHead

LOCK = text("select pg_advisory_xact_lock(7339902)")  # one leaf after the other


def size(connection: Connection) -> int:
    last = select(func.max(NODE.c.position)).where(NODE.c.level == 0)
    found = connection.scalar(last)
    return 0 if found is None else found + 1


def add(connection: Connection, data: bytes) -> int:
    """The place of the new leaf, from 0."""
    connection.execute(LOCK)
    place = size(connection)
    grown = merkle.grown(_reader(connection), place, merkle.leaf_of(data))
    names = ("level", "position", "hash")
    connection.execute(insert(NODE), [dict(zip(names, node, strict=True)) for node in grown])
    return place


def head(connection: Connection, key: Ed25519PrivateKey, seen: int) -> TreeHead:
    """With the proof from the size that was seen last; none where it has shrunk below it."""
    now, read = size(connection), _reader(connection)
    made = notes.Head(_generation(connection), now, merkle.root(read, now))
    proof = [link.hex() for link in merkle.consistency(read, seen, now)]
    return TreeHead(note=notes.write(made, key), proof=proof)


def path(connection: Connection, place: int) -> list[str]:
    """That the leaf is in the tree as it is now."""
    found = merkle.inclusion(_reader(connection), place, size(connection))
    return [link.hex() for link in found]


def _reader(connection: Connection) -> merkle.Read:
    @cache
    def read(level: int, position: int) -> bytes:
        one = select(NODE.c.hash).where(NODE.c.level == level, NODE.c.position == position)
        return bytes(connection.execute(one).scalar_one())

    return read


def _generation(connection: Connection) -> UUID:
    name = COUNTY.c.name == "generation"
    return UUID(connection.execute(select(COUNTY.c.value).where(name)).scalar_one())
