"""What one device signs its log with, and where it remembers how far that log had come.

The key (Ed25519) grows from the device secret, which lies in the keyring of that machine: it is in
no database and no backup, and a home bound to another machine gets another. The public half stands
in `device_key` and in the event from which it counts. The last checkpoint is remembered beside the
device secret, so that a log which was cut, checkpoints and all, is found when the home is opened.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from station_app.core.records import Table
from station_app.storage.device_secret import recall, remember
from station_app.storage.keyslot import Locked, hkdf

SIGNER = "device signer"  # of a session: what its checkpoints are signed with
NAMED = "device_key"  # in the event from which a key counts: its public half
NAME = 10  # bytes of SHA-256 by which a checkpoint names the key


class DeviceKey(Table, kw_only=True, eq=False):
    """With which key the checkpoints of a log are signed, from this event on."""

    __tablename__ = "device_key"

    log_id: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    public: Mapped[str]  # hexadecimal


@dataclass(frozen=True)
class Signer:
    """Of this machine, for this home."""

    home: Path
    id: UUID
    where: str  # `Card.secret`
    secret: bytes = field(repr=False)

    @cached_property
    def _private(self) -> Ed25519PrivateKey:
        grown = hkdf(self.secret, b"station-desk device signing", self.id.bytes)
        return Ed25519PrivateKey.from_private_bytes(grown)

    @cached_property
    def public(self) -> str:
        return self._private.public_key().public_bytes_raw().hex()

    def sign(self, text: str) -> bytes:
        return self._private.sign(text.encode())

    def remember(self, log_id: str, checkpoint: str) -> None:
        """What the keyring will not take now follows with the next."""
        with suppress(Locked, OSError):
            remember(self.where, self.home, f"{self.id} {log_id}", checkpoint)

    def recall(self, log_id: str) -> str | None:
        """Empty where nothing is remembered; None where the keyring does not answer."""
        with suppress(Locked, OSError):
            return recall(self.where, self.home, f"{self.id} {log_id}")
        return None


def name_of(public: str) -> bytes:
    return sha256(bytes.fromhex(public)).digest()[:NAME]


def is_signed(public: bytes, signature: bytes, text: str) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, text.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def keys_of(session: Session, log_id: str) -> list[DeviceKey]:
    """In the order in which they came into force."""
    mine = select(DeviceKey).where(DeviceKey.log_id == log_id).order_by(DeviceKey.number)
    return list(session.scalars(mine))


def in_force(session: Session, log_id: str) -> str:
    """The public half; empty where checkpoints are still the station's."""
    mine = select(DeviceKey.public).where(DeviceKey.log_id == log_id)
    return session.scalar(mine.order_by(DeviceKey.number.desc()).limit(1)) or ""


def announced(session: Session, log_id: str) -> Mapping[str, Any]:
    """What the next event of a log has to say of the key, where it is a new one."""
    signer: Signer | None = session.info.get(SIGNER)
    if signer is None or in_force(session, log_id) == signer.public:
        return {}
    return {NAMED: signer.public}


def enter(session: Session, log_id: str, number: int, public: str) -> None:
    session.add(DeviceKey(log_id=log_id, number=number, public=public))
    session.flush()
