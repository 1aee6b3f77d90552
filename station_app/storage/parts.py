"""What has come of something long, kept where a crash does not take it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from station_app.storage.exchange_tables import Arriving, AwaitedBlob

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12


def begun(session: Session, name: str) -> tuple[str, int]:
    """Of what they are, and the byte that is waited for."""
    mine = Arriving.name == name
    etag, held = session.execute(
        select(func.max(Arriving.etag), func.sum(Arriving.length)).where(mine)
    ).one()
    return etag or "", int(held or 0)


def keep(session: Session, key: bytes, name: str, etag: str, off: int, content: bytes) -> None:
    """The next of it; with the first, what was there goes."""
    if not off:
        drop(session, name)
    nonce = os.urandom(NONCE)
    sealed = nonce + _box(key).encrypt(nonce, content, name.encode())
    part = Arriving(name=name, off=off, etag=etag, length=len(content), content=sealed)
    session.add(part)
    session.flush()
    session.expunge(part)


def read(session: Session, key: bytes, name: str) -> Iterator[bytes]:
    """In order, one at a time in memory."""
    offs = session.scalars(select(Arriving.off).where(Arriving.name == name).order_by(Arriving.off))
    box = _box(key)
    for off in offs.all():
        one = select(Arriving.content).where(Arriving.name == name, Arriving.off == off)
        sealed = session.scalars(one).one()
        yield box.decrypt(sealed[:NONCE], sealed[NONCE:], name.encode())


def drop(session: Session, name: str) -> None:
    session.execute(delete(Arriving).where(Arriving.name == name))


def awaited(session: Session, shas: Iterable[str]) -> set[str]:
    """Of these photographs, those that the county is to bring: not lost here."""
    named = list(shas)
    asked = select(AwaitedBlob.sha).where(AwaitedBlob.sha.in_(named))
    return set(session.scalars(asked)) if named else set()


def _box(key: bytes) -> AESGCM:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(key)
