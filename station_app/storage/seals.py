"""Sealed records (封存): a row and all that told of it become one ciphertext.

The ciphertext has a key of its own, wrapped once for every custodian; whoever has the
database key alone reads nothing of it. A sealed id is found on no path: nothing is left that
a query could come upon. Erasing deletes the wrapped keys.
"""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from station_app.core.errors import Refused
from station_app.core.records import Record
from station_app.core.register import Register
from station_app.core.texts import _
from station_app.core.wire import canonical
from station_app.storage import lift, log
from station_app.storage.blobs import BlobStore
from station_app.storage.custody import Halves, unwrap_with, wrap_for
from station_app.storage.keyslot import hkdf
from station_app.storage.log import Stamp
from station_app.storage.own_tables import Custodian, Sealed, SealedKey, SealedLook

BLOCK = 4096  # bytes: lengths tell no record from another
NO_CUSTODIAN = _("没有封存记录的保管人，不能封存：请先开设所领导账号，由其登录一次")


@dataclass(frozen=True, slots=True)
class Opened:
    """A sealed record, read; `about` are the entries it pointed at."""

    register: str
    record: Record
    about: frozenset[UUID]


def seal(
    session: Session, stamp: Stamp, blobs: BlobStore, register: Register, record: Record
) -> None:
    """Raises Refused where nobody could ever open it."""
    custodians = admitted(session)
    if not any(one.officer for one in custodians):
        raise Refused(NO_CUSTODIAN)
    photographs = {sha: blobs.get(sha) for sha in lift.pictures(register, record)}
    taken: dict[str, Any] = lift.lift(session, register, record)
    taken["photographs"] = {s: base64.b64encode(b).decode() for s, b in photographs.items()}
    key, id = secrets.token_bytes(32), record.id
    box = _encrypt(key, taken, _bound(register.name, id))
    session.execute(insert(Sealed), {"record_id": id, "register": register.name, "box": box})
    for one in custodians:
        _give(session, id, one.public, key, register.name)
    log.mark(session, stamp, register, id, "seal")


def admitted(session: Session) -> list[Custodian]:
    return list(session.scalars(select(Custodian).where(Custodian.admitted_by.is_not(None))))


def _give(session: Session, id: UUID, public: str, key: bytes, register: str) -> None:
    wrapped = wrap_for(public, key, _bound(register, id))
    session.execute(insert(SealedKey), {"record_id": id, "custodian": public, "wrapped": wrapped})


def _bound(register: str, id: UUID) -> bytes:
    """A box or key moved to another record opens nothing."""
    return f"station-desk sealed {register}/{id}".encode()


def _encrypt(key: bytes, plain: Mapping[str, Any], bound: bytes) -> bytes:
    """Under a key used once, so that one nonce is enough."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    text = canonical(plain).encode()
    return AESGCM(key).encrypt(bytes(12), text.ljust(-(-len(text) // BLOCK) * BLOCK), bound)


def _decrypt(key: bytes, box: bytes, bound: bytes) -> dict[str, Any] | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        found: dict[str, Any] = json.loads(AESGCM(key).decrypt(bytes(12), box, bound))
    except InvalidTag:
        return None
    return found


def keys(session: Session, halves: Halves) -> Iterator[tuple[UUID, str, bytes | None]]:
    """Id, register and key of every record these halves were given; None: does not open."""
    held = (
        select(Sealed.record_id, Sealed.register, SealedKey.custodian, SealedKey.wrapped)
        .join(SealedKey, SealedKey.record_id == Sealed.record_id)
        .where(SealedKey.custodian.in_(list(halves)))
        .order_by(Sealed.record_id)
    )
    for id, register, public, wrapped in session.execute(held).all():
        yield id, register, unwrap_with(halves[public], wrapped, _bound(register, id))


def opened(
    session: Session, registers: Mapping[str, Register], id: UUID, key: bytes
) -> Opened | None:
    """None where it was altered, or erased meanwhile."""
    row = session.get(Sealed, id)
    taken = row and _decrypt(key, row.box, _bound(row.register, id))
    if row is None or not taken or row.register not in registers:
        return None
    record = lift.read(registers[row.register].record, taken["record"])
    about = frozenset(UUID(link["to_id"]) for link in taken["reference"])
    return Opened(row.register, record, about)


def admit(session: Session, halves: Halves, public: str, by: str) -> int:
    """Gives a waiting custodian the keys that these halves open; answers how many."""
    one = session.get(Custodian, public)
    if one is None:
        raise Refused(_("没有这名等待准入的保管人"))
    own = set(session.scalars(select(SealedKey.record_id).where(SealedKey.custodian == public)))
    n = 0
    for id, register, key in keys(session, halves):
        if key is not None and id not in own:
            _give(session, id, public, key, register)
            n += 1
    one.admitted_by = by
    return n


def enter(session: Session, officer: str, public: str) -> None:
    """A chief's new half; the first of all needs nobody to admit him, and finds nothing yet."""
    if session.get(Custodian, public) is not None:
        return
    leave(session, officer)
    first = not any(one.officer for one in admitted(session))
    session.add(Custodian(public=public, officer=officer, admitted_by="" if first else None))
    session.flush()


def leave(session: Session, officer: str) -> None:
    """No longer a custodian: what was wrapped for him goes with him."""
    his = select(Custodian.public).where(Custodian.officer == officer)
    session.execute(delete(SealedKey).where(SealedKey.custodian.in_(his)))
    session.execute(delete(Custodian).where(Custodian.officer == officer))


def last_of_all(session: Session, officer: str) -> bool:
    """Whether without him only the sealed envelope opens what is sealed."""
    others = [one for one in admitted(session) if one.officer not in ("", officer)]
    mine = [one for one in admitted(session) if one.officer == officer]
    return bool(mine) and not others and session.scalar(select(func.count(Sealed.record_id))) != 0


def erase(session: Session, ids: Iterable[UUID]) -> int:
    """Destroys every wrapped key; answers of how many records. The ciphertext stays."""
    gone = list(ids)
    held = select(SealedKey.record_id).where(SealedKey.record_id.in_(gone)).distinct()
    found = len(session.scalars(held).all())
    session.execute(delete(SealedKey).where(SealedKey.record_id.in_(gone)))
    session.execute(delete(SealedLook).where(SealedLook.record_id.in_(gone)))
    return found


@dataclass(frozen=True, slots=True)
class Loan:
    """One approved request: who may read, and until when."""

    request: UUID
    reader: str
    until: datetime


def lend(session: Session, secret: bytes, loan: Loan, id: UUID, key: bytes) -> None:
    """The key, wrapped under one of the database and the request."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(12)
    wrapped = nonce + AESGCM(_lent(secret, loan.request)).encrypt(nonce, key, id.bytes)
    values = {"request_id": loan.request, "reader": loan.reader, "until": loan.until}
    session.execute(insert(SealedLook), values | {"record_id": id, "wrapped": wrapped})


def lent(session: Session, secret: bytes, request: UUID, now: datetime) -> list[tuple[UUID, bytes]]:
    """Id and key of what a request may read now."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    box = AESGCM(_lent(secret, request))
    return [
        (row.record_id, box.decrypt(row.wrapped[:12], row.wrapped[12:], row.record_id.bytes))
        for row in _loans(session, request, now)
    ]


def lent_to(session: Session, request: UUID, reader: str, now: datetime) -> list[UUID]:
    """What this reader may read now on that request."""
    return [row.record_id for row in _loans(session, request, now) if row.reader == reader]


def _loans(session: Session, request: UUID, now: datetime) -> Sequence[SealedLook]:
    held = select(SealedLook).where(SealedLook.request_id == request, SealedLook.until > now)
    return session.scalars(held.order_by(SealedLook.record_id)).all()


def end_looks(session: Session, now: datetime) -> None:
    """Keys that were lent and whose time is over are destroyed."""
    session.execute(delete(SealedLook).where(SealedLook.until <= now))


def _lent(secret: bytes, request: UUID) -> bytes:
    return hkdf(secret, b"station-desk sealed look", request.bytes)


def kept(session: Session) -> int:
    """Sealed records that somebody can still open."""
    return session.scalar(select(func.count(SealedKey.record_id.distinct()))) or 0
